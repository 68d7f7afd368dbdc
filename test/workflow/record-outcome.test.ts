import { ClienteleError, InvalidDataError } from "clientele/issues";
import { type ClienteleStore, StoreError } from "clientele/repositories";
import { recordOutcome, runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { dump, options, storeOf } from "./_stores.ts";

const acme = {
  schemaVersion: 1,
  kind: "organisation",
  id: "acme",
  name: "Acme",
  since: "2026-09-23",
  ownerId: "eve",
} as const;
const at = (time: string) => `2026-11-22T${time}:00Z`;

/** A store with one task for Eve: to talk to Acme. */
async function withTask(): Promise<{ store: ClienteleStore; task: string }> {
  const store = await storeOf({ parties: [acme] });
  const { reminders } = await runDaily(store, options);
  const task = reminders.decisions.find(({ ruleId }) => ruleId === "regular-contact");
  expect(task).toMatchObject({ verdict: "send", audience: "owner", at: at("09:00") });
  return { store, task: task!.id };
}

describe("recordOutcome", () => {
  it("follows a task from seen to done to what came of it [S1-13]", async () => {
    const { store, task } = await withTask();
    const tell = async (...given: [Parameters<typeof recordOutcome>[2]]) =>
      (await recordOutcome(store, task, ...given)).state;
    expect(await tell({ kind: "acknowledged", at: at("10:00"), byId: "eve" })).toMatchObject({
      state: "acknowledged",
    });
    expect(await tell({ kind: "snoozed", at: at("11:00"), until: at("15:00") })).toMatchObject({
      state: "snoozed",
      until: at("15:00"),
    });
    expect(await tell({ kind: "done", at: at("15:30"), byId: "eve", note: "they miss us" })).toMatchObject({
      state: "done",
      outcomes: [],
    });
    for (const outcome of ["dissatisfaction-avoided", "opportunity-gained"] as const)
      await tell({ kind: "outcome", at: at("16:00"), outcome });
    expect(await tell({ kind: "outcome", at: at("17:00"), outcome: "ordered" })).toMatchObject({
      state: "done",
      outcomes: ["dissatisfaction-avoided", "opportunity-gained", "ordered"],
    });
    const events = (await dump(store)).reminderEvents as { decisionId: string; kind: string }[];
    expect(events.map(({ kind }) => kind)).toEqual([
      "acknowledged",
      "snoozed",
      "done",
      "outcome",
      "outcome",
      "outcome",
    ]);
    expect(events.every(({ decisionId }) => decisionId === task)).toBe(true);
    // What is done is not spoken of again.
    const { reminders } = await runDaily(store, { ...options, time: "18:00" });
    expect(reminders.decisions.filter(({ ruleId }) => ruleId === "regular-contact")).toEqual([]);
  });

  it("records the same once, and refuses another remark under it", async () => {
    const { store, task } = await withTask();
    const done = { kind: "done", at: at("10:00"), byId: "eve" } as const;
    expect((await recordOutcome(store, task, done)).recorded).toBe(true);
    const contents = await dump(store);
    const again = await recordOutcome(store, task, done);
    expect([again.recorded, again.state.state]).toEqual([false, "done"]);
    expect(await dump(store)).toEqual(contents);
    await expect(recordOutcome(store, task, { ...done, note: "late" })).rejects.toSatisfy((error) =>
      StoreError.is(error, "ALREADY_EXISTS"),
    );
  });

  it.each([
    ["done", "done", "is done at 2026-11-22T11:00:00Z and must be outcome next, got done"],
    ["done", "acknowledged", "must be outcome next"],
    ["retracted", "outcome", "is retracted at 2026-11-22T11:00:00Z and must be nothing next, got outcome"],
    ["failed", "done", "is failed"],
    ["acknowledged", "failed", "must be snoozed or done or outcome or retracted next, got failed"],
    ["escalated", "escalated", "must be acknowledged or snoozed or done or outcome or retracted next"],
  ] as const)("after %s refuses %s", async (before, then, message) => {
    const { store, task } = await withTask();
    await recordOutcome(store, task, { kind: before, at: at("10:00") });
    const contents = await dump(store);
    const more = then === "outcome" ? ({ outcome: "ordered" } as const) : {};
    const wrong = recordOutcome(store, task, { kind: then, at: at("11:00"), ...more });
    await expect(wrong).rejects.toThrow(message);
    await expect(wrong).rejects.toSatisfy((error) => ClienteleError.is(error, "reminder-state"));
    expect(await dump(store)).toEqual(contents);
  });

  it("before its moment a task can be put off and done, but not be seen", async () => {
    const { store, task } = await withTask();
    await expect(recordOutcome(store, task, { kind: "acknowledged", at: at("08:00") })).rejects.toThrow(
      "is waiting at 2026-11-22T08:00:00Z and must be snoozed or done or retracted next",
    );
    const off = await recordOutcome(store, task, { kind: "snoozed", at: at("08:00"), until: at("14:00") });
    expect(off.state.state).toBe("snoozed");
  });

  it("after its time it can be done late", async () => {
    const { store, task } = await withTask();
    const late = "2027-11-22T10:00:00Z";
    await expect(recordOutcome(store, task, { kind: "acknowledged", at: late })).rejects.toThrow(
      "is expired",
    );
    expect((await recordOutcome(store, task, { kind: "done", at: late })).state.state).toBe("done");
  });

  it("refuses what is no event, no decision, or was not sent", async () => {
    const { store, task } = await withTask();
    for (const wrong of [
      { kind: "snoozed", at: at("10:00") },
      { kind: "snoozed", at: at("10:00"), until: at("09:00") },
      { kind: "outcome", at: at("10:00") },
      { kind: "done", at: "yesterday" },
      { kind: "forgotten", at: at("10:00") },
    ])
      await expect(recordOutcome(store, task, wrong as never)).rejects.toSatisfy((error) =>
        InvalidDataError.is(error),
      );
    const done = { kind: "done", at: at("10:00") } as const;
    await expect(recordOutcome(store, "nothing", done)).rejects.toSatisfy(
      (error) => StoreError.is(error, "NOT_FOUND") && error.details.id === "nothing",
    );
    const { version: _first, ...sent } = (await store.decisions.get(task))!;
    await store.decisions.save({ ...sent, id: "held", verdict: "suppress" }, { expected: "absent" });
    await expect(recordOutcome(store, "held", done)).rejects.toSatisfy((error) =>
      ClienteleError.is(error, "reminder-not-sent"),
    );
    const plain = { ...store, capabilities: { ...store.capabilities, transactions: "none" } } as const;
    await expect(recordOutcome(plain, task, done)).rejects.toThrow("must have transactions");
  });
});
