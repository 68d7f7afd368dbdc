import type { Period } from "../calendar/index.ts";
import { formatIssue, type Issue } from "../issues/index.ts";
import { createLineIntake } from "./_line-intake.ts";
import type { OrderLog } from "./order-log.ts";
import type { AnyOrderRow, OrderIssueCode } from "./order-row.ts";

/** Options of {@link createOrderLogBuilder}. */
export interface OrderLogBuilderOptions {
  /** ISO 4217 code of all amounts; mixing currencies is an error, converting a step of its own. */
  readonly currency: string;
  /**
   * The most decimals an amount may need; one that needs more is refused, never rounded.
   * @defaultValue `9`
   */
  readonly maxExponent?: number | undefined;
  /**
   * The zone whose calendar gives a moment its day, where a row has a moment and no day: an IANA name or `±HH:MM`.
   * @defaultValue none: such a row is refused
   */
  readonly timeZone?: string | undefined;
}

/** Options of `finish` of an {@link OrderLogBuilder}. */
export interface OrderLogFinishOptions {
  /**
   * The time observed, `[from, to)`; every line must lie in it.
   * @defaultValue from the first day of a line to the day after the last
   */
  readonly window?: Period | undefined;
}

/** Takes order rows one by one and makes an {@link OrderLog} of them. */
export interface OrderLogBuilder {
  /** How many rows were taken. */
  readonly size: number;
  /**
   * Takes a row. A bad row is not taken: the first thing wrong with it comes back instead, and the lines so far
   * are as they were.
   *
   * @param row - one line of an order
   * @param rowNumber - the row's position in its input, counted from 0, for the issue
   */
  add(row: AnyOrderRow, rowNumber?: number): Issue<OrderIssueCode> | undefined;
  /**
   * The rows so far as a log; more may follow.
   * @throws RangeError if a line lies outside the window, or the amounts of one customer add up to 2⁵³ units
   */
  finish(options?: OrderLogFinishOptions): OrderLog;
}

/**
 * Makes an empty builder of an order log. Rows may come in any order; the log does not depend on it.
 *
 * Memory: about 32 bytes a line, and each distinct id once; no object is kept for a line. Identifiers are held in
 * hash tables, of which a JavaScript engine lets one hold some 16 million.
 *
 * @throws RangeError if the currency or the zone is unknown or `maxExponent` is out of range
 *
 * @example
 * ```ts
 * import { createOrderLogBuilder } from "clientele/orders";
 *
 * const builder = createOrderLogBuilder({ currency: "GBP" });
 * builder.add({ customerId: "c1", orderId: "o1", orderedOn: "2026-05-02", quantity: "6", price: "2.55" }); // => undefined
 * builder.add({ customerId: "c1", orderId: "o2", orderedOn: "2026-02-30", amount: "9" }, 1)?.code; // => "bad-day"
 * const log = builder.finish({ window: { from: "2026-05-01", to: "2026-06-01" } });
 * [log.size, log.exponent, log.amounts[0]]; // => [1, 2, 1530]
 * ```
 */
export function createOrderLogBuilder(options: OrderLogBuilderOptions): OrderLogBuilder {
  const intake = createLineIntake(options);
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(row, rowNumber) {
      const [problem] = intake.add(row);
      if (problem === undefined) {
        size += 1;
        return undefined;
      }
      const issue = { ...problem, path: problem.path ?? [], row: rowNumber };
      return Object.freeze({ ...issue, message: formatIssue(issue) });
    },
    finish: (finishOptions = {}) => intake.finish(finishOptions.window),
  };
}
