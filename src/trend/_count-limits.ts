import type { Distribution } from "../stats/index.ts";

/** Limits of a count, and how probable a count beyond them is. */
export interface CountLimits {
  readonly lower: number;
  readonly upper: number;
  readonly falseAlarm: number;
}

/** P(X < l) + P(X > u), of a law of counts. */
function outside({ lower, upper }: Distribution, l: number, u: number): number {
  const lowest = Math.ceil(l - 1e-9) - 1;
  return (lowest < 0 ? 0 : lower(lowest)) + (u < 0 ? 1 : upper(Math.floor(u + 1e-9)));
}

/** The narrowest whole limits that leave out at most half of the risk on each side. */
export function probabilityLimits(law: Distribution, risk: number): CountLimits {
  const lower = law.quantile(risk / 2);
  const upper = law.upperQuantile(risk / 2);
  return { lower, upper, falseAlarm: outside(law, lower, upper) };
}

/** Three standard deviations off, never below 0 or above the highest count there can be. */
export function sigmaLimits(law: Distribution, mean: number, sigma: number, highest: number): CountLimits {
  const lower = Math.max(0, mean - 3 * sigma);
  const upper = Math.min(highest, mean + 3 * sigma);
  return { lower, upper, falseAlarm: outside(law, lower, upper) };
}
