import { describe, expect, it } from "vitest";
import { run } from "../examples/own-rule-and-insight.ts";

describe("examples", () => {
  it("own-rule-and-insight: a rule of the team reads an insight of the team, with its evidence", async () => {
    const { reminders } = await run();
    const own = reminders.decisions.filter((decision) => decision.ruleId === "acme.keeps-looking");
    expect(own).toMatchObject([
      {
        verdict: "send",
        cell: "customer.recommend",
        message: "ada has looked at kettle 6 times: call.",
        evidence: [{ label: "views of the kettle in a week", value: 6 }],
      },
    ]);
  });
});
