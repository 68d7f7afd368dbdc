import { describe, expect, it } from "vitest";
import type { PlainDate } from "../../src/calendar/index.ts";
import { type Insight, insightSchema } from "../../src/model/index.ts";
import {
  builtInRules,
  configureRule,
  type Dossier,
  simplifiedChinese,
  traditionalChinese,
  tryRule,
} from "../../src/reminders/index.ts";

const rule = (id: string) => builtInRules.find((one) => one.id === id)!;
const source = { method: "stated", observedOn: "2026-01-05" } as const;
const party = { schemaVersion: 1, kind: "person", id: "c1", name: "Mei", ownerId: "eve" } as const;
const acme = { schemaVersion: 1, kind: "organisation", id: "c1", name: "Acme", ownerId: "eve" } as const;
const found = (kind: string, asOf: PlainDate, payload: Insight["payload"]): Insight =>
  insightSchema.parse({
    schemaVersion: 1,
    id: `${kind}:c1:${asOf}`,
    kind,
    subjectId: "c1",
    asOf,
    strength: 0.8,
    evidence: [{ label: "what was found", value: 1, asOf, source: "test" }],
    payload,
  });
const said = (id: string, dossier: Dossier, on: PlainDate) =>
  tryRule(rule(id), dossier, on).occurrences.map(({ message }) => message);

describe("bundle waits for the next order", () => {
  const bundle = found("affinity.bundle", "2026-06-15", {
    bundleId: "b1",
    has: ["p1"],
    lacks: ["p2"],
    saving: "12.00",
    currency: "EUR",
  });
  const order = (due: PlainDate) =>
    found("affinity.replenishment-due", "2026-06-15", {
      productId: "p1",
      lastBought: "2026-05-20",
      due,
      dueFrom: "2026-06-10",
      dueTo: "2026-06-30",
      confidence: 0.8,
      gaps: 4,
    });
  const dueOf = (insights: Insight[]) =>
    rule("bundle")
      .occurrences(
        { party, insights },
        { from: "2026-06-08", to: "2026-07-16", today: "2026-06-15", zone: "UTC" },
      )
      .map(({ due }) => due);

  it("where its day is foretold, and speaks at once where it is not, or has passed", () => {
    expect(dueOf([bundle, order("2026-06-20")])).toEqual(["2026-06-20"]);
    expect(dueOf([bundle])).toEqual(["2026-06-15"]);
    expect(dueOf([bundle, order("2026-06-12")])).toEqual(["2026-06-15"]);
    const hasty = configureRule(rule("bundle"), { waits: false });
    expect(tryRule(hasty, { party, insights: [bundle, order("2026-06-20")] }, "2026-06-15").fires).toBe(true);
  });
});

describe("role-pitch goes with a recommendation", () => {
  const next = found("affinity.next-product", "2026-06-15", {
    productId: "pump",
    rank: 1,
    score: 1,
    becauseOf: [],
    both: 4,
    having: 5,
    sentence: "It goes with it.",
  });
  const place = (id: string, more: object) =>
    ({ schemaVersion: 1, id, personId: `q${id}`, organisationId: "c1", source, ...more }) as const;
  const affiliations = [
    place("1", { level: "decision", function: "finance" }),
    place("2", { function: "user" }),
    place("3", {}),
    place("4", { function: "technical", validTo: "2026-05-01" }),
  ];
  const product = {
    schemaVersion: 1,
    id: "pump",
    name: "Pump",
    concerns: [{ function: "user", criterion: "noise", weight: 1 }],
  } as never;
  const dossier = {
    party: acme,
    opportunities: [],
    affiliations,
    insights: [next],
    products: new Map([["pump", product]]),
  } as unknown as Dossier;

  it("for each person of the buying centre whose role is known, by what that role judges by", () => {
    expect(said("role-pitch", dossier, "2026-06-15")).toEqual([
      "Pump for Acme: q1 (decision, finance) judges by price-performance. Speak of that.",
      "Pump for Acme: q2 (user) judges by noise. Speak of that.",
    ]);
    const [one] = tryRule(rule("role-pitch"), dossier, "2026-06-15").occurrences;
    expect([one?.anchor, one?.personId]).toEqual(["pitch:pump:q1", "q1"]);
    for (const wording of [traditionalChinese, simplifiedChinese])
      expect(String(wording["role-pitch"](one?.wording?.params as never)[0])).toContain("Pump");
  });

  it("not without a recommendation, for a person, or if told not to", () => {
    expect(said("role-pitch", { ...dossier, insights: [] }, "2026-06-15")).toEqual([]);
    expect(said("role-pitch", { ...dossier, party }, "2026-06-15")).toEqual([]);
    const alone = configureRule(rule("role-pitch"), { recommendations: false });
    expect(tryRule(alone, dossier, "2026-06-15").fires).toBe(false);
  });
});

describe("ask-preferences asks when answers become fewer", () => {
  const changed = (direction: "up" | "down") =>
    found("campaign.response-changed", "2026-06-15", {
      direction,
      before: 0.5,
      after: 0.05,
      touchesBefore: 20,
      touches: 20,
      days: 90,
      p: 0.001,
    });
  const preferences = [
    { schemaVersion: 1, id: "pf1", partyId: "c1", about: "channel", value: "email", source },
  ] as unknown as Dossier["preferences"];

  it("also where a channel is preferred, once a quarter", () => {
    const dossier = { party, preferences, insights: [changed("down")] };
    expect(said("ask-preferences", dossier, "2026-06-15")).toEqual([
      "Mei answers 5 % of what reaches it, before 50 %: ask how it wishes to be contacted.",
    ]);
    expect(said("ask-preferences", { ...dossier, insights: [changed("up")] }, "2026-06-15")).toEqual([]);
    const [one] = tryRule(rule("ask-preferences"), dossier, "2026-06-15").occurrences;
    expect(one?.anchor).toBe("preferences:falling:2026-Q2");
    for (const wording of [traditionalChinese, simplifiedChinese])
      expect(String(wording["ask-preferences"](one?.wording?.params as never)[0])).toContain("50%");
  });
});

describe("ask-after-refusal lets the offer rest whatever was said", () => {
  it("and speaks of what the customer would rather have", () => {
    const dossier: Dossier = {
      party,
      offerDecisions: [
        {
          schemaVersion: 1,
          id: "d1",
          offerId: "fund",
          partyId: "c1",
          decidedAt: "2026-06-15T09:00:00Z",
          decision: "refused",
          interestCategory: "bonds",
        },
      ],
    };
    expect(said("ask-after-refusal", dossier, "2026-06-15")).toEqual([
      "Mei declined fund on 2026-06-15 and would rather have bonds: speak of that, and do not offer the other again for 60 days.",
    ]);
    const [one] = tryRule(rule("ask-after-refusal"), dossier, "2026-06-15").occurrences;
    expect(one?.about).toEqual(["fund"]);
    expect(rule("ask-after-refusal").silence).toMatchObject({ days: 60, ofSame: true });
    for (const wording of [traditionalChinese, simplifiedChinese])
      expect(String(wording["ask-after-refusal"](one?.wording?.params as never)[0])).toContain("bonds");
  });
});

describe("points-expiring names what the points can be exchanged for", () => {
  const points = [
    {
      schemaVersion: 1,
      id: "e1",
      customerId: "c1",
      on: "2025-06-22",
      kind: "earn",
      points: "300",
      expiresOn: "2026-06-22",
    },
    { schemaVersion: 1, id: "e2", customerId: "c1", on: "2026-01-10", kind: "earn", points: "150" },
  ] as const;
  const rewards = [
    { name: "a cup", points: "100" },
    { name: "a night", points: "451" },
    { name: "a dinner", points: "450" },
    { name: "a book", points: "200" },
    { name: "a pen", points: "10" },
  ];

  it("the dearest that the balance is enough for, three at most", () => {
    expect(said("points-expiring", { party, points, rewards }, "2026-06-15")).toEqual([
      "300 points of Mei expire on 2026-06-22. The balance is enough for a dinner, a book, a cup.",
    ]);
    expect(said("points-expiring", { party, points }, "2026-06-15")).toEqual([
      "300 points of Mei expire on 2026-06-22.",
    ]);
    const poor = [{ name: "a car", points: "90000" }];
    expect(said("points-expiring", { party, points, rewards: poor }, "2026-06-15")).toEqual([
      "300 points of Mei expire on 2026-06-22.",
    ]);
    const [one] = tryRule(rule("points-expiring"), { party, points, rewards }, "2026-06-15").occurrences;
    for (const wording of [traditionalChinese, simplifiedChinese])
      expect(String(wording["points-expiring"](one?.wording?.params as never))).toContain("a dinner");
  });
});
