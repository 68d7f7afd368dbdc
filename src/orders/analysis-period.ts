import { dayNumber, type Period, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "./order-log.ts";

/** The days that an analysis may see. */
export interface AnalysisOptions {
  /** The day of the analysis. Lines of this day and later are not seen: the day is not over. */
  readonly asOf: PlainDate;
  /**
   * The first day seen.
   * @defaultValue the first day of the log's window
   */
  readonly from?: PlainDate | undefined;
}

/**
 * The days of a log that an analysis as of a day may see: `[from, asOf)`.
 *
 * Empty when `asOf` lies before the log begins and no `from` is given.
 *
 * @throws RangeError if a day is none, or `from` is after `asOf`
 *
 * @example
 * ```ts
 * import { analysisPeriod, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "c1", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * analysisPeriod(log, { asOf: "2026-06-01" }); // => { from: "2026-05-02", to: "2026-06-01" }
 * ```
 */
export function analysisPeriod(log: Pick<OrderLog, "window">, options: AnalysisOptions): Period {
  const { asOf, from } = options;
  const end = dayNumber(asOf);
  if (from === undefined) {
    return Object.freeze({ from: end < dayNumber(log.window.from) ? asOf : log.window.from, to: asOf });
  }
  if (dayNumber(from) > end) {
    throw new RangeError(`Cannot analyse orders: from must not be after asOf ${asOf}, got ${from}`);
  }
  return Object.freeze({ from, to: asOf });
}
