import type { PlainDate } from "../calendar/index.ts";
import type { Channel, Consent, ContactPoint, ContactPurpose, DecisionReason } from "../model/index.ts";
import { isValidOn } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { instantText, startOfDay } from "./_local-clock.ts";
import { isLapsed } from "./_permission-age.ts";
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
  const asks = purpose !== "mandatory" && (consents.length > 0 || purpose === "promotional");
  const permitted = asks
    ? offered.filter((channel) => mayUse(channel, purpose, customer, clock.today))
    : offered;
  if (permitted.length === 0) return { channels: permitted, reason: consentReason(candidate, offered) };
  if (contactPoints === undefined) return { channels: permitted };
  const channels = permitted.filter(
    (channel) => ADDRESS[channel] === undefined || pointsFor(channel, customer, clock.today).length > 0,
  );
  if (channels.length > 0) return { channels };
  const text = `No address or number that works is known for ${permitted.join(", ")}.`;
  return {
    channels,
    reason: { code: "no-address", text, needs: { what: "address", of: permitted.join(", ") } },
  };
}

/** The address or number that a channel would use for a purpose; undefined when none is known. */
export function pointFor(
  channel: Channel,
  purpose: ContactPurpose,
  customer: Customer,
): ContactPoint | undefined {
  const day = customer.clock.today;
  const points = pointsFor(channel, customer, day);
  if (purpose === "mandatory") return points[0];
  const { consents = [] } = customer.dossier;
  const age = ageOf(customer);
  return points.find(({ id }) => isAllowed(purpose, statusOf(consents, purpose, channel, day, id, age)));
}

/** An address or number written as it compares. */
export function comparable({ kind, value }: ContactPoint): string {
  return kind === "email" || kind === "post" ? value.trim().toLowerCase() : value.replace(/[^\d+]/g, "");
}

/** The addresses or numbers that work for a channel, the first to use first. */
function pointsFor(
  channel: Channel,
  { dossier: { contactPoints = [] } }: Customer,
  day: PlainDate,
): readonly ContactPoint[] {
  const kinds = ADDRESS[channel];
  if (kinds === undefined) return [];
  return contactPoints
    .filter((point) => kinds.includes(point.kind) && works(point, day))
    .sort(
      (a, b) =>
        Number(b.primary ?? false) - Number(a.primary ?? false) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    );
}

function works(point: ContactPoint, day: PlainDate): boolean {
  return isValidOn(point, day) && point.checkOutcome !== "changed" && point.checkOutcome !== "unreachable";
}

/**
 * Whether consents leave the channel: for one at least of the addresses or numbers that it could use. Where none is on
 * record, what was said of a single one is taken for what was said of the channel.
 */
function mayUse(channel: Channel, purpose: ContactPurpose, customer: Customer, day: PlainDate): boolean {
  const { consents = [] } = customer.dossier;
  const points = pointsFor(channel, customer, day);
  const age = ageOf(customer);
  if (points.length === 0)
    return isAllowed(purpose, statusOf(consents, purpose, channel, day, undefined, age));
  return points.some(({ id }) => isAllowed(purpose, statusOf(consents, purpose, channel, day, id, age)));
}

/** Promotion needs a grant; service and care need only not to be withdrawn. */
function isAllowed(purpose: ContactPurpose, status: Consent["status"] | undefined): boolean {
  return purpose === "promotional" ? status === "granted" : status !== "withdrawn";
}

/**
 * The status that holds on a day for one address or number, or for the channel where none is named. What was said of
 * the address itself holds for it; but a later withdrawal from the whole channel ends a grant for the address too. A grant
 * that is too old to be relied on is none.
 */
function statusOf(
  consents: readonly Consent[],
  purpose: ContactPurpose,
  channel: Channel,
  day: PlainDate,
  pointId: string | undefined,
  { months, zone }: PermissionAge,
): Consent["status"] | undefined {
  let whole: Consent | undefined;
  let own: Consent | undefined;
  for (const consent of consents) {
    if (consent.purpose !== purpose || consent.channel !== channel || consent.effectiveFrom > day) continue;
    const about = consent.contactPointId;
    if (about === undefined || pointId === undefined) whole = laterConsent(whole, consent);
    else if (about === pointId) own = laterConsent(own, consent);
  }
  const last =
    own !== undefined && whole?.status === "withdrawn" && whole.effectiveFrom >= own.effectiveFrom
      ? whole
      : (own ?? whole);
  return last?.status === "granted" && isLapsed(last, months, day, zone) ? undefined : last?.status;
}

/** How old a permission may be. */
interface PermissionAge {
  readonly months: number | undefined;
  readonly zone: string;
}

const ageOf = ({ permissionMonths, clock }: Customer): PermissionAge => ({
  months: permissionMonths,
  zone: clock.zone,
});

/** The later of two; of two of one day the withdrawal. */
function laterConsent(known: Consent | undefined, other: Consent): Consent {
  if (known === undefined || other.effectiveFrom > known.effectiveFrom) return other;
  return other.effectiveFrom === known.effectiveFrom && other.status === "withdrawn" ? other : known;
}

function consentReason(
  { rule: { purpose }, clock, customer }: Candidate,
  offered: readonly Channel[],
): DecisionReason {
  const { consents = [] } = customer.dossier;
  const isOld =
    customer.permissionMonths !== undefined &&
    offered.some((channel) =>
      mayUse(channel, purpose, { ...customer, permissionMonths: undefined }, clock.today),
    );
  const text = isOld
    ? `The consent to ${purpose} messages by ${offered.join(", ")} is older than ${customer.permissionMonths} months.`
    : purpose === "promotional"
      ? `No consent to promotional messages by ${offered.join(", ")}.`
      : `Consent to ${purpose} messages by ${offered.join(", ")} is withdrawn.`;
  const from = consents
    .filter((consent) => consent.effectiveFrom > clock.today && offered.includes(consent.channel))
    .filter(({ channel, effectiveFrom }) => mayUse(channel, purpose, customer, effectiveFrom))
    .map((consent) => consent.effectiveFrom)
    .sort()[0];
  const needs = { what: "consent", of: `${purpose}: ${offered.join(" or ")}` } as const;
  if (from === undefined) return { code: "no-consent", text, needs };
  return { code: "no-consent", text, until: instantText(startOfDay(from, clock.zone)), needs };
}
