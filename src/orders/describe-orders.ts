import { type Money, sumUnitsBy, unitSumAt } from "../money/index.ts";
import { moneyOfUnits } from "./money-of-units.ts";
import type { OrderLog } from "./order-log.ts";

/** What a log holds in total. */
export interface OrderSummary {
  /** Lines with an amount above zero. */
  readonly purchases: {
    /** How many lines. */
    readonly lines: number;
    /** How many customers have one. */
    readonly customers: number;
    /** How many orders have one. */
    readonly orders: number;
    /** Their sum. */
    readonly amount: Money;
  };
  /** Lines with an amount below zero. */
  readonly returns: {
    /** How many lines. */
    readonly lines: number;
    /** How many customers have one. */
    readonly customers: number;
    /** How many orders have one. */
    readonly orders: number;
    /** How many orders have one and no purchase line: credit notes. */
    readonly creditNotes: number;
    /** Their sum, not above zero. */
    readonly amount: Money;
  };
  /** How many lines have the amount zero. */
  readonly freeLines: number;
  /** All lines together. */
  readonly net: {
    /** How many customers have a line of any kind. */
    readonly customers: number;
    /** Purchases less returns. */
    readonly amount: Money;
  };
}

const PURCHASE = 0;
const RETURN = 1;
const FREE = 2;

/**
 * Counts and adds up what a log holds: purchases, returns and free lines apart, and all together; exactly, however
 * large the sums are.
 *
 * @example
 * ```ts
 * import { describeOrders, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "c1", orderId: "o1", orderedOn: "2026-05-02", amount: "30.00" },
 *     { customerId: "c1", orderId: "o1", orderedOn: "2026-05-02", amount: "0" },
 *     { customerId: "c1", orderId: "r1", orderedOn: "2026-05-09", amount: "-10.00" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const { purchases, returns, freeLines, net } = describeOrders(log);
 * [purchases.lines, purchases.orders, returns.lines, freeLines]; // => [1, 1, 1, 1]
 * net.amount; // => { amount: "20.00", currency: "EUR" }
 * ```
 */
export function describeOrders(log: OrderLog): OrderSummary {
  const { amounts, customers, orderCodes } = log;
  const kinds = new Int32Array(log.size);
  const lines = [0, 0, 0];
  const buyers = new Uint8Array(log.customerIds.length);
  const returners = new Uint8Array(log.customerIds.length);
  const bought = new Uint8Array(log.orders);
  const returned = new Uint8Array(log.orders);
  for (let i = 0; i < log.size; i++) {
    const amount = amounts[i]!;
    const kind = amount > 0 ? PURCHASE : amount < 0 ? RETURN : FREE;
    kinds[i] = kind;
    lines[kind]!++;
    if (kind === PURCHASE) {
      buyers[customers[i]!] = 1;
      bought[orderCodes[i]!] = 1;
    } else if (kind === RETURN) {
      returners[customers[i]!] = 1;
      returned[orderCodes[i]!] = 1;
    }
  }
  const sums = sumUnitsBy(kinds, amounts, 3);
  const [gross, back] = [unitSumAt(sums, PURCHASE), unitSumAt(sums, RETURN)];
  return Object.freeze({
    purchases: Object.freeze({
      lines: lines[PURCHASE]!,
      customers: countMarked(buyers),
      orders: countMarked(bought),
      amount: moneyOfUnits(gross, log),
    }),
    returns: Object.freeze({
      lines: lines[RETURN]!,
      customers: countMarked(returners),
      orders: countMarked(returned),
      creditNotes: countMarked(returned.map((mark, order) => mark & ~bought[order]! & 1)),
      amount: moneyOfUnits(back, log),
    }),
    freeLines: lines[FREE]!,
    net: Object.freeze({
      customers: log.customerIds.length,
      amount: moneyOfUnits(BigInt(gross) + BigInt(back), log),
    }),
  });
}

function countMarked(marks: Uint8Array): number {
  let marked = 0;
  for (let i = 0; i < marks.length; i++) marked += marks[i]!;
  return marked;
}
