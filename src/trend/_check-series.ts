import { wrongParameter as wrongCall } from "./_check.ts";

export { checkPositive, checkShare, checkWhole, wrongParameter as wrongCall } from "./_check.ts";

/** Copies a series of finite numbers; the error names the first that is none. */
export function readSeries(doing: string, values: ArrayLike<number>, name = "value"): Float64Array {
  const copy = new Float64Array(values.length);
  for (let i = 0; i < copy.length; i++) {
    const value = values[i];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw wrongCall(doing, `${name} ${i}`, "a finite number", value);
    copy[i] = value;
  }
  return copy;
}

/** Copies a series of counts, whole numbers from 0 up. */
export function readCounts(doing: string, values: ArrayLike<number>, name = "value"): Float64Array {
  const copy = readSeries(doing, values, name);
  const wrong = copy.findIndex((value) => !(Number.isSafeInteger(value) && value >= 0));
  if (wrong >= 0) throw wrongCall(doing, `${name} ${wrong}`, "a whole number from 0 up", values[wrong]);
  return copy;
}

/** Copies positive numbers, one for each value. */
export function readWeights(
  doing: string,
  weights: ArrayLike<number>,
  size: number,
  name = "weight",
): Float64Array {
  if (weights.length !== size)
    throw wrongCall(doing, `the number of ${name}s`, `that of the values, ${size}`, weights.length);
  const copy = readSeries(doing, weights, name);
  const wrong = copy.findIndex((weight) => !(weight > 0));
  if (wrong >= 0) throw wrongCall(doing, `${name} ${wrong}`, "a positive number", weights[wrong]);
  return copy;
}

/** Refuses what is not a finite number from zero up. */
export function checkNotNegative(doing: string, name: string, value: number): number {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw wrongCall(doing, name, "a number not below 0", value);
  return value;
}
