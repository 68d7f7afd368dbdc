import { prewrite } from "./_prewrite.ts";
import type { RowColumns } from "./_row-columns.ts";

/** So many customers a row, and most pages of their slots come to be used. */
const DENSE = 1024;

/** Sums that a customer has besides the purchases. */
export type SideSum = "returns" | CostSum;

type CostSum = "purchaseCosts" | "otherCosts";

/** Returns and free orders of some customers. */
interface SideRecords {
  readonly codes: Int32Array;
  /** Two a customer: the sum of the returns; how many they are and how many free orders, an i32 each. */
  readonly records: Float64Array;
}

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
  /** Takes rows whose amount is zero or below, as the kernel sets them aside; `at` is where the first lies. */
  addOthers(ints: Int32Array, doubles: Float64Array, at: number, rows: number, capacity: number): void;
  /** Takes the costs of rows `from` to `to` − 1. */
  addCosts(columns: RowColumns, from: number, to: number, capacity: number): void;
  countWithoutCost(rows: number): void;
  /** Adds to a sum and its count what another state has. */
  include(sum: SideSum, code: number, units: number | bigint, capacity: number): void;
  includeCounts(code: number, returns: number, free: number, capacity: number): void;
  /** Who has a return or a free order, with records of 16 bytes as they are kept here; copies. */
  others(): SideRecords;
  /** Adds such records of another state. */
  includeOthers(others: SideRecords, capacity: number): void;
  /** The costs of codes 0 to `size` − 1, but for what was moved. */
  costs(sum: CostSum, size: number): Float64Array;
  /** Adds such costs of another state. */
  includeCosts(sum: CostSum, units: Float64Array, capacity: number): void;
  /** Moves a part of a sum to where it cannot become inexact. */
  widen(sum: SideSum | "purchases", code: number, units: number | bigint): void;
  /** The exact sum: what is kept as a double and what was moved. */
  sumOf(sum: SideSum, code: number): number | bigint;
  /** The part of the purchases that was moved. */
  wide(sum: SideSum | "purchases"): ReadonlyMap<number, bigint>;
}

export function createSideTotals(): SideTotals {
  /** Which record a customer has; 0 for those, the most, who never gave back and got nothing free. */
  let slots = new Int32Array(0);
  let used = 1;
  /** Whose each record is. */
  let codesOfSlots = new Int32Array(1);
  /** Records of 16 bytes: f64 the sum of the returns, i32 how many they are, i32 how many free orders. */
  let records = new Float64Array(2);
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

  function roomForSlots(capacity: number, rows = 1): void {
    if (slots.length >= capacity) return;
    const before = slots;
    slots = new Int32Array(capacity);
    if (capacity < DENSE * rows) prewrite(slots, 0, capacity);
    slots.set(before);
  }

  function newSlot(code: number): number {
    if (2 * used === records.length) {
      records = grown(records, 2 * records.length);
      counts = new Int32Array(records.buffer);
      const codes = codesOfSlots;
      codesOfSlots = new Int32Array(2 * used);
      codesOfSlots.set(codes);
    }
    codesOfSlots[used] = code;
    slots[code] = used;
    return used++;
  }

  function slotFor(code: number, capacity: number): number {
    roomForSlots(capacity);
    return slots[code]! || newSlot(code);
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
    returnsOf: (code) => counts[4 * (slots[code] ?? 0) + 2]!,
    freeOf: (code) => counts[4 * (slots[code] ?? 0) + 3]!,
    get rowsWithoutCost() {
      return rowsWithoutCost;
    },
    get anyCost() {
      return anyCost;
    },
    addOthers(ints, doubles, at, rows, capacity) {
      roomForSlots(capacity, rows);
      const [codes, amounts] = [at / 4, at / 8 + 1];
      // Read once for no more than this check, so that the ways to memory overlap.
      let seen = 0;
      for (let i = 0; i < rows; i++) seen |= counts[4 * slots[ints[codes + 4 * i]!]! + 3]!;
      if (seen < 0)
        throw new RangeError("Cannot add batch: a customer must have fewer than 2^31 free orders");
      for (let i = 0; i < rows; i++) {
        const code = ints[codes + 4 * i]!;
        const amount = doubles[amounts + 2 * i]!;
        const slot = slots[code]! || newSlot(code);
        if (amount < 0) {
          counts[4 * slot + 2]! += 1;
          addTo("returns", records, 2 * slot, code, amount);
        } else counts[4 * slot + 3]! += 1;
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
      if (sum !== "returns") anyCost = true;
      if (typeof units === "bigint") widen(sum, code, units);
      else if (sum === "returns") {
        const slot = slotFor(code, capacity);
        addTo(sum, records, 2 * slot, code, units);
      } else addTo(sum, room(sum, capacity), code, code, units);
    },
    includeCounts(code, moreReturns, moreFree, capacity) {
      const slot = slotFor(code, capacity);
      counts[4 * slot + 2]! += moreReturns;
      counts[4 * slot + 3]! += moreFree;
    },
    others: () => ({ codes: codesOfSlots.slice(1, used), records: records.slice(2, 2 * used) }),
    includeOthers({ codes, records: given }, capacity) {
      roomForSlots(capacity, codes.length);
      const givenCounts = new Int32Array(given.buffer, given.byteOffset, 2 * given.length);
      for (let i = 0; i < codes.length; i++) {
        const code = codes[i]!;
        const slot = slots[code]! || newSlot(code);
        counts[4 * slot + 2]! += givenCounts[4 * i + 2]!;
        counts[4 * slot + 3]! += givenCounts[4 * i + 3]!;
        addTo("returns", records, 2 * slot, code, given[2 * i]!);
      }
    },
    costs(sum, size) {
      const units = new Float64Array(size);
      units.set(costs[sum].subarray(0, size));
      return units;
    },
    includeCosts(sum, units, capacity) {
      anyCost = true;
      const into = room(sum, capacity);
      for (let code = 0; code < units.length; code++) addTo(sum, into, code, code, units[code]!);
    },
    widen,
    sumOf(sum, code) {
      const units = (sum === "returns" ? records[2 * (slots[code] ?? 0)] : costs[sum][code]) ?? 0;
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
