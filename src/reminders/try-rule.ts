import { addDays, type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { noteInputs } from "./coverage.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

/** What a rule says of one customer on one day. */
export interface RuleTrial {
  /** Whether it has something to say. */
  readonly fires: boolean;
  /** What is due on the day, or was due before and can still be said; the latest of each anchor. */
  readonly occurrences: readonly Occurrence[];
  /** When it is silent: what it reads and the dossier does not hold. */
  readonly missing: readonly RuleInput[];
}

/**
 * Tries a rule on one customer and one day, without policy, history and other rules: the test of a rule in one line.
 *
 * @throws RangeError if `on` is no day
 *
 * @example
 * ```ts
 * import { builtInRules, tryRule } from "clientele/reminders";
 *
 * const rule = builtInRules.find(({ id }) => id === "warranty-end")!;
 * const party = { schemaVersion: 1, kind: "person", id: "c1", name: "Ada" } as const;
 * const source = { method: "stated", observedOn: "2025-01-01" } as const;
 * const boiler = { schemaVersion: 1, id: "i1", ownerId: "c1", productName: "Boiler", installedOn: "2025-01-01", warrantyEndsOn: "2027-01-01", source } as const;
 * tryRule(rule, { party, installedProducts: [boiler] }, "2026-12-25").fires; // => true
 * tryRule(rule, { party, installedProducts: [boiler] }, "2026-11-25").fires; // => false
 * tryRule(rule, { party }, "2026-12-25").missing; // => ["installedProducts"]
 * ```
 */
export function tryRule(rule: ReminderRule, dossier: Dossier, on: PlainDate, zone = "UTC"): RuleTrial {
  parsePlainDate(on);
  const window = { from: addDays(on, -rule.catchUpDays), to: addDays(on, 1), today: on, zone };
  const due = new Map<string, Occurrence>();
  for (const occurrence of rule.occurrences(dossier, window)) {
    if (occurrence.due < window.from || occurrence.due > on) continue;
    const expiresOn = occurrence.expiresOn ?? addDays(occurrence.due, rule.catchUpDays + 1);
    if (expiresOn <= on) continue;
    const other = due.get(occurrence.anchor);
    if (other === undefined || other.due <= occurrence.due) due.set(occurrence.anchor, occurrence);
  }
  const present = new Set<RuleInput>();
  noteInputs(dossier, present);
  return Object.freeze({
    fires: due.size > 0,
    occurrences: Object.freeze([...due.values()]),
    missing: Object.freeze(due.size > 0 ? [] : rule.reads.filter((input) => !present.has(input))),
  });
}
