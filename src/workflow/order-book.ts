import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { mergeOrderLogs, type OrderLog, selectCustomers } from "../orders/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import { readOrderLines } from "./_read-order-lines.ts";
import type { SetAsideLines } from "./daily-report.ts";

/** An order line that could not be part of the log. */
export interface SetAsideLine {
  /** The customer. */
  readonly customerId: string;
  /** The day of the line. */
  readonly orderedOn: PlainDate;
  /** The order line. */
  readonly lineId: string;
  /** What is wrong, for programs. */
  readonly code: string;
  /** What is wrong, in words. */
  readonly message: string;
}

/** The orders of a store before a day, and what is needed to carry them on to a later one. */
export interface OrderBook {
  /** The day; its orders and later ones are not in it. */
  readonly asOf: PlainDate;
  /** The lines. */
  readonly log: OrderLog;
  /** How many lines each customer has, those set aside included. */
  readonly lines: ReadonlyMap<string, number>;
  /** What could not be read, by day and id. */
  readonly setAside: readonly SetAsideLine[];
  /** How many lines were read from the store for it. */
  readonly linesRead: number;
}

/** Options of {@link readOrderBook}. */
export interface OrderBookOptions extends OperationOptions {
  /** The day. */
  readonly asOf: PlainDate;
  /** ISO 4217 code of the orders; lines in another currency are set aside. */
  readonly currency: string;
  /**
   * The book of an earlier run, or of the same day: only the lines of customers who have more by now are read.
   * @defaultValue none: all lines are read
   */
  readonly before?: OrderBook | undefined;
}

/** How many customers are asked for at once: as many as a store allows. */
const MOST = 10_000;
/** How many of the lines set aside are named in a report. */
const NAMED = 100;

/**
 * Reads the orders before a day. With the book of an earlier run only the orders of changed customers are read; the book is
 * the same as one that was read in full, for orders are added and never changed: a customer who has as many lines
 * as before has the same lines.
 *
 * A book of another currency or of a later day is of no use, nor is any on a store without aggregates: then everything
 * is read. Counting itself is left to the store.
 *
 * @throws RangeError if the day is none, or the currency is none
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { readOrderBook, runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * const line = (id: string, customerId: string, orderedOn: "2026-05-30" | "2026-06-01") =>
 *   ({ schemaVersion: 1, id, orderId: id, customerId, orderedOn, amount: "10.00", currency: "EUR" }) as const;
 * await store.orderLines.append([line("l1", "ann", "2026-05-30"), line("l2", "bob", "2026-05-30")]);
 * const company = { zone: "Europe/Berlin", currency: "EUR" } as const;
 *
 * const monday = await readOrderBook(store, { asOf: "2026-06-01", currency: "EUR" });
 * await runDaily(store, { ...company, asOf: "2026-06-01", orders: monday });
 * await store.orderLines.append([line("l3", "bob", "2026-06-01")]);
 * const tuesday = await readOrderBook(store, { asOf: "2026-06-02", currency: "EUR", before: monday });
 * [monday.linesRead, tuesday.linesRead, tuesday.log.size]; // => [2, 2, 3]
 * (await runDaily(store, { ...company, asOf: "2026-06-02", orders: tuesday })).orders.lines; // => 3
 * ```
 */
export async function readOrderBook(store: ClienteleStore, options: OrderBookOptions): Promise<OrderBook> {
  const { asOf, currency, before, signal } = options;
  parsePlainDate(asOf);
  const usable =
    before !== undefined &&
    store.capabilities.aggregates &&
    before.log.currency === currency &&
    before.asOf <= asOf;
  if (!usable) return readLines(store, undefined, { asOf, currency, signal });
  const changed: string[] = [];
  for await (const { subjectId, events } of store.orderLines.aggregate({ to: asOf }, { signal })) {
    if (before.lines.get(subjectId) !== events) changed.push(subjectId);
  }
  let book: OrderBook = {
    ...without(before, new Set(changed)),
    asOf,
    linesRead: 0,
  };
  for (let from = 0; from < changed.length; from += MOST) {
    book = join(book, await readLines(store, changed.slice(from, from + MOST), { asOf, currency, signal }));
  }
  return Object.freeze(book);
}

/** What a report says of the lines set aside. */
export function reportSetAside({ setAside }: OrderBook): SetAsideLines {
  const named = setAside.slice(0, NAMED);
  return Object.freeze({
    lines: setAside.length,
    named: Object.freeze(named.map(({ lineId, code, message }) => Object.freeze({ lineId, code, message }))),
  });
}

async function readLines(
  store: ClienteleStore,
  subjectIds: readonly string[] | undefined,
  { asOf, currency, signal }: OrderBookOptions,
): Promise<OrderBook> {
  const setAside: SetAsideLine[] = [];
  const lines = new Map<string, number>();
  let linesRead = 0;
  const query = { ...(subjectIds === undefined ? {} : { subjectIds }), to: asOf };
  const log = await readOrderLines(store, query, { currency, signal }, (line, issue) => {
    const { id: lineId, customerId, orderedOn } = line;
    linesRead++;
    lines.set(customerId, (lines.get(customerId) ?? 0) + 1);
    if (issue === undefined) return;
    const { code, message } = issue;
    setAside.push(Object.freeze({ customerId, orderedOn, lineId, code, message }));
  });
  return Object.freeze({ asOf, log, lines, setAside: Object.freeze(setAside), linesRead });
}

function without(book: OrderBook, gone: ReadonlySet<string>): OrderBook {
  if (gone.size === 0) return book;
  return {
    ...book,
    log: selectCustomers(
      book.log,
      book.log.customerIds.filter((id) => !gone.has(id)),
    ),
    lines: new Map([...book.lines].filter(([id]) => !gone.has(id))),
    setAside: book.setAside.filter(({ customerId }) => !gone.has(customerId)),
  };
}

function join(a: OrderBook, b: OrderBook): OrderBook {
  return {
    ...a,
    log: mergeOrderLogs(a.log, b.log),
    lines: new Map([...a.lines, ...b.lines]),
    // As the store orders them: by day, then by id.
    setAside: Object.freeze(
      [...a.setAside, ...b.setAside].sort(
        (one, other) =>
          compareCodePoints(one.orderedOn, other.orderedOn) || compareCodePoints(one.lineId, other.lineId),
      ),
    ),
    linesRead: a.linesRead + b.linesRead,
  };
}
