import { wrongParameter } from "./_check.ts";
import type { Alternative, InsufficientSample, Interval, TestResult, TwoSidedRule } from "./test-result.ts";

const ALTERNATIVES: readonly unknown[] = ["two-sided", "less", "greater"];

export function checkAlternative(doing: string, alternative: Alternative = "two-sided"): Alternative {
  if (!ALTERNATIVES.includes(alternative))
    throw wrongParameter(doing, "alternative", "two-sided, less or greater", alternative);
  return alternative;
}

export function checkTwoSidedRule(doing: string, rule: TwoSidedRule = "minimum-likelihood"): TwoSidedRule {
  if (rule !== "minimum-likelihood" && rule !== "central")
    throw wrongParameter(doing, "twoSided", "minimum-likelihood or central", rule);
  return rule;
}

/** A share strictly between 0 and 1. */
export function checkShare(doing: string, name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw wrongParameter(doing, name, "a number between 0 and 1", value);
  return value;
}

export function checkConfidence(doing: string, confidence = 0.95): number {
  return checkShare(doing, "confidence", confidence);
}

/** Refuses what is not a whole number from 0 to 2⁵³ − 1. */
export function checkCount(doing: string, name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 0))
    throw wrongParameter(doing, name, "a whole number from 0 up", value);
}

/** The probability that an interval leaves out on each side; undefined on a side that is left unbounded. */
export interface SideRisks {
  readonly below?: number;
  readonly above?: number;
}

/** Which bounds an interval of this alternative has: both, or the one that can speak against the hypothesis. */
export function sideRisks(alternative: Alternative, confidence: number): SideRisks {
  const risk = 1 - confidence;
  if (alternative === "less") return { above: risk };
  if (alternative === "greater") return { below: risk };
  return { below: risk / 2, above: risk / 2 };
}

/** An interval from bounds of which one may be absent or infinite. */
export function intervalOf(
  confidence: number,
  lower: number | undefined,
  upper: number | undefined,
): Interval {
  return Object.freeze({
    ...(lower !== undefined && Number.isFinite(lower) ? { lower } : {}),
    ...(upper !== undefined && Number.isFinite(upper) ? { upper } : {}),
    confidence,
  });
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };

/** A frozen record without the members that are undefined or not finite. */
export function testedResult<T extends TestResult>(parts: Omit<Undefinable<T>, "kind">): T {
  const known = Object.entries(parts).filter(
    ([, value]) => value !== undefined && !(typeof value === "number" && !Number.isFinite(value)),
  );
  return Object.freeze({ kind: "tested", ...Object.fromEntries(known) }) as T;
}

export function insufficient(of: string, have: number, need: number): InsufficientSample {
  return Object.freeze({ kind: "insufficient", of, have, need });
}
