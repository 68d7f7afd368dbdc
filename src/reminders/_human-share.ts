import type { Channel, DecisionReason } from "../model/index.ts";
import { type Contact, oncePerContact, type Wish } from "./_limits.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderPolicy } from "./policy.ts";

const DAY = 86_400_000;

/**
 * Why a message by an automatic channel would leave an important customer with too small a share of human contact.
 * Counted over the days before the message: the contacts of the log, the message itself, and two-way interactions by
 * human channels.
 *
 * human / (all + 1) < minimum
 */
export function humanShareReason(
  wish: Pick<Wish, "contactId" | "at" | "subjectId"> & { readonly channel: Channel },
  contacts: readonly Contact[],
  { importance, snapshot, interactions = [] }: Dossier,
  { humanShare }: ReminderPolicy,
): DecisionReason | undefined {
  if (humanShare === undefined || humanShare.channels.includes(wish.channel)) return undefined;
  const { classes, minimum, days, channels } = humanShare;
  const ownClass = importance ?? snapshot?.abc;
  if (ownClass === undefined || !classes.includes(ownClass)) return undefined;
  const isNear = (at: number): boolean => at <= wish.at && at > wish.at - days * DAY;
  const own = oncePerContact(contacts, wish.subjectId);
  if (own.some(({ contactId, channel }) => contactId === wish.contactId && channel === wish.channel)) {
    return undefined;
  }
  const near = own.filter((contact) => isNear(contact.at));
  const talks = interactions.filter(
    ({ channel, twoWay, occurredAt }) =>
      twoWay && channels.includes(channel) && isNear(Date.parse(occurredAt)),
  );
  const human =
    talks.length + near.filter(({ channel }) => channel !== undefined && channels.includes(channel)).length;
  const all = near.length + talks.length + 1;
  if (human / all >= minimum) return undefined;
  return {
    code: "human-share",
    text: `Of ${all} contacts in ${days} days only ${human} would be with a human being; class ${ownClass} is due ${Math.round(minimum * 100)} %.`,
    needs: { what: "human-contact", of: channels.join(" or ") },
  };
}
