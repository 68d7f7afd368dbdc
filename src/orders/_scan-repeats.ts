import type { CountingUnit } from "./counting-unit.ts";
import type { OrderLog } from "./order-log.ts";

export const NEVER = -0x80000000;

/** Which lines are transactions, and when. */
export interface RepeatRule {
  /** First day seen. */
  readonly from: number;
  /** First day after the calibration. */
  readonly asOf: number;
  /** First day after the holdout. */
  readonly until: number;
  readonly countBy: CountingUnit;
  /** Whether a free line is a transaction. */
  readonly free: boolean;
}

/** Transactions by customer code; customers without one before `asOf` have the first day {@link NEVER}. */
export interface RepeatScan {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly transactions: Int32Array;
  readonly repeatSpend: Float64Array;
  readonly holdout: Int32Array;
  readonly holdoutSpend: Float64Array;
}

/** One pass over the lines. A transaction stands on the day of its first line. */
export function scanRepeats(log: OrderLog, rule: RepeatRule): RepeatScan {
  const { from, asOf, until, countBy, free } = rule;
  const { customers, days, amounts, orderCodes } = log;
  const all = log.customerIds.length;
  const scan = {
    first: new Int32Array(all).fill(NEVER),
    last: new Int32Array(all).fill(NEVER),
    transactions: new Int32Array(all),
    repeatSpend: new Float64Array(all),
    holdout: new Int32Array(all),
    holdoutSpend: new Float64Array(all),
  };
  // What a line belongs to: itself, its order, or its day (which alone may return for another customer).
  const keyOf = countBy === "order" ? orderCodes : countBy === "customer-day" ? days : undefined;
  const begunIn = countBy === "order" ? new Uint8Array(log.orders) : undefined; // 1 calibration, 2 holdout
  let [customer, key, firstKey] = [-1, -1, -1];
  for (let i = 0; i < log.size; i++) {
    const day = days[i]!;
    const amount = amounts[i]!;
    if (day < from || day >= until || amount < 0 || (amount === 0 && !free)) continue;
    const here = keyOf === undefined ? i : keyOf[i]!;
    const sameCustomer = customers[i] === customer;
    customer = customers[i]!;
    const isNew = begunIn === undefined ? !sameCustomer || here !== key : begunIn[here] === 0;
    key = here;
    if (day < asOf) {
      if (scan.first[customer] === NEVER) {
        scan.first[customer] = day;
        firstKey = here;
      }
      if (begunIn !== undefined) begunIn[here] = 1;
      if (isNew) {
        scan.last[customer] = day;
        scan.transactions[customer]!++;
      }
      if (here !== firstKey) scan.repeatSpend[customer]! += amount;
    } else if (scan.first[customer] !== NEVER) {
      if (isNew) {
        scan.holdout[customer]!++;
        if (begunIn !== undefined) begunIn[here] = 2;
      }
      // The later lines of an order begun before are of no transaction of the holdout.
      if (begunIn === undefined || begunIn[here] === 2) scan.holdoutSpend[customer]! += amount;
    }
  }
  return scan;
}
