import type { Random } from "../stats/index.ts";

/** Observations of which each is spread over some values, its weights adding up to 1. */
export interface Compositions {
  /** How many observations there are. */
  readonly size: number;
  /** Where the values of each begin in the two columns below; one more entry than observations. */
  readonly starts: Int32Array;
  /** Codes of the values. */
  readonly codes: Int32Array;
  /** Weight of each. */
  readonly weights: Float64Array;
  /** How many codes there are. */
  readonly values: number;
}

/** Sets of values as compositions: each value of an observation weighs the same. */
export function compositionsOf(observations: readonly (readonly number[])[], values: number): Compositions {
  const starts = new Int32Array(observations.length + 1);
  observations.forEach((codes, i) => {
    starts[i + 1] = starts[i]! + codes.length;
  });
  const codes = Int32Array.from(observations.flat());
  const weights = Float64Array.from(observations.flatMap((own) => own.map(() => 1 / own.length)));
  return { size: observations.length, starts, codes, weights, values };
}

/** What a contrast of observations says of each value. */
export interface Contrast {
  /** Σ aᵤ xᵤₖ: how much more of the value there is now. */
  readonly differences: Float64Array;
  /** The differences by their standard deviation over all permutations. */
  readonly residuals: Float64Array;
  /** Σ differences² / mean share: what is permuted. */
  readonly statistic: number;
  /** Mean share of each value over all observations. */
  readonly means: Float64Array;
}

/** Contrasts observations, whose coefficients a add up to 0. */
export function contrastOf(data: Compositions, a: Float64Array): Contrast {
  const { size, starts, codes, weights, values } = data;
  const [differences, means, squares] = [0, 1, 2].map(() => new Float64Array(values)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let norm = 0;
  for (let u = 0; u < size; u++) {
    norm += a[u]! ** 2;
    for (let i = starts[u]!; i < starts[u + 1]!; i++) {
      const [code, x] = [codes[i]!, weights[i]!];
      differences[code]! += a[u]! * x;
      means[code]! += x / size;
      squares[code]! += x * x;
    }
  }
  const residuals = differences.map((difference, k) => {
    const variance = (norm / (size - 1)) * (squares[k]! - size * means[k]! ** 2);
    return variance > 1e-14 ? difference / Math.sqrt(variance) : 0;
  });
  return { differences, residuals, statistic: statisticOf(differences, means), means };
}

function statisticOf(differences: Float64Array, means: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < differences.length; k++) if (means[k]! > 0) sum += differences[k]! ** 2 / means[k]!;
  return sum;
}

/** How far to draw. */
export interface Draws {
  readonly random: Random;
  readonly replicates: number;
  /** After so many draws as extreme as the data the probability is known well enough (Besag and Clifford 1991). */
  readonly enough?: number | undefined;
}

/**
 * The probability of a contrast at least as large if the observations are dealt to their places anew:
 * (1 + #extreme) / (1 + draws), or #extreme / draws where drawing ended early; both are valid.
 */
export function permutationP(
  data: Compositions,
  a: Float64Array,
  { random, replicates, enough = Number.POSITIVE_INFINITY }: Draws,
): number {
  const { size, starts, codes, weights } = data;
  const { statistic, means } = contrastOf(data, a);
  const limit = statistic * (1 - 1e-10);
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const differences = new Float64Array(data.values);
  let extreme = 0;
  for (let draw = 1; draw <= replicates; draw++) {
    differences.fill(0);
    for (let u = 0; u < size; u++) {
      const chosen = u + Math.floor(random.next() * (size - u));
      const taken = order[chosen]!;
      order[chosen] = order[u]!;
      order[u] = taken;
      const coefficient = a[u]!;
      for (let i = starts[taken]!; i < starts[taken + 1]!; i++)
        differences[codes[i]!]! += coefficient * weights[i]!;
    }
    if (statisticOf(differences, means) >= limit && ++extreme >= enough) return extreme / draw;
  }
  return (1 + extreme) / (1 + replicates);
}
