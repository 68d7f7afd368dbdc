import { wrongParameter } from "./_check.ts";

/** The numbers in an array of their own; refuses an empty list and what is not a finite number, naming its position. */
export function finiteCopy(doing: string, values: ArrayLike<number>): Float64Array {
  if (values.length === 0) throw wrongParameter(doing, "values", "at least one number", values);
  const copy = new Float64Array(values.length);
  for (let i = 0; i < copy.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) throw wrongParameter(doing, `value ${i}`, "a finite number", value);
    copy[i] = value;
  }
  return copy;
}
