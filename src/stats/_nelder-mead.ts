/** Where the simplex ended. */
export interface SimplexEnd {
  readonly u: readonly number[];
  readonly value: number;
  /** Whether it shrank to a point. */
  readonly shrunk: boolean;
  readonly iterations: number;
}

/**
 * Minimises without slopes, by the simplex of Nelder and Mead (1965) with the coefficients of Gao and Han (2012), which
 * depend on the dimension n: expansion 1 + 2/n, contraction ¾ − 1/(2n), shrinking 1 − 1/n.
 *
 * Started anew, smaller, where it shrank, until that leads no lower: a simplex may shrink where there is no minimum.
 */
export function descendBySimplex(
  value: (u: readonly number[]) => number,
  start: readonly number[],
  spent: () => boolean,
): SimplexEnd {
  let best: SimplexEnd = { u: start, value: value(start), shrunk: false, iterations: 0 };
  for (let size = 0.5, round = 0; round < 6; size *= 0.5, round++) {
    const end = shrink(value, best.u, size, spent);
    const gain = best.value - end.value;
    best = { ...end, iterations: best.iterations + end.iterations };
    if (!end.shrunk || (round > 0 && gain <= 1e-12 * Math.max(1, Math.abs(end.value)))) break;
  }
  return best;
}

function shrink(
  value: (u: readonly number[]) => number,
  start: readonly number[],
  size: number,
  spent: () => boolean,
): SimplexEnd {
  const n = start.length;
  const expansion = 1 + 2 / n;
  const contraction = n === 1 ? 0.5 : 0.75 - 1 / (2 * n);
  const shrinking = n === 1 ? 0.5 : 1 - 1 / n;
  const corner = (u: readonly number[]) => ({ u, value: value(u) });
  const simplex = [corner(start)];
  for (let i = 0; i < n; i++)
    simplex.push(corner(start.map((one, j) => (i === j ? one + size * Math.max(1, Math.abs(one)) : one))));
  for (let iteration = 0; ; iteration++) {
    simplex.sort((a, b) => a.value - b.value);
    const [lowest, worst] = [simplex[0]!, simplex[n]!];
    const width = Math.max(...simplex.map(({ u }) => distance(u, lowest.u)));
    const shrunk = width <= 1e-9 && worst.value - lowest.value <= 1e-12 * Math.max(1, Math.abs(lowest.value));
    if (shrunk || iteration > 2000 * n || spent()) return { ...lowest, shrunk, iterations: iteration };
    const centre = start.map((_, j) => simplex.slice(0, n).reduce((sum, { u }) => sum + u[j]!, 0) / n);
    const along = (t: number) => corner(centre.map((c, j) => c + t * (c - worst.u[j]!)));
    const reflected = along(1);
    if (reflected.value < lowest.value) {
      const expanded = along(expansion);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[n - 1]!.value) simplex[n] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? contraction : -contraction);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else
        for (let i = 1; i <= n; i++)
          simplex[i] = corner(simplex[i]!.u.map((one, j) => lowest.u[j]! + shrinking * (one - lowest.u[j]!)));
    }
  }
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((one, i) => Math.abs(one - b[i]!) / Math.max(1, Math.abs(one))));
}
