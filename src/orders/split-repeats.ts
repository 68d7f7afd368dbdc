import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { NEVER } from "./_scan-repeats.ts";
import { checkObserved } from "./check-observed.ts";
import type { OrderLog } from "./order-log.ts";
import { type RepeatOptions, type RepeatTable, repeatTableOf, scanOf } from "./summarise-repeats.ts";
import { daysPerUnit } from "./time-unit.ts";

/** Options of {@link splitRepeats}. */
export interface SplitRepeatsOptions extends Omit<RepeatOptions, "unobservedDays"> {
  /**
   * The day after the last of the holdout, which begins at `asOf`.
   * @defaultValue the end of the log's window
   */
  readonly until?: PlainDate | undefined;
}

/** What customers did in a period that a model has not seen; rows are those of the calibration. */
export interface RepeatHoldout {
  /** The day after the last. */
  readonly until: PlainDate;
  /** Length in the unit of the calibration: t*. */
  readonly duration: number;
  /** Transactions in the holdout: x*. */
  readonly count: Int32Array;
  /** Sum of their amounts, in integer units of money, exact. */
  readonly spend: Float64Array;
  /** Mean amount of a transaction of the holdout in the currency, 0 without one. */
  readonly meanSpend: Float64Array;
}

/** A history in two parts: one to fit a model on, and one to judge it by. */
export interface RepeatSplit {
  /** The customers as of `asOf`. */
  readonly calibration: RepeatTable;
  /** What the same customers did from then on. */
  readonly holdout: RepeatHoldout;
}

/**
 * Splits the history at `asOf` into calibration and holdout. Customers whose first transaction is in the holdout are in
 * neither.
 *
 * `x* = #transactions in [asOf, until)`, `t* = until − asOf`
 *
 * @throws UnobservedDaysError if the log was not observed until `until`
 * @throws RangeError if `until` is before `asOf`, or as {@link summariseRepeats} throws
 *
 * @example
 * ```ts
 * import { orderLogFromRows, splitRepeats } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-01-01", amount: "10" },
 *     { customerId: "ann", orderedOn: "2026-01-15", amount: "20" },
 *     { customerId: "ann", orderedOn: "2026-02-10", amount: "40" },
 *     { customerId: "new", orderedOn: "2026-02-11", amount: "40" },
 *   ],
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
 * );
 * const { calibration, holdout } = splitRepeats(log, { asOf: "2026-02-01", until: "2026-03-01" });
 * calibration.customerIds; // => ["ann"]
 * calibration.repeatCount; // => Int32Array.of(1)
 * [holdout.duration, holdout.count[0], holdout.meanSpend[0]]; // => [4, 1, 40]
 * ```
 */
export function splitRepeats(log: OrderLog, options: SplitRepeatsOptions): RepeatSplit {
  const { asOf, until = log.window.to, unit = "week" } = options;
  if (dayNumber(until) < dayNumber(asOf)) {
    throw new RangeError(`Cannot split repeats: until must not be before asOf ${asOf}, got ${until}`);
  }
  const scan = scanOf(log, options, dayNumber(until));
  // Beyond it, days of which nothing is known would be taken for days without a purchase.
  checkObserved("split repeats", log, { name: "until", day: until });
  const calibration = repeatTableOf(log, scan, options);
  const kept = (_: number, code: number): boolean => scan.first[code] !== NEVER;
  const count = scan.holdout.filter(kept);
  const spend = scan.holdoutSpend.filter(kept);
  const scale = 10 ** log.exponent;
  return Object.freeze({
    calibration,
    holdout: Object.freeze({
      until,
      duration: (dayNumber(until) - dayNumber(asOf)) / daysPerUnit(unit),
      count,
      spend,
      meanSpend: spend.map((sum, i) => (count[i] === 0 ? 0 : sum / (count[i]! * scale))),
    }),
  });
}
