import { dayNumber } from "../calendar/index.ts";
import { analysisPeriod, type OrderTotals } from "../orders/index.ts";
import { BLOCK } from "./_block.ts";
import type { MeasureRfmOptions } from "./measure-rfm-options.ts";
import { type RfmTable, rfmTableOf } from "./rfm-table.ts";

/** In place: the days from each day of `from` to `to` − 1 to `end`. */
function daysUntil(end: number, days: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) days[i] = end - days[i]!;
}

/** Recency, frequency and monetary from totals: the columns of the buyers, and one pass for the days. */
export function measureTotals(totals: OrderTotals, options: MeasureRfmOptions): RfmTable {
  const { asOf, from, count = "purchases", countBy = "order", monetary: measure = "sum" } = options;
  if (countBy !== "order") {
    throw new RangeError(
      `Cannot measure rfm: countBy must be "order" of totals, got ${JSON.stringify(countBy)}`,
    );
  }
  const window = totals.window ?? { from: asOf, to: asOf };
  const period = analysisPeriod({ window }, { asOf, from });
  const end = dayNumber(asOf);
  if (end < dayNumber(window.to) || dayNumber(period.from) > dayNumber(window.from)) {
    throw new RangeError(
      `Cannot measure rfm: totals cannot be cut, so [from, asOf) must hold all their days, [${window.from}, ${window.to}), got [${period.from}, ${asOf})`,
    );
  }
  const buyers = totals.buyers({ count });
  const { purchases: frequency, units, costs, currency, exponent } = buyers;
  const { size } = buyers.customers;
  const recencyDays = buyers.lastPurchase; // ours to change: it was made for this call
  for (let at = 0; at < size; at += BLOCK) daysUntil(end, recencyDays, at, Math.min(size, at + BLOCK));
  return rfmTableOf({
    customerIds: buyers.customers,
    from: period.from,
    asOf: period.to,
    count,
    countBy,
    measure,
    recencyDays,
    frequency,
    monetary: measure === "sum" ? units : measure === "mean" ? meansOf() : profitsOf(),
    currency,
    exponent: measure === "mean" ? 0 : exponent,
    revenue: Object.freeze({ currency, exponent, units }),
    notScored: Object.freeze({
      returnsOnly: buyers.returnsOnly,
      freeOnly: buyers.freeOnly,
      linesBefore: 0,
      linesAfter: 0,
    }),
  });

  /** One division, so that equal means are equal doubles. */
  function meansOf(): Float64Array {
    const scale = 10 ** exponent;
    return units.map((sum, i) => sum / (frequency[i]! * scale));
  }

  function profitsOf(): Float64Array {
    if (costs === undefined) {
      throw new RangeError("Cannot measure rfm: every order must have a cost for profit, got some without");
    }
    const profits = units.map((sum, i) => sum - costs[i]!);
    if (profits.every(Number.isSafeInteger)) return profits;
    throw new RangeError(`Cannot measure rfm: every profit must be below 2^53 units of ${exponent} decimals`);
  }
}
