import { addDays } from "clientele/calendar";
import { type ClienteleStore, createMemoryStore, exportStore, importStore } from "clientele/repositories";
import { generateRetailer } from "clientele/synthetic";
import { createDailyRunner, type DailyReport, runDaily } from "clientele/workflow";
import { afterAll, describe, expect, it } from "vitest";
import { openNodeSqlite, openPglite } from "./_databases.ts";

const asOf = "2026-06-01";
const company = { zone: "Europe/London", currency: "GBP" } as const;
const retailer = generateRetailer({ customers: 60, seed: 5, asOf });

async function filled(): Promise<ClienteleStore> {
  const memory = createMemoryStore();
  for (const [name, records] of Object.entries(retailer)) {
    if (!Array.isArray(records) || !(name in memory)) continue;
    const repository = memory[name as "products"];
    if ("append" in repository) await (repository as unknown as typeof memory.orderLines).append(records);
    else for (const record of records) await repository.save(record as never, { expected: "absent" });
  }
  return memory;
}

/** What happens before the n-th day. */
async function happen(store: ClienteleStore, n: number): Promise<void> {
  const [who, other] = [retailer.parties[n]!.id, retailer.parties[n + 7]!.id];
  const day = addDays(asOf, n - 1);
  await store.orderLines.append([
    { ...retailer.orderLines[n]!, id: `new-${n}`, orderId: `new-${n}`, customerId: who, orderedOn: day },
  ]);
  await store.interactions.append([
    {
      schemaVersion: 1,
      id: `talk-${n}`,
      partyId: other,
      channel: "phone",
      direction: "inbound",
      twoWay: true,
      occurredAt: `${day}T10:00:00Z`,
    },
  ]);
  const consent = (await store.consents.page({ limit: n + 1 })).items[n]!;
  await store.consents.delete(consent.id, { expected: "present" });
  if (n === 2) await store.parties.delete(other, { expected: "present" });
}

const said = (report: DailyReport): unknown => JSON.parse(JSON.stringify(report));

async function lines(store: ClienteleStore): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const line of exportStore(store)) all.push(JSON.parse(line));
  return all;
}

describe.each([
  ["PGlite", openPglite],
  ["SQLite", () => openNodeSqlite()],
] as const)("a daily runner on %s", (_name, open) => {
  const opened = open();
  afterAll(async () => {
    const database = await opened;
    if (typeof database !== "string") await database.drop();
  });

  it("reads the parties concerned alone, and leaves what runDaily leaves in memory", async (test) => {
    const database = await opened;
    if (typeof database === "string") return test.skip(database);
    const memory = await filled();
    const store = await database.createStore();
    await importStore(store, exportStore(memory));
    let read = 0;
    const stream: typeof store.parties.stream = (query) => {
      if (query?.where === undefined) read++;
      return store.parties.stream(query);
    };
    const watched: ClienteleStore = { ...store, parties: { ...store.parties, stream } };
    const runner = createDailyRunner(watched, { ...company, analyseEvery: 3 });
    for (let n = 0; n < 4; n++) {
      if (n > 0) for (const each of [memory, store]) await happen(each, n);
      const held = runner.analyses;
      const day = { asOf: addDays(asOf, n), time: "09:00" } as const;
      const report = await runner.run(day);
      const carried = held !== undefined && runner.analyses === held ? { analyses: held } : {};
      expect(said(report)).toEqual(said(await runDaily(memory, { ...company, ...day, ...carried })));
      expect(await lines(store)).toEqual(await lines(memory));
    }
    expect(read).toBe(1);
  });
});
