import { addDays } from "clientele/calendar";
import { type Offer, type OfferDecision, type Product, productSchema } from "clientele/model";
import { runDaily } from "clientele/workflow";
import { expect, it } from "vitest";
import { asOf, dump, options, orderLine, storeOf } from "./_stores.ts";

const product = (id: string, more: Partial<Product> = {}): Product =>
  productSchema.parse({ schemaVersion: 1, id, name: id, category: "kitchen", consumable: false, ...more });

const bundle: NonNullable<Product["bundle"]> = {
  parts: [
    { productId: "beans", quantity: "1" },
    { productId: "mill", quantity: "1" },
  ],
  price: { amount: "10.00", currency: "GBP" },
  separatePrice: { amount: "20.00", currency: "GBP" },
};

/** Who is told of a bundle or a new product: everybody has beans, which the new blend replaces and a set completes. */
async function told(refused: readonly string[], set: Partial<Product> = {}) {
  const store = await storeOf({
    products: [
      product("beans", { consumable: true }),
      product("mill"),
      product("blend", { launchedOn: addDays(asOf, -30), replacesId: "beans" }),
      product("set", { bundle, ...set }),
    ],
    orderLines: ["ann", "bob"].map((customerId) => orderLine(customerId, { customerId, productId: "beans" })),
  });
  if (refused.length > 0) {
    const offer: Offer = {
      schemaVersion: 1,
      id: "o1",
      name: "O",
      kind: "standard",
      productIds: [...refused],
    };
    await store.offers.save(offer, { expected: "absent" });
    const decision: OfferDecision = {
      schemaVersion: 1,
      id: "d1",
      offerId: "o1",
      partyId: "ann",
      decidedAt: `${addDays(asOf, -5)}T10:00:00Z`,
      decision: "refused",
    };
    await store.offerDecisions.append([decision]);
  }
  await runDaily(store, options);
  return ((await dump(store)).insights as { kind: string; subjectId: string }[])
    .map(({ kind, subjectId }) => `${kind} ${subjectId}`)
    .filter((text) => /^affinity\.(bundle|suits)/.test(text))
    .sort();
}

it("the daily run tells of bundles and new products only who did not refuse them", async () => {
  const bob = ["affinity.bundle bob", "affinity.suits-new-product bob"];
  const [bundled, suited] = ["affinity.bundle ann", "affinity.suits-new-product ann"] as const;
  expect(await told([])).toEqual([bundled, ...bob, suited].sort());
  expect(await told(["set", "blend"])).toEqual(bob);
  // Who does not want the mill does not want it in a set either.
  expect(await told(["mill"])).toEqual([...bob, suited].sort());
});

it("the daily run offers no bundle that is no longer sold, or not yet", async () => {
  const suited = ["affinity.suits-new-product ann", "affinity.suits-new-product bob"];
  expect(await told([], { withdrawnOn: addDays(asOf, -1) })).toEqual(suited);
  expect(await told([], { launchedOn: addDays(asOf, 1) })).toEqual(suited);
});
