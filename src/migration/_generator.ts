import { matrixExponential } from "../stats/index.ts";

/** Rates to move: `rates[i][j]`, from i to j in a unit of time; each row sums to 0, and nothing off the diagonal is below it. */
export type Rates = readonly (readonly number[])[];

/** Sets the diagonal to what leaves. */
export function balanced(rates: Rates): number[][] {
  return rates.map((row, i) => {
    const out = row.reduce((sum, q, j) => (i === j ? sum : sum + q), 0);
    return row.map((q, j) => (i === j ? (out === 0 ? 0 : -out) : q));
  });
}

/** exp(Qt), its rows divided by their sums: rounding alone. */
export function movesIn(rates: Rates, time: number): readonly (readonly number[])[] {
  return matrixExponential(rates.map((row) => row.map((q) => q * time))).map((row) => {
    const sum = row.reduce((total, p) => total + p, 0);
    return row.map((p) => p / sum);
  });
}

/** Σ n_ij·ln P_ij; nothing where a move was seen that P has not. */
export function movesLogLikelihood(
  counts: readonly (readonly number[])[],
  probabilities: readonly (readonly number[])[],
): number | "impossible-move-seen" {
  let log = 0;
  let impossible = false;
  counts.forEach((row, i) => {
    row.forEach((n, j) => {
      if (n === 0) return;
      if (probabilities[i]![j]! > 0) log += n * Math.log(probabilities[i]![j]!);
      else impossible = true;
    });
  });
  return impossible ? "impossible-move-seen" : log;
}
