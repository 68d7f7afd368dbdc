import { dateOfDay, dayNumber, localDayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Complaint } from "../model/index.ts";
import { checkPositive, checkWhole, wrongCall } from "./_check-series.ts";
import { chartCounts } from "./chart-counts.ts";
import type { ControlChartResult } from "./control-chart.ts";

/** What complaints are charted by. */
export type ComplaintGrouping = "product" | "subject" | "category" | "channel" | "customer" | "all";

/** Options of {@link chartComplaints}. */
export interface ComplaintChartOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The first day of the charts. */
  readonly from: PlainDate;
  /** The time zone in which a day begins and ends, `"Europe/Vienna"`. */
  readonly zone: string;
  /**
   * What gets a chart of its own.
   * @defaultValue `"product"`, where complaints without a product have no chart
   */
  readonly by?: ComplaintGrouping | undefined;
  /**
   * How many of the last days are judged; the limits come from those before.
   * @defaultValue `7`
   */
  readonly judge?: number | undefined;
  /**
   * The probability of a false alarm of one day of one chart, at most.
   * @defaultValue `0.0027`
   */
  readonly risk?: number | undefined;
  /**
   * Which limits; see `chartCounts`. `"predictive"` allow for a short past, `"clumped"` for complaints that come in clumps, with a
   * negative binomial law estimated from it.
   * @defaultValue `"predictive"`
   */
  readonly limits?: "predictive" | "clumped" | "probability" | "three-sigma" | undefined;
  /**
   * How much a day counts for what is charted, such as the units in use; then the charts are of rates.
   * @defaultValue 1 for every day
   */
  readonly exposureOf?: ((about: string, day: PlainDate) => number) | undefined;
}

/** The complaints of every day about one thing. */
export interface ComplaintChart {
  /** The product, subject, category, channel or customer; `"all"` where all are charted together. */
  readonly about: string;
  /** The days, in order. */
  readonly days: readonly PlainDate[];
  /** How many complaints came in on each. */
  readonly counts: readonly number[];
  /** How many of all there were. */
  readonly total: number;
  /** The chart with its limits, a point for each day. */
  readonly chart: ControlChartResult;
}

/** Whether a complaint has what it is charted by, and what. */
export function complaintGroup(complaint: Complaint, by: ComplaintGrouping): string | undefined {
  if (by === "all") return "all";
  if (by === "product") return complaint.productId;
  if (by === "customer") return complaint.customerId;
  return complaint[by];
}

const groupings: readonly string[] = ["product", "subject", "category", "channel", "customer", "all"];

/** The day on which a complaint came in, as a number, in a zone. */
export const complaintDay = (complaint: Complaint, zone: string): number =>
  localDayNumber(Date.parse(complaint.receivedAt), zone);

/**
 * Charts the complaints of every day, one control chart for each product (or subject, category, channel, customer): all days of
 * `[from, asOf)`, days without a complaint too, with limits from the days before the last `judge`.
 *
 * See {@link chartCounts} for centre line and limits. With 50 charts and a risk of 0.0027 a false alarm comes every week; lower the
 * risk where there are many.
 *
 * @returns by total, most complaints first, of equals in the order of the names
 * @throws RangeError when there is no day before the judged ones, the zone is none, or an option is out of its range
 *
 * @example
 * ```ts
 * import type { Complaint } from "clientele/model";
 * import { chartComplaints } from "clientele/trend";
 *
 * const days = ["01", "03", "04", "07", "09", "10", "10", "10", "10", "10", "10"];
 * const complaints = days.map((day, i): Complaint => ({
 *   schemaVersion: 1, id: `k${i}`, customerId: "ann", subject: "product", category: "leaks", productId: "kettle", severity: 3,
 *   receivedAt: `2026-03-${day}T09:00:00Z`, channel: "phone", history: [{ state: "open", at: `2026-03-${day}T09:00:00Z` }],
 * }));
 * const [kettle] = chartComplaints(complaints, { from: "2026-03-01", asOf: "2026-03-11", zone: "UTC", judge: 1 });
 * kettle?.counts; // => [1, 0, 1, 1, 0, 0, 1, 0, 1, 6]
 * kettle?.chart.kind === "chart" && kettle.chart.signals.map(({ at, upper }) => [kettle.days[at], upper]); // => [["2026-03-10", 4]]
 * ```
 */
export function chartComplaints(
  complaints: Iterable<Complaint>,
  options: ComplaintChartOptions,
): readonly ComplaintChart[] {
  const doing = "chart complaints";
  const { asOf, from, zone, by = "product", judge = 7, risk, limits = "predictive", exposureOf } = options;
  if (!groupings.includes(by)) throw wrongCall(doing, "by", groupings.join(", "), by);
  if (!["predictive", "clumped", "probability", "three-sigma"].includes(limits))
    throw wrongCall(doing, "limits", "predictive, clumped, probability or three-sigma", limits);
  checkWhole(doing, "judge", judge, 1);
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  if (end - first <= judge)
    throw wrongCall(doing, "from", `more than ${judge} days before ${asOf}, so that there is a past`, from);
  const days = Object.freeze(Array.from({ length: end - first }, (_, i) => dateOfDay(first + i)));
  const counted = new Map<string, number[]>();
  for (const complaint of complaints) {
    const about = complaintGroup(complaint, by);
    const day = complaintDay(complaint, zone);
    if (about === undefined || day < first || day >= end) continue;
    const counts = counted.get(about) ?? new Array<number>(days.length).fill(0);
    counted.set(about, counts);
    counts[day - first]!++;
  }
  const charts = [...counted].map(([about, counts]): ComplaintChart => {
    const exposures =
      exposureOf &&
      days.map((day) => checkPositive(doing, `the exposure of ${about} on ${day}`, exposureOf(about, day)));
    const chart = chartCounts(counts, {
      baseline: { from: 0, to: days.length - judge },
      ...(risk === undefined ? {} : { risk }),
      ...(exposures === undefined ? {} : { exposures }),
      ...(limits === "clumped" ? { dispersion: "estimated" as const } : { limits }),
    });
    const total = counts.reduce((sum, count) => sum + count, 0);
    return Object.freeze({ about, days, counts: Object.freeze(counts), total, chart });
  });
  return Object.freeze(charts.sort((a, b) => b.total - a.total || compareCodePoints(a.about, b.about)));
}
