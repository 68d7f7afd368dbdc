import { addDays } from "../calendar/index.ts";
import type { Channel, DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { reachOf } from "./_channels.ts";
import { cooldownReasons, type GroupOf } from "./_cooldowns.ts";
import { sharesAnchor } from "./_decision-id.ts";
import { exitReason } from "./_exits.ts";
import { instantText } from "./_local-clock.ts";
import { pauseReasons } from "./_pauses.ts";
import { holdoutBucket } from "./holdout-bucket.ts";
import type { ReminderPolicy } from "./policy.ts";

/** What stage 2 found: nothing in the way and the channels allowed, or every reason why not. */
export interface Qualification {
  /** Why the candidate may not be sent, the weightiest first; empty when it may. */
  readonly reasons: readonly DecisionReason[];
  /** The channels allowed, best first; empty for owner tasks. */
  readonly channels: readonly Channel[];
}

/** What qualifying reads besides the candidate. */
export interface QualifyContext {
  /** Consent by purpose, pauses, holdout, cooldowns after outcomes. */
  readonly policy: ReminderPolicy;
  /** The moment of the run. */
  readonly now: number;
  /** The group of a rule. */
  readonly groupOf: GroupOf;
}

/**
 * Stage 2: whether a candidate may be sent at all, whatever the hour and whatever else there is to say. All
 * checks are made and every one that fails gives its reason, in this order: the party is closed or merged, the
 * occurrence was already sent, is done or was missed, it is too late, contact is paused, something cancelled it, there
 * is no channel, consent or address, the facts are too old, the customer is to be let go or belongs to the control
 * group, the rule is cooling down. Where it is known from when a check would pass, the reason says so.
 */
export function qualify(candidate: Candidate, context: QualifyContext): Qualification {
  const { policy, now } = context;
  const { channels, reason } = reachOf(candidate);
  const reasons: DecisionReason[] = [];
  const note = (found: DecisionReason | undefined): void => {
    if (found !== undefined) reasons.push(found);
  };
  note(closedReason(candidate));
  note(mergedReason(candidate));
  note(sentReason(candidate));
  note(doneReason(candidate));
  note(candidate.missed ? missedReason(candidate) : expiredReason(candidate, now));
  reasons.push(...pauseReasons(candidate, policy, now));
  note(exitReason(candidate, now));
  note(reason);
  note(staleReason(candidate));
  note(letGoReason(candidate));
  note(holdoutReason(candidate, policy));
  reasons.push(...cooldownReasons(candidate, policy, now, context.groupOf));
  return { reasons, channels };
}

function closedReason({ clock, customer: { dossier } }: Candidate): DecisionReason | undefined {
  const { closed } = dossier.party;
  if (closed === undefined || closed.on > clock.today) return undefined;
  return { code: "party-closed", text: `No contact any more: ${closed.reason} on ${closed.on}.` };
}

function mergedReason({ customer: { dossier } }: Candidate): DecisionReason | undefined {
  const { mergedIntoId } = dossier.party;
  if (mergedIntoId === undefined) return undefined;
  return {
    code: "party-merged",
    text: "The party was merged into another, which is contacted.",
    by: mergedIntoId,
  };
}

function sentReason({ id, customer: { history } }: Candidate): DecisionReason | undefined {
  const send = history.sends.get(id);
  if (send === undefined) return undefined;
  return { code: "already-decided", text: `Already sent at ${instantText(send.at)}.`, by: id };
}

/** What is done with one moment of an anchor is done with the others. */
function doneReason({ id, occurrence, customer: { life } }: Candidate): DecisionReason | undefined {
  for (const [other, { doneAt }] of life.byDecision) {
    if (doneAt === undefined) continue;
    if (other !== id && !sharesAnchor(other, id, occurrence.step)) continue;
    return { code: "done", text: `Done at ${instantText(doneAt)}.`, by: other };
  }
  return undefined;
}

function missedReason({ occurrence: { due } }: Candidate): DecisionReason {
  return { code: "missed", text: `It fell due on ${due} while no run was made, and is not made up for.` };
}

function expiredReason({ expiresAt }: Candidate, now: number): DecisionReason | undefined {
  if (now < expiresAt) return undefined;
  return { code: "expired", text: `Too late: it was of use until ${instantText(expiresAt)}.` };
}

function staleReason({ rule, occurrence, clock }: Candidate): DecisionReason | undefined {
  const { maximumAgeDays } = rule;
  if (maximumAgeDays === undefined) return undefined;
  const oldest = addDays(clock.today, -Math.floor(maximumAgeDays));
  const stale = occurrence.evidence.find((fact) => fact.asOf < oldest);
  if (stale === undefined) return undefined;
  return {
    code: "stale-data",
    text: `It rests on "${stale.label}" of ${stale.asOf}, and facts older than ${maximumAgeDays} days are not relied on.`,
    by: stale.source,
    needs: { what: "fresh-data", of: stale.source },
  };
}

/** Who is let go is owed what is promised, and no more. */
function letGoReason({ rule, customer: { dossier } }: Candidate): DecisionReason | undefined {
  if (dossier.treatment?.letGo !== true) return undefined;
  if (rule.audience === "owner" || (rule.purpose !== "promotional" && rule.purpose !== "care"))
    return undefined;
  return {
    code: "let-go",
    text: "By its value the customer is to be let go: no promotion and no care.",
    needs: { what: "policy", of: "treatment" },
  };
}

function holdoutReason(
  { rule, customer: { dossier } }: Candidate,
  { holdout }: ReminderPolicy,
): DecisionReason | undefined {
  if (holdout === undefined || rule.audience === "owner" || rule.purpose === "mandatory") return undefined;
  if (!(rule.holdout ?? rule.purpose === "promotional")) return undefined;
  const bucket = holdoutBucket(dossier.party.id, holdout.salt);
  if (bucket > holdout.percent) return undefined;
  return {
    code: "holdout",
    text: `The customer is in bucket ${bucket} of 100, and buckets 1 to ${holdout.percent} are the control group.`,
    by: holdout.salt,
    needs: { what: "policy", of: "holdout" },
  };
}

/** When the last of the checks that end in time passes; undefined when one of them never does. */
export function passesFrom(reasons: readonly DecisionReason[]): number | undefined {
  const ends = reasons.map(({ until }) => (until === undefined ? Number.NaN : Date.parse(until)));
  const end = Math.max(...ends);
  return Number.isNaN(end) ? undefined : end;
}
