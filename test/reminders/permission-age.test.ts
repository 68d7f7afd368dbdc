import { describe, expect, it } from "vitest";
import { decideReminders, defaultReminderPolicy } from "../../src/reminders/index.ts";
import { ruleOf } from "./_kit.ts";

const party = { schemaVersion: 1, kind: "person", id: "c1", name: "Mei" } as const;
const rule = ruleOf("offer", { due: "2026-06-15" }, { purpose: "promotional", channels: ["email"] });
const consent = (effectiveFrom: `${number}-${number}-${number}`, rest: object = {}) =>
  ({
    schemaVersion: 1,
    id: `n${effectiveFrom}`,
    partyId: "c1",
    purpose: "promotional",
    channel: "email",
    status: "granted",
    effectiveFrom,
    ...rest,
  }) as never;
const decide = (consents: readonly never[], permissionMonths?: number) =>
  decideReminders({
    asOf: "2026-06-15T08:00:00Z",
    zone: "UTC",
    rules: [rule],
    dossiers: [{ party, consents }],
    policy: { ...defaultReminderPolicy, permissionMonths },
  }).decisions[0]!;

describe("a permission", () => {
  it("is relied on until it is withdrawn, or as many months as the policy says", () => {
    const old = [consent("2024-06-15")];
    expect(decide(old).verdict).toBe("send");
    expect(decide(old, 25).verdict).toBe("send");
    const lapsed = decide(old, 24);
    expect(lapsed).toMatchObject({ verdict: "suppress" });
    expect(lapsed.reasons[0]).toMatchObject({
      code: "no-consent",
      text: "The consent to promotional messages by email is older than 24 months.",
    });
    expect(decide([consent("2024-06-16")], 24).verdict).toBe("send");
  });

  it("that was confirmed, reviewed or given again since is as young as that", () => {
    expect(decide([consent("2020-01-01", { reviewedOn: "2026-01-01" })], 24).verdict).toBe("send");
    expect(decide([consent("2020-01-01"), consent("2026-01-01")], 24).verdict).toBe("send");
    expect(decide([consent("2020-01-01", { reviewedOn: "2026-07-01" })], 24).verdict).toBe("suppress");
  });

  it("that was never given is said to be missing, not old", () => {
    expect(decide([], 24).reasons[0]?.text).toBe("No consent to promotional messages by email.");
    expect(() => decide([], 0)).toThrow("permissionMonths must be an integer of 1 or more");
  });
});
