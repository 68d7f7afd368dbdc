import { addDays, dateOfDay, dayNumber, type Period, type PlainDate } from "clientele/calendar";
import { countTransitions } from "clientele/migration";
import type { OrderLine } from "clientele/model";
import { orderLogFromRows } from "clientele/orders";
import { countSqlTransitions, readSqlTierPanel, type SqlTierOptions } from "clientele/sql";
import { tierPanel } from "clientele/value";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openMariadb,
  openNodeSqlite,
  openPglite,
  openPostgres,
  type Reached,
  type TestDatabase,
} from "./_databases.ts";

/** Many customers of few amounts, so that cuts fall on ties; days at the edges of months; refunds and free lines. */
const drawnLine = (costs: "all" | "some") =>
  fc.record({
    customerId: fc.integer({ min: 0, max: 39 }).map((n) => `${["ann", "Ann", "Ä", "～", "😀"][n % 5]}${n}`),
    orderedOn: fc.oneof(
      fc.integer({ min: 0, max: 200 }).map((n) => dateOfDay(dayNumber("2025-12-01") + n)),
      fc.constantFrom<PlainDate>("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-05-01"),
    ),
    amount: fc.constantFrom("10", "10.00", "20", "0.125", "40", "-10", "-45.5", "0", "160"),
    cost:
      costs === "all"
        ? fc.constantFrom("1", "0.5", "30", "0")
        : fc.option(fc.constant("1"), { nil: undefined }),
  });
const linesOf = (costs: "all" | "some", numRuns: number, seed: number): OrderLine[] =>
  fc.sample(drawnLine(costs), { numRuns, seed }).map(
    ({ cost, ...line }, i): OrderLine => ({
      schemaVersion: 1,
      id: `l${String(i).padStart(5, "0")}`,
      orderId: `o${i % 97}`,
      currency: "EUR",
      ...line,
      // Some come later than others.
      orderedOn: addDays(line.orderedOn, line.customerId.endsWith("3") ? 100 : 0),
      ...(cost === undefined ? {} : { cost }),
    }),
  );

const months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"] as const;
const whole: Period[] = months.slice(0, -1).map((from, i) => ({ from, to: months[i + 1] as PlainDate }));
const questions: readonly Pick<SqlTierOptions, "periods" | "shares">[] = [
  { periods: whole },
  { periods: whole, shares: [0.5, 0.5] },
  { periods: whole, shares: [0, 1] },
  { periods: whole, shares: [0.07, 0.93] },
  // With a time between that belongs to none.
  { periods: [whole[0]!, whole[2]!, whole[3]!] },
  {
    periods: [
      { from: "2025-12-01", to: "2025-12-02" },
      { from: "2026-06-01", to: "2026-08-01" },
    ],
  },
  {
    periods: [
      { from: "2030-01-01", to: "2030-02-01" },
      { from: "2030-02-01", to: "2030-03-01" },
    ],
  },
];

const schema = `clientele_tiers_${process.pid}`;
for (const [name, open] of [
  ["PGlite", openPglite],
  ["SQLite", openNodeSqlite],
  ["PostgreSQL", () => openPostgres(schema)],
  ["MariaDB", () => openMariadb(schema)],
] as const) {
  describe(`tiers on ${name}`, () => {
    let reached: Reached = "";
    beforeAll(async () => {
      reached = await open();
      if (typeof reached !== "string") await reached.createStore();
    }, 60_000);
    afterAll(async () => {
      if (typeof reached !== "string") await reached.drop();
    });
    const where = ({ dialect }: TestDatabase) =>
      ({ dialect, currency: "EUR", ...(dialect === "postgres" ? { schema } : {}) }) as const;

    for (const [title, costs, count, seed] of [
      ["profit, where every line has a cost", "all", 900, 5],
      ["revenue, where some have none", "some", 900, 6],
      ["few lines", "all", 12, 7],
    ] as const)
      it(`are those of the log, by ${title}, cell by cell and move by move`, async (context) => {
        if (typeof reached === "string") return context.skip(reached);
        const lines = linesOf(costs, count, seed);
        const store = await reached.createStore();
        await store.orderLines.append(lines);
        const log = orderLogFromRows(
          lines.map(({ customerId, orderId, orderedOn, amount, cost }) => ({
            customerId,
            orderId,
            orderedOn,
            amount,
            ...(cost === undefined ? {} : { cost }),
          })),
          { currency: "EUR" },
        );
        for (const question of questions) {
          const expected = tierPanel(log, question);
          const panel = await readSqlTierPanel(reached.kysely, { ...where(reached), ...question });
          expect(panel).toEqual(expected);
          expect(await countSqlTransitions(reached.kysely, { ...where(reached), ...question })).toEqual(
            countTransitions(expected),
          );
        }
        expect(new Set(tierPanel(log, questions[0]!).cells).size).toBeGreaterThan(count > 100 ? 4 : 2);
      });

    it("refuse what has no answer", async (context) => {
      if (typeof reached === "string") return context.skip(reached);
      const { kysely } = reached;
      const options = { ...where(reached), periods: whole };
      await expect(readSqlTierPanel(kysely, { ...options, periods: [] })).rejects.toThrow(
        "Cannot read the tier panel: there must be a period, got none",
      );
      await expect(countSqlTransitions(kysely, { ...options, periods: whole.slice(0, 1) })).rejects.toThrow(
        "Cannot count transitions: there must be at least 2 periods, got 1",
      );
      await expect(readSqlTierPanel(kysely, { ...options, periods: [...whole].reverse() })).rejects.toThrow(
        RangeError,
      );
      await expect(readSqlTierPanel(kysely, { ...options, shares: [0.9, 0.8] })).rejects.toThrow(RangeError);
      await expect(readSqlTierPanel(kysely, { ...options, currency: "XXZ" })).rejects.toThrow(RangeError);
      await expect(
        readSqlTierPanel(kysely, { ...options, signal: AbortSignal.abort() }),
      ).rejects.toMatchObject({ code: "ABORTED" });
    });
  });
}
