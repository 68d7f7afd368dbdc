import { describeValue } from "../issues/index.ts";
import { checkUnit, narrowUnits } from "./sum-units.ts";

const SAFE = Number.MAX_SAFE_INTEGER;

/** Exact sums by group: read with {@link unitSumAt}. */
export interface UnitSums {
  /** One sum a group; for a group in `wide` only the nearest double. */
  readonly values: Float64Array;
  /** The exact sums of the few groups that left the safe range, by group. */
  readonly wide: ReadonlyMap<number, bigint>;
}

/**
 * The exact sum of integer units of every group, at the speed of a float sum.
 *
 * `sum[g] = Σ units[i] over codes[i] = g`. Doubles add integers exactly as long as no running sum passes 2⁵³. That
 * is checked; the sum of a group that would pass it is carried on in a big integer of that group. The result
 * does not depend on the order of the rows.
 *
 * @param codes - the group of each row, 0 to `groups − 1`
 * @param units - safe integers, as in a `MoneyColumn`, one a row
 * @param groups - how many groups there are
 * @throws RangeError if lengths differ, a code is out of range, or a unit is not a safe integer (found as in `sumUnits`)
 *
 * @example
 * ```ts
 * import { sumUnitsBy, unitSumAt } from "clientele/money";
 *
 * const sums = sumUnitsBy(Int32Array.of(0, 1, 0), Float64Array.of(1999, 500, 1), 3);
 * sums.values; // => Float64Array.of(2000, 500, 0)
 * unitSumAt(sums, 2); // => 0
 * ```
 */
export function sumUnitsBy(codes: Int32Array, units: Float64Array, groups: number): UnitSums {
  if (!Number.isSafeInteger(groups) || groups < 0) {
    throw new RangeError(
      `Cannot sum units: groups must be a non-negative integer, got ${describeValue(groups)}`,
    );
  }
  if (codes.length !== units.length) {
    throw new RangeError(
      `Cannot sum units: codes must be as many as the ${units.length} units, got ${codes.length}`,
    );
  }
  const values = new Float64Array(groups);
  const wide = new Map<number, bigint>();
  if (!sumFast(codes, units, values)) sumCarefully(codes, units, values.fill(0), wide);
  return Object.freeze({ values, wide });
}

/**
 * The loop that matters: nothing in it but the sum, the range of the code and Σ|x| of all rows, which bounds every
 * running sum of every group (see `sumUnits`). Says whether the sums are thereby proven exact.
 */
function sumFast(codes: Int32Array, units: Float64Array, values: Float64Array): boolean {
  const rows = units.length;
  const groups = values.length; // read once: read in the loop it costs a twentieth of the time
  let size = 0;
  for (let i = 0; i < rows; i++) {
    const group = codes[i]!;
    if (group >>> 0 >= groups) return false;
    const unit = units[i]!;
    values[group] = values[group]! + unit;
    size += Math.abs(unit);
  }
  return Number.isSafeInteger(size);
}

/** Checks each addition, and moves the sum so far of a group aside before it would pass 2⁵³. */
function sumCarefully(
  codes: Int32Array,
  units: Float64Array,
  values: Float64Array,
  wide: Map<number, bigint>,
): void {
  for (let i = 0; i < units.length; i++) {
    const group = codes[i]!;
    const unit = checkUnit(units[i]!, i);
    const value = values[group];
    if (value === undefined) {
      throw new RangeError(
        `Cannot sum units: codes[${i}] must be one of the ${values.length} groups, got ${group}`,
      );
    }
    if (Math.abs(value + unit) <= SAFE) {
      values[group] = value + unit;
    } else {
      wide.set(group, (wide.get(group) ?? 0n) + BigInt(value));
      values[group] = unit;
    }
  }
  for (const [group, carried] of wide) settle(values, wide, group, carried);
}

/** A group that came back into the safe range is an ordinary one again: one representation for each value. */
function settle(values: Float64Array, wide: Map<number, bigint>, group: number, carried: bigint): void {
  const sum = narrowUnits(carried + BigInt(values[group]!));
  values[group] = Number(sum);
  if (typeof sum === "bigint") wide.set(group, sum);
  else wide.delete(group);
}

/**
 * The exact sum of one group.
 *
 * @param sums - from `sumUnitsBy`
 * @param group - 0 to the number of groups − 1
 * @returns a number if |sum| < 2⁵³, otherwise a bigint
 * @throws RangeError if there is no such group
 *
 * @example
 * ```ts
 * import { sumUnitsBy, unitSumAt } from "clientele/money";
 *
 * const most = Number.MAX_SAFE_INTEGER;
 * const sums = sumUnitsBy(Int32Array.of(0, 0, 1), Float64Array.of(most, most, 7), 2);
 * unitSumAt(sums, 0); // => 18014398509481982n
 * unitSumAt(sums, 1); // => 7
 * ```
 */
export function unitSumAt(sums: UnitSums, group: number): number | bigint {
  const value = sums.values[group];
  if (value === undefined) {
    throw new RangeError(
      `Cannot read sum: group must be one of the ${sums.values.length} groups, got ${describeValue(group)}`,
    );
  }
  return sums.wide.get(group) ?? value;
}
