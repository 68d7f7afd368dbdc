import { dayNumber } from "../calendar/index.ts";
import { compareCodePoints, sortByCodePoints } from "../ids/index.ts";
import { type AttributeCatalogue, type Fact, provenanceMethods } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";

/**
 * Facts as columns, sorted by subject, attribute, qualifier and id, so that all that is known of a party, and all that
 * is said under one attribute, are neighbours. Times are epoch milliseconds, days are day numbers; where nothing is
 * said stands an infinity, or for days the end of the range.
 */
export interface FactColumns {
  readonly facts: readonly Fact[];
  /** Rows of the subject i: `starts[i] ≤ row < starts[i + 1]`. */
  readonly starts: Uint32Array;
  /** Position of the attribute in the catalogue. */
  readonly attribute: Uint16Array;
  /** Rows of one subject, attribute and qualifier have one number; it rises with the row. */
  readonly group: Uint32Array;
  readonly validFrom: Int32Array;
  readonly validTo: Int32Array;
  readonly recordedAt: Float64Array;
  readonly retractedAt: Float64Array;
  readonly observedAt: Float64Array;
  readonly checkedAt: Float64Array;
  readonly verifiedAt: Float64Array;
  /** Row of the fact that this one supersedes, or −1. */
  readonly supersedes: Int32Array;
  /** Place of the method in the order of the vocabulary: the lower the better. */
  readonly method: Uint8Array;
  /** Canonical text of the value, made when it is first asked for. */
  readonly texts: (string | undefined)[];
}

export const NO_DAY_BEFORE = -0x80000000;
export const NO_DAY_AFTER = 0x7fffffff;

const methodRank: ReadonlyMap<string, number> = new Map(provenanceMethods.map((method, i) => [method, i]));

/** Sorts facts and reads their times; every attribute must be of the catalogue, every id given once. */
export function makeFactColumns(
  facts: readonly Fact[],
  attributes: AttributeCatalogue,
): { readonly subjectIds: readonly string[]; readonly columns: FactColumns } {
  const codes = new Map(attributes.keys.map((key, i) => [key, i]));
  const bySubject = new Map<string, Fact[]>();
  for (const fact of facts) {
    const list = bySubject.get(fact.subjectId);
    if (list === undefined) bySubject.set(fact.subjectId, [fact]);
    else list.push(fact);
  }
  const subjectIds = sortByCodePoints([...bySubject.keys()]);
  const size = facts.length;
  const sorted: Fact[] = [];
  const starts = new Uint32Array(subjectIds.length + 1);
  subjectIds.forEach((subjectId, i) => {
    const list = bySubject.get(subjectId)!;
    if (list.length > 1) list.sort((a, b) => compareFacts(a, b, codes));
    for (const fact of list) sorted.push(fact);
    starts[i + 1] = sorted.length;
  });
  const columns: FactColumns = {
    facts: sorted,
    starts,
    attribute: new Uint16Array(size),
    group: new Uint32Array(size),
    validFrom: new Int32Array(size),
    validTo: new Int32Array(size),
    recordedAt: new Float64Array(size),
    retractedAt: new Float64Array(size),
    observedAt: new Float64Array(size),
    checkedAt: new Float64Array(size),
    verifiedAt: new Float64Array(size),
    supersedes: new Int32Array(size).fill(-1),
    method: new Uint8Array(size),
    texts: new Array<string | undefined>(size),
  };
  fill(columns, codes);
  return { subjectIds, columns };
}

function fill(columns: FactColumns, codes: ReadonlyMap<string, number>): void {
  const { facts, group, supersedes } = columns;
  const named = new Set<string>();
  for (const { supersedesId } of facts) if (supersedesId !== undefined) named.add(supersedesId);
  const rows = new Map<string, number>();
  let before: Fact | undefined;
  facts.forEach((fact, row) => {
    if (named.has(fact.id)) rows.set(fact.id, row);
    columns.attribute[row] = codes.get(fact.attribute)!;
    group[row] = before === undefined ? 0 : group[row - 1]! + (isSameGroup(before, fact) ? 0 : 1);
    columns.validFrom[row] = fact.validFrom === undefined ? NO_DAY_BEFORE : dayNumber(fact.validFrom);
    columns.validTo[row] = fact.validTo === undefined ? NO_DAY_AFTER : dayNumber(fact.validTo);
    columns.observedAt[row] = Date.parse(fact.observedAt);
    columns.recordedAt[row] =
      fact.recordedAt === fact.observedAt ? columns.observedAt[row]! : Date.parse(fact.recordedAt);
    columns.retractedAt[row] = momentOr(fact.retractedAt);
    columns.checkedAt[row] = momentOr(fact.checkedAt);
    columns.verifiedAt[row] = momentOr(fact.verifiedAt);
    columns.method[row] = methodRank.get(fact.provenance.method) ?? methodRank.size;
    before = fact;
  });
  facts.forEach(({ supersedesId }, row) => {
    if (supersedesId !== undefined) supersedes[row] = rows.get(supersedesId) ?? -1;
  });
}

/** What has not happened happens never. */
function momentOr(text: string | undefined): number {
  return text === undefined ? Number.POSITIVE_INFINITY : Date.parse(text);
}

function isSameGroup(a: Fact, b: Fact): boolean {
  return a.subjectId === b.subjectId && a.attribute === b.attribute && a.qualifier === b.qualifier;
}

function compareFacts(a: Fact, b: Fact, codes: ReadonlyMap<string, number>): number {
  return (
    codes.get(a.attribute)! - codes.get(b.attribute)! ||
    compareCodePoints(a.qualifier ?? "", b.qualifier ?? "") ||
    compareCodePoints(a.id, b.id)
  );
}

/** The canonical text of a fact's value. */
export function valueText(columns: FactColumns, row: number): string {
  const known = columns.texts[row];
  if (known !== undefined) return known;
  const text = canonicalText(columns.facts[row]!.value);
  columns.texts[row] = text;
  return text;
}
