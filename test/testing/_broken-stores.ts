import {
  type ClienteleStore,
  createMemoryStore,
  type PageQuery,
  type Repository,
  type StoreCollections,
  StoreError,
} from "clientele/repositories";
import { brokenFeeds } from "./_broken-feeds.ts";

// biome-ignore lint/suspicious/noExplicitAny: one breakage for all twelve collections.
type AnyRepository = any;

const isState = (part: unknown): part is Repository<{ id: string }> =>
  typeof part === "object" && part !== null && "save" in part;
const isEvents = (part: unknown): boolean => typeof part === "object" && part !== null && "append" in part;

/** A store in memory, some of whose parts are replaced: also inside its transactions. */
export function altered(
  alter: (part: AnyRepository, name: string) => object | undefined,
  more: (store: ClienteleStore) => Partial<ClienteleStore> = () => ({}),
): ClienteleStore {
  const alterAll = <S extends object>(source: S): S =>
    Object.fromEntries(
      Object.entries(source).map(([name, part]) => [
        name,
        isState(part) || isEvents(part) ? { ...part, ...alter(part, name) } : part,
      ]),
    ) as S;
  const store = createMemoryStore();
  return {
    ...alterAll(store as StoreCollections),
    capabilities: store.capabilities,
    transaction: (work, options) => store.transaction((tx) => work(alterAll(tx)), options),
    close: store.close,
    [Symbol.asyncDispose]: store[Symbol.asyncDispose],
    ...more(store),
  } as ClienteleStore;
}

const alterState = (alter: (part: AnyRepository) => object) => (): ClienteleStore =>
  altered((part) => (isState(part) ? alter(part) : undefined));
const alterEvents = (alter: (part: AnyRepository) => object) => (): ClienteleStore =>
  altered((part) => (isEvents(part) ? alter(part) : undefined));

/** Every breakage is one that real adapters have had; each must be caught where it belongs. */
export const broken: readonly (readonly [string, () => ClienteleStore, string])[] = [
  [
    "hands out its own records instead of copies",
    alterState((part) => {
      const kept = new Map<string, { version: number }>();
      return {
        async get(id: string, options: object) {
          const found = await part.get(id, options);
          const known = kept.get(id);
          if (known?.version === found?.version) return known;
          if (found !== undefined) kept.set(id, found);
          return found;
        },
      };
    }),
    "crud: what goes in and what comes out are copies",
  ],
  [
    "merges a save into the stored record",
    alterState((part) => ({
      async save(record: { id: string }, options: object) {
        return part.save({ ...(await part.get(record.id)), ...record }, options);
      },
    })),
    "crud: a save replaces the whole record",
  ],
  [
    "never checks the version",
    alterState((part) => ({ save: (record: object) => part.save(record, { expected: "any" }) })),
    "expected: of writers that expect the same version one wins",
  ],
  [
    "checks the version and writes in two steps",
    alterState((part) => ({
      async save(record: { id: string }, options: { expected: unknown }) {
        const before = await part.get(record.id);
        if (typeof options.expected !== "number" || before?.version !== options.expected) {
          return part.save(record, options);
        }
        await Promise.resolve();
        return part.save(record, { expected: "any" });
      },
    })),
    "expected: of writers that expect the same version one wins",
  ],
  [
    "saves many one by one, so that a refusal leaves those before it",
    alterState((part) => ({
      async saveMany(saves: { record: object; expected: unknown }[]) {
        const saved = [];
        for (const { record, expected } of saves) saved.push(await part.save(record, { expected }));
        return saved;
      },
    })),
    "many: one refusal leaves nothing, and names the record: present, and there is none",
  ],
  [
    "leaves what was there of the fields that are left out, when it saves many",
    alterState((part) => ({
      async saveMany(saves: { record: { id: string }; expected: unknown }[], options: object) {
        const known = await part.getMany(saves.map(({ record }) => record.id)).catch(() => []);
        const merged = saves.map(({ record, expected }, i) => ({
          record: { ...known[i], ...record },
          expected,
        }));
        return part.saveMany(merged, options);
      },
    })),
    "many: each replaces the whole record: a field left out is gone",
  ],
  [
    "gives what was saved in the order of the ids",
    alterState((part) => ({
      async saveMany(saves: object[], options: object) {
        const saved = await part.saveMany(saves, options);
        return saved.sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1));
      },
    })),
    "many: saves of every expectation are kept and come back in the order given",
  ],
  [
    "takes the last of two saves of one id in one call",
    alterState((part) => ({
      saveMany: (saves: { record: { id: string } }[], options: object) =>
        part.saveMany([...new Map(saves.map((save) => [save.record.id, save])).values()], options),
    })),
    "many: the same id twice, what is no expectation, and more than 10,000 are refused",
  ],
  [
    "compares many versions in one step and writes them in another",
    alterState((part) => ({
      async saveMany(saves: { record: { id: string }; expected: unknown }[], options: object) {
        const known = await part.getMany(saves.map(({ record }) => record.id));
        const right = saves.every(({ expected }, i) => expected === "any" || known[i]?.version === expected);
        if (!right) return part.saveMany(saves, options);
        await Promise.resolve();
        return part.saveMany(
          saves.map(({ record }) => ({ record, expected: "any" })),
          options,
        );
      },
    })),
    "race: of writers of many that expect the same versions one wins, and the others leave nothing",
  ],
  [
    "counts the version up once for many saves, whoever else writes",
    alterState((part) => ({
      async saveMany(saves: { record: { id: string } }[], options: object) {
        const known = await part.getMany(saves.map(({ record }) => record.id)).catch(() => []);
        const saved = await part.saveMany(saves, options);
        return saved.map((record: object, i: number) => ({
          ...record,
          version: (known[i]?.version ?? 0) + 1,
        }));
      },
    })),
    "race: many saves of whatever is there are all counted, beside single ones",
  ],
  [
    "leaves half of many saves that are refused inside a transaction",
    () =>
      altered(
        () => undefined,
        (store) => ({
          transaction: (work, options) =>
            store.transaction((tx) => {
              const saveMany = async (saves: { record: never; expected: never }[]): Promise<object[]> => {
                const saved = [];
                for (const { record, expected } of saves)
                  saved.push(await tx.products.save(record, { expected }));
                return saved;
              };
              return work({ ...tx, products: { ...tx.products, saveMany } as never });
            }, options),
        }),
      ),
    "tx: a refusal of many saves inside leaves none of them, and the work may go on",
  ],
  [
    "reads text as a pattern",
    alterState((part) => ({
      async *stream(query: { where?: { op: string; field: string; value: string } }, options: object) {
        if (query?.where?.op !== "eq" || query.where.field !== "name")
          return yield* part.stream(query, options);
        const pattern = new RegExp(`^${query.where.value.replaceAll("%", ".*").replaceAll("_", ".")}$`);
        for await (const record of part.stream()) if (pattern.test(record.name)) yield record;
      },
    })),
    "query: filter: text is text and never a pattern",
  ],
  [
    "orders text by UTF-16 units",
    alterState((part) => ({
      async *stream(query: { orderBy?: unknown } | undefined, options: object) {
        const found: { id: string }[] = [];
        for await (const record of part.stream(query, options)) found.push(record);
        if (query?.orderBy === undefined) found.sort((a, b) => (a.id < b.id ? -1 : 1));
        yield* found;
      },
    })),
    "query: text is compared by code point, not by UTF-16 units and not by locale",
  ],
  [
    "loses records without the field they are ordered by",
    alterState((part) => ({
      page(query: PageQuery<{ id: string }>, options: object) {
        const field = query.orderBy?.[0]?.field;
        if (field === undefined || query.cursor == null) return part.page(query, options);
        return part.page({ ...query, where: { op: "not", of: { op: "isNull", field } } }, options);
      },
    })),
    "page: all pages are the whole set: asc, missing values last, every page size",
  ],
  [
    "pages by offset",
    alterState((part) => ({
      async page(query: PageQuery<{ id: string }>, options: object) {
        const { cursor, limit, ...rest } = query;
        const plain = cursor == null ? 0 : Number(cursor);
        if (Number.isNaN(plain) || cursor === "") return part.page(query, options);
        const all = await part.page({ ...rest, limit: 1000 }, options);
        const end = plain + limit;
        if (!Number.isSafeInteger(limit) || limit < 1) return part.page(query, options);
        return {
          items: all.items.slice(plain, end),
          nextCursor: end < all.items.length ? String(end) : null,
        };
      },
    })),
    "page: a record deleted between two pages takes no other with it",
  ],
  [
    "holds a connection for every stream that was left early",
    () => {
      let free = 30;
      return altered((part) => ({
        async *stream(query: object, options: object) {
          if (free-- === 0) throw new StoreError("CONNECTION", "Cannot read: no connection is free");
          yield* part.stream?.(query, options) ?? [];
          free++;
        },
      }));
    },
    "stream: a stream left early leaves nothing behind, however often",
  ],
  [
    "looks at the signal at the beginning only",
    alterState((part) => ({
      async *stream(query: object, options: { signal?: AbortSignal } | undefined) {
        if (options?.signal?.aborted) return yield* part.stream(query, options);
        yield* part.stream(query);
      },
    })),
    "stream: an aborted signal stops a stream before and in the middle",
  ],
  [
    "counts the end of an interval in",
    alterEvents((part) => ({
      read: (query: { to?: string } | undefined, options: object) =>
        part.read(query?.to?.length === 10 ? { ...query, to: `${query.to.slice(0, 9)}9` } : query, options),
    })),
    "events: an interval is half-open: from belongs to it, to does not",
  ],
  [
    "keeps the first of two events of one id in silence",
    alterEvents((part) => ({
      async append(events: Iterable<{ id: string }>, options: object) {
        const known = new Set<string>();
        for await (const event of part.read()) known.add(event.id);
        if (!Array.isArray(events)) return part.append(events, options);
        const fresh = events.filter((event) => !known.has(event.id));
        const result = await part.append(fresh, options);
        return { ...result, duplicates: result.duplicates + events.length - fresh.length };
      },
    })),
    "events: history is not rewritten: the same id with another content is refused",
  ],
  [
    "appends event by event, so that a bad one leaves half a batch",
    alterEvents((part) => ({
      async append(events: AsyncIterable<object>, options: object) {
        const sum = { appended: 0, duplicates: 0 };
        for await (const event of events) {
          const one = await part.append([event], options);
          sum.appended += one.appended;
          sum.duplicates += one.duplicates;
        }
        return sum;
      },
    })),
    "events: events may come from an asynchronous source, and one that fails leaves nothing",
  ],
  [
    "has transactions that do not roll back",
    () =>
      altered(
        () => undefined,
        (store) => ({ transaction: (work) => work(store) }),
      ),
    "tx: when the work throws, its error comes out and nothing is kept",
  ],
  [
    "claims to have no transactions and runs the work all the same",
    () =>
      altered(
        () => undefined,
        (store) => ({
          capabilities: Object.freeze({
            ...store.capabilities,
            transactions: "none",
            isolation: "none",
            concurrentTransactions: false,
          }),
        }),
      ),
    "tx: all writes are kept, and the result of the work is returned",
  ],
  [
    "stores what does not fit the schema",
    alterState((part) => ({
      async save(record: object, options: object) {
        return part.save(record, options).catch((error: unknown) => {
          if (StoreError.is(error, "INVALID_VALUE")) return { ...record, version: 1 };
          throw error;
        });
      },
    })),
    "values: what does not fit the schema is refused with every problem, and nothing is written",
  ],
  [
    "keeps numbers as 32-bit floats",
    alterState((part) => ({
      async get(id: string, options: object) {
        const found = await part.get(id, options);
        return found?.score === undefined ? found : { ...found, score: Math.fround(found.score) };
      },
    })),
    "values: numbers and exact decimals come back unchanged",
  ],
  [
    "can be used after it was closed",
    () =>
      altered(
        () => undefined,
        () => ({ close: async () => undefined }),
      ),
    "meta: a closed store refuses everything, and closing twice is no error",
  ],
  [
    "drops what it holds when its schema is upgraded",
    () =>
      altered(
        () => undefined,
        (store) => ({
          async upgradeSchema() {
            for await (const { id } of store.products.stream())
              await store.products.delete(id, { expected: "any" });
            return store.upgradeSchema();
          },
        }),
      ),
    "meta: upgrading the schema of a store that is in place changes nothing, however many do it at once",
  ],
  [
    "does not know idempotency keys",
    alterState((part) => ({
      save: (record: object, { idempotencyKey: _ignored, ...options }: { idempotencyKey?: string }) =>
        part.save(record, options),
    })),
    "expected: an idempotency key: the same save again writes nothing and gives the first answer",
  ],
  [
    "gives a page of a million when asked",
    alterState((part) => ({
      page: (query: { limit: number }, options: object) =>
        part.page(query.limit > 10_000 ? { ...query, limit: 10_000 } : query, options),
    })),
    "page: a limit that is not a positive integer of at most 10,000 is refused",
  ],
  [
    "adds decimals as floats",
    alterEvents((part) => ({
      async *aggregate(query: object, options: object) {
        for await (const row of part.aggregate(query, options))
          yield row.sum === undefined ? row : { ...row, sum: String(Number(row.sum)) };
      },
    })),
    "events: aggregates are offered and exact, or refused",
  ],
  [
    "counts by reading and writing, whatever the version",
    () =>
      altered((part, name) =>
        name === "counters"
          ? { save: (record: object) => part.save(record, { expected: "any" }) }
          : undefined,
      ),
    "race: every increment counts exactly once, and no bound is passed",
  ],
  [
    "lets every worker claim",
    () =>
      altered((part, name) =>
        name === "claims" ? { save: (record: object) => part.save(record, { expected: "any" }) } : undefined,
      ),
    "race: of many workers one gets each due decision",
  ],
  [
    "numbers versions anew when a record is made again, and takes a version for a record that is gone",
    alterState((part) => ({
      async save(record: { id: string }, options: { expected: unknown }) {
        const gone = (await part.get(record.id)) === undefined;
        return part.save(record, gone && options.expected === 1 ? { ...options, expected: "any" } : options);
      },
    })),
    "model: any sequence of operations does what it does to a plain map",
  ],
  [
    "turns the last step of an order round with the others",
    alterState((part) => ({
      page(query: PageQuery<{ id: string; name: string }>, options: object) {
        const [first] = query.orderBy ?? [];
        if (first?.direction !== "desc") return part.page(query, options);
        return part.page({ ...query, orderBy: [first, { field: "id", direction: "desc" }] }, options);
      },
    })),
    "model: any sequence of operations does what it does to a plain map",
  ],
  [
    "leaves out empty keys of a payload",
    alterState((part) => ({
      async getMany(ids: string[], options: object) {
        const found = await part.getMany(ids, options);
        for (const record of found) if (record?.payload !== undefined) delete record.payload[""];
        return found;
      },
    })),
    "model: any record of insights comes back unchanged",
  ],
  [
    "writes every instant with milliseconds",
    alterEvents((part) => ({
      async *read(query: object, options: object) {
        for await (const event of part.read(query, options))
          yield event.occurredAt === undefined
            ? event
            : { ...event, occurredAt: new Date(event.occurredAt).toISOString() };
      },
    })),
    "model: any record of interactions comes back unchanged",
  ],
  [
    "rounds decimals to two digits",
    alterEvents((part) => ({
      async *read(query: object, options: object) {
        for await (const event of part.read(query, options))
          yield event.amount === undefined ? event : { ...event, amount: Number(event.amount).toFixed(2) };
      },
    })),
    "model: any record of orderLines comes back unchanged",
  ],
  [
    "has transactions in which the others' writes are seen",
    () =>
      altered(
        () => undefined,
        (store) => ({ transaction: (work) => work(store) }),
      ),
    "model: transfers in any interleaving keep the total, and every snapshot shows it",
  ],
  [
    "rolls back to where a failed append began, with all that others wrote since",
    () =>
      altered(
        () => undefined,
        (store) => ({
          transaction: (work, options) =>
            store.transaction(
              (tx) => work({ ...tx, orderLines: { ...tx.orderLines, append: rollingBack(tx) } }),
              options,
            ),
        }),
      ),
    "tx: an append that fails takes no other write of the transaction with it",
  ],
  [
    "lets the operations of one transaction run into each other",
    () =>
      altered(
        () => undefined,
        (store) => ({
          transaction: (work, options) =>
            store.transaction((tx) => {
              let open = 0;
              const save = async (record: never, saving: never): Promise<never> => {
                open++;
                try {
                  await new Promise((resolve) => setTimeout(resolve, 1));
                  if (open > 1) throw new StoreError("UNKNOWN", "Cannot save: a savepoint is gone");
                  return (await tx.products.save(record, saving)) as never;
                } finally {
                  open--;
                }
              };
              return work({ ...tx, products: { ...tx.products, save } as never });
            }, options),
        }),
      ),
    "tx: operations begun together in a transaction do not disturb each other",
  ],
  [
    "looks at the signal of a transaction at its two ends only",
    () =>
      altered(
        () => undefined,
        (store) => ({
          async transaction(work, { signal, ...options } = {}) {
            return store.transaction(async (tx) => {
              const result = await work(tx);
              if (signal?.aborted) throw new StoreError("ABORTED", "Cannot go on: the operation was aborted");
              return result;
            }, options);
          },
        }),
      ),
    "tx: the signal of a transaction reaches what is done inside it",
  ],
  ...brokenFeeds,
];

/** An append that, when it fails, also undoes what was saved since it began. */
function rollingBack(tx: StoreCollections): StoreCollections["orderLines"]["append"] {
  const idsOf = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { id } of tx.products.stream()) ids.push(id);
    return ids;
  };
  return async (events, options) => {
    const before = new Set(await idsOf());
    try {
      return await tx.orderLines.append(events, options);
    } catch (error) {
      for (const id of await idsOf())
        if (!before.has(id)) await tx.products.delete(id, { expected: "present" });
      throw error;
    }
  };
}
