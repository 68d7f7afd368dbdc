import { compileFilter } from "./_compile-filter.ts";
import { copyStored } from "./_copy-storable.ts";
import { checkDeletable, checkExpected } from "./_expected.ts";
import { fieldsOf } from "./_fields.ts";
import type { Guard } from "./_guard.ts";
import { checkIdempotencyKey, checkIds } from "./_limits.ts";
import type { Rows } from "./_memory-table.ts";
import { checkReceipt, type Receipt } from "./_receipt.ts";
import type { RecordOf, StateCollectionName } from "./collections.ts";
import { prepareRecord } from "./prepare-record.ts";
import type { Repository, Versioned } from "./repository.ts";
import { pageOfRecords, selectRecords } from "./select-records.ts";
import { takeSaves } from "./take-saves.ts";

/** A repository over rows in memory; every operation is done before anything else can run. */
export function createMemoryRepository<N extends StateCollectionName>(
  collection: N,
  rows: Rows<Versioned<RecordOf<N>>>,
  receipts: Rows<Receipt>,
  guard: Guard,
): Repository<RecordOf<N>> {
  type Stored = Versioned<RecordOf<N>>;
  const fields = fieldsOf(collection);
  return {
    async get(id, options = {}) {
      guard(options.signal);
      checkIds(collection, [id]);
      return copyStored(rows.get(id));
    },
    async getMany(ids, options = {}) {
      guard(options.signal);
      checkIds(collection, ids);
      return ids.map((id) => copyStored(rows.get(id)));
    },
    async page(query, options = {}) {
      guard(options.signal);
      const { items, nextCursor } = pageOfRecords(collection, rows.values(), query);
      return { items: items.map(copyStored), nextCursor };
    },
    async *stream(query = {}, options = {}) {
      guard(options.signal);
      for (const record of selectRecords<Stored>(collection, rows.values(), query)) {
        guard(options.signal);
        yield copyStored(record);
      }
    },
    async count(where, options = {}) {
      guard(options.signal);
      const matches = compileFilter(where, fields);
      let count = 0;
      for (const record of rows.values()) if (matches(record)) count++;
      return count;
    },
    async save(record, options) {
      guard(options.signal);
      const { idempotencyKey } = options;
      checkIdempotencyKey(collection, idempotencyKey);
      const prepared: RecordOf<N> = prepareRecord(collection, record);
      const receiptId = JSON.stringify([collection, idempotencyKey]);
      if (idempotencyKey !== undefined) {
        const receipt = receipts.get(receiptId);
        if (checkReceipt(collection, prepared, idempotencyKey, receipt)) {
          return copyStored({ ...prepared, version: receipt.version });
        }
      }
      const before = rows.get(prepared.id);
      checkExpected(collection, prepared.id, options.expected, before?.version ?? null);
      const stored = { ...prepared, version: (before?.version ?? 0) + 1 } as Stored;
      rows.set(prepared.id, stored);
      if (idempotencyKey !== undefined) {
        receipts.set(receiptId, { record: prepared, version: stored.version });
      }
      return copyStored(stored);
    },
    async saveMany(saves, options = {}) {
      guard(options.signal);
      const taken = takeSaves(collection, saves);
      const versions = taken.map(({ record }) => rows.get(record.id)?.version ?? null);
      for (const [i, { record, expected }] of taken.entries())
        checkExpected(collection, record.id, expected, versions[i] ?? null);
      // Nothing can be refused from here on.
      return taken.map(({ record }, i) => {
        const stored = { ...record, version: (versions[i] ?? 0) + 1 } as Stored;
        rows.set(record.id, stored);
        return copyStored(stored);
      });
    },
    async delete(id, options) {
      guard(options.signal);
      checkIds(collection, [id]);
      checkDeletable(collection, id, options.expected);
      const before = rows.get(id);
      checkExpected(collection, id, options.expected, before?.version ?? null);
      rows.delete(id);
      return before !== undefined;
    },
  };
}
