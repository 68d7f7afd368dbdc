import type { PlainDate } from "../calendar/index.ts";
import type { Fact, JsonValue } from "../model/index.ts";
import { type FactColumns, valueText } from "./_fact-columns.ts";
import { type Moment, readMoment } from "./_moment.ts";
import { freshnessAt } from "./freshness.ts";
import { type FactIndex, rowsOf } from "./index-facts.ts";
import { preferBetween, type ResolutionCriterion, standingAt } from "./resolution-order.ts";

/** The two times of a view. */
export interface AsOfOptions {
  /** What was known at this moment: facts recorded by then and not yet retracted. */
  readonly asOf: string;
  /**
   * What held in the world on this day.
   * @defaultValue the UTC day of `asOf`
   */
  readonly validOn?: PlainDate | undefined;
}

/** Options of {@link factsAsOf}. */
export interface FactsAsOfOptions extends AsOfOptions {
  /** The party. */
  readonly subjectId: string;
}

/** One thing known of a party. */
export interface KnownFact {
  /** Under which attribute. */
  readonly attribute: string;
  /** Tells facts of one attribute apart that may stand side by side. */
  readonly qualifier?: string | undefined;
  /** The value. */
  readonly value: JsonValue;
  /** The fact that it rests on: of those that say the same, the preferred one. */
  readonly fact: Fact;
  /** How much it is still worth by its age. */
  readonly freshness: number;
  /** `freshness × confidence`; 0 when the last check found it changed. */
  readonly certainty: number;
  /** Whether it proved true, was looked at, was merely observed, or was found changed. */
  readonly standing: "verified" | "checked" | "observed" | "doubted";
  /** Ids of further facts that say the same. */
  readonly support: readonly string[];
}

/** Facts of a single-valued attribute that cannot all be true. */
export interface Contradiction {
  /** Under which attribute. */
  readonly attribute: string;
  /** Which of the facts that may stand side by side. */
  readonly qualifier?: string | undefined;
  /** The fact that is held true. */
  readonly held: Fact;
  /** The facts that say otherwise, the best first. */
  readonly against: readonly Fact[];
  /** The criterion by which the fact held was preferred to the best of the others. */
  readonly decidedBy: ResolutionCriterion;
}

/** What was known of one party at a moment, about a day. */
export interface FactView {
  /** The party. */
  readonly subjectId: string;
  /** What was known at this moment … */
  readonly asOf: string;
  /** … about this day. */
  readonly validOn: PlainDate;
  /** Everything known, in the order of the catalogue, then by qualifier, the preferred value first. */
  readonly known: readonly KnownFact[];
  /** Where facts contradicted one another. */
  readonly contradictions: readonly Contradiction[];
}

const STANDINGS = ["doubted", "observed", "checked", "verified"] as const;

/**
 * Shows what was known of a party at a moment, about a day.
 *
 * A fact is in the view if it was recorded and not retracted (`recordedAt ≤ asOf < retractedAt`), holds on the day
 * (`validFrom ≤ validOn < validTo`), and no fact in the view supersedes it. Where a single-valued attribute still has
 * several values for one qualifier, `resolutionOrder` of `clientele/knowledge` decides which is held, and the rest is shown as a
 * contradiction. Facts that say the same support one another. Verifications after `asOf` do not count.
 *
 * @throws RangeError if `asOf` is no moment or `validOn` no day
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { factsAsOf, indexFacts, supersedeFact } from "clientele/knowledge";
 *
 * const turin = builtInAttributes.fact("person.profession", "engineer", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "stated", channel: "phone" },
 *   observedAt: "2026-03-01T10:00:00Z",
 * });
 * // Told in June: she has been a manager since May.
 * const { records } = supersedeFact(turin, {
 *   id: "f2",
 *   value: "manager",
 *   changedOn: "2026-05-01",
 *   observedAt: "2026-06-10T10:00:00Z",
 * });
 * const index = indexFacts([turin, ...records]);
 * const profession = (asOf: string, validOn: "2026-04-30" | "2026-05-15") =>
 *   factsAsOf(index, { subjectId: "ada", asOf, validOn }).known[0]?.value;
 *
 * profession("2026-05-20T00:00:00Z", "2026-05-15"); // => "engineer"
 * profession("2026-06-20T00:00:00Z", "2026-05-15"); // => "manager"
 * profession("2026-06-20T00:00:00Z", "2026-04-30"); // => "engineer"
 * ```
 */
export function factsAsOf(index: FactIndex, options: FactsAsOfOptions): FactView {
  const moment = readMoment("view facts", options);
  const { columns, from, to } = rowsOf(index, options.subjectId);
  return viewRows(index, options.subjectId, columns, from, to, moment);
}

/**
 * Shows what was known of every party of an index, one after another in code-point order: {@link factsAsOf} for all.
 *
 * @throws RangeError if `asOf` is no moment or `validOn` no day
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { indexFacts, viewsAsOf } from "clientele/knowledge";
 *
 * const facts = ["ada", "bo"].map((subjectId) =>
 *   builtInAttributes.fact("person.hometown", "Turin", {
 *     id: subjectId,
 *     subjectId,
 *     provenance: { method: "stated" },
 *     observedAt: "2026-03-01T10:00:00Z",
 *   }),
 * );
 * const views = [...viewsAsOf(indexFacts(facts), { asOf: "2026-06-01T00:00:00Z" })];
 * views.map(({ subjectId, known }) => [subjectId, known.length]); // => [["ada", 1], ["bo", 1]]
 * ```
 */
export function* viewsAsOf(index: FactIndex, options: AsOfOptions): Generator<FactView> {
  const moment = readMoment("view facts", options);
  for (const subjectId of index.subjectIds) {
    const { columns, from, to } = rowsOf(index, subjectId);
    yield viewRows(index, subjectId, columns, from, to, moment);
  }
}

function viewRows(
  index: FactIndex,
  subjectId: string,
  columns: FactColumns,
  from: number,
  to: number,
  { asOf, at, validOn, day }: Moment,
): FactView {
  const { recordedAt, retractedAt, validFrom, validTo, supersedes, group, attribute } = columns;
  let rows: number[] = [];
  const gone = new Set<number>();
  for (let row = from; row < to; row++) {
    if (recordedAt[row]! > at || retractedAt[row]! <= at || validFrom[row]! > day || validTo[row]! <= day)
      continue;
    rows.push(row);
    // The whole chain: a correction retracts its predecessor, and what that one had replaced must not come back.
    for (let old = supersedes[row]!; old >= 0 && !gone.has(old); old = supersedes[old]!) gone.add(old);
  }
  if (gone.size > 0) rows = rows.filter((row) => !gone.has(row));
  const known: KnownFact[] = [];
  const contradictions: Contradiction[] = [];
  const definitions = index.attributes;
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && group[rows[end]!] === group[rows[start]!]) end++;
    const definition = definitions.find(definitions.keys[attribute[rows[start]!]!]!)!;
    const { halfLifeDays, cardinality } = definition;
    if (end - start === 1) known.push(knownFact(columns, rows[start]!, [], at, halfLifeDays));
    else {
      const values = groupByValue(columns, rows.slice(start, end), at);
      const held = cardinality === "single" ? values.slice(0, 1) : values;
      for (const [row, ...support] of held) known.push(knownFact(columns, row!, support, at, halfLifeDays));
      if (held.length < values.length) contradictions.push(contradiction(columns, values, at));
    }
    start = end;
  }
  return Object.freeze({
    subjectId,
    asOf,
    validOn,
    known: Object.freeze(known),
    contradictions: Object.freeze(contradictions),
  });
}

/** Rows that say the same together, the preferred first; the groups in the order of their first rows. */
function groupByValue(columns: FactColumns, rows: readonly number[], at: number): number[][] {
  const sorted = [...rows].sort((a, b) => preferBetween(columns, a, b, at).order);
  const groups = new Map<string, number[]>();
  for (const row of sorted) {
    const text = valueText(columns, row);
    const members = groups.get(text);
    if (members === undefined) groups.set(text, [row]);
    else members.push(row);
  }
  return [...groups.values()];
}

function knownFact(
  columns: FactColumns,
  row: number,
  support: readonly number[],
  at: number,
  halfLifeDays: number | undefined,
): KnownFact {
  const fact = columns.facts[row]!;
  const standing = standingAt(columns, row, at);
  const fresh = freshnessAt(at, columns.observedAt[row]!, columns.verifiedAt[row]!, halfLifeDays);
  return Object.freeze({
    attribute: fact.attribute,
    ...(fact.qualifier === undefined ? {} : { qualifier: fact.qualifier }),
    value: fact.value,
    fact,
    freshness: fresh,
    certainty: standing === 0 ? 0 : fresh * fact.confidence,
    standing: STANDINGS[standing],
    support: Object.freeze(support.map((other) => columns.facts[other]!.id)),
  });
}

function contradiction(
  columns: FactColumns,
  values: readonly (readonly number[])[],
  at: number,
): Contradiction {
  const rows = values.flat();
  const [first, second] = [values[0]![0]!, values[1]![0]!];
  const held = columns.facts[first]!;
  return Object.freeze({
    attribute: held.attribute,
    ...(held.qualifier === undefined ? {} : { qualifier: held.qualifier }),
    held,
    against: Object.freeze(rows.slice(values[0]!.length).map((row) => columns.facts[row]!)),
    decidedBy: preferBetween(columns, first, second, at).by,
  });
}
