import type { Channel, Consent, ContactPurpose, DecisionReason } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { sharesAnchor } from "./_decision-id.ts";
import { instantText, startOfDay } from "./_local-clock.ts";

const HOUR = 3_600_000;

/** What stage 2 found: nothing in the way and the channels allowed, or every reason why not. */
export interface Qualification {
  /** Why the candidate may not be sent, the weightiest first; empty when it may. */
  readonly reasons: readonly DecisionReason[];
  /** The channels allowed, best first; empty for owner tasks. */
  readonly channels: readonly Channel[];
}

/**
 * Stage 2: whether a candidate may be sent at all, whatever the hour and whatever else there is to say. All
 * checks are made and every one that fails gives its reason, in this order: the party is closed, the occurrence
 * was already sent, it is too late, there is no channel or no consent, the rule is cooling down. Where it is known
 * from when a check would pass, the reason says so.
 */
export function qualify(candidate: Candidate, customer: Customer, now: number): Qualification {
  const reasons: DecisionReason[] = [];
  const channels = candidate.rule.audience === "owner" ? [] : allowedChannels(candidate, customer);
  for (const reason of [
    closedReason(candidate, customer),
    sentReason(candidate, customer),
    expiredReason(candidate, now),
    channels.length === 0 ? channelReason(candidate, customer) : undefined,
    cooldownReason(candidate, customer, now),
  ]) {
    if (reason !== undefined) reasons.push(reason);
  }
  return { reasons, channels };
}

function closedReason({ clock }: Candidate, { dossier: { party } }: Customer): DecisionReason | undefined {
  const { closed } = party;
  if (closed === undefined || closed.on > clock.today) return undefined;
  return { code: "party-closed", text: `No contact any more: ${closed.reason} on ${closed.on}.` };
}

function sentReason({ id }: Candidate, { history }: Customer): DecisionReason | undefined {
  const send = history.sends.get(id);
  if (send === undefined) return undefined;
  return { code: "already-decided", text: `Already sent at ${instantText(send.at)}.`, by: id };
}

function expiredReason({ expiresAt }: Candidate, now: number): DecisionReason | undefined {
  if (now < expiresAt) return undefined;
  return { code: "expired", text: `Too late: it was of use until ${instantText(expiresAt)}.` };
}

function cooldownReason(
  candidate: Candidate,
  { history }: Customer,
  now: number,
): DecisionReason | undefined {
  const { rule, occurrence, id } = candidate;
  const { cooldown, purpose } = rule;
  if (cooldown === undefined || purpose === "mandatory") return undefined;
  let last: { readonly id: string; readonly at: number } | undefined;
  for (const send of history.byRule.get(rule.id) ?? []) {
    if (send.id === id) continue;
    if (cooldown.per === "anchor" && !sharesAnchor(send.id, id, occurrence.step)) continue;
    if (last === undefined || send.at > last.at) last = send;
  }
  if (last === undefined) return undefined;
  const until = last.at + cooldown.days * 24 * HOUR;
  if (now >= until) return undefined;
  return {
    code: "cooldown",
    text: `The rule is silent for ${cooldown.days} days after the send of ${instantText(last.at)}.`,
    by: last.id,
    until: instantText(until),
  };
}

function allowedChannels(
  { rule: { purpose }, clock: { today } }: Candidate,
  { channels, dossier: { consents = [] } }: Customer,
): readonly Channel[] {
  if (purpose === "mandatory") return channels;
  if (consents.length === 0) return purpose === "promotional" ? [] : channels;
  return channels.filter((channel) => isAllowed(purpose, consentOn(consents, purpose, channel, today)));
}

/** Promotion needs a grant; service and care need only not to be withdrawn. */
function isAllowed(purpose: ContactPurpose, status: Consent["status"] | undefined): boolean {
  return purpose === "promotional" ? status === "granted" : status !== "withdrawn";
}

/** The status that holds on a day. Of two records of one day the withdrawal counts. */
function consentOn(
  consents: readonly Consent[],
  purpose: ContactPurpose,
  channel: Channel,
  day: string,
): Consent["status"] | undefined {
  let last: Consent | undefined;
  for (const consent of consents) {
    if (consent.purpose !== purpose || consent.channel !== channel || consent.effectiveFrom > day) continue;
    if (
      last === undefined ||
      consent.effectiveFrom > last.effectiveFrom ||
      (consent.effectiveFrom === last.effectiveFrom && consent.status === "withdrawn")
    ) {
      last = consent;
    }
  }
  return last?.status;
}

function channelReason(
  { rule: { audience, purpose }, clock }: Candidate,
  { channels, dossier: { consents = [] } }: Customer,
): DecisionReason | undefined {
  if (audience === "owner") return undefined;
  if (channels.length === 0) return { code: "no-channel", text: "The policy names no channel for messages." };
  const text =
    purpose === "promotional"
      ? `No consent to promotional messages by ${channels.join(", ")}.`
      : `Consent to ${purpose} messages by ${channels.join(", ")} is withdrawn.`;
  const from = consents
    .filter((consent) => consent.effectiveFrom > clock.today && channels.includes(consent.channel))
    .filter((consent) =>
      isAllowed(purpose, consentOn(consents, purpose, consent.channel, consent.effectiveFrom)),
    )
    .map((consent) => consent.effectiveFrom)
    .sort()[0];
  if (from === undefined) return { code: "no-consent", text };
  return { code: "no-consent", text, until: instantText(startOfDay(from, clock.zone)) };
}
