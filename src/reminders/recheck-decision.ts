import { daysBetween, wallClockAt } from "../calendar/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import { instantText, parseInstant } from "./_local-clock.ts";
import { cut } from "./_sentence.ts";
import { builtInRules } from "./built-in-rules.ts";
import { decideReminders, type ReminderInput, type ReminderRun } from "./decide-reminders.ts";
import type { Dossier } from "./dossier.ts";

/**
 * Asks at the moment of dispatch whether a decision still stands: consent, pauses, complaints, caps, quiet hours and
 * the fact itself may have changed since. The customer is decided anew, as of now, with everything that was sent but
 * this one and what goes out as one contact with it; what comes out for the same due moment is returned: `send` at a
 * moment not after `asOf` goes out now, at a later one it waits until then, anything else does not go out. What no
 * longer has its fact is suppressed as `retracted`, what came too late as `expired`, and what cannot be decided anew, for
 * its rule failed on the customer's data, as `unreadable`. A reminder that an event says was delivered, or is done, is
 * never sent again, so two dispatchers who ask after each other send once; to keep two from sending at the same time, claim the decision's id in your own store.
 *
 * @param decision - what an earlier run decided to send
 * @param input - as for {@link decideReminders}, with the facts of now; `asOf` is the moment of dispatch. `dossiers` must
 *   hold the customer, and everybody of the same unit
 * @throws RangeError for an input that means nothing
 *
 * @example
 * ```ts
 * import { decideReminders, type Dossier, recheckDecision } from "clientele/reminders";
 *
 * const mei: Dossier = {
 *   party: { schemaVersion: 1, kind: "person", id: "mei", name: "Mei Lin", timeZone: "Asia/Taipei" },
 *   importantDates: [
 *     {
 *       schemaVersion: 1,
 *       id: "d1",
 *       partyId: "mei",
 *       kind: "birthday",
 *       date: { calendar: "gregorian", month: 11, day: 25 },
 *       source: { method: "stated", observedOn: "2025-03-01" },
 *     },
 *   ],
 * };
 * const run = decideReminders({ asOf: "2026-11-24T20:00:00Z", zone: "Asia/Taipei", dossiers: [mei] });
 * const [greeting] = run.decisions;
 * const input = { asOf: "2026-11-25T01:00:00Z", zone: "Asia/Taipei", history: run.decisions } as const;
 * greeting && recheckDecision(greeting, { ...input, dossiers: [mei] }).verdict; // => "send"
 *
 * const consent = { schemaVersion: 1, id: "k1", partyId: "mei", purpose: "care", status: "withdrawn", effectiveFrom: "2026-11-25" } as const;
 * const consents = (["email", "sms", "phone", "post"] as const).map((channel) => ({ ...consent, id: channel, channel }));
 * const withdrawn = { ...mei, consents };
 * greeting && recheckDecision(greeting, { ...input, dossiers: [withdrawn] }).reasons[0]?.code; // => "no-consent"
 * ```
 */
export function recheckDecision(decision: ReminderDecision, input: ReminderInput): ReminderDecision {
  const now = parseInstant(input.asOf, "asOf");
  const events = [...(input.events ?? [])];
  const delivered = events.find(
    (event) =>
      event?.decisionId === decision.id && event.outcome === "delivered" && Date.parse(event.at) <= now,
  );
  if (delivered !== undefined) {
    return dropped(decision, instantText(now), {
      code: "already-decided",
      text: `Already delivered at ${delivered.at}.`,
      by: decision.id,
    });
  }
  // The members of a digest and the questions that ride on it are one contact, which is decided as one.
  const contactId = decision.withId ?? decision.id;
  const history = [...(input.history ?? [])].filter(
    ({ id, withId = id }) => id !== decision.id && withId !== contactId,
  );
  const all = [...input.dossiers];
  const isOwn = (one: Partial<Dossier> | undefined): boolean => one?.party?.id === decision.subjectId;
  const units = new Set(all.flatMap((one) => (isOwn(one) ? [one.unitId] : [])));
  const dossiers = all.filter((one) => isOwn(one) || (one?.unitId !== undefined && units.has(one.unitId)));
  // What falls due later than today is looked for too, whatever the zone; it waits.
  const ahead = Math.min(3660, daysBetween(wallClockAt(now, "UTC").date, decision.dueOn) + 1);
  const horizonDays = Math.max(input.horizonDays ?? 0, ahead);
  const run = decideReminders({
    ...input,
    events,
    history,
    dossiers,
    horizonDays,
    mode: "live",
    from: undefined,
  });
  const same = run.decisions.find((one) => one.id === decision.id);
  if (same !== undefined) return same;
  if (now >= Date.parse(decision.expiresAt)) {
    const text = `Too late: it was of use until ${decision.expiresAt}.`;
    return dropped(decision, run.asOf, { code: "expired", text });
  }
  return dropped(
    decision,
    run.asOf,
    unreadableReason(decision, run) ?? retractedReason(decision, dossiers, input),
  );
}

/** What of the customer, or of the rule on this customer, could not be read: then nobody knows whether it stands. */
function unreadableReason({ subjectId, ruleId }: ReminderDecision, { problems }: ReminderRun) {
  const failed = problems.find(
    ({ code, path }) =>
      path[0] === subjectId &&
      (path[1] === ruleId || (path.length === 1 && ["unreadable", "duplicate-dossier"].includes(code))),
  );
  if (failed === undefined) return undefined;
  return {
    code: "unreadable",
    text: cut(`It cannot be decided anew: ${failed.message}`, 500),
    by: ruleId,
    needs: { what: "fresh-data", of: cut(failed.path.join("."), 600) },
  } as const;
}

function retractedReason(
  { evidence, ruleId }: ReminderDecision,
  dossiers: readonly Dossier[],
  { rules = builtInRules }: ReminderInput,
) {
  const text =
    dossiers.length === 0
      ? "The customer is not among those given."
      : rules.some(({ id }) => id === ruleId)
        ? `What it rested on is no more: ${evidence[0]?.source ?? ruleId}.`
        : "Its rule is not among those of the run.";
  return { code: "retracted", text: cut(text, 500), by: ruleId } as const;
}

/** The decision as it is, but not to be sent. */
function dropped(
  decision: ReminderDecision,
  decidedAt: string,
  reason: ReminderDecision["reasons"][number],
): ReminderDecision {
  const { at: _, channel: __, contactPointId: ___, withId: ____, ...rest } = decision;
  return Object.freeze({
    ...rest,
    verdict: "suppress" as const,
    reasons: [Object.freeze(reason)],
    decidedAt,
  });
}
