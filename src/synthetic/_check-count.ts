import { describeValue } from "../issues/index.ts";

/** Refuses what is not an integer from 1 up to a limit. */
export function checkCount(doing: string, name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(
    `Cannot ${doing}: ${name} must be an integer from 1 to ${most}, got ${describeValue(value)}`,
  );
}
