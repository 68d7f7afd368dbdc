import fc from "fast-check";
import { addDays, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { evidenceSchema, type ReminderDecision, reminderDecisionSchema } from "../model/index.ts";
import {
  type Dossier,
  decideReminders,
  type Occurrence,
  type ReminderRule,
  type ReminderRun,
  type RuleWindow,
} from "../reminders/index.ts";
import { arbitraryDossier } from "./arbitrary-dossier.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of reminder rules. */
export type ReminderRuleLawId =
  | "repeatable"
  | "unchanged"
  | "order"
  | "identity"
  | "evidence"
  | "expiry"
  | "single"
  | "once"
  | "json";

/** Options of {@link reminderRuleLaws}. */
export interface ReminderRuleLawsOptions {
  /**
   * The dossiers that the rule must be able to read; what is observed in them lies before `asOf`.
   * @defaultValue `arbitraryDossier({ asOf })`
   */
  readonly dossiers?: fc.Arbitrary<Dossier> | undefined;
  /**
   * The day on which they are read.
   * @defaultValue 2026-06-15
   */
  readonly asOf?: PlainDate | undefined;
}

/**
 * What every reminder rule keeps, as properties to be asserted on a rule of your own: the same due moments for the same
 * dossier, whatever the order of its records and with nothing written to it; an identity that does not depend on the
 * day of the run; evidence; no end before its beginning; one decision for each due moment, unchanged by JSON; and
 * nothing sent twice when the runs of later days know what was sent.
 *
 * A rule has to find something in the dossiers to be tested by them: a rule that reads fields of your own, or insights
 * of a kind of your own, needs `dossiers` that hold some.
 *
 * @param rule - the rule under test
 * @throws RangeError if `asOf` is no plain date
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { builtInRules } from "clientele/reminders";
 * import { reminderRuleLaws } from "clientele/testing";
 *
 * const birthday = builtInRules.filter((rule) => rule.id === "birthday");
 * const laws = birthday.flatMap((rule) => reminderRuleLaws(rule));
 * laws.filter((law) => fc.check(law.property, { numRuns: 10 }).failed); // => []
 * ```
 */
export function reminderRuleLaws(
  rule: ReminderRule,
  options: ReminderRuleLawsOptions = {},
): readonly Law<ReminderRuleLawId>[] {
  const { asOf = "2026-06-15" } = options;
  if (!isPlainDate(asOf))
    throw new RangeError(`Cannot state laws: asOf must be a plain date, got ${String(asOf)}`);
  const dossiers = options.dossiers ?? arbitraryDossier({ asOf });
  // A copy for each call, so that only the law about changes sees a change.
  const ask = (dossier: Dossier, day: PlainDate): readonly Occurrence[] =>
    rule.occurrences(structuredClone(dossier), windowOn(rule, day));
  const dueIn = (dossier: Dossier, day: PlainDate): Occurrence[] => {
    const { from, to } = windowOn(rule, day);
    return ask(dossier, day).filter(({ due }) => due >= from && due < to);
  };
  const law = (
    id: ReminderRuleLawId,
    name: string,
    holds: (dossier: Dossier) => boolean,
  ): Law<ReminderRuleLawId> => Object.freeze({ id, name, property: fc.property(dossiers, holds) });
  return Object.freeze([
    law("repeatable", "the same dossier gives the same due moments", (dossier) => {
      const first = JSON.stringify(ask(dossier, asOf));
      return JSON.stringify(ask(dossier, asOf)) === first;
    }),
    law("unchanged", "the dossier given is not changed", (dossier) => {
      const given = structuredClone(dossier);
      rule.occurrences(given, windowOn(rule, asOf));
      return textOf(given) === textOf(dossier);
    }),
    Object.freeze({
      id: "order" as const,
      name: "the order of the records in a dossier changes nothing",
      property: fc.property(dossiers, fc.nat(7), fc.boolean(), (dossier, turn, reverse) => {
        const other = reordered(dossier, turn, reverse);
        return sortedText(ask(other, asOf)) === sortedText(ask(dossier, asOf));
      }),
    }),
    Object.freeze({
      id: "identity" as const,
      name: "what falls due on a day has the same identity on whatever day one asks",
      property: fc.property(dossiers, fc.integer({ min: 1, max: 40 }), (dossier, days) => {
        const later = addDays(asOf, days);
        const [first, second] = [idsByDay(dueIn(dossier, asOf)), idsByDay(dueIn(dossier, later))];
        // With the days something may cease to be due (points expired); nothing may get another name.
        return [...second].every(([due, ids]) => {
          const known = first.get(due);
          return known === undefined || isWithin(ids, known) || isWithin(known, ids);
        });
      }),
    }),
    law("evidence", "every due moment rests on at least one fact, with its day and source", (dossier) =>
      dueIn(dossier, asOf).every(
        ({ evidence }) =>
          Array.isArray(evidence) &&
          evidence.length > 0 &&
          evidence.every((fact) => evidenceSchema.safeParse(fact).success),
      ),
    ),
    law("expiry", "nothing expires before the day after it falls due", (dossier) =>
      dueIn(dossier, asOf).every(
        ({ due, expiresOn }) => isPlainDate(due) && (expiresOn === undefined || expiresOn > due),
      ),
    ),
    law("single", "every due moment has an identity of its own and gets one decision", (dossier) => {
      const found = dueIn(dossier, asOf);
      const ids = found.map(idOf);
      const { decisions, problems } = run(rule, dossier, asOf, []);
      const decided = decisions.map(({ id }) => id.slice(id.indexOf("|", rule.id.length + 1) + 1));
      // Of several moments of one anchor the latest stands for all.
      const anchors = new Set(found.map(({ anchor }) => anchor));
      return (
        problems.length === 0 &&
        new Set(ids).size === ids.length &&
        decided.length === anchors.size &&
        new Set(decided).size === decided.length &&
        decided.every((id) => ids.includes(id))
      );
    }),
    law("once", "running again with what was decided sends nothing twice", (dossier) => {
      const sent = new Set<string>();
      const history: ReminderDecision[] = [];
      for (const days of [0, 0, 1, 2, 9]) {
        const { decisions } = run(rule, dossier, addDays(asOf, days), history);
        for (const { id, verdict } of decisions) {
          if (verdict !== "send") continue;
          if (sent.has(id)) return false;
          sent.add(id);
        }
        history.push(...decisions);
      }
      return true;
    }),
    law("json", "the decisions are valid records and the same after JSON", (dossier) => {
      const { decisions, problems } = run(rule, dossier, asOf, []);
      return (
        problems.length === 0 &&
        decisions.every(
          (decision) =>
            reminderDecisionSchema.safeParse(decision).success &&
            textOf(JSON.parse(JSON.stringify(decision))) === textOf(decision),
        )
      );
    }),
  ]);
}

function windowOn({ catchUpDays }: ReminderRule, today: PlainDate): RuleWindow {
  return Object.freeze({
    from: addDays(today, -catchUpDays),
    to: addDays(today, 1),
    today,
    zone: "UTC",
  });
}

/** The run of one day, in UTC whatever the customer's zone, so that it sees the window that the rule is asked for. */
function run(
  rule: ReminderRule,
  dossier: Dossier,
  day: PlainDate,
  history: readonly ReminderDecision[],
): ReminderRun {
  const copy = structuredClone(dossier);
  return decideReminders({
    asOf: `${day}T06:00:00Z`,
    zone: "UTC",
    dossiers: [{ ...copy, party: { ...copy.party, timeZone: "UTC" } }],
    history,
    rules: [rule],
  });
}

const idOf = ({ anchor, step }: Occurrence): string => (step === undefined ? anchor : `${anchor}@${step}`);

function idsByDay(occurrences: readonly Occurrence[]): Map<PlainDate, Set<string>> {
  const found = new Map<PlainDate, Set<string>>();
  for (const occurrence of occurrences) {
    const ids = found.get(occurrence.due) ?? new Set();
    found.set(occurrence.due, ids.add(idOf(occurrence)));
  }
  return found;
}

const isWithin = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((id) => whole.has(id));

/** Every list of the dossier turned by some places, and the other way round if wanted. */
function reordered(dossier: Dossier, turn: number, reverse: boolean): Dossier {
  const turned = <T>(items: readonly T[]): T[] => {
    const cut = items.length === 0 ? 0 : turn % items.length;
    const other = [...items.slice(cut), ...items.slice(0, cut)];
    return reverse ? other.reverse() : other;
  };
  return Object.fromEntries(
    Object.entries(dossier).map(([name, value]) => {
      if (Array.isArray(value)) return [name, turned(value)];
      return [name, value instanceof Map ? new Map(turned([...value])) : value];
    }),
  ) as unknown as Dossier;
}

const sortedText = (occurrences: readonly Occurrence[]): string =>
  occurrences
    .map((occurrence) => textOf(occurrence))
    .sort()
    .join();

/** In full, maps included and places in lists kept; keys in order, numbers as they are, what is absent left out. */
function textOf(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Map) return `map${textOf([...value])}`;
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`)
    .sort()
    .join()}}`;
}
