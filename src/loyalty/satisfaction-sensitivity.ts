import type { SurveyAnswer } from "../model/index.ts";
import { fitLinear } from "../stats/index.ts";
import type { ValueTable } from "../value/index.ts";
import { satisfactionScores } from "./_satisfaction-scores.ts";

/** Options of {@link satisfactionSensitivity}. */
export interface SatisfactionSensitivityOptions {
  /** What the customers were worth, in a period that does not begin before the answers where effect is meant. */
  readonly values: ValueTable;
  /**
   * The rise of satisfaction that is asked about, on the scale from 0 (worst) to 1 (best).
   * @defaultValue `0.05`
   */
  readonly points?: number | undefined;
  /**
   * The confidence of the intervals.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** A number with the bounds between which it lies. */
export interface BoundedNumber {
  /** The best guess. */
  readonly estimate: number;
  /** Its lower bound. */
  readonly lower: number;
  /** Its upper bound. */
  readonly upper: number;
}

/** How value goes with satisfaction, on the user's own customers. */
export interface SatisfactionSensitivity {
  /** Marks the answer as one. */
  readonly kind: "sensitivity";
  /** What the value was. */
  readonly basis: "profit" | "revenue";
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** Customers of whom both satisfaction and value are known. */
  readonly customers: number;
  /** Customers who answered and are not in the values; nothing is concluded of them. */
  readonly withoutValue: number;
  /** Their mean satisfaction, from 0 to 1. */
  readonly satisfaction: number;
  /** Their mean value. */
  readonly value: number;
  /** Value of a customer for a unit of satisfaction: from worst to best. */
  readonly perUnit: BoundedNumber;
  /** The rise that is asked about. */
  readonly points: number;
  /** What the rise goes with, a customer. */
  readonly change: BoundedNumber;
  /** The same as a share of the mean value; absent where that is not positive. */
  readonly relative?: BoundedNumber | undefined;
  /**
   * The probability of at least so steep a slope where value and satisfaction have nothing to do with each other; absent
   * where the line leaves no rest.
   */
  readonly p?: number | undefined;
  /** How much of the differences in value satisfaction explains, from 0 to 1. */
  readonly explained: number;
  /** In words. */
  readonly text: string;
}

/** The answer where a slope would mean nothing. */
export interface NoSatisfactionSensitivity {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of:
    | "customers with an answer and a value"
    | "different scores of satisfaction"
    | "different values";
  /** How many there are. */
  readonly have: number;
  /** How many it takes. */
  readonly need: number;
}

const FEWEST = 10;
const doing = "compute satisfaction sensitivity";

/**
 * Computes what more satisfaction goes with in value, by a regression over the customers who answered: the claim that 5
 * points more satisfaction bring so much more profit, on own figures.
 *
 * `value = β₀ + β₁ · score`, score = (perception − worst) / (best − worst), the mean of a customer's overall answers about
 * the own company; `change = β₁ · points`, with the interval of β₁ (HC3, since the values of customers scatter unequally)
 *
 * It compares customers with each other and nothing was tried out: who is satisfied may differ in other ways too. Take
 * values of after the answers; those of before would show that large customers are treated well.
 *
 * @returns the slope; `insufficient` with fewer than 10 customers, or where all are equally satisfied or worth the same
 * @throws RangeError if `points` is not from −1 to 1
 *
 * @example
 * ```ts
 * import { satisfactionSensitivity } from "clientele/loyalty";
 * import { valueTableFromColumns } from "clientele/value";
 *
 * const customers = Array.from({ length: 10 }, (_, i) => `c${i}`);
 * const values = valueTableFromColumns({
 *   customers, from: "2026-01-01", asOf: "2026-06-01", currency: "EUR", exponent: 2,
 *   revenue: Float64Array.from(customers, (_, i) => 100_00 + 10_00 * (i % 5) + (i < 5 ? 100 : -100)), cost: new Float64Array(10),
 * });
 * const answers = customers.map((partyId, i) => ({
 *   schemaVersion: 1 as const, id: partyId, partyId, survey: "2025", answeredAt: "2025-12-01T09:00:00Z", subject: "own" as const,
 *   dimension: "overall" as const, element: "all in all", scale: { worst: 1, best: 5 }, perception: 1 + (i % 5),
 * }));
 * const found = satisfactionSensitivity(answers, { values });
 * found.kind === "sensitivity" && [found.perUnit.estimate.toFixed(6), found.change.estimate.toFixed(6), found.customers]; // => ["40.000000", "2.000000", 10]
 * ```
 */
export function satisfactionSensitivity(
  answers: Iterable<SurveyAnswer>,
  options: SatisfactionSensitivityOptions,
): SatisfactionSensitivity | NoSatisfactionSensitivity {
  const { values, points = 0.05, confidence = 0.95 } = options;
  if (!(points >= -1 && points <= 1)) {
    throw new RangeError(`Cannot ${doing}: points must be from -1 to 1, got ${points}`);
  }
  const scores = satisfactionScores(answers);
  const known = [...scores].flatMap(([id, score]) => {
    const at = values.indexOf(id);
    return at === undefined ? [] : [[score, values.value[at]! / 10 ** values.exponent] as const];
  });
  // The order of the answers is not to matter, to the last digit.
  known.sort(([a, x], [b, y]) => a - b || x - y);
  const [x, y] = [known.map(([score]) => score), known.map(([, value]) => value)];
  const missing = (
    [
      ["customers with an answer and a value", x.length, FEWEST],
      ["different scores of satisfaction", new Set(x).size, 2],
      ["different values", new Set(y).size, 2],
    ] as const
  ).find(([, have, need]) => have < need);
  if (missing !== undefined) {
    const [of, have, need] = missing;
    return Object.freeze({ kind: "insufficient", of, have, need });
  }
  const fit = fitLinear(
    { response: y, predictors: { satisfaction: x } },
    { confidence, standardErrors: "hc3" },
  );
  const slope =
    fit.kind === "insufficient" ? undefined : fit.coefficients.find((one) => one.name === "satisfaction");
  if (fit.kind === "insufficient" || slope === undefined) {
    throw new RangeError(`Cannot ${doing}: too few customers to fit`);
  }
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const value = mean(y);
  const perUnit = bounded(slope.estimate, [slope.lower, slope.upper]);
  const times = (factor: number): BoundedNumber =>
    bounded(perUnit.estimate * factor, [perUnit.lower * factor, perUnit.upper * factor]);
  const change = times(points);
  const amount = (units: number): string => `${units.toFixed(2)} ${values.currency}`;
  return Object.freeze({
    kind: "sensitivity",
    basis: values.basis,
    currency: values.currency,
    customers: x.length,
    withoutValue: scores.size - x.length,
    satisfaction: mean(x),
    value,
    perUnit,
    points,
    change,
    ...(value > 0 ? { relative: times(points / value) } : {}),
    ...(slope.pValue === undefined ? {} : { p: slope.pValue }),
    explained: fit.rSquared ?? 0,
    text: `${(points * 100).toFixed(0)} points more satisfaction go with ${amount(change.estimate)} of ${values.basis} a customer, between ${amount(change.lower)} and ${amount(change.upper)} at ${(confidence * 100).toFixed(0)} % confidence; ${x.length} customers compared, nothing tried out`,
  });
}

function bounded(estimate: number, bounds: readonly [number, number]): BoundedNumber {
  return Object.freeze({ estimate, lower: Math.min(...bounds), upper: Math.max(...bounds) });
}
