import { addDays } from "clientele/calendar";
import { type Complaint, complaintSchema } from "clientele/model";
import { runDaily } from "clientele/workflow";
import { expect, it } from "vitest";
import { asOf, dump, options, orderLine, storeOf } from "./_stores.ts";

const complaint = (id: string, customerId: string, daysAgo: number): Complaint => {
  const at = `${addDays(asOf, -daysAgo)}T10:00:00Z`;
  const state = [{ state: "open" as const, at }];
  return complaintSchema.parse({
    schemaVersion: 1,
    id,
    customerId,
    subject: "product",
    category: "leaks",
    productId: "kettle",
    severity: 3,
    receivedAt: at,
    channel: "phone",
    history: state,
  });
};

it("the daily run tells of patterns over months and of complaints out of control, and again on the next day", async () => {
  // Ann buys more every month, a hundred others as ever.
  const orderLines = Array.from({ length: 13 }, (_, month) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) => {
      const orderedOn = addDays(asOf, -(13 - month) * 30 + 3 * k);
      const steady = k < 3 ? ["bob", "cyd", "dan", "eve"] : [];
      return [...(k < month - 3 ? ["ann"] : k === 0 && month < 4 ? ["ann"] : []), ...steady].map(
        (customerId) => orderLine(`${customerId}-${month}-${k}`, { customerId, orderedOn }),
      );
    }),
  ).flat();
  const store = await storeOf({ orderLines });
  const wave = Array.from({ length: 8 }, (_, i) => complaint(`w${i}`, i % 2 === 0 ? "bob" : "cyd", 2));
  const past = Array.from({ length: 20 }, (_, i) => complaint(`p${i}`, "dan", 10 + 4 * i));
  for (const record of [...wave, ...past]) await store.complaints.save(record, { expected: "absent" });

  const told = async (day: number) => {
    await runDaily(store, { ...options, asOf: addDays(asOf, day) });
    const { insights } = (await dump(store)) as { insights: { id: string; kind: string }[] };
    return insights
      .filter(({ kind }) => kind === "trend.pattern" || kind === "trend.complaints-out-of-control")
      .map(({ id }) => id);
  };
  const on = addDays(asOf, -2);
  const waves = ["bob", "cyd"].map((who) => `trend.complaints-out-of-control:${who}:kettle:${on}`);
  expect((await told(0)).sort()).toEqual([...waves, `trend.pattern:ann:growing:${asOf}`]);
  expect(await told(1)).toEqual(expect.arrayContaining(waves));
});
