import type { IssueInput } from "../issues/index.ts";
import { describeValue } from "../issues/index.ts";
import type { AttributeCatalogue, Fact } from "../model/index.ts";
import { type FactColumns, NO_DAY_AFTER, NO_DAY_BEFORE, valueText } from "./_fact-columns.ts";

/** What can be wrong between the facts of a set, beyond what each fact says for itself. */
export type FactSetCode =
  | "unknown-attribute"
  | "duplicate-id"
  | "supersedes-itself"
  | "supersedes-other"
  | "supersedes-later"
  | "overlapping-validity";

/** A problem and the fact to blame. */
export interface FactSetIssue extends IssueInput<FactSetCode> {
  readonly fact: Fact;
}

/** What keeps facts from being sorted at all: an attribute nobody knows, an id given twice. */
export function* singleFactIssues(
  facts: readonly Fact[],
  attributes: AttributeCatalogue,
): Generator<FactSetIssue> {
  const ids = new Set<string>();
  for (const fact of facts) {
    if (attributes.find(fact.attribute) === undefined)
      yield issue(fact, "unknown-attribute", "attribute", fact.attribute, "an attribute of the catalogue");
    if (ids.has(fact.id)) yield issue(fact, "duplicate-id", "id", fact.id, "an id that no other fact has");
    ids.add(fact.id);
  }
}

/** Problems between facts: superseding what cannot be superseded, and stated periods that overlap. */
export function* factSetIssues(
  columns: FactColumns,
  attributes: AttributeCatalogue,
): Generator<FactSetIssue> {
  yield* supersessionIssues(columns);
  const { group, facts } = columns;
  for (let from = 0; from < facts.length; ) {
    let to = from + 1;
    while (to < facts.length && group[to] === group[from]) to++;
    if (to - from > 1 && attributes.find(facts[from]!.attribute)?.cardinality === "single")
      yield* overlaps(columns, from, to);
    from = to;
  }
}

function* supersessionIssues({ facts, supersedes, group, recordedAt }: FactColumns): Generator<FactSetIssue> {
  for (let row = 0; row < facts.length; row++) {
    const fact = facts[row]!;
    const { supersedesId } = fact;
    if (supersedesId === undefined) continue;
    const at = supersedes[row]!;
    const blame = (code: FactSetCode, expected: string): FactSetIssue =>
      issue(fact, code, "supersedesId", supersedesId, expected);
    if (supersedesId === fact.id) yield blame("supersedes-itself", "another fact than the fact itself");
    else if (at >= 0 && group[at] !== group[row])
      yield blame("supersedes-other", "a fact of the same subject, attribute and qualifier");
    // Time runs one way, so this also rules out circles; ties are broken by id, which the sorting has done.
    else if (at >= 0 && (recordedAt[at]! > recordedAt[row]! || isCircle(supersedes, row)))
      yield blame("supersedes-later", "a fact recorded before it");
  }
}

function isCircle(supersedes: Int32Array, row: number): boolean {
  const seen = new Set<number>();
  for (let at = supersedes[row]!; at >= 0 && !seen.has(at); at = supersedes[at]!) {
    if (at === row) return true;
    seen.add(at);
  }
  return false;
}

/** Stated periods of one single-valued attribute that overlap while both are held true, with different values. */
function* overlaps(columns: FactColumns, from: number, to: number): Generator<FactSetIssue> {
  const { facts, validFrom, validTo, recordedAt } = columns;
  const stated: number[] = [];
  for (let row = from; row < to; row++)
    if (isHeld(columns, row) && (validFrom[row] !== NO_DAY_BEFORE || validTo[row] !== NO_DAY_AFTER))
      stated.push(row);
  stated.sort((a, b) => validFrom[a]! - validFrom[b]! || a - b);
  for (let x = 0; x < stated.length; x++) {
    const a = stated[x]!;
    for (let y = x + 1; y < stated.length && validFrom[stated[y]!]! < validTo[a]!; y++) {
      const b = stated[y]!;
      if (replaces(columns, a, b) || replaces(columns, b, a)) continue;
      if (valueText(columns, a) === valueText(columns, b)) continue;
      const [earlier, later] = recordedAt[a]! <= recordedAt[b]! ? [a, b] : [b, a];
      const [blamed, other] = [facts[later]!, facts[earlier]!];
      yield issue(
        blamed,
        "overlapping-validity",
        "validFrom",
        periodText(blamed),
        `a period that does not overlap ${periodText(other)} of fact ${describeValue(other.id)}, or that fact as supersedesId`,
      );
    }
  }
}

/** What has been retracted is settled: views of the time before resolve it. */
function isHeld({ retractedAt }: FactColumns, row: number): boolean {
  return retractedAt[row] === Number.POSITIVE_INFINITY;
}

function replaces({ supersedes, facts }: FactColumns, later: number, earlier: number): boolean {
  let steps = facts.length;
  for (let at = supersedes[later]!; at >= 0 && steps-- > 0; at = supersedes[at]!)
    if (at === earlier) return true;
  return false;
}

function periodText({ validFrom, validTo }: Fact): string {
  return `[${validFrom ?? "open"}, ${validTo ?? "open"})`;
}

function issue(fact: Fact, code: FactSetCode, field: string, value: string, expected: string): FactSetIssue {
  return { fact, code, path: [field], value, expected, params: { factId: fact.id } };
}
