import type { PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot, Insight, ReminderDecision, ReminderEvent } from "../model/index.ts";
import { type ClienteleStore, type Repository, StoreError, type Versioned } from "../repositories/index.ts";
import { eventId } from "./_event-id.ts";
import { isSameJson } from "./_is-same-json.ts";
import { isOwnInsight, isOwnSnapshot } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";
import type { DailyWrites, WriteCounts } from "./daily-report.ts";

/** What one run has to write. */
export interface Results {
  readonly asOf: PlainDate;
  /** The moment of the run. */
  readonly instant: string;
  readonly snapshots: readonly CustomerSnapshot[];
  readonly insights: readonly Insight[];
  readonly decisions: readonly ReminderDecision[];
  /** Ids of sends that are taken back. */
  readonly withdrawn: readonly string[];
  /** The sends that the run knew of. */
  readonly sends: readonly Versioned<ReminderDecision>[];
}

/**
 * Writes the results of a run, all of them or none. What a day's run finds replaces what an earlier run of the
 * same day found; equal records are not written again; a decision to send is never changed.
 */
export async function writeResults(
  store: ClienteleStore,
  { asOf, instant, snapshots, insights, decisions, withdrawn, sends }: Results,
  progress: Progress,
): Promise<DailyWrites> {
  const total = snapshots.length + insights.length + decisions.length + withdrawn.length;
  const known = new Map(sends.map((send) => [send.id, send]));
  const write = async (
    tx: Pick<ClienteleStore, "snapshots" | "insights" | "decisions" | "claims" | "reminderEvents">,
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
      decisions: await writeDecisions(tx, decisions, known, step),
      reminderEvents: await takeBack(tx, withdrawn, { instant, known, step }),
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
 * A send is final, unless it failed or was taken back: then a later run may decide it anew. What was not sent is
 * replaced by what a later run decides; a run of the same moment changes it only by sending, so that repeating a run
 * writes nothing.
 */
async function writeDecisions(
  { decisions: repository, claims }: Pick<ClienteleStore, "decisions" | "claims">,
  decisions: readonly ReminderDecision[],
  known: ReadonlyMap<string, Versioned<ReminderDecision>>,
  step: (records: number) => void,
): Promise<WriteCounts> {
  let [saved, unchanged] = [0, 0];
  for await (const [decision, stored] of withStored(repository, decisions, step)) {
    const sends = decision.verdict === "send";
    const wasSent = stored?.verdict === "send";
    if (wasSent && sends && stored.version !== known.get(stored.id)?.version) throw sentMeanwhile(decision);
    if ((wasSent || stored?.decidedAt === decision.decidedAt) && !sends) unchanged++;
    else {
      await repository.save(decision, { expected: stored?.version ?? "absent" });
      // Whoever settled the send that failed has nothing to do with the new one.
      const claim = wasSent ? await claims.get(decision.id) : undefined;
      if (claim?.settledAt !== undefined) await claims.delete(claim.id, { expected: claim.version });
      saved++;
    }
  }
  return Object.freeze({ saved, unchanged, removed: 0 });
}

/** Notes that sends are taken back, and sees to it that nobody carries them out. */
async function takeBack(
  { claims, reminderEvents }: Pick<ClienteleStore, "claims" | "reminderEvents">,
  withdrawn: readonly string[],
  {
    instant,
    known,
    step,
  }: Pick<Results, "instant"> & {
    readonly known: ReadonlyMap<string, ReminderDecision>;
    readonly step: (records: number) => void;
  },
): Promise<WriteCounts> {
  const events: ReminderEvent[] = [];
  for (const decisionId of withdrawn) {
    const { subjectId } = known.get(decisionId)!; // the engine takes back what it was told was sent
    const event = { decisionId, subjectId, at: instant, kind: "retracted" } as const;
    events.push({ schemaVersion: 1, id: eventId(event), ...event });
    const claim = await claims.get(decisionId);
    // Somebody who holds it asks again before it goes out.
    if (claim !== undefined) continue;
    await claims.save(
      {
        schemaVersion: 1,
        id: decisionId,
        holder: "runDaily",
        claimedAt: instant,
        until: instant,
        settledAt: instant,
      },
      { expected: "absent" },
    );
  }
  const { appended, duplicates } = await reminderEvents.append(events);
  step(withdrawn.length);
  return Object.freeze({ saved: appended, unchanged: duplicates, removed: 0 });
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
