import { wrongParameter } from "./_check.ts";
import { checkConfidence } from "./_result.ts";
import { type BoundedEstimate, wilsonBounds } from "./estimate-proportion.ts";
import { type BinomialCount, checkBinomialCount } from "./test-binomial.ts";

/** Two counts of successes to compare. */
export interface ProportionPair {
  /** The successes whose proportion the other is taken from. */
  readonly first: BinomialCount;
  /** The successes whose proportion is taken off. */
  readonly second: BinomialCount;
}

/** Options of {@link estimateProportionDifference}. */
export interface ProportionDifferenceOptions {
  /**
   * The confidence, between 0 and 1.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/**
 * Estimates the difference of two independent proportions, first minus second, with Newcombe's interval.
 *
 * d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²), with l and u the Wilson bounds of each
 *
 * Newcombe, "Interval estimation for the difference between independent proportions" (1998), method 10, without
 * continuity correction: it never leaves [−1, 1] and is not degenerate at 0 successes.
 *
 * @throws RangeError when a group has no trial, a count is not a whole number, or the confidence is out of its range.
 *
 * @example
 * ```ts
 * import { estimateProportionDifference } from "clientele/stats";
 *
 * const { lower, upper } = estimateProportionDifference({
 *   first: { successes: 15, trials: 50 },
 *   second: { successes: 25, trials: 50 },
 * });
 * [lower.toFixed(6), upper.toFixed(6)]; // => ["-0.372366", "-0.008312"]
 * ```
 */
export function estimateProportionDifference(
  data: ProportionPair,
  options: ProportionDifferenceOptions = {},
): BoundedEstimate {
  const doing = "estimate a difference of proportions";
  const confidence = checkConfidence(doing, options.confidence);
  for (const side of ["first", "second"] as const) {
    checkBinomialCount(`${doing}, ${side}`, data[side]);
    if (data[side].trials === 0) throw wrongParameter(`${doing}, ${side}`, "trials", "at least 1", 0);
  }
  const [p1, below1, above1] = distances(data.first.successes, data.first.trials, confidence);
  const [p2, below2, above2] = distances(data.second.successes, data.second.trials, confidence);
  const estimate = p1 - p2;
  return Object.freeze({
    estimate,
    lower: estimate - Math.hypot(below1, above2),
    upper: estimate + Math.hypot(above1, below2),
    confidence,
    method: "newcombe",
    n: data.first.trials + data.second.trials,
  });
}

/** A proportion and how far the Wilson bounds lie below and above it. */
function distances(k: number, n: number, confidence: number): [number, number, number] {
  const [lower, upper] = wilsonBounds(k, n, confidence);
  return [k / n, k / n - lower, upper - k / n];
}
