import { describeValue } from "../issues/index.ts";
import type { Fact } from "../model/index.ts";
import { momentOf } from "./_moment.ts";

/** Options of {@link verifyFact}. */
export interface VerifyFactOptions {
  /** When somebody looked. */
  readonly at: string;
  /**
   * What came of it: it holds, it is another, nobody could be asked, the answer was refused.
   */
  readonly outcome: "confirmed" | "changed" | "unreachable" | "refused";
}

/**
 * Notes that somebody looked whether a fact still holds. Only `confirmed` makes it verified, and fresh again: an
 * attempt is no proof. The fact keeps its last verification alone, so a view of a moment between two of them counts
 * neither.
 *
 * @throws RangeError if the moment is before the fact was observed or last checked
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { verifyFact } from "clientele/knowledge";
 *
 * const fact = builtInAttributes.fact("person.hometown", "Turin", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "imported" },
 *   observedAt: "2026-03-01T10:00:00Z",
 * });
 * const tried = verifyFact(fact, { at: "2026-04-01T09:00:00Z", outcome: "unreachable" });
 * [tried.checkedAt, tried.verifiedAt]; // => ["2026-04-01T09:00:00Z", undefined]
 * verifyFact(tried, { at: "2026-04-02T09:00:00Z", outcome: "confirmed" }).verifiedAt; // => "2026-04-02T09:00:00Z"
 * ```
 */
export function verifyFact<F extends Fact<unknown>>(fact: F, options: VerifyFactOptions): F {
  const doing = "verify a fact";
  const { at, outcome } = options;
  const moment = momentOf(doing, "at", at);
  for (const [name, earlier] of [
    ["observedAt", fact.observedAt],
    ["checkedAt", fact.checkedAt],
  ] as const)
    if (earlier !== undefined && moment < Date.parse(earlier))
      throw new RangeError(
        `Cannot ${doing}: at must not be before ${name} ${earlier}, got ${describeValue(at)}`,
      );
  return Object.freeze({
    ...fact,
    checkedAt: at,
    ...(outcome === "confirmed" ? { verifiedAt: at } : {}),
    checkOutcome: outcome,
  });
}
