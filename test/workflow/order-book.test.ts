import { addDays, type PlainDate } from "clientele/calendar";
import type { OrderLine } from "clientele/model";
import { type ClienteleStore, createMemoryStore, type EventQuery } from "clientele/repositories";
import { arbitraryOrderRows } from "clientele/testing";
import { type OrderBook, readOrderBook, runDaily } from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOf, dump, options, orderLine, retailer, storeOf } from "./_stores.ts";

const contentsOf = ({ linesRead: _effort, lines, ...book }: OrderBook) => ({
  ...book,
  lines: [...lines].sort(),
});
const read = (store: ClienteleStore, day: PlainDate, before?: OrderBook) =>
  readOrderBook(store, { asOf: day, currency: "GBP", before });

/** Lines as a store takes them, some in another currency or too fine to be counted. */
const arbitraryLines: fc.Arbitrary<readonly OrderLine[]> = fc
  .tuple(
    arbitraryOrderRows({ from: "2026-10-01", to: "2026-12-31" }),
    fc.array(fc.constantFrom("sound", "sound", "sound", "euro", "fine"), { minLength: 1, maxLength: 10 }),
  )
  .map(([rows, kinds]) =>
    rows.map((row, i) => {
      const kind = kinds[i % kinds.length];
      const line = orderLine(`l${i}`, JSON.parse(JSON.stringify(row)) as Partial<OrderLine>);
      if (kind === "euro") return { ...line, currency: "EUR" };
      return kind === "fine" ? { ...line, amount: "0.12345678901" } : { ...line, currency: "GBP" };
    }),
  );

describe("an order book", () => {
  it("that is carried on, day by day and with orders that come late, is the one that is read in full", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLines,
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (lines, steps, parts) => {
          const store = createMemoryStore();
          let book: OrderBook | undefined;
          let day: PlainDate = "2026-10-15";
          for (const [i, step] of steps.entries()) {
            await store.orderLines.append(lines.filter((_, at) => at % parts === i % parts));
            day = addDays(day, step);
            book = await read(store, day, book);
            expect(contentsOf(book)).toEqual(contentsOf(await read(store, day)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("that is carried on by who is named as changed is the one that is read in full, named or found", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryLines,
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
        async (lines, steps, parts, aggregates, more) => {
          const memory = createMemoryStore();
          const store = { ...memory, capabilities: { ...memory.capabilities, aggregates } };
          let book: OrderBook | undefined;
          let day: PlainDate = "2026-10-15";
          for (const [i, step] of steps.entries()) {
            // Many of these are dated after the day: they are in the store long before they are in the book.
            const added = lines.filter((_, at) => at % parts === i % parts);
            await store.orderLines.append(added);
            day = addDays(day, step);
            const needless = more.map((at) => lines[at]?.customerId ?? "nobody");
            const changed = [...needless, ...added.map(({ customerId }) => customerId)];
            book = await readOrderBook(store, { asOf: day, currency: "GBP", before: book, changed });
            expect(contentsOf(book)).toEqual(contentsOf(await read(store, day)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("asks the store for the days since alone where it is said who changed", async () => {
    const [ann, bob, cyd] = ["ann", "bob", "cyd"].map((customerId) =>
      orderLine(customerId, { customerId, orderedOn: "2026-11-02" }),
    );
    const store = await storeOf({ orderLines: [ann!, bob!, cyd!] });
    const asked: [string, EventQuery][] = [];
    const events = store.orderLines;
    const watched: ClienteleStore = {
      ...store,
      orderLines: {
        ...events,
        read: (query = {}, more) => {
          asked.push(["read", query]);
          return events.read(query, more);
        },
        aggregate: (query = {}, more) => {
          asked.push(["aggregate", query]);
          return events.aggregate(query, more);
        },
      },
    };
    const before = await read(store, "2026-11-03");
    await events.append([
      orderLine("late", { customerId: "ann", orderedOn: "2026-11-01" }),
      orderLine("new", { customerId: "bob", orderedOn: "2026-11-03" }),
      orderLine("unsaid", { customerId: "cyd", orderedOn: "2026-11-01" }),
    ]);
    const carried = await readOrderBook(watched, {
      asOf: "2026-11-04",
      currency: "GBP",
      before,
      changed: new Set(["ann"]),
    });
    expect(asked).toEqual([
      ["aggregate", { from: "2026-11-03", to: "2026-11-04" }],
      ["read", { subjectIds: ["ann", "bob"], to: "2026-11-04" }],
    ]);
    expect([...carried.lines].sort()).toEqual([
      ["ann", 2],
      ["bob", 2],
      ["cyd", 1],
    ]);
    expect(carried.linesRead).toBe(4);
    asked.length = 0;
    const same = await readOrderBook(watched, {
      asOf: "2026-11-04",
      currency: "GBP",
      before: carried,
      changed: [],
    });
    expect(asked).toEqual([]);
    expect(same).toEqual({ ...carried, linesRead: 0 });
  });

  it.each([
    ["ann", 'changed must be a list of the ids of customers, got "ann"'],
    [null, "changed must be a list of the ids of customers, got null"],
    [["ann", 7], "changed[1] must be the id of a customer, got 7"],
  ])("is refused with %j for who changed", async (changed, message) => {
    const options = { asOf, currency: "GBP", changed: changed as unknown as string[] };
    await expect(readOrderBook(createMemoryStore(), options)).rejects.toThrow(
      new TypeError(`Cannot read order book: ${message}`),
    );
  });

  it("reads the lines of changed customers alone", async () => {
    const facts = retailer();
    const store = await storeOf(facts);
    const asked: EventQuery[] = [];
    const watched: ClienteleStore = {
      ...store,
      orderLines: {
        ...store.orderLines,
        read: (query = {}, more) => {
          asked.push(query);
          return store.orderLines.read(query, more);
        },
      },
    };
    const first = await read(watched, asOf);
    expect(first.linesRead).toBe(facts.orderLines.filter(({ orderedOn }) => orderedOn < asOf).length);
    const [buyer] = first.log.customerIds;
    await store.orderLines.append([orderLine("late", { customerId: buyer!, orderedOn: "2026-01-02" })]);
    const second = await read(watched, addDays(asOf, 1), first);
    const own = facts.orderLines.filter(({ customerId }) => customerId === buyer).length;
    expect(second.linesRead).toBe(own + 1);
    expect(asked.map(({ subjectIds }) => subjectIds)).toEqual([undefined, [buyer]]);
    const third = await read(watched, addDays(asOf, 2), second);
    expect([third.linesRead, asked.length]).toEqual([0, 2]);
  });

  it("reads everything for an earlier day, another currency, and where the store cannot count", async () => {
    const store = await storeOf({ orderLines: [orderLine("a"), orderLine("b", { currency: "EUR" })] });
    const book = await read(store, asOf);
    expect(book.setAside.map(({ lineId, code }) => [lineId, code])).toEqual([["b", "other-currency"]]);
    expect((await read(store, "2026-11-01", book)).log.size).toBe(0);
    const euros = await readOrderBook(store, { asOf, currency: "EUR", before: book });
    expect([euros.linesRead, euros.log.size]).toEqual([2, 1]);
    const plain = { ...store, capabilities: { ...store.capabilities, aggregates: false } };
    expect((await read(plain, addDays(asOf, 1), book)).linesRead).toBe(2);
  });

  it("gives the daily run what the store would, line set aside by line set aside", async () => {
    const facts = retailer();
    const odd = [orderLine("odd", { currency: "EUR" }), orderLine("fine", { amount: "0.12345678901" })];
    const [full, carried] = [await storeOf(facts), await storeOf(facts)];
    const before = await read(carried, addDays(asOf, -3));
    for (const store of [full, carried]) await store.orderLines.append(odd);
    const orders = await read(carried, asOf, before);
    expect(orders.linesRead).toBeLessThan(before.linesRead);
    expect(await runDaily(carried, { ...options, orders })).toEqual(await runDaily(full, options));
    expect(await dump(carried)).toEqual(await dump(full));
    await expect(runDaily(carried, { ...options, orders: before })).rejects.toThrow(
      "Cannot run the day: orders must be the book of 2026-11-22, got that of 2026-11-19",
    );
  }, 60_000);

  it("is refused for a day that is none", async () => {
    await expect(read(createMemoryStore(), "2026-02-30")).rejects.toThrow(RangeError);
  });
});
