import type { PlainDate } from "../calendar/index.ts";
import type { CostEntry, CustomerSnapshot } from "../model/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import { measureRfm, type RfmSegments, scoreRfm, segmentRfm } from "../rfm/index.ts";
import {
  type AbcTable,
  classifyAbc,
  flagGold,
  type GoldTable,
  measureConcentration,
  summariseTiers,
  topCustomers,
} from "../value/index.ts";
import { type ServedValues, valueServed } from "./_analyse-worth.ts";
import { insufficient } from "./_insufficient.ts";
import { snapshotId } from "./_own-records.ts";
import type { Progress } from "./_progress.ts";
import type { InsufficientHistory, RfmReport, ValueReport } from "./daily-report.ts";

/** What every run computes of everybody, for it moves from day to day. */
export interface ScoredDay {
  readonly rfm: RfmReport | InsufficientHistory;
  readonly value: ValueReport | InsufficientHistory;
  readonly segments: RfmSegments;
  readonly served: ServedValues;
  readonly snapshots: readonly CustomerSnapshot[];
}

/** Scores, segments and classes of everybody. */
export function scoreDay(
  log: OrderLog,
  {
    asOf,
    count,
    costEntries,
  }: {
    readonly asOf: PlainDate;
    readonly count: "purchases" | "net" | undefined;
    readonly costEntries: readonly CostEntry[];
  },
  progress: Progress,
): ScoredDay {
  progress.report("rfm", 0, 1);
  const segments = segmentRfm(scoreRfm(measureRfm(log, { asOf, count })));
  progress.report("rfm", 1, 1);
  progress.report("value", 0, 1);
  const served = valueServed(log, costEntries, asOf);
  const [abc, gold] = [classifyAbc(served.values), flagGold(served.values)];
  return {
    rfm: reportRfm(segments),
    value: reportValue(abc, gold),
    segments,
    served,
    snapshots: makeSnapshots(segments, abc, gold),
  };
}

function reportRfm({ scores, summary, size }: RfmSegments): RfmReport | InsufficientHistory {
  if (size === 0) return insufficient("customers with a purchase", 0, 1);
  const { count, notScored } = scores.measures;
  return Object.freeze({
    kind: "rfm",
    count,
    customers: size,
    notScored,
    cuts: scores.cuts,
    segments: summary,
  });
}

function reportValue(abc: AbcTable, gold: GoldTable): ValueReport | InsufficientHistory {
  const { values } = abc;
  if (values.size === 0) return insufficient("customers with an order line", 0, 1);
  const { lowest } = gold;
  return Object.freeze({
    kind: "value",
    basis: values.basis,
    linesWithoutCost: values.linesWithoutCost,
    tiers: summariseTiers(abc),
    gold: Object.freeze({ customers: gold.count, ...(lowest === undefined ? {} : { lowest }) }),
    top: topCustomers(values),
    concentration: measureConcentration(values),
  });
}

function makeSnapshots(segments: RfmSegments, abc: AbcTable, gold: GoldTable): readonly CustomerSnapshot[] {
  const { scores } = segments;
  const { measures } = scores;
  const { asOf, currency } = measures;
  const values = new Map(abc.customerIds.map((id, i) => [id, i]));
  return segments.customerIds.map((customerId, i) => {
    const at = values.get(customerId)!; // whoever has a purchase has an order line
    const { recency, frequency, monetary } = scores.row(i);
    return Object.freeze({
      schemaVersion: 1 as const,
      id: snapshotId({ customerId, asOf }),
      customerId,
      asOf,
      currency,
      recencyDays: measures.recencyDays[i]!,
      frequency: measures.frequency[i]!,
      monetary: moneyOfUnits(measures.monetary[i]!, measures).amount,
      scores: { recency, frequency, monetary },
      segment: segments.row(i).segment,
      valueBasis: abc.values.basis,
      value: moneyOfUnits(abc.values.value[at]!, abc.values).amount,
      abc: abc.row(at).tier,
      gold: gold.row(at).gold,
    });
  });
}
