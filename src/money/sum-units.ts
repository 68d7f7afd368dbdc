import { describeValue } from "../issues/index.ts";

/** Up to here a double is exact and cannot be the rounded image of a larger integer. */
const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * The exact sum of integer units, at the speed of a float sum.
 *
 * `Σ units[i]`. Doubles add integers exactly as long as no running sum passes 2⁵³. That is checked; where it might,
 * the sum is carried on in a big integer. The result does not depend on the order.
 *
 * @param units - safe integers, as in a `MoneyColumn`
 * @returns a number if |sum| < 2⁵³, otherwise a bigint
 * @throws RangeError if a unit is not a safe integer: NaN, infinities and too large ones always, fractions unless
 *   they happen to add up to an integer
 *
 * @example
 * ```ts
 * import { sumUnits } from "clientele/money";
 *
 * sumUnits(Float64Array.of(1999, -500, 1)); // => 1500
 * sumUnits(Float64Array.of(9007199254740991, 9007199254740991)); // => 18014398509481982n
 * ```
 */
export function sumUnits(units: Float64Array): number | bigint {
  let sum = 0;
  let size = 0;
  for (let i = 0; i < units.length; i++) {
    sum += units[i]!;
    size += Math.abs(units[i]!);
  }
  // size = Σ|x| never falls, so its last value bounds every running sum on the way; the last value of Σx alone
  // would bound nothing, as a sum can pass 2⁵³, lose a unit there and come back.
  // A fraction among the units (amounts that were never scaled) shows as a fraction of size, all but surely.
  return Number.isSafeInteger(size) ? sum : sumCarefully(units);
}

/** Checks each addition, and moves the sum so far into a big integer before it would pass 2⁵³. */
function sumCarefully(units: Float64Array): number | bigint {
  let sum = 0;
  let carried = 0n;
  for (let i = 0; i < units.length; i++) {
    const unit = checkUnit(units[i]!, i);
    if (Math.abs(sum + unit) <= SAFE) {
      sum += unit;
    } else {
      carried += BigInt(sum);
      sum = unit;
    }
  }
  return narrowUnits(carried + BigInt(sum));
}

/**
 * The exact sum of two sums, for joining what was summed in parts.
 *
 * @returns a number if |sum| < 2⁵³, otherwise a bigint
 * @throws RangeError if a number is not a safe integer
 *
 * @example
 * ```ts
 * import { addUnits } from "clientele/money";
 *
 * addUnits(1500, -1); // => 1499
 * addUnits(9007199254740991, 2); // => 9007199254740993n
 * addUnits(9007199254740993n, -2); // => 9007199254740991
 * ```
 */
export function addUnits(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
  }
  return narrowUnits(widen(a) + widen(b));
}

function widen(units: number | bigint): bigint {
  if (typeof units === "bigint" || Number.isSafeInteger(units)) return BigInt(units);
  throw new RangeError(
    `Cannot add units: they must be safe integers or bigints, got ${describeValue(units)}`,
  );
}

/** A number where a number is exact, else the bigint: one representation for each value. */
export function narrowUnits(sum: bigint): number | bigint {
  return sum <= SAFE && sum >= -SAFE ? Number(sum) : sum;
}

/** Looked at on the careful path, which NaN, infinities and unsafe integers always take. */
export function checkUnit(unit: number, index: number): number {
  if (Number.isSafeInteger(unit)) return unit;
  throw new RangeError(
    `Cannot sum units: units[${index}] must be a safe integer, got ${describeValue(unit)}`,
  );
}
