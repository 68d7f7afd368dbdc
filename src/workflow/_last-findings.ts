import type { PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot, DailyRun, Insight } from "../model/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import { isOwnInsight, snapshotId } from "./_own-records.ts";
import { about, type Scope } from "./_scope.ts";

/** What the last run found of some parties. */
export interface LastFindings {
  /** The day of that run; absent when there was none. */
  readonly day?: PlainDate | undefined;
  readonly snapshots: readonly CustomerSnapshot[];
  readonly insights: readonly Insight[];
}

/** Reads the snapshots and insights that hold on a day: those of the last run, and of the analyses that it made or carried on. */
export async function readLastFindings(
  store: Pick<ClienteleStore, "dailyRuns" | "snapshots" | "insights">,
  asOf: PlainDate,
  scope: readonly string[],
  options: OperationOptions,
): Promise<LastFindings> {
  const run = await lastRun(store, asOf, options);
  if (run === undefined) return { snapshots: [], insights: [] };
  const ids = scope.map((customerId) => snapshotId({ customerId, asOf: run.asOf }));
  const found = await store.snapshots.getMany(ids, options);
  return {
    day: run.asOf,
    snapshots: found.flatMap((one) => {
      if (one === undefined) return [];
      const { version: _ofTheStore, ...snapshot } = one;
      return [snapshot];
    }),
    insights: await ownInsights(store, run.analysedOn, scope, options),
  };
}

async function ownInsights(
  store: Pick<ClienteleStore, "insights">,
  day: PlainDate,
  scope: Scope,
  options: OperationOptions,
): Promise<readonly Insight[]> {
  const insights: Insight[] = [];
  const { where: whose } = about<Insight>("subjectId", scope);
  const ofDay = { op: "eq", field: "asOf", value: day } as const;
  const where = whose === undefined ? ofDay : ({ op: "and", of: [ofDay, whose] } as const);
  for await (const { version: _ofTheStore, ...insight } of store.insights.stream({ where }, options)) {
    if (isOwnInsight(insight)) insights.push(insight);
  }
  return insights;
}

/** The latest run up to a day. */
async function lastRun(
  store: Pick<ClienteleStore, "dailyRuns">,
  asOf: PlainDate,
  options: OperationOptions,
): Promise<DailyRun | undefined> {
  const { items } = await store.dailyRuns.page(
    {
      where: { op: "lte", field: "asOf", value: asOf },
      orderBy: [{ field: "asOf", direction: "desc" }],
      limit: 1,
    },
    options,
  );
  return items[0];
}
