import { codedCustomers } from "./_coded-customers.ts";
import { codesInOrder } from "./_read-totals.ts";
import type { SideSum } from "./_side-totals.ts";
import type { TotalsState } from "./_totals-state.ts";
import type { Buyers } from "./customer-totals.ts";
import type { IdDictionary } from "./id-dictionary.ts";
import { moneyOfUnits, type UnitScale } from "./money-of-units.ts";

/** One pass over the records; no object is made for a customer. */
export function buyersOf(
  state: TotalsState,
  dictionary: IdDictionary | undefined,
  scale: UnitScale,
  count: "purchases" | "net",
): Buyers {
  const { size, side } = state;
  const codes = new Int32Array(size);
  const purchases = new Int32Array(size);
  const lastPurchase = new Int32Array(size);
  const units = new Float64Array(size);
  let [rows, returnsOnly, freeOnly] = [0, 0, 0];
  state.readBuyers(dictionary === undefined ? undefined : codesInOrder(state, dictionary), (block) => {
    codes.set(block.codes, rows);
    purchases.set(block.purchases, rows);
    lastPurchase.set(block.lastPurchase, rows);
    units.set(block.units, rows);
    rows += block.codes.length;
    for (const code of block.others) {
      if (side.returnsOf(code) > 0) returnsOnly++;
      else if (side.freeOf(code) > 0) freeOnly++;
    }
  });
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
