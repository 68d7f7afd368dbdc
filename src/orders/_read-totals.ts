import { dateOfDay } from "../calendar/index.ts";
import { codedCustomers } from "./_coded-customers.ts";
import { firstDayOf, lastDayOf } from "./_plain-kernel.ts";
import type { SideSum } from "./_side-totals.ts";
import type { TotalsState } from "./_totals-state.ts";
import { createCustomerTable, withColumns } from "./customer-table.ts";
import type { CustomerTotals, CustomerTotalsRow, WideSum } from "./customer-totals.ts";
import type { IdDictionary } from "./id-dictionary.ts";
import { moneyOfUnits, type UnitScale } from "./money-of-units.ts";

/** All codes below the size of the state, in the order of the customers' ids. */
export function codesInOrder(state: TotalsState, dictionary: IdDictionary | undefined): Int32Array {
  if (dictionary === undefined) return new Int32Array(state.size).map((_, code) => code);
  const codes = dictionary.sortedCodes();
  return codes.length === state.size ? codes : codes.filter((code) => code < state.size);
}

/** Everything of every customer with an order. */
export function customerTotalsOf(
  state: TotalsState,
  dictionary: IdDictionary | undefined,
  scale: UnitScale,
  orders: number,
): CustomerTotals {
  const { doubles, ints } = state.view();
  const { side } = state;
  const codes = codesInOrder(state, dictionary).filter(
    (code) => ints[4 * code + 2]! > 0 || side.returnsOf(code) > 0 || side.freeOf(code) > 0,
  );
  const wide: WideSum[] = [];
  const note = (sum: WideSum["sum"], index: number, units: number | bigint): number => {
    if (typeof units === "bigint") wide.push(Object.freeze({ sum, index, units }));
    return Number(units);
  };
  const ofSide = (sum: SideSum): Float64Array =>
    doublesOf(codes, (code, i) => note(sum, i, side.sumOf(sum, code)));
  const widened = side.wide("purchases");
  const purchaseUnits = doublesOf(codes, (code, i) => {
    const moved = widened.get(code);
    return moved === undefined
      ? doubles[2 * code]!
      : note("purchases", i, moved + BigInt(doubles[2 * code]!));
  });
  const spans = codes.map((code) => ints[4 * code + 3]!);
  const { first, last } = state.days;
  const columns = {
    ...scale,
    ...(dictionary === undefined ? { codes } : {}),
    orders,
    ...(first > last ? {} : { window: Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) }) }),
    purchases: codes.map((code) => ints[4 * code + 2]!),
    purchaseUnits,
    returns: codes.map((code) => side.returnsOf(code)),
    returnUnits: ofSide("returns"),
    freeOrders: codes.map((code) => side.freeOf(code)),
    firstPurchase: spans.map((span) => (span === 0 ? 0 : firstDayOf(span))),
    lastPurchase: spans.map((span) => (span === 0 ? 0 : lastDayOf(span))),
    ...(side.anyCost
      ? {
          costs: Object.freeze({
            purchaseUnits: ofSide("purchaseCosts"),
            otherUnits: ofSide("otherCosts"),
          }),
        }
      : {}),
    ordersWithoutCost: side.rowsWithoutCost,
    wide: Object.freeze(wide),
  };
  const sumAt = (sum: WideSum["sum"], index: number, units: number): number | bigint =>
    wide.find((one) => one.sum === sum && one.index === index)?.units ?? units;
  const index = codedCustomers(codes, dictionary);
  const table = createCustomerTable(index, (i): CustomerTotalsRow => {
    const bought = columns.purchases[i]! > 0;
    return Object.freeze({
      customerId: index.idAt(i),
      purchases: columns.purchases[i]!,
      returns: columns.returns[i]!,
      freeOrders: columns.freeOrders[i]!,
      purchased: moneyOfUnits(sumAt("purchases", i, columns.purchaseUnits[i]!), scale),
      returned: moneyOfUnits(sumAt("returns", i, columns.returnUnits[i]!), scale),
      ...(bought ? { firstPurchase: dateOfDay(columns.firstPurchase[i]!) } : {}),
      ...(bought ? { lastPurchase: dateOfDay(columns.lastPurchase[i]!) } : {}),
    });
  });
  return withColumns(table, columns);
}

/** One double a code; `from` of a typed array goes through an iterator, and takes ten times as long. */
function doublesOf(codes: Int32Array, of: (code: number, index: number) => number): Float64Array {
  const column = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) column[i] = of(codes[i]!, i);
  return column;
}
