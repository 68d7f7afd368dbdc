import { dayNumber } from "../calendar/index.ts";
import type { TotalsState } from "./_totals-state.ts";
import type { CustomerTotalsColumns, WideSum } from "./customer-totals.ts";

/** Adds the totals of other orders to a state, each customer under the code given; `factor` brings units to scale. */
export function mergeIntoState(
  state: TotalsState,
  totals: CustomerTotalsColumns,
  codes: Int32Array,
  factor: number,
): void {
  const exact = new Map(totals.wide.map(({ sum, index, units }) => [`${sum} ${index}`, units]));
  const unitsAt = (sum: WideSum["sum"], index: number, units: number): number | bigint => {
    const wide = exact.size === 0 ? undefined : exact.get(`${sum} ${index}`);
    if (wide !== undefined) return wide * BigInt(factor);
    const scaled = units * factor;
    return Number.isSafeInteger(scaled) ? scaled : BigInt(units) * BigInt(factor);
  };
  const { side } = state;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    state.include(code, {
      count: totals.purchases[i]!,
      units: unitsAt("purchases", i, totals.purchaseUnits[i]!),
      first: totals.firstPurchase[i]!,
      last: totals.lastPurchase[i]!,
    });
    const [returns, free] = [totals.returns[i]!, totals.freeOrders[i]!];
    if (returns > 0 || free > 0) side.includeCounts(code, returns, free, state.capacity);
    if (returns > 0) {
      side.include("returns", code, unitsAt("returns", i, totals.returnUnits[i]!), state.capacity);
    }
    if (totals.costs !== undefined) {
      const { purchaseUnits, otherUnits } = totals.costs;
      side.include("purchaseCosts", code, unitsAt("purchaseCosts", i, purchaseUnits[i]!), state.capacity);
      side.include("otherCosts", code, unitsAt("otherCosts", i, otherUnits[i]!), state.capacity);
    }
  }
  side.countWithoutCost(totals.ordersWithoutCost);
  const { window } = totals;
  if (window !== undefined) state.includeDays(dayNumber(window.from), dayNumber(window.to) - 1);
}
