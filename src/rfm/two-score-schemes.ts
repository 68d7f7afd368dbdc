import type { RfmScheme, RfmSegment, ScoreSpan } from "./rfm-scheme.ts";

/**
 * Recency × frequency, the combination that finds the lost: who used to buy often and no longer does.
 *
 * | R \ F | 1–2 | 3 | 4–5 |
 * |---|---|---|---|
 * | 4–5 | New Or Rare | Active | Active |
 * | 3 | Drifting | Drifting | Slipping |
 * | 1–2 | Gone | Gone | Lost Regulars |
 *
 * @example
 * ```ts
 * import { findSegment, recencyFrequencyScheme } from "clientele/rfm";
 *
 * findSegment({ recency: 1, frequency: 5, monetary: 3 }, { scheme: recencyFrequencyScheme }).name; // => "Lost Regulars"
 * ```
 */
export const recencyFrequencyScheme: RfmScheme = /* @__PURE__ */ scheme("recency × frequency", [
  ["Active", 4, { recency: [4, 5], frequency: [3, 5] }],
  ["New Or Rare", 3, { recency: [4, 5], frequency: [1, 2] }],
  ["Slipping", 2, { recency: [3, 3], frequency: [4, 5] }],
  ["Drifting", 2, { recency: [3, 3], frequency: [1, 3] }],
  ["Lost Regulars", 1, { recency: [1, 2], frequency: [4, 5] }],
  ["Gone", 0, { recency: [1, 2], frequency: [1, 3] }],
]);

/**
 * Frequency × monetary, the combination that shows how much a customer has put into the relationship.
 *
 * | F \ M | 1–2 | 3 | 4–5 |
 * |---|---|---|---|
 * | 4–5 | Small Baskets | Committed | Invested |
 * | 3 | Occasional | Occasional | Growing |
 * | 1–2 | Light | Light | Big Spenders |
 *
 * @example
 * ```ts
 * import { findSegment, frequencyMonetaryScheme } from "clientele/rfm";
 *
 * findSegment({ recency: 1, frequency: 5, monetary: 4 }, { scheme: frequencyMonetaryScheme }).name; // => "Invested"
 * ```
 */
export const frequencyMonetaryScheme: RfmScheme = /* @__PURE__ */ scheme("frequency × monetary", [
  ["Invested", 5, { frequency: [4, 5], monetary: [4, 5] }],
  ["Committed", 4, { frequency: [4, 5], monetary: [3, 3] }],
  ["Growing", 3, { frequency: [3, 3], monetary: [4, 5] }],
  ["Big Spenders", 3, { frequency: [1, 2], monetary: [4, 5] }],
  ["Small Baskets", 2, { frequency: [4, 5], monetary: [1, 2] }],
  ["Occasional", 1, { frequency: [3, 3], monetary: [1, 3] }],
  ["Light", 0, { frequency: [1, 2], monetary: [1, 3] }],
]);

type Spans = Readonly<Record<string, ScoreSpan>>;

/** One call, so that a bundler can drop all of it where it is not used. */
function scheme(name: string, rows: readonly (readonly [string, number, Spans])[]): RfmScheme {
  const segments = rows.map(([segment, standing, range]): RfmSegment => {
    for (const span of Object.values(range)) Object.freeze(span);
    return Object.freeze({ name: segment, standing, ranges: Object.freeze([Object.freeze({ ...range })]) });
  });
  return Object.freeze({ name, segments: Object.freeze(segments) });
}
