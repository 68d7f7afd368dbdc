import type { PlainDate } from "../calendar/index.ts";
import type { RecordSave, Repository, Versioned } from "../repositories/index.ts";
import { isSameRecord } from "./_is-same-json.ts";
import { BATCH } from "./_progress.ts";
import type { WriteCounts } from "./daily-report.ts";

/** A record of a day's run. */
type OfDay = { readonly id: string; readonly asOf: PlainDate };

/** How the records of a day are replaced. */
export interface Day<T> {
  readonly asOf: PlainDate;
  /** Tells the records of runs from those of others, which are left alone. */
  readonly isOwn: (record: T) => boolean;
  /** Told how many records are through. */
  readonly step: (records: number) => void;
  /** The own records of the day in the store, where the caller knows them. */
  readonly known?: ReadonlyMap<string, Versioned<T>> | undefined;
}

/** What was done, and what the store has now. */
export interface ReplacedDay<T> {
  readonly counts: WriteCounts;
  readonly records: ReadonlyMap<string, Versioned<T>>;
}

/** Makes the records of a day those given; equal ones are not written again. */
export async function replaceDay<T extends OfDay>(
  repository: Repository<T>,
  records: readonly T[],
  { asOf, isOwn, step, known }: Day<T>,
): Promise<ReplacedDay<T>> {
  let [saved, unchanged, removed] = [0, 0, 0];
  const now = new Map<string, Versioned<T>>();
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH);
    const stored =
      known === undefined
        ? await repository.getMany(batch.map(({ id }) => id))
        : batch.map(({ id }) => known.get(id));
    const saves: RecordSave<T>[] = [];
    for (const [i, record] of batch.entries()) {
      const before = stored[i];
      if (before !== undefined && isSameRecord(before, record)) {
        unchanged++;
        now.set(record.id, before);
      } else saves.push({ record, expected: before?.version ?? "absent" });
    }
    for (const record of await repository.saveMany(saves)) now.set(record.id, record);
    saved += saves.length;
    step(batch.length);
  }
  const before = known?.values() ?? (await recordsOfDay(repository, asOf, isOwn));
  for (const { id, version } of before) {
    if (!now.has(id) && (await repository.delete(id, { expected: version }))) removed++;
  }
  return { counts: Object.freeze({ saved, unchanged, removed }), records: now };
}

async function recordsOfDay<T extends OfDay>(
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
