import { describe, expect, it } from "vitest";
import { ageOn, daysBetween, type PlainDate } from "../../src/calendar/index.ts";
import {
  builtInAttributes,
  type Fact,
  type FactDetails,
  isKnownAt,
  isValidOn,
  type KnowledgeArea,
} from "../../src/model/index.ts";
import { createMemoryStore } from "../../src/repositories/index.ts";
import { factsOn, keep, keptOn, readAll, source } from "./_keep.ts";

type Key = (typeof builtInAttributes)["keys"][number];

let count = 0;
/** What somebody said in March 2026. */
function told<K extends Key>(
  attribute: K,
  value: Parameters<typeof builtInAttributes.fact<K>>[1],
  more: Partial<FactDetails> = {},
): Fact {
  count++;
  return builtInAttributes.fact(attribute, value, {
    id: `f${count}`,
    subjectId: "mei",
    provenance: { method: "stated", channel: "visit" },
    observedAt: "2026-03-01T10:00:00Z",
    ...more,
  }) as Fact;
}

/** The one value of an attribute that holds on a day. */
async function valueOn(facts: readonly Fact[], attribute: Key, day: PlainDate): Promise<unknown> {
  return (await factsOn(facts, day)).filter((fact) => fact.attribute === attribute).map((fact) => fact.value);
}

describe("what is known of a person, stored, read as of a day and used once", () => {
  // [requirement, attribute, value, use]: the use is what somebody would do with it.
  it.each<readonly [string, Key, unknown, (value: never) => unknown, unknown]>([
    ["[S0-37] hometown", "person.hometown", "Tainan", (town: string) => `from ${town}`, "from Tainan"],
    ["[S0-37] family situation", "family.status", "married", (status: string) => status !== "single", true],
    [
      "[S0-38] university attended",
      "education.almaMater",
      { university: "NTU", graduatedIn: 2008 },
      ({ university }: { university: string }) => ["NTU", "NCKU"].includes(university),
      true,
    ],
    [
      "[S0-39] favourite sports",
      "likes.sport",
      { sport: "baseball", level: "plays" },
      ({ sport, level }: { sport: string; level: string }) => `${level} ${sport}`,
      "plays baseball",
    ],
    [
      "[S0-40] favourite restaurants",
      "likes.restaurant",
      "鼎泰豐",
      (place: string) => `book ${place}`,
      "book 鼎泰豐",
    ],
    ["[S0-40] favourite food", "likes.food", "dumplings", (food: string) => food.length, 9],
    [
      "[S0-41] favourite pets",
      "likes.pet",
      { species: "cat", name: "Mimi" },
      ({ name }: { name: string }) => `How is ${name}?`,
      "How is Mimi?",
    ],
    [
      "[S0-42] favourite books",
      "likes.book",
      "紅樓夢",
      (book: string) => `an edition of ${book}`,
      "an edition of 紅樓夢",
    ],
    [
      "[S0-43] place of the last holiday",
      "travel.lastHolidayPlace",
      "Kyoto",
      (place: string) => place,
      "Kyoto",
    ],
    [
      "[S0-49] plan for the own development",
      "plan.development",
      "wants to lead",
      (plan: string) => plan,
      "wants to lead",
    ],
    ["[S0-49] ambition", "person.ambition", "a prize", (ambition: string) => ambition, "a prize"],
    ["[S0-103] character", "person.character", "patient", (character: string) => character, "patient"],
    ["[S0-104] shopping habits", "habits.shopping", "Saturdays", (habit: string) => habit, "Saturdays"],
    ["[S0-105] personal tastes", "likes.hobby", "calligraphy", (hobby: string) => hobby, "calligraphy"],
    ["[S0-105] style", "person.style", "numbers first", (style: string) => style, "numbers first"],
    ["[S4-21] habits", "habits.daily", "walks to work", (habit: string) => habit, "walks to work"],
    ["[S0-73] style of life", "lifestyle.type", "outdoors", (type: string) => type, "outdoors"],
  ])("%s", async (_, attribute, value, use, expected) => {
    const fact = told(attribute, value as never, { validTo: "2027-01-01" });
    const [held] = (await valueOn([fact], attribute, "2026-11-22")) as never[];
    expect(use(held as never)).toEqual(expected);
    expect(await valueOn([fact], attribute, "2027-01-01")).toEqual([]);
    expect(await valueOn([fact], attribute, "2026-02-28")).toEqual([]);
  });

  it("a plan for the next holiday, gone when the holiday is over [S0-44]", async () => {
    const plan = told(
      "travel.nextHolidayPlan",
      { place: "Hualien", from: "2026-12-20", to: "2027-01-03" },
      { validTo: "2027-01-03" },
    );
    const [held] = await factsOn([plan], "2026-12-13");
    if (held === undefined || !builtInAttributes.isFactOf(held, "travel.nextHolidayPlan"))
      throw new Error("unreachable");
    expect(daysBetween("2026-12-13", held.value.from!)).toBe(7);
    expect(await factsOn([plan], "2027-01-03")).toEqual([]);
  });

  it("an itinerary, from which one sees who can be met when [S0-45]", async () => {
    const trips = [
      told("travel.itinerary", { place: "Tokyo", from: "2026-04-01", to: "2026-04-05" }),
      told("travel.itinerary", { place: "Seoul", from: "2026-04-20", to: "2026-04-22" }),
    ];
    const away = async (day: PlainDate) =>
      (await factsOn(trips, "2026-03-20"))
        .filter((fact) => builtInAttributes.isFactOf(fact, "travel.itinerary"))
        .filter((fact) => fact.value.from <= day && day <= fact.value.to)
        .map((fact) => fact.value.place);
    expect([await away("2026-04-05"), await away("2026-04-06"), await away("2026-04-21")]).toEqual([
      ["Tokyo"],
      [],
      ["Seoul"],
    ]);
    expect(() => told("travel.itinerary", { place: "x", from: "2026-04-05", to: "2026-04-04" })).toThrow(
      "value.to: must not be before from",
    );
  });

  it("a goal at work of this year, and of no other [S0-48]", async () => {
    const goals = [
      told("goals.work", "win a prize", { validFrom: "2025-01-01", validTo: "2026-01-01" }),
      told("goals.work", "open a second newsroom", { validFrom: "2026-01-01", validTo: "2027-01-01" }),
    ];
    expect(await valueOn(goals, "goals.work", "2026-11-22")).toEqual(["open a second newsroom"]);
  });

  it("family: children, their ages and their days [S0-37] [S1-16]", async () => {
    const child = { schemaVersion: 1, id: "r1", fromId: "an", toId: "mei", kind: "child", source } as const;
    const born = {
      schemaVersion: 1,
      id: "d1",
      partyId: "an",
      kind: "birthday",
      date: { calendar: "gregorian", year: 2018, month: 2 },
      source,
    } as const;
    const [relation] = await keptOn("relationships", [child], "2026-11-22");
    await using store = createMemoryStore();
    await keep(store, "importantDates", [born]);
    const [date] = await readAll(store, "importantDates");
    expect(relation).toMatchObject({ fromId: date?.partyId, kind: "child" });
    expect(ageOn(date!.date, "2026-11-22")).toBe(8);
    expect(ageOn(date!.date, "2026-02-10")).toEqual({
      kind: "unknown",
      reason: "imprecise",
      atLeast: 7,
      atMost: 8,
    });
  });

  it("several areas of knowledge, each found by its attributes [S0-9] [S0-23] [S0-29] [S0-36] [S0-50]", async () => {
    const facts = [
      told("business.situation", "growing"),
      told("competitor.satisfaction", 2, { qualifier: "rival" }),
      told("project.purchasePlan", { what: "40 keyboards" }),
      told("person.hometown", "Tainan"),
      told("supply.suppliers", "Taipei Paper"),
    ];
    const areas = (await factsOn(facts, "2026-11-22")).map(
      (fact) => builtInAttributes.find(fact.attribute)?.area,
    );
    expect(new Set(areas)).toEqual(
      new Set<KnowledgeArea>(["background", "competitor", "project", "personal", "supply-chain"]),
    );
  });
});

describe("what is known of an organisation, stored, read as of a day and used once", () => {
  it("its business: situation, products, markets, revenue, size [S0-18]", async () => {
    const facts = [
      told("business.products", "newspapers"),
      told("business.products", "newsletters", { validFrom: "2026-06-01" }),
      told("business.revenue", { amount: "12000000", currency: "TWD", year: 2025 }),
      told("business.employees", 85),
    ];
    expect(await valueOn(facts, "business.products", "2026-05-31")).toEqual(["newspapers"]);
    expect(await valueOn(facts, "business.products", "2026-06-01")).toEqual(["newspapers", "newsletters"]);
    const held = await factsOn(facts, "2026-11-22");
    const [employees, revenue] = (["business.employees", "business.revenue"] as const).map(
      (key) => held.find((fact) => fact.attribute === key)?.value,
    );
    expect(Number((revenue as { amount: string }).amount) / (employees as number)).toBeCloseTo(141_176.47, 2);
  });

  it("what sets it apart: region, strategy, terms of sale [S0-117]", async () => {
    const facts = [
      told("business.region", "north"),
      told("business.strategy", "go digital"),
      told("business.salesConditions", "pays in 60 days"),
    ];
    expect(await valueOn(facts, "business.region", "2026-11-22")).toEqual(["north"]);
    expect(await valueOn(facts, "business.strategy", "2026-11-22")).toEqual(["go digital"]);
    expect(await valueOn(facts, "business.salesConditions", "2026-11-22")).toEqual(["pays in 60 days"]);
  });

  it("its goals, to which we can help [S0-88]", async () => {
    expect(
      await valueOn([told("business.goals", "half the returns")], "business.goals", "2026-11-22"),
    ).toEqual(["half the returns"]);
  });

  it("needs and how far they are met, the largest gap first [S3-14] [S4-92] [S4-36]", async () => {
    const needs = [
      told("need.product", { statement: "quiet", importance: 5, fulfilment: 0.2 }),
      told("need.product", { statement: "colour", importance: 2, fulfilment: 0 }),
      told("need.product", { statement: "delivery in a day", importance: 5, fulfilment: 1 }),
    ];
    const gaps = (await factsOn(needs, "2026-11-22"))
      .filter((fact) => builtInAttributes.isFactOf(fact, "need.product"))
      .map(({ value }) => ({ need: value.statement, gap: value.importance! * (1 - value.fulfilment!) }))
      .sort((a, b) => b.gap - a.gap);
    expect(gaps.map(({ need }) => need)).toEqual(["quiet", "colour", "delivery in a day"]);
  });

  it("different needs of service beside the services that each has [S3-15]", async () => {
    const wishes = [
      told(
        "need.service",
        { service: "training", importance: 5, fulfilment: 0 },
        { subjectId: "deep-partner" },
      ),
      told(
        "need.service",
        { service: "upgrade", importance: 4, fulfilment: 1 },
        { subjectId: "deep-partner" },
      ),
      told("need.service", { service: "repair", importance: 1, fulfilment: 1 }, { subjectId: "small-shop" }),
    ];
    const open = (await factsOn(wishes, "2026-11-22"))
      .filter((fact) => builtInAttributes.isFactOf(fact, "need.service"))
      .filter(({ value }) => value.fulfilment === 0);
    expect(open.map(({ subjectId, value }) => [subjectId, value.service])).toEqual([
      ["deep-partner", "training"],
    ]);
  });

  it("whether it knows how to get service, and which category interests it [S1-10] [S1-23]", async () => {
    const facts = [told("service.knowsHowToGet", false), told("interest.category", "funds")];
    expect(await valueOn(facts, "service.knowsHowToGet", "2026-11-22")).toEqual([false]);
    expect(await valueOn(facts, "interest.category", "2026-11-22")).toEqual(["funds"]);
  });
});

describe("how it is known", () => {
  it("by which contact, channel, place and department, and by whom [S4-23] [S0-3]", async () => {
    const provenance = {
      method: "observed",
      channel: "visit",
      place: "their newsroom",
      department: "Sales north",
      actor: { kind: "staff", id: "staff-1" },
      interactionId: "i2",
    } as const;
    const [held] = await factsOn([told("person.style", "numbers first", { provenance })], "2026-11-22");
    expect(held?.provenance).toEqual(provenance);
  });

  it.each([
    ["scanned from a card [S4-89]", { method: "scanned", documentId: "card-1" }],
    [
      "exchanged with a partner, under the list it came with [S4-31]",
      { method: "exchanged", importId: "b1" },
    ],
    ["corrected by staff", { method: "corrected", actor: { kind: "staff", id: "staff-1" } }],
  ] as const)("%s", async (_, provenance) => {
    const [held] = await factsOn([told("person.profession", "editor", { provenance })], "2026-11-22");
    expect(held?.provenance).toEqual(provenance);
  });

  it("when it was observed, checked and verified: three moments [S4-34] [S4-32]", async () => {
    const fact = told("person.profession", "editor", {
      checkedAt: "2026-06-01T10:00:00Z",
      verifiedAt: "2026-05-01T10:00:00Z",
      checkOutcome: "unreachable",
    });
    const [held] = await factsOn([fact], "2026-11-22");
    expect(held).toMatchObject({
      observedAt: "2026-03-01T10:00:00Z",
      verifiedAt: "2026-05-01T10:00:00Z",
      checkedAt: "2026-06-01T10:00:00Z",
    });
  });

  it("again and again: what is collected is added, and what it replaces stays [S4-22] [S2-16]", async () => {
    const first = told("person.profession", "reporter", {
      id: "old",
      recordedAt: "2026-03-01T10:00:00Z",
      validTo: "2026-06-01",
    });
    const second = told("person.profession", "editor", {
      id: "new",
      validFrom: "2026-06-01",
      observedAt: "2026-06-10T10:00:00Z",
      supersedesId: "old",
    });
    expect(await valueOn([first, second], "person.profession", "2026-05-31")).toEqual(["reporter"]);
    expect(await valueOn([first, second], "person.profession", "2026-06-10")).toEqual(["editor"]);
    const knownInMay = [first, second].filter((fact) => isKnownAt(fact, "2026-05-01T00:00:00Z"));
    expect(knownInMay.filter((fact) => isValidOn(fact, "2026-05-31")).map((fact) => fact.value)).toEqual([
      "reporter",
    ]);
  });

  it("in any channel of the company's, electronic ones too [S0-4] [S0-5] [S0-6] [S0-7] [S0-8] [S2-17]", async () => {
    const channels = ["sales-centre", "phone", "call-centre", "email", "web", "seminar"] as const;
    const facts = channels.map((channel) =>
      told("likes.hobby", channel, { provenance: { method: "stated", channel } }),
    );
    const held = await factsOn(facts, "2026-11-22");
    expect(new Set(held.map((fact) => fact.provenance.channel))).toEqual(new Set(channels));
    expect(held.filter((fact) => fact.provenance.channel === "seminar").length).toBe(1);
  });
});
