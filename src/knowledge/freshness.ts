import { describeValue } from "../issues/index.ts";
import type { Fact } from "../model/index.ts";
import { momentOf } from "./_moment.ts";

/** Options of {@link freshness}. */
export interface FreshnessOptions {
  /** The moment of looking. */
  readonly asOf: string;
  /**
   * After how many days a fact of this attribute is worth half.
   * @defaultValue never
   */
  readonly halfLifeDays?: number | undefined;
}

/**
 * Tells how much a fact is still worth by its age: 1 when it was just seen, a half after its half-life, a quarter after
 * two. The age counts from when the fact was observed or last proved true, whichever is later, and never from when it
 * was written down or merely looked at. A fact without a half-life does not age.
 *
 * `freshness = 2^(−age / halfLifeDays)`, `age = max(0, asOf − max(observedAt, verifiedAt))` in days
 *
 * A verification after `asOf` was not known then and does not count.
 *
 * @throws RangeError if `asOf` is no moment or `halfLifeDays` not above 0
 *
 * @example
 * ```ts
 * import { freshness } from "clientele/knowledge";
 *
 * const fact = { observedAt: "2025-01-01T00:00:00Z", verifiedAt: "2025-07-01T00:00:00Z" };
 * freshness(fact, { asOf: "2025-12-28T00:00:00Z", halfLifeDays: 180 }); // => 0.5
 * freshness(fact, { asOf: "2025-06-30T00:00:00Z", halfLifeDays: 180 }); // => 0.5
 * freshness(fact, { asOf: "2035-01-01T00:00:00Z" }); // => 1
 * ```
 */
export function freshness(fact: Pick<Fact, "observedAt" | "verifiedAt">, options: FreshnessOptions): number {
  const { halfLifeDays } = options;
  const asOf = momentOf("tell freshness", "asOf", options.asOf);
  if (halfLifeDays !== undefined && !(halfLifeDays > 0))
    throw new RangeError(
      `Cannot tell freshness: halfLifeDays must be a number above 0, got ${describeValue(halfLifeDays)}`,
    );
  const verified = fact.verifiedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(fact.verifiedAt);
  return freshnessAt(asOf, Date.parse(fact.observedAt), verified, halfLifeDays);
}

/** The same from epoch milliseconds; a verification that never came is an infinity. */
export function freshnessAt(
  asOf: number,
  observedAt: number,
  verifiedAt: number,
  halfLifeDays: number | undefined,
): number {
  if (halfLifeDays === undefined) return 1;
  const seen = verifiedAt <= asOf && verifiedAt > observedAt ? verifiedAt : observedAt;
  return seen >= asOf ? 1 : 2 ** (-(asOf - seen) / 86_400_000 / halfLifeDays);
}
