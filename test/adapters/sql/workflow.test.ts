import { builtInAttributes } from "clientele/model";
import { createMemoryStore, exportStore, importStore } from "clientele/repositories";
import { generateRetailer } from "clientele/synthetic";
import { contactBrief, dispatchDue, recordInteraction, recordOutcome, runDaily } from "clientele/workflow";
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

    const works = [];
    for (const each of [memory, store]) {
      const dispatched = await dispatchDue(each, {
        ...options,
        asOf: "2026-06-01T08:30:00Z",
        holder: "w1",
        limit: 10,
        send: async ({ id }) => {
          if (id.includes("3")) throw new Error("mailbox full");
        },
      });
      const [id] = dispatched.sent;
      const subject = (await each.decisions.get(id!))!.subjectId;
      const at = "2026-06-01T09:00:00Z";
      const told = await recordInteraction(
        each,
        {
          schemaVersion: 1,
          id: "call",
          partyId: subject,
          occurredAt: at,
          channel: "phone",
          direction: "outbound",
          twoWay: true,
        },
        {
          facts: [
            builtInAttributes.fact("likes.food", "noodles", {
              id: "noodles",
              subjectId: subject,
              provenance: { method: "stated" },
              observedAt: at,
            }),
          ],
        },
      );
      const outcome = await recordOutcome(each, id!, { kind: "outcome", outcome: "opportunity-gained", at });
      const brief = await contactBrief(each, subject, { asOf: "2026-06-01T10:00:00Z" });
      works.push(JSON.parse(JSON.stringify({ dispatched, told, outcome, brief })));
    }
    expect(works[0]).toMatchObject({ dispatched: { claimed: 10 }, outcome: { recorded: true } });
    expect(works[1]).toEqual(works[0]);
    expect(await lines(store)).toEqual(await lines(memory));
  }, 120_000);
});
