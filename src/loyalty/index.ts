/**
 * Whether customers stay: retention, cohorts, survival, cycle and flow, what they say beside what they do, what ties them.
 *
 * Definitions:
 * - **Loyalty** is behaviour, continued buying; **satisfaction** is what customers say. The two are measured apart.
 * - **Active** in a period is who has a purchase in it; returns and free lines do not count.
 * - **Retention** of a period: of those active in the period before, the share active in it. Of a cohort: of those who
 *   bought first in one period, the share active in a later one, which may have been silent in between.
 * - **Survival** is of customers whose end is known or not yet known (censored), by Kaplan and Meier.
 * - **Share of wallet** (customer share): what is spent with us of all that the customer spends.
 * - **Satisfied switcher**: who said to be satisfied and went all the same.
 * - **KPIs** beside money are satisfaction, loyalty (retention) and the one-to-one relation: the share of active customers with whom
 *   both sides spoke.
 * - **Switching bond**: what leaving would cost the customer; **benefits** are financial, social or structural.
 *
 * @module
 */

export { assessGoal, type DatedGoal, type GoalStanding } from "./assess-goal.ts";
export {
  compareSatisfaction,
  type ElementGap,
  measureGaps,
  type SatisfactionComparison,
  type SatisfactionGroup,
  type SatisfactionOptions,
} from "./compare-satisfaction.ts";
export {
  estimateSurvival,
  type Lifetime,
  type NoCustomers,
  type SurvivalCurve,
  type SurvivalStep,
} from "./estimate-survival.ts";
export { type DriftInsightOptions, type DriftSources, findDriftInsights } from "./find-drift-insights.ts";
export { findWalletInsights, type WalletInsightOptions } from "./find-wallet-insights.ts";
export { type CycleOptions, type CycleRow, type CycleTable, measureCycle } from "./measure-cycle.ts";
export { type CustomerFlow, measureFlow } from "./measure-flow.ts";
export { type KpiOptions, type LoyaltyKpis, measureKpis } from "./measure-kpis.ts";
export {
  type AcquisitionRatio,
  compareAcquisition,
  type NoAcquisitionRatio,
  type ProfitSensitivity,
  type RetentionEconomics,
  retentionSensitivity,
} from "./profit-sensitivity.ts";
export {
  type BoundedNumber,
  type NoSatisfactionSensitivity,
  type SatisfactionSensitivity,
  type SatisfactionSensitivityOptions,
  satisfactionSensitivity,
} from "./satisfaction-sensitivity.ts";
export { type NoWalletShare, shareOfWallet, type WalletShare } from "./share-of-wallet.ts";
export { type BondOptions, type CustomerBonds, summariseBonds } from "./summarise-bonds.ts";
export {
  type Cohort,
  type CohortCell,
  type CohortTable,
  type EmptyCohort,
  tabulateCohorts,
} from "./tabulate-cohorts.ts";
