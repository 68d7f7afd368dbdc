import { describeValue } from "../issues/index.ts";

/** Refuses what is not strictly between 0 and 1. */
export function checkShare(doing: string, name: string, value: unknown): void {
  if (typeof value !== "number" || !(value > 0 && value < 1))
    throw new RangeError(
      `Cannot ${doing}: ${name} must be a number above 0 and below 1, got ${describeValue(value)}`,
    );
}
