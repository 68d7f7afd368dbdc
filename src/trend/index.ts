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
 *
 * @module
 */

export type { Peers } from "./_peer-ratios.ts";
export type { EventUnit } from "./_purchase-events.ts";
export type {
  ChangeDirection,
  ChangedResult,
  ChangeEvidence,
  ChangeResult,
  InsufficientEvidence,
  StableResult,
} from "./change-result.ts";
export {
  type AmountComparisonOptions,
  type ComparedAmounts,
  compareAmounts,
} from "./compare-amounts.ts";
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
export { type Clumping, type ClumpingOptions, estimateClumping } from "./estimate-clumping.ts";
export {
  estimateRatePosterior,
  type RatePosterior,
  type RatePosteriorOptions,
} from "./estimate-rate-posterior.ts";
export {
  type AmountChangeOptions,
  type AmountChangeRow,
  type AmountChangeTable,
  findAmountChanges,
} from "./find-amount-changes.ts";
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
export { findRateChanges } from "./find-rate-changes.ts";
export { findRfmShifts, type RfmComponent, type RfmShift, type RfmShiftOptions } from "./find-rfm-shifts.ts";
export { findTrendInsights, trendInsights } from "./find-trend-insights.ts";
export { findValueChanges } from "./find-value-changes.ts";
export { fitGapLaws, type GapLawOptions, type GapLaws } from "./fit-gap-laws.ts";
export { measureDistance, type Place } from "./measure-distance.ts";
export { type ComparedMixes, type MixDistance, measureMixDistance } from "./measure-mix-distance.ts";
export type { MixChangeOptions, MixChangeRow, MixChangeTable, MixSubject } from "./mix-change-table.ts";
export type { RateChangeOptions, RateChangeRow, RateChangeTable } from "./rate-change-table.ts";
export { type GapLaw, type SilenceOptions, silenceProbability } from "./silence-probability.ts";
export { type CircleOptions, summariseTimes, type TimesSummary } from "./summarise-times.ts";
export { surveyTrend, type TrendSurvey, type TrendSurveyOptions } from "./survey-trend.ts";
export type { ValueChangeOptions, ValueChangeRow, ValueChangeTable } from "./value-change-table.ts";
export { type MixEvidenceOptions, weighMixChange } from "./weigh-mix-change.ts";
