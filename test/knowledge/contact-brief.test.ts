import { describe, expect, it } from "vitest";
import {
  availabilityOn,
  composeContactBrief,
  composeExecutiveBrief,
  factsAsOf,
  indexFacts,
  learningCurve,
  matchCounterparts,
  prefillForm,
  viewAccount,
} from "../../src/knowledge/index.ts";
import { builtInAttributes } from "../../src/model/index.ts";
import { account, acme, facts, NOW, source, told, v } from "./_acme.ts";

const brief = composeContactBrief(account, { asOf: NOW, channel: "phone", productId: "press" });

describe("the brief of a contact", () => {
  it("goes on where the last contact stopped, and shows the chain that led there [S1-3, S4-55, S4-56, S4-57]", () => {
    expect(brief.lastContact).toEqual({
      id: "i3",
      occurredAt: "2026-05-20T09:00:00Z",
      channel: "email",
      topic: "Invoice copy",
      summary: "Copy sent",
    });
    expect(brief.continueFrom).toEqual({
      interactionId: "i2",
      occurredAt: "2026-05-08T09:00:00Z",
      channel: "phone",
      personId: "ada",
      topic: "new press",
      state: "two models left",
      nextStep: "compare the running costs",
      dueOn: "2026-06-10",
      overdue: false,
      chain: ["i1", "i2"],
    });
    const earlier = composeContactBrief(account, { asOf: "2026-05-01T00:00:00Z", channel: "phone" });
    expect(earlier.continueFrom).toBeUndefined();
    expect([earlier.lastContact?.id, earlier.lastContact?.place]).toEqual(["i1", "Leeds"]);
  });

  it("lists promises, complaints and what must be seen first", () => {
    expect(brief.promises.map(({ id, overdue }) => [id, overdue])).toEqual([["l1", true]]);
    expect(brief.owedByParty).toEqual([]);
    expect(brief.complaints).toEqual([
      {
        id: "c1",
        category: "late repair",
        severity: 4,
        state: "open",
        days: 30,
        text: "Three weeks without the press",
      },
    ]);
    expect(brief.warnings).toEqual([
      "Consent to promotional by phone was withdrawn on 2026-01-01.",
      "1 open complaint, the gravest 4 of 5.",
      "1 promise of ours overdue.",
    ]);
    const closed = { ...acme, closed: { reason: "dissolved", on: "2026-05-01" } } as const;
    expect(
      composeContactBrief({ ...account, party: closed }, { asOf: NOW, channel: "phone" }).warnings[0],
    ).toBe("Acme Works is dissolved since 2026-05-01: do not approach.");
  });

  it("shows the days of the party and of those around it, solar and lunar, with age [S0-106, S1-16]", () => {
    expect(
      brief.dates.map(({ whose, kind, date, inDays, years }) => [whose, kind, date, inDays, years]),
    ).toEqual([
      ["Ada Byron", "birthday", "2026-06-19", 18, undefined],
      ["Acme Works", "founding", "2026-06-20", 19, 100],
    ]);
  });

  it("shows who of the nine cells is missing, what each role judges by and what to say [S0-21, S0-22, S0-59]", () => {
    expect(brief.buyingCentre?.missing.length).toBe(7);
    expect(brief.buyingCentre?.cells.find(({ personIds }) => personIds.includes("ada"))).toEqual({
      level: "decision",
      function: "technical",
      personIds: ["ada"],
    });
    const ada = account.parties?.get("ada");
    const person = composeContactBrief(
      { ...account, party: ada! },
      { asOf: NOW, channel: "visit", productId: "press" },
    );
    expect(person.positions).toEqual(
      ["CIO, Acme Works (decision, technical)"].map((text) => text.replace("Acme Works", "acme")),
    );
    expect(person.talkingPoints).toEqual([
      { criterion: "spare parts", point: "Kept for 15 years." },
      { criterion: "failure rate" },
    ]);
    expect(person.availability).toMatchObject({ available: false, place: "Osaka", until: "2026-06-03" });
    expect(person.warnings).toContain("Away until 2026-06-03.");
  });

  it("shows projects, products of ours and others', agreements and entitlements", () => {
    expect(brief.opportunities).toEqual([
      {
        id: "o1",
        name: "Press hall",
        stage: "negotiating",
        problem: "Noise in the hall",
        next: { what: "Decision", dueOn: "2026-06-30" },
        budget: "250000 GBP (approved)",
      },
    ]);
    expect(brief.products.map(({ name, vendor, satisfaction }) => [name, vendor, satisfaction])).toEqual([
      ["Press 7", "own", 4],
      ["Saw 3", "Zenith", 2],
      ["Drill 5", "Zenith", 3],
    ]);
    expect(brief.entitlements).toEqual([
      "Bonus: gone on 2026-06-10",
      "Priority shipping",
      "Service 2024: notice until 2026-06-15, ends on 2026-09-01",
    ]);
    expect(brief.people).toEqual(["Steel & Co (supplier)", "Zenith (supplier)"]);
    expect(brief.team).toEqual([
      "Eve Moss (account-manager)",
      "Max Stone (industry-expert, counterpart of Ada Byron)",
    ]);
    expect([brief.stage, brief.since]).toEqual(["core", "2019-03-01"]);
  });

  it("asks what a wish to buy opens, and shows what is known with its source [S0-82, S2-8, S2-12]", () => {
    expect(brief.questions.map(({ key, timeliness }) => [key, timeliness])).toEqual([
      ["project.purchasePlan", 2],
      ["project.budget", 2],
    ]);
    expect(brief.areas).toEqual([
      {
        area: "background",
        lines: [
          {
            attribute: "business.situation",
            label: "how business stands",
            text: "full order books",
            certainty: expect.closeTo(2 ** (-(31 - 1 / 24) / 180), 10),
            source: "stated by visit on 2026-05-01",
            factId: expect.any(String),
          },
        ],
      },
      { area: "competitor", lines: [expect.objectContaining({ text: "2", qualifier: "Zenith" })] },
    ]);
    expect(brief.reach.map(({ value }) => value)).toEqual(["020 7946 0958", "post@acme.example"]);
    expect(brief.preferences).toEqual([
      "refuses to be reached from 12:00 to 13:30",
      "prefers to be reached by visit",
      "prefers to pay by invoice",
    ]);
  });

  it("tells contradictions and what to check in passing", () => {
    const town = (id: string, place: string) =>
      builtInAttributes.fact("person.hometown", place, told("ada", { id }));
    const party = account.parties!.get("ada")!;
    const page = composeContactBrief(
      { party, facts: indexFacts([town("t1", "Turin"), town("t2", "Lyon")]) },
      { asOf: NOW, channel: "phone" },
    );
    expect(page.contradictions).toEqual(["hometown: Turin held, against Lyon (decided by id)"]);
    expect(page.recheck.map(({ key, reason }) => [key, reason])).toEqual([
      ["person.hometown", "contradicted"],
    ]);
  });

  it("is the same page whatever the order of the records, and JSON-safe", () => {
    const reversed = Object.fromEntries(
      Object.entries(account).map(([key, value]) => [
        key,
        Array.isArray(value) ? [...value].reverse() : value,
      ]),
    ) as unknown as typeof account;
    expect(composeContactBrief(reversed, { asOf: NOW, channel: "phone", productId: "press" })).toEqual(brief);
    expect(JSON.parse(JSON.stringify(brief))).toEqual(brief);
    expect(Object.isFrozen(account.interactions?.[0])).toBe(false);
  });

  it("hides from staff what is not for their eyes", () => {
    const attributes = builtInAttributes.extend({
      "person.secret": {
        area: "personal",
        subjects: ["person"],
        label: "secret",
        schema: builtInAttributes.definitions["likes.food"].schema,
        audiences: ["executive"],
      },
    });
    const party = account.parties!.get("ada")!;
    const index = indexFacts([attributes.fact("person.secret", "sells the house", told("ada"))], {
      attributes,
    });
    expect(composeContactBrief({ party, facts: index }, { asOf: NOW, channel: "phone" }).areas).toEqual([]);
    expect(composeExecutiveBrief({ party, facts: index }, { asOf: NOW }).areas.length).toBe(1);
  });
});

describe("the executive's brief", () => {
  it("asks for support with the history at hand [S4-97, S4-96]", () => {
    const page = composeExecutiveBrief(account, { asOf: NOW });
    expect(page.history).toEqual([
      "customer since 2019-03-01",
      "3 contacts on record, the last on 2026-05-20",
      "2 complaints on record, 1 open",
    ]);
    expect(page.objectives).toEqual(["Halve the downtime, 12 hours, by 2026-12-31"]);
    expect(page.asks).toEqual([
      "Acme Works has waited 30 days on a complaint of severity 4 (late repair): will you call?",
      "We promised Acme Works to send the noise figures by 2026-05-12: what keeps us from it?",
      "Acme Works has no executive sponsor: will you stand for it?",
    ]);
    expect(page.opportunities.map(({ id }) => id)).toEqual(["o1"]);
  });
});

describe("the view of an account", () => {
  const view = viewAccount(account, { asOf: NOW, silentAfterDays: 30 });

  it("puts people into units, with levels, functions, influence and superiors", () => {
    expect(
      view.units.map(({ name, kind, people }) => [name, kind, people.map(({ name: who }) => who)]),
    ).toEqual([
      ["Purchasing", "purchasing", ["Bo Chen"]],
      ["Works", "using", []],
      ["Works / Tool shop", "technical", ["Ada Byron"]],
    ]);
    expect(view.units[0]?.people[0]).toMatchObject({
      title: "Buyer",
      unit: "Purchasing",
      level: "operational",
      function: "finance",
      influence: 0.4,
      reportsTo: "Ada Byron",
      stance: -0.2,
      competitorTies: ["Ann Reed of Zenith (0.8)"],
    });
    expect(view.units[2]?.people[0]?.daysSinceContact).toBe(24);
    expect([view.parents, view.subsidiaries]).toEqual([["acme-group"], ["acme-poland"]]);
  });

  it("shows coverage, who is out of touch, and how many named contacts are missing [S0-59, S4-44]", () => {
    expect(view.coverage).toBe(2 / 9);
    expect(view.outOfTouch).toEqual(["bo"]);
    expect(view.namedContacts).toEqual({ need: 3, have: 2, missing: 1 });
    const before = viewAccount(account, { asOf: "2026-02-15T00:00:00Z" });
    expect(before.namedContacts).toEqual({ need: 3, have: 3, missing: 0 });
    const wanted = { ...v, id: "w1", organisationId: "acme", year: 2026, rank: 1, requiredContacts: 5 };
    expect(viewAccount({ ...account, wanted }, { asOf: NOW }).namedContacts.missing).toBe(3);
  });

  it("finds equals on both sides, CIO with CIO [S4-72]", () => {
    expect(view.counterparts).toEqual([
      { personId: "ada", staffId: "max", by: "title" },
      { personId: "bo", staffId: "eve", by: "level" },
    ]);
    expect(matchCounterparts(account.affiliations ?? [], { staff: [], day: "2026-06-01" })).toEqual([]);
  });

  it("counts the customers of each industry expert [S0-135]", () => {
    expect(view.team).toEqual([
      { staffId: "max", role: "industry-expert", customers: 3 },
      { staffId: "eve", role: "account-manager", customers: 1 },
    ]);
  });
});

describe("around the brief", () => {
  it("tells whether a person is away on a day [S0-45]", () => {
    const view = factsAsOf(indexFacts(facts), { subjectId: "ada", asOf: NOW });
    expect(
      ["2026-05-29", "2026-05-30", "2026-06-03", "2026-06-04"].map(
        (day) => availabilityOn(view, { day: day as "2026-05-29" }).available,
      ),
    ).toEqual([true, false, false, true]);
    const before = factsAsOf(indexFacts(facts), { subjectId: "ada", asOf: "2026-05-27T00:00:00Z" });
    expect(availabilityOn(before, { day: "2026-05-30" }).available).toBe(true);
  });

  it("fills in a form for the customer, with sources, and only what he may see [S4-88]", () => {
    const index = indexFacts([
      builtInAttributes.fact(
        "person.profession",
        "engineer",
        told("ada", { id: "f1", observedAt: "2018-01-01T00:00:00Z" }),
      ),
      builtInAttributes.fact("family.children", 2, told("ada", { id: "f2" })),
    ]);
    const view = factsAsOf(index, { subjectId: "ada", asOf: NOW });
    const party = account.parties!.get("ada")!;
    const email = {
      ...v,
      id: "c1",
      partyId: "ada",
      kind: "email",
      value: "ada@example.org",
      source,
    } as const;
    const form = prefillForm(view, {
      party,
      contactPoints: [email, { ...email, id: "c0", value: "old@example.org", validTo: "2026-01-01" }],
      fields: [
        { name: "Name", from: "name" },
        { name: "Job", from: "person.profession" },
        { name: "Children", from: "family.children" },
        { name: "Mail", from: "contact.email" },
        { name: "Phone", from: "contact.phone" },
      ],
    });
    expect(form.map(({ name, value, source: from, confirm }) => [name, value, from, confirm])).toEqual([
      ["Name", "Ada Byron", "party:ada", false],
      ["Job", "engineer", "fact:f1", true],
      ["Children", undefined, undefined, true],
      ["Mail", "ada@example.org", "contact-point:c1", false],
      ["Phone", undefined, undefined, true],
    ]);
    expect(() => prefillForm(view, { party, fields: [{ name: "X", from: "shoe.size" }] })).toThrow(
      'Cannot prefill a form: field "X" must be filled from an attribute, name or contact.<kind>, got "shoe.size"',
    );
  });

  it("follows what each contact taught [S0-122]", () => {
    const learned = (id: string, interactionId: string, observedAt: string) =>
      builtInAttributes.fact(
        "likes.food",
        id,
        told("acme", { id, observedAt, provenance: { method: "stated", interactionId } }),
      );
    const index = indexFacts([
      { ...learned("f1", "i1", "2026-04-01T09:00:00Z"), attribute: "business.strategy" },
      { ...learned("f2", "i2", "2026-05-08T09:00:00Z"), attribute: "business.goals" },
    ]);
    const curve = learningCurve(index, {
      subjectId: "acme",
      kind: "organisation",
      interactions: account.interactions ?? [],
      asOf: NOW,
    });
    expect(curve.map(({ interactionId, learned: taught }) => [interactionId, taught])).toEqual([
      ["i1", ["f1"]],
      ["i2", ["f2"]],
      ["i3", []],
    ]);
    expect(curve[0]?.before).toBe(0);
    expect(curve[1]!.after).toBeGreaterThan(curve[0]!.after);
    // Between the contacts what was known has aged.
    expect(curve[1]!.before).toBeLessThan(curve[0]!.after);
  });
});
