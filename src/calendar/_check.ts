import { describeValue } from "../issues/index.ts";

/** Refuses a number that is not an integer within bounds, in the house's form of words. */
export function checkInteger(doing: string, name: string, value: unknown, min: number, max: number): void {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`Cannot ${doing}: ${name} must be ${bounds(min, max)}, got ${describeValue(value)}`);
  }
}

/** Refuses a word that is not one of those allowed. */
export function checkOneOf<T extends string>(
  doing: string,
  name: string,
  value: unknown,
  allowed: readonly T[],
): asserts value is T {
  if (!allowed.some((word) => word === value)) {
    throw new RangeError(`Cannot ${doing}: ${name} must be ${listOf(allowed)}, got ${describeValue(value)}`);
  }
}

function listOf(words: readonly string[]): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

function bounds(min: number, max: number): string {
  if (min === Number.MIN_SAFE_INTEGER && max === Number.MAX_SAFE_INTEGER) return "an integer";
  if (min === 1 && max === Number.MAX_SAFE_INTEGER) return "a positive integer";
  return `an integer from ${min} to ${max}`;
}
