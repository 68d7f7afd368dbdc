import { compareCodePoints } from "../ids/index.ts";
import {
  type AttributeCatalogue,
  builtInAttributes,
  type JsonObject,
  type JsonValue,
  listPersonalFields,
  type RecordName,
  recordKinds,
} from "../model/index.ts";
import { subjectsOf } from "./_erasure-rules.ts";
import { momentOf } from "./_moment.ts";
import { entriesOf, mentionsOf } from "./_party-references.ts";
import type { PartyRecords } from "./party-records.ts";

/** Options of {@link exportSubject}. */
export interface ExportSubjectOptions {
  /** Whose data. */
  readonly subjectId: string;
  /** When it was taken out. */
  readonly exportedAt: string;
  /**
   * The catalogue, for the labels of facts.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/** A fact as it is told to its subject. */
export interface ExportedFact {
  /** What it is, in a few words. */
  readonly label: string;
  /** The value. */
  readonly value: JsonValue;
  /** How it came to be known: the method, and where there is one the channel. */
  readonly method: string;
  /** Over which channel. */
  readonly channel?: string | undefined;
  /** When its source said or showed it. */
  readonly observedAt: string;
  /** When it was written down. */
  readonly recordedAt: string;
  /** From when on it was no longer held true. */
  readonly retractedAt?: string | undefined;
  /** The fact. */
  readonly factId: string;
}

/** All that is held about a party. */
export interface SubjectExport {
  /** The party. */
  readonly subjectId: string;
  /** When it was taken out. */
  readonly exportedAt: string;
  /** Facts in words, with their sources, retracted ones too. */
  readonly facts: readonly ExportedFact[];
  /** Every record about the party, whole, by kind. */
  readonly records: Readonly<Record<string, readonly JsonObject[]>>;
  /** Records about others that name the party: which, and where; their content is the others'. */
  readonly mentions: readonly {
    readonly kind: RecordName;
    readonly id: string;
    readonly paths: readonly string[];
  }[];
  /** The categories of personal data among them, and in which kinds of record. */
  readonly categories: readonly { readonly category: string; readonly kinds: readonly string[] }[];
  /** Where the data came from: methods, channels, partners' lists, each with how many records. */
  readonly sources: readonly { readonly source: string; readonly records: number }[];
}

/**
 * Takes out everything that is held about a party, as JSON, for the party itself: the records about it, whole; its facts
 * in words with their sources; the categories of personal data among them; and where else it is named. Records about
 * others are named and not shown, for they are the others' data.
 *
 * @throws RangeError if `exportedAt` is no moment
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { exportSubject } from "clientele/knowledge";
 *
 * const fact = builtInAttributes.fact("likes.food", "noodles", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "stated", channel: "phone" },
 *   observedAt: "2026-05-01T00:00:00Z",
 * });
 * const data = exportSubject({ Fact: [fact] }, { subjectId: "ada", exportedAt: "2026-06-01T00:00:00Z" });
 * data.facts.map(({ label, value, method, channel }) => [label, value, method, channel]); // => [["favourite food", "noodles", "stated", "phone"]]
 * data.sources; // => [{ source: "stated by phone", records: 1 }]
 * data.categories.map(({ category }) => category); // => ["user.demographic.profile", "user.unique_id"]
 * ```
 */
export function exportSubject(records: PartyRecords, options: ExportSubjectOptions): SubjectExport {
  const { subjectId, exportedAt } = options;
  momentOf("export a subject", "exportedAt", exportedAt);
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  const ids = new Set([subjectId]);
  for (const { id, mergedIntoId } of records.Party ?? []) if (mergedIntoId === subjectId) ids.add(id);
  const own: Record<string, readonly JsonObject[]> = {};
  const mentions: { kind: RecordName; id: string; paths: readonly string[] }[] = [];
  const sources = new Map<string, number>();
  for (const [kind, list] of entriesOf(records)) {
    const about: JsonObject[] = [];
    for (const record of [...list].sort((a, b) => compareCodePoints(a.id, b.id))) {
      if (subjectsOf(kind, record).some((id) => ids.has(id as string))) {
        // A copy, so that nobody's record is handed out to be changed.
        about.push(JSON.parse(JSON.stringify(record)) as JsonObject);
        const source = sourceOf((record["source"] ?? record["provenance"]) as SourceFields | undefined);
        if (source !== undefined) sources.set(source, (sources.get(source) ?? 0) + 1);
      } else {
        const paths = mentionsOf(kind, record, ids);
        if (paths.length > 0)
          mentions.push(Object.freeze({ kind, id: record.id, paths: Object.freeze(paths) }));
      }
    }
    if (about.length > 0) own[kind] = Object.freeze(about);
  }
  return Object.freeze({
    subjectId,
    exportedAt,
    facts: Object.freeze(factsInWords(records, ids, attributes)),
    records: Object.freeze(own),
    mentions: Object.freeze(mentions),
    categories: Object.freeze(categoriesOf(own, attributes)),
    sources: Object.freeze(
      [...sources]
        .sort(([a], [b]) => compareCodePoints(a, b))
        .map(([source, count]) => Object.freeze({ source, records: count })),
    ),
  });
}

interface SourceFields {
  readonly method: string;
  readonly channel?: string;
  readonly importId?: string;
}

function sourceOf(source: SourceFields | undefined): string | undefined {
  if (source === undefined) return undefined;
  const { method, channel, importId } = source;
  return `${method}${channel === undefined ? "" : ` by ${channel}`}${importId === undefined ? "" : `, list ${importId}`}`;
}

function factsInWords(
  { Fact: facts = [] }: PartyRecords,
  ids: ReadonlySet<string>,
  attributes: AttributeCatalogue,
): ExportedFact[] {
  return facts
    .filter(({ subjectId }) => ids.has(subjectId))
    .sort((a, b) => compareCodePoints(a.attribute, b.attribute) || compareCodePoints(a.id, b.id))
    .map(({ id, attribute, value, provenance: { method, channel }, observedAt, recordedAt, retractedAt }) =>
      Object.freeze({
        label: attributes.find(attribute)?.label ?? attribute,
        value: JSON.parse(JSON.stringify(value)) as JsonValue,
        method,
        ...(channel === undefined ? {} : { channel }),
        observedAt,
        recordedAt,
        ...(retractedAt === undefined ? {} : { retractedAt }),
        factId: id,
      }),
    );
}

/** Which categories are really there: a marked field that no record fills in is not. */
function categoriesOf(
  own: Readonly<Record<string, readonly JsonObject[]>>,
  attributes: AttributeCatalogue,
): SubjectExport["categories"] {
  const kinds = new Map<string, Set<string>>();
  for (const { record, path, category, attribute } of listPersonalFields({ catalogue: attributes })) {
    if (!Object.hasOwn(recordKinds, record)) continue;
    const holds = (own[record] ?? []).some(
      (each) => (attribute === undefined || each["attribute"] === attribute) && reaches(each, path),
    );
    if (holds) kinds.set(category, (kinds.get(category) ?? new Set()).add(record));
  }
  return [...kinds]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([category, names]) =>
      Object.freeze({ category, kinds: Object.freeze([...names].sort(compareCodePoints)) }),
    );
}

function reaches(value: unknown, path: readonly string[]): boolean {
  const [field, ...rest] = path;
  if (field === undefined) return value !== undefined;
  if (field === "*") return Array.isArray(value) && value.some((item) => reaches(item, rest));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, field)) return false;
  return reaches((value as Record<string, unknown>)[field], rest);
}
