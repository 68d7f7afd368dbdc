import { dateOfDay } from "../calendar/index.ts";
import { codedCustomers } from "./_coded-customers.ts";
import { firstDayOf, lastDayOf } from "./_plain-kernel.ts";
import type { SideSum } from "./_side-totals.ts";
import type { TotalsState } from "./_totals-state.ts";
import { createCustomerTable, withColumns } from "./customer-table.ts";
import type { Buyers, CustomerTotals, CustomerTotalsRow, WideSum } from "./customer-totals.ts";
import type { IdDictionary } from "./id-dictionary.ts";
import { moneyOfUnits, type UnitScale } from "./money-of-units.ts";

const SAFE = Number.MAX_SAFE_INTEGER;

/** All codes below the size of the state, in the order of the customers' ids. */
function codesInOrder(state: TotalsState, dictionary: IdDictionary | undefined): Int32Array {
  if (dictionary === undefined) return Int32Array.from({ length: state.size }, (_, code) => code);
  const codes = dictionary.sortedCodes();
  return codes.length === state.size ? codes : codes.filter((code) => code < state.size);
}

/** One pass over the records; no object is made for a customer. */
export function buyersOf(
  state: TotalsState,
  dictionary: IdDictionary | undefined,
  scale: UnitScale,
  count: "purchases" | "net",
): Buyers {
  const { doubles, ints } = state.view();
  const { size, side } = state;
  const order = dictionary === undefined ? undefined : codesInOrder(state, dictionary);
  const codes = new Int32Array(size);
  const purchases = new Int32Array(size);
  const lastPurchase = new Int32Array(size);
  const units = new Float64Array(size);
  let [rows, returnsOnly, freeOnly] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    const code = order === undefined ? i : order[i]!;
    const orders = ints[4 * code + 2]!;
    if (orders > 0) {
      codes[rows] = code;
      purchases[rows] = orders;
      lastPurchase[rows] = lastDayOf(ints[4 * code + 3]!);
      units[rows] = doubles[2 * code]!;
      rows++;
    } else if (code < side.returns.length) {
      if (side.returns[code]! > 0) returnsOnly++;
      else if (side.free[code]! > 0) freeOnly++;
    }
  }
  if (count === "net") subtractReturns(units.subarray(0, rows), codes, state);
  const refuse = (row: number): never => {
    const most = moneyOfUnits(SAFE, scale);
    const id = codedCustomers(codes.subarray(row, row + 1), dictionary).idAt(0);
    throw new RangeError(
      `Cannot read buyers: what customer ${JSON.stringify(id)} bought must add up to at most ${most.amount} ${most.currency} (2^53 - 1 units of ${scale.exponent} decimals)`,
    );
  };
  const wide = state.side.wide("purchases");
  if (wide.size > 0) refuse(codes.subarray(0, rows).findIndex((code) => wide.has(code)));
  const bad = count === "net" ? units.subarray(0, rows).findIndex((sum) => !(Math.abs(sum) <= SAFE)) : -1;
  if (bad >= 0) refuse(bad);
  return Object.freeze({
    ...scale,
    customers: codedCustomers(codes.slice(0, rows), dictionary),
    purchases: rows === size ? purchases : purchases.slice(0, rows),
    lastPurchase: rows === size ? lastPurchase : lastPurchase.slice(0, rows),
    units: rows === size ? units : units.slice(0, rows),
    returnsOnly,
    freeOnly,
  });
}

function subtractReturns(units: Float64Array, codes: Int32Array, { side }: TotalsState): void {
  const { returns } = side;
  for (let row = 0; row < units.length; row++) {
    const code = codes[row]!;
    if (code < returns.length && returns[code]! > 0) units[row]! += Number(side.sumOf("returns", code));
  }
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
    (code) => ints[4 * code + 2]! > 0 || (side.returns[code] ?? 0) > 0 || (side.free[code] ?? 0) > 0,
  );
  const wide: WideSum[] = [];
  const note = (sum: WideSum["sum"], index: number, units: number | bigint): number => {
    if (typeof units === "bigint") wide.push(Object.freeze({ sum, index, units }));
    return Number(units);
  };
  const ofSide = (sum: SideSum): Float64Array =>
    Float64Array.from(codes, (code, i) => note(sum, i, side.sumOf(sum, code)));
  const widened = side.wide("purchases");
  const purchaseUnits = Float64Array.from(codes, (code, i) => {
    const moved = widened.get(code);
    return moved === undefined
      ? doubles[2 * code]!
      : note("purchases", i, moved + BigInt(doubles[2 * code]!));
  });
  const spans = Int32Array.from(codes, (code) => ints[4 * code + 3]!);
  const { first, last } = state.days;
  const columns = {
    ...scale,
    ...(dictionary === undefined ? { codes } : {}),
    orders,
    ...(first > last ? {} : { window: Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) }) }),
    purchases: Int32Array.from(codes, (code) => ints[4 * code + 2]!),
    purchaseUnits,
    returns: Int32Array.from(codes, (code) => side.returns[code] ?? 0),
    returnUnits: ofSide("returns"),
    freeOrders: Int32Array.from(codes, (code) => side.free[code] ?? 0),
    firstPurchase: spans.map((span) => (span === 0 ? 0 : firstDayOf(span))),
    lastPurchase: spans.map((span) => (span === 0 ? 0 : lastDayOf(span))),
    ...(side.anyCost
      ? {
          costs: Object.freeze({
            purchaseUnits: ofSide("purchaseCosts"),
            returnUnits: ofSide("returnCosts"),
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
