import { dateOfDay, dayNumber, type PlainDate } from "clientele/calendar";
import type { OrderLine } from "clientele/model";
import { type OrderTotals, orderLogFromRows } from "clientele/orders";
import type { ClienteleStore } from "clientele/repositories";
import { measureRfm, scoreRfm } from "clientele/rfm";
import { readSqlOrderTotals, type SqlOrderTotalsOptions } from "clientele/sql";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf, walk } from "../_walk-lines.ts";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
  type TestDatabase,
} from "./_databases.ts";

/** Few customers, orders, days and amounts, so that ties are frequent; ids whose code-point order is not that of UTF-16. */
const customerIds = ["ann", "Ann", "Ä", "～", "😀", "z ", "z", "客戶"];
const drawnLine = fc.record({
  customerId: fc.constantFrom(...customerIds),
  orderId: fc.constantFrom("o1", "o2", "O2", "é", "é", "o3", "o4"),
  orderedOn: fc.integer({ min: 0, max: 70 }).map((n) => dateOfDay(dayNumber("2025-12-28") + n)),
  amount: fc.constantFrom(
    "10",
    "10.00",
    "0.1",
    "0.125",
    "19.90",
    "-10",
    "-0.005",
    "0",
    "0.00",
    "99999999.99",
    "-99999999.99",
  ),
  cost: fc.option(fc.constantFrom("1", "0.5", "-0.25", "0"), { nil: undefined }),
  productId: fc.option(fc.constantFrom("p1", "p2"), { nil: undefined }),
});
type Drawn = { [K in "customerId" | "orderId" | "amount"]: string } & {
  orderedOn: PlainDate;
  cost: string | undefined;
  productId: string | undefined;
};
const linesOf = (drawn: readonly Drawn[], name: string): OrderLine[] =>
  drawn.map(({ cost, productId, ...line }, i) => ({
    schemaVersion: 1,
    id: `${name}${String(i).padStart(5, "0")}`,
    currency: "EUR",
    ...line,
    ...(cost === undefined ? {} : { cost }),
    ...(productId === undefined ? {} : { productId }),
  }));

const schema = `clientele_totals_${process.pid}`;
for (const [name, open] of [
  ["PGlite", openPglite],
  ["SQLite", openNodeSqlite],
  ["PostgreSQL", () => openPostgres(schema)],
  ["MariaDB", () => openMariadb(schema)],
] as const) {
  describe(`order totals on ${name}`, () => {
    let reached: Reached = "";
    const lines = linesOf(fc.sample(drawnLine, { numRuns: 900, seed: 11 }) as Drawn[], "l");
    beforeAll(async () => {
      reached = await open();
      if (typeof reached === "string") return;
      const store = await reached.createStore();
      await store.orderLines.append(lines);
    }, 60_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });
    const onDatabase = (title: string, body: (database: TestDatabase) => Promise<void>): void =>
      it(title, async (context) => {
        if (typeof reached === "string") return context.skip(reached);
        await body(reached);
      });
    const read = (
      { kysely, dialect }: TestDatabase,
      more: Partial<SqlOrderTotalsOptions> = {},
    ): Promise<OrderTotals> =>
      readSqlOrderTotals(kysely, {
        dialect,
        currency: "EUR",
        ...(dialect === "postgres" ? { schema } : {}),
        ...more,
      });
    const replaceBy = async (
      database: TestDatabase,
      others: readonly OrderLine[],
    ): Promise<ClienteleStore> => {
      const store = await database.createStore();
      await store.orderLines.append(others);
      return store;
    };

    onDatabase("are those of a walk over the lines, whatever the days", async (database) => {
      const days: readonly [PlainDate | undefined, PlainDate | undefined][] = [
        [undefined, undefined],
        ["2026-01-01", "2026-02-01"],
        ["2026-01-15", undefined],
        [undefined, "2025-12-29"],
        ["2026-01-31", "2026-02-01"],
        ["2030-01-01", undefined],
      ];
      for (const [from, to] of days) {
        const kept = lines.filter(
          ({ orderedOn }) =>
            (from === undefined || orderedOn >= from) && (to === undefined || orderedOn < to),
        );
        const totals = await read(database, { from, to, exponent: 3 });
        expect(rowsOf(totals)).toEqual(walk(kept));
        expect(totals.orders).toBe(
          new Set(kept.map((one) => JSON.stringify([one.customerId, one.orderId]))).size,
        );
        const sorted = kept.map(({ orderedOn }) => orderedOn).sort();
        expect(totals.window).toEqual(
          sorted.length === 0
            ? undefined
            : { from: sorted[0], to: dateOfDay(dayNumber(sorted.at(-1) as PlainDate) + 1) },
        );
      }
    });

    onDatabase("measure and score as the log of the same lines does", async (database) => {
      const totals = await read(database);
      expect(totals.exponent).toBe(3);
      const log = orderLogFromRows(
        lines.map(({ customerId, orderId, orderedOn, amount }) => ({
          customerId,
          orderId,
          orderedOn,
          amount,
        })),
        { currency: "EUR" },
      );
      for (const count of ["purchases", "net"] as const) {
        const [mine, theirs] = [totals, log].map((one) => measureRfm(one, { asOf: "2026-06-01", count }));
        expect([...(mine ?? [])].map((row) => ({ ...row }))).toEqual(
          [...(theirs ?? [])].map((row) => ({ ...row })),
        );
        expect(mine?.notScored).toEqual(theirs?.notScored);
        expect(JSON.stringify([...scoreRfm(mine!)])).toBe(JSON.stringify([...scoreRfm(theirs!)]));
      }
    });

    onDatabase("are exact beyond what a double and a 64-bit integer hold", async (database) => {
      const huge = Array.from(
        { length: 1100 },
        (_, i): Drawn => ({
          customerId: i % 2 === 0 ? "😀" : "～",
          orderId: `o${i}`,
          orderedOn: "2026-01-05",
          amount: i % 2 === 0 ? "9007199254740.991" : "-9007199254740.991",
          cost: "9007199254740.991",
          productId: undefined,
        }),
      );
      // One cent of a cent more, which a double would drop.
      const odd = { ...huge[0]!, orderId: "odd", amount: "0.001", cost: "0.001" };
      const others = linesOf([...huge, odd], "h");
      await replaceBy(database, others);
      const totals = await read(database);
      expect(rowsOf(totals)).toEqual(walk(others));
      expect(totals.customers().wide.length).toBe(4);
      expect(rowsOf(totals)[1]?.purchaseUnits).toBe("4953959590107545051");
      const more = await replaceBy(
        database,
        linesOf(
          Array.from({ length: 2100 }, () => huge[0]!).map((one, i) => ({ ...one, orderId: `m${i}` })),
          "m",
        ),
      );
      expect(rowsOf(await read(database))[0]?.purchaseUnits).toBe(String(9007199254740991n * 2100n));
      await more.orderLines.append(linesOf([{ ...odd, amount: "9007199254740.992" }], "too much"));
      await expect(read(database)).rejects.toThrow(
        /^Cannot total order lines: amounts must be below 2\^53 in units of 10\^-3, got 9007199254740992 of "😀"/,
      );
    });

    onDatabase(
      "refuse other currencies, finer amounts, too many digits and wrong options",
      async (database) => {
        const line: Drawn = {
          customerId: "a",
          orderId: "o",
          orderedOn: "2026-01-05",
          amount: "1.0005",
          cost: undefined,
          productId: undefined,
        };
        const store = await replaceBy(database, linesOf([line], "a"));
        expect((await read(database)).exponent).toBe(4);
        await expect(read(database, { exponent: 3 })).rejects.toThrow(
          "Cannot total order lines: amounts must have at most 3 decimals, got one of 4",
        );
        await store.orderLines.append([{ ...linesOf([line], "b")[0]!, currency: "GBP" }]);
        await expect(read(database)).rejects.toThrow(
          "Cannot total order lines: all must be in EUR, got 1 in other currencies",
        );
        await replaceBy(database, linesOf([{ ...line, amount: "12345678901234567890" }], "c"));
        await expect(read(database)).rejects.toThrow(RangeError);
        await expect(read(database, { exponent: 1 })).rejects.toThrow(RangeError);
        await replaceBy(database, linesOf([{ ...line, orderedOn: "2079-06-06" }], "d"));
        await expect(read(database)).rejects.toThrow(
          "Cannot total order lines: days must be from 1900-01-01 to 2079-06-05, got 2079-06-06",
        );
        await expect(read(database, { from: "2026-02-30" as never })).rejects.toThrow(
          "Cannot total order lines: from must be a plain date, got 2026-02-30",
        );
        await expect(read(database, { prefix: "nowhere_" })).rejects.toMatchObject({
          code: "SCHEMA_MISMATCH",
        });
        await expect(read(database, { signal: AbortSignal.abort() })).rejects.toMatchObject({
          code: "ABORTED",
        });
        await replaceBy(database, []);
        expect((await read(database)).customers().customerIds).toEqual([]);
      },
    );
  });
}
