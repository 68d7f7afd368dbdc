import { createIssueCollector, type Issue } from "../issues/index.ts";
import { type AttributeCatalogue, builtInAttributes, type Fact } from "../model/index.ts";
import { type FactColumns, makeFactColumns } from "./_fact-columns.ts";
import { type FactSetCode, factSetIssues, singleFactIssues } from "./_fact-set-issues.ts";

/** Options of {@link indexFacts}. */
export interface IndexFactsOptions {
  /**
   * The catalogue that the facts are written under.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
  /**
   * What becomes of facts that contradict the set they are in: refuse the whole set, or set those facts aside and
   * hand them back as `setAside`.
   * @defaultValue `"refuse"`
   */
  readonly onInvalid?: "refuse" | "set-aside" | undefined;
}

/** A fact that was not taken, and why. */
export interface SetAsideFact {
  /** The fact as it was given. */
  readonly fact: Fact;
  /** Everything that is wrong with it. */
  readonly issues: readonly Issue<FactSetCode>[];
}

/** All that is known of many parties, sorted once so that any view of it is quick. */
export interface FactIndex {
  /** How many facts it holds. */
  readonly size: number;
  /** The parties that facts are about, in code-point order. */
  readonly subjectIds: readonly string[];
  /** The catalogue that the facts are written under. */
  readonly attributes: AttributeCatalogue;
  /** Facts that were not taken. */
  readonly setAside: readonly SetAsideFact[];
  /** The facts of one party, retracted and superseded ones too, in the order of the catalogue; none for a stranger. */
  factsOf(subjectId: string): readonly Fact[];
}

/** The columns behind an index, for the functions of this room. */
const columnsOfIndex = new WeakMap<FactIndex, { columns: FactColumns; slots: ReadonlyMap<string, number> }>();

/** The rows of one party. */
export function rowsOf(
  index: FactIndex,
  subjectId: string,
): { readonly columns: FactColumns; readonly from: number; readonly to: number } {
  const behind = columnsOfIndex.get(index);
  if (behind === undefined) throw new TypeError("Cannot view facts: index must come from indexFacts");
  const { columns, slots } = behind;
  const slot = slots.get(subjectId);
  if (slot === undefined) return { columns, from: 0, to: 0 };
  return { columns, from: columns.starts[slot]!, to: columns.starts[slot + 1]! };
}

/**
 * Sorts facts by party and attribute, once, and checks what only the set can show: an attribute that the catalogue
 * does not have, an id given twice, a fact that supersedes itself, another attribute's fact or a later one, and two
 * stated periods of a single-valued attribute that overlap with different values although neither supersedes the
 * other.
 *
 * Two facts of which at most one says when it holds are no such overlap but a contradiction, which a view resolves:
 * see {@link factsAsOf}. Each fact's own fields are checked where it is read (`AttributeCatalogue.checkFacts`).
 *
 * @throws InvalidDataError with every problem found, unless facts are set aside; `row` is the place in `facts`
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { indexFacts } from "clientele/knowledge";
 *
 * const told = { subjectId: "ada", provenance: { method: "stated" }, observedAt: "2026-03-01T10:00:00Z" } as const;
 * const facts = [
 *   builtInAttributes.fact("person.hometown", "Turin", { ...told, id: "f1", validTo: "2020-01-01" }),
 *   builtInAttributes.fact("person.hometown", "Lyon", { ...told, id: "f2", validFrom: "2019-01-01" }),
 * ];
 * indexFacts(facts); // throws row 1, validFrom: expected a period that does not overlap [open, 2020-01-01) of fact "f1", or that fact as supersedesId, got "[2019-01-01, open)"
 * indexFacts(facts, { onInvalid: "set-aside" }).setAside.map(({ fact }) => fact.id); // => ["f2"]
 * ```
 */
export function indexFacts(facts: Iterable<Fact<unknown>>, options: IndexFactsOptions = {}): FactIndex {
  const { attributes = builtInAttributes as AttributeCatalogue, onInvalid = "refuse" } = options;
  // A typed fact's optional fields may be undefined, which JSON has not; the catalogue has checked the values.
  const given = [...facts] as Fact[];
  const refused = new Map<Fact, Issue<FactSetCode>[]>();
  const collector = createIssueCollector<FactSetCode>({
    cap: onInvalid === "refuse" ? 1000 : given.length * 4,
  });
  let rows: Map<Fact, number> | undefined;
  const take = (
    found: Iterable<ReturnType<typeof singleFactIssues> extends Iterable<infer I> ? I : never>,
  ): void => {
    for (const { fact, ...issue } of found) {
      rows ??= new Map(given.map((each, row) => [each, row]));
      collector.add({ ...issue, row: rows.get(fact) });
      const made = collector.issues[collector.issues.length - 1];
      if (made !== undefined) refused.set(fact, [...(refused.get(fact) ?? []), made]);
    }
  };
  take(singleFactIssues(given, attributes));
  let kept = refused.size === 0 ? given : given.filter((fact) => !refused.has(fact));
  let made = makeFactColumns(kept, attributes);
  const soundAlone = refused.size;
  take(factSetIssues(made.columns, attributes));
  if (onInvalid === "refuse") collector.throwIfAny("index facts");
  if (refused.size > soundAlone) {
    kept = kept.filter((fact) => !refused.has(fact));
    made = makeFactColumns(kept, attributes);
  }
  const { subjectIds, columns } = made;
  const setAside = [...refused].map(([fact, issues]) =>
    Object.freeze({ fact, issues: Object.freeze(issues) }),
  );
  const slots = new Map(subjectIds.map((id, slot) => [id, slot]));
  const index: FactIndex = Object.freeze({
    size: kept.length,
    subjectIds: Object.freeze(subjectIds),
    attributes,
    setAside: Object.freeze(setAside),
    factsOf: (subjectId: string) => {
      const slot = slots.get(subjectId);
      return slot === undefined ? [] : columns.facts.slice(columns.starts[slot], columns.starts[slot + 1]);
    },
  });
  columnsOfIndex.set(index, { columns, slots });
  return index;
}
