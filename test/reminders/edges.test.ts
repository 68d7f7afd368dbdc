import { describe, expect, it } from "vitest";
import { decideReminders, recheckDecision } from "../../src/reminders/index.ts";
import { codes, granted, person, ruleOf, runFor } from "./_kit.ts";

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
