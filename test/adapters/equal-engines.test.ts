import type { OrderTotals } from "clientele/orders";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersOf, inMemory, openEngines } from "./_engines.ts";
import { generatedLogs } from "./_generated-lines.ts";

type Engines = Awaited<ReturnType<typeof openEngines>>;
const names = [
  "PostgreSQL",
  "PGlite",
  "SQLite",
  "MariaDB",
  "DuckDB, table",
  "DuckDB, CSV",
  "DuckDB, Parquet",
];

const bytesOf = (totals: OrderTotals): string =>
  JSON.stringify(totals.customers(), (_, value) => (typeof value === "bigint" ? String(value) : value));

describe("all engines", () => {
  let engines: Engines = [];
  const bytes = new Map<string, Set<string>>(generatedLogs.map(({ name }) => [name, new Set()]));
  beforeAll(async () => {
    engines = await openEngines();
  }, 120_000);
  afterAll(async () => {
    for (const { engine } of engines) if (typeof engine !== "string") await engine.close();
  });

  it("are those of the table in the documentation", () => {
    expect(engines.map(({ name }) => name)).toEqual(names);
  });

  for (const name of names)
    for (const log of generatedLogs)
      it(`${name} answers as memory does, digit by digit: ${log.name}`, async (context) => {
        const engine = engines.find((one) => one.name === name)?.engine ?? "";
        if (typeof engine === "string") return context.skip(engine);
        await engine.load(log);
        bytes.get(log.name)?.add(bytesOf(await engine.totals()));
        expect(await answersOf(engine)).toEqual(await answersOf(inMemory(log)));
      });

  it("give totals of the same bytes", () => {
    expect([...bytes.values()].map((found) => found.size)).toEqual(generatedLogs.map(() => 1));
  });

  it("are asked about logs in which there is something to disagree about", async () => {
    for (const { name, lines, zone } of generatedLogs) {
      const moved = lines.filter(({ orderedAt, orderedOn }) => orderedAt.slice(0, 10) !== orderedOn).length;
      expect(moved > 0, name).toBe(zone !== "UTC");
    }
    const answers = await answersOf(inMemory(generatedLogs.at(-1)!));
    expect(new Set(JSON.parse(answers["tiers"] as string).cells).size).toBe(5);
  });
});
