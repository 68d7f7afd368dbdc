/** Part of a chain: what leaves for good in each step, and what moves within. */
export interface Substochastic {
  /** How many states. */
  readonly size: number;
  /** The probabilities within, row by row. */
  readonly within: Float64Array;
  /** The probabilities to leave. */
  readonly exits: Float64Array;
}

/**
 * Solves (I − Q)·X = B for the part Q of a chain from which every state can leave.
 *
 * The states are taken out one by one, each handing its moves over to those that stay (Grassmann, Taksar and Heyman 1985;
 * O'Cinneide 1993). The denominator 1 − q_kk is taken as the sum of the moves away, so that nothing is ever subtracted: of a
 * non-negative B all numbers of X have all their digits, however nearly closed the part is.
 *
 * @param columns - how many columns B has; B lies row by row
 * @returns X, row by row
 */
export function solveSubstochastic(
  { size: n, within, exits }: Substochastic,
  right: Float64Array,
  columns: number,
): Float64Array {
  const q = within.slice();
  const leave = exits.slice();
  const x = right.slice();
  const away = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    let sum = leave[k]!;
    for (let j = 0; j < k; j++) sum += q[k * n + j]!;
    away[k] = sum;
    for (let i = 0; i < k; i++) {
      const share = q[i * n + k]! / sum;
      if (share === 0) continue;
      for (let j = 0; j < k; j++) q[i * n + j]! += share * q[k * n + j]!;
      for (let c = 0; c < columns; c++) x[i * columns + c]! += share * x[k * columns + c]!;
      leave[i]! += share * leave[k]!;
    }
  }
  for (let k = 0; k < n; k++)
    for (let c = 0; c < columns; c++) {
      let sum = x[k * columns + c]!;
      for (let j = 0; j < k; j++) sum += q[k * n + j]! * x[j * columns + c]!;
      x[k * columns + c] = sum / away[k]!;
    }
  return x;
}

/** The part of a chain within some states; all moves to other states leave it. */
export function substochasticOf(
  probabilities: readonly (readonly number[])[],
  members: readonly number[],
): Substochastic {
  const size = members.length;
  const within = new Float64Array(size * size);
  const exits = new Float64Array(size);
  const inside = new Int32Array(probabilities.length).fill(-1);
  members.forEach((state, i) => {
    inside[state] = i;
  });
  members.forEach((state, i) => {
    probabilities[state]!.forEach((p, to) => {
      const j = inside[to]!;
      if (j < 0) exits[i]! += p;
      else within[i * size + j] = p;
    });
  });
  return { size, within, exits };
}
