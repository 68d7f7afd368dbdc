import { stableHash } from "./_stable-hash.ts";

/**
 * The bucket of a customer in a split into 100: the same for the same salt on every machine and in every run. With a
 * control group of `percent`, buckets 1 to `percent` are the control group.
 *
 * bucket = 1 + hash(salt + "|" + customer) mod 100
 *
 * @param subjectId - the customer
 * @param salt - names the split; splits of different salts are independent
 *
 * @example
 * ```ts
 * import { holdoutBucket } from "clientele/reminders";
 *
 * holdoutBucket("c1", "2026") === holdoutBucket("c1", "2026"); // => true
 * const buckets = Array.from({ length: 10_000 }, (_, i) => holdoutBucket(`c${i}`, "2026"));
 * Math.abs(buckets.filter((bucket) => bucket <= 18).length - 1800) < 120; // => true
 * ```
 */
export function holdoutBucket(subjectId: string, salt: string): number {
  return 1 + (stableHash(`${salt}|${subjectId}`) % 100);
}
