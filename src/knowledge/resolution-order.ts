import { compareCodePoints } from "../ids/index.ts";
import type { FactColumns } from "./_fact-columns.ts";

/** By what one of two contradicting facts is preferred. */
export type ResolutionCriterion = "standing" | "method" | "freshness" | "confidence" | "recorded" | "id";

/**
 * The order in which contradicting facts are compared; the first criterion in which they differ decides.
 *
 * 1. `standing`: verified (it proved true, or a person who knew better corrected it) before checked (somebody looked
 *    and did not find it wrong) before merely observed before doubted (the last check found it changed). A check at
 *    which nobody could be asked counts as none.
 * 2. `method`: corrected, stated, observed, scanned, derived, imported, exchanged, purchased: the nearer to the
 *    customer, the better.
 * 3. `freshness`: the one that was observed, or proved true, later.
 * 4. `confidence`: the greater.
 * 5. `recorded`: the one written down later.
 * 6. `id`: the first in code-point order, so that there is always an answer and always the same.
 *
 * @example
 * ```ts
 * import { resolutionOrder } from "clientele/knowledge";
 *
 * resolutionOrder[0]; // => "standing"
 * ```
 */
export const resolutionOrder: readonly ResolutionCriterion[] = Object.freeze([
  "standing",
  "method",
  "freshness",
  "confidence",
  "recorded",
  "id",
]);

/** Where a fact stands at a moment: 3 verified, 2 checked, 1 observed, 0 doubted. */
export function standingAt(columns: FactColumns, row: number, at: number): 0 | 1 | 2 | 3 {
  const { checkOutcome } = columns.facts[row]!;
  const checked = columns.checkedAt[row]! <= at;
  if (checked && checkOutcome === "changed") return 0;
  if (columns.verifiedAt[row]! <= at || columns.method[row] === 0) return 3;
  return checked && (checkOutcome === undefined || checkOutcome === "confirmed") ? 2 : 1;
}

/** When a fact was last seen true: observed or verified, as far as that was known. */
export function seenAt(columns: FactColumns, row: number, at: number): number {
  const verified = columns.verifiedAt[row]!;
  const observed = columns.observedAt[row]!;
  return verified <= at && verified > observed ? verified : observed;
}

/** By which criterion two facts differ, and which is preferred: below zero the first. */
export function preferBetween(
  columns: FactColumns,
  a: number,
  b: number,
  at: number,
): { readonly order: number; readonly by: ResolutionCriterion } {
  const standing = standingAt(columns, b, at) - standingAt(columns, a, at);
  if (standing !== 0) return { order: standing, by: "standing" };
  const method = columns.method[a]! - columns.method[b]!;
  if (method !== 0) return { order: method, by: "method" };
  const seen = seenAt(columns, b, at) - seenAt(columns, a, at);
  if (seen !== 0) return { order: seen, by: "freshness" };
  const confidence = columns.facts[b]!.confidence - columns.facts[a]!.confidence;
  if (confidence !== 0) return { order: confidence, by: "confidence" };
  const recorded = columns.recordedAt[b]! - columns.recordedAt[a]!;
  if (recorded !== 0) return { order: recorded, by: "recorded" };
  return { order: compareCodePoints(columns.facts[a]!.id, columns.facts[b]!.id), by: "id" };
}
