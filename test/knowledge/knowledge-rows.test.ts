import { describe, expect, it } from "vitest";
import {
  composeContactBrief,
  factsAsOf,
  indexFacts,
  knownValues,
  type PartyRecords,
  viewAccount,
} from "../../src/knowledge/index.ts";
import { builtInAttributes, type Fact, type JsonValue, type Party } from "../../src/model/index.ts";
import { account, NOW, source, v } from "./_acme.ts";

const ada: Party = { ...v, kind: "person", id: "ada", name: "Ada Byron" };
const company: Party = { ...v, kind: "organisation", id: "acme", name: "Acme" };

/** A row of the requirements that is known as a fact: what it is called, and a value. */
const rows: readonly (readonly [ids: string, key: string, value: JsonValue, words: string])[] = [
  ["S0-18", "business.situation", "full order books", "full order books"],
  ["S0-19", "industry.position", "third in its market", "third in its market"],
  ["S0-25", "competitor.satisfaction", 2, "2"],
  ["S0-27", "competitor.salesStyle", "visits every week", "visits every week"],
  [
    "S0-30",
    "project.purchasePlan",
    { what: "two presses", from: "2026-09-01" },
    "two presses (from 2026-09-01)",
  ],
  ["S0-31", "project.problem", "noise", "noise"],
  ["S0-34", "project.budget", { amount: "250000", currency: "GBP" }, "250000 (currency GBP)"],
  ["S0-35", "project.process", "the board decides", "the board decides"],
  ["S0-37", "family.status", "married", "married"],
  ["S0-37", "person.hometown", "Turin", "Turin"],
  ["S0-38", "education.almaMater", { university: "Taida" }, "Taida"],
  ["S0-39", "likes.sport", { sport: "rowing", level: "plays" }, "rowing (level plays)"],
  ["S0-40", "likes.restaurant", "Din", "Din"],
  ["S0-40", "likes.food", "noodles", "noodles"],
  ["S0-41", "likes.pet", { species: "cat" }, "cat"],
  ["S0-42", "likes.book", "Middlemarch", "Middlemarch"],
  ["S0-43", "travel.lastHolidayPlace", "Crete", "Crete"],
  ["S0-44", "travel.nextHolidayPlan", { place: "Madeira" }, "Madeira"],
  [
    "S0-45",
    "travel.itinerary",
    { place: "Osaka", from: "2026-06-08", to: "2026-06-12" },
    "Osaka (from 2026-06-08, to 2026-06-12)",
  ],
  ["S0-48", "goals.work", "open the second hall", "open the second hall"],
  ["S0-49", "plan.development", "an MBA", "an MBA"],
  ["S0-49", "person.ambition", "run the works", "run the works"],
  ["S0-50", "supply.suppliers", "Steel & Co", "Steel & Co"],
  ["S0-51", "supply.endUsers", "the night shift", "the night shift"],
  ["S0-103", "person.character", "patient", "patient"],
  ["S0-104", "habits.shopping", "on Saturdays", "on Saturdays"],
  ["S0-105", "person.style", "brief and direct", "brief and direct"],
  ["S0-117", "business.region", "the north", "the north"],
  ["S0-117", "business.strategy", "grow abroad", "grow abroad"],
  ["S0-117", "business.salesConditions", "60 days net", "60 days net"],
  [
    "S3-14",
    "need.product",
    { statement: "quiet", importance: 5, fulfilment: 0.2 },
    "quiet (importance 5, fulfilment 0.2)",
  ],
  ["S3-15", "need.service", { service: "night repair" }, "night repair"],
  ["S4-21", "likes.hobby", "sailing", "sailing"],
  ["S4-21", "habits.daily", "rises early", "rises early"],
];

describe("what is known as a fact", () => {
  for (const [ids, key, value, words] of rows)
    it(`stores ${key}, reads it as of a day, and shows it to whoever speaks with the customer next [${ids}]`, () => {
      const { subjects, audiences } = builtInAttributes.find(key)!;
      const party = subjects.includes("person") ? ada : company;
      const fact = builtInAttributes.parseFact({
        ...v,
        id: "f1",
        subjectId: party.id,
        attribute: key,
        value,
        confidence: 1,
        provenance: { method: "stated", channel: "phone", department: "Sales", interactionId: "i1" },
        observedAt: "2026-05-01T09:00:00Z",
        recordedAt: "2026-05-02T09:00:00Z",
        validFrom: "2026-04-01",
        validTo: "2026-07-01",
      });
      // Stored: what is written is what comes back.
      const stored = builtInAttributes.parseFact(JSON.parse(JSON.stringify(fact)));
      expect(stored).toEqual(fact);
      const index = indexFacts([stored]);
      const known = (asOf: string, validOn?: "2026-03-31" | "2026-07-01") =>
        knownValues(factsAsOf(index, { subjectId: party.id, asOf, validOn }), { attribute: key });
      // Read as of: not before we knew, not outside the time in which it holds.
      expect(known("2026-05-02T08:59:59Z")).toEqual([]);
      expect(known(NOW)).toEqual([value]);
      expect(known(NOW, "2026-03-31")).toEqual([]);
      expect(known(NOW, "2026-07-01")).toEqual([]);
      // Used.
      expect(audiences).toContain("staff");
      const brief = composeContactBrief({ party, facts: index }, { asOf: NOW, channel: "phone" });
      const [line] = brief.areas.flatMap(({ lines }) => lines);
      expect([line?.attribute, line?.text, line?.source]).toEqual([
        key,
        words,
        "stated by phone on 2026-05-01",
      ]);
    });

  it("keeps the source of every fact: contact, channel, place, department [S0-3, S4-23]", () => {
    const provenance = {
      method: "observed",
      channel: "seminar",
      place: "Leeds",
      department: "Service",
      interactionId: "i9",
    } as const;
    const fact = builtInAttributes.fact("likes.food", "figs", {
      id: "f1",
      subjectId: "ada",
      provenance,
      observedAt: "2026-05-01T09:00:00Z",
    });
    const [known] = factsAsOf(indexFacts([fact]), { subjectId: "ada", asOf: NOW }).known;
    expect(known?.fact.provenance).toEqual(provenance);
    const brief = composeContactBrief(
      { party: ada, facts: indexFacts([fact]) },
      { asOf: NOW, channel: "phone" },
    );
    expect(brief.areas[0]?.lines[0]?.source).toBe("observed by seminar on 2026-05-01");
  });

  it("knows the five areas of knowledge, and finds each fact in its own [S0-9, S0-23, S0-29, S0-36, S0-50]", () => {
    const fact = (id: string, attribute: string, value: JsonValue): Fact =>
      builtInAttributes.parseFact({
        ...v,
        id,
        subjectId: "acme",
        attribute,
        value,
        confidence: 1,
        provenance: { method: "stated" },
        observedAt: NOW,
        recordedAt: NOW,
      });
    const facts = indexFacts([
      fact("1", "business.goals", "halve the downtime"),
      fact("2", "competitor.opinion", "quick"),
      fact("3", "project.problem", "noise"),
      fact("4", "supply.distributors", "North Ltd"),
      fact("5", "likes.food", "figs"),
    ]);
    const { areas } = composeContactBrief({ party: company, facts }, { asOf: NOW, channel: "phone" });
    expect(areas.map(({ area }) => area)).toEqual([
      "background",
      "competitor",
      "project",
      "personal",
      "supply-chain",
    ]);
  });
});

describe("what is known as a record", () => {
  const brief = composeContactBrief(account, { asOf: NOW, channel: "phone" });
  const before = composeContactBrief(account, { asOf: "2019-01-01T00:00:00Z", channel: "phone" });
  const view = viewAccount(account, { asOf: NOW });
  const people = view.units.flatMap((unit) => unit.people);

  it("shows organisation, units and the people in them, and none before they were known [S0-10, S0-12, S0-13, S0-14, S0-16, S0-46]", () => {
    expect(view.units.map(({ kind }) => kind)).toEqual(["purchasing", "using", "technical"]);
    const then = viewAccount(account, { asOf: "2026-02-15T00:00:00Z", validOn: "2025-12-31" });
    expect(then.units.map(({ kind }) => kind)).toContain("support");
    expect(viewAccount(account, { asOf: "2026-01-31T00:00:00Z" }).buyingCentre.missing.length).toBe(9);
    expect(people.map(({ level, influence }) => [level, influence])).toEqual([
      ["operational", 0.4],
      ["decision", 0.9],
    ]);
  });

  it("places people by level and function [S0-53, S0-54, S0-55, S0-56, S0-57, S0-58]", () => {
    const cells = view.buyingCentre.cells.map((cell) => `${cell.level} ${cell.function}`);
    for (const level of ["operational", "managerial", "decision"])
      for (const role of ["user", "technical", "finance"]) expect(cells).toContain(`${level} ${role}`);
    const on = (asOf: string) => viewAccount(account, { asOf }).buyingCentre.cells[0]?.personIds;
    expect([on("2026-02-15T00:00:00Z"), on(NOW)]).toEqual([["cy"], []]);
  });

  it("shows what is installed, own and others', why it is used, and the competitors with their people [S0-17, S0-24, S0-26, S0-28, S1-18]", () => {
    expect(brief.products.map(({ name, reasonForUse }) => [name, reasonForUse])).toEqual([
      ["Press 7", "car doors"],
      ["Saw 3", undefined],
      ["Drill 5", "prototypes"],
    ]);
    expect(before.products.map(({ name }) => name)).toEqual(["Scrapped"]);
    expect(people[0]?.competitorTies).toEqual(["Ann Reed of Zenith (0.8)"]);
  });

  it("shows the project: problem, people, timetable, budget, and its stage [S0-32, S0-33, S1-39]", () => {
    expect(brief.opportunities[0]).toMatchObject({
      stage: "negotiating",
      next: { what: "Decision", dueOn: "2026-06-30" },
    });
    expect(people.map(({ name, stance }) => [name, stance])).toEqual([
      ["Bo Chen", -0.2],
      ["Ada Byron", 0.5],
    ]);
    const earlier = composeContactBrief(account, { asOf: "2025-03-01T00:00:00Z", channel: "phone" });
    expect(earlier.opportunities.map(({ id }) => id)).toEqual(["o2"]);
  });

  it("shows who stands before and behind the customer, and who decides for whom [S0-47, S0-52]", () => {
    const { parties } = account;
    const tie = { ...v, source } as const;
    const relationships = [
      { ...tie, id: "r1", fromId: "ada", toId: "bo", kind: "colleague", sentiment: 0.6 },
      { ...tie, id: "r2", fromId: "ada", toId: "cy", kind: "decides-for", validTo: "2026-05-01" },
    ] as const;
    const page = (asOf: string) =>
      composeContactBrief(
        { party: ada, facts: account.facts, parties, relationships },
        { asOf, channel: "phone" },
      ).people;
    expect(page(NOW)).toEqual(["Bo Chen (colleague)"]);
    expect(page("2026-04-01T00:00:00Z")).toEqual(["Bo Chen (colleague)", "Cy Young (decided for by it)"]);
    expect(brief.people).toContain("Steel & Co (supplier)");
  });

  it("shows how to reach the customer by several channels, and what it prefers or refuses [S0-11, S0-83, S2-27, S4-20]", () => {
    expect(brief.reach.map(({ kind }) => kind)).toEqual(["phone", "email"]);
    const earlier = composeContactBrief(account, { asOf: "2026-03-01T00:00:00Z", channel: "phone" });
    expect(earlier.reach.map(({ kind }) => kind)).toEqual(["phone", "post", "email"]);
    expect(before.reach).toEqual([]);
    expect(brief.preferences.length).toBe(3);
  });

  it("shows entitlements, agreements and own staff of the day [S0-96, S0-123, S0-134, S1-24]", () => {
    expect(brief.entitlements).toContain("Priority shipping");
    expect(before.entitlements).toEqual([]);
    expect(brief.entitlements.some((line) => line.startsWith("Service 2024: notice until"))).toBe(true);
    expect(brief.team[0]).toBe("Eve Moss (account-manager)");
  });

  it("uses the acceptance or refusal of an offer in the contact in which it fell [S1-22]", () => {
    const decisions = [
      {
        ...v,
        id: "d1",
        offerId: "x",
        partyId: "acme",
        decidedAt: "2026-05-20T09:10:00Z",
        decision: "refused",
        reason: "too loud",
        interactionId: "i3",
      },
    ] as const;
    const interactions = (account.interactions ?? []).map(({ signals: _signals, ...contact }) => contact);
    const quiet = { ...account, decisions, interactions, opportunities: [] };
    const [question] = composeContactBrief(quiet, { asOf: NOW, channel: "phone" }).questions;
    expect([question?.key, question?.timeliness]).toEqual(["interest.category", 2]);
    const [earlier] = composeContactBrief(quiet, {
      asOf: "2026-05-19T00:00:00Z",
      channel: "phone",
    }).questions;
    expect(earlier?.timeliness).toBe(1);
  });

  it("uses inquiries and browsing as signs of a wish to buy [S1-33, S2-17]", () => {
    const records: PartyRecords["BehaviourEvent"] = [
      {
        ...v,
        id: "b1",
        partyId: "acme",
        kind: "inquiry",
        occurredAt: "2026-05-30T09:00:00Z",
        channel: "web",
        category: "Presses",
      },
    ];
    const keys = (asOf: string) =>
      composeContactBrief(
        { party: company, facts: account.facts, behaviour: records },
        { asOf, channel: "phone" },
      ).questions.map(({ key }) => key);
    expect(keys(NOW)[0]).toBe("project.purchasePlan");
    expect(keys("2026-05-29T00:00:00Z")[0]).not.toBe("project.purchasePlan");
  });
});
