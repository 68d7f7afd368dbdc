import { addDays, type PlainDate, trailingPeriods } from "clientele/calendar";
import { builtInAttributes, checkRecords, recordKinds } from "clientele/model";
import { orderLogFromRows } from "clientele/orders";
import { generateRetailer, type RetailerDataset } from "clientele/synthetic";
import { findComplaintInsights, findPatternInsights, surveyTrend, trendInsights } from "clientele/trend";
import { describe, expect, it } from "vitest";

const asOf: PlainDate = "2026-06-15";
const customers = 1000;
const plain = generateRetailer({ seed: 1, asOf, customers });
const turned = generateRetailer({ seed: 1, asOf, customers, turns: true });

/** The turns in the order of their appointment: the customers at 20, 53, 86 … of every 500. */
const turns = [
  "more often",
  "more seldom",
  "larger baskets",
  "another category",
  "another channel",
  "more often, larger baskets",
  "growth",
  "decline",
  "bursts",
  "interest moves",
  "interest stays",
  "new machine",
] as const;
const appointed: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>(
  Array.from({ length: customers }, (_, number) => {
    const place = (number % 500) - 20;
    return [
      `c${String(number + 1).padStart(7, "0")}`,
      place % 33 === 0 ? turns[place / 33] : undefined,
    ] as const;
  }).filter(([, turn]) => turn !== undefined),
);
const who = (turn: (typeof turns)[number]) =>
  [...appointed].filter(([, one]) => one === turn).map(([id]) => id);

describe("lives that take a turn", () => {
  it("leave everybody else as they are, but for complaints of the wave", () => {
    const others = (data: RetailerDataset) => ({
      parties: data.parties.filter(({ id }) => !appointed.has(id)),
      importantDates: data.importantDates.filter(({ partyId }) => !appointed.has(partyId)),
      consents: data.consents.filter(({ partyId }) => !appointed.has(partyId)),
      installedProducts: data.installedProducts.filter(({ ownerId }) => !appointed.has(ownerId)),
      interactions: data.interactions.filter(({ partyId }) => !appointed.has(partyId)),
      pointsEntries: data.pointsEntries.filter(({ customerId }) => !appointed.has(customerId)),
      facts: data.facts.filter(({ subjectId }) => !appointed.has(subjectId)),
      complaints: data.complaints.filter(
        ({ customerId, productId }) => !appointed.has(customerId) && productId === undefined,
      ),
      orderLines: data.orderLines.filter(({ customerId }) => !appointed.has(customerId)),
      products: data.products.filter(({ id }) => id !== "p63" && id !== "b01"),
    });
    expect(appointed.size).toBe(24);
    expect(others(turned)).toEqual(others(plain));
    expect(plain.behaviourEvents).toEqual([]);
    expect(turned.orderLines.length).toBeLessThan(1.25 * plain.orderLines.length);
  });

  it.each(["1990-01-01", "2024-02-29", "2026-08-31", "2100-12-31"] as const)("are sound on %s", (day) => {
    const data = generateRetailer({ seed: 2, asOf: day, customers: 500, currency: "JPY", turns: true });
    const kinds = {
      products: "Product",
      parties: "Party",
      orderLines: "OrderLine",
      complaints: "Complaint",
      behaviourEvents: "BehaviourEvent",
      installedProducts: "InstalledProduct",
      pointsEntries: "PointsEntry",
      invoices: "Invoice",
      productNotices: "ProductNotice",
      recalls: "Recall",
    } as const;
    for (const [name, kind] of Object.entries(kinds) as [
      keyof typeof kinds,
      (typeof kinds)[keyof typeof kinds],
    ][]) {
      const { issues } = checkRecords(recordKinds[kind].schema, data[name] as readonly unknown[]);
      expect([name, issues]).toEqual([name, []]);
      expect(data[name].length).toBeGreaterThan(0);
      expect(new Set(data[name].map(({ id }) => id)).size).toBe(data[name].length);
      expect(data[name].every((record) => Object.isFrozen(record))).toBe(true);
    }
    expect(builtInAttributes.checkFacts(data.facts).issues).toEqual([]);
    expect(data.orderLines.every(({ orderedOn }) => orderedOn >= data.window.from && orderedOn < day)).toBe(
      true,
    );
    const moments = [
      ...data.behaviourEvents.map((one) => one.occurredAt),
      ...data.complaints.map((one) => one.receivedAt),
    ];
    expect(moments.every((moment) => moment < `${day}T00:00:00Z`)).toBe(true);
    const sold = new Map(data.products.map((product) => [product.id, product.launchedOn ?? "0000-01-01"]));
    expect(data.orderLines.every(({ productId, orderedOn }) => sold.get(productId ?? "")! <= orderedOn)).toBe(
      true,
    );
  });

  const log = orderLogFromRows(turned.orderLines, { currency: "GBP", window: turned.window });
  const survey = surveyTrend(log, {
    asOf,
    zone: "UTC",
    productCategories: new Map(turned.products.map(({ id, category }) => [id, category])),
    behaviour: turned.behaviourEvents,
  });
  if (survey.kind !== "trend") throw new Error("Cannot go on: the survey has too little");
  const found = trendInsights(survey, log);
  const told = (kind: string) => found.filter((one) => one.kind === kind).map(({ subjectId }) => subjectId);

  it("are found by the survey for change, and hardly anybody else is", () => {
    expect(told("trend.rate-changed")).toEqual(
      expect.arrayContaining([...who("more often"), ...who("more seldom")]),
    );
    expect(told("trend.amount-changed")).toEqual(expect.arrayContaining(who("larger baskets")));
    // What a year brings in varies most: not each of those whose habits changed stands out from everybody's noise.
    const dearer = who("more often, larger baskets");
    expect(told("trend.value-changed").filter((id) => dearer.includes(id)).length).toBeGreaterThan(0);
    expect(told("trend.mix-changed")).toEqual(
      expect.arrayContaining([...who("another category"), ...who("another channel")]),
    );
    for (const kind of ["rate-changed", "amount-changed", "value-changed", "mix-changed"])
      expect(told(`trend.${kind}`).filter((id) => !appointed.has(id)).length).toBeLessThanOrEqual(1);
  });

  it("move interest where it moves, and not where it stays", () => {
    expect(told("trend.interest-shifted")).toEqual(who("interest moves"));
    expect(new Set(turned.behaviourEvents.map(({ partyId }) => partyId))).toEqual(
      new Set([...who("interest moves"), ...who("interest stays")]),
    );
  });

  it("grow and come in bursts", () => {
    const patterns = findPatternInsights(log, {
      periods: trailingPeriods(asOf, { months: 1, count: 13 }),
      peers: "all",
    });
    const of = (pattern: string) =>
      patterns.filter(({ payload }) => payload["pattern"] === pattern).map(({ subjectId }) => subjectId);
    expect(of("growing")).toEqual(expect.arrayContaining(who("growth")));
    expect(of("volatile")).toEqual(expect.arrayContaining(who("bursts")));
  });

  it("hold a wave of complaints about one product on one day, told of all who joined in", () => {
    const on = addDays(asOf, -3);
    const joined = turned.complaints.filter(
      ({ productId, receivedAt }) => productId === "p29" && receivedAt.startsWith(on),
    );
    const alarms = findComplaintInsights(turned.complaints, { asOf, zone: "UTC", from: addDays(asOf, -90) });
    expect(joined.length).toBeGreaterThan(5);
    expect(alarms.map(({ subjectId }) => subjectId).sort()).toEqual(
      joined.map(({ customerId }) => customerId).sort(),
    );
    expect(findComplaintInsights(plain.complaints, { asOf, zone: "UTC", from: addDays(asOf, -90) })).toEqual(
      [],
    );
  });
});
