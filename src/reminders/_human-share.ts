import type { Channel, DecisionReason } from "../model/index.ts";
import { type Contact, oncePerContact, type Wish } from "./_limits.ts";
import { instantText } from "./_local-clock.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderPolicy } from "./policy.ts";

const DAY = 86_400_000;

/**
 * Why a message by an automatic channel would leave an important customer with too small a share of human contact.
 * Counted over the days before the message: the contacts of the log, the message itself, and two-way interactions by
 * human channels.
 *
 * human / (all + 1) < minimum
 *
 * `until` is the first moment at which it would not, as far as that is known: when contacts by a machine leave the days.
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
  const own = oncePerContact(contacts, wish.subjectId);
  if (own.some(({ contactId, channel }) => contactId === wish.contactId && channel === wish.channel)) {
    return undefined;
  }
  const made = [
    ...own.map(({ at, channel }) => ({ at, human: channel !== undefined && channels.includes(channel) })),
    ...interactions
      .filter(({ channel, twoWay }) => twoWay && channels.includes(channel))
      .map(({ occurredAt }) => ({ at: Date.parse(occurredAt), human: true })),
  ];
  const countAt = (moment: number) => {
    const near = made.filter(({ at }) => at <= moment && at > moment - days * DAY);
    const human = near.filter((one) => one.human).length;
    return { all: near.length + 1, human, enough: human / (near.length + 1) >= minimum };
  };
  const { all, human, enough } = countAt(wish.at);
  if (enough) return undefined;
  const free = releasesOf(made, days)
    .filter((moment) => moment > wish.at && countAt(moment).enough)
    .sort((a, b) => a - b)[0];
  return {
    code: "human-share",
    text: `Of ${all} contacts in ${days} days only ${human} would be with a human being; class ${ownClass} is due ${Math.round(minimum * 100)} %.`,
    ...(free === undefined ? {} : { until: instantText(free) }),
    needs: { what: "human-contact", of: channels.join(" or ") },
  };
}

/** The moments at which the share may be enough: one by a machine leaves the days, one planned with a human being comes. */
export function humanShareReleases(
  contacts: readonly Contact[],
  { humanShare }: ReminderPolicy,
): readonly number[] {
  return humanShare === undefined ? [] : releasesOf(contacts, humanShare.days);
}

const releasesOf = (contacts: readonly { readonly at: number }[], days: number): readonly number[] =>
  contacts.flatMap(({ at }) => [at, at + days * DAY]);
