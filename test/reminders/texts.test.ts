import { describe, expect, it } from "vitest";
import { reminderDecisionSchema } from "../../src/model/index.ts";
import { decideReminders, readRule, recheckDecision } from "../../src/reminders/index.ts";
import { only, person, ruleOf, runFor, sent } from "./_kit.ts";

const day = "2026-06-15" as const;
const asOf = `${day}T09:00:00Z`;
const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);

describe("texts are cut between characters", () => {
  it("of a task that is escalated, wherever the bound falls", () => {
    const task = ruleOf(
      "task",
      { due: day },
      { purpose: "internal", audience: "owner", escalation: { afterDays: 3 } },
    );
    const before = "Nobody has answered since 2026-06-10T09:00:00Z: ".length;
    for (const shift of [0, 1]) {
      // With 500 units the last emoji is cut in half, or just fits.
      const message = "x".repeat(shift) + "🎂".repeat(Math.floor((500 - shift) / 2));
      const history = [
        sent(`task|c1|moment:${day}`, "2026-06-10T09:00:00Z", {
          audience: "owner",
          purpose: "internal",
          channel: undefined,
          dueOn: day,
          message,
        }),
      ];
      const escalated = runFor({}, { asOf, rules: [task], history }).decisions.find((one) =>
        one.id.endsWith("@escalated"),
      )!;
      expect(isWhole(escalated.message)).toBe(true);
      expect(escalated.message.length).toBe((before + shift) % 2 === 0 ? 500 : 499);
      expect(reminderDecisionSchema.safeParse(escalated).success).toBe(true);
    }
  });

  it("of a pause, a dispatch that finds the fact gone, and a rule of one's own", () => {
    for (const shift of [0, 1]) {
      const long = "x".repeat(shift) + "🌊".repeat(1000);
      const pauses = [{ id: "p", why: long, purposes: ["care" as const], from: "2026-06-01" as const }];
      const care = ruleOf("care", { due: day }, { purpose: "care" });
      expect(isWhole(only(runFor({ pauses }, { asOf, rules: [care] })).reasons[0]!.text)).toBe(true);

      const gone = {
        ...sent("care|c1|x", asOf),
        evidence: [{ label: "fact", value: 1, asOf: day, source: long }],
      };
      const { reasons } = recheckDecision(gone, { asOf, dossiers: [{ party: person("c1") }], rules: [care] });
      expect([isWhole(reasons[0]!.text), reasons[0]!.text.length <= 500]).toEqual([true, true]);

      const own = readRule({
        schemaVersion: 1,
        id: "own",
        version: 1,
        cell: "customer.care",
        purpose: "care",
        audience: "customer",
        priority: 1,
        catchUpDays: 1,
        trigger: { on: "date", date: day, offsets: [0] },
        message: { en: `${"y".repeat(shift)}${"{name} ".repeat(40)}` },
      });
      const party = person("c1", { name: "🎈".repeat(70) });
      const { decisions, problems } = decideReminders({ asOf, dossiers: [{ party }], rules: [own] });
      expect(problems).toEqual([]);
      expect([isWhole(decisions[0]!.message), decisions[0]!.message.length <= 500]).toEqual([true, true]);
    }
  });
});
