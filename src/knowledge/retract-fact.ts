import { describeValue } from "../issues/index.ts";
import type { Fact } from "../model/index.ts";
import { momentOf } from "./_moment.ts";

/** Options of {@link retractFact}. */
export interface RetractFactOptions {
  /** From this moment on we no longer hold it true. */
  readonly at: string;
}

/**
 * Takes a fact back: from the moment on it is in no view. Views of earlier moments still show it, for it was believed
 * then.
 *
 * @throws RangeError if the moment is before the fact was recorded, or the fact is retracted already
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { retractFact } from "clientele/knowledge";
 *
 * const fact = builtInAttributes.fact("person.hometown", "Turin", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "imported" },
 *   observedAt: "2026-03-01T10:00:00Z",
 * });
 * retractFact(fact, { at: "2026-04-01T00:00:00Z" }).retractedAt; // => "2026-04-01T00:00:00Z"
 * retractFact(fact, { at: "2026-01-01T00:00:00Z" }); // throws Cannot retract a fact: at must not be before 2026-03-01T10:00:00Z
 * ```
 */
export function retractFact<F extends Fact<unknown>>(fact: F, options: RetractFactOptions): F {
  const doing = "retract a fact";
  if (fact.retractedAt !== undefined)
    throw new RangeError(
      `Cannot ${doing}: the fact must not be retracted, got one retracted at ${fact.retractedAt}`,
    );
  if (momentOf(doing, "at", options.at) < Date.parse(fact.recordedAt))
    throw new RangeError(
      `Cannot ${doing}: at must not be before ${fact.recordedAt}, got ${describeValue(options.at)}`,
    );
  return Object.freeze({ ...fact, retractedAt: options.at });
}
