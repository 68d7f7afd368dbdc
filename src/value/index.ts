/**
 * What customers are worth: value → A/B/C and gold → tiers over time.
 *
 * Definitions:
 * - **Value** of a customer over a period is profit, revenue less the cost of the goods, where every line of the
 *   period has a cost, else revenue; the table says which (`basis`). Returns reduce revenue and cost alike. Cost to
 *   serve is not part of it yet.
 * - **A/B/C** is a partition by cumulative share of the positive value: A are the fewest best customers who together
 *   bring at least 80 %, B the fewest further ones with whom it is at least 95 %, C the rest. So the customer who
 *   crosses a threshold belongs to the better class. Customers of equal value share the better class, and whoever
 *   brings nothing or costs more than they bring is C.
 * - **Gold** is a flag and no class: the ⌈5 % · n⌉ best of n customers, all of equal value at the boundary included,
 *   none without a positive value.
 * - A **tier** of a period is A, B or C among the customers with a purchase in it, by the value of that period alone;
 *   *inactive* is who was a customer before its end and bought nothing in it.
 *
 * @module
 */

export type { AbcShares } from "./abc-shares.ts";
export { type AbcOptions, type AbcRow, type AbcTable, classifyAbc } from "./classify-abc.ts";
export { findValueInsights, type ValueInsightOptions } from "./find-value-insights.ts";
export { flagGold, type GoldOptions, type GoldRow, type GoldTable } from "./flag-gold.ts";
export { summariseTiers, type TierSummary } from "./summarise-tiers.ts";
export { type TierPanelOptions, tierPanel } from "./tier-panel.ts";
export { type RankedCustomer, type TopCustomersOptions, topCustomers } from "./top-customers.ts";
export { type ValueRow, type ValueTable, valueCustomers } from "./value-customers.ts";
