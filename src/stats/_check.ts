import { describeValue } from "../issues/index.ts";

/** The error of a wrong parameter, in the house's form of words. */
export function wrongParameter(doing: string, name: string, expected: string, value: unknown): RangeError {
  return new RangeError(`Cannot ${doing}: ${name} must be ${expected}, got ${describeValue(value)}`);
}

/** Refuses what is not a finite number above zero. */
export function checkPositive(doing: string, name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, name, "a positive number", value);
}

/** Refuses what is not a finite number. */
export function checkFinite(doing: string, name: string, value: number): void {
  if (!Number.isFinite(value)) throw wrongParameter(doing, name, "a finite number", value);
}

/** Refuses a result that exceeds the doubles, where the arguments were finite. */
export function withinDoubles(doing: string, what: string, value: number): number {
  if (!Number.isFinite(value)) throw wrongParameter(doing, what, "within the doubles", value);
  return value;
}
