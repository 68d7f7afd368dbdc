import type { PlainDate } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import { checkObserved, isObserved } from "./check-observed.ts";
import type { OrderLog } from "./order-log.ts";

/** What to do where a log was not observed until the day of the analysis. */
export interface ObservationOptions {
  /**
   * Where the window of the log ends before `asOf`: `"refuse"`, since nobody knows whether customers bought in between; or
   * `"leave-out"`, and analyse as of the end of the window. `observeUntil` says that the days were observed.
   * @defaultValue `"refuse"`
   */
  readonly unobservedDays?: "refuse" | "leave-out" | undefined;
}

/**
 * The day as of which silence in a log can be judged: `asOf`, or with `"leave-out"` the end of the window if that is earlier.
 *
 * `min(asOf, window.to)`
 *
 * Whatever takes "nothing since" for evidence asks this first. Of a log without a line there is nothing to judge, and any day will do.
 *
 * @param doing - what is done, for the message: "find who is overdue"
 * @throws UnobservedDaysError if the window ends before `asOf`, unless such days are to be left out
 * @throws RangeError if the day is none or the option unknown
 *
 * @example
 * ```ts
 * import { observedAsOf, orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * observedAsOf("count the silent", log, { asOf: "2026-05-03" }); // => "2026-05-03"
 * observedAsOf("count the silent", log, { asOf: "2026-06-01", unobservedDays: "leave-out" }); // => "2026-05-03"
 * observedAsOf("count the silent", log, { asOf: "2026-06-01" }); // throws asOf must not be after 2026-05-03, until when the log was observed (window.to), got 2026-06-01
 * ```
 */
export function observedAsOf(
  doing: string,
  log: Pick<OrderLog, "window" | "size">,
  options: ObservationOptions & { readonly asOf: PlainDate },
): PlainDate {
  const { asOf, unobservedDays = "refuse" } = options;
  if (unobservedDays !== "refuse" && unobservedDays !== "leave-out")
    throw new RangeError(
      `Cannot ${doing}: unobservedDays must be "refuse" or "leave-out", got ${describeValue(unobservedDays)}`,
    );
  if (unobservedDays === "leave-out" && !isObserved(log, asOf)) return log.window.to;
  const orElse = ', or leave those days out (unobservedDays: "leave-out")';
  checkObserved(doing, log, { name: "asOf", day: asOf, orElse });
  return asOf;
}
