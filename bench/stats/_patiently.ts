import { Script } from "node:vm";

/** Milliseconds after which a function counts as not answering. */
export const PATIENCE = 1000;

/** Some functions never end at some arguments: only a script can be stopped from within the thread. */
const script = new Script("globalThis.underTest()");
const shared = globalThis as unknown as { underTest: () => number };

/** The value, or NaN where the function throws or does not answer in time. */
export function patiently(compute: () => number): number {
  shared.underTest = compute;
  try {
    return script.runInThisContext({ timeout: PATIENCE }) as number;
  } catch {
    return Number.NaN;
  }
}

/** |value / expected − 1|, and Infinity for what is no number. */
export function errorOf(value: number, expected: number): number {
  if (value === expected) return 0;
  const error = Math.abs(value / expected - 1);
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}
