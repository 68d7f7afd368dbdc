import { findTermInsights } from "clientele/ledger";
import { findWalletInsights } from "clientele/loyalty";
import { insightSchema, type SpendEstimate } from "clientele/model";
import { classifyAbc, findClassInsights, flagDrag, flagGold } from "clientele/value";
import { describe, expect, it } from "vitest";
import { tableOf } from "./arbitrary-values.ts";

describe("insights of value, loyalty and ledger", () => {
  it("tell of moves, gold and drag with evidence, and are valid records [S1-34] [S4-37] [S4-40]", () => {
    const now = tableOf([70_00, 15_00, 10_00, 5_00, -1_00]);
    // The table has no costs, so only the rank speaks against c004 until its bids do.
    const bid = { submittedOn: "2026-01-02", outcome: "lost" } as const;
    const opportunities = [
      {
        schemaVersion: 1,
        id: "o",
        customerId: "c004",
        name: "n",
        stage: "negotiating",
        openedOn: "2026-01-01",
        bids: [bid, bid],
      } as const,
    ].map((one) => ({ ...one, bids: [...one.bids] }));
    const before = classifyAbc(tableOf([5_00, 15_00, 70_00, 10_00]));
    const found = findClassInsights({
      classes: { before, now: classifyAbc(now) },
      gold: flagGold(now),
      drag: flagDrag(now, { opportunities }),
    });
    expect(found.map((one) => [one.id, one.strength])).toEqual([
      ["value.class-changed:c000:2026-06-01", 1],
      ["value.class-changed:c002:2026-06-01", 0.5],
      ["value.class-changed:c003:2026-06-01", 0.5],
      ["value.gold:c000:2026-06-01", 1],
      ["value.drag:c004:2026-06-01", 1 / 3],
    ]);
    for (const insight of found) expect(insightSchema.safeParse(insight).error).toBeUndefined();
    expect(findClassInsights({ drag: flagDrag(now) })).toEqual([]);
  });

  it("tell of gaps in the wallet and of terms that end [S0-92] [S1-24]", () => {
    const estimate = (id: string, ours: string, more: Partial<SpendEstimate> = {}): SpendEstimate => ({
      schemaVersion: 1,
      id,
      customerId: "ann",
      periodFrom: "2025-01-01",
      periodTo: "2026-01-01",
      confidence: 1,
      total: { amount: "100", currency: "EUR" },
      ours: { amount: ours, currency: "EUR" },
      source: { observedOn: "2026-01-01", method: "stated" },
      ...more,
    });
    const options = { asOf: "2026-06-01" } as const;
    const [gap, ...none] = findWalletInsights(
      [estimate("1", "90", { periodTo: "2025-06-01" }), estimate("2", "25")],
      options,
    );
    expect([gap?.strength, none]).toEqual([0.75, []]);
    expect(insightSchema.safeParse(gap).error).toBeUndefined();
    expect(
      findWalletInsights(
        [estimate("1", "50"), estimate("2", "1", { customerId: "bob", category: "tea" })],
        options,
      ),
    ).toEqual([]);
    const terms = findTermInsights(
      {
        contracts: [
          {
            schemaVersion: 1,
            id: "k",
            customerId: "ann",
            kind: "supply",
            name: "n",
            startsOn: "2025-01-01",
            endsOn: "2026-06-02",
          },
        ],
      },
      { ...options, within: 9 },
    );
    expect(terms.map((one) => one.strength)).toEqual([0.9]);
    expect(insightSchema.safeParse(terms[0]).error).toBeUndefined();
  });
});
