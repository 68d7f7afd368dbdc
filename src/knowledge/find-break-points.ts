import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Channel, Interaction } from "../model/index.ts";
import { dayOfMoment, momentOf } from "./_moment.ts";

/** Options of {@link findBreakPoints} and {@link findOpenLoops}. */
export interface ContactsAsOfOptions {
  /** Contacts after this moment are not read. */
  readonly asOf: string;
}

/** Where a matter stopped, and how it came so far. */
export interface ResumePoint {
  /** The contact in which it stopped. */
  readonly interactionId: string;
  /** When. */
  readonly occurredAt: string;
  /** How. */
  readonly channel: Channel;
  /** Where. */
  readonly place?: string | undefined;
  /** With whom, when the party is an organisation. */
  readonly personId?: string | undefined;
  /** What was spoken of. */
  readonly topic: string;
  /** How far it got. */
  readonly state: string;
  /** What comes next. */
  readonly nextStep: string;
  /** By when. */
  readonly dueOn?: PlainDate | undefined;
  /** Whether that day is past. */
  readonly overdue: boolean;
  /** The contacts of the matter, the first one first: the chain. */
  readonly chain: readonly string[];
}

/**
 * Finds where the matters with a party stopped, so that the next contact goes on from there. Contacts belong to one
 * matter when they share a thread or one names the other as the one before it; the last contact of a matter says where
 * it stopped, and a matter whose last contact has no break point is done.
 *
 * @returns the open matters, the one touched last first
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { findBreakPoints } from "clientele/knowledge";
 *
 * const call = { schemaVersion: 1, partyId: "ada", channel: "phone", direction: "inbound", twoWay: true } as const;
 * const points = findBreakPoints(
 *   [
 *     { ...call, id: "i1", occurredAt: "2026-05-01T09:00:00Z" },
 *     {
 *       ...call,
 *       id: "i2",
 *       previousId: "i1",
 *       occurredAt: "2026-05-08T09:00:00Z",
 *       breakPoint: { topic: "new kettle", state: "two models left", nextStep: "send the noise figures", dueOn: "2026-05-12" },
 *     },
 *   ],
 *   { asOf: "2026-06-01T00:00:00Z" },
 * );
 * points.map(({ nextStep, overdue, chain }) => [nextStep, overdue, chain]); // => [["send the noise figures", true, ["i1", "i2"]]]
 * ```
 */
export function findBreakPoints(
  interactions: readonly Interaction[],
  options: ContactsAsOfOptions,
): readonly ResumePoint[] {
  const asOf = momentOf("find break points", "asOf", options.asOf);
  const today = dayOfMoment(asOf);
  const past = contactsUntil(interactions, asOf);
  const matters = new Map<string, Interaction[]>();
  const matterOf = matterFinder(past);
  for (const contact of past) {
    const matter = matterOf(contact);
    const contacts = matters.get(matter);
    if (contacts === undefined) matters.set(matter, [contact]);
    else contacts.push(contact);
  }
  const points: { readonly at: number; readonly point: ResumePoint }[] = [];
  for (const contacts of matters.values()) {
    const last = contacts[contacts.length - 1]!;
    if (last.breakPoint === undefined) continue;
    const { place, personId, breakPoint } = last;
    points.push({
      at: Date.parse(last.occurredAt),
      point: Object.freeze({
        interactionId: last.id,
        occurredAt: last.occurredAt,
        channel: last.channel,
        ...(place === undefined ? {} : { place }),
        ...(personId === undefined ? {} : { personId }),
        ...breakPoint,
        overdue: breakPoint.dueOn !== undefined && breakPoint.dueOn < today,
        chain: Object.freeze(contacts.map(({ id }) => id)),
      }),
    });
  }
  points.sort((a, b) => b.at - a.at || compareCodePoints(a.point.interactionId, b.point.interactionId));
  return Object.freeze(points.map(({ point }) => point));
}

/** The contacts up to a moment, the earliest first. */
export function contactsUntil(interactions: readonly Interaction[], at: number): Interaction[] {
  return interactions
    .filter(({ occurredAt }) => Date.parse(occurredAt) <= at)
    .sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || compareCodePoints(a.id, b.id));
}

/** The thread, or the first contact of the chain. */
function matterFinder(contacts: readonly Interaction[]): (contact: Interaction) => string {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return (contact) => {
    const seen = new Set<string>();
    let at = contact;
    for (;;) {
      if (at.threadId !== undefined) return `thread ${at.threadId}`;
      seen.add(at.id);
      const before = at.previousId === undefined ? undefined : byId.get(at.previousId);
      if (before === undefined || seen.has(before.id)) return `contact ${at.id}`;
      at = before;
    }
  };
}
