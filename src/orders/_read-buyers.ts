import { codedCustomers } from "./_coded-customers.ts";
import { lastDayOf } from "./_plain-kernel.ts";
import { codesInOrder } from "./_read-totals.ts";
import type { SideSum } from "./_side-totals.ts";
import type { TotalsState } from "./_totals-state.ts";
import type { Buyers } from "./customer-totals.ts";
import type { IdDictionary } from "./id-dictionary.ts";
import { moneyOfUnits, type UnitScale } from "./money-of-units.ts";

/**
 * Customers read by one call of the loop. The loops over customers are functions of their own that are called in turns:
 * a JavaScript engine has compiled such a function after a few of them, and keeps it for the next time.
 */
const BLOCK = 8192;

/** One pass over the records; no object is made for a customer. */
export function buyersOf(
  state: TotalsState,
  dictionary: IdDictionary | undefined,
  scale: UnitScale,
  count: "purchases" | "net",
): Buyers {
  const { size, side } = state;
  const order = dictionary === undefined ? undefined : codesInOrder(state, dictionary);
  const into: BuyerColumns = {
    codes: new Int32Array(size),
    purchases: new Int32Array(size),
    lastPurchase: new Int32Array(size),
    units: new Float64Array(size),
  };
  let rows = 0;
  for (let from = 0; from < size; from += BLOCK) {
    rows = readBuyers(state.view(), order, from, Math.min(size, from + BLOCK), into, rows);
  }
  let [returnsOnly, freeOnly] = [0, 0];
  for (const code of into.codes.subarray(rows)) {
    if (side.returnsOf(code) > 0) returnsOnly++;
    else if (side.freeOf(code) > 0) freeOnly++;
  }
  const { codes, purchases, lastPurchase, units } = into;
  const found = codes.subarray(0, rows);
  const sums = units.subarray(0, rows);
  if (count === "net") addSide("returns", sums, found, state);
  refuseWide(state, dictionary, scale, found);
  return Object.freeze({
    ...scale,
    customers: codedCustomers(found, dictionary),
    purchases: purchases.subarray(0, rows),
    lastPurchase: lastPurchase.subarray(0, rows),
    units: sums,
    ...(side.rowsWithoutCost === 0 ? { costs: costsOf(state, found, count) } : {}),
    returnsOnly,
    freeOnly,
  });
}

interface BuyerColumns {
  readonly codes: Int32Array;
  readonly purchases: Int32Array;
  readonly lastPurchase: Int32Array;
  readonly units: Float64Array;
}

/**
 * Customers `from` to `to` − 1 in their order: those with a purchase go to row `row` and on, the codes of the others to
 * the end, backwards. Gives the row after.
 */
function readBuyers(
  { doubles, ints }: ReturnType<TotalsState["view"]>,
  order: Int32Array | undefined,
  from: number,
  to: number,
  { codes, purchases, lastPurchase, units }: BuyerColumns,
  row: number,
): number {
  let next = row;
  for (let i = from; i < to; i++) {
    const code = order === undefined ? i : order[i]!;
    const orders = ints[4 * code + 2]!;
    if (orders === 0) {
      codes[codes.length - 1 - (i - next)] = code;
      continue;
    }
    codes[next] = code;
    purchases[next] = orders;
    lastPurchase[next] = lastDayOf(ints[4 * code + 3]!);
    units[next] = doubles[2 * code]!;
    next++;
  }
  return next;
}

function addSide(sum: SideSum, units: Float64Array, codes: Int32Array, { side }: TotalsState): void {
  for (let row = 0; row < units.length; row++) units[row]! += Number(side.sumOf(sum, codes[row]!));
}

function costsOf(state: TotalsState, codes: Int32Array, count: "purchases" | "net"): Float64Array {
  const costs = new Float64Array(codes.length);
  addSide("purchaseCosts", costs, codes, state);
  if (count === "net") addSide("otherCosts", costs, codes, state);
  return costs;
}

const SIDE_SUMS = ["returns", "purchaseCosts", "otherCosts"] as const;

/** A sum that no double holds exactly cannot be ranked exactly; the log refuses such customers likewise. */
function refuseWide(
  { side }: TotalsState,
  dictionary: IdDictionary | undefined,
  scale: UnitScale,
  codes: Int32Array,
): void {
  const wide = [side.wide("purchases"), ...SIDE_SUMS.map((sum) => side.wide(sum))];
  if (wide.every((sums) => sums.size === 0)) return;
  // Costs that ran over may have come back: what is refused is the sum, not the way to it.
  const isWide = (code: number): boolean =>
    wide[0]!.has(code) || SIDE_SUMS.some((sum) => typeof side.sumOf(sum, code) === "bigint");
  const row = codes.findIndex((code) => wide.some((sums) => sums.has(code)) && isWide(code));
  if (row < 0) return;
  const most = moneyOfUnits(Number.MAX_SAFE_INTEGER, scale);
  const id = codedCustomers(codes.subarray(row, row + 1), dictionary).idAt(0);
  throw new RangeError(
    `Cannot read buyers: what customer ${JSON.stringify(id)} bought, gave back or cost must add up to at most ${most.amount} ${most.currency} (2^53 - 1 units of ${scale.exponent} decimals)`,
  );
}
