import { checkFinite, wrongParameter } from "./_check.ts";
import type { Tails } from "./_tails.ts";
import type { Distribution } from "./distribution.ts";
import { inverseComplement } from "./erf-inverse.ts";

/** What a distribution on whole numbers is made of; k is a whole number inside the support. */
export interface DiscreteParts {
  /** As in "the binomial distribution". */
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  readonly sd: number;
  readonly logDensity: (k: number) => number;
  /** P(X ≤ k) and P(X > k). */
  readonly tails: (k: number) => Tails;
}

/** How close, relatively, a tail must come to a probability to count as it: more than its own error. */
const SLACK = 1e-13;

/** Adds the checks, the cases outside the support and the quantiles. */
export function discreteDistribution(parts: DiscreteParts): Distribution {
  const { name, lowest, highest, logDensity } = parts;

  const check = (what: string, x: number): void => checkFinite(`compute ${what} of the ${name}`, "x", x);
  const tailsAt = (x: number): Tails => {
    check("a tail", x);
    if (x < lowest) return { lower: 0, upper: 1 };
    return x >= highest ? { lower: 1, upper: 0 } : parts.tails(Math.floor(x));
  };
  const logDensityAt = (x: number): number => {
    check("a density", x);
    const possible = x >= lowest && x <= highest && Number.isInteger(x);
    return possible ? logDensity(x) + 0 : Number.NEGATIVE_INFINITY; // + 0, so that no certainty is -0
  };
  const quantile = (side: string, tail: number, lower: number, upper: number): number => {
    const doing = `find a quantile of the ${name}`;
    if (!(tail >= 0 && tail <= 1)) throw wrongParameter(doing, side, "a number from 0 to 1", tail);
    if (upper === 0 && highest === Number.POSITIVE_INFINITY)
      throw wrongParameter(doing, side, "a probability with a finite quantile", tail);
    const given = (tails: Tails): boolean => (side === "p" ? tails.lower >= tail : tails.upper <= tail);
    return discreteQuantile(parts, lower, upper, given);
  };

  return Object.freeze({
    density: (x: number): number => Math.exp(logDensityAt(x)),
    logDensity: logDensityAt,
    lower: (x: number): number => tailsAt(x).lower,
    upper: (x: number): number => tailsAt(x).upper,
    quantile: (p: number): number => quantile("p", p, p, 1 - p),
    upperQuantile: (q: number): number => quantile("q", q, 1 - q, q),
  });
}

/**
 * The smallest k whose lower tail reaches `lower`, or whose upper tail falls to `upper`, whichever is smaller: found
 * from the normal quantile by doubling steps and then halving them.
 *
 * @param given - whether the probability as it was given is reached, so that the quantile of a tail at k is k
 */
function discreteQuantile(
  parts: DiscreteParts,
  lower: number,
  upper: number,
  given: (tails: Tails) => boolean,
): number {
  const { lowest, highest, mean, sd, tails } = parts;
  if (lower === 0) return lowest;
  if (upper === 0) return highest;
  const reached = (k: number): boolean => {
    if (k >= highest) return true;
    const here = tails(k);
    if (given(here)) return true;
    return lower < upper ? here.lower >= lower * (1 - SLACK) : here.upper <= upper * (1 + SLACK);
  };

  const z = Math.SQRT2 * inverseComplement(2 * Math.min(lower, upper)) * (lower < upper ? -1 : 1);
  const start = Math.min(Math.max(Math.round(mean + z * sd), lowest), highest);
  const up = !reached(start);
  let [inside, outside] = [start, start]; // on the two sides of the quantile
  for (let step = Math.max(1, Math.round(sd / 16)); ; step *= 2) {
    outside = Math.min(Math.max(start + (up ? step : -step), lowest - 1), highest);
    if (outside < lowest || reached(outside) === up) break;
    inside = outside;
  }
  let [below, at] = up ? [inside, outside] : [outside, inside];
  while (at - below > 1) {
    const middle = Math.floor(below + (at - below) / 2);
    if (middle <= below || middle >= at) break; // beyond 2⁵³ not every whole number is a double
    if (reached(middle)) at = middle;
    else below = middle;
  }
  return at;
}
