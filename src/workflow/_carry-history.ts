import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import type { ClienteleStore, OperationOptions, Versioned } from "../repositories/index.ts";
import { BATCH, type Progress } from "./_progress.ts";
import { type ReminderHistory, readHistory } from "./_read-history.ts";
import type { StoreNews } from "./_store-news.ts";

/** What a runner keeps of the reminders: what was sent, what became of it, and what else it wrote itself. */
export interface KnownHistory {
  readonly instant: string;
  readonly sends: Map<string, Versioned<ReminderDecision>>;
  readonly events: Map<string, ReminderEvent>;
  /** The versions of what the last run decided, sent or not. */
  readonly decided: ReadonlyMap<string, { readonly version: number }>;
}

/** The history now, and whose has changed; of everybody when that cannot be told. */
export interface CarriedHistory {
  readonly known: KnownHistory;
  readonly heard?: ReadonlySet<string> | undefined;
}

/** The history of before, brought up to date; read anew where that cannot be done. */
export async function carryHistory(
  store: ClienteleStore,
  known: KnownHistory | undefined,
  news: StoreNews | undefined,
  instant: string,
  progress: Progress,
): Promise<CarriedHistory> {
  if (known === undefined || news?.complete !== true || known.instant > instant)
    return { known: knownHistory(instant, await readHistory(store, instant, progress)) };
  const heard = new Set<string>();
  const options = { signal: progress.signal };
  await carrySends(store, known, news, heard, options);
  await carryEvents(store, known, news, instant, heard, options);
  return { known: { ...known, instant }, heard };
}

/** What is kept of a history. */
export const knownHistory = (
  instant: string,
  { sends, events }: ReminderHistory,
  decided: KnownHistory["decided"] = new Map(),
): KnownHistory => ({
  instant,
  sends: new Map(sends.map((send) => [send.id, send])),
  events: new Map(events.map((event) => [event.id, event])),
  decided,
});

/** As the run reads it. */
export const historyOf = ({ sends, events }: KnownHistory): ReminderHistory => ({
  sends: [...sends.values()],
  events: [...events.values()],
});

async function carrySends(
  store: ClienteleStore,
  { sends, decided }: KnownHistory,
  news: StoreNews,
  heard: Set<string>,
  options: OperationOptions,
): Promise<void> {
  const written: string[] = [];
  for (const [id, version] of news.records.get("decisions") ?? []) {
    const before = sends.get(id);
    if (version !== undefined && (before ?? decided.get(id))?.version === version) continue;
    if (before !== undefined) heard.add(before.subjectId);
    sends.delete(id);
    if (version !== undefined) written.push(id);
  }
  for (let from = 0; from < written.length; from += BATCH) {
    for (const decision of await store.decisions.getMany(written.slice(from, from + BATCH), options)) {
      if (decision?.verdict !== "send") continue;
      heard.add(decision.subjectId);
      sends.set(decision.id, decision);
    }
  }
}

/** Takes in the events of those who have new ones, and those whose time has come. */
async function carryEvents(
  store: ClienteleStore,
  { events, instant: before }: KnownHistory,
  news: StoreNews,
  instant: string,
  heard: Set<string>,
  options: OperationOptions,
): Promise<void> {
  const after = (moment: string): string => new Date(Date.parse(moment) + 1).toISOString();
  const to = after(instant);
  const take = (event: ReminderEvent): void => {
    if (events.has(event.id)) return;
    heard.add(event.subjectId);
    events.set(event.id, event);
  };
  if (before !== instant)
    for await (const event of store.reminderEvents.read({ from: after(before), to }, options)) take(event);
  const subjects = [...(news.subjects.get("reminderEvents") ?? [])];
  for (let from = 0; from < subjects.length; from += BATCH) {
    const subjectIds = subjects.slice(from, from + BATCH);
    for await (const event of store.reminderEvents.read({ subjectIds, to }, options)) take(event);
  }
}
