import { dateOfDay } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { Purchase } from "../reminders/index.ts";

/** Where the lines of each customer begin, and after the last customer the number of lines. */
export function firstLines({ customers, customerIds, size }: OrderLog): Int32Array {
  const starts = new Int32Array(customerIds.length + 1).fill(size);
  for (let line = size - 1; line >= 0; line--) starts[customers[line]!] = line;
  return starts;
}

/** What a customer bought: each product once a day. */
export function purchasesOf(log: OrderLog, from: number, to: number): Purchase[] {
  const { products, days, amounts, productIds } = log;
  if (products === undefined) return [];
  const found = new Map<string, Purchase>();
  for (let line = from; line < to; line++) {
    const product = products[line]!;
    if (product < 0 || !(amounts[line]! > 0)) continue;
    const on = dateOfDay(days[line]!);
    found.set(`${product} ${on}`, { productId: productIds[product]!, on });
  }
  return [...found.values()];
}
