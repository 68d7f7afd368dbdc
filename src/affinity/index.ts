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
 *
 * @module
 */

export type { LeastCount } from "./_least-count.ts";
export type { BasketReport, BasketRow, Baskets, BasketUnit, LinesLeftOut } from "./baskets.ts";
export { type BasketOptions, basketsFromLists } from "./baskets-from-lists.ts";
export { basketsFromOrders } from "./baskets-from-orders.ts";
export { type BasketItemRow, basketsFromRows } from "./baskets-from-rows.ts";
export type { ContingencyTable, MeasureOptions } from "./contingency-table.ts";
export { type DeriveRulesOptions, deriveRules, type SideConstraint } from "./derive-rules.ts";
export {
  type AssociationInterval,
  estimateAssociation,
  estimateRuleIntervals,
  type IntervalMeasure,
  type IntervalOptions,
  type RuleIntervals,
} from "./estimate-rule-intervals.ts";
export { type FindSubstitutesOptions, findSubstitutes, type SubstitutePair } from "./find-substitutes.ts";
export { addGroups, type GroupOf, groupItems, type ItemLevel } from "./group-items.ts";
export type { ItemsetRow, ItemsetTable, ItemsetTarget } from "./itemset-table.ts";
export { type JudgeRulesOptions, judgeRules, type RuleJudgement } from "./judge-rules.ts";
export { type MatchRulesOptions, matchRules, type RuleMatches } from "./match-rules.ts";
export {
  type MeasureColumn,
  type MeasureValue,
  measureAssociation,
  measureRules,
  type RuleMeasure,
  ruleMeasures,
} from "./measure-rules.ts";
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
export type { BasketsFromOrdersOptions } from "./order-basket-options.ts";
export { pickRules, rankRules } from "./pick-rules.ts";
export type { RuleRow, RuleTable } from "./rule-table.ts";
export { type PairRow, type PairTable, type TabulatePairsOptions, tabulatePairs } from "./tabulate-pairs.ts";
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
