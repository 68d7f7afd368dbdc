import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Complaint, Insight, InsightPayload } from "../model/index.ts";
import {
  type ComplaintChartOptions,
  chartComplaints,
  complaintDay,
  complaintGroup,
} from "./chart-complaints.ts";
import type { ControlPoint } from "./control-chart.ts";

/** Options of {@link findComplaintInsights}. */
export interface ComplaintInsightOptions extends ComplaintChartOptions {
  /**
   * Of whom an alarm is told: of every customer who complained on that day about what is out of control, or of one party that
   * answers for all.
   * @defaultValue the customers concerned
   */
  readonly subjectId?: string | undefined;
}

/**
 * Tells of days on which more complaints about a product came in than its control chart allows; see {@link chartComplaints}.
 *
 * `trend.complaints-out-of-control`: a point above the upper limit on one of the judged days, told of every customer who complained
 * of it on that day. The strength is 1 − upper limit / count.
 *
 * @returns insights by customer, then by day and by what they are about
 * @throws RangeError as {@link chartComplaints}
 *
 * @example
 * ```ts
 * import type { Complaint } from "clientele/model";
 * import { findComplaintInsights } from "clientele/trend";
 *
 * const complaints = ["01", "03", "04", "07", "09", "10", "10", "10", "10", "10", "10"].map((day, i): Complaint => ({
 *   schemaVersion: 1, id: `k${i}`, customerId: i < 6 ? "ann" : "bob", subject: "product", category: "leaks", productId: "kettle",
 *   severity: 3, receivedAt: `2026-03-${day}T09:00:00Z`, channel: "phone",
 *   history: [{ state: "open", at: `2026-03-${day}T09:00:00Z` }],
 * }));
 * const found = findComplaintInsights(complaints, { from: "2026-03-01", asOf: "2026-03-11", zone: "UTC", judge: 1 });
 * found.map(({ subjectId }) => subjectId); // => ["ann", "bob"]
 * found[0]?.payload; // => { about: "kettle", on: "2026-03-10", count: 6, centre: 0.5555555555555556, upperLimit: 4 }
 * ```
 */
export function findComplaintInsights(
  complaints: Iterable<Complaint>,
  options: ComplaintInsightOptions,
): readonly Insight[] {
  const { asOf, zone, by = "product", judge = 7, subjectId } = options;
  const all = [...complaints];
  const alarms = new Map<string, Alarm>();
  for (const { about, days, counts, chart } of chartComplaints(all, options)) {
    if (chart.kind !== "chart") continue;
    for (const point of chart.signals) {
      if (point.signal !== "above" || point.at < days.length - judge) continue;
      const day = dayNumber(days[point.at]!);
      alarms.set(`${day} ${about}`, { about, day, point, count: counts[point.at]! });
    }
  }
  const told = new Map<string, Insight>();
  for (const complaint of all) {
    const about = complaintGroup(complaint, by);
    const alarm = alarms.get(`${complaintDay(complaint, zone)} ${about}`);
    if (alarm === undefined) continue;
    const insight = insightOf(alarm, subjectId ?? complaint.customerId, asOf, options);
    told.set(insight.id, insight);
  }
  return Object.freeze(
    [...told.values()].sort(
      (a, b) => compareCodePoints(a.subjectId, b.subjectId) || compareCodePoints(a.id, b.id),
    ),
  );
}

interface Alarm {
  readonly about: string;
  readonly day: number;
  readonly point: ControlPoint;
  readonly count: number;
}

function insightOf(
  { about, day, point, count }: Alarm,
  subjectId: string,
  asOf: PlainDate,
  { exposureOf }: ComplaintChartOptions,
): Insight {
  const kind = "trend.complaints-out-of-control";
  const on = dateOfDay(day);
  const unit = exposureOf?.(about, on) ?? 1;
  const payload: InsightPayload<typeof kind> = {
    about,
    on,
    count,
    centre: point.centre * unit,
    upperLimit: (point.upper ?? 0) * unit,
  };
  const source = "trend: control chart of complaints";
  return Object.freeze({
    schemaVersion: 1 as const,
    id: `${kind}:${subjectId}:${about}:${on}`,
    kind,
    subjectId,
    asOf,
    strength: 1 - payload.upperLimit / count,
    evidence: [
      { label: `complaints about ${about}`, value: count, asOf: on, source },
      { label: "complaints of a usual day", value: payload.centre, asOf: on, source },
      { label: "most that chance explains", value: payload.upperLimit, asOf: on, source },
    ],
    payload: Object.freeze(payload),
  });
}
