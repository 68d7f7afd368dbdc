import { describeValue } from "../issues/index.ts";

/** The error of a wrong parameter, in the house's form of words. */
export function wrongParameter(doing: string, name: string, expected: string, value: unknown): RangeError {
  return new RangeError(`Cannot ${doing}: ${name} must be ${expected}, got ${describeValue(value)}`);
}

export function checkPositive(doing: string, name: string, value: number): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, name, "a positive number", value);
  return value;
}

/** Refuses what is not a whole number from a least one up. */
export function checkWhole(doing: string, name: string, value: number, least = 0): number {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw wrongParameter(doing, name, `a whole number from ${least} up`, value);
  return value;
}

/** A probability strictly between 0 and 1: a level of significance, a confidence. */
export function checkShare(doing: string, name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw wrongParameter(doing, name, "a number between 0 and 1", value);
  return value;
}

/** A ratio that matters, given as the larger by the smaller. */
export function checkRatio(doing: string, name: string, value: number): number {
  if (!(value >= 1 && value < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, name, "a number from 1 up", value);
  return value;
}

/** Refuses what is not one of the words. */
export function checkOneOf<Word extends string>(
  doing: string,
  name: string,
  value: Word,
  words: readonly Word[],
): Word {
  if (!words.includes(value)) throw wrongParameter(doing, name, `one of ${words.join(", ")}`, value);
  return value;
}

/** A copy of finite numbers. */
export function checkNumbers(doing: string, name: string, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value, i) => {
    if (!Number.isFinite(value)) throw wrongParameter(doing, `${name}[${i}]`, "a finite number", value);
    return value;
  });
}

/** A copy of counts. */
export function checkCounts(doing: string, name: string, values: ArrayLike<number>): number[] {
  return Array.from(values, (value, i) => checkWhole(doing, `${name}[${i}]`, value));
}
