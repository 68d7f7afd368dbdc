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
