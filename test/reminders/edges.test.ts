import { describe, expect, it } from "vitest";
import { decideReminders, recheckDecision } from "../../src/reminders/index.ts";
import { codes, granted, person, ruleOf, runFor, sent } from "./_kit.ts";

const asOf = "2026-11-25T00:00:00Z";
const due = "2026-11-25" as const;

describe("recheck of what goes out as one contact", () => {
  const rules = [
    ruleOf("first", { due }, { digest: "d", priority: 60 }),
    ruleOf("second", { due }, { digest: "d" }),
    ruleOf("question", { due, question: "How is it?" }, { ridesAlong: true, purpose: "service" }),
  ];

  it("members of a digest and questions that ride on it still stand", () => {
    const { decisions } = runFor({ consents: granted }, { asOf, rules });
    for (const decision of decisions) {
      const again = recheckDecision(decision, {
        asOf: "2026-11-25T09:00:00Z",
        zone: "UTC",
        rules,
        history: decisions,
        dossiers: [{ party: person("c1"), consents: granted }],
      });
      expect([again.verdict, again.at, again.withId]).toEqual(["send", decision.at, decision.withId]);
    }
  });

  it("what is too late says so, and what is early waits", () => {
    const dossiers = [{ party: person("c1") }];
    const once = [ruleOf("care", { due }, { purpose: "care", catchUpDays: 0 })];
    const [today] = decideReminders({ asOf, rules: once, dossiers }).decisions;
    const late = recheckDecision(today!, { asOf: "2026-11-26T09:00:00Z", rules: once, dossiers });
    expect([late.verdict, ...codes(late)]).toEqual(["suppress", "expired"]);

    const ahead = [ruleOf("care", { due: "2026-11-28" }, { purpose: "care" })];
    const input = { rules: ahead, dossiers } as const;
    const [planned] = decideReminders({ ...input, asOf, until: "2026-12-02T00:00:00Z" }).decisions;
    expect(planned?.verdict).toBe("send");
    const early = recheckDecision(planned!, { ...input, asOf: "2026-11-26T09:00:00Z" });
    expect([early.verdict, early.at]).toEqual(["defer", planned?.at]);
  });
});

describe("what cannot be read", () => {
  it("of one customer of a unit is listed by that customer and rule, and stops no other", () => {
    const until = "2026-12-32" as typeof due;
    const pauses = [{ id: "p", why: "flood", purposes: ["care"], from: due, until }] as const;
    const run = decideReminders({
      asOf,
      rules: [ruleOf("care", { due }, { purpose: "care" })],
      dossiers: [
        { party: person("ann"), unitId: "home" },
        { party: person("bob"), unitId: "home", pauses },
      ],
    });
    expect(run.decisions.map(({ subjectId, verdict }) => [subjectId, verdict])).toEqual([["ann", "send"]]);
    expect(run.problems.map(({ path }) => path)).toEqual([["bob", "care"]]);
  });

  it("is listed once, however many days a forecast looks at", () => {
    const broken = ruleOf(
      "broken",
      { due },
      {
        occurrences: () => {
          throw new Error("unreadable");
        },
      },
    );
    const rules = [broken, ruleOf("care", { due: "2026-11-28" }, { purpose: "care" })];
    expect(runFor({}, { asOf, rules, mode: "forecast", horizonDays: 10 }).problems).toHaveLength(1);
  });

  it("the score of an earlier decision is not frozen with the result", () => {
    const rule = ruleOf(
      "task",
      { due: "2026-11-20" },
      { audience: "owner", purpose: "internal", escalation: { afterDays: 1 } },
    );
    const scoreParts = { propensity: 1, context: 1, value: 1, lever: 1 };
    const history = [
      sent("task|c1|moment:2026-11-20", "2026-11-20T09:00:00Z", {
        ruleId: "task",
        audience: "owner",
        purpose: "internal",
        dueOn: "2026-11-20",
        scoreParts,
      }),
    ];
    const run = runFor({}, { asOf, rules: [rule], history });
    expect(run.decisions.find(({ id }) => id.endsWith("@escalated"))?.scoreParts).toEqual(scoreParts);
    expect(Object.isFrozen(scoreParts)).toBe(false);
  });
});
