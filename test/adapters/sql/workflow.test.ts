import { createMemoryStore, exportStore, importStore } from "clientele/repositories";
import { generateRetailer } from "clientele/synthetic";
import { runDaily } from "clientele/workflow";
import { afterAll, describe, expect, it } from "vitest";
import { openPglite } from "./_databases.ts";

describe("the daily run", () => {
  const opened = openPglite();
  afterAll(async () => {
    const database = await opened;
    if (typeof database !== "string") await database.drop();
  });

  it("gives the same report and writes the same records in a database as in memory", async () => {
    const database = await opened;
    if (typeof database === "string") throw new Error(database);
    const memory = createMemoryStore();
    const retailer = generateRetailer({ customers: 60, seed: 5, asOf: "2026-06-01" });
    for (const [name, records] of Object.entries(retailer)) {
      if (!Array.isArray(records) || !(name in memory)) continue;
      const repository = memory[name as "products"];
      if ("append" in repository) await (repository as unknown as typeof memory.orderLines).append(records);
      else for (const record of records) await repository.save(record as never, { expected: "absent" });
    }
    const store = await database.createStore();
    const imported = await importStore(store, exportStore(memory));
    expect(imported.records).toBeGreaterThan(100);
    const options = { asOf: "2026-06-01", zone: "Europe/London", currency: retailer.currency } as const;
    const [expected, found] = [await runDaily(memory, options), await runDaily(store, options)];
    expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(expected)));
    const lines = async (from: typeof store) => {
      const all: string[] = [];
      for await (const line of exportStore(from)) all.push(line);
      return all.map((line) => JSON.parse(line) as unknown);
    };
    expect(await lines(store)).toEqual(await lines(memory));
    expect((await runDaily(store, options)).written.decisions.saved).toBe(0);
  }, 60_000);
});
