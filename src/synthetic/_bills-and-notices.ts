import { dateOfDay } from "../calendar/index.ts";
import type { Invoice, ProductNotice, Recall } from "../model/index.ts";
import { decimalText, minorDigits } from "../money/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import type { LineColumns } from "./_line-columns.ts";
import { orderIdOf, purchasesByDay } from "./_order-records.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** Days in which a bill is to be paid. */
const TERM = 30;

/**
 * A bill for each order of an organisation, made out the day after and to be paid in 30 days. Nine of ten are paid within
 * 35 days, the others up to five weeks late; one debit in twenty comes back on the last day and is paid ten days later.
 */
export function drawInvoices(
  random: Random,
  customerId: string,
  lines: LineColumns,
  currency: string,
  today: number,
): Invoice[] {
  const exponent = minorDigits(currency);
  return purchasesByDay(lines).flatMap(({ day, number, amount }) => {
    const [isLate, isReturned, share] = [bernoulli(random, 0.1), bernoulli(random, 0.05), random.next()];
    const issued = day + 1;
    const due = issued + TERM;
    const paid = isReturned
      ? due + 10
      : isLate
        ? due + Math.floor(36 * share)
        : issued + Math.floor(36 * share);
    if (issued > today || amount === 0) return [];
    return [
      Object.freeze<Invoice>({
        schemaVersion: 1,
        id: `${orderIdOf(customerId, number)}-bill`,
        customerId,
        issuedOn: dateOfDay(issued),
        dueOn: dateOfDay(due),
        amount: decimalText(amount, exponent),
        currency,
        ...(paid < today ? { paidOn: dateOfDay(paid) } : {}),
        ...(isReturned && due <= today ? { paymentFailedOn: dateOfDay(due) } : {}),
        orderIds: Object.freeze([orderIdOf(customerId, number)]) as string[],
      }),
    ];
  });
}

/** The document shredder is called back today. */
export const drawRecalls = (today: number): readonly Recall[] => [
  Object.freeze<Recall>({
    schemaVersion: 1,
    id: "recall-p48",
    productId: "p48",
    announcedOn: dateOfDay(today),
    what: "The cover may come off: unplug it, and bring it back for a new one.",
  }),
];

/** The stand mixer costs more in 30 days; what is first in each category costs a tenth less, or is back, since today. */
export function drawNotices(today: number, currency: string): readonly ProductNotice[] {
  const money = (units: number) =>
    Object.freeze({ amount: decimalText(Math.round(units), minorDigits(currency)), currency });
  const firstOf = (category: string) => retailCatalogue.find((product) => product.category === category);
  const first = retailCatalogue.filter((product) => product === firstOf(product.category));
  const priceOf = (id: string): number => retailCatalogue.find((product) => product.id === id)!.price;
  const notice = (rest: Omit<ProductNotice, "schemaVersion">): ProductNotice =>
    Object.freeze<ProductNotice>({ schemaVersion: 1, ...rest });
  return [
    notice({
      id: "notice-p12",
      kind: "price-change",
      productIds: ["p12"],
      startsOn: dateOfDay(today + 30),
      priceBefore: money(priceOf("p12")),
      price: money(1.05 * priceOf("p12")),
    }),
    ...first.map(({ id, price }, at) =>
      at % 2 === 0
        ? notice({
            id: `notice-${id}`,
            kind: "price-change",
            productIds: [id],
            startsOn: dateOfDay(today),
            priceBefore: money(price),
            price: money(0.9 * price),
          })
        : notice({ id: `notice-${id}`, kind: "back-in-stock", productIds: [id], startsOn: dateOfDay(today) }),
    ),
  ];
}
