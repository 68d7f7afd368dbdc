/**
 * What this library promises, as tests that you can run on your own adapters and rules.
 *
 * Definitions:
 * - A **contract** is the list of tests that every implementation of a port passes. It is declared with the
 *   `describe` and `it` of any test runner, asks the store for its capabilities, and skips nothing.
 * - A **law** holds for all inputs, so it is a property to be asserted with fast-check, not an example.
 * - An **arbitrary** draws inputs that are likely to find mistakes: ties, missing values, the ends of ranges.
 *
 * This entry needs `fast-check`; nothing else of the library does.
 *
 * @packageDocumentation
 */

export { type ArbitraryDossierOptions, arbitraryDossier } from "./arbitrary-dossier.ts";
export { type ArbitraryOrderLogOptions, arbitraryOrderLog } from "./arbitrary-order-log.ts";
export { type ArbitraryOrderRowsOptions, arbitraryOrderRows } from "./arbitrary-order-rows.ts";
export { type ArbitraryPlainDateOptions, arbitraryPlainDate } from "./arbitrary-plain-date.ts";
export { type ArbitraryRecordOptions, arbitraryRecord } from "./arbitrary-record.ts";
export { type ArbitraryStatePanelOptions, arbitraryStatePanel } from "./arbitrary-state-panel.ts";
export {
  type BudgetLawId,
  type BudgetLawsOptions,
  budgetLaws,
  type PlanOutcome,
} from "./budget-laws.ts";
export { type ChainEstimator, type ChainLawId, type ChainLawsOptions, chainLaws } from "./chain-laws.ts";
export { checkAfterCrash, type SayAcknowledged, writeUntilKilled } from "./crash-probe.ts";
export {
  type ForecastLawId,
  type ForecastLawsOptions,
  type ForecastRule,
  forecastLaws,
} from "./forecast-laws.ts";
export { type Incremental, type IncrementalLawId, incrementalLaws } from "./incremental-laws.ts";
export { type Mergeable, type MergeLawId, mergeLaws } from "./merge-laws.ts";
export {
  type OrderScoringLawId,
  type OrderScoringLawsOptions,
  type OrderScoringRule,
  orderScoringLaws,
} from "./order-scoring-laws.ts";
export {
  type PartitionLawId,
  type PartitionLawsOptions,
  type PartitionRule,
  partitionLaws,
} from "./partition-laws.ts";
export {
  arbitraryPoints,
  type PointsLawId,
  type PointsLawsOptions,
  type PointsRule,
  pointsLaws,
} from "./points-laws.ts";
export { type PureLawId, pureLaws } from "./pure-laws.ts";
export {
  type ReminderRuleLawId,
  type ReminderRuleLawsOptions,
  reminderRuleLaws,
} from "./reminder-rule-laws.ts";
export {
  type ReminderRunLawId,
  type ReminderRunLawsOptions,
  reminderRunLaws,
} from "./reminder-run-laws.ts";
export {
  type ConformanceReport,
  type RunContractOptions,
  runContract,
  type TestOutcome,
} from "./run-contract.ts";
export {
  type Law,
  type ScoringLawId,
  type ScoringLawsOptions,
  type ScoringRule,
  scoringLaws,
} from "./scoring-laws.ts";
export { type SeedLawId, seedLaws } from "./seed-laws.ts";
export {
  type ScoreCombination,
  type SegmentLawId,
  type SegmentLawsOptions,
  type SegmentTest,
  segmentLaws,
} from "./segment-laws.ts";
export { storeContract, type TestRunner } from "./store-contract.ts";
export type { StoreInitializer } from "./store-initializer.ts";
export { type SumLawId, type SumLawsOptions, sumLaws } from "./sum-laws.ts";
