import type { PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot, Insight } from "../model/index.ts";
import type { ClienteleStore, OperationOptions, Repository } from "../repositories/index.ts";
import { isOwnInsight, isOwnSnapshot, snapshotId } from "./_own-records.ts";
import { about, type Scope } from "./_scope.ts";

/** What the last run found of some parties. */
export interface LastFindings {
  /** The day of that run; absent when there was none. */
  readonly day?: PlainDate | undefined;
  readonly snapshots: readonly CustomerSnapshot[];
  readonly insights: readonly Insight[];
}

/** Reads the snapshots and insights of the last run up to a day: what it no longer said no longer holds. */
export async function readLastFindings(
  store: Pick<ClienteleStore, "snapshots" | "insights">,
  asOf: PlainDate,
  scope: readonly string[],
  options: OperationOptions,
): Promise<LastFindings> {
  const days = [
    await lastDay(store.snapshots, asOf, isOwnSnapshot, options),
    await lastDay(store.insights, asOf, isOwnInsight, options),
  ].flatMap((day) => (day === undefined ? [] : [day]));
  const day = days.sort()[days.length - 1];
  if (day === undefined) return { snapshots: [], insights: [] };
  const ids = scope.map((customerId) => snapshotId({ customerId, asOf: day }));
  const found = await store.snapshots.getMany(ids, options);
  return {
    day,
    snapshots: found.flatMap((one) => {
      if (one === undefined) return [];
      const { version: _ofTheStore, ...snapshot } = one;
      return [snapshot];
    }),
    insights: await ownInsights(store, day, scope, options),
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

/** The latest day up to the given one of which the records of a run are there. */
async function lastDay<T extends { readonly id: string; readonly asOf: PlainDate }>(
  repository: Repository<T>,
  asOf: PlainDate,
  isOwn: (record: T) => boolean,
  options: OperationOptions,
): Promise<PlainDate | undefined> {
  const query = {
    where: { op: "lte", field: "asOf", value: asOf },
    orderBy: [{ field: "asOf", direction: "desc" }],
    limit: 100,
  } as unknown as Parameters<typeof repository.page>[0];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof repository.page>> = await repository.page(
      { ...query, cursor },
      options,
    );
    const own = page.items.find(isOwn);
    if (own !== undefined) return own.asOf;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return undefined;
}
