import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  completeness,
  detectWishToBuy,
  factsAsOf,
  indexFacts,
  nextQuestions,
  planVerification,
  verifyFact,
} from "../../src/knowledge/index.ts";
import {
  type AskedQuestion,
  builtInAttributes,
  type ContactPoint,
  type Fact,
  type OfferDecision,
  type Preference,
} from "../../src/model/index.ts";
import { arbitraryFacts, arbitraryMoment, fact } from "./_facts.ts";

const NOW = "2026-06-01T00:00:00Z";
const view = (facts: readonly Fact[] = [], asOf = NOW) =>
  factsAsOf(indexFacts(facts), { subjectId: "ada", asOf });
const source = { method: "stated", observedOn: "2026-01-05" } as const;
const base = { kind: "person", channel: "phone" } as const;

function asked(attribute: string, outcome: AskedQuestion["outcome"], askedAt: string): AskedQuestion {
  return { schemaVersion: 1, id: `${attribute}${askedAt}`, partyId: "ada", attribute, outcome, askedAt };
}

const refused = (topic: string): Preference => ({
  schemaVersion: 1,
  id: `p-${topic}`,
  partyId: "ada",
  about: "topic",
  topic,
  stance: "refuse",
  source,
});

const keysOf = (plan: ReturnType<typeof nextQuestions>) => plan.questions.map(({ key }) => key);
const reasonFor = (plan: ReturnType<typeof nextQuestions>, key: string) =>
  plan.notAsked.find((entry) => entry.key === key)?.reason;

describe("the questions of the next contact", () => {
  it("asks one or two, those of the greatest expected gain [S4-33]", () => {
    const plan = nextQuestions(view(), base);
    expect(plan.questions.map(({ key, gain }) => [key, gain])).toEqual([
      ["need.product", 3 * 0.8],
      ["competitor.satisfaction", 2 * 0.8],
    ]);
    expect(keysOf(nextQuestions(view(), { ...base, atMost: 1 }))).toEqual(["need.product"]);
    expect(() => nextQuestions(view(), { ...base, atMost: 3 as 2 })).toThrow(
      "Cannot choose questions: atMost must be 1 or 2, got 3",
    );
  });

  it("computes the gain by its formula, worked by hand", () => {
    // One half-life old, certain to 0.8: 0.4. Of 5 questions 3 were answered, 1 declined, 1 put off.
    const known = fact(
      "f1",
      "need.product",
      { statement: "quiet" },
      {
        observedAt: "2025-06-01T00:00:00Z",
        confidence: 0.8,
      },
    );
    const history = [
      asked("likes.food", "answered", "2025-01-01T00:00:00Z"),
      asked("likes.book", "answered", "2025-01-02T00:00:00Z"),
      asked("likes.pet", "answered", "2025-01-03T00:00:00Z"),
      asked("likes.sport", "declined", "2025-01-04T00:00:00Z"),
      asked("likes.hobby", "deferred", "2025-01-05T00:00:00Z"),
    ];
    const preferences = [refused("competitor")];
    const plan = nextQuestions(view([known]), { ...base, asked: history, preferences });
    const probability = (4 * 0.8 + 3) / (4 + 3 + 1);
    const [first, second] = plan.questions;
    expect([first?.key, first?.gain]).toEqual(["goals.work", 2 * probability]);
    expect(plan.questions.every(({ answerProbability }) => answerProbability === probability)).toBe(true);
    expect(second?.key).toBe("interest.category");
    const need = nextQuestions(view([known]), {
      ...base,
      asked: history,
      preferences: ["competitor", "goals.work", "preference", "need.service", "contact"].map(refused),
    });
    expect(need.questions[0]?.key).toBe("need.product");
    expect(need.questions[0]?.gain).toBeCloseTo(3 * (1 - 0.5 * 0.8) * probability, 12);
    expect(need.questions[0]?.because).toBe(
      "A need, how much it matters (1 to 5) and how far it is met (0 to 1): it is known with certainty 0.40, weight 3, answered with probability 0.78.",
    );
  });

  it("does not ask again too soon, and never after two refusals", () => {
    const at = (outcome: AskedQuestion["outcome"], askedAt: string) =>
      nextQuestions(view(), { ...base, asked: [asked("need.product", outcome, askedAt)] }).notAsked.find(
        ({ key }) => key === "need.product",
      );
    expect(at("answered", "2026-05-01T00:00:00Z")).toEqual({
      key: "need.product",
      reason: "cooldown",
      until: "2026-07-30T00:00:00.000Z",
    });
    expect(at("deferred", "2026-05-17T00:00:00Z")).toBeUndefined();
    expect(at("deferred", "2026-05-20T00:00:00Z")?.reason).toBe("cooldown");
    expect(at("declined", "2025-07-01T00:00:00Z")?.reason).toBe("declined");
    expect(at("declined", "2025-05-01T00:00:00Z")).toBeUndefined();
    const twice = ["2020-01-01T00:00:00Z", "2022-01-01T00:00:00Z"].map((day) =>
      asked("need.product", "declined", day),
    );
    expect(reasonFor(nextQuestions(view(), { ...base, asked: twice }), "need.product")).toBe("declined");
    // What is asked in the future is not known yet.
    expect(at("declined", "2026-06-02T00:00:00Z")).toBeUndefined();
  });

  it("respects topics refused, sensitivity, channel and express consent", () => {
    const noGoals = nextQuestions(view(), { ...base, preferences: [refused("need"), refused("goals.work")] });
    expect(reasonFor(noGoals, "need.product")).toBe("topic-refused");
    expect(reasonFor(noGoals, "goals.work")).toBe("topic-refused");
    const attributes = builtInAttributes.extend({
      "person.allergy": {
        area: "personal",
        subjects: ["person"],
        label: "allergy",
        schema: builtInAttributes.definitions["person.diet"].schema,
        personalData: "user.health",
        sensitivity: "special",
        weight: 9,
        questions: { en: "Is there anything you must not eat?" },
      },
      "family.plans": {
        area: "personal",
        subjects: ["person"],
        label: "plans for a family",
        schema: builtInAttributes.definitions["person.diet"].schema,
        personalData: "user.demographic.profile",
        sensitivity: "private",
        weight: 8,
        questions: { en: "Do you plan to move together?" },
      },
    });
    const scope = { ...base, attributes } as const;
    expect(reasonFor(nextQuestions(view(), scope), "person.allergy")).toBe("needs-express-consent");
    expect(keysOf(nextQuestions(view(), scope))[0]).toBe("family.plans");
    const sms = nextQuestions(view(), { ...scope, channel: "sms", expressConsentTo: ["person.allergy"] });
    expect(reasonFor(sms, "person.allergy")).toBe("needs-personal-channel");
    expect(reasonFor(sms, "family.plans")).toBe("needs-personal-channel");
    const consented = nextQuestions(view(), { ...scope, expressConsentTo: ["person.allergy"] });
    // 9 · 0.3 = 2.7 against 8 · 0.5 = 4
    expect(consented.questions.map(({ key, gain }) => [key, gain])).toEqual([
      ["family.plans", 4],
      ["person.allergy", 9 * 0.3],
    ]);
  });

  it("opens the questions of a project when a wish to buy is seen [S4-22]", () => {
    const wish = detectWishToBuy(
      {
        interactions: [
          {
            schemaVersion: 1,
            id: "i1",
            partyId: "ada",
            occurredAt: "2026-05-28T10:00:00Z",
            channel: "phone",
            direction: "inbound",
            twoWay: true,
            signals: ["wish-to-buy"],
          },
        ],
      },
      { asOf: NOW },
    );
    expect(wish.traces).toEqual([{ kind: "said-so", on: "2026-05-28", source: "interaction:i1" }]);
    expect(reasonFor(nextQuestions(view(), base), "project.purchasePlan")).toBeUndefined();
    const plan = nextQuestions(view(), { ...base, wishToBuy: wish.detected });
    expect(plan.questions.map(({ key, timeliness }) => [key, timeliness])).toEqual([
      ["project.purchasePlan", 2],
      ["project.budget", 2],
    ]);
    expect(plan.questions[0]?.because).toContain("a wish to buy was seen");
  });

  it("asks which category interests more when an offer was bought or refused [S1-23]", () => {
    const decided = (decision: OfferDecision["decision"]): OfferDecision => ({
      schemaVersion: 1,
      id: "d1",
      offerId: "fund",
      partyId: "ada",
      decidedAt: NOW,
      decision,
    });
    for (const decision of ["accepted", "refused"] as const) {
      const [first] = nextQuestions(view(), { ...base, decision: decided(decision) }).questions;
      expect([first?.key, first?.gain]).toEqual(["interest.category", 2 * 0.8 * 2]);
      expect(first?.because).toContain(`an offer was just ${decision}`);
    }
    expect(keysOf(nextQuestions(view(), { ...base, decision: decided("no-answer") }))[0]).toBe(
      "need.product",
    );
  });

  it("asks for the e-mail address, and how and how often to write [S4-75, S4-90]", () => {
    const needs = ["need", "personal", "preference", "service", "supply-chain", "competitor"].map(refused);
    const plan = nextQuestions(view(), { ...base, contactPoints: [], preferences: needs });
    expect(keysOf(plan)).toEqual(["contact.email", "contact.phone"]);
    const email: ContactPoint = {
      schemaVersion: 1,
      id: "c1",
      partyId: "ada",
      kind: "email",
      value: "ada@example.org",
      source,
    };
    const phone: ContactPoint = { ...email, id: "c2", kind: "mobile", value: "07700 900123" };
    const reached = nextQuestions(view(), { ...base, contactPoints: [email, phone], preferences: needs });
    expect(keysOf(reached)).toEqual(["preference.channel", "preference.frequency"]);
    expect(reached.questions.map(({ text }) => text)).toEqual([
      "How would you like to hear from us?",
      "How often would you like to hear from us?",
    ]);
    // Mail came back: the address is worth nothing.
    const bounced = { ...email, checkedAt: "2026-05-01T00:00:00Z", checkOutcome: "unreachable" as const };
    const again = nextQuestions(view(), { ...base, contactPoints: [bounced, phone], preferences: needs });
    expect(keysOf(again)[0]).toBe("contact.email");
  });

  it("speaks the language of the party, or its base, or not at all", () => {
    const [chinese] = nextQuestions(view(), {
      ...base,
      wishToBuy: true,
      languages: ["zh-Hant", "en"],
    }).questions;
    expect([chinese?.text, chinese?.language]).toEqual(["近期有什麼採購計畫?", "zh-Hant"]);
    const [british] = nextQuestions(view(), { ...base, languages: ["en-GB"] }).questions;
    expect(british?.language).toBe("en");
    const none = nextQuestions(view(), { ...base, languages: ["is"] });
    expect(none.questions).toEqual([]);
    expect(reasonFor(none, "need.product")).toBe("no-text");
  });

  it("is deterministic, accounts for everything once, and asks no more than allowed", () => {
    fc.assert(
      fc.property(
        arbitraryFacts,
        arbitraryMoment,
        fc.constantFrom(1 as const, 2 as const),
        (facts, asOf, atMost) => {
          const seen = factsAsOf(indexFacts(facts), { subjectId: "ada", asOf });
          const plan = nextQuestions(seen, { ...base, atMost });
          expect(nextQuestions(seen, { ...base, atMost })).toEqual(plan);
          expect(plan.questions.length).toBeLessThanOrEqual(atMost);
          const keys = [...keysOf(plan), ...plan.notAsked.map(({ key }) => key)];
          expect(new Set(keys).size).toBe(keys.length);
          const persons = builtInAttributes.keys.filter((key) => {
            const { subjects, area } = builtInAttributes.definitions[key];
            return subjects.includes("person") && area !== "project";
          });
          expect(keys.sort()).toEqual([...persons].sort());
          for (const { gain, weight } of plan.questions) expect(gain).toBeLessThanOrEqual(weight * 2);
        },
      ),
    );
  });
});

describe("completeness", () => {
  it("is the share of weight that is known, worked by hand [S1-2]", () => {
    const facts = [
      fact("f1", "need.product", { statement: "quiet" }, { observedAt: NOW }),
      fact(
        "f2",
        "need.service",
        { service: "night delivery" },
        { observedAt: "2025-06-01T00:00:00Z", confidence: 0.8 },
      ),
    ];
    const need = completeness(view(facts), { kind: "person" }).areas.find(({ area }) => area === "need");
    expect(need?.share).toBeCloseTo((3 * 1 + 2 * 0.5 * 0.8) / 5, 12);
    expect(need?.faded).toEqual([
      { key: "need.service", label: expect.any(String), weight: 2, certainty: expect.closeTo(0.4, 12) },
    ]);
    expect(completeness(view(), { kind: "person" }).share).toBe(0);
  });

  it("counts a project only while a wish to buy is seen, and contacts only where they were given", () => {
    const areas = (scope: object) =>
      completeness(view(), { kind: "person", ...scope }).areas.map(({ area }) => area);
    expect(areas({})).not.toContain("project");
    expect(areas({ wishToBuy: true })).toContain("project");
    expect(areas({})).not.toContain("contact");
    expect(areas({ contactPoints: [] })).toContain("contact");
  });

  it("is between 0 and 1, and no fact observed now lowers it", () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        const asOf = "2026-06-01T00:00:00Z";
        const share = (list: readonly Fact[]) => completeness(view(list, asOf), { kind: "person" }).share;
        const more = fact("new", "likes.food", "olives", { observedAt: asOf });
        expect(share(facts)).toBeGreaterThanOrEqual(0);
        expect(share([...facts, more])).toBeLessThanOrEqual(1);
        expect(share([...facts, more])).toBeGreaterThanOrEqual(share(facts));
      }),
    );
  });
});

describe("the plan of verification", () => {
  const old = (id: string, days: number) =>
    fact(id, "likes.food", id, { observedAt: new Date(Date.parse(NOW) - days * 86_400_000).toISOString() });
  const H = 3 * 365;

  it("checks again after one half-life, proposes deletion after two, and keeps what proved true [S4-34]", () => {
    const proven = verifyFact(old("proven", 2.5 * H), {
      at: new Date(Date.parse(NOW) - 2.4 * H * 86_400_000).toISOString(),
      outcome: "confirmed",
    });
    const changed = verifyFact(old("changed", 10), { at: NOW, outcome: "changed" });
    const plan = planVerification(
      view([old("new", H - 1), old("aging", H + 1), old("aged", 2 * H + 1), proven, changed]),
    );
    expect(plan.recheck.map(({ source: s }) => s)).toEqual(["fact:proven", "fact:aging"]);
    expect(plan.propose.map(({ source: s, reason }) => [s, reason])).toEqual([
      ["fact:changed", "found-changed"],
      ["fact:aged", "aged"],
    ]);
    expect(plan.recheck[1]?.loss).toBeCloseTo(1 - 2 ** (-(H + 1) / H), 12);
  });

  it("checks contradictions, and gives up numbers that nobody answers", () => {
    const facts = [fact("a", "person.hometown", "Turin"), fact("b", "person.hometown", "Lyon")];
    const point = (id: string, more: Partial<ContactPoint>): ContactPoint => ({
      schemaVersion: 1,
      id,
      partyId: "ada",
      kind: "phone",
      value: "020 7946 0958",
      source,
      ...more,
    });
    const failed = { checkedAt: "2026-05-01T00:00:00Z", checkOutcome: "unreachable" } as const;
    const plan = planVerification(view(facts), {
      contactPoints: [
        point("dead", failed),
        point("busy", { ...failed, verifiedAt: "2026-01-10T00:00:00Z" }),
        point("gone", { validTo: "2026-03-01" }),
        point("fine", {}),
        point("next", { validFrom: "2026-09-01" }),
      ],
    });
    expect(plan.recheck.map(({ source: s, reason }) => [s, reason])).toEqual([
      ["contact-point:busy", "unreachable"],
      ["fact:a", "contradicted"],
    ]);
    expect(plan.propose.map(({ source: s, reason }) => [s, reason])).toEqual([
      ["contact-point:dead", "unreachable"],
      ["contact-point:gone", "over"],
    ]);
    expect(() => planVerification(view(), { deleteBelow: 0.9 })).toThrow(
      "0 ≤ deleteBelow ≤ recheckBelow ≤ 1",
    );
  });
});

describe("a wish to buy", () => {
  const event = { schemaVersion: 1, partyId: "ada", channel: "web" } as const;

  it("shows in inquiries, baskets, repeated looks, open opportunities and offers put off", () => {
    const wish = detectWishToBuy(
      {
        behaviour: [
          { ...event, id: "b1", kind: "inquiry", occurredAt: "2026-05-20T00:00:00Z", category: "Kettles" },
          { ...event, id: "b2", kind: "basket", occurredAt: "2026-05-21T00:00:00Z", productId: "k1" },
          ...["b3", "b4", "b5"].map(
            (id, i) =>
              ({
                ...event,
                id,
                kind: "browse",
                occurredAt: `2026-05-1${i}T00:00:00Z`,
                productId: "k2",
              }) as const,
          ),
          { ...event, id: "b6", kind: "inquiry", occurredAt: "2026-06-02T00:00:00Z" },
        ],
        opportunities: [
          {
            schemaVersion: 1,
            id: "o1",
            customerId: "ada",
            name: "Kitchen",
            stage: "intent",
            openedOn: "2026-01-01",
          },
          {
            schemaVersion: 1,
            id: "o2",
            customerId: "ada",
            name: "Old",
            stage: "prospecting",
            openedOn: "2026-01-01",
          },
        ],
        decisions: [
          {
            schemaVersion: 1,
            id: "d1",
            partyId: "ada",
            offerId: "x",
            decidedAt: "2026-05-25T00:00:00Z",
            decision: "postponed",
          },
        ],
      },
      { asOf: NOW },
    );
    expect(wish.traces.map(({ kind, source: s }) => [kind, s])).toEqual([
      ["offer-postponed", "offer-decision:d1"],
      ["basket", "behaviour:b2"],
      ["inquiry", "behaviour:b1"],
      ["repeated-browsing", "behaviour:b5"],
      ["open-opportunity", "opportunity:o1"],
    ]);
  });

  it("is none where nothing shows it", () => {
    expect(detectWishToBuy({}, { asOf: NOW })).toEqual({ detected: false, traces: [] });
  });
});
