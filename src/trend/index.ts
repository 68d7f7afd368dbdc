/**
 * Significant change: of rates, amounts, silence, mixes, times and places; the one room that says "significantly".
 *
 * Definitions:
 * - **Reference** and **current**: two half-open periods, the second not beginning before the first has ended, so that nothing of
 *   the present leaks into what it is compared with. They need not be equally long.
 * - **Changed**: the difference is unlikely where nothing has changed (p, or its q value over all customers tested, is at most α)
 *   *and* at least as large as the smallest that matters. **Stable**: one of the two is missing, and which is said.
 *   **Insufficient**: no outcome could have been significant; how much is needed is said.
 * - **Direction** is that of the estimate: up, down, or sideways where one thing gave way to another.
 * - **Effect** is the size of the difference in a unit that does not grow with the number of observations.
 * - **Series**: values in the order of time. **Change point**: the position of the first value that is different.
 * - **Detector**: a plain record; a step takes one value and gives the next record and perhaps an alarm. **Run length**: values until
 *   an alarm, its mean ARL₀ where nothing has changed and ARL₁ where something has.
 * - **In control**: a point within limits that chance seldom leaves. **Baseline**: the points that the limits are made from.
 * - **Pattern**: how a customer's purchases have gone over some periods. **Label** of drift: the value of a common measure, such as
 *   PSI, with its law without a drift; it decides nothing.
 *
 * @module
 */

export type { BucketRow, BucketWindow } from "./_adwin-window.ts";
export type { SegmentCost, SegmentCostOptions } from "./_choose-costs.ts";
export type { Peers } from "./_peer-ratios.ts";
export type { PatternPeers } from "./_period-counts.ts";
export type { EventUnit } from "./_purchase-events.ts";
export type { Baseline, ReferenceOptions, StreamReference, WarmUp } from "./_reference.ts";
export { type AdwinOptions, type AdwinState, createAdwin, updateAdwin } from "./adwin.ts";
export type {
  ChangeDirection,
  ChangedResult,
  ChangeEvidence,
  ChangeResult,
  InsufficientEvidence,
  StableResult,
} from "./change-result.ts";
export {
  type ComplaintChart,
  type ComplaintChartOptions,
  type ComplaintGrouping,
  chartComplaints,
} from "./chart-complaints.ts";
export { type CountChartOptions, chartCounts } from "./chart-counts.ts";
export { chartIndividuals, chartMovingRanges } from "./chart-individuals.ts";
export { chartGaps, chartTimesBetween } from "./chart-rare-events.ts";
export { chartShares, type ShareChartOptions, type ShareCounts } from "./chart-shares.ts";
export {
  type AmountComparisonOptions,
  type ComparedAmounts,
  compareAmounts,
} from "./compare-amounts.ts";
export {
  type ChangePointAgreement,
  type ChangePointComparisonOptions,
  compareChangePoints,
} from "./compare-change-points.ts";
export {
  compareMixes,
  type MixComparisonOptions,
  type MixDetails,
  type MixResult,
  type MovedShare,
} from "./compare-mixes.ts";
export {
  type ComparedPlaces,
  comparePlaces,
  type PlaceComparisonOptions,
  type PlacesDetails,
  type PlacesResult,
  type PlacesSummary,
} from "./compare-places.ts";
export { type ComparedRates, compareRates, type RateComparisonOptions } from "./compare-rates.ts";
export {
  type ComparedSessions,
  compareSessionMixes,
  type SessionMixOptions,
} from "./compare-session-mixes.ts";
export {
  type ComparedTimes,
  compareTimes,
  type TimeComparisonOptions,
  type TimesDetails,
  type TimesResult,
} from "./compare-times.ts";
export { type ComparedPeriods, type RecentPeriodsOptions, recentPeriods } from "./compared-periods.ts";
export type {
  ControlChart,
  ControlChartOptions,
  ControlChartResult,
  ControlPoint,
} from "./control-chart.ts";
export { type CusumOptions, type CusumState, createCusum, updateCusum } from "./cusum.ts";
export {
  type DetectorAlarm,
  type DetectorDirection,
  type DetectorRun,
  type DetectorStep,
  runDetector,
} from "./detector.ts";
export type { DriftLabel, DriftLabelOptions, ThumbRule } from "./drift-label.ts";
export { type Clumping, type ClumpingOptions, estimateClumping } from "./estimate-clumping.ts";
export {
  estimateRatePosterior,
  type RatePosterior,
  type RatePosteriorOptions,
} from "./estimate-rate-posterior.ts";
export { estimateTheilSen, type TheilSenLine, type TheilSenOptions } from "./estimate-theil-sen.ts";
export { createEwma, type EwmaOptions, type EwmaState, updateEwma } from "./ewma.ts";
export {
  type AmountChangeOptions,
  type AmountChangeRow,
  type AmountChangeTable,
  findAmountChanges,
} from "./find-amount-changes.ts";
export {
  type ChangePointOptions,
  type ChangePoints,
  findChangePoints,
  type SeriesSegment,
} from "./find-change-points.ts";
export { type ComplaintInsightOptions, findComplaintInsights } from "./find-complaint-insights.ts";
export {
  type FadingBuyer,
  type FadingBuyers,
  type FadingOptions,
  findFadingBuyers,
} from "./find-fading-buyers.ts";
export { findInterestShifts, type InterestOptions, type InterestShift } from "./find-interest-shifts.ts";
export { findMixChanges } from "./find-mix-changes.ts";
export {
  findOverdue,
  type OverdueOptions,
  type OverdueRow,
  type OverdueTable,
  type SilenceResult,
} from "./find-overdue.ts";
export { findPatternInsights, type PatternInsightOptions } from "./find-pattern-insights.ts";
export {
  findPatterns,
  type PatternCounts,
  type PatternOptions,
  type PatternResult,
  type PatternRow,
  type PatternTable,
  type PurchasePattern,
} from "./find-patterns.ts";
export { findRateChanges } from "./find-rate-changes.ts";
export { findRfmShifts, type RfmComponent, type RfmShift, type RfmShiftOptions } from "./find-rfm-shifts.ts";
export {
  type ChartRuleName,
  findRuleSignals,
  nelsonRules,
  type RuleSignal,
  westernElectricRules,
} from "./find-rule-signals.ts";
export { findTrendInsights, trendInsights } from "./find-trend-insights.ts";
export { findValueChanges } from "./find-value-changes.ts";
export { fitGapLaws, type GapLawOptions, type GapLaws } from "./fit-gap-laws.ts";
export {
  labelMixDrift,
  type MixDriftLabel,
  type MixDriftMeasure,
  type MixDriftOptions,
} from "./label-mix-drift.ts";
export {
  type ComparedValues,
  labelValueDrift,
  type ValueDriftMeasure,
  type ValueDriftOptions,
} from "./label-value-drift.ts";
export { measureDistance, type Place } from "./measure-distance.ts";
export { type ComparedMixes, type MixDistance, measureMixDistance } from "./measure-mix-distance.ts";
export type { MixChangeOptions, MixChangeRow, MixChangeTable, MixSubject } from "./mix-change-table.ts";
export {
  createPageHinkley,
  type PageHinkleyOptions,
  type PageHinkleyState,
  updatePageHinkley,
} from "./page-hinkley.ts";
export {
  type CusumPlan,
  type DetectorPlanOptions,
  type EwmaPlan,
  type EwmaPlanOptions,
  type PoissonCusumPlan,
  type PoissonPlanOptions,
  planCusum,
  planEwma,
  planPoissonCusum,
  type RunLengths,
} from "./plan-detector.ts";
export {
  createPoissonCusum,
  type PoissonCusumOptions,
  type PoissonCusumState,
  updatePoissonCusum,
} from "./poisson-cusum.ts";
export { type PoissonRunOptions, poissonCusumRunLength } from "./poisson-run-length.ts";
export type { RateChangeOptions, RateChangeRow, RateChangeTable } from "./rate-change-table.ts";
export { type CusumRunOptions, cusumRunLength, type EwmaRunOptions, ewmaRunLength } from "./run-length.ts";
export { type GapLaw, type SilenceOptions, silenceProbability } from "./silence-probability.ts";
export { type CircleOptions, summariseTimes, type TimesSummary } from "./summarise-times.ts";
export { surveyTrend, type TrendSurvey, type TrendSurveyOptions } from "./survey-trend.ts";
export { type MannKendallOptions, testMannKendall } from "./test-mann-kendall.ts";
export { type PettittOptions, type PettittResult, testPettitt } from "./test-pettitt.ts";
export { type SingleChangeOptions, type SingleChangeResult, testSingleChange } from "./test-single-change.ts";
export type { ValueChangeOptions, ValueChangeRow, ValueChangeTable } from "./value-change-table.ts";
export { type MixEvidenceOptions, weighMixChange } from "./weigh-mix-change.ts";
