import { addDays } from "clientele/calendar";
import { type ClienteleStore, createMemoryStore, StoreError } from "clientele/repositories";
import { arbitraryOrderRows } from "clientele/testing";
import { type DailyProgress, type DailyStage, runDaily } from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failingAt } from "./_failing-store.ts";
import { asOf, dump, options, orderLine, retailer, storeOf } from "./_stores.ts";

const stages: readonly DailyStage[] = [
  "orders",
  "rfm",
  "value",
  "affinity",
  "migration",
  "trend",
  "facts",
  "reminders",
  "write",
];
const sendsOf = (report: Awaited<ReturnType<typeof runDaily>>): string[] =>
  report.reminders.decisions.filter(({ verdict }) => verdict === "send").map(({ id }) => id);

describe("repeating a run", () => {
  it("writes nothing and sends nothing, for any data", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const store = await storeOf(retailer(seed, 30));
        const first = await runDaily(store, options);
        const contents = await dump(store);
        const second = await runDaily(store, options);
        expect(sendsOf(second)).toEqual([]);
        for (const { saved, removed } of Object.values(second.written))
          expect([saved, removed]).toEqual([0, 0]);
        expect(await dump(store)).toEqual(contents);
        const { written: _written, reminders: _reminders, ...rest } = first;
        expect(second).toMatchObject(rest);
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it("on later days never sends the same due moment again", async () => {
    const store = await storeOf(retailer("days", 150));
    const sent: string[] = [];
    for (let day = 0; day < 8; day++)
      sent.push(...sendsOf(await runDaily(store, { ...options, asOf: addDays(asOf, day) })));
    expect(sent.length).toBeGreaterThan(20);
    expect(new Set(sent).size).toBe(sent.length);
    const kept = (await dump(store)).decisions as { id: string; verdict: string }[];
    expect(
      kept
        .filter(({ verdict }) => verdict === "send")
        .map(({ id }) => id)
        .sort(),
    ).toEqual(sent.sort());
  }, 60_000);

  it("with new facts replaces what the day had found, and leaves what others have put there", async () => {
    const store = await storeOf({ orderLines: [orderLine("a"), orderLine("b", { customerId: "bob" })] });
    await runDaily(store, options);
    const own = { ...(await store.snapshots.get(`bob:${asOf}`))!, id: "bob-by-hand" };
    await store.snapshots.save(own, { expected: "absent" });

    const corrected = await storeOf({ orderLines: [orderLine("a", { amount: "70.00" })] });
    for (const name of ["snapshots", "insights", "decisions"] as const) {
      const [from, to] = [store[name], corrected[name]] as ClienteleStore["snapshots"][];
      for await (const record of from!.stream()) await to!.save(record, { expected: "absent" });
    }
    const { written } = await runDaily(corrected, options);
    expect(written.snapshots).toEqual({ saved: 1, unchanged: 0, removed: 1 });
    const left = (await dump(corrected)).snapshots as { id: string; monetary: string }[];
    expect(left.map(({ id, monetary }) => [id, monetary])).toEqual([
      [`ann:${asOf}`, "70.00"],
      ["bob-by-hand", "10.00"],
    ]);
  });

  it("sends what has become possible, and a send stays when it no longer is", async () => {
    const facts = retailer("consent", 300);
    const store = await storeOf(facts);
    await runDaily(store, options);
    const before = (await dump(store)).decisions as {
      id: string;
      subjectId: string;
      verdict: string;
      purpose: string;
      reasons: { code: string }[];
    }[];
    // Held back by the want of consent alone, of a customer of whom nothing else could come before it.
    const blocked = before.find(
      ({ verdict, purpose, subjectId, reasons }) =>
        verdict === "suppress" &&
        purpose === "promotional" &&
        reasons.every(({ code }) => code === "no-consent") &&
        before.filter((other) => other.subjectId === subjectId && other.purpose !== "internal").length === 1,
    );
    const sent = before.filter(({ verdict, purpose }) => verdict === "send" && purpose !== "internal");
    expect(blocked).toBeDefined();
    expect(sent.length).toBeGreaterThan(0);
    const consent = {
      schemaVersion: 1,
      purpose: "promotional",
      channel: "email",
      effectiveFrom: asOf,
    } as const;
    const grant = { ...consent, id: "grant", partyId: blocked!.subjectId, status: "granted" } as const;
    await store.consents.save(grant, { expected: "absent" });
    for (const { id, subjectId } of sent) {
      for (const purpose of ["service", "care", "promotional"] as const) {
        for (const channel of ["email", "sms", "phone", "post"] as const) {
          const withdrawal = {
            ...consent,
            purpose,
            channel,
            id: `${id}:${purpose}:${channel}`,
            partyId: subjectId,
          };
          await store.consents
            .save({ ...withdrawal, status: "withdrawn" }, { expected: "absent" })
            .catch(() => undefined);
        }
      }
    }
    const again = await runDaily(store, options);
    expect(sendsOf(again)).toContain(blocked!.id);
    expect((await store.decisions.get(blocked!.id))?.verdict).toBe("send");
    for (const { id } of sent) expect((await store.decisions.get(id))?.verdict).toBe("send");
  });
});

describe("the report", () => {
  it("goes through JSON unchanged", async () => {
    for (const store of [await storeOf(retailer("json", 100)), createMemoryStore()]) {
      const report = await runDaily(store, options);
      expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
    }
  });

  it("goes through JSON unchanged for odd orders, too", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryOrderRows({ from: "2025-06-01", to: "2026-12-31" }), async (rows) => {
        const lines = rows
          .map((row, i) => orderLine(`l${i}`, row as never))
          .map((line) => JSON.parse(JSON.stringify(line)));
        const report = await runDaily(await storeOf({ orderLines: lines }), options);
        expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
      }),
      { numRuns: 40 },
    );
  });

  it("and the store's contents do not depend on the order in which facts came in", async () => {
    const facts = retailer("order", 60);
    const seed = fc.integer({ min: 1, max: 1e6 });
    const plain = await storeOf(facts);
    const expected = await runDaily(plain, options);
    await fc.assert(
      fc.asyncProperty(seed, async (from) => {
        const shuffled = await storeOf(facts, (records) => shuffle(records, from));
        expect(await runDaily(shuffled, options)).toEqual(expected);
        expect(await dump(shuffled)).toEqual(await dump(plain));
      }),
      { numRuns: 3 },
    );
  });
});

describe("a run that does not finish", () => {
  it.each(stages)("leaves the store as it was when it is stopped at %s", async (stage) => {
    const store = await storeOf(retailer());
    const before = await dump(store);
    const controller = new AbortController();
    const onProgress = (progress: DailyProgress): void => {
      if (progress.stage === stage && progress.done > 0) controller.abort(new Error("enough"));
    };
    const run = runDaily(store, { ...options, onProgress, signal: controller.signal });
    await expect(run).rejects.toSatisfy(
      (error) => StoreError.is(error, "ABORTED") && (error.cause as Error).message === "enough",
    );
    expect(await dump(store)).toEqual(before);
  });

  it("leaves the store as it was when a write fails half-way", async () => {
    const store = await storeOf(retailer());
    const before = await dump(store);
    const { store: failing, writes } = failingAt(store, 40);
    await expect(runDaily(failing, options)).rejects.toThrow("the line is cut at write 40");
    expect(writes()).toBe(40);
    expect(await dump(store)).toEqual(before);
  });

  it("is refused by a store without transactions before anything is read", async () => {
    const store = createMemoryStore();
    const capabilities = { ...store.capabilities, transactions: "none" } as const;
    const seen: DailyProgress[] = [];
    const run = runDaily(
      { ...store, capabilities },
      { ...options, onProgress: (progress) => seen.push(progress) },
    );
    await expect(run).rejects.toSatisfy((error) => StoreError.is(error, "UNSUPPORTED"));
    expect(seen).toEqual([]);
  });
});

describe("two runs at once", () => {
  it("do not both send: one is refused and, run again, sends nothing", async () => {
    const store = await storeOf(retailer());
    const outcomes = await Promise.allSettled([runDaily(store, options), runDaily(store, options)]);
    const done = outcomes.filter((outcome) => outcome.status === "fulfilled");
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect([done.length, refused.length]).toEqual([1, 1]);
    expect(StoreError.is(refused[0]?.reason, "SERIALIZATION_FAILURE")).toBe(true);
    expect(sendsOf(done[0]!.value).length).toBeGreaterThan(0);
    expect(sendsOf(await runDaily(store, options))).toEqual([]);
  });

  it("do not both send when one has finished while the other was deciding", async () => {
    const store = await storeOf(retailer());
    let other: Promise<unknown> | undefined;
    const slow: ClienteleStore = {
      ...store,
      async transaction(work, more) {
        other ??= runDaily(store, options);
        await other;
        return store.transaction(work, more);
      },
    };
    await expect(runDaily(slow, options)).rejects.toThrow(/another run has decided to send/);
  });
});

describe("progress", () => {
  it("goes through the stages in order, each to its end", async () => {
    const seen: DailyProgress[] = [];
    await runDaily(await storeOf(retailer()), { ...options, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1])).toEqual(stages);
    for (const stage of stages) {
      const own = seen.filter((progress) => progress.stage === stage);
      const last = own.at(-1)!;
      expect(last.done).toBe(last.total);
      expect(last.done).toBeGreaterThan(0);
      expect(own.every(({ done }, i) => i === 0 || done >= own[i - 1]!.done)).toBe(true);
    }
  });
});

/** A small linear congruence is enough to disturb an order. */
function shuffle<T>(records: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const keyed = records.map((record) => {
    state = (state * 16807) % 2147483647;
    return { record, key: state };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ record }) => record);
}
