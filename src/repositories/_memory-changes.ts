import { type CollectionName, collections } from "./collections.ts";
import type { EventChange, RecordChange, StoreChanges } from "./store-changes.ts";

/** Notes what is committed to the collections of one store, from the first question on. */
export interface ChangeNotes {
  /** A record was written, or removed if there is none. */
  note(collection: CollectionName, id: string, value: object | undefined): void;
  /** What has changed since a mark. */
  since(mark: string | undefined): StoreChanges;
}

/** When something changed last, and what became of it. */
interface Noted {
  readonly at: number;
  readonly version: number | undefined;
}

/** Makes the notes of one store. Each record and each subject of events has one entry, however often it changes. */
export function createChangeNotes(): ChangeNotes {
  const store = createStoreName();
  const noted = new Map<CollectionName, Map<string, Noted>>();
  let now = 0;
  let asked = false;
  return {
    note(collection, id, value) {
      if (!asked) return;
      const definition = collections[collection];
      const key = definition.kind === "events" ? (value as Record<string, string>)[definition.subject]! : id;
      const version = (value as { readonly version?: number } | undefined)?.version;
      const own = noted.get(collection) ?? new Map<string, Noted>();
      noted.set(collection, own);
      own.set(key, { at: ++now, version });
    },
    since(mark) {
      const from = asked ? momentOf(mark, store, now) : undefined;
      asked = true;
      const records: RecordChange[] = [];
      const events: EventChange[] = [];
      for (const [collection, own] of from === undefined || from === now ? [] : noted) {
        const isState = collections[collection].kind === "state";
        for (const [key, { at, version }] of own) {
          if (at <= from!) continue;
          if (isState)
            records.push({
              collection,
              id: key,
              ...(version === undefined ? {} : { version }),
            } as RecordChange);
          else events.push({ collection, subjectId: key } as EventChange);
        }
      }
      return { mark: `memory ${store} ${now}`, complete: from !== undefined, records, events };
    },
  };
}

/** The moment of a mark of this store. */
function momentOf(mark: string | undefined, store: string, now: number): number | undefined {
  const [, own, at] = /^memory ([0-9a-f]+) (\d+)$/.exec(mark ?? "") ?? [];
  return own === store && Number(at) <= now ? Number(at) : undefined;
}

/** A name that no other store has, in no other process either: a mark that outlived its store must be known as such. */
function createStoreName(): string {
  // biome-ignore lint/style/noRestrictedGlobals: a seed would give two processes the same name; nothing is computed from it.
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [...parts].map((part) => part.toString(16).padStart(8, "0")).join("");
}
