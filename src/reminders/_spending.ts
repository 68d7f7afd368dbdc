import type { Channel, DecisionReason } from "../model/index.ts";
import type { Contact } from "./_limits.ts";
import { instantText } from "./_local-clock.ts";
import type { CustomerTreatment } from "./circumstances.ts";
import type { ReminderPolicy } from "./policy.ts";

const DAY = 86_400_000;

/** Why a contact would cost more than the customer's treatment allows, in any window of its days. */
export function spendingReason(
  wish: { readonly at: number; readonly channel: Channel; readonly subjectId: string },
  contacts: readonly Contact[],
  treatment: CustomerTreatment | undefined,
  { channelCosts = {} }: ReminderPolicy,
): DecisionReason | undefined {
  const cap = treatment?.spendCap;
  if (cap === undefined) return undefined;
  const cost = channelCosts[wish.channel] ?? 0;
  if (cost === 0) return undefined;
  const length = cap.days * DAY;
  const own = contacts
    .filter((contact) => contact.subjectId === wish.subjectId && contact.channel !== undefined)
    .map((contact) => ({ at: contact.at, cost: channelCosts[contact.channel!] ?? 0 }));
  const tooMuch = (at: number): boolean => {
    const starts = [at, ...own.map((one) => one.at).filter((start) => start <= at && start > at - length)];
    return starts.some((start) => {
      const spent = own
        .filter((one) => one.at >= start && one.at < start + length)
        .reduce((sum, one) => sum + one.cost, 0);
      return spent + cost > cap.amount;
    });
  };
  if (!tooMuch(wish.at)) return undefined;
  const free = own
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
