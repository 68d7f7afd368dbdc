import { addDays, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Evidence, Insight, InsightPayload } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { elevenSegments } from "./eleven-segments.ts";
import { measureRfm } from "./measure-rfm.ts";
import type { RfmScheme } from "./rfm-scheme.ts";
import { type RfmTable, rfmTableOf } from "./rfm-table.ts";
import { scoreRfm } from "./score-rfm.ts";
import { type RfmSegments, segmentRfm } from "./segment-rfm.ts";

interface Comparison {
  readonly asOf: PlainDate;
  readonly since: PlainDate;
  readonly count: "purchases" | "net" | undefined;
  readonly scheme: RfmScheme | undefined;
}

/** Customers whose segment differs between two days that are scored with the cuts of the first. */
export function findSegmentChanges(log: OrderLog, comparison: Comparison): Insight[] {
  const { asOf, since, count, scheme = elevenSegments } = comparison;
  const then = measureRfm(log, { asOf: since, count });
  if (then.size === 0) return [];
  const before = segmentRfm(scoreRfm(then), { scheme });
  const now = measureAgain(log, then, asOf);
  const after = segmentRfm(scoreRfm(now, { cuts: before.scores.cuts }), { scheme });
  const standings = scheme.segments.map((segment) => segment.standing);
  const widest = Math.max(...standings) - Math.min(...standings);
  const insights: Insight[] = [];
  for (let i = 0; i < before.size; i++) {
    const [from, to] = [before.codes[i]!, after.codes[i]!];
    if (from === to) continue;
    const step = standings[to]! - standings[from]!;
    const payload: InsightPayload<"rfm.segment-changed"> = {
      from: before.names[from]!,
      to: after.names[to]!,
      since,
      direction: step > 0 ? "up" : step < 0 ? "down" : "sideways",
    };
    const insight: Insight = {
      schemaVersion: 1,
      id: `rfm.segment-changed:${before.customerIds[i]!}:${asOf}`,
      kind: "rfm.segment-changed",
      subjectId: before.customerIds[i]!,
      asOf,
      strength: widest === 0 ? 0 : Math.abs(step) / widest,
      evidence: [...evidenceOf(before, i), ...evidenceOf(after, i)],
      payload: Object.freeze(payload),
    };
    insights.push(Object.freeze(insight));
  }
  return insights;
}

/**
 * The customers of an earlier table as of a later day, frequency and monetary over as many days as there.
 * Recency sees everything, so whoever bought nothing in those days stands there with the true recency and zeros.
 */
function measureAgain(log: OrderLog, then: RfmTable, asOf: PlainDate): RfmTable {
  const { customerIds, count } = then;
  const from = addDays(asOf, dayNumber(then.from) - dayNumber(then.asOf));
  const ever = measureRfm(log, { asOf, count });
  const lately = measureRfm(log, { asOf, from, count });
  const frequency = new Int32Array(customerIds.length);
  const monetary = new Float64Array(customerIds.length);
  const recencyDays = new Int32Array(customerIds.length);
  // All three tables are in the same order, and each customer here is in the one of all times.
  for (let i = 0, e = 0, l = 0; i < customerIds.length; i++) {
    while (ever.customerIds[e] !== customerIds[i]) {
      if (ever.customerIds[e] === lately.customerIds[l]) l++;
      e++;
    }
    recencyDays[i] = ever.recencyDays[e]!;
    if (lately.customerIds[l] === customerIds[i]) {
      frequency[i] = lately.frequency[l]!;
      monetary[i] = lately.monetary[l]!;
    }
  }
  return rfmTableOf({
    ...lately,
    customerIds,
    recencyDays,
    frequency,
    monetary,
    revenue: { ...lately.revenue, units: monetary },
  });
}

const WHAT = { purchases: "purchases", net: "purchases less returns" } as const;

function evidenceOf(segments: RfmSegments, index: number): Evidence[] {
  const { scores } = segments;
  const { asOf, measures } = scores;
  const { recencyDays, frequency, monetary } = measures.row(index);
  const { recency: r, frequency: f, monetary: m } = scores.row(index);
  return [
    { label: "scores", value: `R${r} F${f} M${m}`, asOf, source: "rfm" },
    { label: "days since the last purchase", value: recencyDays, asOf, source: "rfm" },
    { label: `orders since ${measures.from}`, value: frequency, asOf, source: "rfm" },
    {
      label: `${WHAT[measures.count]} since ${measures.from}, in ${monetary.currency}`,
      value: monetary.amount,
      asOf,
      source: "rfm",
    },
  ];
}
