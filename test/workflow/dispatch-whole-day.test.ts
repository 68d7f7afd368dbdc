import { dispatchDue, runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { createProgress } from "../../src/workflow/_progress.ts";
import { readDossiersOf } from "../../src/workflow/_read-dossiers-of.ts";
import { asOf, dump, options, retailer, storeOf } from "./_stores.ts";

const facts = retailer("whole day", 120);
const instant = `${asOf}T09:00:00Z`;

describe("a whole day", () => {
  it("sends at once everything that the run has just decided to send: asked again, the answer is the same", async () => {
    const store = await storeOf(facts);
    const { reminders } = await runDaily(store, options);
    const due = reminders.decisions.filter(({ verdict, at }) => verdict === "send" && at! <= instant);
    expect(due.length).toBeGreaterThan(20);
    const sent: string[] = [];
    const report = await dispatchDue(store, {
      asOf: instant,
      zone: options.zone,
      currency: options.currency,
      holder: "w1",
      limit: 1000,
      send: async ({ id }, { together }) => void sent.push(id, ...together.map((one) => one.id)),
    });
    expect(report).toMatchObject({ claimed: due.length, withdrawn: [], waiting: [], failed: [], lost: [] });
    expect([...sent].sort()).toEqual(due.map(({ id }) => id).sort());
    const stored = (await dump(store)).decisions as { id: string; channel?: string; message: string }[];
    const before = new Map(reminders.decisions.map((decision) => [decision.id, decision]));
    for (const { id, channel, message } of stored)
      expect([id, channel, message]).toEqual([id, before.get(id)?.channel, before.get(id)?.message]);
  });

  it("knows as much of one customer alone as of all together", async () => {
    const store = await storeOf(facts);
    await runDaily(store, options);
    const read = (ids: readonly string[]) =>
      readDossiersOf(
        store,
        ids,
        { instant, zone: options.zone, currency: options.currency },
        createProgress(undefined, undefined),
      );
    const everybody = new Map(
      (await read(facts.parties.map(({ id }) => id))).map((dossier) => [dossier.party.id, dossier]),
    );
    expect(everybody.size).toBe(facts.parties.length);
    const people = facts.parties.filter((_, i) => i % 12 === 0);
    for (const { id } of people) {
      const own = await read([id]);
      expect(own.map(({ party }) => party.id)).toContain(id);
      const { unitId } = everybody.get(id)!;
      const unit = facts.parties.filter((party) => everybody.get(party.id)?.unitId === unitId);
      if (unitId !== undefined) expect(own.length).toBe(unit.length);
      for (const dossier of own) expect(dossier).toEqual(everybody.get(dossier.party.id));
    }
  });
});
