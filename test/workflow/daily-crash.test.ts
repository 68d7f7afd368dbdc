import { addDays } from "clientele/calendar";
import { dispatchDue, recordOutcome, runDaily } from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failingAt } from "./_failing-store.ts";
import { asOf, dump, options, retailer, storeOf } from "./_stores.ts";

const facts = retailer("crash", 25);
const days = [asOf, addDays(asOf, 1)];

/** A store in which a day was run, something was carried out, and a fact behind a send has gone. */
async function afterOneDay() {
  const store = await storeOf(facts);
  await runDaily(store, { ...options, time: "05:00" });
  const { sent } = await dispatchDue(store, {
    asOf: `${asOf}T09:30:00Z`,
    zone: options.zone,
    currency: options.currency,
    holder: "w1",
    send: async ({ id }) => {
      if (id.length % 2 === 0) throw new Error("mailbox full");
    },
  });
  for (const id of sent.slice(0, 3))
    await recordOutcome(store, id, { kind: "done", at: `${asOf}T12:00:00Z` });
  return store;
}

describe("a daily run that dies", () => {
  it("at any write leaves nothing half done, and run again comes to the same as one that did not", async () => {
    const undisturbed = await afterOneDay();
    const before = await dump(undisturbed);
    await runDaily(undisturbed, { ...options, asOf: days[1]! });
    const expected = await dump(undisturbed);
    expect(expected).not.toEqual(before);
    const counted = failingAt(await afterOneDay(), Number.POSITIVE_INFINITY);
    await runDaily(counted.store, { ...options, asOf: days[1]! });
    const writes = counted.writes();
    expect(writes).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: writes }), { minLength: 1, maxLength: 2 }),
        async (deaths) => {
          const store = await afterOneDay();
          for (const n of deaths) {
            await expect(runDaily(failingAt(store, n).store, { ...options, asOf: days[1]! })).rejects.toThrow(
              `the line is cut at write ${n}`,
            );
            expect(await dump(store)).toEqual(before);
          }
          const { written } = await runDaily(store, { ...options, asOf: days[1]! });
          expect(await dump(store)).toEqual(expected);
          expect(written.decisions.saved).toBeGreaterThan(0);
          await runDaily(store, { ...options, asOf: days[1]! });
          expect(await dump(store)).toEqual(expected);
        },
      ),
      { numRuns: 4, examples: [[[1, writes]]] },
    );
  }, 60_000);
});
