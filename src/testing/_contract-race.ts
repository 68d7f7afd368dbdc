import {
  type ClienteleStore,
  claimDecisions,
  incrementCounter,
  releaseClaim,
  type StoreError,
  settleClaim,
} from "../repositories/index.ts";
import { assertEqual, assertRejects } from "./_assert.ts";
import { type ContractGroup, lacks } from "./_contract.ts";
import { declareManyAtOnce } from "./_contract-race-many.ts";
import { retried } from "./_retried.ts";
import { sampleDecision, sampleOrderLine, sampleProduct } from "./_sample-records.ts";

const at = (minute: number): string => `2026-11-22T09:${String(minute).padStart(2, "0")}:00Z`;

/** Many writers at once: one wins where one may, and nothing is counted twice or not at all. */
export const race: ContractGroup = {
  name: "race",
  declare(test) {
    test("of two writers that make the same record one wins", async (store) => {
      for (let round = 0; round < 5; round++) {
        const outcomes = await Promise.allSettled(
          ["Jug", "Pan", "Pot", "Cup"].map((name) =>
            store.products.save(sampleProduct(`r${round}`, { name }), { expected: "absent" }),
          ),
        );
        const codes = outcomes.map((outcome) =>
          outcome.status === "fulfilled" ? "won" : (outcome.reason as StoreError).code,
        );
        assertEqual(codes.sort(), ["ALREADY_EXISTS", "ALREADY_EXISTS", "ALREADY_EXISTS", "won"], "outcomes");
      }
    });

    test("of two that delete the same record one does", async (store) => {
      const { version } = await store.products.save(sampleProduct("a"), { expected: "absent" });
      const outcomes = await Promise.allSettled(
        [1, 2, 3].map(() => store.products.delete("a", { expected: version })),
      );
      assertEqual(outcomes.filter((outcome) => outcome.status === "fulfilled").length, 1, "deletions");
    });

    test("saves of whatever is there are all counted", async (store) => {
      await Promise.all(
        Array.from({ length: 12 }, () => store.products.save(sampleProduct("a"), { expected: "any" })),
      );
      assertEqual((await store.products.get("a"))?.version, 12, "version");
    });

    test("the same events from many sides are kept once", async (store) => {
      const lines = Array.from({ length: 30 }, (_, i) => sampleOrderLine(`l${i}`));
      const shifted = [0, 10, 20].map((from) => [...lines.slice(from), ...lines.slice(0, from)]);
      const outcomes = await retried(shifted, (batch) => store.orderLines.append(batch));
      assertEqual(
        outcomes.reduce((sum, { appended }) => sum + appended, 0),
        lines.length,
        "appended",
      );
      assertEqual(
        outcomes.reduce((sum, { duplicates }) => sum + duplicates, 0),
        2 * lines.length,
        "duplicates",
      );
    });

    test("every increment counts exactly once, and no bound is passed", async (store) => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => incrementCounter(store.counters, { id: "sent", max: 12 })),
      );
      assertEqual(outcomes.filter((outcome) => outcome.applied).length, 12, "applied");
      assertEqual((await store.counters.get("sent"))?.value, 12, "value");
      const down = await incrementCounter(store.counters, { id: "sent", by: -13, min: 0 });
      assertEqual(down, { applied: false, value: 12 }, "below the least");
    });

    test("increments inside transactions count exactly once", async (store) => {
      if (store.capabilities.transactions === "none") lacks("transactions");
      const times = Array.from({ length: 6 }, (_, i) => i);
      await retried(times, () =>
        store.transaction((inside) => incrementCounter(inside.counters, { id: "sent" })),
      );
      assertEqual((await store.counters.get("sent"))?.value, times.length, "value");
    });

    test("of many workers one gets each due decision", async (store) => {
      await fill(store, 9);
      const claim = (holder: string) =>
        claimDecisions(store, { holder, now: at(30), until: at(40), limit: 3 });
      const claimed = await Promise.all(["w1", "w2", "w3", "w4"].map(claim));
      const ids = claimed.flat().map(({ id }) => id);
      assertEqual(new Set(ids).size, ids.length, "claimed once");
      const rest = await claim("w5");
      const more = await claim("w6");
      assertEqual(
        [...ids, ...rest.map(({ id }) => id), ...more.map(({ id }) => id)].sort(),
        Array.from({ length: 9 }, (_, i) => `d${i}`),
        "all of them",
      );
    });

    test("a claim holds until its time is over, is given back, or is settled for good", async (store) => {
      await fill(store, 1);
      const claim = async (holder: string, minute: number): Promise<string[]> => {
        const found = await claimDecisions(store, { holder, now: at(minute), until: at(minute + 5) });
        return found.map(({ id }) => id);
      };
      assertEqual(await claim("w1", 10), ["d0"], "first");
      assertEqual(await claim("w2", 14), [], "held");
      assertEqual(await claim("w2", 15), ["d0"], "its time is over");
      assertEqual(await settleClaim(store, { id: "d0", holder: "w1", now: at(16) }), false, "the late one");
      assertEqual(await releaseClaim(store, { id: "d0", holder: "w1" }), false, "the late one gives back");
      assertEqual(await releaseClaim(store, { id: "d0", holder: "w2" }), true, "given back");
      assertEqual(await claim("w3", 17), ["d0"], "taken at once");
      assertEqual(await settleClaim(store, { id: "d0", holder: "w3", now: at(18) }), true, "settled");
      assertEqual(await settleClaim(store, { id: "d0", holder: "w3", now: at(19) }), true, "settled twice");
      assertEqual(await releaseClaim(store, { id: "d0", holder: "w3" }), false, "too late to give back");
      assertEqual(await claim("w4", 50), [], "never again");
    });

    test("what is not due, over, or not to be sent is not claimed", async (store) => {
      const save = (id: string, more: object) =>
        store.decisions.save(sampleDecision(id, more), { expected: "absent" });
      await save("half a second late", { at: "2026-11-22T09:10:00.5Z" });
      await save("expired", { at: at(1), expiresAt: at(10) });
      await save("deferred", { at: at(1), verdict: "defer" });
      await save("due on time", { at: "2026-11-22T09:10:00.000Z", expiresAt: "2026-11-22T09:10:00.001Z" });
      await save("due before", { at: "2026-11-22T09:09:59.999Z" });
      const found = await claimDecisions(store, { holder: "w", now: at(10), until: at(20), limit: 9 });
      assertEqual(
        found.map(({ id }) => id),
        ["due before", "due on time"],
        "claimed, the earliest first",
      );
      const wrong = { holder: "w", now: at(10), until: at(20) };
      for (const more of [{ now: "today" }, { until: at(10) }, { limit: 0 }])
        await assertRejects(() => claimDecisions(store, { ...wrong, ...more }), "INVALID_QUERY", "options");
    });

    declareManyAtOnce(test);
  },
};

async function fill(store: ClienteleStore, decisions: number): Promise<void> {
  for (let i = 0; i < decisions; i++)
    await store.decisions.save(sampleDecision(`d${i}`, { at: at(i) }), { expected: "absent" });
}
