/**
 * Recency, frequency, monetary: measure → score → segment, for each customer and for the whole.
 *
 * Definitions:
 * - **Recency** is the number of days from the last purchase to `asOf`. The day of the analysis is not seen, so
 *   it is at least 1: a customer who bought yesterday has 1. (The "recency" of buy-till-you-die models, last
 *   purchase less first, is another number and not used here.)
 * - **Frequency** is the number of orders with a purchase line in `[from, asOf)`, the first one included; or, where the
 *   table says so, of customer-days or of lines.
 * - **Monetary** is the sum of the purchase lines in `[from, asOf)`; with `count: "net"`, less the returns; or their mean
 *   per unit of frequency (order value), or the profit, less the cost of each line.
 * - A customer is **scored** who has a purchase line in `[from, asOf)`; customers with returns or free lines only
 *   are counted and not scored.
 * - A **cut** is the value at rank ⌈k·n/groups⌉ of the sorted measure (`percentile_disc` of SQL); a **score** is
 *   1 + the number of cuts below the value, 5 the best of five. Equal values share a score, groups need not be of
 *   equal size, and neither the unit nor the order of rows matters. Recency is scored on −days.
 * - **Methods**: that cut is the one of independent quantiles, the usual method. Nested quantiles cut frequency within recency and monetary within both; percentiles, natural breaks, decay and fixed thresholds give other
 *   cuts; ties share a score in all. The cuts are part of every result, and given again they score another day.
 * - A **segment** is a name for some of the 125 combinations of three scores. A **scheme** is a list of segments
 *   that leaves no combination out and names none twice; its segments have a **standing**, so that a change of
 *   segment goes up, down or sideways.
 * - A segment **by rule** is a named, versioned condition on facts of customers; it may overlap others and leave customers
 *   out, and may be a part of another. A fact that is not known decides nothing: such customers are counted as
 *   *undecided*.
 * - **Comparing two days**: both are scored with the cuts of the earlier day, or a change of everybody else would
 *   look like a change of the customer; and both look back over the same number of days for frequency and
 *   monetary, or the mere passing of time would look like a rise.
 * - **Silent** is a customer whose present gap is longer than a stated share of the own gaps. It is a comparison
 *   with the own past, not a test of chance.
 *
 * @module
 */

export {
  type AssignSegmentsOptions,
  assignSegments,
  type SegmentAssignment,
  type SegmentMembers,
  type SegmentOverlap,
} from "./assign-segments.ts";
export { checkScheme, type SchemeOverlap, type SchemeReport, type ShadowedSegment } from "./check-scheme.ts";
export {
  type CompareProductsOptions,
  compareProducts,
  type ProductComparison,
  type ProductSales,
} from "./compare-products.ts";
export { createRfmCuts, type RfmCutsOptions } from "./create-rfm-cuts.ts";
export {
  type CrossCell,
  type CrossScoresOptions,
  type CrossTable,
  crossScores,
  type RfmMeasure,
} from "./cross-scores.ts";
export { elevenSegments } from "./eleven-segments.ts";
export { explainScore } from "./explain-score.ts";
export { findRfmInsights, type RfmInsightOptions } from "./find-rfm-insights.ts";
export { findSegment, type RfmScore, type SegmentOptions } from "./find-segment.ts";
export { type FirstMatchOptions, firstMatchScheme } from "./first-match-scheme.ts";
export { type LoyaltyRow, type LoyaltyTable, loyaltyIndex } from "./loyalty-index.ts";
export {
  type MeasurePeriodsOptions,
  measurePeriods,
  type PeriodMeasure,
  type PeriodMeasures,
} from "./measure-periods.ts";
export { measureRfm } from "./measure-rfm.ts";
export type { MeasureRfmOptions } from "./measure-rfm-options.ts";
export type { MonetaryMeasure } from "./monetary-measure.ts";
export { type ProfileSegmentOptions, profileSegment } from "./profile-segment.ts";
export type { CutRule, CutRules, NestedCuts, RfmCuts } from "./rfm-cuts.ts";
export type { RfmRange, RfmScheme, RfmSegment, ScoreSpan } from "./rfm-scheme.ts";
export type { NotScored, RfmRow, RfmTable } from "./rfm-table.ts";
export { type RfmInputRow, type RfmTableOptions, rfmTableFromRows } from "./rfm-table-from-rows.ts";
export {
  rfmTrajectory,
  type SegmentPanelOptions,
  segmentPanel,
  type TrajectoryPoint,
} from "./rfm-trajectory.ts";
export type { DecayHalves, DecayMethod, PercentileMethod, ScoreMethod } from "./score-method.ts";
export { type RfmScoreRow, type RfmScores, type ScoreRfmOptions, scoreRfm } from "./score-rfm.ts";
export type {
  FactComparison,
  FactShare,
  MixRow,
  SalesTrend,
  SegmentProfile,
  SideProfile,
} from "./segment-profile.ts";
export { type RfmSegments, type SegmentRow, type SegmentSummary, segmentRfm } from "./segment-rfm.ts";
export type {
  CustomerFacts,
  FieldRule,
  FieldTest,
  RangeTest,
  SegmentDefinition,
  SegmentRule,
} from "./segment-rule.ts";
export { type RfmSnapshot, type RfmSnapshots, type SnapshotRfmOptions, snapshotRfm } from "./snapshot-rfm.ts";
export { type SchemeCell, tabulateScheme } from "./tabulate-scheme.ts";
export {
  type MembershipChange,
  type MembershipCount,
  type MembershipHistory,
  type MembershipSpan,
  trackMembership,
} from "./track-membership.ts";
export { frequencyMonetaryScheme, recencyFrequencyScheme } from "./two-score-schemes.ts";
