/** How the moves of customers scatter about those of all, gathered customer by customer. */
export interface ClusterScatter {
  /** A move of the present customer. */
  add(from: number, to: number, weight: number): void;
  /** The present customer has no more. */
  endCustomer(): void;
  /**
   * Σ_j V_j·m/Σ_j p_j·(1 − p_j), 1 at least: V_j = Σ_c (n_cj − p_j·n_c)²/n² of the moves from a state, m the number of independent moves
   * that the weights leave.
   */
  designEffect(from: number, row: readonly number[], effective: number): number;
}

/** Sums that a design effect needs, without keeping the customers: Σ n_cj², Σ n_cj·n_c, Σ n_c². */
export function clusterScatter(size: number): ClusterScatter {
  const own = new Float64Array(size * size);
  const squares = new Float64Array(size * size);
  const products = new Float64Array(size * size);
  const totals = new Float64Array(size);
  const touched: number[] = [];
  return {
    add(from, to, weight) {
      own[from * size + to]! += weight;
      if (!touched.includes(from)) touched.push(from);
    },
    endCustomer() {
      for (const from of touched) {
        const row = own.subarray(from * size, (from + 1) * size);
        const total = row.reduce((sum, n) => sum + n, 0);
        totals[from]! += total * total;
        for (let to = 0; to < size; to++) {
          squares[from * size + to]! += row[to]! * row[to]!;
          products[from * size + to]! += row[to]! * total;
        }
        row.fill(0);
      }
      touched.length = 0;
    },
    designEffect(from, row, effective) {
      const total = row.reduce((sum, n) => sum + n, 0);
      let [clustered, independent] = [0, 0];
      row.forEach((n, to) => {
        const p = n / total;
        const at = from * size + to;
        clustered += squares[at]! - 2 * p * products[at]! + p * p * totals[from]!;
        independent += p * (1 - p);
      });
      // Where everybody went the same way nothing scatters.
      if (!(independent > 0)) return 1;
      return Math.max(1, ((clustered / total ** 2) * effective) / independent);
    },
  };
}
