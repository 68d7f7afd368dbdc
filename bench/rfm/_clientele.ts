import { shareBatch, type TotalsPool } from "../../src/adapters/threads/index.ts";
import {
  createIdDictionary,
  createOrderTotals,
  type IdDictionary,
  type OrderTotals,
  type Utf8Column,
} from "../../src/orders/index.ts";
import { measureRfm, type RfmSegments, scoreRfm, segmentRfm } from "../../src/rfm/index.ts";
import type { Check, Engine } from "./_engine.ts";
import { AS_OF, type Orders } from "./_orders.ts";

/** Rows of a batch, as a reader of files hands them over. */
const BATCH = 65_536;

export function addOrders(
  totals: OrderTotals,
  { codes, days, cents }: Orders,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at += BATCH) {
    const end = Math.min(to, at + BATCH);
    totals.add({
      customers: codes.subarray(at, end),
      days: days.subarray(at, end),
      amounts: { currency: "EUR", exponent: 2, units: cents.subarray(at, end) },
    });
  }
}

export const finish = (totals: OrderTotals): RfmSegments =>
  segmentRfm(scoreRfm(measureRfm(totals, { asOf: AS_OF })));

export function checkOf({ scores, codes, names }: RfmSegments): Check {
  const sum = (values: ArrayLike<number>): number => {
    let total = 0;
    for (let i = 0; i < values.length; i++) total += values[i]!;
    return total;
  };
  const segments = names.map(() => 0);
  for (const code of codes) segments[code]!++;
  return {
    customers: scores.size,
    scores: [sum(scores.recency), sum(scores.frequency), sum(scores.monetary)],
    cents: scores.measures.monetary.reduce((total, units) => total + BigInt(units), 0n),
    segments,
  };
}

/** From coded columns. */
export function coded(orders: Orders): Engine {
  let segments: RfmSegments;
  return {
    name: "clientele, coded columns, one thread",
    run() {
      const totals = createOrderTotals({ currency: "EUR" });
      addOrders(totals, orders, 0, orders.rows);
      segments = finish(totals);
    },
    check: () => checkOf(segments),
  };
}

/** From coded columns in shared memory, by the threads of a pool. */
export function codedTogether(orders: Orders, pool: TotalsPool): Engine {
  const columns = shareBatch({
    customers: orders.codes,
    days: orders.days,
    amounts: { currency: "EUR", exponent: 2, units: orders.cents },
  });
  let segments: RfmSegments;
  return {
    name: `clientele, coded columns, ${pool.threads} threads`,
    async run() {
      segments = finish(await pool.total([columns], { currency: "EUR" }));
    },
    check: () => checkOf(segments),
  };
}

/** The last day folded into the totals of all days before, and everybody scored again. */
export function oneDayMore(orders: Orders): Engine {
  const day = orders.days.indexOf(orders.days[orders.rows - 1]!);
  let totals: OrderTotals;
  let segments: RfmSegments;
  return {
    name: "clientele, one day folded in, all rescored",
    before() {
      totals = createOrderTotals({ currency: "EUR" });
      addOrders(totals, orders, 0, day);
    },
    run() {
      addOrders(totals, orders, day, orders.rows);
      segments = finish(totals);
    },
    check() {
      const whole = createOrderTotals({ currency: "EUR" });
      addOrders(whole, orders, 0, orders.rows);
      assertSame(finish(whole), segments);
      return checkOf(segments);
    },
  };
}

/** Column by column, byte by byte. */
function assertSame(a: RfmSegments, b: RfmSegments): void {
  const columns = ({ codes, scores }: RfmSegments): readonly ArrayBufferView[] => [
    codes,
    scores.recency,
    scores.frequency,
    scores.monetary,
    scores.measures.recencyDays,
    scores.measures.frequency,
    scores.measures.monetary,
  ];
  const bytes = (view: ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const others = columns(b);
  if (!columns(a).every((column, i) => bytes(column).equals(bytes(others[i]!))))
    throw new Error("The folded day gives other bytes than the full computation");
}

/** From ids as Arrow keeps them, 8 bytes each: the dictionary is made on the way. */
export function texts(orders: Orders, ids: Utf8Column): Engine {
  let segments: RfmSegments;
  return {
    name: "clientele, UTF-8 ids, one thread",
    run() {
      const totals = createOrderTotals({ currency: "EUR" });
      for (let at = 0; at < orders.rows; at += BATCH) {
        const end = Math.min(orders.rows, at + BATCH);
        totals.add({
          customers: { offsets: ids.offsets.subarray(at, end + 1), bytes: ids.bytes },
          days: orders.days.subarray(at, end),
          amounts: { currency: "EUR", exponent: 2, units: orders.cents.subarray(at, end) },
        });
      }
      segments = finish(totals);
    },
    check: () => checkOf(segments),
  };
}

/** From rows as objects with string ids: put into columns as they come, then the same. */
export function objects(rows: readonly { id: string; day: number; cents: number }[]): Engine {
  let segments: RfmSegments;
  return {
    name: "clientele, row objects with string ids",
    most: 3,
    run() {
      const customers: IdDictionary = createIdDictionary();
      const totals = createOrderTotals({ currency: "EUR", customers });
      for (let at = 0; at < rows.length; at += BATCH) {
        const part = rows.slice(at, at + BATCH);
        totals.add({
          customers: customers.encode(part.map((row) => row.id)),
          days: Int32Array.from(part, (row) => row.day),
          amounts: { currency: "EUR", exponent: 2, units: Int32Array.from(part, (row) => row.cents) },
        });
      }
      segments = finish(totals);
    },
    check: () => checkOf(segments),
  };
}
