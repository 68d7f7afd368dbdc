import type { RowColumns } from "./_row-columns.ts";

/** Sums that a customer has besides the purchases. */
export type SideSum = "returns" | CostSum;

type CostSum = "purchaseCosts" | "otherCosts";

/** What few rows or few users need, beside the records of the purchases: returns, free orders, costs, wide sums. */
export interface SideTotals {
  /** How many returns a customer has. */
  returnsOf(code: number): number;
  /** How many free orders a customer has. */
  freeOf(code: number): number;
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
  /**
   * A record of 16 bytes a customer, so that a return costs one way to the memory: f64 the sum of the returns, i32 how
   * many they are, i32 how many free orders.
   */
  let records = new Float64Array(0);
  let counts = new Int32Array(records.buffer);
  const costs: Record<CostSum, Float64Array> = {
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

  function room(sum: CostSum, capacity: number): Float64Array {
    if (costs[sum].length < capacity) costs[sum] = grown(costs[sum], capacity);
    return costs[sum];
  }

  function roomForRecords(capacity: number): void {
    if (counts.length >= 4 * capacity) return;
    records = grown(records, 2 * capacity);
    counts = new Int32Array(records.buffer);
  }

  function addTo(sum: SideSum, values: Float64Array, at: number, code: number, units: number): void {
    const next = values[at]! + units;
    if (Math.abs(next) <= Number.MAX_SAFE_INTEGER) values[at] = next;
    else {
      widen(sum, code, values[at]!);
      values[at] = units;
    }
  }

  function widen(sum: SideSum | "purchases", code: number, units: number | bigint): void {
    wide[sum].set(code, (wide[sum].get(code) ?? 0n) + BigInt(units));
  }

  return {
    returnsOf: (code) => (4 * code < counts.length ? counts[4 * code + 2]! : 0),
    freeOf: (code) => (4 * code < counts.length ? counts[4 * code + 3]! : 0),
    get rowsWithoutCost() {
      return rowsWithoutCost;
    },
    get anyCost() {
      return anyCost;
    },
    addOthers({ codes, units }, from, rows, capacity) {
      roomForRecords(capacity);
      for (let i = 0; i < rows.length; i++) {
        const code = codes[from + rows[i]!]!;
        const amount = units[from + rows[i]!]!;
        if (amount < 0) {
          counts[4 * code + 2]! += 1;
          addTo("returns", records, 2 * code, code, amount);
        } else counts[4 * code + 3]! += 1;
      }
    },
    addCosts({ codes, units, costs: given }, from, to, capacity) {
      if (given === undefined) return;
      anyCost = true;
      const [bought, others] = [room("purchaseCosts", capacity), room("otherCosts", capacity)];
      for (let row = from; row < to; row++) {
        const code = codes[row]!;
        if (units[row]! > 0) addTo("purchaseCosts", bought, code, code, given[row]!);
        else addTo("otherCosts", others, code, code, given[row]!);
      }
    },
    countWithoutCost(rows) {
      rowsWithoutCost += rows;
    },
    include(sum, code, units, capacity) {
      if (sum === "returns") roomForRecords(capacity);
      else anyCost = true;
      if (typeof units === "bigint") widen(sum, code, units);
      else if (sum === "returns") addTo(sum, records, 2 * code, code, units);
      else addTo(sum, room(sum, capacity), code, code, units);
    },
    includeCounts(code, moreReturns, moreFree, capacity) {
      roomForRecords(capacity);
      counts[4 * code + 2]! += moreReturns;
      counts[4 * code + 3]! += moreFree;
    },
    widen,
    sumOf(sum, code) {
      const units = (sum === "returns" ? records[2 * code] : costs[sum][code]) ?? 0;
      const moved = wide[sum].get(code);
      if (moved === undefined) return units;
      const whole = moved + BigInt(units);
      return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
    },
    wide: (sum) => wide[sum],
  };
}

function grown(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const into = new Float64Array(length);
  into.set(values);
  return into;
}
