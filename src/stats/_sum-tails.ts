import type { Tails } from "./_tails.ts";

/** A density on whole numbers, for which no closed form of the tails exists. */
export interface Summable {
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  readonly density: (k: number) => number;
  /** density(k + 1) / density(k) */
  readonly ratio: (k: number) => number;
  /** Whether the ratio falls with k, so that terms once falling fall ever faster. */
  readonly logConcave: boolean;
}

/** Both tails at k by summation, the smaller one directly: all terms are positive, and none cancels. */
export function sumTails(parts: Summable, k: number): Tails {
  const belowFirst = k < parts.mean;
  const sum = belowFirst ? sumDown(parts, k) : sumUp(parts, k + 1);
  const other = sum <= 0.5 ? 1 - sum : belowFirst ? sumUp(parts, k + 1) : sumDown(parts, k);
  return belowFirst ? { lower: sum, upper: other } : { lower: other, upper: sum };
}

function sumDown({ lowest, density, ratio, logConcave }: Summable, from: number): number {
  let term = 1;
  let sum = 1;
  for (let k = from - 1; k >= lowest; k--) {
    const step = 1 / ratio(k);
    term *= step;
    sum += term;
    if (logConcave && step < 1 && term < 1e-17 * (1 - step) * sum) break;
  }
  return Math.min(1, density(from) * sum);
}

function sumUp({ highest, density, ratio, logConcave }: Summable, from: number): number {
  if (from > highest) return 0;
  let term = 1;
  let sum = 1;
  for (let k = from; k < highest; k++) {
    const step = ratio(k);
    term *= step;
    sum += term;
    if (logConcave && step < 1 && term < 1e-17 * (1 - step) * sum) break;
  }
  return Math.min(1, density(from) * sum);
}
