import type { Interaction, OrderLine, Party } from "clientele/model";
import { createMemoryStore, StoreError } from "clientele/repositories";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const line = (id: string, orderedOn: string, amount = "10.00"): OrderLine => ({
  schemaVersion: 1,
  id,
  orderId: id,
  customerId: "c1",
  orderedOn: orderedOn as OrderLine["orderedOn"],
  amount,
  currency: "GBP",
});

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe("a customer database", () => {
  it("keeps what is known of a customer together, in one store, by its id [S0-102]", async () => {
    await using store = createMemoryStore();
    const party: Party = {
      schemaVersion: 1,
      kind: "person",
      id: "c1",
      name: "Ada",
      timeZone: "Europe/London",
    };
    const source = { method: "stated", channel: "phone", observedOn: "2026-01-05" } as const;
    await store.parties.save(party, { expected: "absent" });
    await store.importantDates.save(
      {
        schemaVersion: 1,
        id: "d1",
        partyId: "c1",
        kind: "birthday",
        date: { calendar: "gregorian", month: 12, day: 10 },
        source,
      },
      { expected: "absent" },
    );
    await store.installedProducts.save(
      {
        schemaVersion: 1,
        id: "n1",
        ownerId: "c1",
        productId: "p1",
        productName: "Kettle",
        installedOn: "2026-02-01",
        source,
      },
      { expected: "absent" },
    );
    await store.orderLines.append([line("l1", "2026-02-01")]);
    const [dates, installed, lines] = await Promise.all([
      all(store.importantDates.stream({ where: { op: "eq", field: "partyId", value: "c1" } })),
      all(store.installedProducts.stream({ where: { op: "eq", field: "ownerId", value: "c1" } })),
      all(store.orderLines.read({ subjectIds: ["c1"] })),
    ]);
    expect([dates, installed, lines].map((found) => found.map(({ id }) => id))).toEqual([
      ["d1"],
      ["n1"],
      ["l1"],
    ]);
    expect((await store.parties.get("c1"))?.name).toBe("Ada");
  });

  it("keeps history line by line for good, and a day's view of it does not change with later facts [S2-16]", async () => {
    const day = fc.integer({ min: 1, max: 28 }).map((d) => `2026-03-${String(d).padStart(2, "0")}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(day, { maxLength: 30 }),
        fc.array(day, { maxLength: 30 }),
        day,
        async (first, more, asOf) => {
          const store = createMemoryStore();
          await store.orderLines.append(first.map((on, i) => line(`a${i}`, on, `${i}.125`)));
          const before = await all(store.orderLines.read({ to: asOf }));
          const later = more.filter((on) => on >= asOf).map((on, i) => line(`b${i}`, on));
          await store.orderLines.append(later);
          await store.orderLines.append(first.map((on, i) => line(`a${i}`, on, `${i}.125`)));
          expect(await all(store.orderLines.read({ to: asOf }))).toEqual(before);
          expect((await all(store.orderLines.read())).length).toBe(first.length + later.length);
        },
      ),
    );
    const store = createMemoryStore();
    await store.orderLines.append([line("l1", "2026-03-01")]);
    await expect(store.orderLines.append([line("l1", "2026-03-02")])).rejects.toSatisfy((error) =>
      StoreError.is(error, "ALREADY_EXISTS"),
    );
  });

  it("takes a continuous stream of facts, and a repeated delivery adds nothing [S2-10]", async () => {
    const store = createMemoryStore();
    async function* feed(): AsyncGenerator<Interaction> {
      for (let i = 0; i < 5000; i++) {
        yield {
          schemaVersion: 1,
          id: `i${i}`,
          partyId: `c${i % 7}`,
          occurredAt: `2026-03-01T09:${String(Math.floor(i / 60) % 60).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}Z`,
          channel: "web",
          direction: "inbound",
          twoWay: false,
        };
      }
    }
    expect(await store.interactions.append(feed())).toEqual({ appended: 5000, duplicates: 0 });
    expect(await store.interactions.append(feed())).toEqual({ appended: 0, duplicates: 5000 });
  });
});
