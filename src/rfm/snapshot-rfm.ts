import { addDays, dateOfDay, dayNumber, type PlainDate, periodsBetween } from "../calendar/index.ts";
import type { CountingUnit, OrderLog } from "../orders/index.ts";
import { elevenSegments } from "./eleven-segments.ts";
import { measureRfm } from "./measure-rfm.ts";
import type { MonetaryMeasure } from "./monetary-measure.ts";
import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmScheme } from "./rfm-scheme.ts";
import type { ScoreMethod } from "./score-method.ts";
import { type RfmScores, scoreRfm } from "./score-rfm.ts";
import { type RfmSegments, segmentRfm } from "./segment-rfm.ts";

/** Options of {@link snapshotRfm}. */
export interface SnapshotRfmOptions {
  /**
   * How many days back each snapshot looks, the same for all, or the mere passing of time would look like a rise.
   * Customers without a purchase in them are not scored.
   */
  readonly lookbackDays: number;
  /**
   * The days of the snapshots, rising; each sees the days before it.
   * @defaultValue the ends of the complete months (or what `every` says) that the log observed
   */
  readonly days?: readonly PlainDate[] | undefined;
  /**
   * The calendar period after each of which a snapshot is taken, where no days are given.
   * @defaultValue `"month"`
   */
  readonly every?: "day" | "week" | "month" | "quarter" | "year" | undefined;
  /**
   * The thresholds of all snapshots.
   * @defaultValue those of the first snapshot that has a customer and has been observed in full; of the first with a
   *   customer where none has
   */
  readonly cuts?: RfmCuts | undefined;
  /**
   * How thresholds are found where none are given; see `scoreRfm`.
   * @defaultValue `"quantiles"`
   */
  readonly method?: ScoreMethod | undefined;
  /**
   * The scheme that names the segments.
   * @defaultValue `elevenSegments`
   */
  readonly scheme?: RfmScheme | undefined;
  /**
   * What monetary adds up; see `measureRfm`.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
  /**
   * What frequency counts; see `measureRfm`.
   * @defaultValue `"order"`, or `"customer-day"` where not every line has an order id
   */
  readonly countBy?: CountingUnit | undefined;
  /**
   * What monetary is; see `measureRfm`.
   * @defaultValue `"sum"`
   */
  readonly monetary?: MonetaryMeasure | undefined;
}

/** Measures, scores and segments as of one day. */
export interface RfmSnapshot {
  /** The day; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The first day seen. */
  readonly from: PlainDate;
  /** Whether the log observed all the days looked at; otherwise the measures may be too low. */
  readonly complete: boolean;
  /** The segments; they hold the scores, and these the measures. */
  readonly segments: RfmSegments;
}

/** The base as of several days, scored by the same thresholds. */
export interface RfmSnapshots {
  /** How many days back each looks. */
  readonly lookbackDays: number;
  /** The thresholds of all; absent where no snapshot has a customer. */
  readonly cuts?: RfmCuts | undefined;
  /** The snapshots, oldest first. */
  readonly snapshots: readonly RfmSnapshot[];
  /** Every customer of the log who ever bought, in code-point order. */
  readonly customerIds: readonly string[];
  /** The day of each of these customers' first purchase, as days since 1970-01-01. */
  readonly firstDays: Int32Array;
}

/**
 * Measures, scores and segments the base as of each of several days, past ones included, by one set of thresholds, so
 * that what changes from one to the next is the customer and not everybody else.
 *
 * @throws RangeError if days do not rise, `lookbackDays` is not a positive integer, or another option is refused by
 *   `measureRfm`, `scoreRfm` or `segmentRfm`
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { rfmTrajectory, snapshotRfm } from "clientele/rfm";
 *
 * const buys = (customerId: string, days: readonly `2026-${number}-${number}`[]) =>
 *   days.map((orderedOn) => ({ customerId, orderedOn, amount: "10" }));
 * const log = orderLogFromRows(
 *   [...buys("ann", ["2026-01-05", "2026-01-20"]), ...buys("bob", ["2026-01-10", "2026-02-10", "2026-03-20"])],
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-04-01" } },
 * );
 * const history = snapshotRfm(log, { lookbackDays: 31 });
 * history.snapshots.map((snapshot) => snapshot.asOf); // => ["2026-02-01", "2026-03-01", "2026-04-01"]
 * rfmTrajectory(history, "ann").map((point) => point.kind); // => ["scored", "lapsed", "lapsed"]
 * rfmTrajectory(history, "bob").map((point) => point.recencyDays); // => [22, 19, 12]
 * ```
 */
export function snapshotRfm(log: OrderLog, options: SnapshotRfmOptions): RfmSnapshots {
  const { lookbackDays, scheme = elevenSegments, method } = options;
  if (!Number.isInteger(lookbackDays) || lookbackDays < 1) {
    throw new RangeError(
      `Cannot take snapshots: lookbackDays must be a positive integer, got ${lookbackDays}`,
    );
  }
  const [observedFrom, observedTo] = [dayNumber(log.window.from), dayNumber(log.window.to)];
  const tables = daysOf(log, options).map((asOf) => {
    const from = addDays(asOf, -lookbackDays);
    const { count, countBy, monetary } = options;
    const table = measureRfm(log, { asOf, from, count, countBy, monetary });
    const complete = dayNumber(from) >= observedFrom && dayNumber(asOf) <= observedTo;
    return { asOf, from, complete, table };
  });
  const { groups = 5 } = scheme;
  const own = typeof method === "object" && "percentiles" in method ? undefined : groups;
  const first =
    tables.find(({ complete, table }) => complete && table.size > 0) ??
    tables.find(({ table }) => table.size > 0);
  const cuts = options.cuts ?? (first && scoreRfm(first.table, { method, groups: own }).cuts);
  const score = (table: (typeof tables)[number]["table"]): RfmScores =>
    cuts === undefined ? scoreRfm(table, { groups }) : scoreRfm(table, { cuts });
  return Object.freeze({
    lookbackDays,
    ...(cuts === undefined ? {} : { cuts }),
    snapshots: Object.freeze(
      tables.map(({ asOf, from, complete, table }) =>
        Object.freeze({ asOf, from, complete, segments: segmentRfm(score(table), { scheme }) }),
      ),
    ),
    ...firstPurchases(log),
  });
}

function daysOf(log: OrderLog, options: SnapshotRfmOptions): readonly PlainDate[] {
  const { from, to } = log.window;
  const days =
    options.days ?? periodsBetween(from, to, options.every ?? "month", { edges: "drop" }).map((p) => p.to);
  days.forEach((day, i) => {
    if (i > 0 && dayNumber(day) <= dayNumber(days[i - 1]!)) {
      throw new RangeError(`Cannot take snapshots: days must rise, got ${days[i - 1]!} and then ${day}`);
    }
  });
  return days.map((day) => dateOfDay(dayNumber(day)));
}

/** The lines of a customer stand in order of days, so the first met is the first bought. */
function firstPurchases(log: OrderLog): Pick<RfmSnapshots, "customerIds" | "firstDays"> {
  const customerIds: string[] = [];
  const firstDays: number[] = [];
  let last = -1;
  for (let i = 0; i < log.size; i++) {
    if (log.amounts[i]! <= 0 || log.customers[i] === last) continue;
    last = log.customers[i]!;
    customerIds.push(log.customerIds[last]!);
    firstDays.push(log.days[i]!);
  }
  return { customerIds: Object.freeze(customerIds), firstDays: Int32Array.from(firstDays) };
}
