import type { RowColumns } from "./_totals-state.ts";

/** Sums that a customer has besides the purchases. */
export type SideSum = "returns" | "purchaseCosts" | "otherCosts";

/** What few rows or few users need, beside the records of the purchases: returns, free orders, costs, wide sums. */
export interface SideTotals {
  /** How many returns each customer has, by code; codes beyond the end have none. */
  readonly returns: Int32Array;
  /** How many free orders each customer has, likewise. */
  readonly free: Int32Array;
  /** How many rows came without a cost. */
  readonly rowsWithoutCost: number;
  /** Whether any row came with one. */
  readonly anyCost: boolean;
  /** Takes the rows whose amount is zero or below; `rows` counts from `from`. */
  addOthers(columns: RowColumns, from: number, rows: Int32Array, capacity: number): void;
  /** Takes the costs of rows `from` to `to` − 1. */
  addCosts(columns: RowColumns, from: number, to: number, capacity: number): void;
  countWithoutCost(rows: number): void;
  /** Adds to a sum and its count what another state has. */
  include(sum: SideSum, code: number, units: number | bigint, capacity: number): void;
  includeCounts(code: number, returns: number, free: number, capacity: number): void;
  /** Moves a part of a sum to where it cannot become inexact. */
  widen(sum: SideSum | "purchases", code: number, units: number | bigint): void;
  /** The exact sum: what is kept as a double and what was moved. */
  sumOf(sum: SideSum, code: number): number | bigint;
  /** The part of the purchases that was moved. */
  wide(sum: SideSum | "purchases"): ReadonlyMap<number, bigint>;
}

export function createSideTotals(): SideTotals {
  let returns = new Int32Array(0);
  let free = new Int32Array(0);
  const sums: Record<SideSum, Float64Array> = {
    returns: new Float64Array(0),
    purchaseCosts: new Float64Array(0),
    otherCosts: new Float64Array(0),
  };
  const wide: Record<SideSum | "purchases", Map<number, bigint>> = {
    purchases: new Map(),
    returns: new Map(),
    purchaseCosts: new Map(),
    otherCosts: new Map(),
  };
  let rowsWithoutCost = 0;
  let anyCost = false;

  function room(sum: SideSum, capacity: number): Float64Array {
    if (sums[sum].length < capacity) sums[sum] = grown(sums[sum], new Float64Array(capacity));
    return sums[sum];
  }

  function addTo(sum: SideSum, values: Float64Array, code: number, units: number): void {
    const next = values[code]! + units;
    if (Math.abs(next) <= Number.MAX_SAFE_INTEGER) values[code] = next;
    else {
      widen(sum, code, values[code]!);
      values[code] = units;
    }
  }

  function widen(sum: SideSum | "purchases", code: number, units: number | bigint): void {
    wide[sum].set(code, (wide[sum].get(code) ?? 0n) + BigInt(units));
  }

  function roomForCounts(capacity: number): void {
    if (returns.length >= capacity) return;
    returns = grown(returns, new Int32Array(capacity));
    free = grown(free, new Int32Array(capacity));
  }

  return {
    get returns() {
      return returns;
    },
    get free() {
      return free;
    },
    get rowsWithoutCost() {
      return rowsWithoutCost;
    },
    get anyCost() {
      return anyCost;
    },
    addOthers({ codes, units }, from, rows, capacity) {
      roomForCounts(capacity);
      const values = room("returns", capacity);
      for (let i = 0; i < rows.length; i++) {
        const row = from + rows[i]!;
        const code = codes[row]!;
        if (units[row]! < 0) {
          returns[code]! += 1;
          addTo("returns", values, code, units[row]!);
        } else free[code]! += 1;
      }
    },
    addCosts({ codes, units, costs }, from, to, capacity) {
      if (costs === undefined) return;
      anyCost = true;
      const [bought, others] = [room("purchaseCosts", capacity), room("otherCosts", capacity)];
      for (let row = from; row < to; row++) {
        if (units[row]! > 0) addTo("purchaseCosts", bought, codes[row]!, costs[row]!);
        else addTo("otherCosts", others, codes[row]!, costs[row]!);
      }
    },
    countWithoutCost(rows) {
      rowsWithoutCost += rows;
    },
    include(sum, code, units, capacity) {
      if (sum !== "returns") anyCost = true;
      if (typeof units === "number") addTo(sum, room(sum, capacity), code, units);
      else widen(sum, code, units);
    },
    includeCounts(code, moreReturns, moreFree, capacity) {
      roomForCounts(capacity);
      returns[code]! += moreReturns;
      free[code]! += moreFree;
    },
    widen,
    sumOf(sum, code) {
      const units = sums[sum][code] ?? 0;
      const moved = wide[sum].get(code);
      if (moved === undefined) return units;
      const whole = moved + BigInt(units);
      return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
    },
    wide: (sum) => wide[sum],
  };
}

function grown<A extends Int32Array | Float64Array>(values: A, into: A): A {
  into.set(values);
  return into;
}
