import { dateOfDay, localDayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type {
  CampaignResponse,
  CampaignTouch,
  Channel,
  Interaction,
  ReminderDecision,
  ReminderEvent,
} from "../model/index.ts";
import type { Contact, ContactKind } from "./contact.ts";

/** What may have been a contact, and what came of it; a list left out is taken as empty. */
export interface ContactRecords {
  /** What was decided to be sent. */
  readonly sends?: Iterable<ReminderDecision> | undefined;
  /** What became of it. */
  readonly events?: Iterable<ReminderEvent> | undefined;
  /** Talks and letters of own staff, and what came in. */
  readonly interactions?: Iterable<Interaction> | undefined;
  /** Contacts of campaigns. */
  readonly touches?: Iterable<CampaignTouch> | undefined;
  /** What customers did upon them. */
  readonly responses?: Iterable<CampaignResponse> | undefined;
}

/** Options of {@link collectContacts}. */
export interface CollectContactsOptions {
  /** The time zone in whose days contacts are counted. */
  readonly zone: string;
}

/** What comes of a reminder and is an answer. */
export const answeringOutcomes: readonly NonNullable<ReminderEvent["outcome"]>[] = Object.freeze([
  "responded",
  "ordered",
  "opportunity-gained",
]);

const ANSWERS = new Set(answeringOutcomes);

/** Opening is none: programs open letters unasked. */
const RESPONSES: ReadonlySet<CampaignResponse["kind"]> = new Set(["clicked", "replied", "purchased"]);

const KINDS: readonly ContactKind[] = ["mandatory", "service", "care", "promotional", "campaign", "talk"];

const CHANNEL_OF: Readonly<Partial<Record<NonNullable<CampaignTouch["kind"]>, Channel>>> = {
  "personal-letter": "post",
  call: "phone",
  visit: "visit",
};

/**
 * Collects the contacts that reached customers, and the days on which they were answered.
 *
 * | record                            | a contact if                                  | answered by                                       |
 * | --------------------------------- | --------------------------------------------- | ------------------------------------------------- |
 * | a send to a customer on a channel | an outcome is on record, and no failure after | `responded`, `ordered`, `opportunity-gained`      |
 * | a touch of a campaign             | in the treatment arm and not bounced          | `clicked`, `replied`, `purchased`                 |
 * | an outbound interaction           | always                                        | both spoke, or an inbound one that goes on from it |
 *
 * All that went out to a customer by one channel on one day is one contact. Without any outcome nobody knows whether a
 * message arrived, so it is none. A touch without a channel is by the channel of its kind, and none where that is not known.
 *
 * @returns contacts by customer, day and channel
 * @throws RangeError if the zone is none or a moment is no instant
 *
 * @example
 * ```ts
 * import { collectContacts } from "clientele/campaign";
 *
 * const touch = { schemaVersion: 1, campaignId: "spring", partyId: "ann", arm: "treatment", sentAt: "2026-03-01T09:00:00Z", channel: "email" } as const;
 * const contacts = collectContacts({
 *   touches: [{ id: "t1", ...touch }, { id: "t2", ...touch, partyId: "bob" }],
 *   responses: [{ schemaVersion: 1, id: "r1", touchId: "t1", campaignId: "spring", partyId: "ann", at: "2026-03-02T08:00:00Z", kind: "clicked" }],
 * }, { zone: "Europe/Berlin" });
 * contacts[0]; // => { customerId: "ann", channel: "email", kind: "campaign", on: "2026-03-01", answeredOn: "2026-03-02" }
 * contacts[1]; // => { customerId: "bob", channel: "email", kind: "campaign", on: "2026-03-01" }
 * ```
 */
export function collectContacts(
  records: ContactRecords,
  { zone }: CollectContactsOptions,
): readonly Contact[] {
  const dayOf = (instant: string): PlainDate => dateOfDay(localDayNumber(Date.parse(instant), zone));
  const found = new Map<string, Contact>();
  const add = (contact: Contact): void => {
    const key = `${contact.on} ${contact.channel} ${contact.customerId}`;
    const known = found.get(key);
    found.set(key, known === undefined ? contact : joined(known, contact));
  };
  for (const each of sendContacts(records, dayOf)) add(each);
  for (const each of touchContacts(records, dayOf)) add(each);
  for (const each of talkContacts(records, dayOf)) add(each);
  const contacts = [...found.values()].sort(
    (a, b) =>
      compareCodePoints(a.customerId, b.customerId) ||
      (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
      compareCodePoints(a.channel, b.channel),
  );
  return Object.freeze(contacts.map((contact) => Object.freeze(contact)));
}

type DayOf = (instant: string) => PlainDate;

/** Two of one customer, day and channel are one; the earlier answer is its answer. */
function joined(one: Contact, other: Contact): Contact {
  const answeredOn = earlier(one.answeredOn, other.answeredOn);
  const { customerId, channel, on } = one;
  const kind = KINDS.indexOf(one.kind) <= KINDS.indexOf(other.kind) ? one.kind : other.kind;
  return { customerId, channel, kind, on, ...(answeredOn === undefined ? {} : { answeredOn }) };
}

function earlier(one: PlainDate | undefined, other: PlainDate | undefined): PlainDate | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

function* sendContacts({ sends = [], events = [] }: ContactRecords, dayOf: DayOf): Generator<Contact> {
  const became = new Map<string, { arrivedAt?: string; failedAt?: string; answeredAt?: string }>();
  for (const { decisionId, kind, outcome, at } of events) {
    const one = became.get(decisionId) ?? {};
    became.set(decisionId, one);
    if (kind === "failed") one.failedAt = latest(one.failedAt, at);
    if (outcome === undefined) continue;
    one.arrivedAt = latest(one.arrivedAt, at);
    if (ANSWERS.has(outcome)) one.answeredAt = first(one.answeredAt, at);
  }
  for (const { id, verdict, audience, subjectId, channel, purpose, at, decidedAt } of sends) {
    const { arrivedAt, failedAt, answeredAt } = became.get(id) ?? {};
    if (verdict !== "send" || audience !== "customer" || channel === undefined || purpose === "internal")
      continue;
    if (arrivedAt === undefined || (failedAt !== undefined && Date.parse(failedAt) > Date.parse(arrivedAt)))
      continue;
    yield {
      customerId: subjectId,
      channel,
      kind: purpose,
      on: dayOf(at ?? decidedAt),
      ...(answeredAt === undefined ? {} : { answeredOn: dayOf(answeredAt) }),
    };
  }
}

const latest = (one: string | undefined, other: string): string =>
  one !== undefined && Date.parse(one) >= Date.parse(other) ? one : other;

const first = (one: string | undefined, other: string): string =>
  one !== undefined && Date.parse(one) <= Date.parse(other) ? one : other;

function* touchContacts({ touches = [], responses = [] }: ContactRecords, dayOf: DayOf): Generator<Contact> {
  const answered = new Map<string, string>();
  const bounced = new Set<string>();
  for (const { touchId, kind, at } of responses) {
    if (kind === "bounced") bounced.add(touchId);
    else if (RESPONSES.has(kind)) answered.set(touchId, first(answered.get(touchId), at));
  }
  for (const { id, partyId, arm, sentAt, kind, channel = kind && CHANNEL_OF[kind] } of touches) {
    if (arm !== "treatment" || channel === undefined || bounced.has(id)) continue;
    const answeredAt = answered.get(id);
    yield {
      customerId: partyId,
      channel,
      kind: "campaign",
      on: dayOf(sentAt),
      ...(answeredAt === undefined ? {} : { answeredOn: dayOf(answeredAt) }),
    };
  }
}

function* talkContacts({ interactions = [] }: ContactRecords, dayOf: DayOf): Generator<Contact> {
  const outbound: Interaction[] = [];
  const answered = new Map<string, string>();
  for (const each of interactions) {
    if (each.direction === "outbound") outbound.push(each);
    else if (each.previousId !== undefined)
      answered.set(each.previousId, first(answered.get(each.previousId), each.occurredAt));
  }
  for (const { id, partyId, channel, occurredAt, twoWay, outcome } of outbound) {
    const spoke = twoWay && outcome !== "no-answer" ? occurredAt : undefined;
    const later = answered.get(id);
    const answeredAt =
      spoke ?? (later === undefined || Date.parse(later) < Date.parse(occurredAt) ? undefined : later);
    yield {
      customerId: partyId,
      channel,
      kind: "talk",
      on: dayOf(occurredAt),
      ...(answeredAt === undefined ? {} : { answeredOn: dayOf(answeredAt) }),
    };
  }
}
