/**
 * The order log: everything that customers bought and gave back, validated once and kept by column.
 *
 * Definitions:
 * - A **line** is the unit of counting. A positive amount is a *purchase*, a negative one a *return*, zero a
 *   *free line*. There is no other mark of a return.
 * - An **order** is what one customer calls by one order id: two customers may carry the same id. Where not
 *   every line has an id, all lines of one customer on one day are one order, and the log says so
 *   (`orderUnit: "customer-day"`); frequencies are then numbers of buying days.
 * - **Unit of counting**: a line, an order (invoice, credit note), or a customer-day (a visit-day). Every count says
 *   which it is.
 * - A **credit note** is an order with a return line and no purchase line.
 * - A **day** is a calendar day of the shop, and all that analyses look at. A row may come with a *moment* instead; the
 *   zone given as an option makes its day, there and nowhere else, and the moment is kept beside it.
 * - The **window** `[from, to)` is the time observed. Without one it runs from the first day of a line to the day
 *   after the last; silence before or after it is not evidence of anything. So what judges silence as of a day after its
 *   end refuses (`UnobservedDaysError`), until `observeUntil` says that the days were observed.
 * - **Canonical order**: lines stand by customer (ids in code-point order), day, order id, product, amount, cost.
 *   So a log does not depend on the order of its rows, and merging logs is the same as merging their rows.
 * - **Exact**: amounts are integer units of one scale, and for every customer the sum of |amount| and |cost| stays
 *   within 2⁵³ − 1, so every sum over lines of one customer is exact in a double. A log that could break this
 *   is refused when it is made.
 * - **Totals** are by customer what a log is by line: number, exact sum, first and last day of the purchases, returns,
 *   free orders, costs. They are made from column batches in which every row is an order, grow by adding and merging in
 *   any order to the same bytes, and cannot be cut to other days afterwards.
 * - A **column batch** is orders by column: customers as codes or UTF-8 ids, days or seconds of the shop's clock, integer
 *   amounts of one currency and scale. Integers without a dictionary are ids of their own, and then the order of a
 *   table is theirs.
 * - **Repeat buying** is summed up for lifetime models only: *repeat count* x (transactions after the first), *recency*
 *   tₓ (last less first) and *age* T (last day observed less first). The recency and frequency of segmentation (days
 *   since the last purchase, number of orders) are other numbers, in `clientele/rfm`.
 * - A **state panel** is customer × period × state, the input of tier migration.
 *
 * @module
 */

export type { ColumnIssueCode } from "./_bad-rows.ts";
export { type AnalysisOptions, analysisPeriod } from "./analysis-period.ts";
export { type AppendOrdersOptions, appendOrders } from "./append-orders.ts";
export { checkObserved } from "./check-observed.ts";
export type { ColumnBatch, QuantityColumn, UnitColumn, Utf8Column } from "./column-batch.ts";
export {
  countOpportunities,
  type OpportunityCell,
  type OpportunityOptions,
  type OpportunityRow,
  type OpportunityTable,
} from "./count-opportunities.ts";
export { countStatePairs } from "./count-state-pairs.ts";
export { type CountingUnit, checkCountingUnit } from "./counting-unit.ts";
export {
  type CustomerIndex,
  type CustomerTable,
  createCustomerTable,
  withColumns,
} from "./customer-table.ts";
export type {
  Buyers,
  CustomerTotals,
  CustomerTotalsColumns,
  CustomerTotalsRow,
  WideSum,
} from "./customer-totals.ts";
export { describeOrders, type OrderSummary } from "./describe-orders.ts";
export { fillStatePanel, type StatePanelFrame } from "./fill-state-panel.ts";
export { createIdDictionary, type IdDictionary } from "./id-dictionary.ts";
export { mergeOrderLogs } from "./merge-order-logs.ts";
export { moneyOfUnits, type UnitScale } from "./money-of-units.ts";
export { observeUntil } from "./observe-until.ts";
export { type ObservationOptions, observedAsOf } from "./observed-as-of.ts";
export type { KnownValues, OrderLog, PartialCosts, Quantities } from "./order-log.ts";
export {
  createOrderLogBuilder,
  type OrderLogBuilder,
  type OrderLogBuilderOptions,
  type OrderLogFinishOptions,
} from "./order-log-builder.ts";
export { type LineBatch, type OrderLogBatchOptions, orderLogFromBatches } from "./order-log-from-batches.ts";
export { type OrderLogOptions, orderLogFromRows } from "./order-log-from-rows.ts";
export type { AnyOrderRow, OrderIssueCode, OrderRow, TimedOrderRow } from "./order-row.ts";
export {
  type BuyersOptions,
  createOrderTotals,
  type OrderTotals,
  type OrderTotalsOptions,
} from "./order-totals.ts";
export { orderTotalsFromBatches } from "./order-totals-from-batches.ts";
export type { PackedTotals } from "./packed-totals.ts";
export { type ReadOrderLogOptions, type ReadOrderLogResult, readOrderLog } from "./read-order-log.ts";
export { readOrderTotals } from "./read-order-totals.ts";
export { restrictOrderLog } from "./restrict-order-log.ts";
export { selectCustomers } from "./select-customers.ts";
export {
  type RepeatHoldout,
  type RepeatSplit,
  type SplitRepeatsOptions,
  splitRepeats,
} from "./split-repeats.ts";
export { createStatePanel, NO_STATE, type StatePanel, stateAt } from "./state-panel.ts";
export {
  type RepeatOptions,
  type RepeatRow,
  type RepeatTable,
  summariseRepeats,
} from "./summarise-repeats.ts";
export { daysPerUnit, type TimeUnit } from "./time-unit.ts";
export { UnobservedDaysError } from "./unobserved-days-error.ts";
