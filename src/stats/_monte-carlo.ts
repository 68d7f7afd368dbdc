import { wrongParameter } from "./_check.ts";
import { createRandom, type Random } from "./random.ts";

/** How a probability is found by drawing. */
export interface MonteCarlo {
  /** The seed of the draws: the same seed gives the same probability. */
  readonly seed: string | number;
  /**
   * How many draws B, a whole number from 1 to 10 million; p is never below 1 / (B + 1).
   * @defaultValue `9999`
   */
  readonly replicates?: number | undefined;
}

/** Statistics that differ by rounding alone count as equal. */
const EQUAL = 1e-10;

/** Whether a statistic is at least as large as another, up to rounding. */
export const reaches = (statistic: number, observed: number): boolean =>
  statistic >= observed - EQUAL * Math.max(Math.abs(observed), Number.MIN_VALUE);

export function checkReplicates(doing: string, replicates = 9999): number {
  if (!(Number.isInteger(replicates) && replicates >= 1 && replicates <= 1e7))
    throw wrongParameter(doing, "replicates", "a whole number from 1 to 10000000", replicates);
  return replicates;
}

/** (1 + #{T ≥ t}) / (B + 1): the data are one of the draws, so that p is valid for every B (Barnard 1963). */
export function monteCarloP(
  doing: string,
  { seed, replicates }: MonteCarlo,
  observed: number,
  draw: (random: Random) => number,
): { readonly p: number; readonly replicates: number } {
  const rounds = checkReplicates(doing, replicates);
  const random = createRandom(seed);
  let extreme = 0;
  for (let i = 0; i < rounds; i++) if (reaches(draw(random), observed)) extreme++;
  return { p: (1 + extreme) / (rounds + 1), replicates: rounds };
}
