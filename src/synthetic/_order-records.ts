import { addMonths, dateOfDay, dayNumber } from "../calendar/index.ts";
import type { Channel, InstalledProduct, OrderLine, PointsEntry } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import type { LineColumns } from "./_line-columns.ts";
import { pick } from "./_names.ts";
import { productOfCode } from "./_novelties.ts";
import { POINTS_LIFE, SCRIPTED_DELIVERY } from "./_occasions.ts";

const REASONS = [
  "For our own home, every day.",
  "Runs all day in the shop.",
  "A present for my parents.",
  "The old one broke after nine years.",
  "For the flat that we let.",
  "A neighbour has one and is happy with it.",
] as const;

/** The order lines of one customer as records; a customer's orders are numbered in the order they were drawn. */
export function orderLineRecords(
  customerId: string,
  lines: LineColumns,
  currency: string,
  channels: readonly Channel[],
): OrderLine[] {
  const exponent = minorDigits(currency);
  return Array.from({ length: lines.size }, (_, line) => {
    const orderId = orderIdOf(customerId, lines.orderNumbers[line]!);
    return Object.freeze<OrderLine>({
      schemaVersion: 1,
      id: lineIdOf(customerId, line),
      orderId,
      customerId,
      orderedOn: dateOfDay(lines.days[line]!),
      productId: productOfCode(lines.products[line]!).id,
      quantity: String(lines.quantities[line]!),
      amount: decimalText(lines.amounts[line]!, exponent),
      cost: decimalText(lines.costs[line]!, exponent),
      currency,
      channel: channels[lines.channels[line]!]!,
    });
  });
}

/** The id of an order of a customer, by its number from 0. */
export const orderIdOf = (customerId: string, order: number): string =>
  `${customerId}-o${String(order + 1).padStart(4, "0")}`;
const lineIdOf = (customerId: string, line: number): string =>
  `${customerId}-l${String(line + 1).padStart(5, "0")}`;

/** The machines among the lines that were kept: delivered, installed, serviced now and then. */
export function drawInstallations(
  random: Random,
  ownerId: string,
  lines: LineColumns,
  until: number,
  scripted: boolean,
): InstalledProduct[] {
  const returned = new Set(lines.returnOf.subarray(0, lines.size));
  const installed: InstalledProduct[] = [];
  for (let line = 0; line < lines.size; line++) {
    const product = productOfCode(lines.products[line]!);
    const interval = product.serviceIntervalMonths;
    if (interval === undefined || !(lines.amounts[line]! > 0)) continue;
    const delivery = 1 + Math.floor(5 * random.next());
    const day = lines.days[line]! + (scripted ? SCRIPTED_DELIVERY : delivery);
    const servicedOn = drawLastService(random, day, interval, until);
    const [isReasonKnown, reason] = [bernoulli(random, 0.4), pick(random, REASONS)];
    if (returned.has(line) || day >= until) continue;
    installed.push(
      Object.freeze<InstalledProduct>({
        schemaVersion: 1,
        id: `${lineIdOf(ownerId, line)}-installed`,
        ownerId,
        productId: product.id,
        productName: product.name,
        installedOn: dateOfDay(day),
        serviceIntervalMonths: interval,
        ...(servicedOn === undefined || scripted ? {} : { lastServicedOn: dateOfDay(servicedOn) }),
        ...(isReasonKnown && !scripted ? { reasonForUse: reason } : {}),
        source: Object.freeze({
          method: "observed" as const,
          channel: "visit" as const,
          observedOn: dateOfDay(day),
        }),
      }),
    );
  }
  return installed;
}

/** Three services of four are done, up to 10 days early or 20 late; after one that was missed there are no more. */
function drawLastService(
  random: Random,
  installed: number,
  months: number,
  until: number,
): number | undefined {
  let last: number | undefined;
  for (;;) {
    const due = dayNumber(addMonths(dateOfDay(last ?? installed), months));
    const done = due - 10 + Math.floor(31 * random.next());
    if (!bernoulli(random, 0.75) || done >= until) return last;
    last = done;
  }
}

/**
 * Points of a member: one for each 100 minor units of an order, gone after a year; now and then some are redeemed
 * before an order, from those that expire first, and never more than are there.
 */
export function drawPoints(
  random: Random,
  customerId: string,
  lines: LineColumns,
  scripted: boolean,
): PointsEntry[] {
  const entries: PointsEntry[] = [];
  const lots: { expires: number; left: number }[] = [];
  const add = (kind: PointsEntry["kind"], day: number, points: number): void => {
    entries.push(
      Object.freeze<PointsEntry>({
        schemaVersion: 1,
        id: `${customerId}-points-${String(entries.length + 1).padStart(4, "0")}`,
        customerId,
        on: dateOfDay(day),
        kind,
        points: String(points),
        ...(kind === "earn" ? { expiresOn: dateOfDay(day + POINTS_LIFE) } : {}),
      }),
    );
  };
  for (const { day, amount } of purchasesByDay(lines)) {
    while (lots.length > 0 && lots[0]!.expires <= day) lots.shift();
    const balance = lots.reduce((sum, lot) => sum + lot.left, 0);
    const wanted = 50 * Math.floor((balance * random.next()) / 50);
    if (bernoulli(random, 0.15) && wanted > 0 && !scripted) {
      add("redeem", day, wanted);
      let due = wanted;
      for (const lot of lots) {
        const taken = Math.min(due, lot.left);
        lot.left -= taken;
        due -= taken;
      }
    }
    const earned = Math.floor(amount / 100);
    if (earned === 0) continue;
    add("earn", day, earned);
    lots.push({ expires: day + POINTS_LIFE, left: earned });
  }
  return entries;
}

/** Orders with their amounts, returns left out, oldest first. */
export function purchasesByDay(
  lines: LineColumns,
): readonly { readonly number: number; readonly day: number; readonly amount: number }[] {
  const orders = new Map<number, { number: number; day: number; amount: number }>();
  for (let line = 0; line < lines.size; line++) {
    if (lines.returnOf[line]! >= 0) continue;
    const number = lines.orderNumbers[line]!;
    const order = orders.get(number) ?? { number, day: lines.days[line]!, amount: 0 };
    order.amount += lines.amounts[line]!;
    orders.set(number, order);
  }
  return [...orders.values()].sort((a, b) => a.day - b.day);
}
