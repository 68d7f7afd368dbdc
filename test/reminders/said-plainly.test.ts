import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Insight, insightSchema } from "../../src/model/index.ts";
import {
  builtInRules,
  decideReminders,
  sayDecision,
  sayEvidence,
  simplifiedChinese,
  traditionalChinese,
} from "../../src/reminders/index.ts";

const acme = { schemaVersion: 1, kind: "organisation", id: "c1", name: "Acme", ownerId: "eve" } as const;
const moved = (payload: object): Insight =>
  insightSchema.parse({
    schemaVersion: 1,
    id: "m1",
    kind: "migration.tier-moved",
    subjectId: "c1",
    asOf: "2026-06-15",
    strength: 1,
    evidence: [{ label: "tier now", value: "x", asOf: "2026-06-15", source: "migration" }],
    payload: { from: "A", direction: "down", periodFrom: "2026-03-01", periodTo: "2026-06-01", ...payload },
  });
const decided = (insight: Insight, party: object = acme) =>
  decideReminders({
    asOf: "2026-06-15T08:00:00Z",
    zone: "UTC",
    rules: builtInRules.filter(({ id }) => id === "tier-moved"),
    dossiers: [{ party: party as typeof acme, insights: [insight] }],
  }).decisions[0]!;

describe("a move to another tier", () => {
  it("into no purchases is said as that, and nothing of falling further", () => {
    const decision = decided(moved({ to: "inactive", probabilityDown: 0 }));
    expect(decision.message).toBe("Acme, in A before, bought nothing between 2026-03-01 and 2026-06-01.");
    for (const language of [traditionalChinese, simplifiedChinese])
      expect(sayDecision(decision, language).message).not.toMatch(/%|inactive/);
  });

  it("to another tier says how many fall further, if any", () => {
    expect(decided(moved({ to: "B", probabilityDown: 0.25 })).message).toContain("25 % move down");
    expect(decided(moved({ to: "C", probabilityDown: 0 })).message).not.toContain("%");
  });
});

describe("a task for the owner", () => {
  it("has the owner as the one who gets it, and nobody where there is none", () => {
    expect(decided(moved({ to: "B" })).senderId).toBe("eve");
    const { ownerId: _none, ...alone } = acme;
    expect(decided(moved({ to: "B" }), alone).senderId).toBeUndefined();
  });
});

describe("numbers of evidence", () => {
  const say = (value: number | string) =>
    sayEvidence([{ label: "l", value, asOf: "2026-06-15", source: "s" }], {})[0]!.value;

  it("are said with the digits that tell something", () => {
    expect([15 / 26, 0.000123456, 2.34567, 1234.567, -0.55555, 12, "0.5769230769"].map(say)).toEqual([
      0.577,
      0.000123,
      2.35,
      1235,
      -0.556,
      12,
      "0.5769230769",
    ]);
  });

  it("differ from the exact value by half a per cent at most, and stay as data", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const fact = Object.freeze({ label: "l", value, asOf: "2026-06-15", source: "s" } as const);
        const [said] = sayEvidence([fact], {});
        expect(Math.abs((said!.value as number) - value)).toBeLessThanOrEqual(Math.abs(value) * 0.00501);
        expect(fact.value).toBe(value);
      }),
    );
  });
});
