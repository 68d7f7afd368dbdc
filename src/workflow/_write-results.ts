import type { CustomerSnapshot, DailyRun, Insight, ReminderDecision, ReminderEvent } from "../model/index.ts";
import {
  type ClienteleStore,
  type RecordSave,
  type Repository,
  StoreError,
  type Versioned,
} from "../repositories/index.ts";
import type { WrittenSnapshots } from "./_day-memory.ts";
import { eventId } from "./_event-id.ts";
import { isSameJson } from "./_is-same-json.ts";
import { isOwnInsight, isOwnSnapshot } from "./_own-records.ts";
import { BATCH, type Progress } from "./_progress.ts";
import type { ReminderHistory } from "./_read-history.ts";
import { replaceDay } from "./_replace-day.ts";
import { withholdInsights } from "./_withhold-insights.ts";
import type { DailyWrites, WriteCounts } from "./daily-report.ts";

/** What one run has to write. */
export interface Results {
  /** The run itself. */
  readonly run: DailyRun;
  readonly snapshots: readonly CustomerSnapshot[];
  /** What the analyses say, made or carried on. */
  readonly insights: readonly Insight[];
  /** Of analyses that are carried on: whose insights no longer stand. */
  readonly withheld?: readonly string[] | undefined;
  readonly decisions: readonly ReminderDecision[];
  /** Ids of sends that are taken back. */
  readonly withdrawn: readonly string[];
  /** The sends and events that the run knew of. */
  readonly history: ReminderHistory;
  /** The snapshots that an earlier run is known to have left. */
  readonly written?: WrittenSnapshots | undefined;
}

/** What a run wrote, and what the store has since. */
export interface Written {
  readonly counts: DailyWrites;
  readonly snapshots: WrittenSnapshots;
  /** What was sent and has happened, the run's own included. */
  readonly history: ReminderHistory;
  /** Of whom the run itself has sent or taken back something. */
  readonly heard: ReadonlySet<string>;
  /** What was decided, as it was written, by id. */
  readonly decided: ReadonlyMap<string, Versioned<ReminderDecision>>;
  /** The own insights of the day, if they were written, by id. */
  readonly insights?: ReadonlyMap<string, Versioned<Insight>> | undefined;
}

/**
 * Writes the results of a run, all of them or none. What a day's run finds replaces what an earlier run of the
 * same day found; equal records are not written again; a decision to send is never changed.
 */
export async function writeResults(
  store: ClienteleStore,
  { run, snapshots, insights, withheld, decisions, withdrawn, history, written }: Results,
  progress: Progress,
): Promise<Written> {
  const { asOf, at: instant } = run;
  const carried = withheld !== undefined;
  const total = snapshots.length + (carried ? 0 : insights.length) + decisions.length + withdrawn.length;
  const known = new Map(history.sends.map((send) => [send.id, send]));
  const write = async (
    tx: Pick<
      ClienteleStore,
      "dailyRuns" | "snapshots" | "insights" | "decisions" | "claims" | "reminderEvents"
    >,
  ): Promise<Written> => {
    let done = 0;
    const step = (records: number): void => {
      done += records;
      progress.report("write", done, total);
    };
    step(0);
    await noteRun(tx.dailyRuns, run);
    const own = { asOf, isOwn: isOwnSnapshot, step };
    const before = written?.asOf === asOf ? { known: written.records } : {};
    const replaced = await replaceDay(tx.snapshots, snapshots, { ...own, ...before });
    const concluded = carried
      ? {
          counts: {
            saved: 0,
            unchanged: insights.length,
            removed: await withholdInsights(tx.insights, withheld, run.analysedOn),
          },
        }
      : await replaceDay(tx.insights, insights, { asOf, isOwn: isOwnInsight, step });
    const decided = await writeDecisions(tx, decisions, known, step);
    const takenBack = await takeBack(tx, withdrawn, { instant, known, step });
    const sends = new Map(known);
    for (const [id, decision] of decided.saved) {
      if (decision.verdict === "send") sends.set(id, decision);
      else sends.delete(id);
    }
    return {
      counts: Object.freeze({
        snapshots: replaced.counts,
        insights: Object.freeze(concluded.counts),
        decisions: decided.counts,
        reminderEvents: takenBack.counts,
      }),
      snapshots: { asOf, records: replaced.records },
      history: { sends: [...sends.values()], events: [...history.events, ...takenBack.events] },
      heard: new Set([...decided.saved.values(), ...takenBack.events].map(({ subjectId }) => subjectId)),
      decided: decided.saved,
      ...("records" in concluded ? { insights: concluded.records } : {}),
    };
  };
  return store.transaction(write, { signal: progress.signal });
}

/** Notes that the day was run; a repeated run of the same moment notes nothing. */
async function noteRun(dailyRuns: Repository<DailyRun>, run: DailyRun): Promise<void> {
  const before = await dailyRuns.get(run.id);
  if (before !== undefined && isSameJson({ ...before, version: 0 }, { ...run, version: 0 })) return;
  await dailyRuns.save(run, { expected: before?.version ?? "absent" });
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
): Promise<{
  readonly counts: WriteCounts;
  readonly saved: ReadonlyMap<string, Versioned<ReminderDecision>>;
}> {
  const saved = new Map<string, Versioned<ReminderDecision>>();
  let unchanged = 0;
  for (let from = 0; from < decisions.length; from += BATCH) {
    const batch = decisions.slice(from, from + BATCH);
    const found = await repository.getMany(batch.map(({ id }) => id));
    const saves: RecordSave<ReminderDecision>[] = [];
    const again: string[] = [];
    for (const [i, decision] of batch.entries()) {
      const stored = found[i];
      const sends = decision.verdict === "send";
      const wasSent = stored?.verdict === "send";
      if (wasSent && sends && stored.version !== known.get(stored.id)?.version) throw sentMeanwhile(decision);
      const isSame = stored !== undefined && !sends && isSameDecision(stored, decision);
      if (((wasSent || stored?.decidedAt === decision.decidedAt) && !sends) || isSame) unchanged++;
      else {
        saves.push({ record: decision, expected: stored?.version ?? "absent" });
        if (wasSent) again.push(decision.id);
      }
    }
    for (const decision of await repository.saveMany(saves)) saved.set(decision.id, decision);
    // Whoever settled the send that failed has nothing to do with the new one.
    for (const claim of again.length === 0 ? [] : await claims.getMany(again))
      if (claim?.settledAt !== undefined) await claims.delete(claim.id, { expected: claim.version });
    step(batch.length);
  }
  return { counts: Object.freeze({ saved: saved.size, unchanged, removed: 0 }), saved };
}

/** Whether a later run decided the same: the moment of the first that did so stays. */
const isSameDecision = (stored: Versioned<ReminderDecision>, decision: ReminderDecision): boolean =>
  isSameJson({ ...stored, version: 0, decidedAt: "" }, { ...decision, version: 0, decidedAt: "" });

/** Notes that sends are taken back, and sees to it that nobody carries them out. */
async function takeBack(
  { claims, reminderEvents }: Pick<ClienteleStore, "claims" | "reminderEvents">,
  withdrawn: readonly string[],
  {
    instant,
    known,
    step,
  }: {
    readonly instant: string;
    readonly known: ReadonlyMap<string, ReminderDecision>;
    readonly step: (records: number) => void;
  },
): Promise<{ readonly counts: WriteCounts; readonly events: readonly ReminderEvent[] }> {
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
  return { counts: Object.freeze({ saved: appended, unchanged: duplicates, removed: 0 }), events };
}

/** The engine never sends what its history says was sent, so the history has grown since it was read. */
function sentMeanwhile({ id }: ReminderDecision): StoreError {
  return new StoreError(
    "SERIALIZATION_FAILURE",
    `Cannot write the decisions: another run has decided to send ${JSON.stringify(id)} meanwhile`,
    { details: { collection: "decisions", id } },
  );
}
