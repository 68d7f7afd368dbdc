import { findExpiryInsights, findThresholdInsights, pointsBalances } from "clientele/ledger";
import { insightSchema, type PointsEntry } from "clientele/model";
import { describe, expect, it } from "vitest";

const entry = (
  id: string,
  customerId: string,
  points: string,
  expiresOn?: PointsEntry["on"],
): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId,
  on: "2026-01-01",
  kind: "earn",
  points,
  ...(expiresOn === undefined ? {} : { expiresOn }),
});
const asOf = "2026-06-01";

describe("insights of points", () => {
  it("tell what expires soon, and are valid records", () => {
    const balances = pointsBalances(
      [
        entry("1", "ann", "5", "2026-06-02"),
        entry("2", "ann", "7.5", "2026-06-10"),
        entry("3", "ann", "9", "2026-06-12"),
        entry("4", "bob", "9", "2026-06-12"),
        entry("5", "cyd", "9"),
      ],
      { asOf, within: 9 },
    );
    const found = findExpiryInsights(balances);
    expect(found.map((one) => [one.id, one.strength, one.payload])).toEqual([
      [
        "ledger.points-expiring:ann:2026-06-01",
        0.9,
        { points: "12.5", expiresOn: "2026-06-02", until: "2026-06-10" },
      ],
    ]);
    for (const insight of found) expect(insightSchema.safeParse(insight).error).toBeUndefined();
  });

  it("tell whom little is missing to a reward, by points or purchases, the nearer of both", () => {
    const points = {
      programmeId: "points",
      thresholds: [
        { name: "cup", points: "100" },
        { name: "kettle", points: "200" },
      ],
      balances: [
        { customerId: "ann", balance: "180" },
        { customerId: "bob", balance: "79.9" },
        { customerId: "cyd", balance: "80" },
        { customerId: "dan", balance: "250" },
        { customerId: "eve", balance: "100" },
      ],
    };
    const days = (count: number) => Array.from({ length: count }, () => "2026-05-01" as const);
    const purchases = {
      programmeId: "stamps",
      programme: { from: "2026-01-01", every: 10 },
      purchasedOn: new Map([
        ["bob", days(18)],
        ["cyd", days(9)],
        ["dan", days(10)],
      ]),
      reward: "a free coffee",
    } as const;
    const found = findThresholdInsights({ points: [points], purchases: [purchases] }, { asOf });
    expect(found.map((one) => [one.subjectId, one.strength, one.payload])).toEqual([
      ["ann", 0.9, { programmeId: "points", have: 180, threshold: 200, reward: "kettle" }],
      ["bob", 0.8, { programmeId: "stamps", have: 8, threshold: 10, reward: "a free coffee" }],
      ["cyd", 0.9, { programmeId: "stamps", have: 9, threshold: 10, reward: "a free coffee" }],
    ]);
    for (const insight of found) expect(insightSchema.safeParse(insight).error).toBeUndefined();
    // A programme that is over brings nothing any more, and one that ends before it starts is refused.
    const over = { ...purchases, programme: { ...purchases.programme, to: "2026-06-01" } } as const;
    expect(findThresholdInsights({ purchases: [over] }, { asOf })).toEqual([]);
    const wrong = { ...purchases, programme: { ...purchases.programme, to: "2025-12-31" } } as const;
    expect(() => findThresholdInsights({ purchases: [wrong] }, { asOf })).toThrow(
      "the programme must end after it starts on 2026-01-01, got 2025-12-31",
    );
    expect(() => findThresholdInsights({}, { asOf, near: 2 })).toThrow("near must be from 0 to 1, got 2");
  });
});
