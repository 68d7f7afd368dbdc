/** The records of one collection by id: those of the store, or those that a transaction sees. */
export interface Rows<V> {
  get(id: string): V | undefined;
  values(): Iterable<V>;
  set(id: string, value: V): void;
  delete(id: string): void;
}

/** The committed records of one collection. */
export interface Table<V> extends Rows<V> {
  /** The records as they are now, for one transaction. */
  fork(): Fork<V>;
}

/** The records that one transaction sees: a snapshot and its own changes. */
export interface Fork<V> extends Rows<V> {
  /** An id that was changed here and, since the snapshot, also outside. */
  conflict(): string | undefined;
  /** Gives up the snapshot; the changes stay unwritten. */
  release(): void;
  /** Gives up the snapshot and writes the changes. */
  commit(): void;
}

/** Told of every committed write: the new value, or nothing for what is removed. */
export type OnWrite<V> = (id: string, value: V | undefined) => void;

/**
 * A table whose snapshots cost nothing: the map is shared with the open transactions, and the first write
 * while one is open moves to a copy. Values are never changed in place, so that another value means another write.
 */
export function createTable<V extends object>(onWrite: OnWrite<V> = () => {}): Table<V> {
  let rows = new Map<string, V>();
  let readers = 0;
  const writable = (): Map<string, V> => {
    if (readers > 0) {
      rows = new Map(rows);
      readers = 0;
    }
    return rows;
  };
  const table: Table<V> = {
    get: (id) => rows.get(id),
    values: () => rows.values(),
    set(id, value) {
      writable().set(id, value);
      onWrite(id, value);
    },
    delete(id) {
      if (writable().delete(id)) onWrite(id, undefined);
    },
    fork() {
      const base = rows;
      readers++;
      return createFork(base, table, () => {
        if (base === rows) readers--;
      });
    },
  };
  return table;
}

function createFork<V extends object>(
  base: ReadonlyMap<string, V>,
  table: Rows<V>,
  leave: () => void,
): Fork<V> {
  const changes = new Map<string, V | undefined>();
  let open = true;
  const release = (): void => {
    if (open) leave();
    open = false;
  };
  return {
    get: (id) => (changes.has(id) ? changes.get(id) : base.get(id)),
    *values() {
      for (const [id, value] of base) if (!changes.has(id)) yield value;
      for (const value of changes.values()) if (value !== undefined) yield value;
    },
    set: (id, value) => void changes.set(id, value),
    delete: (id) => void changes.set(id, undefined),
    conflict() {
      for (const id of changes.keys()) if (table.get(id) !== base.get(id)) return id;
      return undefined;
    },
    release,
    commit() {
      release();
      for (const [id, value] of changes) {
        if (value === undefined) table.delete(id);
        else table.set(id, value);
      }
    },
  };
}
