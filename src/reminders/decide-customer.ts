import type { Channel, DecisionReason, Evidence, ReminderDecision } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import type { Contact } from "./_limits.ts";
import { instantText, nextSlot } from "./_local-clock.ts";
import { admit, compareCandidates } from "./arbitrate.ts";
import type { ReminderPolicy } from "./policy.ts";
import { qualify } from "./qualify.ts";
import { findSlot, sendingHours } from "./slot.ts";

/** What deciding needs besides the customer. */
export interface DecideContext {
  /** Hours, channels and caps. */
  readonly policy: ReminderPolicy;
  /** The moment of the run, epoch milliseconds. */
  readonly now: number;
  /** The same as text. */
  readonly asOf: string;
}

/** How a candidate came out. */
interface Outcome {
  readonly verdict: ReminderDecision["verdict"];
  readonly at?: number | undefined;
  readonly channel?: Channel | undefined;
  readonly reasons: readonly DecisionReason[];
}

/**
 * Takes the candidates of one customer through the stages in their order, each seeing only the contacts made
 * before the run and those admitted before it, so that no candidate can disturb a better one.
 */
export function decideCustomer(
  customer: Customer,
  candidates: readonly Candidate[],
  context: DecideContext,
): ReminderDecision[] {
  const contacts = contactsSoFar(customer);
  return [...candidates].sort(compareCandidates).map((candidate, index) => {
    const outcome = decide(candidate, customer, contacts, context);
    const { id, rule } = candidate;
    if (outcome.verdict === "send" && rule.audience === "customer") {
      contacts.push({ id, at: outcome.at ?? context.now, channel: outcome.channel, purpose: rule.purpose });
    }
    return toDecision(candidate, customer, outcome, index + 1, context.asOf);
  });
}

/** Owner tasks are no contact with the customer. */
function contactsSoFar({ history }: Customer): Contact[] {
  return [...history.sends.values()].filter((send) => send.audience === "customer");
}

function decide(
  candidate: Candidate,
  customer: Customer,
  contacts: readonly Contact[],
  { policy, now }: DecideContext,
): Outcome {
  const { clock, expiresAt } = candidate;
  const { reasons: failed, channels } = qualify(candidate, customer, now);
  if (failed.length > 0) return waitOrDrop(candidate, customer, failed, policy);

  const slot = findSlot(candidate, policy, now);
  if (slot.at >= expiresAt) {
    const text = `Too late: of use until ${instantText(expiresAt)}, and no moment is left before that.`;
    return { verdict: "suppress", reasons: [{ code: "expired", text }, ...slot.reasons] };
  }
  const { at, channel, reasons } = admit(candidate, slot.at, channels, contacts, policy);
  const blocked = [...slot.reasons, ...reasons];
  if (at === undefined) return { verdict: "suppress", reasons: [...reasons, ...slot.reasons] };
  if (at < clock.runEnd) return { verdict: "send", at, channel, reasons: [dueReason(candidate), ...blocked] };
  return {
    verdict: "defer",
    at,
    channel,
    reasons: blocked.length > 0 ? blocked : [laterReason(candidate, at)],
  };
}

/** When all that stands in the way ends in time, the candidate waits for it; otherwise it is dropped. */
function waitOrDrop(
  candidate: Candidate,
  { history }: Customer,
  reasons: readonly DecisionReason[],
  policy: ReminderPolicy,
): Outcome {
  const send = history.sends.get(candidate.id);
  if (send !== undefined) return { verdict: "suppress", at: send.at, channel: send.channel, reasons };
  const ends = reasons.map((reason) => (reason.until === undefined ? Number.NaN : Date.parse(reason.until)));
  const end = Math.max(...ends);
  if (Number.isNaN(end)) return { verdict: "suppress", reasons };
  const { rule, clock } = candidate;
  const at = nextSlot(end, clock.zone, rule.sendAt ?? policy.sendAt, sendingHours(candidate, policy));
  return at < candidate.expiresAt ? { verdict: "defer", at, reasons } : { verdict: "suppress", reasons };
}

function dueReason({ occurrence: { due }, clock: { today } }: Candidate): DecisionReason {
  return { code: "due", text: due < today ? `Due on ${due}, caught up on ${today}.` : `Due on ${due}.` };
}

function laterReason({ occurrence: { due } }: Candidate, at: number): DecisionReason {
  const until = instantText(at);
  return { code: "due", text: `Due on ${due}: its moment is ${until}, after this run.`, until };
}

function toDecision(
  { id, rule, occurrence, score, expiresAt }: Candidate,
  { dossier }: Customer,
  { verdict, at, channel, reasons }: Outcome,
  rank: number,
  asOf: string,
): ReminderDecision {
  return Object.freeze({
    schemaVersion: 1 as const,
    id,
    ruleId: rule.id,
    ruleVersion: rule.version,
    cell: rule.cell,
    purpose: rule.purpose,
    audience: rule.audience,
    subjectId: dossier.party.id,
    dueOn: occurrence.due,
    expiresAt: instantText(expiresAt),
    verdict,
    ...(at === undefined ? {} : { at: instantText(at) }),
    ...(channel === undefined ? {} : { channel }),
    rank,
    score,
    message: occurrence.message,
    ...(occurrence.question === undefined ? {} : { question: occurrence.question }),
    reasons: frozenCopies(reasons),
    evidence: frozenCopies(occurrence.evidence),
    decidedAt: asOf,
  });
}

/** Copies, so that freezing the result never freezes what a caller handed in. */
function frozenCopies<T extends DecisionReason | Evidence>(items: readonly T[]): T[] {
  return Object.freeze(items.map((item) => Object.freeze({ ...item }))) as T[];
}
