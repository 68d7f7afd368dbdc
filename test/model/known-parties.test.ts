import { describe, expect, it } from "vitest";
import {
  type Affiliation,
  buyingCentreOf,
  composePersonName,
  concernsOf,
  countAccountLoads,
  countMissingContacts,
  industrySectionOf,
  industrySections,
  lifecycleOn,
  type Relationship,
  talkingPointsFor,
  usualConcerns,
} from "../../src/model/index.ts";
import { createMemoryStore } from "../../src/repositories/index.ts";
import { keep, keptOn, readAll, source } from "./_keep.ts";

const own = { schemaVersion: 1 } as const;
const place = (id: string, more: Partial<Affiliation> = {}): Affiliation => ({
  ...own,
  id: `a-${id}`,
  personId: id,
  organisationId: "lin-press",
  source,
  ...more,
});

describe("names", () => {
  it.each([
    ["Ada Byron", { given: "Ada", family: "Byron", order: "given-first" }],
    [
      "Dr. Ada M. Byron PhD",
      { given: "Ada", middle: "M.", family: "Byron", order: "given-first", prefix: "Dr.", suffix: "PhD" },
    ],
    ["林美玲", { given: "美玲", family: "林", order: "family-first" }],
    ["김민준", { given: "민준", family: "김", order: "family-first" }],
    ["佐々木ゆり", { given: "ゆり", family: "佐々木", order: "family-first" }],
    ["Nagy Anna", { given: "Anna", family: "Nagy", order: "family-first" }],
    ["Lin 美", { given: "美", family: "Lin", order: "family-first" }],
    ["Madonna", { given: "Madonna", order: "given-first" }],
  ] as const)("are written in the order of their culture: %s", (written, name) => {
    expect(composePersonName(name)).toBe(written);
  });

  it("must have a part to be written", () => {
    expect(() => composePersonName({ order: "given-first", nickname: "Jo" })).toThrow(RangeError);
  });
});

describe("routine data", () => {
  it("name, address and number, each with its validity and verification [S4-20] [S0-11] [S0-83] [S4-76] [S4-75]", async () => {
    const base = { ...own, partyId: "mei", source } as const;
    const points = [
      { ...base, id: "c1", kind: "post", value: "Taipei 100", validTo: "2026-06-01" },
      { ...base, id: "c2", kind: "post", value: "Tainan 700", validFrom: "2026-06-01", primary: true },
      { ...base, id: "c3", kind: "email", value: "mei@example.org", verifiedAt: "2026-05-01T10:00:00Z" },
      { ...base, id: "c4", kind: "mobile", value: "+886 912 345 678" },
      { ...base, id: "c5", kind: "fax", value: "+886 2 2311 3731" },
      { ...base, id: "c6", kind: "social", value: "@mei" },
    ] as const;
    const before = await keptOn("contactPoints", [...points], "2026-05-31");
    const after = await keptOn("contactPoints", [...points], "2026-06-01");
    const post = (held: typeof before) => held.find((point) => point.kind === "post")?.value;
    expect([post(before), post(after)]).toEqual(["Taipei 100", "Tainan 700"]);
    expect(new Set(after.map((point) => point.kind))).toEqual(
      new Set(["post", "email", "mobile", "fax", "social"]),
    );
  });

  it.each([
    [{ kind: "email", value: "mei at example" }, "must be an e-mail address such as ada@example.org"],
    [{ kind: "phone", value: "call me" }, "must be a number with at least three digits and no letters"],
    [
      { kind: "email", value: "a@b", address: { lines: ["x"], country: "GB" } },
      "must be given for kind post alone",
    ],
  ] as const)("refuses %o", async (change, expected) => {
    const point = { ...own, id: "c1", partyId: "mei", source, ...change };
    await expect(keptOn("contactPoints", [point as never], "2026-06-01")).rejects.toMatchObject({
      code: "INVALID_VALUE",
      message: expect.stringContaining(expected),
    });
  });

  it("preferences: what is preferred, accepted and refused, in time, habit and channel [S2-27] [S0-108] [S4-90]", async () => {
    const base = { ...own, partyId: "mei", source } as const;
    const held = await keptOn(
      "preferences",
      [
        { ...base, id: "p1", about: "channel", stance: "refuse", channel: "phone", validTo: "2026-06-01" },
        { ...base, id: "p2", about: "channel", stance: "accept", channel: "phone", validFrom: "2026-06-01" },
        { ...base, id: "p3", about: "purchase-channel", stance: "prefer", channel: "store" },
        { ...base, id: "p4", about: "payment", stance: "prefer", method: "invoice" },
        { ...base, id: "p5", about: "frequency", stance: "accept", atMost: 1, perDays: 30 },
        { ...base, id: "p6", about: "hours", stance: "prefer", from: "10:00", to: "12:00" },
        { ...base, id: "p7", about: "topic", stance: "refuse", topic: "printers" },
      ],
      "2026-06-15",
    );
    const refused = held.filter((one) => one.stance === "refuse");
    expect(refused.map((one) => one.id)).toEqual(["p7"]);
    expect(held.find((one) => one.about === "frequency")).toMatchObject({ atMost: 1, perDays: 30 });
  });

  it("a contact may go by fax, e-mail, letter or visit, as was asked [S4-91] [S4-77] [S4-74]", async () => {
    const base = { ...own, partyId: "mei", about: "channel", stance: "prefer", source } as const;
    const channels = ["fax", "email", "post", "visit"] as const;
    const held = await keptOn(
      "preferences",
      channels.map((channel) => ({ ...base, id: channel, channel })),
      "2026-06-15",
    );
    expect(held.map((one) => one.about === "channel" && one.channel).sort()).toEqual([...channels].sort());
    const fax = {
      ...own,
      id: "fax",
      channel: "fax",
      name: "Fax by machine",
      selfService: false,
      automated: true,
      direction: "outbound",
      unitCost: "0.08",
      currency: "EUR",
    } as const;
    const menu = {
      ...own,
      id: "menu",
      channel: "voice-menu",
      name: "Voice menu",
      selfService: true,
      automated: true,
      direction: "inbound",
    } as const;
    await using store = createMemoryStore();
    await keep(store, "channelProfiles", [fax, menu]);
    const catalogue = await readAll(store, "channelProfiles");
    expect(
      catalogue.filter((one) => one.automated && one.direction !== "inbound").map((one) => one.channel),
    ).toEqual(["fax"]);
  });

  it("consent with its evidence, the last word on a day counting [S2-27]", async () => {
    const base = { ...own, partyId: "mei", purpose: "promotional", channel: "email" } as const;
    await using store = createMemoryStore();
    await keep(store, "consents", [
      {
        ...base,
        id: "k1",
        status: "granted",
        effectiveFrom: "2026-01-01",
        legalBasis: "consent",
        evidence: { capturedAt: "2026-01-01T10:00:00Z", source: "book fair" },
      },
      { ...base, id: "k2", status: "withdrawn", effectiveFrom: "2026-07-01" },
    ]);
    const statusOn = async (day: string) =>
      (await readAll(store, "consents")).filter((one) => one.effectiveFrom <= day).at(-1)?.status;
    expect([await statusOn("2026-06-30"), await statusOn("2026-07-01")]).toEqual(["granted", "withdrawn"]);
  });
});

describe("an organisation", () => {
  const units = [
    { ...own, id: "news", organisationId: "lin-press", name: "Newsroom", kind: "using", parentId: "board" },
    {
      ...own,
      id: "buy",
      organisationId: "lin-press",
      name: "Purchasing",
      kind: "purchasing",
      parentId: "board",
    },
    {
      ...own,
      id: "help",
      organisationId: "lin-press",
      name: "Help desk",
      kind: "support",
      parentId: "board",
    },
    { ...own, id: "board", organisationId: "lin-press", name: "Board", kind: "management" },
    {
      ...own,
      id: "old",
      organisationId: "lin-press",
      name: "Telex room",
      kind: "support",
      validTo: "2000-01-01",
    },
  ] as const;

  it("has a structure: who stands under whom, using, purchasing and support [S0-10] [S0-12] [S0-13] [S0-14]", async () => {
    const held = await keptOn("organisationUnits", [...units], "2026-11-22");
    const ofKind = (kind: string) => held.filter((unit) => unit.kind === kind).map((unit) => unit.id);
    expect([ofKind("using"), ofKind("purchasing"), ofKind("support")]).toEqual([["news"], ["buy"], ["help"]]);
    expect(held.filter((unit) => unit.parentId === "board").length).toBe(3);
    const people = [place("mei", { unitId: "news", reportsToId: "wei" }), place("wei", { unitId: "board" })];
    const line = (await keptOn("affiliations", people, "2026-11-22")).find((one) => one.personId === "mei");
    expect(people.find((one) => one.personId === line?.reportsToId)?.unitId).toBe("board");
  });

  it("has people who use and maintain a product, by name [S0-15] [S0-17]", async () => {
    const base = { ...own, ownerId: "lin-press", installedOn: "2024-01-10", source } as const;
    await using store = createMemoryStore();
    await keep(store, "installedProducts", [
      {
        ...base,
        id: "i1",
        productName: "Quiet keyboard",
        userIds: ["mei"],
        maintainerIds: ["jun"],
        usage: "heavy",
        usedByUnitId: "news",
        quantity: "10",
      },
      { ...base, id: "i2", productName: "Rival keyboard", vendorId: "rival", usage: "light", quantity: "30" },
    ]);
    const installed = await readAll(store, "installedProducts");
    expect(installed.flatMap((one) => one.maintainerIds ?? [])).toEqual(["jun"]);
    const share = (mine: boolean) =>
      installed
        .filter((one) => (one.vendorId === undefined) === mine)
        .reduce((sum, one) => sum + Number(one.quantity), 0);
    expect(share(true) / (share(true) + share(false))).toBe(0.25);
  });

  it("has an industry by ISIC, and a profile of it that is true for a time [S0-19] [S0-133] [S0-132]", async () => {
    const base = { ...own, industryCode: "58", region: "Taiwan", source } as const;
    const profiles = [
      { ...base, id: "p1", summary: "print shrinks", validTo: "2026-01-01" },
      { ...base, id: "p2", summary: "newsletters grow", validFrom: "2026-01-01" },
    ] as const;
    const [held] = await keptOn("industryProfiles", [...profiles], "2026-11-22");
    expect(held?.summary).toBe("newsletters grow");
    expect(industrySections[industrySectionOf(held!.industryCode)!].name).toBe(
      "Information and communication",
    );
    // Trade, manufacturing, finance, transport, and of tourism: hotels and travel agencies.
    expect(["G", "C", "64", "49", "55", "79"].map(industrySectionOf)).toEqual(["G", "C", "K", "H", "I", "N"]);
    expect(["04", "34", "100", "", "constructor", "a"].map(industrySectionOf)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it("has every division of ISIC in one section", () => {
    const divisions = Array.from({ length: 99 }, (_, at) => String(at + 1).padStart(2, "0"));
    expect(divisions.filter((code) => industrySectionOf(code) !== undefined).length).toBe(88);
  });
});

describe("roles stand on the relation", () => {
  it("managers and executives, the role and the influence of each [S0-16] [S0-46]", async () => {
    const people = [
      place("mei", { level: "decision", role: "speaks last", influence: 0.9, validFrom: "2026-01-01" }),
      place("wei", { level: "managerial", influence: 0.5 }),
      place("jun", { level: "operational", influence: 0.2 }),
    ];
    const held = await keptOn("affiliations", people, "2026-11-22");
    expect(
      held
        .filter((one) => one.level === "decision" || one.level === "managerial")
        .map((one) => one.personId)
        .sort(),
    ).toEqual(["mei", "wei"]);
    expect(held.toSorted((a, b) => b.influence! - a.influence!)[0]?.role).toBe("speaks last");
    expect((await keptOn("affiliations", people, "2025-12-31")).map((one) => one.personId).sort()).toEqual([
      "jun",
      "wei",
    ]);
  });

  const relation = (id: string, more: Partial<Relationship>): Relationship =>
    ({ ...own, id, fromId: "a", toId: "b", kind: "colleague", source, ...more }) as Relationship;

  it("colleagues, and how they stand with each other [S0-47]", async () => {
    const held = await keptOn(
      "relationships",
      [
        relation("r1", { fromId: "mei", toId: "wei", sentiment: 0.8 }),
        relation("r2", { fromId: "jun", toId: "wei", sentiment: -0.6 }),
      ],
      "2026-11-22",
    );
    expect(held.filter((one) => one.sentiment! < 0).map((one) => [one.fromId, one.toId])).toEqual([
      ["jun", "wei"],
    ]);
  });

  it("for consumers, who decides and who uses in the end [S0-51] [S0-50]", async () => {
    const held = await keptOn(
      "relationships",
      [
        relation("r1", { fromId: "father", toId: "child", kind: "decides-for" }),
        relation("r2", { fromId: "child", toId: "father", kind: "end-user-for" }),
      ],
      "2026-11-22",
    );
    const deciderOf = (user: string) =>
      held.find((one) => one.kind === "decides-for" && one.toId === user)?.fromId;
    expect(deciderOf("child")).toBe("father");
  });

  it("for industrial customers, suppliers and distributors [S0-52] [S0-50]", async () => {
    const relations = [
      relation("r1", { fromId: "paper-mill", toId: "lin-press", kind: "supplier", validTo: "2026-06-01" }),
      relation("r2", { fromId: "new-mill", toId: "lin-press", kind: "supplier", validFrom: "2026-06-01" }),
      relation("r3", { fromId: "kiosks", toId: "lin-press", kind: "distributor" }),
    ];
    const held = await keptOn("relationships", relations, "2026-11-22");
    expect(held.filter((one) => one.kind === "supplier").map((one) => one.fromId)).toEqual(["new-mill"]);
    expect(held.filter((one) => one.kind === "distributor").length).toBe(1);
  });

  it("refuse a relation of a party to itself", async () => {
    await expect(keptOn("relationships", [relation("r1", { toId: "a" })], "2026-11-22")).rejects.toThrow(
      "toId: must be another party than fromId",
    );
  });
});

describe("a buying centre", () => {
  const people = [
    place("mei", { level: "decision", function: "user" }),
    place("wei", { level: "decision", function: "finance", validTo: "2026-06-01" }),
    place("jun", { level: "operational", function: "technical" }),
    place("new"),
  ];

  it("shows who is known in which of nine cells, and who is missing, as of a day [S0-53] [S0-54] [S0-55] [S0-56] [S0-57] [S0-58] [S0-59]", async () => {
    const held = await keptOn("affiliations", people, "2026-05-31");
    const may = buyingCentreOf(held, { day: "2026-05-31" });
    const june = buyingCentreOf(people, { day: "2026-06-01" });
    expect([may.missing.length, june.missing.length]).toEqual([6, 7]);
    expect(may.cells.length).toBe(9);
    expect(june.missing).toContainEqual({ level: "decision", function: "finance" });
    expect(june.unplaced).toEqual(["new"]);
  });

  it("of an opportunity is made of its participants", () => {
    const centre = buyingCentreOf([{ personId: "mei", level: "managerial", function: "finance" }], {
      day: "2026-06-01",
    });
    expect(centre.cells.find((cell) => cell.personIds.length > 0)).toEqual({
      level: "managerial",
      function: "finance",
      personIds: ["mei"],
    });
  });

  it("does not depend on the order of the people", () => {
    const day = { day: "2026-05-31" } as const;
    expect(buyingCentreOf(people.toReversed(), day)).toEqual(buyingCentreOf(people, day));
  });

  it("judges by role: feel and quiet, failure rate, price-performance [S0-20] [S0-21] [S0-87]", () => {
    const criteria = (role: "user" | "technical" | "finance") =>
      concernsOf({ function: role }).map((one) => one.criterion);
    expect([criteria("user"), criteria("technical"), criteria("finance")]).toEqual([
      ["feel", "quiet"],
      ["failure rate"],
      ["price-performance"],
    ]);
    expect(usualConcerns.length).toBe(4);
  });

  it("is spoken to by role, from what the product has to say, and shows what is not written yet [S0-22] [S0-20]", async () => {
    const product = {
      ...own,
      id: "keyboard",
      name: "Quiet keyboard",
      category: "Input",
      consumable: false,
      launchedOn: "2026-01-15",
      concerns: [
        { function: "user", criterion: "quiet", weight: 0.5, talkingPoint: "38 dB at full speed." },
        { function: "user", level: "decision", criterion: "looks", weight: 0.9 },
        { function: "technical", criterion: "spare parts", weight: 1 },
      ],
    } as const;
    await using store = createMemoryStore();
    await keep(store, "products", [{ ...product, concerns: [...product.concerns] }]);
    const [kept] = await readAll(store, "products");
    expect(talkingPointsFor({ level: "operational", function: "user" }, { product: kept })).toEqual([
      { criterion: "quiet", point: "38 dB at full speed." },
      { criterion: "feel" },
    ]);
    expect(talkingPointsFor({ level: "decision", function: "user" }, { product: kept })[0]).toEqual({
      criterion: "looks",
    });
    expect(concernsOf({ function: "finance" }, { usual: [] })).toEqual([]);
  });
});

describe("own people for a customer", () => {
  const assigned = (
    id: string,
    staffId: string,
    role: "account-manager" | "industry-expert" | "executive-sponsor",
    more = {},
  ) => ({ ...own, id, customerId: `customer-${id}`, staffId, role, ...more }) as const;

  it("a manager, an expert, a sponsor among the executives, and a counterpart at the customer's [S0-134] [S0-86] [S4-96] [S4-72]", async () => {
    const team = [
      assigned("1", "ann", "account-manager", { validTo: "2026-06-01" }),
      assigned("2", "bob", "account-manager", { customerId: "customer-1", validFrom: "2026-06-01" }),
      assigned("3", "cio", "executive-sponsor", {
        customerId: "customer-1",
        counterpartPersonId: "their-cio",
      }),
    ];
    const manager = async (day: "2026-05-31" | "2026-06-01") =>
      (await keptOn("accountAssignments", team, day)).find((one) => one.role === "account-manager")?.staffId;
    expect([await manager("2026-05-31"), await manager("2026-06-01")]).toEqual(["ann", "bob"]);
    expect(team.find((one) => one.role === "executive-sponsor")).toMatchObject({
      counterpartPersonId: "their-cio",
    });
  });

  it("no expert with more than two key accounts [S0-135]", async () => {
    const team = [
      ...["1", "2", "3"].map((id) => assigned(id, "eva", "industry-expert")),
      assigned("4", "finn", "industry-expert"),
      assigned("5", "finn", "industry-expert", { validTo: "2026-01-01" }),
      assigned("6", "finn", "account-manager"),
    ];
    const loads = countAccountLoads(await keptOn("accountAssignments", team, "2026-11-22"), {
      day: "2026-11-22",
    });
    expect(loads.filter((load) => load.role === "industry-expert" && load.customers > 2)).toEqual([
      { staffId: "eva", role: "industry-expert", customers: 3 },
    ]);
    expect(loads.length).toBe(3);
  });

  it("a plan of the year that both agreed to [S0-116]", async () => {
    await using store = createMemoryStore();
    const plan = {
      ...own,
      id: "p1",
      customerId: "lin-press",
      year: 2026,
      objectives: [{ text: "quiet newsroom" }],
      agreedWithIds: ["mei"],
      agreedOn: "2026-01-20",
    } as const;
    await keep(store, "accountPlans", [
      { ...plan, objectives: [...plan.objectives], agreedWithIds: [...plan.agreedWithIds] },
    ]);
    const [kept] = await readAll(store, "accountPlans");
    expect(kept?.agreedWithIds).toContain("mei");
    await expect(
      keep(store, "accountPlans", [
        { ...plan, id: "p2", objectives: [...plan.objectives], agreedWithIds: [] },
      ]),
    ).rejects.toMatchObject({ code: "INVALID_VALUE" });
  });

  it("wanted accounts of the year with at least three people by name [S4-43] [S4-44]", async () => {
    await using store = createMemoryStore();
    const wanted = {
      ...own,
      id: "w1",
      organisationId: "lin-press",
      year: 2026,
      rank: 1,
      requiredContacts: 3,
    } as const;
    await keep(store, "wantedAccounts", [wanted]);
    await keep(store, "affiliations", [
      place("mei"),
      place("wei", { validTo: "2026-06-01" }),
      place("mei", { id: "twice" }),
    ]);
    const people = await readAll(store, "affiliations");
    const missing = (day: "2026-05-31" | "2026-06-01") => countMissingContacts(people, { wanted, day });
    expect([missing("2026-05-31"), missing("2026-06-01")]).toEqual([1, 2]);
    await expect(
      keep(store, "wantedAccounts", [{ ...wanted, id: "w2", requiredContacts: 2 }]),
    ).rejects.toMatchObject({ code: "INVALID_VALUE" });
  });
});

describe("the life of a customer", () => {
  it("runs to customer for life, or is lost and won back, with reasons [S3-20] [S4-73] [S3-17]", async () => {
    const base = { ...own, partyId: "lin-press", detected: "declared" } as const;
    await using store = createMemoryStore();
    await keep(store, "lifecycleChanges", [
      { ...base, id: "l1", on: "2020-01-01", stage: "first-time", detected: "inferred" },
      { ...base, id: "l2", on: "2023-01-01", stage: "lifetime" },
      { ...base, id: "l3", on: "2025-02-01", stage: "lost", reason: "slow repairs", competitorId: "rival" },
      { ...base, id: "l4", on: "2026-03-01", stage: "won-back", reason: "repairs in two days now" },
    ]);
    const life = await readAll(store, "lifecycleChanges");
    const stageOn = (day: "2019-12-31" | "2024-01-01" | "2026-02-28" | "2026-03-01") =>
      lifecycleOn(life, day)?.stage;
    expect([
      stageOn("2019-12-31"),
      stageOn("2024-01-01"),
      stageOn("2026-02-28"),
      stageOn("2026-03-01"),
    ]).toEqual([undefined, "lifetime", "lost", "won-back"]);
    expect(life.filter((one) => one.stage === "lost").map((one) => [one.reason, one.competitorId])).toEqual([
      ["slow repairs", "rival"],
    ]);
  });

  it("asks for the reason of a loss that was declared", async () => {
    await using store = createMemoryStore();
    const change = {
      ...own,
      id: "l1",
      partyId: "a",
      on: "2026-01-01",
      stage: "lost",
      detected: "declared",
    } as const;
    await expect(keep(store, "lifecycleChanges", [change])).rejects.toMatchObject({
      message: expect.stringContaining("reason: must be given for a customer who was lost or won back"),
    });
    await keep(store, "lifecycleChanges", [{ ...change, detected: "inferred" }]);
  });

  it("does not depend on the order of the changes", () => {
    const base = { ...own, partyId: "a", on: "2026-01-01", detected: "inferred" } as const;
    const changes = [
      { ...base, id: "1", stage: "repeat" },
      { ...base, id: "2", stage: "core" },
    ] as const;
    expect(lifecycleOn(changes, "2026-01-01")?.stage).toBe("core");
    expect(lifecycleOn(changes.toReversed(), "2026-01-01")?.stage).toBe("core");
  });
});
