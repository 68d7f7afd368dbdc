import type { IssueInput } from "../issues/index.ts";
import type { Channel, DecisionReason, ReminderDecision } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { cooldownBeside } from "./_cooldowns.ts";
import { nextAllowed } from "./_hours.ts";
import type { Contact } from "./_limits.ts";
import { instantText, nextSlot, startOn } from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import { sameAddressReason } from "./_same-address.ts";
import { countedOf, type Outcome, toDecision } from "./_to-decision.ts";
import { admit, compareCandidates, limitsOf } from "./arbitrate.ts";
import { passesFrom, type QualifyContext, qualify } from "./qualify.ts";
import type { SlotContext } from "./slot.ts";

/** What deciding needs besides the candidates. */
export interface DecideContext extends SlotContext, QualifyContext {
  /** The moment of the run as text. */
  readonly asOf: string;
  /** Takes what of a customer could not be read. */
  readonly report: (issue: IssueInput) => void;
  /** What was sent before is counted elsewhere: nothing is decided of it. It keeps its place in the order. */
  readonly isCounted?: boolean | undefined;
}

/** Whether it was sent in an earlier run. */
export const isSent = ({ id, customer }: Candidate): boolean => customer.history.sends.has(id);

/** One contact, of a digest or of one reminder alone. */
interface OneContact {
  /** The decision that opened it. */
  readonly id: string;
  /** How many questions it carries. */
  questions: number;
}

/** What was decided to be sent so far. */
interface Admitted {
  readonly candidate: Candidate;
  readonly at: number;
  readonly channel: Channel | undefined;
  /** What it is with those that go out together with it. */
  readonly contact: OneContact;
}

/**
 * Takes the candidates of one unit (a customer, a household, an account) through the stages in their order, each
 * seeing only the contacts made before the run and those admitted before it, so that no candidate can disturb a
 * better one. A candidate that cannot be decided, for something of its customer cannot be read, is listed and stops
 * no other.
 */
export function decideUnit(
  candidates: readonly Candidate[],
  contactsSoFar: readonly Contact[],
  context: DecideContext,
): ReminderDecision[] {
  const contacts = [...contactsSoFar];
  const admitted: Admitted[] = [];
  const decisions: ReminderDecision[] = [];
  const take = (candidate: Candidate, rank: number): void => {
    const outcome = decide(candidate, contacts, admitted, context);
    const { id, rule, customer } = candidate;
    decisions.push(toDecision(candidate, outcome, rank, context.asOf));
    if (outcome.verdict === "send") {
      const at = outcome.at ?? context.now;
      const questions = candidate.occurrence.question === undefined ? 0 : 1;
      if (rule.ridesAlong !== true) {
        const contact = admitted.find((one) => one.candidate.id === outcome.withId)?.contact ?? {
          id,
          questions: 0,
        };
        contact.questions += questions;
        admitted.push({ candidate, at, channel: outcome.channel, contact });
        if (rule.audience === "customer") {
          const subjectId = customer.dossier.party.id;
          const { channel, withId: contactId = id } = outcome;
          const counted = countedOf(candidate);
          const tags = rule.tags ?? [];
          contacts.push({ id, contactId, subjectId, at, channel, purpose: rule.purpose, tags, counted });
        }
      }
    }
  };
  for (const [index, candidate] of [...candidates].sort(compareCandidates).entries()) {
    if (context.isCounted === true && isSent(candidate)) continue;
    try {
      take(candidate, index + 1);
    } catch (error) {
      const path = [candidate.customer.dossier.party.id, candidate.rule.id];
      for (const issue of ruleFailure(error, path)) context.report(issue);
    }
  }
  return decisions;
}

function decide(
  candidate: Candidate,
  contacts: readonly Contact[],
  admitted: Admitted[],
  context: DecideContext,
): Outcome {
  const { reasons: failed, channels } = qualify(candidate, context);
  const free = failed.length === 0 ? context.now : freeWithin(candidate, failed);
  if (free === undefined) return waitOrDrop(candidate, failed, context);
  const from = failed.length === 0 ? context : { ...context, notBefore: free };
  const outcome =
    candidate.rule.ridesAlong === true
      ? rideAlong(candidate, channels, admitted, from)
      : (joinDigest(candidate, channels, contacts, admitted, from) ??
        findRoom(candidate, channels, failed, contacts, admitted, from));
  // That it was sent is said of it for ever: a store that keeps the last decision alone would forget the send.
  if (isSent(candidate)) return outcome;
  const twin = sameAddressReason(candidate, outcome.channel, admitted, context.policy);
  return twin === undefined ? outcome : { verdict: "suppress", reasons: [twin] };
}

/** A contact of its own, where limits and cooldowns beside what else goes out leave one. */
function findRoom(
  candidate: Candidate,
  channels: readonly Channel[],
  waits: readonly DecisionReason[],
  contacts: readonly Contact[],
  admitted: readonly Admitted[],
  context: DecideContext,
): Outcome {
  const { clock } = candidate;
  const { at, channel, reasons } = admit(candidate, channels, contacts, context);
  const cooling = cooldownBeside(candidate, at ?? context.now, admitted, context.groupOf);
  if (cooling !== undefined) {
    const notBefore = freeWithin(candidate, [cooling]);
    if (notBefore === undefined) return waitOrDrop(candidate, [...waits, cooling], context);
    return findRoom(candidate, channels, [...waits, cooling], contacts, admitted, { ...context, notBefore });
  }
  const snooze = snoozeReasons(candidate, context);
  if (at === undefined) return { verdict: "suppress", reasons: [...reasons, ...waits, ...snooze] };
  const blocked = [...waits, ...snooze, ...reasons];
  if (at < clock.runEnd) return { verdict: "send", at, channel, reasons: [dueReason(candidate), ...blocked] };
  return {
    verdict: "defer",
    at,
    channel,
    reasons: blocked.length > 0 ? blocked : [laterReason(candidate, at)],
  };
}

/**
 * The moment within the run at which all that stands in the way ends; undefined when that is later, or something else
 * than a cooldown. The next run would be too late for it: it may be a day on, and the message of use today alone.
 */
function freeWithin({ clock }: Candidate, reasons: readonly DecisionReason[]): number | undefined {
  if (reasons.some(({ code }) => code !== "cooldown")) return undefined;
  const end = passesFrom(reasons);
  return end !== undefined && end < clock.runEnd ? end : undefined;
}

/** When all that stands in the way ends in time, the candidate waits for it; otherwise it is dropped. */
function waitOrDrop(
  candidate: Candidate,
  reasons: readonly DecisionReason[],
  { policy, hoursOf }: DecideContext,
): Outcome {
  const { rule, clock, customer, occurrence } = candidate;
  const send = customer.history.sends.get(candidate.id);
  if (send !== undefined) {
    const { withId } = send.decision;
    return { verdict: "suppress", at: send.at, channel: send.channel, withId, reasons };
  }
  const end = passesFrom(reasons);
  if (end === undefined) return { verdict: "suppress", reasons };
  const sendAt = occurrence.sendAt ?? rule.sendAt ?? policy.sendAt;
  // Looked at again no earlier than it falls due.
  const from = Math.max(end, candidate.dueAt ?? dueStart(candidate));
  const at = nextSlot(from, clock, sendAt, hoursOf(rule, undefined, customer.dossier.country));
  return at < candidate.expiresAt ? { verdict: "defer", at, reasons } : { verdict: "suppress", reasons };
}

/** One contact for what belongs together: it goes out with an earlier one of the same digest. */
function joinDigest(
  candidate: Candidate,
  channels: readonly Channel[],
  contacts: readonly Contact[],
  admitted: readonly Admitted[],
  context: DecideContext,
): Outcome | undefined {
  const { rule, occurrence, clock, customer, dueAt } = candidate;
  if (rule.digest === undefined || occurrence.due > clock.today) return undefined;
  const carrier = admitted.find(
    (other) =>
      other.candidate.rule.digest === rule.digest &&
      other.candidate.rule.audience === rule.audience &&
      other.candidate.customer === customer &&
      (dueAt === undefined || dueAt <= other.at),
  );
  if (carrier === undefined || carrier.at >= candidate.expiresAt) return undefined;
  const snoozed = customer.life.byDecision.get(candidate.id)?.snoozedUntil ?? 0;
  if (Math.max(snoozed, context.notBefore ?? 0) > carrier.at) return undefined;
  const withId = carrier.candidate.id;
  const blocked = limitsOf(candidate, contacts, context, withId);
  const targets: readonly (Channel | undefined)[] = rule.audience === "owner" ? [undefined] : channels;
  const onCarrier = targets.filter((channel) => channel === carrier.channel);
  const country = customer.dossier.country;
  const isOpen = (one: Channel | undefined): boolean =>
    nextAllowed(carrier.at, clock.zone, context.hoursOf(rule, one, country)) === carrier.at;
  const open = [...onCarrier, ...targets].filter(isOpen);
  if (open.length === 0) return undefined;
  const channel = open.find((one) => blocked(carrier.at, one).length === 0);
  if (channel === undefined && rule.audience === "customer") return undefined;
  const text = "It goes out together with others of the same digest.";
  return {
    verdict: "send",
    at: carrier.at,
    channel,
    withId,
    reasons: [dueReason(candidate), { code: "digest", text, by: withId }],
  };
}

/** A question rides on a contact that happens anyway, and waits for one when there is none. */
function rideAlong(
  candidate: Candidate,
  channels: readonly Channel[],
  admitted: Admitted[],
  { policy, hoursOf, now, notBefore = 0 }: DecideContext,
): Outcome {
  const { rule, occurrence, clock, customer, dueAt, expiresAt } = candidate;
  const limit = policy.questionsPerContact ?? 2;
  const snoozed = customer.life.byDecision.get(candidate.id)?.snoozedUntil ?? 0;
  const earliest = Math.max(dueAt ?? 0, snoozed, notBefore);
  const carrier = admitted.find(
    (other) =>
      other.candidate.customer === customer &&
      other.contact.questions < limit &&
      other.at < expiresAt &&
      other.at >= earliest &&
      occurrence.due <= clock.today &&
      (rule.audience === "owner" || other.channel === undefined || channels.includes(other.channel)),
  );
  if (carrier !== undefined) {
    const { contact } = carrier;
    contact.questions++;
    const text = "It rides on a contact that happens anyway.";
    return {
      verdict: "send",
      at: carrier.at,
      channel: carrier.channel,
      withId: contact.id,
      reasons: [dueReason(candidate), { code: "rides-along", text, by: contact.id }],
    };
  }
  const reason: DecisionReason = {
    code: "no-contact",
    text: "It waits for a contact that happens anyway, with room for a question.",
    needs: { what: "carrier" },
  };
  const sendAt = occurrence.sendAt ?? rule.sendAt ?? policy.sendAt;
  const from = Math.max(now, clock.runEnd, earliest, dueStart(candidate));
  const at = nextSlot(from, clock, sendAt, hoursOf(rule, undefined, customer.dossier.country));
  return at < expiresAt
    ? { verdict: "defer", at, reasons: [reason] }
    : { verdict: "suppress", reasons: [reason] };
}

/** The beginning of its day when that lies ahead, else no moment in particular. */
function dueStart({ occurrence: { due }, clock }: Candidate): number {
  return due > clock.today ? startOn(due, clock) : 0;
}

function snoozeReasons({ id, customer }: Candidate, { now }: DecideContext): DecisionReason[] {
  const until = customer.life.byDecision.get(id)?.snoozedUntil;
  if (until === undefined || until <= now) return [];
  return [{ code: "snoozed", text: `Put off until ${instantText(until)}.`, until: instantText(until) }];
}

function dueReason({ occurrence: { due }, clock: { today } }: Candidate): DecisionReason {
  return { code: "due", text: due < today ? `Due on ${due}, caught up on ${today}.` : `Due on ${due}.` };
}

function laterReason({ occurrence: { due } }: Candidate, at: number): DecisionReason {
  const until = instantText(at);
  return { code: "due", text: `Due on ${due}: its moment is ${until}, after this run.`, until };
}
