import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import { mergeOrderLogs, type OrderLog, selectCustomers } from "../orders/index.ts";
import type { ClienteleStore, EventQuery, OperationOptions } from "../repositories/index.ts";
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
  /**
   * The customers who may have new lines since `before` was read, where the caller knows, e.g. from the store's change feed; then
   * the store is not asked who has more. A customer who has lines dated from `before.asOf` on is changed, too, named or not:
   * the function finds those itself. Whoever is named without cause is read again, and nothing else comes of it;
   * a customer with a new line of an earlier day who is not named keeps the lines of `before`.
   * @defaultValue none: the store is asked how many lines each customer has
   */
  readonly changed?: Iterable<string> | undefined;
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
 * A book of another currency or of a later day is of no use, nor is any on a store without aggregates, unless it is said
 * who changed: then everything is read. Counting itself is left to the store.
 *
 * @throws RangeError if the day is none, or the currency is none
 * @throws TypeError if `changed` is no list of texts
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
 *
 * await store.orderLines.append([line("late", "ann", "2026-05-30")]);
 * const before = tuesday;
 * (await readOrderBook(store, { asOf: "2026-06-02", currency: "EUR", before, changed: ["ann"] })).linesRead; // => 2
 * ```
 */
export async function readOrderBook(store: ClienteleStore, options: OrderBookOptions): Promise<OrderBook> {
  const { asOf, currency, before } = options;
  parsePlainDate(asOf);
  const named = options.changed === undefined ? undefined : checkChanged(options.changed);
  const usable =
    before !== undefined &&
    (named !== undefined || store.capabilities.aggregates) &&
    before.log.currency === currency &&
    before.asOf <= asOf;
  if (!usable) return readLines(store, [{ to: asOf }], options);
  const changed =
    named === undefined
      ? await findChanged(store, before, options)
      : await addRecent(named, store, before, options);
  const queries: EventQuery[] = [];
  const subjectIds = [...changed];
  for (let from = 0; from < subjectIds.length; from += MOST) {
    queries.push({ subjectIds: subjectIds.slice(from, from + MOST), to: asOf });
  }
  const own = await readLines(store, queries, options);
  return replaceCustomers(before, changed, own);
}

/** What a report says of the lines set aside. */
export function reportSetAside({ setAside }: OrderBook): SetAsideLines {
  const named = setAside.slice(0, NAMED);
  return Object.freeze({
    lines: setAside.length,
    named: Object.freeze(named.map(({ lineId, code, message }) => Object.freeze({ lineId, code, message }))),
  });
}

/** Who is named as changed, each once. */
function checkChanged(changed: Iterable<string>): Set<string> {
  const listed = typeof changed === "object" && changed !== null && Symbol.iterator in changed;
  const ids: readonly unknown[] = listed ? [...changed] : [changed];
  for (const [i, id] of ids.entries()) {
    if (listed && typeof id === "string") continue;
    const place = listed ? `changed[${i}]` : "changed";
    const expected = listed ? "the id of a customer" : "a list of the ids of customers";
    throw new TypeError(`Cannot read order book: ${place} must be ${expected}, got ${describeValue(id)}`);
  }
  return new Set(ids as string[]);
}

/** Who has another number of lines than before. */
async function findChanged(
  store: ClienteleStore,
  before: OrderBook,
  { asOf, signal }: OrderBookOptions,
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for await (const { subjectId, events } of store.orderLines.aggregate({ to: asOf }, { signal })) {
    if (before.lines.get(subjectId) !== events) changed.add(subjectId);
  }
  return changed;
}

/** Lines of the days since may have been in the store when the book was read, so no change feed need name them. */
async function addRecent(
  changed: Set<string>,
  store: ClienteleStore,
  before: OrderBook,
  { asOf, signal }: OrderBookOptions,
): Promise<ReadonlySet<string>> {
  if (before.asOf === asOf) return changed;
  const days = { from: before.asOf, to: asOf };
  if (store.capabilities.aggregates) {
    for await (const { subjectId } of store.orderLines.aggregate(days, { signal })) changed.add(subjectId);
  } else {
    for await (const { customerId } of store.orderLines.read(days, { signal })) changed.add(customerId);
  }
  return changed;
}

async function readLines(
  store: ClienteleStore,
  queries: readonly EventQuery[],
  { asOf, currency, signal }: OrderBookOptions,
): Promise<OrderBook> {
  const setAside: SetAsideLine[] = [];
  const lines = new Map<string, number>();
  let linesRead = 0;
  const log = await readOrderLines(store, queries, { currency, signal }, (line, issue) => {
    const { id: lineId, customerId, orderedOn } = line;
    linesRead++;
    lines.set(customerId, (lines.get(customerId) ?? 0) + 1);
    if (issue === undefined) return;
    const { code, message } = issue;
    setAside.push(Object.freeze({ customerId, orderedOn, lineId, code, message }));
  });
  return Object.freeze({ asOf, log, lines, setAside: Object.freeze(setAside), linesRead });
}

/** A book in which some customers have the lines of another, and no others. */
function replaceCustomers(before: OrderBook, changed: ReadonlySet<string>, own: OrderBook): OrderBook {
  if (changed.size === 0) return Object.freeze({ ...before, asOf: own.asOf, linesRead: 0 });
  const unchanged = before.log.customerIds.filter((id) => !changed.has(id));
  const lines = new Map(before.lines);
  for (const id of changed) lines.delete(id);
  for (const [id, count] of own.lines) lines.set(id, count);
  const setAside = [...before.setAside.filter(({ customerId }) => !changed.has(customerId)), ...own.setAside];
  return Object.freeze({
    asOf: own.asOf,
    log: mergeOrderLogs(selectCustomers(before.log, unchanged), own.log),
    lines,
    // As the store orders them: by day, then by id.
    setAside: Object.freeze(
      setAside.sort(
        (one, other) =>
          compareCodePoints(one.orderedOn, other.orderedOn) || compareCodePoints(one.lineId, other.lineId),
      ),
    ),
    linesRead: own.linesRead,
  });
}
