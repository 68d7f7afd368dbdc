import type { PlainDate } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import type { Fact, JsonValue, Provenance } from "../model/index.ts";
import { momentOf } from "./_moment.ts";

/** What replaces a fact: see {@link supersedeFact}. */
export interface Replacement {
  /** Id of the new fact. */
  readonly id: string;
  /** The new value. */
  readonly value: JsonValue;
  /** When its source said or showed it. */
  readonly observedAt: string;
  /**
   * When it was written down.
   * @defaultValue `observedAt`
   */
  readonly recordedAt?: string | undefined;
  /**
   * The first day on which the new value holds in the world. Without it the old value was wrong all along.
   */
  readonly changedOn?: PlainDate | undefined;
  /**
   * How it came to be known.
   * @defaultValue that of the old fact when the world changed, `corrected` when the old fact was wrong
   */
  readonly provenance?: Provenance | undefined;
  /**
   * How sure we are.
   * @defaultValue `1`
   */
  readonly confidence?: number | undefined;
}

/** The records to write. */
export interface Supersession {
  /** The fact that holds now. */
  readonly fact: Fact;
  /** All records to save: the new fact, and the old one with its end where it was wrong. */
  readonly records: readonly Fact[];
}

/**
 * Replaces a fact without losing it. Either the world changed (`changedOn`): the old fact stays as it is and the new
 * one, which names it, takes its place from that day on. Or the old fact was wrong: it is retracted at the moment at
 * which the new one is recorded, and the new one holds for the same period.
 *
 * Views of moments before `recordedAt` do not change.
 *
 * @throws RangeError if the new fact would be recorded before the old one, the old one is retracted already, or
 * `changedOn` lies outside the old fact's period
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { supersedeFact } from "clientele/knowledge";
 *
 * const old = builtInAttributes.fact("person.hometown", "Turin", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "imported" },
 *   observedAt: "2026-03-01T10:00:00Z",
 * });
 * const { fact, records } = supersedeFact(old, { id: "f2", value: "Trieste", observedAt: "2026-04-01T09:00:00Z" });
 * [fact.supersedesId, fact.provenance.method]; // => ["f1", "corrected"]
 * records.map(({ id, retractedAt }) => [id, retractedAt]); // => [["f1", "2026-04-01T09:00:00Z"], ["f2", undefined]]
 * ```
 */
export function supersedeFact(known: Fact<unknown>, replacement: Replacement): Supersession {
  const doing = "supersede a fact";
  const old = known as Fact;
  const { id, value, observedAt, recordedAt = observedAt, changedOn, confidence = 1 } = replacement;
  const moment = momentOf(doing, "recordedAt", recordedAt);
  momentOf(doing, "observedAt", observedAt);
  if (moment < Date.parse(old.recordedAt))
    throw new RangeError(
      `Cannot ${doing}: recordedAt must not be before ${old.recordedAt}, got ${describeValue(recordedAt)}`,
    );
  if (old.retractedAt !== undefined)
    throw new RangeError(
      `Cannot ${doing}: the fact must not be retracted, got one retracted at ${old.retractedAt}`,
    );
  if (id === old.id)
    throw new RangeError(
      `Cannot ${doing}: id must differ from that of the old fact, got ${describeValue(id)}`,
    );
  if (changedOn !== undefined && !isWithin(changedOn, old))
    throw new RangeError(
      `Cannot ${doing}: changedOn must lie within the old fact's period, got ${describeValue(changedOn)}`,
    );
  const {
    checkedAt: _checked,
    verifiedAt: _verified,
    checkOutcome: _outcome,
    custom: _custom,
    ...kept
  } = old;
  const fact: Fact = Object.freeze({
    ...kept,
    id,
    value,
    confidence,
    provenance:
      replacement.provenance ?? (changedOn === undefined ? { method: "corrected" as const } : old.provenance),
    observedAt,
    recordedAt,
    ...(changedOn === undefined ? {} : { validFrom: changedOn }),
    supersedesId: old.id,
  });
  const retired = changedOn === undefined ? [Object.freeze({ ...old, retractedAt: recordedAt })] : [];
  return Object.freeze({ fact, records: Object.freeze([...retired, fact]) });
}

function isWithin(day: PlainDate, { validFrom, validTo }: Fact): boolean {
  return (validFrom === undefined || validFrom < day) && (validTo === undefined || day < validTo);
}
