import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import {
  builtInRules,
  createDueIndex,
  type Dossier,
  decideReminders,
  recheckDecision,
  reminderStates,
} from "../../src/reminders/index.ts";
import { arbitraryDossier } from "../../src/testing/index.ts";
import { granted, only, person, ruleOf, runFor, sent } from "./_kit.ts";

const day = "2026-06-15";
const asOf = `${day}T09:00:00Z`;
const task = ruleOf("task", { due: day }, { purpose: "internal", audience: "owner" });
const id = `task|c1|moment:${day}`;
const event = (rest: Partial<ReminderEvent>): ReminderEvent => ({
  schemaVersion: 1,
  id: "e1",
  decisionId: id,
  subjectId: "c1",
  kind: "done",
  at: `${day}T08:00:00Z`,
  ...rest,
});

describe("an event that cannot be placed in time", () => {
  it.each([
    ["at", { at: "yesterday" }, "yesterday"],
    // Without a zone it would be another moment on every host.
    ["at", { at: "2026-06-15T08:00:00" }, "2026-06-15T08:00:00"],
    ["at", { at: undefined as never }, undefined],
    ["at", { at: "2026-13-45T08:00:00Z" }, "2026-13-45T08:00:00Z"],
    ["until", { kind: "snoozed" as const, until: "soon" }, "soon"],
    ["kind", { kind: "shouted" as never }, "shouted"],
    ["decisionId", { decisionId: 7 as never }, 7],
  ])("is set aside and listed: %s", (field, rest, value) => {
    const run = runFor({}, { asOf, rules: [task], events: [event(rest)] });
    expect(run.problems).toMatchObject([{ code: "unreadable", path: ["c1", "events", "e1", field], value }]);
    expect(only(run).verdict).toBe("send");
    const { decisions } = runFor({}, { asOf, rules: [task] });
    const told: unknown[] = [];
    const options = { events: [event(rest)], asOf, report: (issue: unknown) => void told.push(issue) };
    expect(reminderStates(decisions, options).get(id)?.state).toBe("open");
    expect(told).toMatchObject([{ path: ["c1", "events", "e1", field] }]);
  });

  it("is named by its row where it has no id, and stops nobody", () => {
    const run = runFor({}, { asOf, rules: [task], events: [null as never, event({})] });
    expect(run.problems).toMatchObject([{ code: "unreadable", row: 0, path: ["events", "event"] }]);
    expect(only(run).reasons[0]?.code).toBe("done");
  });
});

describe("an earlier decision that cannot be placed in time", () => {
  it.each([
    ["at", { at: "soon" }],
    ["decidedAt", { decidedAt: "2026-06-14" }],
    ["expiresAt", { expiresAt: "never" }],
    ["reasons", { reasons: undefined as never }],
  ])("is set aside and listed: %s", (field, rest: Partial<ReminderDecision>) => {
    const history = [sent("offer|c1|x", "2026-06-14T09:00:00Z", rest)];
    const offer = ruleOf("offer", { due: day });
    const run = runFor({ consents: granted }, { asOf, rules: [offer], history });
    expect(run.problems).toMatchObject([
      { code: "unreadable", path: ["c1", "history", "offer|c1|x", field] },
    ]);
    expect(only(run).verdict).toBe("send");
  });
});

describe("two events of one id", () => {
  const events = [
    event({ kind: "snoozed", until: "2026-06-20T08:00:00Z" }),
    event({ kind: "done", at: `${day}T07:00:00Z` }),
    event({ kind: "acknowledged" }),
  ];

  it("are one, whatever the order: the earlier, then by what they say", () => {
    const state = (given: readonly ReminderEvent[]) => {
      const run = runFor({}, { asOf, rules: [task], events: given });
      const states = reminderStates(runFor({}, { asOf, rules: [task] }).decisions, { events: given, asOf });
      return JSON.stringify([run.decisions, states.get(id)]);
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 3 }), (given) => state(given) === state(events)),
      { numRuns: 20 },
    );
    expect(only(runFor({}, { asOf, rules: [task], events })).reasons[0]?.code).toBe("done");
    // Of one moment: acknowledged comes before snoozed in the order of the alphabet.
    expect(only(runFor({}, { asOf, rules: [task], events: [events[0]!, events[2]!] })).verdict).toBe("send");
  });
});

describe("a dossier without a customer", () => {
  const good: Dossier = { party: person("c1", { ownerId: "eve" }) };
  const bad = [
    [{}, ["party"]],
    [null, ["party"]],
    [undefined, ["party"]],
    [{ party: null }, ["party"]],
    [{ party: "c2" }, ["party", "id"]],
    [{ party: { name: "Nobody" } }, ["party", "id"]],
    [{ party: { id: "" } }, ["party", "id"]],
  ] as const;

  it.each(bad)("%j is listed by its row and stops nobody", (dossier, path) => {
    const run = decideReminders({ asOf, zone: "UTC", dossiers: [good, dossier as never], rules: [task] });
    expect(run.problems).toMatchObject([{ code: "no-customer", row: 1, path }]);
    expect(only(run)).toMatchObject({ subjectId: "c1", verdict: "send" });
    const recheck = recheckDecision(only(run), {
      asOf,
      zone: "UTC",
      dossiers: [dossier as never, good],
      rules: [task],
    });
    expect(recheck.verdict).toBe("send");
    const index = createDueIndex([dossier as never, good], { from: day, rules: [task] });
    expect(index.dueAt(asOf)).toEqual(["c1"]);
    expect(index.problems).toMatchObject([{ code: "no-customer", row: 0 }]);
    expect(() => index.put(dossier as never, asOf)).toThrow("a dossier must have a customer");
  });
});

describe("whatever one part of a dossier holds", () => {
  const parts = [
    "importantDates installedProducts points consents interactions insights affiliations purchases products snapshot",
    "known preferences askedQuestions lifeEvents family lifecycle surveyAnswers feedback opportunities offerDecisions",
    "offers behaviour competitors contracts benefits memberships invoices engagements wanted externalEvents recalls",
    "company unitId accountZone country contactPoints complaints pauses events responses assignments staff treatment",
    "importance",
  ].flatMap((line) => line.split(" "));
  const nonsense = [null, 7, "x", {}, [null], [{}], ["x"], Number.NaN, new Map([["p", null]])];

  it("the run goes on, and the others are decided as without that customer", () => {
    const other = fc.sample(arbitraryDossier({ customerId: "z" }), { numRuns: 1, seed: 5 })[0]!;
    const decide = (...dossiers: readonly Dossier[]) =>
      decideReminders({ asOf, zone: "UTC", dossiers, rules: builtInRules });
    const alone = decide(other).decisions;
    for (const part of parts)
      for (const value of nonsense) {
        const dossier = { party: person("a", { ownerId: "eve" }), [part]: value } as unknown as Dossier;
        const { decisions } = decide(other, dossier);
        expect(
          decisions.filter(({ subjectId }) => subjectId === "z"),
          part,
        ).toEqual(alone);
        createDueIndex([dossier, other], { from: day });
      }
  });

  it("the others of its household, too", () => {
    const rules = [ruleOf("care", { due: day }, { purpose: "care" })];
    for (const part of parts.filter((one) => one !== "unitId"))
      for (const value of nonsense) {
        const broken = { party: person("a"), unitId: "u", [part]: value } as unknown as Dossier;
        const { decisions } = decideReminders({
          asOf,
          zone: "UTC",
          dossiers: [broken, { party: person("b"), unitId: "u" }],
          rules,
        });
        expect(
          decisions.filter(({ subjectId }) => subjectId === "b").map(({ verdict }) => verdict),
          part,
        ).toEqual(["send"]);
      }
  });
});

describe("what cannot be decided anew at its dispatch", () => {
  const dossiers: readonly Dossier[] = [{ party: person("c1") }];
  const decision = only(decideReminders({ asOf, zone: "UTC", dossiers, rules: [task] }));
  const recheck = (rest: object) =>
    recheckDecision(decision, { asOf, zone: "UTC", dossiers, rules: [task], ...rest });

  it("says what failed, not that its fact is gone", () => {
    const broken = {
      ...task,
      occurrences: () => {
        throw new Error("the file is torn");
      },
    };
    const { verdict, reasons } = recheck({ rules: [broken] });
    expect(verdict).toBe("suppress");
    expect(reasons).toMatchObject([
      { code: "unreadable", by: "task", needs: { what: "fresh-data", of: "c1.task" } },
    ]);
    expect(reasons[0]?.text).toContain("the file is torn");
    const twice = recheck({ dossiers: [...dossiers, ...dossiers] });
    expect(twice.reasons[0]?.code).toBe("unreadable");
  });

  it("says so when the rule or the customer is not given", () => {
    expect(recheck({ rules: [] }).reasons[0]).toMatchObject({
      code: "retracted",
      text: "Its rule is not among those of the run.",
    });
    expect(recheck({ dossiers: [] }).reasons[0]?.text).toBe("The customer is not among those given.");
    const silent = { ...task, occurrences: () => [] };
    expect(recheck({ rules: [silent] }).reasons[0]).toMatchObject({
      code: "retracted",
      text: "What it rested on is no more: test.",
    });
  });
});
