import type { PlainDate } from "../calendar/index.ts";
import { ClienteleError } from "../issues/index.ts";

/**
 * Silence was to be judged as of a day, but the log was observed only until an earlier one: nobody knows whether customers bought
 * since then.
 *
 * @example
 * ```ts
 * import { summariseRepeats, orderLogFromRows, UnobservedDaysError } from "clientele/orders";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-05-02", amount: "1" }], { currency: "EUR" });
 * let caught: unknown;
 * try {
 *   summariseRepeats(log, { asOf: "2026-06-01" });
 * } catch (error) {
 *   caught = error;
 * }
 * UnobservedDaysError.is(caught) && [caught.observedUntil, caught.asOf]; // => ["2026-05-03", "2026-06-01"]
 * ```
 */
export class UnobservedDaysError extends ClienteleError {
  /** Always `unobserved-days`. */
  declare readonly code: "unobserved-days";
  /** Where the window of the log ends: the first day of which nothing is known. */
  readonly observedUntil: PlainDate;
  /** The day of the analysis that was asked for. */
  readonly asOf: PlainDate;

  /**
   * @param days - until when the log was observed, and the day of the analysis
   * @param message - what to change, in words
   */
  constructor(days: { readonly observedUntil: PlainDate; readonly asOf: PlainDate }, message: string) {
    super("unobserved-days", message);
    this.name = "UnobservedDaysError";
    this.observedUntil = days.observedUntil;
    this.asOf = days.asOf;
  }

  /** Tells whether a caught value is this error, whichever copy of the package threw it. */
  static override is(error: unknown): error is UnobservedDaysError {
    return ClienteleError.is(error, "unobserved-days");
  }
}
