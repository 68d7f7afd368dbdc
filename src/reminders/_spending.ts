import type { Channel, DecisionReason } from "../model/index.ts";
import { type Contact, oncePerContact, type Wish } from "./_limits.ts";
import { instantText } from "./_local-clock.ts";
import type { CustomerTreatment } from "./circumstances.ts";
import type { ReminderPolicy } from "./policy.ts";

const DAY = 86_400_000;
/** Three times 0.1 are not more than 0.3, though binary fractions say so. */
const ROUNDING = 1e-9;

/** Why a contact would cost more than the customer's treatment allows, in any window of its days. */
export function spendingReason(
  wish: Pick<Wish, "contactId" | "at" | "subjectId"> & { readonly channel: Channel },
  contacts: readonly Contact[],
  treatment: CustomerTreatment | undefined,
  { channelCosts = {} }: ReminderPolicy,
): DecisionReason | undefined {
  const cap = treatment?.spendCap;
  if (cap === undefined) return undefined;
  const cost = channelCosts[wish.channel] ?? 0;
  if (cost === 0) return undefined;
  const length = cap.days * DAY;
  const own = oncePerContact(contacts, wish.subjectId);
  // What goes out with another by the same channel costs nothing more.
  if (own.some(({ contactId, channel }) => contactId === wish.contactId && channel === wish.channel)) {
    return undefined;
  }
  const paid = own
    .filter((contact) => contact.channel !== undefined)
    .map((contact) => ({ at: contact.at, cost: channelCosts[contact.channel!] ?? 0 }));
  const tooMuch = (at: number): boolean => {
    const starts = [at, ...paid.map((one) => one.at).filter((start) => start <= at && start > at - length)];
    return starts.some((start) => {
      const spent = paid
        .filter((one) => one.at >= start && one.at < start + length)
        .reduce((sum, one) => sum + one.cost, 0);
      return spent + cost - cap.amount > cap.amount * ROUNDING;
    });
  };
  if (!tooMuch(wish.at)) return undefined;
  const free = paid
    .map((one) => one.at + length)
    .filter((moment) => moment > wish.at && !tooMuch(moment))
    .sort((a, b) => a - b)[0];
  return {
    code: "budget",
    text: `Contacts with this customer may cost ${cap.amount} in ${cap.days} days, and one by ${wish.channel} costs ${cost}.`,
    needs: { what: "money", of: `treatment:${wish.subjectId}` },
    ...(free === undefined ? {} : { until: instantText(free) }),
  };
}

/** The moments at which the spending of a customer may have room again. */
export function spendingReleases(
  contacts: readonly Contact[],
  treatment: CustomerTreatment | undefined,
): number[] {
  const cap = treatment?.spendCap;
  return cap === undefined ? [] : contacts.map((contact) => contact.at + cap.days * DAY);
}
