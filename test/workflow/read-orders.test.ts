import { expect, it } from "vitest";
import { createProgress } from "../../src/workflow/_progress.ts";
import { readOrders } from "../../src/workflow/_read-orders.ts";
import { asOf, orderLine, storeOf } from "./_stores.ts";

it("keeps the place, the moment and the channel of the lines of a store", async () => {
  const store = await storeOf({
    orderLines: [
      orderLine("a", { place: "Leeds", channel: "store", orderedAt: "2026-11-01T23:30:00Z" }),
      orderLine("b", { place: "York", orderedOn: "2026-11-02" }),
    ],
  });
  const { log, setAside } = await readOrders(
    store,
    { asOf, currency: "GBP" },
    createProgress(undefined, undefined),
  );
  expect(setAside.lines).toBe(0);
  expect(log.placeIds).toEqual(["Leeds", "York"]);
  expect([...(log.places ?? [])]).toEqual([0, 1]);
  expect(log.channelNames).toEqual(["store"]);
  expect([...(log.instants?.values ?? [])]).toEqual([Date.parse("2026-11-01T23:30:00Z"), 0]);
  expect([...(log.instants?.known ?? [])]).toEqual([1, 0]);
});
