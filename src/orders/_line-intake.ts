import {
  dayNumber,
  isPlainDate,
  isTimeZone,
  localDayNumber,
  type Period,
  type PlainDate,
} from "../calendar/index.ts";
import type { IssueInput } from "../issues/index.ts";
import { minorDigits } from "../money/index.ts";
import { arrangeLines } from "./_arrange-lines.ts";
import { createDictionary, type Dictionary } from "./_dictionary.ts";
import { createIntColumn } from "./_growing-column.ts";
import { createLineAmounts } from "./_line-amounts.ts";
import { createLineQuantities } from "./_line-quantities.ts";
import { createOptionalColumn } from "./_optional-column.ts";
import { readMoment } from "./_read-moment.ts";
import { problemsOf, type RowRules } from "./_row-problems.ts";
import type { OrderLog } from "./order-log.ts";
import type { AnyOrderRow, OrderIssueCode } from "./order-row.ts";

/** Takes rows one by one into columns; what the public builder and the readers stand on. */
export interface LineIntake {
  /** Takes a row. What comes back is wrong with it; the row is then not taken. */
  add(row: AnyOrderRow): readonly IssueInput<OrderIssueCode>[];
  finish(window: Period | undefined): OrderLog;
}

const FINE: readonly IssueInput<OrderIssueCode>[] = [];

/** How rows are to be read. */
export interface LineIntakeOptions {
  readonly currency: string;
  readonly maxExponent?: number | undefined;
  readonly timeZone?: string | undefined;
}

export function createLineIntake(options: LineIntakeOptions): LineIntake {
  const { currency, maxExponent = 9, timeZone } = options;
  minorDigits(currency);
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new RangeError(
      `Cannot read orders: timeZone must be an IANA name or an offset such as +08:00, got ${JSON.stringify(timeZone)}`,
    );
  }
  const rules: RowRules = { currency, maxExponent, timeZone };
  const money = createLineAmounts(currency, maxExponent);
  const quantities = createLineQuantities(maxExponent);
  const [customerIds, orderIds, productIds] = [createDictionary(), createDictionary(), createDictionary()];
  const [channelNames, placeIds] = [createDictionary(), createDictionary()];
  const [customers, days] = [createIntColumn(), createIntColumn()];
  const [orders, products] = [createIntColumn(), createIntColumn()];
  const [channels, places, instants] = [
    createOptionalColumn(),
    createOptionalColumn(),
    createOptionalColumn(),
  ];
  const dayOf = createDayReader();
  let size = 0;

  return {
    add(row) {
      if (typeof row !== "object" || row === null) {
        return [{ code: "bad-row", value: row, expected: "a row of an order" }];
      }
      const customer = customerIds.codeOf(row.customerId);
      const instant = row.orderedAt === undefined ? undefined : readMoment(row.orderedAt);
      const day = row.orderedOn === undefined ? dayOfInstant(instant, timeZone) : dayOf(row.orderedOn);
      const order = optionalCode(orderIds, row.orderId);
      const product = optionalCode(productIds, row.productId);
      const channel = optionalCode(channelNames, row.channel);
      const place = optionalCode(placeIds, row.placeId);
      const named =
        customer >= 0 &&
        day !== undefined &&
        (instant !== undefined || row.orderedAt === undefined) &&
        Math.min(order, product, channel, place) !== REFUSED &&
        (row.currency === undefined || row.currency === currency);
      if (!named) return problemsOf(row, rules);
      let issue = quantities.push(row);
      if (issue === undefined) {
        issue = money.push(row);
        if (issue !== undefined) quantities.drop();
      }
      if (issue !== undefined) {
        const all = problemsOf(row, rules);
        return all.length > 0 ? all : [issue];
      }
      customers.push(customer);
      days.push(day);
      orders.push(order);
      products.push(product);
      if (channel !== NONE) channels.set(size, channel);
      if (place !== NONE) places.set(size, place);
      if (instant !== undefined) instants.set(size, instant);
      size += 1;
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
        channelNames: channelNames.texts,
        channels: channels.finishCodes(size),
        placeIds: placeIds.texts,
        places: places.finishCodes(size),
        instants: instants.finish(size),
        quantities: quantities.finish(),
      }),
  };
}

/** The one place where a zone enters: the day of an instant, if it has one within the years of the calendar. */
function dayOfInstant(instant: number | undefined, timeZone: string | undefined): number | undefined {
  if (instant === undefined || timeZone === undefined) return undefined;
  try {
    return localDayNumber(instant, timeZone);
  } catch {
    return undefined;
  }
}

/** A line without an optional id carries −1. */
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
