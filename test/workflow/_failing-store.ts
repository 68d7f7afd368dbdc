import { type ClienteleStore, type StoreCollections, StoreError } from "clientele/repositories";

/** A store whose connection is gone from the n-th write on, as when the process dies there. */
export function failingAt(store: ClienteleStore, n: number): { store: ClienteleStore; writes(): number } {
  let writes = 0;
  const count = (): void => {
    if (++writes >= n) throw new StoreError("CONNECTION", `Cannot write: the line is cut at write ${n}`);
  };
  const guarded = <T extends StoreCollections>(collections: T): T =>
    Object.fromEntries(
      Object.entries(collections).map(([name, collection]) => {
        if (typeof collection !== "object" || collection === null) return [name, collection];
        const writing = ["save", "delete", "append"].filter((method) => method in collection);
        const wrapped: (readonly [string, unknown])[] = writing.map((method) => [
          method,
          async (...given: unknown[]) => {
            count();
            return (collection as unknown as Record<string, (...args: unknown[]) => unknown>)[method]!(
              ...given,
            );
          },
        ]);
        if ("saveMany" in collection) {
          const { saveMany } = collection as ClienteleStore["parties"];
          const many: typeof saveMany = async (saves, ...more) => {
            // It dies after the records before the n-th.
            const left = n - writes - 1;
            if (left < saves.length) await saveMany(saves.slice(0, left), ...more);
            for (const _each of saves) count();
            return saveMany(saves, ...more);
          };
          wrapped.push(["saveMany", many]);
        }
        return [name, { ...collection, ...Object.fromEntries(wrapped) }];
      }),
    ) as T;
  const failing = {
    ...guarded(store),
    capabilities: store.capabilities,
    transaction: async (work: (tx: StoreCollections) => Promise<unknown>, options: object) =>
      store.transaction(async (tx) => {
        const result = await work(guarded(tx));
        // The commit is a write, too.
        count();
        return result;
      }, options),
    upgradeSchema: () => store.upgradeSchema(),
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  };
  return { store: failing as unknown as ClienteleStore, writes: () => writes };
}
