import type { PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot, Insight, ReminderDecision } from "../model/index.ts";
import { type ClienteleStore, type Repository, StoreError, type Versioned } from "../repositories/index.ts";
import { isSameJson } from "./_is-same-json.ts";
import { isOwnInsight, isOwnSnapshot } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";
import type { DailyWrites, WriteCounts } from "./daily-report.ts";

/** What one run has to write. */
export interface Results {
  readonly asOf: PlainDate;
  readonly snapshots: readonly CustomerSnapshot[];
  readonly insights: readonly Insight[];
  readonly decisions: readonly ReminderDecision[];
}

/**
 * Writes the results of a run, all of them or none. What a day's run finds replaces what an earlier run of the
 * same day found; equal records are not written again; a decision to send is never changed.
 */
export async function writeResults(
  store: ClienteleStore,
  { asOf, snapshots, insights, decisions }: Results,
  progress: Progress,
): Promise<DailyWrites> {
  const total = snapshots.length + insights.length + decisions.length;
  const write = async (
    tx: Pick<ClienteleStore, "snapshots" | "insights" | "decisions">,
  ): Promise<DailyWrites> => {
    let done = 0;
    const step = (records: number): void => {
      done += records;
      progress.report("write", done, total);
    };
    step(0);
    return Object.freeze({
      snapshots: await replaceDay(tx.snapshots, snapshots, { asOf, isOwn: isOwnSnapshot, step }),
      insights: await replaceDay(tx.insights, insights, { asOf, isOwn: isOwnInsight, step }),
      decisions: await writeDecisions(tx.decisions, decisions, step),
    });
  };
  return store.transaction(write, { signal: progress.signal });
}

interface Day<T> {
  readonly asOf: PlainDate;
  /** Tells the records of runs from those of others, which are left alone. */
  readonly isOwn: (record: T) => boolean;
  readonly step: (records: number) => void;
}

/** Makes the records of a day those given. */
async function replaceDay<T extends { readonly id: string; readonly asOf: PlainDate }>(
  repository: Repository<T>,
  records: readonly T[],
  { asOf, isOwn, step }: Day<T>,
): Promise<WriteCounts> {
  let [saved, unchanged, removed] = [0, 0, 0];
  for await (const [record, stored] of withStored(repository, records, step)) {
    if (stored !== undefined && isSameJson({ ...stored, version: 0 }, { ...record, version: 0 })) unchanged++;
    else {
      await repository.save(record, { expected: stored?.version ?? "absent" });
      saved++;
    }
  }
  const kept = new Set(records.map(({ id }) => id));
  for (const { id, version } of await recordsOfDay(repository, asOf, isOwn)) {
    if (!kept.has(id) && (await repository.delete(id, { expected: version }))) removed++;
  }
  return Object.freeze({ saved, unchanged, removed });
}

async function recordsOfDay<T extends { readonly id: string; readonly asOf: PlainDate }>(
  repository: Repository<T>,
  asOf: PlainDate,
  isOwn: (record: T) => boolean,
): Promise<readonly { readonly id: string; readonly version: number }[]> {
  const found: { id: string; version: number }[] = [];
  const where = { op: "eq", field: "asOf", value: asOf } as unknown as Parameters<typeof repository.count>[0];
  for await (const record of repository.stream({ where })) {
    if (isOwn(record)) found.push({ id: record.id, version: record.version });
  }
  return found;
}

/**
 * A send is final. What was not sent is replaced by what a later run decides; a run of the same moment changes it
 * only by sending, so that repeating a run writes nothing.
 */
async function writeDecisions(
  repository: Repository<ReminderDecision>,
  decisions: readonly ReminderDecision[],
  step: (records: number) => void,
): Promise<WriteCounts> {
  let [saved, unchanged] = [0, 0];
  for await (const [decision, stored] of withStored(repository, decisions, step)) {
    const sends = decision.verdict === "send";
    if (stored?.verdict === "send" && sends) throw sentMeanwhile(decision);
    if (stored?.verdict === "send" || (stored?.decidedAt === decision.decidedAt && !sends)) unchanged++;
    else {
      await repository.save(decision, { expected: stored?.version ?? "absent" });
      saved++;
    }
  }
  return Object.freeze({ saved, unchanged, removed: 0 });
}

/** The engine never sends what its history says was sent, so the history has grown since it was read. */
function sentMeanwhile({ id }: ReminderDecision): StoreError {
  return new StoreError(
    "SERIALIZATION_FAILURE",
    `Cannot write the decisions: another run has decided to send ${JSON.stringify(id)} meanwhile`,
    { details: { collection: "decisions", id } },
  );
}

/** Each record with what the store has under its id, read in batches. */
async function* withStored<T extends { readonly id: string }>(
  repository: Repository<T>,
  records: readonly T[],
  step: (records: number) => void,
): AsyncGenerator<readonly [T, Versioned<T> | undefined]> {
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH);
    const stored = await repository.getMany(batch.map(({ id }) => id));
    for (const [i, record] of batch.entries()) yield [record, stored[i]];
    step(batch.length);
  }
}
