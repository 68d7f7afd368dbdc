import { dateOfDay, dayNumber } from "../calendar/index.ts";
import type { TotalsState } from "./_totals-state.ts";
import type { UnitScale } from "./money-of-units.ts";
import type { PackedTotals } from "./packed-totals.ts";

const SUMS = ["purchases", "returns", "purchaseCosts", "otherCosts"] as const;

/** A copy of all that a state holds. */
export function packState(
  state: TotalsState,
  scale: UnitScale,
  orders: number,
  allocate: (length: number) => Float64Array,
): PackedTotals {
  const { side, size } = state;
  const records = allocate(2 * size);
  records.set(state.view().doubles);
  const { first, last } = state.days;
  return Object.freeze({
    ...scale,
    orders,
    ...(first > last ? {} : { window: Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) }) }),
    records,
    others: Object.freeze(side.others()),
    ...(side.anyCost
      ? {
          costs: Object.freeze({
            purchaseUnits: side.costs("purchaseCosts", size),
            otherUnits: side.costs("otherCosts", size),
          }),
        }
      : {}),
    ordersWithoutCost: side.rowsWithoutCost,
    wide: Object.freeze(
      SUMS.flatMap((sum) => [...side.wide(sum)].map(([code, units]) => Object.freeze({ sum, code, units }))),
    ),
  });
}

/** Adds a copy of another state to a state, code to code. */
export function mergePacked(state: TotalsState, packed: PackedTotals): void {
  const { side } = state;
  const { records, others, costs, wide, window } = packed;
  state.includeRecords(records);
  if (others.codes.length > 0) side.includeOthers(others, state.capacity);
  if (costs !== undefined) {
    side.includeCosts("purchaseCosts", costs.purchaseUnits, state.capacity);
    side.includeCosts("otherCosts", costs.otherUnits, state.capacity);
  }
  for (const { sum, code, units } of wide) side.widen(sum, code, units);
  side.countWithoutCost(packed.ordersWithoutCost);
  if (window !== undefined) state.includeDays(dayNumber(window.from), dayNumber(window.to) - 1);
}
