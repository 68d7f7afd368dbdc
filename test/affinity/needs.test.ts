import {
  basketsFromOrders,
  basketsFromRows,
  type CustomerProfile,
  findBundleInsights,
  findBundles,
  findCategoryNeeds,
  findNewProductInsights,
  findNextProductInsights,
  findProspects,
  findReplenishmentInsights,
  findSimilarBuyers,
  fitNextProduct,
  fitReplenishment,
  learnBuyerProfile,
  measureProductStructure,
  measureStageNeeds,
  type NextProductRecord,
  nextProductFromRecord,
  nextProductRecord,
  predictReplenishment,
  recommendProducts,
  recommendToCustomers,
  refusalsOfOffers,
  sequencesFromBaskets,
  weighByAge,
  weighInterest,
} from "clientele/affinity";
import { addDays } from "clientele/calendar";
import { InvalidDataError } from "clientele/issues";
import {
  type BehaviourEvent,
  insightSchema,
  type Offer,
  type OfferDecision,
  type Product,
} from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom } from "clientele/stats";
import { measureBreadth } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const asOf = "2026-06-01";

describe("a profile of needs", () => {
  const need = {
    productId: "policy",
    conditions: [
      { label: "young child", weight: 2, attribute: "age of child", atMost: 6 },
      { label: "in town", attribute: "place", oneOf: ["town"] },
      { label: "owns a car", ownsAny: ["car", "van"] },
      { label: "parent", stageAny: ["parent"], required: true },
    ],
  };
  const all: CustomerProfile = {
    customerId: "all",
    attributes: new Map<string, string | number>([
      ["age of child", 3],
      ["place", "town"],
    ]),
    products: new Set(["van"]),
    stages: ["parent"],
  };
  it("is met, not met, or unknown [S1-20]", () => {
    const [first] = findProspects([all], need);
    expect(first).toEqual({
      customerId: "all",
      score: 1,
      possible: 1,
      matched: ["young child", "in town", "owns a car", "parent"],
      unmet: [],
      unknown: [],
    });
    const some = {
      customerId: "some",
      attributes: new Map([["age of child", 9]]),
      products: new Set(["car"]),
    };
    expect(findProspects([some], need, { minimumScore: 0.2 })[0]).toEqual({
      customerId: "some",
      score: 0.2,
      possible: 0.6,
      matched: ["owns a car"],
      unmet: ["young child"],
      unknown: ["in town", "parent"],
    });
  });
  it("leaves out who has the product or fails what is required, and never who is unknown there", () => {
    expect(findProspects([{ ...all, products: new Set(["policy"]) }], need)).toEqual([]);
    expect(findProspects([{ ...all, stages: [] }], need)).toEqual([]);
    expect(findProspects([{ ...all, stages: undefined }], need)[0]?.unknown).toEqual(["parent"]);
  });
  it("refuses conditions that ask for nothing or for two things", () => {
    expect(() => findProspects([], { productId: "p", conditions: [] })).toThrow(
      "conditions must be at least one, got",
    );
    expect(() => findProspects([], { productId: "p", conditions: [{ label: "x" }] })).toThrow(
      'the condition "x" must be about one of',
    );
    expect(() =>
      findProspects([], { productId: "p", conditions: [{ label: "x", attribute: "a", weight: 0 }] }),
    ).toThrow("the weight of");
  });
});

describe("what buyers have in common", () => {
  it("is found where it is, and nothing where there is nothing", () => {
    const random = createRandom("buyers");
    const noise = Array.from(
      { length: 300 },
      (_, i): CustomerProfile => ({
        customerId: `c${i}`,
        products: new Set([
          ...(i % 4 === 0 ? ["new"] : []),
          ...Array.from({ length: 20 }, (_, p) => `p${p}`).filter(() => random.next() < 0.3),
        ]),
      }),
    );
    const nothing = learnBuyerProfile(noise, { productId: "new" });
    expect(nothing).toMatchObject({
      kind: "buyer-profile",
      buyers: 75,
      others: 225,
      tested: 20,
      features: [],
    });
    const signal = noise.map((one, i) => ({
      ...one,
      products: new Set([...one.products!, ...(i % 4 === 0 && i % 8 !== 4 ? ["mark"] : [])]),
    }));
    const found = learnBuyerProfile(signal, { productId: "new" });
    expect(found.kind === "buyer-profile" && found.features.map(({ label }) => label)).toEqual(["has mark"]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
  it("needs buyers, and leaves out who has bought", () => {
    const few = [{ customerId: "a", products: new Set(["x"]) }];
    expect(learnBuyerProfile(few, { productId: "x" })).toEqual({
      kind: "insufficient",
      of: "buyers of the product",
      have: 1,
      need: 5,
    });
    expect(() => learnBuyerProfile(few, { productId: "x", need: 0 })).toThrow(
      "need must be a positive integer, got 0",
    );
    const profile = {
      kind: "buyer-profile",
      productId: "x",
      buyers: 9,
      others: 9,
      tested: 1,
      features: [{ label: "has y", buyers: 9, others: 0, ratio: 19, p: 0, qValue: 0 }],
    } as const;
    const customers = [
      { customerId: "b", products: new Set(["y"]) },
      { customerId: "a", products: new Set(["y"]) },
      { customerId: "c", products: new Set(["x", "y"]) },
      { customerId: "d", products: new Set<string>() },
    ];
    const similar = findSimilarBuyers(customers, profile);
    expect(similar.map(({ customerId }) => customerId)).toEqual(["a", "b"]);
    expect(similar[0]?.score).toBeCloseTo(0.95 / (0.95 + 0.05), 12);
  });
});

describe("needs of stages", () => {
  it("count whom a stage is known of, and name who lacks what others have", () => {
    const categories = new Map([
      ["pram", "baby"],
      ["skates", "sports"],
    ]);
    const customers = Array.from(
      { length: 60 },
      (_, i): CustomerProfile => ({
        customerId: `c${10 + i}`,
        ...(i < 50 ? { stages: [i < 20 ? "parent" : "single"] } : {}),
        products: new Set([...(i < 16 ? ["pram"] : []), "skates"]),
      }),
    );
    const needs = measureStageNeeds(customers, { categories });
    expect(needs).toEqual([
      { stage: "parent", category: "baby", having: 16, of: 20, elsewhere: 0, qValue: needs[0]?.qValue },
    ]);
    expect(needs[0]?.qValue).toBeLessThan(1e-6);
    expect(findCategoryNeeds(customers, needs, { categories }).map(({ customerId }) => customerId)).toEqual([
      "c26",
      "c27",
      "c28",
      "c29",
    ]);
    expect(findCategoryNeeds([{ customerId: "x", stages: ["parent"] }], needs, { categories })).toEqual([]);
  });
});

const product = (id: string, more: Partial<Product> = {}): Product => ({
  schemaVersion: 1,
  id,
  name: id,
  category: "c",
  consumable: true,
  ...more,
});
const money = (amount: string) => ({ amount, currency: "EUR" });

describe("bundles", () => {
  const bundle = product("set", {
    consumable: false,
    bundle: {
      parts: [
        { productId: "beans", quantity: "2" },
        { productId: "mill", quantity: "1" },
      ],
      price: money("45.00"),
      separatePrice: money("58.00"),
    },
  });
  const has = (...ids: string[]): CustomerProfile => ({ customerId: "ann", products: new Set(ids) });
  const prices = new Map([
    ["beans", money("9.00")],
    ["mill", money("40.00")],
  ]);
  const products = [product("beans"), product("mill", { consumable: false }), bundle];
  it("save what would be bought anyway, less their price, exactly", () => {
    const [chance] = findBundles(products, [has("beans")], { prices });
    expect(chance).toMatchObject({ has: ["beans"], lacks: ["mill"], saving: money("13.00") });
    expect(chance?.share).toBeCloseTo(13 / 58, 12);
  });
  it("do not sell a machine twice", () => {
    // With the mill there already only the beans would be bought, and they cost less than the set.
    expect(findBundles(products, [has("mill")], { prices })).toEqual([]);
    // Without prices nobody knows what the beans cost by themselves.
    expect(findBundles(products, [has("mill")])).toEqual([]);
    expect(findBundles(products, [has("beans")])[0]?.saving).toEqual(money("13.00"));
  });
  it("are for those who have a part and not all of it, and save enough", () => {
    expect(findBundles(products, [has(), has("beans", "mill"), has("beans", "set")], { prices })).toEqual([]);
    expect(findBundles(products, [has("beans")], { prices, minimumShare: 0.3 })).toEqual([]);
    expect(() => findBundles(products, [], { minimumShare: 1 })).toThrow(
      "minimumShare must be a number between 0 and 1, got 1",
    );
    expect(() =>
      findBundles(products, [has("beans")], {
        prices: new Map([
          ["beans", money("9.00")],
          ["mill", { amount: "1", currency: "GBP" }],
        ]),
      }),
    ).toThrow("GBP");
  });
});

describe("refusals", () => {
  const offer = (id: string, ...productIds: string[]): Offer => ({
    schemaVersion: 1,
    id,
    name: id,
    kind: "standard",
    productIds,
  });
  const decided = (
    id: string,
    offerId: string,
    on: string,
    decision: OfferDecision["decision"],
    more: Partial<OfferDecision> = {},
  ): OfferDecision => ({
    schemaVersion: 1,
    id,
    offerId,
    partyId: "ann",
    decidedAt: `${on}T12:00:00Z`,
    decision,
    ...more,
  });
  const offers = [offer("o1", "fund"), offer("o2", "bond")];
  const read = (decisions: OfferDecision[], more = {}) =>
    refusalsOfOffers(offers, decisions, { asOf, ...more }).get("ann");
  it("hold for a time, and the last word counts", () => {
    expect([...(read([decided("1", "o1", "2026-05-01", "refused")])?.refusedProducts ?? [])]).toEqual([
      "fund",
    ]);
    expect(read([decided("1", "o1", "2025-05-01", "refused")])).toBeUndefined();
    expect(
      read([decided("1", "o1", "2026-05-01", "refused"), decided("2", "o1", "2026-05-20", "accepted")]),
    ).toBeUndefined();
    expect(read([decided("1", "o1", "2026-04-01", "postponed")])).toBeUndefined();
    expect(read([decided("1", "o1", "2026-05-20", "postponed")])?.refusedProducts.has("fund")).toBe(true);
    expect(read([decided("1", "o1", "2026-06-01", "refused")])).toBeUndefined();
  });
  it("reach the category where asked, and keep what would interest more", () => {
    const own = read([decided("1", "o1", "2026-05-01", "refused", { interestCategory: "bonds" })], {
      scope: "category",
      categories: new Map([["fund", "tech"]]),
    });
    expect([[...own!.refusedCategories], [...own!.interest]]).toEqual([["tech"], [["bonds", 1]]]);
    expect(() => read([], { refusedDays: 0 })).toThrow("refusedDays must be a positive integer, got 0");
  });
  it("keep the product out of the next recommendations", () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      basketId: `${i}`,
      customerId: `c${i}`,
      itemId: i < 20 ? "tea" : "ink",
    }));
    const customers = basketsFromRows([
      ...rows,
      ...rows.slice(1, 20).map((row) => ({ ...row, itemId: "fund" })),
    ]);
    const situation = read([decided("1", "o1", "2026-05-01", "refused")]);
    const model = fitNextProduct(customers);
    expect(
      recommendProducts(model, ["tea"], { fallback: "none" }).products.map(({ productId }) => productId),
    ).toEqual(["fund"]);
    expect(recommendProducts(model, ["tea"], { fallback: "none", ...situation }).products).toEqual([]);
    const table = recommendToCustomers(model, customers, { situationOf: () => ({ mayRecommend: false }) });
    expect([table.personal, table.popularOnly, table.none]).toEqual([0, 0, 40]);
  });
});

describe("interest", () => {
  it("fades by half in a half-life, and depends on no order", () => {
    const event = (id: string, days: number, category: string): BehaviourEvent => ({
      schemaVersion: 1,
      id,
      partyId: "ann",
      kind: "browse",
      channel: "web",
      occurredAt: `${addDays(asOf, -days)}T00:00:00Z`,
      category,
    });
    const events = [
      event("1", 10, "a"),
      event("2", 20, "a"),
      event("3", 30, "b"),
      { ...event("4", 1, "c"), kind: "login" as const },
    ];
    const weights = weighInterest(events, { asOf, halfLifeDays: 10 });
    expect(weights.get("ann")).toEqual(
      new Map([
        ["a", 0.75],
        ["b", 0.125],
      ]),
    );
    expect(weighInterest([...events].reverse(), { asOf, halfLifeDays: 10 }).get("ann")).toEqual(
      weights.get("ann"),
    );
    expect(() => weighInterest([], { asOf, halfLifeDays: 0 })).toThrow(
      "halfLifeDays must be a number above 0, got 0",
    );
  });
  it("of purchases is that of the last one, and turns the list to the taste of now", () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, i) => [`a${i}`, "tea"] as const).flatMap(
        ([c, p]) =>
          [
            [c, p],
            [c, "cup"],
          ] as const,
      ),
      ...Array.from({ length: 30 }, (_, i) => [`b${i}`, "ink"] as const).flatMap(
        ([c, p]) =>
          [
            [c, p],
            [c, "pen"],
          ] as const,
      ),
    ].map(([customerId, itemId]) => ({
      basketId: customerId,
      customerId,
      boughtOn: "2026-01-01" as const,
      itemId,
    }));
    const own = [
      { basketId: "z1", customerId: "z", boughtOn: "2023-01-01", itemId: "ink" },
      { basketId: "z2", customerId: "z", boughtOn: "2026-05-01", itemId: "tea" },
    ] as const;
    const model = fitNextProduct(basketsFromRows(rows));
    const weights = weighByAge(basketsFromRows(own), { asOf }).get("z");
    expect(weights?.get("ink")).toBeCloseTo(2 ** (-1246 / 365), 12);
    const scores = new Map(
      recommendProducts(model, ["ink", "tea"], { weights }).products.map(({ productId, score }) => [
        productId,
        score,
      ]),
    );
    expect(scores.get("cup")! / scores.get("pen")!).toBeCloseTo(
      weights!.get("tea")! / weights!.get("ink")!,
      9,
    );
  });
});

describe("the structure of purchases", () => {
  it("adds up, and is that of single products where each is its own category", () => {
    const row = fc.record({
      customerId: fc.constantFrom("a", "b", "c"),
      orderedOn: fc.constantFrom("2026-01-05", "2026-03-05", "2026-07-01"),
      amount: fc.integer({ min: -5, max: 30 }).map(String),
      productId: fc.constantFrom("p", "q", "r", "s"),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const log = orderLogFromRows(rows as OrderRow[], { currency: "EUR" });
        const productCategories = new Map(["p", "q", "r", "s", "t"].map((id) => [id, id]));
        const table = measureProductStructure(log, { asOf, from: "2026-01-01", productCategories });
        const breadth = measureBreadth(log, { asOf, from: "2026-01-01" });
        expect(table.customerIds).toEqual(breadth.customerIds);
        for (const one of table) {
          const other = breadth.get(one.customerId)!;
          expect(one.categories).toBe(other.products);
          expect(one.effectiveCategories).toBeCloseTo(other.effectiveProducts, 9);
          expect(one.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
          expect(one.never.length + one.categories).toBe(5);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("the record of a model", () => {
  const model = fitNextProduct(
    basketsFromRows([
      { basketId: "1", itemId: "a" },
      { basketId: "1", itemId: "b" },
      { basketId: "2", itemId: "b" },
    ]),
  );
  it("goes through JSON unchanged", () => {
    expect(nextProductFromRecord(JSON.parse(JSON.stringify(nextProductRecord(model))))).toEqual(model);
    const open = { ...model, neighbourLimit: Number.POSITIVE_INFINITY };
    expect(nextProductFromRecord(JSON.parse(JSON.stringify(nextProductRecord(open)))).neighbourLimit).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
  it("is refused where its lists do not fit together, with all that is wrong", () => {
    const paths = (change: Partial<NextProductRecord>): unknown => {
      try {
        nextProductFromRecord({ ...nextProductRecord(model), ...change });
      } catch (error) {
        if (InvalidDataError.is(error)) return error.issues.map(({ path }) => path[0]);
      }
      return undefined;
    };
    expect(paths({ counts: [1], together: [9, 9] })).toEqual(["counts", "together"]);
    expect(paths({ starts: [0, 2, 1], neighbours: [1, 5] })).toEqual(["starts", "neighbours"]);
    expect(paths({ similarity: [2, 0] })).toEqual(["similarity"]);
    expect(paths({ schemaVersion: 2 as 1 })).toEqual(["kind"]);
  });
});

describe("the insights", () => {
  const rows: OrderRow[] = Array.from({ length: 40 }, (_, i) => `c${10 + i}`).flatMap((customerId, i) =>
    (["2025-12-01", "2026-01-30", "2026-03-31"] as const).flatMap((orderedOn, k): OrderRow[] => [
      { customerId, orderedOn: addDays(orderedOn, i % 3), productId: i < 20 ? "tea" : "ink", amount: "5" },
      ...(i > 0 && i < 20 && k === 1
        ? [{ customerId, orderedOn: addDays(orderedOn, i % 3), productId: "cup", amount: "9" }]
        : []),
    ]),
  );
  const log = orderLogFromRows(rows, { currency: "EUR" });
  const customers = basketsFromOrders(log, { asOf, by: "customer" });
  const sequences = sequencesFromBaskets(basketsFromOrders(log, { asOf }));
  it("are sound records, one a customer, with evidence", () => {
    const next = findNextProductInsights(recommendToCustomers(fitNextProduct(customers), customers), {
      asOf,
      sequences,
    });
    expect(next.map(({ subjectId }) => subjectId)).toEqual(["c10"]);
    expect(next[0]?.payload).toMatchObject({
      productId: "cup",
      rank: 1,
      becauseOf: ["tea"],
      both: 19,
      having: 20,
      lagDays: 60,
      sentence: "19 of 20 customers with tea also have cup.",
    });
    const model = fitReplenishment(sequences, { asOf });
    const due = findReplenishmentInsights(predictReplenishment(model, sequences, { asOf: "2026-06-01" }), {
      asOf,
      confidence: 0.8,
    });
    // The other 14 were due before the end of May and are past the end of their interval.
    expect(due.length).toBe(26);
    expect(due[0]?.payload).toMatchObject({
      productId: "tea",
      lastBought: "2026-04-01",
      due: "2026-05-31",
      gaps: 2,
    });
    const suited = findNewProductInsights(
      [
        {
          productId: "pot",
          prospects: [
            { customerId: "c11", score: 0.9, possible: 1, matched: ["has tea"], unmet: [], unknown: [] },
          ],
          similar: [{ customerId: "c11", score: 0.95, matched: ["has cup"] }],
        },
      ],
      { asOf },
    );
    expect(suited[0]?.payload).toMatchObject({ productId: "pot", score: 0.95, matched: ["has cup"] });
    const bundles = findBundleInsights(
      [
        {
          customerId: "c11",
          bundleId: "set",
          has: ["tea"],
          lacks: ["pot"],
          saving: money("3.00"),
          share: 0.1,
        },
      ],
      { asOf },
    );
    for (const insight of [...next, ...due, ...suited, ...bundles]) {
      expect(insightSchema.safeParse(insight).error).toBeUndefined();
      expect(insight.id).toBe(`${insight.kind}:${insight.subjectId}:${asOf}`);
    }
  });
  it("are silent of what is overdue beyond reason", () => {
    const model = fitReplenishment(sequences, { asOf });
    const late = predictReplenishment(model, sequences, { asOf: "2027-06-01" });
    expect(findReplenishmentInsights(late, { asOf: "2027-06-01", confidence: 0.8 })).toEqual([]);
    expect(() => findReplenishmentInsights([], { asOf, confidence: 0.8, horizonDays: 0 })).toThrow(
      "horizonDays must be a positive integer, got 0",
    );
  });
});
