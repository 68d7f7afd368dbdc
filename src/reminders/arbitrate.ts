import { compareCodePoints } from "../ids/index.ts";
import type { Channel, DecisionReason } from "../model/index.ts";
import type { Candidate } from "./_candidate.ts";
import { humanShareReason, humanShareReleases } from "./_human-share.ts";
import { blockers, type Contact, contactsInSight, releases } from "./_limits.ts";
import { spendingReason, spendingReleases } from "./_spending.ts";
import { findSlot, type Slot, type SlotContext, slotFrom } from "./slot.ts";

/** Where a candidate finds room among the other contacts with the customer. */
export interface Admission {
  /** The earliest moment at which no limit is exceeded; absent when there is none before it is too late. */
  readonly at?: number | undefined;
  /** The channel on which that is so. */
  readonly channel?: Channel | undefined;
  /** What stood in the way at the first moment asked for. */
  readonly reasons: readonly DecisionReason[];
}

/**
 * Stage 4, the order: what opens a contact before what rides along, and what is only recorded last; mandatory before
 * all others; then by score, the higher first, then by due day, the earlier first, then by rule and by id in
 * code-point order. No two candidates are equal in it.
 */
export function compareCandidates(a: Candidate, b: Candidate): number {
  const place = placeOf(a) - placeOf(b);
  if (place !== 0) return place;
  const mandatory = Number(b.rule.purpose === "mandatory") - Number(a.rule.purpose === "mandatory");
  if (mandatory !== 0) return mandatory;
  if (a.score !== b.score) return b.score - a.score;
  if (a.occurrence.due !== b.occurrence.due) return a.occurrence.due < b.occurrence.due ? -1 : 1;
  return compareCodePoints(a.rule.id, b.rule.id) || compareCodePoints(a.id, b.id);
}

const placeOf = ({ missed, rule }: Candidate): number => (missed ? 2 : rule.ridesAlong === true ? 1 : 0);

/** Whether caps, gap, money and the share of human contact limit a candidate. */
function obeysLimits({ purpose, audience, caps }: Candidate["rule"]): boolean {
  return audience === "customer" && (caps?.obeys ?? purpose !== "mandatory");
}

/**
 * Stage 4, the room: by the best channel on which that is possible within this run, else the earliest moment and the
 * best channel then, at which the contact exceeds no cap in any window, keeps the minimum gap, costs no more than the
 * customer's treatment allows and leaves the share of human contact, given the contacts already made or admitted before
 * it in the order. Mandatory messages and owner tasks are not limited.
 */
export function admit(
  candidate: Candidate,
  channels: readonly Channel[],
  contactsOfUnit: readonly Contact[],
  context: SlotContext,
): Admission {
  const { clock, expiresAt } = candidate;
  const targets: readonly (Channel | undefined)[] =
    candidate.rule.audience === "owner" ? [undefined] : channels;
  const slots = targets.map((channel) => ({ channel, ...findSlot(candidate, channel, context) }));
  const subjectId = candidate.customer.dossier.party.id;
  const contacts = contactsInSight(contactsOfUnit, subjectId, context.policy);
  const blocked = limitsOf(candidate, contacts, context);
  const open = slots.filter(({ at }) => at < expiresAt);
  const first = earliestOf(slots);
  if (open.length === 0) {
    return { reasons: [tooLate(candidate), ...first.reasons] };
  }

  // The best channel that is free within this run.
  const now = open.find(({ at, channel }) => at < clock.runEnd && blocked(at, channel).length === 0);
  if (now !== undefined) return { at: now.at, channel: now.channel, reasons: now.reasons };

  // What stands in the way at the first moment of each channel.
  const reasons = distinct([...first.reasons, ...open.flatMap(({ at, channel }) => blocked(at, channel))]);
  // A limit lets go at few moments only: when a contact leaves a window or a new day begins.
  const own = [
    ...releases(contacts, context.policy, clock.zone),
    ...spendingReleases(contacts, candidate.customer.dossier.treatment),
    ...humanShareReleases(contacts, context.policy),
  ];
  const moments = slots.flatMap(({ channel, at }, preference) => [
    { at, channel, preference },
    ...own
      .filter((moment) => moment > at && moment < expiresAt)
      .map((moment) => ({ at: slotFrom(candidate, channel, moment, context), channel, preference })),
  ]);
  moments.sort((a, b) => a.at - b.at || a.preference - b.preference);
  for (const { at, channel } of moments) {
    if (at >= expiresAt) break;
    if (blocked(at, channel).length === 0) return { at, channel, reasons };
  }
  return { reasons };
}

type Limits = (at: number, channel: Channel | undefined) => readonly DecisionReason[];

const FREE: readonly DecisionReason[] = [];

/** What a contact at a moment by a channel would exceed. */
export function limitsOf(
  { id, rule, clock, customer }: Candidate,
  contacts: readonly Contact[],
  { policy }: Pick<SlotContext, "policy">,
  contactId = id,
): Limits {
  if (!obeysLimits(rule)) return () => FREE;
  const subjectId = customer.dossier.party.id;
  const tags = rule.tags ?? [];
  return (at, channel) => {
    if (channel === undefined) return FREE;
    const wish = { contactId, subjectId, at, channel, purpose: rule.purpose, tags };
    const reasons = blockers(wish, contacts, policy, clock.zone);
    const spending = spendingReason(wish, contacts, customer.dossier.treatment, policy);
    if (spending !== undefined) reasons.push(spending);
    const share = humanShareReason(wish, contacts, customer.dossier, policy);
    if (share !== undefined) reasons.push(share);
    return reasons;
  };
}

function earliestOf<T extends Slot>(slots: readonly T[]): T {
  return slots.reduce((best, slot) => (slot.at < best.at ? slot : best));
}

function tooLate({ expiresAt }: Candidate): DecisionReason {
  const until = new Date(expiresAt).toISOString().replace(".000Z", "Z");
  return { code: "expired", text: `Too late: of use until ${until}, and no moment is left before that.` };
}

/** The same cap stands in the way once, however many channels it covers. */
function distinct(reasons: readonly DecisionReason[]): DecisionReason[] {
  const seen = new Map(reasons.map((reason) => [`${reason.code}|${reason.by}|${reason.text}`, reason]));
  return [...seen.values()];
}
