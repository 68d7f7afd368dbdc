import { addDays, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Insight } from "../model/index.ts";
import { type ObservationOptions, type OrderLog, observedAsOf } from "../orders/index.ts";
import { findSegmentChanges } from "./_segment-changes.ts";
import { findSilences } from "./_silences.ts";
import type { RfmScheme } from "./rfm-scheme.ts";

/** Options of {@link findRfmInsights}. */
export interface RfmInsightOptions extends ObservationOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * The earlier day to compare segments with, before `asOf`.
   * @defaultValue 90 days before `asOf`
   */
  readonly since?: PlainDate | undefined;
  /**
   * What monetary adds up; see `measureRfm`.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
  /**
   * The scheme that names the segments; its standings say what is up and what is down.
   * @defaultValue `elevenSegments`
   */
  readonly scheme?: RfmScheme | undefined;
  /**
   * The share of a customer's own gaps that the present silence must exceed.
   * @defaultValue `0.95`
   */
  readonly silentShare?: number | undefined;
  /**
   * The fewest gaps between buying days from which a silence is judged.
   * @defaultValue `5`
   */
  readonly minimumGaps?: number | undefined;
}

/**
 * Finds the customers whose segment has changed and those who are silent for longer than they use to be.
 *
 * `rfm.segment-changed`: the segment as of `asOf` differs from that as of `since`. Both days are scored with the cut
 * points of `since`, and frequency and monetary look back over the same number of days, those from the beginning
 * of the log to `since`; so the change is the customer's own. Customers who had not bought by `since` are left
 * out. The strength is the distance of the two standings over the widest distance in the scheme.
 *
 * `rfm.silent`: the days since the last purchase exceed the own gap of rank `⌈silentShare · gaps⌉`, a gap being the
 * days from one buying day to the next, with at least `minimumGaps` of them. The strength is the share
 * of the own gaps that are shorter than the silence.
 *
 * @returns insights by kind, then by customer; none where there is nothing to compare
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if `since` is not before `asOf`, or another option is out of range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findRfmInsights } from "clientele/rfm";
 *
 * const rows = [0, 10, 20, 30, 40, 50].map((day) => ({
 *   customerId: "ann",
 *   orderedOn: addDays("2026-01-01", day),
 *   amount: "10",
 * }));
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-31" } });
 * const [silent] = findRfmInsights(log, { asOf: "2026-03-31" });
 * silent?.id; // => "rfm.silent:ann:2026-03-31"
 * silent?.payload; // => { daysSilent: 39, usualGapDays: 10, share: 0.95, gaps: 5 }
 * ```
 */
export function findRfmInsights(log: OrderLog, options: RfmInsightOptions): readonly Insight[] {
  const asOf = observedAsOf("find insights", log, options);
  const { since = addDays(asOf, -90), silentShare = 0.95, minimumGaps = 5 } = options;
  if (dayNumber(since) >= dayNumber(asOf)) {
    throw new RangeError(`Cannot find insights: since must be before asOf ${asOf}, got ${since}`);
  }
  if (!(silentShare > 0 && silentShare <= 1)) {
    throw new RangeError(
      `Cannot find insights: silentShare must be above 0 and at most 1, got ${silentShare}`,
    );
  }
  if (!Number.isInteger(minimumGaps) || minimumGaps < 1) {
    throw new RangeError(`Cannot find insights: minimumGaps must be a positive integer, got ${minimumGaps}`);
  }
  return Object.freeze([
    ...findSegmentChanges(log, { asOf, since, count: options.count, scheme: options.scheme }),
    ...findSilences(log, { asOf, share: silentShare, minimumGaps }),
  ]);
}
