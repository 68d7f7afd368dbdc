import type { Channel, Consent, ContactPoint, ContactPurpose, DecisionReason } from "../model/index.ts";
import { isValidOn } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { instantText, startOfDay } from "./_local-clock.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderPolicy } from "./policy.ts";

/** The kinds of address by which a channel reaches somebody; the other channels need none. */
const ADDRESS: Readonly<Partial<Record<Channel, readonly ContactPoint["kind"][]>>> = {
  email: ["email"],
  sms: ["mobile"],
  phone: ["mobile", "phone"],
  "call-centre": ["mobile", "phone"],
  fax: ["fax"],
  post: ["post"],
  social: ["social"],
  chat: ["messaging"],
};

/**
 * The channels of the policy, best first for one customer: the preferred one; then by what a response is worth, times
 * how often the customer answered on the channel, less what it costs; then as the policy has them. The share of answers
 * starts at one in two, so that a channel never tried is neither best nor worst: (responses + 1) / (contacts + 2).
 */
export function channelsOf({ party, responses }: Dossier, policy: ReminderPolicy): readonly Channel[] {
  const { channels, channelCosts, responseValue = 0 } = policy;
  let order = channels;
  if (channelCosts !== undefined || (responseValue > 0 && responses !== undefined)) {
    const worth = new Map(
      channels.map((channel) => {
        const { contacts = 0, responses: answers = 0 } =
          responses?.find((one) => one.channel === channel) ?? {};
        return [channel, (responseValue * (answers + 1)) / (contacts + 2) - (channelCosts?.[channel] ?? 0)];
      }),
    );
    order = [...channels].sort((a, b) => worth.get(b)! - worth.get(a)!);
  }
  const preferred = party.preferredChannel;
  if (preferred === undefined || !channels.includes(preferred)) return order;
  return [preferred, ...order.filter((channel) => channel !== preferred)];
}

/** What can be used for a candidate, and if nothing can, why. */
export interface Reach {
  readonly channels: readonly Channel[];
  readonly reason?: DecisionReason | undefined;
}

const NO_CHANNELS: readonly Channel[] = [];

/** The channels that rule, consents and addresses leave, best first. */
export function reachOf(candidate: Candidate): Reach {
  const { rule, clock, customer } = candidate;
  if (rule.audience === "owner") return { channels: NO_CHANNELS };
  const { consents = [], contactPoints } = customer.dossier;
  const named = rule.channels;
  const offered =
    named === undefined ? customer.channels : named.filter((channel) => customer.channels.includes(channel));
  if (offered.length === 0) {
    const text =
      customer.channels.length === 0
        ? "The policy names no channel for messages."
        : `The rule uses ${named?.join(", ")}, and the policy none of these.`;
    return { channels: offered, reason: { code: "no-channel", text, needs: { what: "channel" } } };
  }
  const { purpose } = rule;
  const permitted =
    purpose === "mandatory" || (consents.length === 0 && purpose !== "promotional")
      ? offered
      : offered.filter((channel) => isAllowed(purpose, consentOn(consents, purpose, channel, clock.today)));
  if (permitted.length === 0) return { channels: permitted, reason: consentReason(candidate, offered) };
  if (contactPoints === undefined) return { channels: permitted };
  const channels = permitted.filter((channel) => hasAddress(channel, contactPoints, clock.today));
  if (channels.length > 0) return { channels };
  const text = `No address or number that works is known for ${permitted.join(", ")}.`;
  return {
    channels,
    reason: { code: "no-address", text, needs: { what: "address", of: permitted.join(", ") } },
  };
}

/** The address or number that a channel would use, written as it compares; undefined when none is known. */
export function addressFor(channel: Channel, customer: Customer): string | undefined {
  const kinds = ADDRESS[channel];
  const points = (customer.dossier.contactPoints ?? [])
    .filter((point) => kinds?.includes(point.kind) && works(point, customer.clock.today))
    .sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false) || (a.id < b.id ? -1 : 1));
  const [first] = points;
  if (first === undefined) return undefined;
  return first.kind === "email" || first.kind === "post"
    ? first.value.trim().toLowerCase()
    : first.value.replace(/[^\d+]/g, "");
}

function hasAddress(
  channel: Channel,
  points: readonly ContactPoint[],
  day: ContactPoint["validFrom"] & string,
): boolean {
  const kinds = ADDRESS[channel];
  return kinds === undefined || points.some((point) => kinds.includes(point.kind) && works(point, day));
}

function works(point: ContactPoint, day: ContactPoint["validFrom"] & string): boolean {
  return isValidOn(point, day) && point.checkOutcome !== "changed" && point.checkOutcome !== "unreachable";
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

function consentReason(
  { rule: { purpose }, clock, customer }: Candidate,
  offered: readonly Channel[],
): DecisionReason {
  const { consents = [] } = customer.dossier;
  const text =
    purpose === "promotional"
      ? `No consent to promotional messages by ${offered.join(", ")}.`
      : `Consent to ${purpose} messages by ${offered.join(", ")} is withdrawn.`;
  const from = consents
    .filter((consent) => consent.effectiveFrom > clock.today && offered.includes(consent.channel))
    .filter((consent) =>
      isAllowed(purpose, consentOn(consents, purpose, consent.channel, consent.effectiveFrom)),
    )
    .map((consent) => consent.effectiveFrom)
    .sort()[0];
  const needs = { what: "consent", of: `${purpose}: ${offered.join(" or ")}` } as const;
  if (from === undefined) return { code: "no-consent", text, needs };
  return { code: "no-consent", text, until: instantText(startOfDay(from, clock.zone)), needs };
}
