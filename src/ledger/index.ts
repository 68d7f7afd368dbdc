/**
 * Points of a loyalty programme: earned, redeemed, expired; what is left as of a day and what is about to go.
 *
 * Definitions:
 * - *Entry*: points earned, redeemed, adjusted, reversed by one customer on one day. Entries are facts; nothing here is stored.
 * - *Lot*: what is left of one earned entry. A redemption is not tied to a lot by the data; it takes what expires
 *   **first** (not what was earned first, which would let points lapse that could have been used), then the older
 *   lot, then the lower entry id.
 * - *Expiry*: points are gone at the **start** of `expiresOn`; the day before is the last on which they count.
 * - *As of* a day: at its end. Its own entries count, earned before redeemed, whatever their order in the input.
 * - *Overdraft*: a redemption of more than there was on its day. It is refused, never carried as a negative lot.
 * - *Reversal*: an entry that undoes another as a whole from its own day on; entries are never changed or removed.
 * - *Term*: the time for which a contract, a membership, a bond or a benefit binds; it ends on the first day without.
 * - *Exact*: points are decimals as text and integers within; no sum is rounded.
 *
 * @packageDocumentation
 */
export { type ExpiringPoints, type ExpiringPointsOptions, expiringPoints } from "./expiring-points.ts";
export { findExpiryInsights } from "./find-expiry-insights.ts";
export { findTermEnds, type TermEnd, type TermEndOptions, type Terms } from "./find-term-ends.ts";
export { findTermInsights } from "./find-term-insights.ts";
export {
  findThresholdInsights,
  type PointsProgramme,
  type PurchaseProgramme,
  type ThresholdInsightOptions,
} from "./find-threshold-insights.ts";
export { type FrequencyProgramme, type FrequencyProgress, frequencyProgress } from "./frequency-progress.ts";
export { nextThreshold, type PointsThreshold, type ThresholdStanding } from "./next-threshold.ts";
export { type PointsBalance, type PointsLot, pointsBalance } from "./points-balance.ts";
export { pointsBalances } from "./points-balances.ts";
export { type PointsColumns, pointsBalancesFromColumns } from "./points-balances-from-columns.ts";
export { type PointsStatement, type PointsStatementOptions, pointsStatement } from "./points-statement.ts";
export type { PointsBalanceRow, PointsBalancesOptions, PointsTable } from "./points-table.ts";
