import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Money } from "../money/index.ts";
import { fillStatePanel, type StatePanel } from "../orders/index.ts";
import type { RfmScore } from "./find-segment.ts";
import type { RfmSnapshots } from "./snapshot-rfm.ts";

/** One customer as of one day. */
export interface TrajectoryPoint {
  /** The day. */
  readonly asOf: PlainDate;
  /** `new`: had not bought yet; `lapsed`: had, but not in the days looked at; `scored`: the rest is there. */
  readonly kind: "new" | "lapsed" | "scored";
  /** Whether the log observed all the days looked at. */
  readonly complete: boolean;
  /** Days since the last purchase in the days looked at. */
  readonly recencyDays?: number | undefined;
  /** How often in the days looked at. */
  readonly frequency?: number | undefined;
  /** How much in the days looked at. */
  readonly monetary?: Money | undefined;
  /** The three scores. */
  readonly scores?: RfmScore | undefined;
  /** The segment. */
  readonly segment?: string | undefined;
}

/**
 * Follows one customer through the snapshots. Whether a change is more than chance is not judged here.
 *
 * @throws RangeError if the customer never bought
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { rfmTrajectory, snapshotRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-02-10", amount: "10" }], {
 *   currency: "EUR",
 *   window: { from: "2026-01-01", to: "2026-04-01" },
 * });
 * const [january, february] = rfmTrajectory(snapshotRfm(log, { lookbackDays: 30 }), "ann");
 * january; // => { asOf: "2026-02-01", kind: "new", complete: true }
 * february?.scores; // => { recency: 1, frequency: 1, monetary: 1 }
 * ```
 */
export function rfmTrajectory(history: RfmSnapshots, customerId: string): readonly TrajectoryPoint[] {
  const firstDay = firstDayOf(history, customerId);
  if (firstDay === undefined) {
    throw new RangeError(
      `Cannot follow customer: the customer must have bought, got ${JSON.stringify(customerId)}`,
    );
  }
  return Object.freeze(
    history.snapshots.map(({ asOf, complete, segments }): TrajectoryPoint => {
      const score = segments.scores.get(customerId);
      const measured = segments.scores.measures.get(customerId);
      const segment = segments.get(customerId)?.segment;
      if (score === undefined || measured === undefined || segment === undefined) {
        return Object.freeze({ asOf, kind: firstDay < dayNumber(asOf) ? "lapsed" : "new", complete });
      }
      const { recency, frequency, monetary } = score;
      return Object.freeze({
        asOf,
        kind: "scored",
        complete,
        recencyDays: measured.recencyDays,
        frequency: measured.frequency,
        monetary: measured.monetary,
        scores: Object.freeze({ recency, frequency, monetary }),
        segment,
      });
    }),
  );
}

function firstDayOf({ customerIds, firstDays }: RfmSnapshots, customerId: string): number | undefined {
  let [low, high] = [0, customerIds.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareCodePoints(customerIds[middle]!, customerId) < 0) low = middle + 1;
    else high = middle;
  }
  return customerIds[low] === customerId ? firstDays[low] : undefined;
}

/** Options of {@link segmentPanel}. */
export interface SegmentPanelOptions {
  /**
   * The state of who bought before but not in the days that a snapshot looks at.
   * @defaultValue `"Lapsed"`
   */
  readonly lapsed?: string | undefined;
}

/**
 * Puts the segments of all snapshots into a state panel, the input of tier migration: the state of a period is the
 * segment as of its end, *lapsed* for who did not buy in the days looked at, none before the first purchase.
 *
 * A period reaches from one snapshot to the next; the first is as long as the second, or as the look-back of a single one.
 *
 * @throws RangeError if the scheme has a segment of the name of the lapsed
 *
 * @example
 * ```ts
 * import { orderLogFromRows, stateAt } from "clientele/orders";
 * import { segmentPanel, snapshotRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-02-10", amount: "10" }], {
 *   currency: "EUR",
 *   window: { from: "2026-01-01", to: "2026-05-01" },
 * });
 * const panel = segmentPanel(snapshotRfm(log, { lookbackDays: 30 }));
 * panel.periods.map((period) => stateAt(panel, 0, panel.periods.indexOf(period))); // => [undefined, "Lost", "Lapsed", "Lapsed"]
 * ```
 */
export function segmentPanel(history: RfmSnapshots, options: SegmentPanelOptions = {}): StatePanel {
  const { lapsed = "Lapsed" } = options;
  const { snapshots, customerIds, firstDays, lookbackDays } = history;
  const days = snapshots.map(({ asOf }) => dayNumber(asOf));
  const length = days.length > 1 ? days[1]! - days[0]! : lookbackDays;
  const periods = days.map((day, p) => ({
    from: dateOfDay(p === 0 ? day - length : days[p - 1]!),
    to: dateOfDay(day),
  }));
  const states = [...(snapshots[0]?.segments.names ?? []), lapsed];
  // Snapshots and the list of customers are in the same order: each snapshot is walked along once.
  const places = snapshots.map(() => 0);
  return fillStatePanel({ customerIds, periods, states }, (customerId, _period, c, p) => {
    const { segments } = snapshots[p]!;
    if (segments.customerIds[places[p]!] === customerId)
      return segments.names[segments.codes[places[p]!++]!]!;
    return firstDays[c]! < days[p]! ? lapsed : undefined;
  });
}
