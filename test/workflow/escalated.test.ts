import { addDays } from "clientele/calendar";
import type { ReminderDecision } from "clientele/model";
import { defineRule, escalationId } from "clientele/reminders";
import { dispatchDue, runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { asOf, dump, options, storeOf } from "./_stores.ts";

const rule = defineRule({
  id: "task",
  version: 1,
  cell: "customer.care",
  purpose: "internal",
  audience: "owner",
  priority: 50,
  catchUpDays: 30,
  escalation: { afterDays: 3 },
  reads: [],
  occurrences: () => [
    {
      anchor: "audit",
      step: "-30d",
      due: asOf,
      message: "See to it.",
      evidence: [{ label: "what was found", value: 1, asOf, source: "test" }],
    },
  ],
});
const reminders = { rules: [rule] };
const given = "task|ann|audit@-30d";

describe("a task that nobody answered", () => {
  it("goes to somebody higher, and the history of the task says so once", async () => {
    const store = await storeOf({
      parties: [
        {
          schemaVersion: 1,
          kind: "person",
          id: "ann",
          name: "Ann",
          timeZone: "Europe/London",
          ownerId: "eve",
        },
      ],
    });
    const sent: string[] = [];
    const send = async ({ id }: ReminderDecision): Promise<void> => void sent.push(id);
    const day = async (days: number): Promise<void> => {
      const on = addDays(asOf, days);
      await runDaily(store, { ...options, asOf: on, reminders });
      const common = { zone: options.zone, currency: options.currency, reminders, send } as const;
      await dispatchDue(store, { ...common, asOf: `${on}T09:05:00Z`, holder: `worker ${days}` });
    };
    const escalations = async () => {
      const found: string[] = [];
      for await (const { kind, decisionId, at } of store.reminderEvents.read({}))
        if (kind === "escalated") found.push(`${decisionId} ${at}`);
      return found;
    };
    for (const days of [0, 1, 2]) await day(days);
    expect([sent, await escalations()]).toEqual([[given], []]);
    await day(3);
    expect(sent).toEqual([given, escalationId(given)]);
    expect(await escalations()).toEqual([`${given} ${addDays(asOf, 3)}T09:05:00Z`]);
    for (const days of [4, 10, 20]) await day(days);
    expect([sent.length, (await escalations()).length]).toEqual([2, 1]);
    const before = await dump(store);
    await day(20);
    expect(await dump(store)).toEqual(before);
  });
});
