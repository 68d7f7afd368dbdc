import type { StoreTransaction } from "../repositories/index.ts";

/** So many are looked up at a time. */
const BATCH = 1000;

/**
 * Puts customers on file, so that somebody can be reminded of them, and leaves alone those who are. A file of orders knows
 * no more of them than what it calls them.
 *
 * @returns how many are new
 */
export async function addCustomers(store: StoreTransaction, ids: readonly string[]): Promise<number> {
  let added = 0;
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH);
    const known = await store.parties.getMany(some);
    const fresh = some.filter((_, i) => known[i] === undefined);
    await store.parties.saveMany(
      fresh.map((id) => ({
        record: { schemaVersion: 1, kind: "person", id, name: `customer ${id}` },
        expected: "absent",
      })),
    );
    added += fresh.length;
  }
  return added;
}
