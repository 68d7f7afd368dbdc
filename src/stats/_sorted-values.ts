import { wrongParameter } from "./_check.ts";

/** The numbers in rising order, in an array of their own; refuses an empty list and what is not a finite number. */
export function sortedValues(doing: string, values: ArrayLike<number>): Float64Array {
  if (values.length === 0) throw wrongParameter(doing, "values", "at least one number", values);
  const sorted = Float64Array.from(values).sort();
  // Rising order puts the infinite numbers at the ends and NaN last.
  if (!Number.isFinite(sorted[0]) || !Number.isFinite(sorted[sorted.length - 1])) {
    const wrong = Array.prototype.findIndex.call(values, (value: unknown) => !Number.isFinite(value));
    throw wrongParameter(doing, `value ${wrong}`, "a finite number", values[wrong]);
  }
  return sorted;
}
