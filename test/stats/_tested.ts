import type { InsufficientSample, TestResult } from "clientele/stats";

/** The result of a test that had enough data. */
export function tested<T extends TestResult>(result: T | InsufficientSample): T {
  if (result.kind === "insufficient")
    throw new Error(`insufficient ${result.of}: ${result.have} of ${result.need}`);
  return result;
}

/** C(n, k). */
export function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

/** Every choice of k of the numbers 0 … n − 1. */
export function choices(n: number, k: number): number[][] {
  if (k === 0) return [[]];
  if (n < k) return [];
  return [...choices(n - 1, k), ...choices(n - 1, k - 1).map((rest) => [...rest, n - 1])];
}
