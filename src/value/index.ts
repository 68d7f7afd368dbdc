/**
 * What customers are worth and could be worth: value → classes and flags → tiers over time, potential, proposals.
 *
 * Definitions:
 * - **Value** of a customer over a period is profit, revenue less the cost of the goods and, where it is given, the cost
 *   to serve, if every line of the period has a cost, else revenue; the table says which (`basis`). Returns reduce revenue
 *   and cost alike.
 * - **Cost to serve** is what was booked to a customer, and what was done for them at the rate of its driver.
 * - **MVC, MGC, OTHER, BZC** are a second partition: below zero; the best who bring half of the value; of the rest the
 *   fifth with the largest gap between potential and value.
 * - **A/B/C** is a partition by cumulative share of the positive value: A are the fewest best customers who together
 *   bring at least 80 %, B the fewest further ones with whom it is at least 95 %, C the rest. So the customer who
 *   crosses a threshold belongs to the better class. Customers of equal value share the better class, and whoever
 *   brings nothing or costs more than they bring is C.
 * - **Gold** is a flag and no class: the ⌈5 % · n⌉ best of n customers, all of equal value at the boundary included,
 *   none without a positive value.
 * - **Drag** is the flag at the other end, the bottom 20 %: it spares equals at the boundary, where gold takes them in.
 * - A **tier** of a period is A, B or C among the customers with a purchase in it, by the value of that period alone;
 *   *inactive* is who was a customer before its end and bought nothing in it.
 *
 * @module
 */

export { type AbcGoals, abcGoals } from "./abc-goals.ts";
export type { AbcShares } from "./abc-shares.ts";
export type { AbcConfiguration, AbcRow, AbcTable } from "./abc-table.ts";
export {
  assignTreatments,
  type CapExcess,
  type CustomerGroups,
  type CustomerTreatment,
  findCapExcesses,
} from "./assign-treatments.ts";
export { backtestGold, type GoldBacktest, type GoldBacktestOptions, type NoGold } from "./backtest-gold.ts";
export { type AbcOptions, classifyAbc } from "./classify-abc.ts";
export {
  classifyGrowth,
  type GrowthOptions,
  type GrowthPattern,
  type GrowthRow,
  type GrowthTable,
} from "./classify-growth.ts";
export {
  type CompetitorSpend,
  type CompetitorSpendOptions,
  compareCompetitorSpend,
  type MovedSpend,
} from "./compare-competitor-spend.ts";
export {
  type CompareLargestOptions,
  compareLargest,
  type LargestComparison,
  type LargestCustomer,
} from "./compare-largest.ts";
export {
  type CustomerPotential,
  estimatePotential,
  type PotentialOptions,
  type PotentialSource,
} from "./estimate-potential.ts";
export { type ClassInsightSources, findClassInsights } from "./find-class-insights.ts";
export { type CostlyCustomer, findCostlyCustomers } from "./find-costly-customers.ts";
export {
  findRepeatedComplaints,
  type RepeatedComplaintOptions,
  type RepeatedComplaints,
} from "./find-repeated-complaints.ts";
export { findValueInsights, type ValueInsightOptions } from "./find-value-insights.ts";
export {
  type BreadthElasticity,
  type BreadthFitOptions,
  fitBreadth,
  type NoBreadthElasticity,
} from "./fit-breadth.ts";
export { fitWallet, type NoWalletLaw, type WalletFitOptions, type WalletLaw } from "./fit-wallet.ts";
export {
  type DragConfiguration,
  type DragEvidence,
  type DragOptions,
  type DragRow,
  type DragTable,
  flagDrag,
} from "./flag-drag.ts";
export {
  flagGold,
  type GoldConfiguration,
  type GoldOptions,
  type GoldRow,
  type GoldTable,
} from "./flag-gold.ts";
export { type HeldAbcTable, type HoldAbcOptions, holdAbc } from "./hold-abc.ts";
export type { HoldOptions } from "./hold-options.ts";
export {
  type BreadthOptions,
  type BreadthRow,
  type BreadthTable,
  measureBreadth,
} from "./measure-breadth.ts";
export {
  type Concentration,
  type ConcentrationOptions,
  measureConcentration,
  type NoConcentration,
} from "./measure-concentration.ts";
export {
  measurePaperwork,
  type Paperwork,
  type PaperworkOptions,
  type PaperworkTotals,
} from "./measure-paperwork.ts";
export {
  measureProspectWaste,
  type NoProspectWaste,
  type ProspectWaste,
  type ProspectWasteOptions,
} from "./measure-prospect-waste.ts";
export {
  type PartitionConfiguration,
  type PartitionOptions,
  type PartitionRow,
  type PartitionTable,
  partitionCustomers,
  type ValueClass,
} from "./partition-customers.ts";
export { planTopSurvey, type SurveyCandidate, type TopSurveyOptions } from "./plan-top-survey.ts";
export {
  type ExpectedGold,
  type GoldHits,
  type GoldPrediction,
  type GoldPredictionOptions,
  type GoldRule,
  predictGold,
} from "./predict-gold.ts";
export {
  type HeldOutError,
  type PredictionError,
  predictValue,
  type ValuePrediction,
  type ValuePredictionRow,
} from "./predict-value.ts";
export {
  type BudgetShift,
  type BudgetShiftOptions,
  type ClassBudget,
  type CustomerShift,
  proposeBudgetShift,
} from "./propose-budget-shift.ts";
export type { CustomerActivity, ServiceCosts } from "./service-costs.ts";
export {
  type CostToServeOptions,
  type CostToServeRow,
  type CostToServeTable,
  sumCostToServe,
} from "./sum-cost-to-serve.ts";
export { type LossCause, type LossOptions, summariseLosses } from "./summarise-losses.ts";
export { type ProductMixOptions, type ProductShare, summariseProducts } from "./summarise-products.ts";
export { summariseTiers, type TierSummary } from "./summarise-tiers.ts";
export { type TierPanelOptions, tierPanel } from "./tier-panel.ts";
export { type TierColumns, tierPanelFromColumns } from "./tier-panel-from-columns.ts";
export type { TierHysteresis, TierRules } from "./tier-rules.ts";
export { type RankedCustomer, type TopCustomersOptions, topCustomers } from "./top-customers.ts";
export {
  type AssignedTreatment,
  createTreatmentPlan,
  findTreatment,
  type Treatment,
  type TreatmentPlan,
} from "./treatment-plan.ts";
export { type ValueOptions, valueCustomers } from "./value-customers.ts";
export type { NoValuePrediction, ValuePredictionOptions } from "./value-prediction-options.ts";
export type { ValueRow, ValueTable } from "./value-table.ts";
export { type ValueColumns, valueTableFromColumns } from "./value-table-from-columns.ts";
export type { ViewConfiguration } from "./view-configuration.ts";
