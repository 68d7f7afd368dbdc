import { describe, expect, it } from "vitest";
import { annualOccurrences } from "../../src/calendar/index.ts";
import {
  benefitStateOn,
  chooseDocumentVersion,
  complaintStateAt,
  type Interaction,
  isValidOn,
  opportunityStages,
  satisfactionGap,
  touchesAddress,
} from "../../src/model/index.ts";
import { createMemoryStore } from "../../src/repositories/index.ts";
import { keep, keptOn, readAll, source } from "./_keep.ts";
import { samples } from "./_samples.ts";

const own = { schemaVersion: 1 } as const;
const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("competitors at a customer's", () => {
  const presence = samples.CompetitorPresence;

  it("their products and how they are used and liked, as of a day [S0-23] [S0-24] [S0-25]", async () => {
    const [held] = await keptOn("competitorPresences", [presence], "2026-11-22");
    const weak = held?.products?.filter((product) => product.satisfaction! <= 2);
    expect(weak?.map(({ name, usage }) => [name, usage])).toEqual([["Rival keyboard", "all day"]]);
    expect(held?.satisfaction).toBe(3);
    expect(await keptOn("competitorPresences", [presence], "2027-01-01")).toEqual([]);
  });

  it("their representative by name, how he sells and whom he knows [S0-26] [S0-27] [S0-28]", async () => {
    const [held] = await keptOn("competitorPresences", [presence], "2026-11-22");
    const [representative] = held?.representatives ?? [];
    expect(representative?.name).toBe("陳志明");
    expect(representative?.traits).toContain("gives discounts early");
    const strongest = representative?.ties?.toSorted((a, b) => b.strength - a.strength)[0];
    expect(strongest?.withPersonId).toBe("wei");
  });
});

describe("a project", () => {
  const opportunity = {
    ...samples.Opportunity,
    stage: "negotiating",
    closedOn: undefined,
    bids: [{ submittedOn: "2026-05-01", outcome: "open", price: eur("3900") }],
  } as const;

  it("plan, problem, benefit, deciders and influencers, timetable, budget and process [S0-29] [S0-30] [S0-31] [S0-32] [S0-33] [S0-34] [S0-35] [S0-88]", async () => {
    await using store = createMemoryStore();
    await keep(store, "opportunities", [
      { ...opportunity, bids: [...opportunity.bids], stage: "negotiating" },
    ]);
    const [kept] = await readAll(store, "opportunities");
    expect(kept).toMatchObject({
      purchasePlan: "40 keyboards before the summer",
      problem: "noise in the newsroom",
      benefit: "fewer errors on deadline",
    });
    const inRole = (role: string) =>
      kept?.participants?.filter((one) => one.role === role).map((one) => one.personId);
    expect([inRole("decision-maker"), inRole("influencer")]).toEqual([["mei"], ["jun"]]);
    const late = (day: string) => kept?.milestones?.filter((one) => one.dueOn < (one.doneOn ?? day)).length;
    expect(late("2026-11-22")).toBe(1);
    expect(Number(kept?.budget?.amount) - Number(kept?.bids?.[0]?.price?.amount)).toBe(100);
    expect(kept?.process?.filter((step) => step.state !== "done")).toEqual([]);
  });

  it("goes through the stages of a sale, and is not forgotten on the way [S1-39] [S1-40]", async () => {
    expect(opportunityStages.slice(0, 5)).toEqual([
      "prospecting",
      "presenting",
      "intent",
      "negotiating",
      "won",
    ]);
    await using store = createMemoryStore();
    const base = { ...own, customerId: "lin-press", name: "x", openedOn: "2026-01-01" } as const;
    await keep(store, "opportunities", [
      { ...base, id: "1", stage: "prospecting", stageSince: "2026-01-01" },
      { ...base, id: "2", stage: "intent", stageSince: "2026-11-01" },
      { ...base, id: "3", stage: "won", closedOn: "2026-03-01" },
    ]);
    const kept = await readAll(store, "opportunities");
    const dormant = kept.filter((one) => one.closedOn === undefined && one.stageSince! < "2026-08-22");
    expect(dormant.map((one) => one.id)).toEqual(["1"]);
    expect(kept.filter((one) => one.stage === "won").length / kept.length).toBeCloseTo(1 / 3, 12);
  });

  it("bids and how they ended, so that one who always lets us lose is seen [S4-41]", async () => {
    await using store = createMemoryStore();
    const bid = (outcome: "won" | "lost") => ({ submittedOn: "2026-05-01", outcome }) as const;
    await keep(store, "opportunities", [
      { ...samples.Opportunity, bids: [bid("lost"), bid("lost"), bid("won")] },
    ]);
    const bids = (await readAll(store, "opportunities")).flatMap((one) => one.bids ?? []);
    expect(bids.filter((one) => one.outcome === "lost").length / bids.length).toBeCloseTo(2 / 3, 12);
  });

  it.each([
    [
      "two currencies",
      { expectedValue: { amount: "1", currency: "USD" } },
      "budget.currency: must be in the one currency of the record",
    ],
    ["an end without a day", { closedOn: undefined }, "closedOn: must not be before openedOn"],
    ["an end before its begin", { closedOn: "2025-01-01" }, "closedOn: must not be before openedOn"],
  ])("is refused for %s", async (_, change, message) => {
    await using store = createMemoryStore();
    await expect(
      keep(store, "opportunities", [{ ...samples.Opportunity, ...change } as never]),
    ).rejects.toMatchObject({
      code: "INVALID_VALUE",
      message: expect.stringContaining(message),
    });
  });
});

describe("installed products", () => {
  it("own and others', reason and way of use, service and satisfaction [S0-17] [S1-18] [S1-11] [S0-25]", async () => {
    await using store = createMemoryStore();
    await keep(store, "installedProducts", [samples.InstalledProduct]);
    const [kept] = await readAll(store, "installedProducts");
    expect(kept).toMatchObject({
      vendorId: "rival",
      usage: "heavy",
      reasonForUse: "came with the building",
      satisfaction: 2,
    });
    const standing = (day: string) =>
      kept!.installedOn <= day && (kept!.removedOn === undefined || day < kept!.removedOn);
    expect([standing("2024-01-09"), standing("2026-11-22"), standing("2028-01-01")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("benefits and ties", () => {
  const benefit = (kind: (typeof samples.Benefit)["kind"], more: object = {}) =>
    ({
      ...own,
      id: kind,
      partyId: "lin-press",
      class: "structural",
      kind,
      what: kind,
      grantedOn: "2026-01-01",
      ...more,
    }) as const;

  it.each([
    ["special guarantee terms [S0-94] [S1-24]", "guarantee"],
    ["electronic data interchange [S0-95]", "data-interchange"],
    ["priority shipping [S0-96]", "priority-shipping"],
    ["information in advance [S0-97]", "advance-information"],
    ["customised products [S0-98]", "custom-product"],
    ["maintenance [S0-99]", "maintenance"],
    ["repair [S0-99]", "repair"],
    ["upgrades [S0-99]", "upgrade"],
    ["previews of new products [S0-111]", "preview"],
    ["priority in sales [S0-111]", "priority-sale"],
    ["a better price [S0-111]", "price"],
  ] as const)("%s", async (_, kind) => {
    await using store = createMemoryStore();
    await keep(store, "benefits", [benefit(kind, { expiresOn: "2027-01-01" })]);
    const [kept] = await readAll(store, "benefits");
    expect(kept?.kind).toBe(kind);
    expect([
      benefitStateOn(kept!, "2025-12-31"),
      benefitStateOn(kept!, "2026-11-22"),
      benefitStateOn(kept!, "2027-01-01"),
    ]).toEqual(["none", "usable", "expired"]);
  });

  it("by class: financial, social, structural [S0-138] [S0-139] [S0-140]", async () => {
    await using store = createMemoryStore();
    await keep(store, "benefits", [
      benefit("reward", { class: "financial", value: eur("50") }),
      benefit("personal-service", { class: "social" }),
      benefit("equipment"),
      benefit("network"),
    ]);
    const kept = await readAll(store, "benefits");
    const ofClass = (name: string) =>
      kept
        .filter((one) => one.class === name && benefitStateOn(one, "2026-11-22") === "usable")
        .map((one) => one.kind);
    expect([ofClass("financial"), ofClass("social"), ofClass("structural")]).toEqual([
      ["reward"],
      ["personal-service"],
      ["equipment", "network"],
    ]);
  });

  it("that come late are lost by who leaves before [S0-119]", async () => {
    await using store = createMemoryStore();
    await keep(store, "benefits", [benefit("reward", { vestsOn: "2026-12-31" })]);
    const [kept] = await readAll(store, "benefits");
    expect([benefitStateOn(kept!, "2026-11-22"), benefitStateOn(kept!, "2026-12-31")]).toEqual([
      "granted",
      "usable",
    ]);
    await expect(keep(store, "benefits", [{ ...benefit("price"), vestsOn: "2025-01-01" }])).rejects.toThrow(
      "vestsOn: must not be before grantedOn",
    );
    await expect(
      keep(store, "benefits", [{ ...benefit("price"), vestsOn: "2026-06-01", expiresOn: "2026-05-01" }]),
    ).rejects.toThrow("expiresOn");
    await expect(
      keep(store, "benefits", [{ ...benefit("price"), vestsOn: "2026-06-01", usedOn: "2026-05-01" }]),
    ).rejects.toThrow("usedOn");
  });

  it("a club and a scheme for frequent buyers, and who belongs to them when [S0-110] [S0-126]", async () => {
    const memberships = [
      { ...own, id: "m1", programmeId: "club", partyId: "mei", tier: "silver", validTo: "2026-06-01" },
      { ...own, id: "m2", programmeId: "club", partyId: "mei", tier: "gold", validFrom: "2026-06-01" },
      { ...own, id: "m3", programmeId: "miles", partyId: "mei" },
    ] as const;
    await using store = createMemoryStore();
    await keep(store, "programmes", [
      { ...own, id: "club", kind: "club", name: "Quiet club", tiers: ["silver", "gold"] },
      { ...own, id: "miles", kind: "frequency", name: "Tenth free" },
    ]);
    const kinds = new Map((await readAll(store, "programmes")).map((one) => [one.id, one.kind]));
    const held = await keptOn("memberships", [...memberships], "2026-11-22");
    expect(held.map((one) => [kinds.get(one.programmeId), one.tier])).toEqual([
      ["club", "gold"],
      ["frequency", undefined],
    ]);
  });

  it("a contract that locks in: exclusive, with penalties, terms of its own, and a last day for notice [S0-123] [S0-124] [S0-125] [S0-117]", async () => {
    await using store = createMemoryStore();
    await keep(store, "contracts", [samples.Contract]);
    const [kept] = await readAll(store, "contracts");
    const binds = (day: string) =>
      kept!.startsOn <= day && (kept!.endsOn === undefined || day < kept!.endsOn);
    expect([binds("2025-12-31"), binds("2026-11-22"), binds("2029-01-01")]).toEqual([false, true, false]);
    expect(kept).toMatchObject({
      exclusive: true,
      noticeBy: "2028-09-30",
      salesConditions: "60 days to pay",
    });
    expect(kept?.penalties?.map((one) => one.amount?.amount)).toEqual(["500"]);
    await expect(
      keep(store, "contracts", [{ ...samples.Contract, id: "c2", noticeBy: "2030-01-01" }]),
    ).rejects.toThrow("noticeBy");
    await expect(
      keep(store, "contracts", [{ ...samples.Contract, id: "c3", value: { amount: "1", currency: "USD" } }]),
    ).rejects.toThrow("must be in the one currency of the record");
  });

  it("learning and structure as what leaving would cost [S0-120] [S0-121] [S0-140]", async () => {
    const base = { ...own, customerId: "lin-press", source } as const;
    const held = await keptOn(
      "switchingBonds",
      [
        { ...base, id: "b1", kind: "learning", what: "shortcuts", hours: 320, estimatedCost: eur("8000") },
        { ...base, id: "b2", kind: "structural", what: "orders by EDI", estimatedCost: eur("1500") },
        {
          ...base,
          id: "b3",
          kind: "equipment",
          what: "a printer of ours",
          validTo: "2026-01-01",
          estimatedCost: eur("900"),
        },
      ],
      "2026-11-22",
    );
    expect(held.reduce((sum, bond) => sum + Number(bond.estimatedCost?.amount), 0)).toBe(9500);
    await expect(
      keptOn(
        "switchingBonds",
        [{ ...base, id: "b4", kind: "structural", what: "x", hours: 3 }],
        "2026-11-22",
      ),
    ).rejects.toThrow("hours: must stand with kind learning alone");
  });

  it("a bundle at one price, and what it saves [S0-127]", async () => {
    await using store = createMemoryStore();
    await keep(store, "products", [samples.Product]);
    const [kept] = await readAll(store, "products");
    expect(Number(kept?.bundle?.separatePrice?.amount) - Number(kept?.bundle?.price?.amount)).toBe(20);
    const mixed = {
      ...samples.Product,
      bundle: { ...samples.Product.bundle!, price: { amount: "90", currency: "USD" } },
    };
    await expect(keep(store, "products", [{ ...mixed, id: "p2" }])).rejects.toThrow(
      "bundle.separatePrice: must be in the one currency of the record",
    );
  });

  it("costs of a line, a plant or a system for one customer alone [S0-100]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, customerId: "lin-press", currency: "EUR" } as const;
    await keep(store, "costEntries", [
      { ...base, id: "c1", on: "2026-01-10", kind: "dedicated-line", amount: "12000" },
      { ...base, id: "c2", on: "2026-02-10", kind: "dedicated-system", amount: "3000" },
      {
        ...base,
        id: "c3",
        on: "2026-02-11",
        kind: "service",
        amount: "80",
        driver: { name: "minutes", quantity: "40" },
      },
    ]);
    const costs = await readAll(store, "costEntries");
    const invested = costs
      .filter((one) => one.kind.startsWith("dedicated-"))
      .reduce((sum, one) => sum + Number(one.amount), 0);
    expect(invested).toBe(15_000);
  });

  it("spend with us and with others, in one currency and over a period", async () => {
    await using store = createMemoryStore();
    await keep(store, "spendEstimates", [samples.SpendEstimate]);
    const [kept] = await readAll(store, "spendEstimates");
    expect(Number(kept?.ours?.amount) / Number(kept?.total.amount)).toBe(0.2);
    for (const [change, message] of [
      [
        { ours: { amount: "1", currency: "USD" } },
        "ours.currency: must be in the one currency of the record",
      ],
      [
        { byCompetitor: [{ competitorId: "r", amount: "1", currency: "USD" }] },
        "byCompetitor: must be in the one currency of the record",
      ],
      [{ periodTo: "2025-01-01" }, "periodTo: must be after periodFrom"],
    ] as const)
      await expect(
        keep(store, "spendEstimates", [{ ...samples.SpendEstimate, id: "x", ...change } as never]),
      ).rejects.toThrow(message);
  });

  it("referrals, and what the one brought in has bought [S0-114] [S1-41]", async () => {
    await using store = createMemoryStore();
    await keep(store, "referrals", [samples.Referral]);
    const [kept] = await readAll(store, "referrals");
    expect([kept?.referrerId, kept?.revenue?.amount]).toEqual(["lin-press", "1200"]);
    await expect(
      keep(store, "referrals", [{ ...samples.Referral, id: "x", referredId: "lin-press" }]),
    ).rejects.toThrow("referredId");
  });
});

describe("contacts", () => {
  const contact = (id: string, occurredAt: string, more: Partial<Interaction> = {}): Interaction => ({
    ...own,
    id,
    partyId: "lin-press",
    occurredAt,
    channel: "phone",
    direction: "inbound",
    twoWay: true,
    ...more,
  });
  const chain = [
    contact("i1", "2026-02-01T09:00:00Z", {
      openLoops: [
        { id: "loop-1", text: "send prices", owedBy: "company" },
        { id: "loop-2", text: "choose a desk", owedBy: "party" },
      ],
    }),
    contact("i2", "2026-03-01T09:00:00Z", {
      previousId: "i1",
      threadId: "t1",
      channel: "visit",
      place: "their newsroom",
      summary: "two desks chosen",
      closedLoopIds: ["loop-1"],
      breakPoint: { topic: "trial", state: "two of three desks chosen", nextStep: "choose the third" },
    }),
  ];

  it("when, where and how the last one took place and how far it got [S4-55] [S1-38]", async () => {
    await using store = createMemoryStore();
    await keep(store, "interactions", chain);
    const latestBefore = async (to: string) => {
      const found: Interaction[] = [];
      for await (const one of store.interactions.read({ subjectIds: ["lin-press"], to })) found.push(one);
      return found.at(-1);
    };
    expect((await latestBefore("2026-03-01T09:00:00Z"))?.id).toBe("i1");
    expect(await latestBefore("2026-11-22T09:00:00Z")).toMatchObject({
      place: "their newsroom",
      channel: "visit",
      summary: "two desks chosen",
    });
  });

  it("from whose break point the next one goes on, with what is still owed [S4-56]", async () => {
    await using store = createMemoryStore();
    await keep(store, "interactions", chain);
    const all = await readAll(store, "interactions");
    expect(all.at(-1)?.breakPoint?.nextStep).toBe("choose the third");
    const closed = new Set(all.flatMap((one) => one.closedLoopIds ?? []));
    expect(
      all
        .flatMap((one) => one.openLoops ?? [])
        .filter((loop) => !closed.has(loop.id))
        .map((loop) => loop.text),
    ).toEqual(["choose a desk"]);
  });

  it("hang together in a chain without a break [S4-57]", async () => {
    await using store = createMemoryStore();
    await keep(store, "interactions", chain);
    const all = await readAll(store, "interactions");
    const ids = new Set(all.map((one) => one.id));
    expect(all.filter((one) => one.previousId !== undefined && !ids.has(one.previousId))).toEqual([]);
    await expect(
      keep(store, "interactions", [contact("i3", "2026-03-02T09:00:00Z", { previousId: "i3" })]),
    ).rejects.toThrow("previousId");
  });

  it("that come in are a chance to offer, and the wish to buy is kept [S4-63] [S4-64]", async () => {
    const offers = [
      { ...own, id: "special", name: "a", kind: "special-price", productIds: ["k"], validTo: "2026-03-01" },
      { ...own, id: "clear", name: "b", kind: "clearance", productIds: ["k"] },
      { ...own, id: "trial", name: "c", kind: "trial", productIds: ["k"] },
    ] as const;
    const held = await keptOn(
      "offers",
      offers.map((one) => ({ ...one, productIds: [...one.productIds] })),
      "2026-03-01",
    );
    await using store = createMemoryStore();
    await keep(store, "interactions", [
      contact("i1", "2026-03-01T09:00:00Z", {
        signals: ["wish-to-buy"],
        offerIds: held.map((one) => one.id),
      }),
    ]);
    const [kept] = await readAll(store, "interactions");
    expect([kept?.direction, kept?.signals, kept?.offerIds]).toEqual([
      "inbound",
      ["wish-to-buy"],
      ["clear", "trial"],
    ]);
  });

  it("acceptance and refusal of an offer, with the reason and what would interest more [S1-22] [S1-23]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, partyId: "mei", offerId: "fund" } as const;
    await keep(store, "offerDecisions", [
      {
        ...base,
        id: "d1",
        decidedAt: "2026-03-01T09:00:00Z",
        decision: "refused",
        reason: "too risky",
        interestCategory: "bonds",
      },
      { ...base, id: "d2", decidedAt: "2026-06-01T09:00:00Z", decision: "accepted" },
    ]);
    const until = async (moment: string) =>
      (await readAll(store, "offerDecisions")).filter((one) => one.decidedAt < moment).at(-1);
    expect(await until("2026-05-01T00:00:00Z")).toMatchObject({
      decision: "refused",
      interestCategory: "bonds",
    });
    expect((await until("2026-11-22T00:00:00Z"))?.decision).toBe("accepted");
  });

  it("inquiries and browsing, counted by category over a time [S1-33] [S2-17] [S2-10]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, partyId: "mei", channel: "web" } as const;
    await keep(store, "behaviourEvents", [
      { ...base, id: "e1", kind: "browse", occurredAt: "2026-01-01T20:00:00Z", category: "semiconductors" },
      { ...base, id: "e2", kind: "browse", occurredAt: "2026-03-01T20:00:00Z", category: "shipping" },
      {
        ...base,
        id: "e3",
        kind: "inquiry",
        occurredAt: "2026-03-02T20:00:00Z",
        category: "shipping",
        query: "航運股",
      },
    ]);
    const seen: string[] = [];
    for await (const event of store.behaviourEvents.read({
      subjectIds: ["mei"],
      from: "2026-02-01T00:00:00Z",
    }))
      seen.push(event.category!);
    expect(seen).toEqual(["shipping", "shipping"]);
  });

  it("a yearly talk with key accounts, visits of executives, panels and club evenings [S0-8] [S0-85] [S0-86] [S0-112] [S4-93]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, state: "planned", on: "2026-12-01", name: "x" } as const;
    await keep(store, "engagements", [
      samples.Engagement,
      { ...base, id: "v", kind: "executive-visit", hostIds: ["ceo"], inviteeIds: ["wei"] },
      { ...base, id: "p", kind: "panel", topics: ["process"] },
      { ...base, id: "c", kind: "club-activity", programmeId: "club" },
    ]);
    const kept = await readAll(store, "engagements");
    expect(kept.filter((one) => one.everyMonths === 12).map((one) => one.kind)).toEqual(["seminar"]);
    expect(
      kept
        .filter((one) => one.state === "planned" && one.on > "2026-11-22")
        .map((one) => one.kind)
        .sort(),
    ).toEqual(["club-activity", "executive-visit", "panel"]);
    await expect(
      keep(store, "engagements", [{ ...base, id: "z", kind: "visit", attendeeIds: ["mei"] }]),
    ).rejects.toThrow("attendeeIds: must be empty until it is held");
  });
});

describe("complaints", () => {
  it("go through their states, as of any moment [S0-63]", async () => {
    await using store = createMemoryStore();
    await keep(store, "complaints", [samples.Complaint]);
    const [kept] = await readAll(store, "complaints");
    const at = (moment: string) => complaintStateAt(kept!, moment);
    expect([
      at("2026-02-28T00:00:00Z"),
      at("2026-03-02T00:00:00Z"),
      at("2026-03-05T00:00:00Z"),
      at("2026-11-22T00:00:00Z"),
    ]).toEqual([undefined, "open", "resolved", "reopened"]);
  });

  it.each([
    ["that does not begin open", [{ state: "resolved", at: "2026-03-01T09:00:00Z" }]],
    [
      "that skips a state",
      [
        { state: "open", at: "2026-03-01T09:00:00Z" },
        { state: "reopened", at: "2026-03-02T09:00:00Z" },
      ],
    ],
    [
      "that goes back in time",
      [
        { state: "open", at: "2026-03-02T09:00:00Z" },
        { state: "closed", at: "2026-03-01T10:00:00Z" },
      ],
    ],
    [
      "that comes back from the end",
      [
        { state: "open", at: "2026-03-02T09:00:00Z" },
        { state: "closed", at: "2026-03-03T10:00:00Z" },
        { state: "reopened", at: "2026-03-04T10:00:00Z" },
      ],
    ],
    ["that began before it came in", [{ state: "open", at: "2026-02-01T09:00:00Z" }]],
  ] as const)("refuse a history %s", async (_, history) => {
    await using store = createMemoryStore();
    await expect(
      keep(store, "complaints", [{ ...samples.Complaint, history: [...history] }]),
    ).rejects.toThrow("history: must begin with open");
  });
});

describe("satisfaction and feedback", () => {
  it("by process and outcome, element by element, expected and found [S3-22] [S0-89] [S3-21] [S1-12]", async () => {
    await using store = createMemoryStore();
    const base = {
      ...own,
      partyId: "mei",
      survey: "trip 2026",
      subject: "own",
      scale: { worst: 1, best: 5 },
      answeredAt: "2026-03-20T09:00:00Z",
    } as const;
    await keep(store, "surveyAnswers", [
      { ...base, id: "1", dimension: "process", element: "guide", expectation: 3, perception: 5 },
      { ...base, id: "2", dimension: "process", element: "meals", expectation: 4, perception: 2 },
      { ...base, id: "3", dimension: "outcome", element: "trip", perception: 4 },
    ]);
    const answers = await readAll(store, "surveyAnswers");
    const gap = (element: string) => satisfactionGap(answers.find((one) => one.element === element)!);
    expect([gap("guide"), gap("meals"), gap("trip")]).toEqual([
      0.5,
      -0.5,
      { kind: "insufficient", need: "expectation" },
    ]);
    expect(satisfactionGap({ scale: { worst: 6, best: 1 }, expectation: 3, perception: 1 })).toBe(0.4);
    expect(answers.filter((one) => one.dimension === "process").length).toBe(2);
  });

  it.each([
    [{ perception: 6 }, "perception: must lie on the scale"],
    [{ expectation: 0 }, "expectation: must lie on the scale"],
    [
      { scale: { worst: 2, best: 2 }, perception: 2, expectation: 2 },
      "scale: must have a best that is not its worst",
    ],
    [{ subject: "own" }, "competitorId: must be given for subject competitor"],
  ] as const)("refuse an answer with %o", async (change, message) => {
    await using store = createMemoryStore();
    await expect(keep(store, "surveyAnswers", [{ ...samples.SurveyAnswer, ...change }])).rejects.toThrow(
      message,
    );
  });

  it("own words beside the figures, by theme [S0-72] [S0-113]", async () => {
    await using store = createMemoryStore();
    await keep(store, "feedback", [
      samples.Feedback,
      {
        ...own,
        id: "fb2",
        partyId: "wei",
        receivedAt: "2026-04-20T09:00:00Z",
        about: "need",
        text: "training",
      },
    ]);
    const all = await readAll(store, "feedback");
    expect(all.filter((one) => one.about === "need").map((one) => one.text)).toEqual(["training"]);
    expect(all.flatMap((one) => one.themes ?? [])).toEqual(["forms"]);
  });

  it("become what a department does otherwise [S4-83]", async () => {
    await using store = createMemoryStore();
    await keep(store, "feedback", [samples.Feedback]);
    await keep(store, "lessons", [samples.Lesson]);
    const [lesson] = await readAll(store, "lessons");
    const heard = (await readAll(store, "feedback")).filter((one) => lesson?.feedbackIds.includes(one.id));
    expect([lesson?.change, heard.map((one) => one.text)]).toEqual([
      "no form for repairs under guarantee",
      ["one form too many"],
    ]);
  });
});

describe("what happens in the world", () => {
  it("a disaster in an area touches those who live there [S1-17]", async () => {
    await using store = createMemoryStore();
    await keep(store, "externalEvents", [samples.ExternalEvent]);
    const [event] = await readAll(store, "externalEvents");
    const at = (region: string, postalCode: string, country = "TW") =>
      touchesAddress(event!, { lines: ["x"], region, postalCode, country });
    expect([
      at("花蓮縣", "970"),
      at("花蓮縣", "100"),
      at("台北市", "970"),
      at("花蓮縣", "970", "JP"),
    ]).toEqual([true, false, false, false]);
    expect(touchesAddress({}, { lines: ["x"], country: "TW" })).toBe(false);
    const lasts = (day: string) => event!.startsOn <= day && day < event!.endsOn!;
    expect([lasts("2026-04-02"), lasts("2026-04-03"), lasts("2026-04-20")]).toEqual([false, true, false]);
  });

  it("turns in a life: school, work, marriage, a child, expected or happened [S1-21] [S1-17]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, partyId: "mei", source } as const;
    await keep(store, "lifeEvents", [
      {
        ...base,
        id: "1",
        kind: "marriage",
        status: "happened",
        date: { calendar: "gregorian", year: 2024, month: 5, day: 1 },
      },
      {
        ...base,
        id: "2",
        kind: "childbirth",
        status: "expected",
        date: { calendar: "gregorian", year: 2026, month: 12 },
      },
      {
        ...base,
        id: "3",
        kind: "schooling",
        status: "cancelled",
        date: { calendar: "gregorian", year: 2025 },
      },
    ]);
    const coming = (await readAll(store, "lifeEvents")).filter((one) => one.status === "expected");
    expect(coming.map((one) => one.kind)).toEqual(["childbirth"]);
  });

  it("birthdays in both calendars, of which only those with a day come round [S0-106] [S1-15]", async () => {
    await using store = createMemoryStore();
    const base = { ...own, partyId: "mei", kind: "birthday", source } as const;
    await keep(store, "importantDates", [
      { ...base, id: "1", date: { calendar: "chinese", month: 8, day: 15 } },
      { ...base, id: "2", date: { calendar: "gregorian", year: 1990, month: 2 } },
      { ...base, id: "3", date: { calendar: "gregorian", year: 1990 } },
    ]);
    const dates = await readAll(store, "importantDates");
    const returning = dates.filter((one) => one.date.month !== undefined && one.date.day !== undefined);
    expect(
      returning.map((one) => annualOccurrences(one.date, { from: "2026-01-01", to: "2027-01-01" })[0]?.date),
    ).toEqual(["2026-09-25"]);
  });

  it.each([
    [{ calendar: "gregorian", day: 5 }, "date.month: must be given when the year is not known"],
    [{ calendar: "gregorian", year: 1990, day: 5 }, "date.day: must come with its month"],
    [{ calendar: "chinese", year: 2026, leapMonth: true }, "date.month: must be given for a leap month"],
    [
      { calendar: "chinese", year: 2026, month: 6, day: 1, leapMonth: true },
      "date.day: must be a date of the Chinese calendar of 1900 to 2100",
    ],
    [{ calendar: "gregorian", year: 10_000, month: 1, day: 1 }, "date.year: Too big"],
    [{ calendar: "gregorian", year: 0, month: 1, day: 1 }, "date.year: Too small"],
    [{ calendar: "gregorian", month: 4, day: 31 }, "date.day: must be at most 30 in month 4"],
  ])("refuse the date %o", async (date, message) => {
    await using store = createMemoryStore();
    const record = { ...own, id: "1", partyId: "mei", kind: "birthday", date, source } as never;
    const problem = expect.objectContaining({
      message: expect.stringContaining(message.replace(/^date\./, "")),
    });
    await expect(keep(store, "importantDates", [record])).rejects.toEqual(problem);
  });
});

describe("the way it is done for one customer", () => {
  it("invoice and packaging as he has them, on a day [S4-82] [S4-70] [S4-81]", async () => {
    const base = { ...own, customerId: "lin-press" } as const;
    const settings = [
      { ...base, id: "1", item: "invoice-submission", setting: "by post", validTo: "2026-06-01" },
      { ...base, id: "2", item: "invoice-submission", setting: "by EDI", validFrom: "2026-06-01" },
      { ...base, id: "3", item: "packaging", setting: "no plastic" },
      { ...base, id: "4", item: "envelope", setting: "with the name of the editor" },
    ] as const;
    const held = await keptOn("customisationSettings", [...settings], "2026-11-22");
    expect(Object.fromEntries(held.map((one) => [one.item, one.setting]))).toEqual({
      "invoice-submission": "by EDI",
      packaging: "no plastic",
      envelope: "with the name of the editor",
    });
  });

  it("a wish is answered and followed up [S4-95]", async () => {
    await using store = createMemoryStore();
    await keep(store, "customisationRequests", [samples.CustomisationRequest]);
    const [kept] = await readAll(store, "customisationRequests");
    expect(kept?.followUps?.length).toBe(1);
    await expect(
      keep(store, "customisationRequests", [{ ...samples.CustomisationRequest, id: "x", followUps: [] }]),
    ).rejects.toThrow("followUps: must be there unless it was only received");
    await expect(
      keep(store, "customisationRequests", [
        {
          ...samples.CustomisationRequest,
          id: "x",
          followUps: [{ at: "2026-01-01T00:00:00Z", note: "early" }],
        },
      ]),
    ).rejects.toThrow("followUps");
  });

  it("documents by region and topic [S4-85]", async () => {
    const base = { ...own, documentId: "guide", name: "Guide", language: "en" } as const;
    const versions = [
      { ...base, id: "all" },
      { ...base, id: "north", region: "north" },
      { ...base, id: "north-repairs", region: "north", topic: "repairs", validTo: "2026-01-01" },
      { ...base, id: "old", region: "north", topic: "repairs", language: "zh-Hant" },
    ] as const;
    const held = await keptOn("documentVersions", [...versions], "2026-11-22");
    const chosen = (query: object, among: readonly (typeof versions)[number][] = versions) =>
      chooseDocumentVersion(
        among.filter((one) => held.some((other) => other.id === one.id)),
        { documentId: "guide", language: "en", ...query },
      )?.id;
    expect([
      chosen({}),
      chosen({ region: "north" }),
      chosen({ region: "north", topic: "repairs" }),
      chosen({ language: "fr" }),
    ]).toEqual(["all", "north", "north", undefined]);
    expect(isValidOn(versions[2], "2025-12-31")).toBe(true);
  });

  it("an outside list under review, with partner, legal basis and what became of its rows [S4-29] [S4-30] [S4-31] [S4-78]", async () => {
    await using store = createMemoryStore();
    await keep(store, "importBatches", [
      samples.ImportBatch,
      {
        ...own,
        id: "b2",
        origin: "migration",
        legalBasis: "contract",
        receivedOn: "2026-01-01",
        reviewStatus: "pending",
        counts: { received: 900, accepted: 0, rejected: 0, duplicates: 0 },
      },
    ]);
    const kept = await readAll(store, "importBatches");
    expect(kept.filter((one) => one.reviewStatus === "pending").map((one) => one.origin)).toEqual([
      "migration",
    ]);
    for (const [change, message] of [
      [{ partnerId: undefined, partnerName: undefined }, "partnerId: must be given, or partnerName"],
      [{ reviewedAt: undefined }, "reviewedAt: must be given once it is reviewed"],
      [
        { counts: { received: 9, accepted: 6, rejected: 1, duplicates: 3 } },
        "received: must be accepted + rejected + duplicates",
      ],
    ] as const)
      await expect(
        keep(store, "importBatches", [{ ...samples.ImportBatch, id: "x", ...change } as never]),
      ).rejects.toThrow(message);
  });

  it("audits of contact departments, own and a competitor's, scene by scene [S4-59] [S4-61] [S4-62]", async () => {
    await using store = createMemoryStore();
    const { competitorId: _none, ...mine } = samples.ServiceAudit;
    await keep(store, "serviceAudits", [
      samples.ServiceAudit,
      { ...mine, id: "au2", target: "own", ease: 4, queueSeconds: 30 },
    ]);
    const [theirs, ours] = await readAll(store, "serviceAudits");
    expect([
      ours!.scenario === theirs!.scenario,
      ours!.ease - theirs!.ease,
      ours!.queueSeconds! - theirs!.queueSeconds!,
    ]).toEqual([true, 2, -210]);
    await expect(keep(store, "serviceAudits", [{ ...mine, id: "x" }])).rejects.toThrow(
      "competitorId: must be given for target competitor",
    );
  });

  it("the way of a paper through the house, and which of its steps could go [S4-67]", async () => {
    await using store = createMemoryStore();
    await keep(store, "paperTraces", [samples.PaperTrace]);
    const [kept] = await readAll(store, "paperTraces");
    expect(kept?.steps.filter((step) => step.necessary === false).map((step) => step.name)).toEqual([
      "copied",
    ]);
    await expect(
      keep(store, "paperTraces", [
        { ...samples.PaperTrace, id: "x", steps: samples.PaperTrace.steps.toReversed() },
      ]),
    ).rejects.toThrow("steps: must be in the order of time");
  });

  it("orders with place, channel, way of payment and who uses it in the end [S2-15]", async () => {
    await using store = createMemoryStore();
    await keep(store, "orderLines", [samples.OrderLine]);
    const [kept] = await readAll(store, "orderLines");
    expect(kept).toMatchObject({
      place: "Taipei",
      channel: "store",
      paymentMethod: "invoice",
      endUserId: "mei",
      buyerId: "wei",
    });
  });
});
