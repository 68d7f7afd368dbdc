import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { type Affiliation, isValidOn } from "../model/index.ts";
import { normaliseName } from "./normalise-name.ts";

/** Options of {@link matchCounterparts}. */
export interface MatchCounterpartsOptions {
  /** The places of own staff in the own company. */
  readonly staff: readonly Affiliation[];
  /** The day of looking. */
  readonly day: PlainDate;
}

/** Who should speak with whom as an equal. */
export interface Counterpart {
  /** The person at the customer's. */
  readonly personId: string;
  /** The own member of staff. */
  readonly staffId: string;
  /** By what they are equals: the same title, the same level and function, the same level. */
  readonly by: "title" | "level-and-function" | "level";
}

/**
 * Finds for each person at a customer's the own member of staff who speaks with them as an equal: CIO with CIO, vice
 * president with vice president. The same title goes before the same level and function, and that before the same level;
 * among equals the one with the fewest counterparts so far, then the first by id. Whoever has no equal is left out.
 *
 * @param people - the places of people at the customer's
 *
 * @example
 * ```ts
 * import { matchCounterparts } from "clientele/knowledge";
 *
 * const source = { method: "stated", observedOn: "2026-01-05" } as const;
 * const place = { schemaVersion: 1, source } as const;
 * const people = [
 *   { ...place, id: "p1", personId: "ada", organisationId: "acme", title: "CIO", level: "decision", function: "technical" } as const,
 *   { ...place, id: "p2", personId: "bo", organisationId: "acme", level: "managerial", function: "finance" } as const,
 * ];
 * const staff = [
 *   { ...place, id: "s1", personId: "eve", organisationId: "us", title: "C.I.O.", level: "decision", function: "technical" } as const,
 *   { ...place, id: "s2", personId: "max", organisationId: "us", level: "managerial", function: "user" } as const,
 * ];
 * matchCounterparts(people, { staff, day: "2026-06-01" }); // => [{ personId: "ada", staffId: "eve", by: "title" }, { personId: "bo", staffId: "max", by: "level" }]
 * ```
 */
export function matchCounterparts(
  people: readonly Affiliation[],
  options: MatchCounterpartsOptions,
): readonly Counterpart[] {
  const holds = (place: Affiliation): boolean => isValidOn(place, options.day);
  const staff = options.staff.filter(holds);
  const load = new Map<string, number>();
  const found: Counterpart[] = [];
  const order = (a: Affiliation, b: Affiliation): number =>
    compareCodePoints(a.personId, b.personId) || compareCodePoints(a.id, b.id);
  const seen = new Set<string>();
  for (const person of people.filter(holds).sort(order)) {
    if (seen.has(person.personId)) continue;
    const best = staff
      .map((own) => ({ own, by: equality(person, own) }))
      .filter((pair): pair is { own: Affiliation; by: Counterpart["by"] } => pair.by !== undefined)
      .sort(
        (a, b) =>
          RANK[a.by] - RANK[b.by] ||
          (load.get(a.own.personId) ?? 0) - (load.get(b.own.personId) ?? 0) ||
          order(a.own, b.own),
      )[0];
    if (best === undefined) continue;
    seen.add(person.personId);
    load.set(best.own.personId, (load.get(best.own.personId) ?? 0) + 1);
    found.push(Object.freeze({ personId: person.personId, staffId: best.own.personId, by: best.by }));
  }
  return Object.freeze(found);
}

const RANK = { title: 0, "level-and-function": 1, level: 2 } as const;

function equality(a: Affiliation, b: Affiliation): Counterpart["by"] | undefined {
  if (
    a.title !== undefined &&
    b.title !== undefined &&
    normaliseName(a.title).key === normaliseName(b.title).key
  )
    return "title";
  if (a.level === undefined || a.level !== b.level) return undefined;
  return a.function !== undefined && a.function === b.function ? "level-and-function" : "level";
}
