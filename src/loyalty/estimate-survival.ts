import { normalDistribution } from "../stats/index.ts";

/** How long one customer was seen. */
export interface Lifetime {
  /** How long, in any one unit; not below zero. */
  readonly duration: number;
  /** Whether the customer was lost then; otherwise still a customer when last seen (censored). */
  readonly lost: boolean;
}

/** One step of a survival curve. */
export interface SurvivalStep {
  /** The duration at which customers were lost. */
  readonly duration: number;
  /** How many were customers until then. */
  readonly atRisk: number;
  /** How many were lost. */
  readonly lost: number;
  /** How many were last seen there as customers. */
  readonly censored: number;
  /** The share still customers after it. */
  readonly survival: number;
  /** Its standard error by Greenwood's formula; absent where nobody is left, and the formula says nothing. */
  readonly standardError?: number | undefined;
  /** The lower bound, by log(−log). */
  readonly lower: number;
  /** The upper bound. */
  readonly upper: number;
}

/** A survival curve. */
export interface SurvivalCurve {
  /** Marks the answer as one. */
  readonly kind: "survival";
  /** How many customers. */
  readonly customers: number;
  /** How many of them were lost. */
  readonly lost: number;
  /** The confidence of the bounds. */
  readonly confidence: number;
  /** A step for each duration at which a customer was lost, the shortest first; before the first survival is 1. */
  readonly steps: readonly SurvivalStep[];
  /** The shortest duration at which survival is at most one half; absent where it never is. */
  readonly median?: number | undefined;
}

/** The answer without customers. */
export interface NoCustomers {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers";
  /** How many there are. */
  readonly have: 0;
  /** How many it takes. */
  readonly need: 1;
}

/**
 * Estimates the share of customers who are still customers after a time, those included whose end is not known yet
 * (Kaplan–Meier).
 *
 * `S(t) = Π over tᵢ ≤ t of (1 − dᵢ / nᵢ)`; Greenwood `var S = S² Σ dᵢ / (nᵢ (nᵢ − dᵢ))`; bounds `S^exp(± z √var / (S |ln S|))`
 *
 * Who is lost and who is last seen at one duration: the lost first, as is usual. Where nobody is left the bounds are
 * 0 and the upper bound of the step before.
 *
 * Kaplan and Meier (1958); Greenwood (1926); the bounds of Kalbfleisch and Prentice (1980), `conf.type = "log-log"` of R's survival.
 *
 * @returns the curve; `insufficient` without customers
 * @throws RangeError if a duration is negative or not finite, or the confidence is not between 0 and 1
 *
 * @example
 * ```ts
 * import { estimateSurvival } from "clientele/loyalty";
 *
 * const curve = estimateSurvival([
 *   { duration: 1, lost: true }, { duration: 2, lost: false }, { duration: 3, lost: true }, { duration: 4, lost: false },
 * ]);
 * curve.kind === "survival" && curve.steps.map(({ duration, atRisk, survival }) => [duration, atRisk, survival]); // => [[1, 4, 0.75], [3, 2, 0.375]]
 * ```
 */
export function estimateSurvival(
  lifetimes: Iterable<Lifetime>,
  options: { readonly confidence?: number | undefined } = {},
): SurvivalCurve | NoCustomers {
  const { confidence = 0.95 } = options;
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Cannot estimate survival: confidence must be between 0 and 1, got ${confidence}`);
  }
  const counts = new Map<number, { lost: number; censored: number }>();
  let customers = 0;
  for (const { duration, lost } of lifetimes) {
    if (!(duration >= 0 && Number.isFinite(duration))) {
      throw new RangeError(
        `Cannot estimate survival: a duration must be a number not below 0, got ${duration}`,
      );
    }
    const count = counts.get(duration) ?? { lost: 0, censored: 0 };
    counts.set(duration, count);
    count[lost ? "lost" : "censored"]++;
    customers++;
  }
  if (customers === 0) return Object.freeze({ kind: "insufficient", of: "customers", have: 0, need: 1 });
  const z = normalDistribution({}).upperQuantile((1 - confidence) / 2);
  const steps: SurvivalStep[] = [];
  let [atRisk, survival, greenwood, total] = [customers, 1, 0, 0];
  for (const [duration, { lost, censored }] of [...counts].sort(([a], [b]) => a - b)) {
    if (lost > 0) {
      survival *= (atRisk - lost) / atRisk;
      greenwood += lost / (atRisk * (atRisk - lost));
      total += lost;
      const bounds = boundsOf(survival, greenwood, z, steps.at(-1)?.upper ?? 1);
      steps.push(Object.freeze({ duration, atRisk, lost, censored, survival, ...bounds }));
    }
    atRisk -= lost + censored;
  }
  // A product of fractions that is one half may be a few last digits above it.
  const median = steps.find((step) => step.survival <= 0.5 + 1e-12)?.duration;
  return Object.freeze({
    kind: "survival",
    customers,
    lost: total,
    confidence,
    steps: Object.freeze(steps),
    ...(median === undefined ? {} : { median }),
  });
}

function boundsOf(
  survival: number,
  greenwood: number,
  z: number,
  upperBefore: number,
): { standardError?: number; lower: number; upper: number } {
  if (survival === 0) return { lower: 0, upper: upperBefore };
  const reach = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return {
    standardError: survival * Math.sqrt(greenwood),
    lower: survival ** Math.exp(reach),
    upper: survival ** Math.exp(-reach),
  };
}
