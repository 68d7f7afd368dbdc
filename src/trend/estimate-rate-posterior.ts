import { betaP, betaPInverse, betaQ } from "../stats/index.ts";
import { checkPositive, checkShare, checkWhole, wrongParameter } from "./_check.ts";
import type { ComparedRates } from "./compare-rates.ts";

/** Options of {@link estimateRatePosterior}. */
export interface RatePosteriorOptions {
  /**
   * The shape of the gamma prior of both rates, from 0 up; ½ is Jeffreys'. Its rate is 0.
   * @defaultValue `0.5`
   */
  readonly priorShape?: number | undefined;
  /**
   * The probability that the interval holds.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** What is believed of two rates after their counts. */
export interface RatePosterior {
  /** The probability that the current rate is below that of the reference. */
  readonly probabilityLower: number;
  /** The probability that it is above. */
  readonly probabilityHigher: number;
  /** The median of the ratio, current by reference. */
  readonly medianRatio: number;
  /** The ratio lies between the two with the probability asked for, as probably below as above. */
  readonly interval: readonly [number, number];
}

/**
 * The posterior of a change of rate: how probable it is that the rate has fallen.
 *
 * P(λ₂ < λ₁) = I_{T₂/(T₁+T₂)}(k₂ + a, k₁ + a), as λ₂T₂ / (λ₁T₁ + λ₂T₂) ~ Beta(k₂ + a, k₁ + a)
 *
 * Both rates have the gamma prior of shape a and rate 0, and events are Poisson.
 *
 * @throws RangeError when events are not whole numbers from 0 up, an exposure is not positive, an option is out of its range, or
 *   a prior of shape 0 meets no events
 *
 * @example
 * ```ts
 * import { estimateRatePosterior } from "clientele/trend";
 *
 * const belief = estimateRatePosterior({ reference: { events: 12, exposure: 12 }, current: { events: 1, exposure: 3 } });
 * belief.probabilityLower.toFixed(6); // => "0.872087"
 * ```
 */
export function estimateRatePosterior(
  { reference, current }: ComparedRates,
  options: RatePosteriorOptions = {},
): RatePosterior {
  const doing = "estimate a change of rate";
  const { priorShape = 0.5, confidence = 0.95 } = options;
  if (!(priorShape >= 0 && priorShape < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "priorShape", "a number from 0 up", priorShape);
  checkShare(doing, "confidence", confidence);
  for (const [name, count] of [
    ["reference", reference],
    ["current", current],
  ] as const) {
    checkWhole(doing, `${name}.events`, count.events);
    checkPositive(doing, `${name}.exposure`, count.exposure);
    if (priorShape === 0 && count.events === 0)
      throw wrongParameter(doing, `${name}.events`, "above 0 with a prior of shape 0", count.events);
  }
  const [a, b] = [current.events + priorShape, reference.events + priorShape];
  const share = current.exposure / (current.exposure + reference.exposure);
  const ratioAt = (q: number): number => {
    const x = betaPInverse(q, a, b);
    return ((x / (1 - x)) * reference.exposure) / current.exposure;
  };
  return Object.freeze({
    probabilityLower: betaP(share, a, b),
    probabilityHigher: betaQ(share, a, b),
    medianRatio: ratioAt(0.5),
    interval: Object.freeze([ratioAt((1 - confidence) / 2), ratioAt((1 + confidence) / 2)] as const),
  });
}
