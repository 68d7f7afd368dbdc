import { closeSync, openSync, writeSync } from "node:fs";
import { dateOfDay, dayNumber, type PlainDate } from "../../src/calendar/index.ts";
import { createOrderLogBuilder, type OrderLog } from "../../src/orders/index.ts";

/** An order of one line. */
export interface BenchOrder {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly orderedOn: PlainDate;
  readonly amount: string;
  readonly cost: string;
}

/** How many orders the command line asks for. */
export function ordersAsked(usual: number): number {
  const word = process.argv.find((one) => one.startsWith("--orders="))?.slice("--orders=".length);
  return word === undefined ? usual : Number(word);
}

const FIRST = dayNumber("2023-01-01");
const days = Array.from({ length: 1095 }, (_, i) => dateOfDay(FIRST + i));

/** Orders of three years, ten a customer: one in eleven a refund, ids beyond ASCII, amounts that tie. */
export function* benchOrders(count: number): Generator<BenchOrder> {
  const customers = Math.max(1, Math.floor(count / 10));
  for (let i = 0; i < count; i++) {
    const mixed = Math.imul(i, 2_654_435_761) >>> 0;
    const who = (mixed >>> 3) % customers;
    const cents = (mixed >>> 7) % 20_000;
    const sign = i % 11 === 0 ? "-" : "";
    yield {
      id: `l${i}`,
      orderId: `o${i}`,
      customerId: who % 7 === 0 ? `顧客${who}` : `customer-${who}`,
      orderedOn: days[(mixed >>> 5) % days.length] as PlainDate,
      amount: `${sign}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`,
      cost: `${sign}${Math.floor(cents / 250)}.5`,
    };
  }
}

/** Writes them as CSV, in the columns of an order line. */
export function orderCsv(count: number, path: string): void {
  const file = openSync(path, "w");
  let text = "id,order_id,customer_id,ordered_on,amount,cost,currency\n";
  for (const one of benchOrders(count)) {
    text += `${one.id},${one.orderId},${one.customerId},${one.orderedOn},${one.amount},${one.cost},EUR\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** The log of them in memory. */
export function logOfOrders(count: number): OrderLog {
  const builder = createOrderLogBuilder({ currency: "EUR" });
  for (const { id: _, ...row } of benchOrders(count)) builder.add(row);
  return builder.finish();
}
