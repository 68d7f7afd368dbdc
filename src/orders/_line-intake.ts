import { dayNumber, isPlainDate, type Period, type PlainDate } from "../calendar/index.ts";
import type { IssueInput } from "../issues/index.ts";
import { minorDigits } from "../money/index.ts";
import { arrangeLines } from "./_arrange-lines.ts";
import { createDictionary, type Dictionary, isId, LONGEST_ID } from "./_dictionary.ts";
import { createIntColumn } from "./_growing-column.ts";
import { createLineAmounts, moneyProblems } from "./_line-amounts.ts";
import type { OrderLog } from "./order-log.ts";
import type { OrderIssueCode, OrderRow } from "./order-row.ts";

/** Takes rows one by one into columns; what the public builder and the readers stand on. */
export interface LineIntake {
  /** Takes a row. What comes back is wrong with it; the row is then not taken. */
  add(row: OrderRow): readonly IssueInput<OrderIssueCode>[];
  finish(window: Period | undefined): OrderLog;
}

const FINE: readonly IssueInput<OrderIssueCode>[] = [];

export function createLineIntake(currency: string, maxExponent = 9): LineIntake {
  minorDigits(currency);
  const money = createLineAmounts(currency, maxExponent);
  const customerIds = createDictionary();
  const orderIds = createDictionary();
  const productIds = createDictionary();
  const customers = createIntColumn();
  const days = createIntColumn();
  const orders = createIntColumn();
  const products = createIntColumn();
  const dayOf = createDayReader();

  return {
    add(row) {
      if (typeof row !== "object" || row === null) {
        return [{ code: "bad-row", value: row, expected: "a row of an order" }];
      }
      const customer = customerIds.codeOf(row.customerId);
      const day = dayOf(row.orderedOn);
      const order = optionalCode(orderIds, row.orderId);
      const product = optionalCode(productIds, row.productId);
      const named =
        customer >= 0 &&
        day !== undefined &&
        order !== REFUSED &&
        product !== REFUSED &&
        (row.currency === undefined || row.currency === currency);
      if (!named) return problemsOf(row, currency, maxExponent);
      const issue = money.push(row);
      if (issue !== undefined) {
        const all = problemsOf(row, currency, maxExponent);
        return all.length > 0 ? all : [issue];
      }
      customers.push(customer);
      days.push(day);
      orders.push(order);
      products.push(product);
      return FINE;
    },
    finish: (window) =>
      arrangeLines({
        ...money.finish(),
        currency,
        window,
        customerIds: customerIds.texts,
        customers: customers.finish(),
        days: days.finish(),
        orderIds: orderIds.texts,
        orders: orders.finish(),
        productIds: productIds.texts,
        products: products.finish(),
      }),
  };
}

/** A line without an order or product id carries −1. */
const NONE = -1;
const REFUSED = -2;

function optionalCode(dictionary: Dictionary, text: string | undefined): number {
  if (text === undefined) return NONE;
  const code = dictionary.codeOf(text);
  return code < 0 ? REFUSED : code;
}

/** A file has few days and many rows. */
function createDayReader(): (text: PlainDate) => number | undefined {
  const known = new Map<string, number>();
  return (text) => {
    let day = known.get(text);
    if (day === undefined && isPlainDate(text)) {
      day = dayNumber(text);
      known.set(text, day);
    }
    return day;
  };
}

/** Everything that is wrong with a row by itself. Slow, and only asked of rows that were refused. */
function problemsOf(row: OrderRow, currency: string, maxExponent: number): IssueInput<OrderIssueCode>[] {
  const found: IssueInput<OrderIssueCode>[] = [];
  const check = (fine: boolean, code: OrderIssueCode, field: keyof OrderRow, expected: string): void => {
    if (fine) return;
    const value: unknown = row[field];
    found.push({ code, path: [field], expected, ...(value === undefined ? {} : { value }) });
  };
  const anId = `text of 1 to ${LONGEST_ID} characters, well-formed and without U+0000`;
  check(isId(row.customerId), "bad-customer", "customerId", anId);
  check(isPlainDate(row.orderedOn), "bad-day", "orderedOn", "an existing day written YYYY-MM-DD");
  check(row.orderId === undefined || isId(row.orderId), "bad-order", "orderId", anId);
  check(row.productId === undefined || isId(row.productId), "bad-product", "productId", anId);
  const other = row.currency !== undefined && row.currency !== currency;
  check(!other, "other-currency", "currency", `the currency of the log, ${currency}`);
  found.push(...moneyProblems(row, currency, maxExponent));
  return found;
}
