/**
 * What goes together: baskets, itemsets, rules, profit, substitutes.
 *
 * Definitions:
 * - A **basket** holds distinct items: an item is in it or not, however many were bought. What makes a basket is stated (an order, a
 *   customer-day, a customer, a window of days), because the answer depends on it.
 * - An **itemset** is a set of items; its **count** is the number of baskets that hold all of them, and its **support** the count
 *   over n. n is all baskets, empty ones included where they are counted; the report of the baskets says whether they are.
 * - **Frequent**: a count of at least ⌈s·n − 10⁻⁹⌉ for a least support s, and of at least 1. **Closed**: no larger set has the same
 *   count. **Maximal**: no larger set is frequent. **Generator**: no smaller set has the same count.
 * - A **rule** left ⇒ right is made of a frequent itemset; its **confidence** is the share of the baskets with the left side that hold
 *   the right side too, its **lift** the confidence over the support of the right side. Lift is a gate and never an order to recommend by.
 * - A **measure** without a value is unbounded or undefined, and says so; it is never an infinite number or a zero.
 * - **Tested**: every rule that was looked at is a hypothesis, also when its confidence was too low to be kept.
 * - **Redundant**: a simpler rule (the same right side, less on the left, nothing included) has the same confidence or a higher one.
 * - **Weighted** baskets have measures and no tests: a sum of weights is no number of baskets.
 * - **Apart** is together less often than by chance. A **substitute** is one that customers move to, which is counted, not inferred.
 * - A **recommendation** is ranked by similarity or confidence, never by lift, and shows the counts of its **evidence**: the customer's products
 *   that go with it. Lift and Fisher's exact test are the gate that evidence has to pass.
 * - A **sequence** is what one customer bought, by day. **Replenishment** is the next purchase of a product that the customer has bought before:
 *   an interval of days if there is one, and with a calibration the chance that there is.
 *
 * @module
 */

export type { LeastCount } from "./_least-count.ts";
export type { HiddenScorer } from "./_rank-hidden.ts";
export type { BasketReport, BasketRow, Baskets, BasketUnit, LinesLeftOut } from "./baskets.ts";
export { type BasketOptions, basketsFromLists } from "./baskets-from-lists.ts";
export { basketsFromOrders } from "./baskets-from-orders.ts";
export { type BasketItemRow, basketsFromRows } from "./baskets-from-rows.ts";
export {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapAssociation,
  bootstrapRuleIntervals,
  type RuleBootstrap,
} from "./bootstrap-association.ts";
export {
  calibrateReplenishment,
  type InsufficientCalibration,
  type ReplenishmentCalibration,
  type ReplenishmentCalibrationOptions,
} from "./calibrate-replenishment.ts";
export type { ContingencyTable, MeasureOptions } from "./contingency-table.ts";
export type { CustomerProfile } from "./customer-profile.ts";
export { type DeriveRulesOptions, deriveRules, type SideConstraint } from "./derive-rules.ts";
export {
  type AssociationInterval,
  estimateAssociation,
  estimateRuleIntervals,
  type IntervalMeasure,
  type IntervalOptions,
  type RuleIntervals,
} from "./estimate-rule-intervals.ts";
export {
  evaluateNextProduct,
  type MeanOverTests,
  type NextProductEvaluation,
  type NextProductEvaluationOptions,
  type ScorerEvaluation,
  type TooFewTests,
} from "./evaluate-next-product.ts";
export { type BundleInsightOptions, findBundleInsights } from "./find-bundle-insights.ts";
export { type BundleChance, type BundleOptions, findBundles } from "./find-bundles.ts";
export {
  findNewProductInsights,
  type NewProductInsightOptions,
  type NewProductSources,
} from "./find-new-product-insights.ts";
export { findNextProductInsights, type NextProductInsightOptions } from "./find-next-product-insights.ts";
export {
  findProspects,
  type NeedCondition,
  type NeedProfile,
  type Prospect,
  type ProspectOptions,
} from "./find-prospects.ts";
export {
  findReplenishmentInsights,
  type ReplenishmentInsightOptions,
} from "./find-replenishment-insights.ts";
export { type FindSubstitutesOptions, findSubstitutes, type SubstitutePair } from "./find-substitutes.ts";
export { type BasketContents, fitNextProduct, type NextProductFitOptions } from "./fit-next-product.ts";
export {
  fitProductTransitions,
  type NextPurchase,
  nextPurchase,
  type ProductTransitions,
  type TransitionsOptions,
} from "./fit-product-transitions.ts";
export {
  fitReplenishment,
  type GapLaw,
  type ProductReplenishment,
  type ReplenishmentFitOptions,
  type ReplenishmentModel,
} from "./fit-replenishment.ts";
export { addGroups, type GroupOf, groupItems, type ItemLevel } from "./group-items.ts";
export type { ItemsetRow, ItemsetTable, ItemsetTarget } from "./itemset-table.ts";
export { type JudgeRulesOptions, judgeRules, type RuleJudgement } from "./judge-rules.ts";
export {
  type BuyerFeature,
  type BuyerProfile,
  type BuyerProfileOptions,
  findSimilarBuyers,
  learnBuyerProfile,
  type SimilarBuyer,
  type SimilarBuyerOptions,
  type TooFewBuyers,
} from "./learn-buyer-profile.ts";
export { type MatchRulesOptions, matchRules, type RuleMatches } from "./match-rules.ts";
export { type Lag, type LagOptions, measureLag, type TooFewLags } from "./measure-lag.ts";
export {
  measureProductStructure,
  type ProductStructureOptions,
  type ProductStructureRow,
  type ProductStructureTable,
} from "./measure-product-structure.ts";
export {
  type MeasureColumn,
  type MeasureValue,
  measureAssociation,
  measureRules,
  type RuleMeasure,
  ruleMeasures,
} from "./measure-rules.ts";
export {
  type CategoryNeed,
  findCategoryNeeds,
  measureStageNeeds,
  type StageNeed,
  type StageNeedOptions,
} from "./measure-stage-needs.ts";
export {
  type MeasureSwitchingOptions,
  measureSwitching,
  type SwitchingRow,
  type SwitchingTable,
} from "./measure-switching.ts";
export {
  type MineItemsetsOptions,
  mineItemsets,
  type WalkItemsetsOptions,
  walkItemsets,
} from "./mine-itemsets.ts";
export {
  type MineProfitableItemsetsOptions,
  mineProfitableItemsets,
  type ProfitableItemset,
} from "./mine-profitable-itemsets.ts";
export { type MineSequencesOptions, mineSequences, type SequencePattern } from "./mine-sequences.ts";
export {
  mineSequentialRules,
  type SequentialRule,
  type SequentialRulesOptions,
} from "./mine-sequential-rules.ts";
export type { NextProductModel } from "./next-product-model.ts";
export { type NextProductRecord, nextProductFromRecord, nextProductRecord } from "./next-product-record.ts";
export type { BasketsFromOrdersOptions } from "./order-basket-options.ts";
export { pickRules, rankRules } from "./pick-rules.ts";
export {
  predictReplenishment,
  type ReplenishmentOptions,
  type ReplenishmentRow,
} from "./predict-replenishment.ts";
export type { PurchaseSequences } from "./purchase-sequences.ts";
export { type RecommendProductsOptions, recommendProducts } from "./recommend-products.ts";
export {
  type CustomerRecommendations,
  type RecommendationTable,
  type RecommendToCustomersOptions,
  recommendToCustomers,
} from "./recommend-to-customers.ts";
export type {
  CustomerSituation,
  HeldProducts,
  Recommendation,
  RecommendationBasis,
  Recommendations,
  RecommendOptions,
} from "./recommendation.ts";
export { type RefusalOptions, type Refusals, refusalsOfOffers } from "./refusals-of-offers.ts";
export type { RuleRow, RuleTable } from "./rule-table.ts";
export { type SequenceOptions, sequencesFromBaskets, sequencesFromLists } from "./sequences-from-baskets.ts";
export { type PairRow, type PairTable, type TabulatePairsOptions, tabulatePairs } from "./tabulate-pairs.ts";
export { type HoldoutTestOptions, type HoldoutTests, testOnHoldout } from "./test-on-holdout.ts";
export {
  type RuleTestOptions,
  type RuleTests,
  type TestRulesOptions,
  testImprovements,
  testRules,
} from "./test-rules.ts";
export { TooManyResultsError } from "./too-many-results-error.ts";
export {
  type ValuedBaskets,
  type ValuedBasketsFromOrdersOptions,
  type ValuedItem,
  valuedBasketsFromLists,
  valuedBasketsFromOrders,
} from "./valued-baskets.ts";
export {
  type BasketAgeOptions,
  type HubOptions,
  weighBaskets,
  weighBasketsByAge,
  weighBasketsByHubs,
} from "./weigh-baskets.ts";
export { type DecayOptions, type InterestOptions, weighByAge, weighInterest } from "./weigh-interest.ts";
