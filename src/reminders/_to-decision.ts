import type { Channel, DecisionReason, Evidence, ReminderDecision } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { pointFor } from "./_channels.ts";
import { instantText } from "./_local-clock.ts";
import { senderOf } from "./_sender.ts";

/** How a candidate came out. */
export interface Outcome {
  readonly verdict: ReminderDecision["verdict"];
  readonly at?: number | undefined;
  readonly channel?: Channel | undefined;
  /** The decision with which it goes out. */
  readonly withId?: string | undefined;
  readonly reasons: readonly DecisionReason[];
}

/** Undefined where the purpose decides, as for rules that say nothing of caps. */
export function countedOf({ rule }: Candidate): boolean | undefined {
  const { caps, purpose } = rule;
  const counts = caps?.counts ?? caps?.obeys;
  return counts === undefined || counts === (purpose !== "mandatory") ? undefined : counts;
}

/** The decision as the model has it, frozen. */
export function toDecision(
  candidate: Candidate,
  { verdict, at, channel, withId, reasons }: Outcome,
  rank: number,
  asOf: string,
): ReminderDecision {
  const { id, rule, occurrence, score, scoreParts, expiresAt, customer } = candidate;
  const senderId = senderOf(candidate);
  const counted = countedOf(candidate);
  const contactPointId = channel === undefined ? undefined : pointFor(channel, rule.purpose, customer)?.id;
  const { wording, question } = occurrence;
  const { tags } = rule;
  return Object.freeze({
    schemaVersion: 1 as const,
    id,
    ruleId: rule.id,
    ruleVersion: rule.version,
    cell: rule.cell,
    purpose: rule.purpose,
    audience: rule.audience,
    subjectId: customer.dossier.party.id,
    dueOn: occurrence.due,
    expiresAt: instantText(expiresAt),
    verdict,
    ...(at === undefined ? {} : { at: instantText(at) }),
    ...(channel === undefined ? {} : { channel }),
    ...(contactPointId === undefined ? {} : { contactPointId }),
    ...(senderId === undefined ? {} : { senderId }),
    rank,
    score,
    ...(scoreParts === undefined ? {} : { scoreParts: Object.freeze({ ...scoreParts }) }),
    message: occurrence.message,
    ...(wording === undefined
      ? {}
      : { wording: Object.freeze({ key: wording.key, params: Object.freeze({ ...wording.params }) }) }),
    ...(question === undefined ? {} : { question }),
    ...(withId === undefined ? {} : { withId }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: Object.freeze([...tags]) as string[] }),
    ...(counted === undefined ? {} : { counted }),
    ...(customer.zoneFallback === undefined || rule.audience === "owner"
      ? {}
      : { zoneFallback: customer.zoneFallback }),
    reasons: frozenReasons(reasons),
    evidence: frozenEvidence(occurrence.evidence),
    decidedAt: asOf,
  });
}

/** Copies, so that freezing the result never freezes what a caller handed in. */
function frozenEvidence(evidence: readonly Evidence[]): Evidence[] {
  return Object.freeze(evidence.map((fact) => Object.freeze({ ...fact }))) as Evidence[];
}

function frozenReasons(reasons: readonly DecisionReason[]): DecisionReason[] {
  for (const reason of reasons) {
    if (reason.needs !== undefined) Object.freeze(reason.needs);
    Object.freeze(reason);
  }
  return Object.freeze([...reasons]) as DecisionReason[];
}
