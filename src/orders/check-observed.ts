import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "./order-log.ts";
import { UnobservedDaysError } from "./unobserved-days-error.ts";

/** Whether a log was observed until a day; of a log without a line there is nothing to know. */
export function isObserved({ window, size }: Pick<OrderLog, "window" | "size">, day: PlainDate): boolean {
  return dayNumber(day) <= dayNumber(window.to) || size === 0;
}

/**
 * Refuses a day until which a log was not observed, for whatever takes "nothing bought" for evidence. Of a log without a line there is
 * nothing to judge, and any day will do.
 *
 * `day ≤ window.to`
 *
 * @param doing - what is done, for the message: "measure flow"
 * @param asked - the day, and what it is called there
 * @throws UnobservedDaysError if the window of the log ends before the day
 * @throws RangeError if the day is none
 *
 * @example
 * ```ts
 * import { checkObserved, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * checkObserved("measure flow", log, { name: "the last period", day: "2026-05-03" });
 * checkObserved("measure flow", log, { name: "the last period", day: "2026-06-01" }); // throws must not be after 2026-05-03, until when the log was observed
 * ```
 */
export function checkObserved(
  doing: string,
  log: Pick<OrderLog, "window" | "size">,
  asked: {
    /** What the day is called. */
    readonly name: string;
    /** The day that was asked for. */
    readonly day: PlainDate;
    /** What else could be done, to end the message. */
    readonly orElse?: string;
  },
): void {
  const { name, day, orElse = "" } = asked;
  if (isObserved(log, day)) return;
  const observedUntil = log.window.to;
  throw new UnobservedDaysError(
    { observedUntil, asOf: day },
    `Cannot ${doing}: ${name} must not be after ${observedUntil}, until when the log was observed (window.to), got ${day}; ` +
      `if it was observed until then, say so (observeUntil)${orElse}`,
  );
}
