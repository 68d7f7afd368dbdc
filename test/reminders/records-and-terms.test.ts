import type { Consent, InstalledProduct, ProductNotice, Recall, SurveyAnswer } from "clientele/model";
import { builtInRules, configureRule, type Dossier, type SupplyLink, tryRule } from "clientele/reminders";
import { describe, expect, it } from "vitest";
import type { PlainDate } from "../../src/calendar/index.ts";
import { consent, insight, installed, person, product, runFor } from "./_kit.ts";

const v = { schemaVersion: 1 } as const;
const source = { method: "stated", observedOn: "2025-01-01" } as const;
const mei = person("c1", { name: "Mei Lin", ownerId: "staff", since: "2024-01-10" });
const ruleOf = (id: string) => builtInRules.find((rule) => rule.id === id)!;

/** When a rule has something due within a long time, seen from a day: day, anchor and step. */
const dueOf = (
  rule: (typeof builtInRules)[number],
  dossier: Partial<Dossier>,
  today: PlainDate,
  from: PlainDate = "2020-01-01",
) =>
  rule
    .occurrences({ party: mei, ...dossier }, { from, to: "2035-01-01", today, zone: "UTC" })
    .map(({ due, anchor, step }) => [due, anchor, step].filter(Boolean).join(" "))
    .sort();
const dues = (id: string, dossier: Partial<Dossier>, today: PlainDate) => dueOf(ruleOf(id), dossier, today);

describe("service by the meter", () => {
  const reading = (id: string, on: PlainDate, value: string) =>
    ({ ...v, id, customerId: "c1", installedProductId: "i1", on, reading: value }) as const;
  const metered = (rest: Partial<InstalledProduct> = {}) =>
    installed("2025-01-01", {
      lastServicedOn: "2026-01-01",
      meter: { unit: "hours", serviceEvery: "1000", servicedAt: "500" },
      ...rest,
    });
  const due = (meterReadings: NonNullable<Dossier["meterReadings"]>, today: PlainDate, rest = {}) =>
    dues("meter-service-due", { installedProducts: [metered(rest)], meterReadings }, today);

  it("is foretold at the pace since the last service: 300 hours in 30 days leave 70 days for 700", () => {
    const slow = reading("m1", "2026-01-31", "800");
    expect(due([slow], "2026-02-01")).toEqual(["2026-03-28 meter:i1:1500 -14d", "2026-04-11 meter:i1:1500"]);
    // What was read before the service, and what is read later, says nothing.
    const others = [reading("m0", "2025-12-30", "499"), reading("m9", "2026-02-02", "1499")];
    expect(due([...others, slow], "2026-02-01")).toEqual(due([slow], "2026-02-01"));
    // 650 hours in 60 days leave 350, for 32.3 days: of a later reading the same moments under the same names.
    expect(due([slow, reading("m2", "2026-03-02", "1150")], "2026-03-02")).toEqual([
      "2026-03-21 meter:i1:1500 -14d",
      "2026-04-04 meter:i1:1500",
    ]);
  });

  it("is due on the day on which the meter was read to show it, and overdue two weeks later", () => {
    const readings = [
      reading("m1", "2026-01-31", "800"),
      reading("m2", "2026-03-10", "1500"),
      reading("m3", "2026-03-15", "1600"),
    ];
    expect(due(readings, "2026-03-20")).toEqual(["2026-03-10 meter:i1:1500"]);
    const dossier = { installedProducts: [metered()], meterReadings: readings };
    expect(dues("meter-service-overdue", dossier, "2026-03-20")).toEqual(["2026-03-24 meter:i1:1500"]);
  });

  it("begins with what the meter showed at the last service, else with the reading before it, else is not known", () => {
    const unsaid = { meter: { unit: "hours", serviceEvery: "1000" } };
    const after = reading("m1", "2026-01-31", "800");
    expect(due([after], "2026-02-01", unsaid)).toEqual([]);
    expect(due([reading("m0", "2025-12-31", "500"), after], "2026-02-01", unsaid)).toEqual(
      due([after], "2026-02-01"),
    );
    // Never serviced, it began with 0: 800 hours in 395 days leave 98.75 days for 200.
    expect(due([after], "2026-02-01", { ...unsaid, lastServicedOn: undefined })).toEqual([
      "2026-04-26 meter:i1:1000 -14d",
      "2026-05-10 meter:i1:1000",
    ]);
  });

  it("is not foretold of no use, of old readings, of what is gone, or of a competitor's product", () => {
    const one = reading("m1", "2026-01-31", "800");
    expect(due([reading("m1", "2026-01-31", "500")], "2026-02-01")).toEqual([]);
    // A reading that lies below the one at the service is of another meter.
    expect(due([reading("m1", "2026-01-31", "10")], "2026-02-01")).toEqual([]);
    expect(due([one], "2027-01-31")).toHaveLength(2);
    expect(due([one], "2027-02-01")).toEqual([]);
    expect(due([one], "2026-02-01", { removedOn: "2026-04-11" })).toEqual([]);
    expect(due([one], "2026-02-01", { removedOn: "2026-04-12" })).toHaveLength(2);
    expect(due([one], "2026-02-01", { vendorId: "rival" })).toEqual([]);
    expect(due([one], "2026-02-01", { meter: undefined })).toEqual([]);
  });

  it("by the month, is of our own products, as often as all of the kind want it where the piece does not say", () => {
    const products = new Map([["p1", product("p1", { serviceIntervalMonths: 6 })]]);
    const first = (rest: Partial<InstalledProduct>) =>
      dues(
        "maintenance-due",
        { installedProducts: [installed("2026-01-15", rest)], products },
        "2026-02-01",
      )[0];
    expect(first({})).toBe("2026-07-01 service:i1:2026-07-15 -14d");
    expect(first({ serviceIntervalMonths: 12 })).toBe("2027-01-01 service:i1:2027-01-15 -14d");
    expect(first({ vendorId: "rival" })).toBeUndefined();
    expect(first({ meter: { unit: "km", serviceEvery: "10" } })).toBeUndefined();
  });
});

describe("notices of products", () => {
  const money = (amount: string) => ({ amount, currency: "GBP" });
  const notice = (rest: Partial<ProductNotice>): ProductNotice => ({
    ...v,
    id: "n1",
    kind: "price-change",
    productIds: ["p1"],
    startsOn: "2026-06-15",
    ...rest,
  });
  const products = new Map([
    ["p1", product("p1", { name: "Washer", consumable: false })],
    ["p2", product("p2", { name: "Soap" })],
  ]);
  const has = { products, purchases: [{ productId: "p1", on: "2020-01-01" }] } as const;

  it("of a price that rises or is not known go out 30 and 7 days ahead, of one that falls none", () => {
    const of = (rest: Partial<ProductNotice>) =>
      dues("price-notice", { ...has, productNotices: [notice(rest)] }, "2026-05-01");
    expect(of({})).toEqual(["2026-05-16 notice:n1 -30d", "2026-06-08 notice:n1 -7d"]);
    expect(of({ priceBefore: money("10"), price: money("10.01") })).toHaveLength(2);
    expect(of({ priceBefore: money("10"), price: money("9.99") })).toEqual([]);
    expect(of({ productIds: ["p3"] })).toEqual([]);
    // What is used up concerns whoever bought it within a year.
    const soap = (on: PlainDate) =>
      dues(
        "price-notice",
        { products, purchases: [{ productId: "p2", on }], productNotices: [notice({ productIds: ["p2"] })] },
        "2026-05-01",
      );
    expect([soap("2025-05-01"), soap("2025-05-02")].map(({ length }) => length)).toEqual([0, 2]);
    const silent = { productNotices: [] };
    expect([dues("price-notice", silent, "2026-05-01"), dues("outage-notice", silent, "2026-05-01")]).toEqual(
      [[], []],
    );
  });

  it("of an outage are of what the customer has, by kind", () => {
    const outage = notice({ kind: "outage" });
    expect(dues("outage-notice", { ...has, productNotices: [outage] }, "2026-05-01")).toHaveLength(2);
    const support = configureRule(ruleOf("outage-notice"), { kinds: ["end-of-support"] });
    expect(dueOf(support, { ...has, productNotices: [outage] }, "2026-05-01")).toEqual([]);
    const soap = { products, purchases: [{ productId: "p2", on: "2026-04-30" as const }] };
    const notices = { productNotices: [notice({ kind: "outage", productIds: ["p2"] })] };
    expect(dues("outage-notice", { ...soap, ...notices }, "2026-05-01")).toEqual([]);
  });

  const cheaper = notice({ priceBefore: money("100.00"), price: money("95.00") });
  const asked = {
    ...v,
    id: "w1",
    partyId: "c1",
    about: "product",
    productId: "p1",
    stance: "prefer",
    source,
  } as const;
  const look = (id: string, occurredAt: string, kind: "browse" | "basket" = "browse") =>
    ({ ...v, id, partyId: "c1", kind, occurredAt, channel: "web", productId: "p1" }) as const;

  it("of a lower price go to whoever asked, filled a basket or looked twice within 30 days", () => {
    const of = (rest: Partial<Dossier>) =>
      dues("price-drop", { products, productNotices: [cheaper], ...rest }, "2026-06-15").length;
    const [old, once, twice] = [
      look("b0", "2026-05-16T09:00:00Z"),
      look("b1", "2026-05-17T09:00:00Z"),
      look("b2", "2026-06-15T09:00:00Z"),
    ];
    expect(of({})).toBe(0);
    expect(of({ preferences: [asked] })).toBe(1);
    expect(of({ behaviour: [once, twice] })).toBe(1);
    expect(of({ behaviour: [old, twice] })).toBe(0);
    expect(of({ behaviour: [look("b3", "2026-06-01T09:00:00Z", "basket")] })).toBe(1);
    // A look after the price fell is no wish of before, and a refusal goes before all looks.
    expect(of({ behaviour: [once, look("b4", "2026-06-16T09:00:00Z")] })).toBe(0);
    expect(of({ behaviour: [once, twice], preferences: [{ ...asked, stance: "refuse" }] })).toBe(0);
    expect(of({ preferences: [{ ...asked, validTo: "2026-06-15" }] })).toBe(0);
    expect(of({ preferences: [asked], purchases: [{ productId: "p1", on: "2026-06-15" }] })).toBe(0);
    expect(of({ preferences: [asked], purchases: [{ productId: "p1", on: "2024-06-15" }] })).toBe(1);
    // A fall of 5 % is asked for.
    const little = notice({ priceBefore: money("100.00"), price: money("95.01") });
    expect(of({ preferences: [asked], productNotices: [little] })).toBe(0);
    expect(of({ preferences: [asked], productNotices: [notice({})] })).toBe(0);
    expect(of({ preferences: [asked], productNotices: undefined })).toBe(0);
    // What was refused is not spoken of for 60 days.
    const refused = (decidedAt: string) => ({
      preferences: [asked],
      offerDecisions: [
        { ...v, id: "o1", partyId: "c1", offerId: "p1", decision: "refused", decidedAt } as const,
      ],
    });
    expect(of(refused("2026-04-16T09:00:00Z"))).toBe(1);
    expect(of(refused("2026-04-17T09:00:00Z"))).toBe(0);
  });

  it("of a price for a time go out while it holds", () => {
    const on = (endsOn: PlainDate) =>
      ruleOf("price-drop").occurrences(
        { party: mei, preferences: [asked], productNotices: [{ ...cheaper, endsOn }] },
        { from: "2026-06-15", to: "2026-06-16", today: "2026-06-15", zone: "UTC" },
      )[0]?.expiresOn;
    expect([on("2026-06-16"), on("2026-06-18"), on("2026-06-19")]).toEqual([
      "2026-06-16",
      "2026-06-18",
      undefined,
    ]);
  });

  it("of a recall go to whoever may have one of the pieces named", () => {
    const recall: Recall = {
      ...v,
      id: "r1",
      productId: "p1",
      announcedOn: "2026-06-15",
      what: "Hot.",
      serialNumbers: ["A1", "A2"],
    };
    const of = (...installedProducts: InstalledProduct[]) =>
      tryRule(
        ruleOf("product-recall"),
        { party: mei, installedProducts, recalls: [recall] },
        "2026-06-15",
      ).occurrences[0]?.evidence.map(({ value }) => value);
    const piece = (serialNumber?: string) =>
      installed("2025-01-01", { id: serialNumber ?? "i0", serialNumber });
    expect(of(piece("B1"), piece("A2"))).toEqual(["Hot.", "2025-01-01", "A2"]);
    expect(of(piece("B1"))).toBeUndefined();
    expect(of(piece("B1"), piece())).toEqual(["Hot.", "2025-01-01"]);
    const bought = { party: mei, ...has, recalls: [recall] };
    expect(tryRule(ruleOf("product-recall"), bought, "2026-06-15").fires).toBe(true);
  });
});

describe("chains of supply and competitors", () => {
  const link = (
    tie: Partial<SupplyLink["tie"]> = {},
    party: Partial<SupplyLink["party"]> = {},
  ): SupplyLink => ({
    party: person("s1", { name: "Mill", ...party }),
    role: "supplier",
    tie: { ...v, id: "t1", fromId: "s1", toId: "c1", kind: "supplier", source, ...tie },
    contactPoints: [
      {
        ...v,
        id: "cp1",
        partyId: "s1",
        kind: "post",
        value: "1 Quay, Hull",
        address: { lines: ["1 Quay"], locality: "Hull", country: "GB" },
        source,
      },
    ],
  });
  const flood = (severity: number) =>
    ({ ...v, id: "e1", kind: "disaster", name: "Flood", severity, startsOn: "2026-06-15", source }) as const;
  const areas = [{ country: "GB" }];

  it("a disaster of severity 4 at a supplier is told of once, however many are struck, and while the tie holds", () => {
    const of = (severity: number, ...supplyChain: SupplyLink[]) =>
      tryRule(
        ruleOf("supply-chain-care"),
        { party: mei, supplyChain, externalEvents: [{ ...flood(severity), areas }] },
        "2026-06-15",
      ).occurrences.map(({ message }) => message);
    expect(of(3, link())).toEqual([]);
    expect(of(4, link())).toHaveLength(1);
    expect(of(5, link(), link({ id: "t2" }), link({ id: "t3" }))).toEqual([
      "Flood (since 2026-06-15) has struck Hull, where Mill is, a supplier of Mei Lin, and 2 more of the chain: ask what it means for them and help; sell nothing.",
    ]);
    expect(of(5, link({ validTo: "2026-06-15" }))).toEqual([]);
    expect(of(5)).toEqual([]);
  });

  it("a tie that began or ended, and a company that closed, are told of while it is news", () => {
    const of = (supplyChain: SupplyLink) =>
      dues("supply-chain-change", { supplyChain: [supplyChain] }, "2026-06-15");
    expect(of(link({ validFrom: "2025-01-01", validTo: "2026-07-01" }))).toEqual([
      "2025-01-01 chain:t1:begun",
      "2026-07-01 chain:t1:ended",
    ]);
    const heard = (observedOn: PlainDate) =>
      of(link({ validFrom: "2026-03-01", source: { ...source, observedOn } }));
    expect([heard("2026-03-31"), heard("2026-04-01")]).toEqual([["2026-03-31 chain:t1:begun"], []]);
    const closed = { reason: "dissolved", on: "2026-06-10" } as const;
    expect(of(link({}, { closed }))).toEqual(["2026-06-10 chain:t1:closed"]);
    const some = configureRule(ruleOf("supply-chain-change"), { changes: ["closed"] });
    expect(dueOf(some, { supplyChain: [link({ validFrom: "2026-06-01" })] }, "2026-06-15")).toEqual([]);
  });

  it("a competitor's contract is told of 120 days ahead, and two representatives of a day each by name", () => {
    const competitors = [
      {
        ...v,
        id: "k1",
        customerId: "c1",
        competitorId: "rival",
        contractEndsOn: "2026-12-31",
        representatives: [
          { name: "Jo", until: "2026-06-01" },
          { name: "Al", since: "2026-06-01" },
          { name: "Vi", since: "2026-06-01" },
        ],
        source: { ...source, observedOn: "2026-06-05" },
      } as const,
    ] as never;
    expect(dues("competitor-contract-end", { competitors }, "2026-06-15")).toEqual([
      "2026-09-02 competitor-contract:k1:2026-12-31 -120d",
    ]);
    expect(dues("competitor-representative", { competitors }, "2026-06-15")).toEqual([
      "2026-06-05 representative:k1:came:2026-06-01:Al",
      "2026-06-05 representative:k1:came:2026-06-01:Vi",
      "2026-06-05 representative:k1:went:2026-06-01:Jo",
    ]);
  });
});

describe("recommendation", () => {
  const answer = (perception: number, rest: Partial<SurveyAnswer> = {}): SurveyAnswer => ({
    ...v,
    id: "s1",
    partyId: "c1",
    survey: "yearly",
    answeredAt: "2026-06-15T08:00:00Z",
    subject: "own",
    dimension: "overall",
    element: "recommendation",
    scale: { worst: 0, best: 10 },
    perception,
    ...rest,
  });

  it("is asked for 90 days after the beginning and then each 365 days, or 365 after an answer", () => {
    const of = (surveyAnswers: SurveyAnswer[], party = mei) =>
      dueOf(ruleOf("recommendation-question"), { surveyAnswers, party }, "2026-06-15").slice(0, 2);
    expect(of([])).toEqual([
      "2024-04-09 recommendation:2024-04-09:0",
      "2025-04-09 recommendation:2024-04-09:1",
    ]);
    expect(of([answer(7)])[0]).toBe("2027-06-15 recommendation:2027-06-15:0");
    expect(of([answer(7, { element: "delivery" })])).toEqual(of([]));
    expect(of([answer(7, { subject: "competitor", competitorId: "k" })])).toEqual(of([]));
    expect(of([], person("c1"))).toEqual([]);
    expect(of([answer(7, { element: "delivery" })], person("c1"))).toEqual([]);
  });

  it("is of 10 on any scale; from 9 on somebody is asked whom to bring, up to 6 why not", () => {
    const of = (id: string, grade: number, scale = { worst: 0, best: 10 }) =>
      dues(id, { surveyAnswers: [answer(grade, { scale })] }, "2026-06-15");
    const five = { worst: 1, best: 5 };
    expect([8.9, 9].map((grade) => of("referral-request", grade).length)).toEqual([0, 1]);
    // 4.6 of 1 to 5 is 9 of 10, 3.4 is 6, 2 is 2.5; 5 of 5 to 1 is 0.
    expect(of("referral-request", 4.6, five)).toEqual(["2026-06-22 promoter:s1"]);
    expect(of("detractor-follow-up", 3.4, five)).toEqual(["2026-06-15 answer:s1"]);
    expect([2.5, 2.6, 6, 6.1].map((grade) => of("detractor-follow-up", grade).length)).toEqual([0, 1, 1, 0]);
    expect(of("referral-request", 1, { worst: 5, best: 1 })).toHaveLength(1);
  });

  it("is not asked of whoever complains, or brought somebody of late, or thinks worse since", () => {
    const of = (rest: Partial<Dossier>) =>
      dues("referral-request", { surveyAnswers: [answer(10)], ...rest }, "2026-06-20").length;
    const referral = (on: PlainDate) => ({
      referrals: [{ ...v, id: "f", referrerId: "c1", referredId: "c2", on } as const],
    });
    expect(of(referral("2025-12-24"))).toBe(1);
    expect(of(referral("2025-12-25"))).toBe(0);
    const complaint = (state: string) => ({ complaints: [{ history: [{ state }] }] as never });
    expect([of(complaint("open")), of(complaint("resolved"))]).toEqual([0, 1]);
    const worse = answer(3, { id: "s2", answeredAt: "2026-06-18T08:00:00Z" });
    expect(of({ surveyAnswers: [worse, answer(10)] })).toBe(0);
  });
});

describe("what runs out", () => {
  const given = (channel: Consent["channel"], rest: Partial<Consent> = {}): Consent => ({
    ...consent("promotional", channel, "granted", "2024-07-15"),
    ...rest,
  });
  const permissions = (consents: Consent[], options = {}) =>
    dueOf(configureRule(ruleOf("re-permission"), options), { consents }, "2026-06-15");

  it("a permission is asked for anew 30 and 7 days before two years have passed", () => {
    expect(permissions([given("email")])).toEqual([
      "2026-06-15 permission:2026-07-15 -30d",
      "2026-07-08 permission:2026-07-15 -7d",
    ]);
    // All channels of a day in one, each purpose as it is asked for.
    expect(permissions([given("email"), given("sms")])).toHaveLength(2);
    expect(permissions([consent("care", "email", "granted", "2024-07-15")])).toEqual([]);
    expect(
      permissions([consent("care", "email", "granted", "2024-07-15")], { purposes: ["care"] }),
    ).toHaveLength(2);
    expect(permissions([given("email")], { afterMonths: 36 })[0]).toBe(
      "2027-06-15 permission:2027-07-15 -30d",
    );
  });

  it("counts from the last confirmation or review, and not of a permission that was taken back", () => {
    expect(permissions([given("email", { reviewedOn: "2025-01-31" })])[1]).toBe(
      "2027-01-24 permission:2027-01-31 -7d",
    );
    const evidence = {
      capturedAt: "2024-07-15T09:00:00Z",
      source: "form",
      confirmedAt: "2024-07-20T09:00:00Z",
    };
    expect(permissions([given("email", { evidence })])[1]).toBe("2026-07-13 permission:2026-07-20 -7d");
    const withdrawn = consent("promotional", "email", "withdrawn", "2025-01-01");
    expect(permissions([given("email"), withdrawn])).toEqual([]);
    const later = consent("promotional", "email", "withdrawn", "2026-06-16");
    expect(permissions([given("email"), later])).toHaveLength(2);
  });

  it("a tier is spoken of as one, and no longer as a membership to be renewed", () => {
    const membership = { ...v, id: "m1", programmeId: "club", partyId: "c1", validTo: "2026-07-15" } as const;
    const of = (id: string, tier?: string) =>
      dues(id, { contracts: [], memberships: [{ ...membership, ...(tier && { tier }) }] }, "2026-06-15")
        .length;
    expect([of("renewal"), of("renewal", "gold"), of("tier-ending"), of("tier-ending", "gold")]).toEqual([
      2, 0, 0, 2,
    ]);
  });

  it("what is missing at the beginning is asked for step by step, until nothing is", () => {
    const of = (rest: Partial<Dossier>) =>
      dues("onboarding", { contactPoints: [], preferences: [], interactions: [], ...rest }, "2024-01-10");
    expect(of({})).toEqual([
      "2024-01-24 onboarding:2024-01-10 +14d",
      "2024-02-09 onboarding:2024-01-10 +30d",
      "2024-03-10 onboarding:2024-01-10 +60d",
    ]);
    expect(of({ party: person("c1", { since: "2024-01-10" }) })).toEqual([]);
    expect(of({ party: person("c1", { ownerId: "staff" }) })).toEqual([]);
  });
});

describe("what goes with what", () => {
  it("a product is recommended after the usual days from what speaks for it", () => {
    const found = insight("affinity.next-product", "2026-06-15", {
      productId: "p9",
      rank: 1,
      score: 1,
      becauseOf: ["p1", "p2"],
      both: 3,
      having: 9,
      lagDays: 29.6,
      sentence: "Others took it too.",
    });
    const of = (on: PlainDate, options = {}, insights = [found]) =>
      dueOf(
        configureRule(ruleOf("associated-product"), options),
        {
          insights,
          purchases: [
            { productId: "p1", on },
            { productId: "p2", on: "2026-06-14" },
          ],
        },
        "2026-06-15",
      );
    expect(of("2026-06-01")).toEqual(["2026-07-01 product:p9 2026-Q3"]);
    expect(of("2026-05-01")).toEqual(["2026-06-15 product:p9 2026-Q2"]);
    expect(of("2026-06-01", { waits: false })).toEqual(["2026-06-15 product:p9 2026-Q2"]);
    const { lagDays: _, ...payload } = found.payload;
    expect(of("2026-06-01", {}, [{ ...found, payload }])).toEqual(["2026-06-15 product:p9 2026-Q2"]);
  });

  it("contacts to be known may be asked of wanted accounts alone", () => {
    const acme = { ...v, kind: "organisation", id: "c1", name: "Acme" } as const;
    const rule = configureRule(ruleOf("three-contacts"), { wantedOnly: true });
    const of = (year: number) =>
      tryRule(
        rule,
        {
          party: acme,
          affiliations: [],
          wanted: [{ ...v, id: "w", organisationId: "c1", year, rank: 1, requiredContacts: 3 }],
        },
        "2026-06-01",
      ).fires;
    expect([of(2026), of(2025)]).toEqual([true, false]);
    expect(rule.timing).toContain("wanted accounts with fewer than 3");
  });

  it("the check of an installation and the word on service go out as one", () => {
    const products = new Map([["p1", product("p1", { consumable: false })]]);
    const { decisions } = runFor(
      {
        installedProducts: [installed("2026-06-12")],
        purchases: [{ productId: "p1", on: "2026-06-14" }],
        products,
      },
      {
        asOf: "2026-06-15T06:00:00Z",
        rules: builtInRules.filter(({ id }) => id === "installation-check" || id === "service-notice"),
      },
    );
    expect(decisions.map(({ ruleId, verdict, withId }) => [ruleId, verdict, withId])).toEqual([
      ["installation-check", "send", undefined],
      ["service-notice", "send", "installation-check|c1|install:i1"],
    ]);
  });

  it("says which of the new lists no customer has", () => {
    const { coverage } = runFor({}, { asOf: "2026-06-15T06:00:00Z" });
    const missing = new Map(
      coverage.flatMap((cell) => cell.missing.map(({ ruleId, what }) => [ruleId, what] as const)),
    );
    expect(missing.get("re-permission")).toBe("consents");
    expect(missing.get("document-expiry")).toBe("papers that run out");
    expect(missing.get("meter-service-due")).toBe("meter readings");
    expect(missing.get("supply-chain-change")).toBe("suppliers or customers of its own");
    expect(missing.get("price-notice")).toBe("notices of prices, outages and stock");
    expect(missing.get("price-drop")).toBe("looks, searches or baskets");
  });
});
