import { type PlainDate, wallClockAt } from "../calendar/index.ts";
import type { DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { startOfDay } from "./_local-clock.ts";

const INSTANT = /T/;

/** The first thing that happened since the trigger and cancels the occurrence. */
export function exitReason(
  { rule, occurrence, customer, clock }: Candidate,
  now: number,
): DecisionReason | undefined {
  const { exits } = rule;
  if (exits === undefined || exits.length === 0) return undefined;
  const since = occurrence.triggeredAt ?? occurrence.dueAt ?? occurrence.due;
  const { events = [], purchases = [] } = customer.dossier;
  const happened: { readonly name: string; readonly when: string }[] = [];
  for (const { name, at } of events) {
    if (exits.includes(name) && isAfter(at, since, clock.zone) && !isAfter(at, now, clock.zone)) {
      happened.push({ name, when: at });
    }
  }
  if (exits.includes("purchase")) {
    for (const { on } of purchases) {
      if (on > dayOf(since, clock.zone) && on <= clock.today) happened.push({ name: "purchase", when: on });
    }
  }
  for (const [ruleId, sends] of customer.history.byRule) {
    if (!exits.includes(`rule:${ruleId}`)) continue;
    for (const { at } of sends) {
      const when = new Date(at).toISOString();
      if (isAfter(when, since, clock.zone) && at <= now) happened.push({ name: `rule:${ruleId}`, when });
    }
  }
  const [first] = happened.sort((a, b) =>
    a.when < b.when ? -1 : a.when > b.when ? 1 : a.name < b.name ? -1 : 1,
  );
  if (first === undefined) return undefined;
  return {
    code: "exited",
    text: `Cancelled by ${first.name} on ${dayOf(first.when, clock.zone)}.`,
    by: first.name,
  };
}

/** The local day of a moment, or the day itself. */
const dayOf = (text: string, zone: string): PlainDate =>
  INSTANT.test(text) ? wallClockAt(Date.parse(text), zone).date : (text as PlainDate);

/**
 * Whether something happened after a moment: of a day alone, on a later local day; at an instant after a day alone, on
 * that day or a later one.
 */
function isAfter(at: string, since: string | number, zone: string): boolean {
  if (typeof since === "number") {
    return INSTANT.test(at) ? Date.parse(at) > since : startOfDay(at as PlainDate, zone) > since;
  }
  if (INSTANT.test(at) && INSTANT.test(since)) return Date.parse(at) > Date.parse(since);
  if (INSTANT.test(at)) return Date.parse(at) >= startOfDay(since as PlainDate, zone);
  return at > dayOf(since, zone);
}
