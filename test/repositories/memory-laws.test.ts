import type { InstalledProduct, Product } from "clientele/model";
import {
  type ClienteleStore,
  createMemoryStore,
  type OrderBy,
  StoreError,
  type StoreTransaction,
  type Versioned,
} from "clientele/repositories";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const product = (id: string, name: string): Product => ({
  schemaVersion: 1,
  id,
  name,
  category: "Kitchen",
  consumable: false,
});

async function contents(of: StoreTransaction): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { id, name, version } of of.products.stream()) found[id] = `${name}@${version}`;
  return found;
}

describe("the order of text", () => {
  it("is that of the UTF-8 bytes, for any text", async () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 4 });
    const storable = text.filter((id) => !id.includes("\u0000"));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(storable, { maxLength: 20 }), async (ids) => {
        const store = createMemoryStore();
        for (const id of ids) await store.products.save(product(id, "x"), { expected: "absent" });
        const expected = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const found: string[] = [];
        for await (const { id } of store.products.stream()) found.push(id);
        expect(found).toEqual(expected);
      }),
    );
  });
});

describe("pages", () => {
  it("are the whole ordered set, for any data, order and page size", async () => {
    const row = fc.record(
      {
        serviceIntervalMonths: fc.integer({ min: 1, max: 3 }),
        lastServicedOn: fc.constantFrom("2026-03-01", "2026-04-01"),
        reasonForUse: fc.constantFrom("～", "😀", "a"),
      },
      { requiredKeys: [] },
    );
    const step = fc.record({
      field: fc.constantFrom("serviceIntervalMonths", "lastServicedOn", "reasonForUse", "id", "version"),
      direction: fc.constantFrom("asc", "desc"),
      nulls: fc.constantFrom("first", "last"),
    }) as fc.Arbitrary<OrderBy<Versioned<InstalledProduct>>>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(step, { maxLength: 3 }),
        fc.integer({ min: 1, max: 13 }),
        async (rows, orderBy, limit) => {
          const store = createMemoryStore();
          for (const [i, more] of rows.entries()) {
            const record = {
              schemaVersion: 1,
              id: `n${i}`,
              ownerId: "c1",
              productId: "p1",
              productName: "Kettle",
              installedOn: "2026-02-01",
              source: { method: "stated", observedOn: "2026-02-01" },
              ...more,
            } as InstalledProduct;
            await store.installedProducts.save(record, { expected: "absent" });
          }
          const whole: string[] = [];
          for await (const { id } of store.installedProducts.stream({ orderBy })) whole.push(id);
          const paged: string[] = [];
          let cursor: string | null = null;
          do {
            const page = await store.installedProducts.page({ orderBy, limit, cursor });
            paged.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor;
          } while (cursor !== null);
          expect(paged).toEqual(whole);
          expect(new Set(whole).size).toBe(rows.length);
        },
      ),
    );
  });
});

/** One step of two transactions and an outside writer, interleaved. */
interface Write {
  readonly who: 0 | 1 | "outside";
  readonly do: "save" | "delete";
  readonly id: string;
  readonly name: string;
}
interface Boundary {
  readonly who: 0 | 1;
  readonly do: "begin" | "commit" | "roll back";
}
type Step = Write | Boundary;

describe("transactions", () => {
  const who = fc.constantFrom<(0 | 1)[]>(0, 1);
  const write = fc.record({
    who: fc.constantFrom<(0 | 1 | "outside")[]>(0, 1, "outside"),
    do: fc.constantFrom<("save" | "delete")[]>("save", "delete"),
    id: fc.constantFrom("a", "b", "c"),
    name: fc.constantFrom("x", "y", "z"),
  });
  const boundary = fc.record({
    who,
    do: fc.constantFrom<("begin" | "commit" | "roll back")[]>("begin", "commit", "roll back"),
  });
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof({ weight: 3, arbitrary: write }, { weight: 2, arbitrary: boundary }),
    {
      minLength: 5,
      maxLength: 30,
    },
  );

  it("see a snapshot and their own writes, and the first to commit wins, for any interleaving", async () => {
    await fc.assert(
      fc.asyncProperty(steps, (list) => new Interleaving().run(list)),
      { numRuns: 300 },
    );
  });
});

interface Open {
  readonly tx: StoreTransaction;
  readonly end: (how: "commit" | "roll back") => Promise<unknown>;
  /** The model: what the transaction must see, and what it wrote. */
  readonly base: Map<string, string>;
  readonly seen: Map<string, string>;
  readonly written: Set<string>;
}

/** Runs the same steps on the store and on plain maps, and compares after each. */
class Interleaving {
  readonly store: ClienteleStore = createMemoryStore();
  readonly committed = new Map<string, string>();
  /** Distinguishes two writes of equal content. */
  readonly writes = new Map<string, number>();
  private readonly startedAt = new Map<Open, Map<string, number>>();
  private readonly open: (Open | undefined)[] = [undefined, undefined];
  private count = 0;

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.take(step);
      expect(await contents(this.store)).toEqual(Object.fromEntries(this.committed));
      for (const open of this.open)
        if (open !== undefined) expect(await contents(open.tx)).toEqual(Object.fromEntries(open.seen));
    }
    for (const open of this.open) await open?.end("roll back");
  }

  private async take(step: Step): Promise<void> {
    if (!("id" in step)) return this.bound(step);
    if (step.who === "outside") {
      await apply(this.store, this.committed, step);
      this.writes.set(step.id, ++this.count);
      return;
    }
    const open = this.open[step.who];
    if (open === undefined) return;
    await apply(open.tx, open.seen, step);
    open.written.add(step.id);
  }

  private async bound(step: Boundary): Promise<void> {
    if (step.do !== "begin") return this.end(step.who, step.do);
    if (this.open[step.who] === undefined) this.open[step.who] = await this.begin();
  }

  private async begin(): Promise<Open> {
    const { promise: tx, resolve: began } = deferred<StoreTransaction>();
    const { promise: ended, resolve: finish } = deferred<"commit" | "roll back">();
    const outcome = this.store
      .transaction(async (inside) => {
        began(inside);
        if ((await ended) === "roll back") throw new Error("roll back");
      })
      .then(
        () => "kept",
        (error: unknown) => error,
      );
    const open: Open = {
      tx: await tx,
      end: (how) => {
        finish(how);
        return outcome;
      },
      base: new Map(this.committed),
      seen: new Map(this.committed),
      written: new Set(),
    };
    this.startedAt.set(open, new Map(this.writes));
    return open;
  }

  private async end(who: 0 | 1, how: "commit" | "roll back"): Promise<void> {
    const open = this.open[who];
    if (open === undefined) return;
    this.open[who] = undefined;
    const outcome = await open.end(how);
    if (how === "roll back") return void expect(outcome).toEqual(new Error("roll back"));
    const before = this.startedAt.get(open);
    const clash = [...open.written].some((id) => {
      const gone = !open.base.has(id) && !this.committed.has(id);
      return !gone && this.writes.get(id) !== before?.get(id);
    });
    if (clash) {
      expect(StoreError.is(outcome, "SERIALIZATION_FAILURE")).toBe(true);
      return;
    }
    expect(outcome).toBe("kept");
    for (const id of open.written) {
      const value = open.seen.get(id);
      if (value === undefined) this.committed.delete(id);
      else this.committed.set(id, value);
      this.writes.set(id, ++this.count);
    }
  }
}

async function apply(to: StoreTransaction, model: Map<string, string>, step: Write): Promise<void> {
  if (step.do === "delete") {
    expect(await to.products.delete(step.id, { expected: "any" })).toBe(model.delete(step.id));
    return;
  }
  const saved = await to.products.save(product(step.id, step.name), { expected: "any" });
  model.set(step.id, `${step.name}@${saved.version}`);
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
