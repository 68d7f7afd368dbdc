import { trailingPeriods } from "clientele/calendar";
import {
  assessGoal,
  compareAcquisition,
  compareSatisfaction,
  type DatedGoal,
  estimateSurvival,
  type Lifetime,
  measureCycle,
  measureFlow,
  measureGaps,
  retentionSensitivity,
  shareOfWallet,
  summariseBonds,
  tabulateCohorts,
} from "clientele/loyalty";
import type { Benefit, SurveyAnswer, SwitchingBond } from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const logOf = (rows: readonly (readonly [string, OrderRow["orderedOn"]])[]) =>
  orderLogFromRows(
    rows.map(([customerId, orderedOn]) => ({ customerId, orderedOn, amount: "1" })),
    { currency: "EUR", window: { from: "2026-01-01", to: "2026-05-01" } },
  );
const periods = trailingPeriods("2026-05-01", { months: 1, count: 4 });
const log = logOf([
  ["ann", "2026-01-05"],
  ["ann", "2026-02-05"],
  ["ann", "2026-04-05"],
  ["bob", "2026-01-06"],
  ["cyd", "2026-01-07"],
  ["cyd", "2026-03-07"],
  ["dan", "2026-03-01"],
  ["dan", "2026-04-30"],
]);

describe("cohorts", () => {
  it("follow customers by the period of their first purchase, with intervals [S0-67] [S0-90]", () => {
    const { cohorts, before } = tabulateCohorts(log, { periods });
    expect(before).toBe(0);
    expect(
      cohorts.map((cohort) =>
        cohort.kind === "cohort"
          ? [cohort.customers, ...cohort.cells.map((cell) => cell.active)]
          : cohort.have,
      ),
    ).toEqual([[3, 1, 1, 1], 0, [1, 1], 0]);
    const [january] = cohorts;
    if (january?.kind !== "cohort") throw new Error("empty");
    // Wilson of 1 in 3: (1 + z²/2 ± z √(2/3 + z²/4)) / (3 + z²), z = 1.959964
    expect(january.cells[0]?.retention.lower).toBeCloseTo(0.0615, 3);
    expect(january.cells[0]?.retention.upper).toBeCloseTo(0.7923, 3);
  });

  it("without customers are an answer, and customers of before are in none", () => {
    const late = tabulateCohorts(log, { periods: periods.slice(1) });
    expect(late.before).toBe(3);
    expect(late.cohorts[0]).toEqual({
      kind: "insufficient",
      period: periods[1],
      of: "customers",
      have: 0,
      need: 1,
    });
  });

  it("have no cell for a period that was not observed in full", () => {
    const beyond = trailingPeriods("2026-06-01", { months: 1, count: 5 });
    const [january] = tabulateCohorts(log, { periods: beyond }).cohorts;
    expect(january?.kind === "cohort" && january.cells.map((cell) => cell.age)).toEqual([1, 2, 3]);
    expect(() => tabulateCohorts(log, { periods: [] })).toThrow("there must be a period, got none");
    expect(() => tabulateCohorts(log, { periods: periods.toReversed() })).toThrow(
      "periods must be in order and not overlap",
    );
  });
});

describe("the leaky bucket", () => {
  it("counts who stays, goes, comes and comes back [S3-16]", () => {
    expect(
      measureFlow(log, { periods }).map((row) => [
        row.active,
        row.kept,
        row.lost,
        row.gained,
        row.returned,
        row.refill,
      ]),
    ).toEqual([
      [1, 1, 2, 0, 0, 0],
      [2, 0, 1, 1, 1, 2],
      [2, 1, 1, 0, 1, 1],
    ]);
  });

  it("balances: active = before − lost + gained + returned", () => {
    const rows = fc.array(
      fc.tuple(
        fc.constantFrom("a", "b", "c", "d"),
        fc.constantFrom("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"),
      ),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(rows, (list) => {
        const flows = measureFlow(logOf(list as [string, OrderRow["orderedOn"]][]), { periods });
        flows.slice(1).forEach((flow, i) => {
          expect(flow.active).toBe(flows[i]!.active - flow.lost + flow.gained + flow.returned);
          expect(flow.retention?.n ?? 0).toBe(flows[i]!.active);
        });
      }),
      { seed: 31 },
    );
  });
});

describe("survival", () => {
  // Freireich et al. (1963), 6-MP arm of 21 patients: the example of every text book on Kaplan and Meier.
  const known = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  const lifetimes: Lifetime[] = [
    ...known.map((duration) => ({ duration, lost: true })),
    ...censored.map((duration) => ({ duration, lost: false })),
  ];

  it("is that of the published example, with Greenwood's errors", () => {
    const curve = estimateSurvival(lifetimes);
    if (curve.kind === "insufficient") throw new Error("insufficient");
    expect(
      curve.steps.map((step) => [
        step.duration,
        step.atRisk,
        step.lost,
        step.survival.toFixed(4),
        step.standardError?.toFixed(4),
      ]),
    ).toEqual([
      [6, 21, 3, "0.8571", "0.0764"],
      [7, 17, 1, "0.8067", "0.0869"],
      [10, 15, 1, "0.7529", "0.0963"],
      [13, 12, 1, "0.6902", "0.1068"],
      [16, 11, 1, "0.6275", "0.1141"],
      [22, 7, 1, "0.5378", "0.1282"],
      [23, 6, 1, "0.4482", "0.1346"],
    ]);
    expect([curve.customers, curve.lost, curve.median]).toEqual([21, 9, 23]);
  });

  it("without censoring is the share still there, within its bounds, and ends at 0", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }), (durations) => {
        const curve = estimateSurvival(durations.map((duration) => ({ duration, lost: true })));
        if (curve.kind === "insufficient") throw new Error("insufficient");
        for (const step of curve.steps) {
          expect(step.survival).toBeCloseTo(
            durations.filter((d) => d > step.duration).length / durations.length,
            12,
          );
          expect(step.lower).toBeLessThanOrEqual(step.survival);
          expect(step.upper).toBeGreaterThanOrEqual(step.survival);
        }
        expect(curve.steps.at(-1)?.survival).toBe(0);
      }),
      { seed: 32 },
    );
    expect(estimateSurvival([])).toEqual({ kind: "insufficient", of: "customers", have: 0, need: 1 });
    expect(() => estimateSurvival([{ duration: -1, lost: true }])).toThrow(
      "a duration must be a number not below 0, got -1",
    );
  });
});

describe("the repurchase cycle", () => {
  it("is the median gap, and tells who is late [S3-11]", () => {
    const table = measureCycle(log, { asOf: "2026-05-01" });
    // ann: gaps of 31 and 59 days; 26 days since the last
    expect(table.get("ann")).toEqual({
      customerId: "ann",
      buyingDays: 3,
      medianGapDays: 45,
      daysSince: 26,
      overdue: 26 / 45,
    });
    expect(table.get("bob")).toEqual({ customerId: "bob", buyingDays: 1, daysSince: 115 });
    expect([table.repeaters, table.medianGapDays]).toEqual([3, 59]);
  });
});

describe("share of wallet", () => {
  const estimate = {
    total: { amount: "10.0", currency: "EUR" },
    ours: { amount: "2.50", currency: "EUR" },
    confidence: 0.6,
  };
  it("is what is spent with us of all [S0-92]", () => {
    expect(shareOfWallet(estimate)).toMatchObject({ kind: "share", share: 0.25, gap: { amount: "7.50" } });
    expect(shareOfWallet(estimate, { amount: "11", currency: "EUR" })).toMatchObject({
      kind: "insufficient",
    });
    expect(() => shareOfWallet(estimate, { amount: "1", currency: "USD" })).toThrow(
      'currency must be "EUR", got "USD"',
    );
  });
});

describe("satisfaction", () => {
  const answer = (
    id: string,
    partyId: string,
    perception: number,
    more: Partial<SurveyAnswer> = {},
  ): SurveyAnswer => ({
    schemaVersion: 1,
    id,
    partyId,
    survey: "2026",
    answeredAt: "2026-02-01T09:00:00Z",
    subject: "own",
    dimension: "overall",
    element: "all in all",
    scale: { worst: 5, best: 1 },
    perception,
    ...more,
  });

  it("beside behaviour shows satisfied switchers [S0-93] [S2-13]", () => {
    const answers = [
      answer("1", "ann", 1),
      answer("2", "ann", 3),
      answer("3", "bob", 2),
      answer("4", "cyd", 3),
      answer("5", "dan", 1, { subject: "competitor", competitorId: "x" }),
    ];
    const found = compareSatisfaction(answers, { switched: new Set(["ann", "cyd", "dan"]) });
    // On a scale of 5 worst to 1 best: ann (1 + 0.5) / 2 = 0.75, bob 0.75, cyd 0.5.
    expect([
      found.satisfied.customers,
      found.satisfiedSwitchers,
      found.dissatisfied.switched,
      found.shareOfSwitchers,
    ]).toEqual([2, ["ann"], 1, 0.5]);
    expect(compareSatisfaction([], { switched: new Set() }).satisfied).toEqual({ customers: 0, switched: 0 });
  });

  it("has gaps by process and outcome, the worst first", () => {
    const of = (id: string, element: string, expectation: number | undefined, perception: number) =>
      answer(id, "ann", perception, {
        dimension: "process",
        element,
        scale: { worst: 1, best: 5 },
        ...(expectation === undefined ? {} : { expectation }),
      });
    const found = measureGaps([
      of("1", "meals", 3, 4),
      of("2", "waiting", 5, 2),
      of("3", "waiting", 4, 3),
      of("4", "waiting", undefined, 1),
      of("5", "guide", undefined, 1),
    ]);
    expect(found.map((row) => [row.element, row.answers, row.withoutExpectation, row.meanGap])).toEqual([
      ["waiting", 2, 1, -0.5],
      ["meals", 1, 0, 0.25],
      ["guide", 0, 1, undefined],
    ]);
  });
});

describe("what loyalty is worth", () => {
  it("checks the claim of 5 points less churn on own figures [S0-101] [S3-19]", () => {
    // 100 / 0.2 − 200 = 300; 100 / 0.15 − 200 = 466.67: 55.6 %, within the claimed 25 to 85 %.
    const found = retentionSensitivity({ retention: 0.8, margin: 100, acquisitionCost: 200 }, 0.05);
    expect(found.change).toBeCloseTo(5 / 9, 12);
    expect(found.text).toBe(
      "retention of 85.0 % instead of 80.0 % changes the profit of a customer by 55.6 %",
    );
    // With a discount of 10 %: 100 / (1 − 0.8 / 1.1) = 366.67
    expect(
      retentionSensitivity({ retention: 0.8, margin: 100, acquisitionCost: 0, discount: 0.1 }, 0).profit
        .before,
    ).toBeCloseTo(1100 / 3, 9);
    expect(retentionSensitivity({ retention: 0, margin: 1, acquisitionCost: 2 }, 0.5)).not.toHaveProperty(
      "change",
    );
    expect(() => retentionSensitivity({ retention: 0.97, margin: 1, acquisitionCost: 0 }, 0.05)).toThrow(
      "points must be such that retention stays from 0 to below 1, got 0.05",
    );
  });

  it("compares winning with keeping [S3-18]", () => {
    expect(compareAcquisition({ acquisitionSpend: 500, won: 5, retentionSpend: 100, kept: 5 })).toMatchObject(
      { ratio: 5 },
    );
    expect(compareAcquisition({ acquisitionSpend: 500, won: 0, retentionSpend: 100, kept: 5 })).toEqual({
      kind: "insufficient",
      of: "customers won",
      have: 0,
    });
    expect(() => compareAcquisition({ acquisitionSpend: -1, won: 0, retentionSpend: 0, kept: 0 })).toThrow(
      "acquisitionSpend must be a number not below 0, got -1",
    );
  });
});

describe("bonds and goals", () => {
  const bond = (
    id: string,
    kind: SwitchingBond["kind"],
    amount?: string,
    more: Partial<SwitchingBond> = {},
  ): SwitchingBond => ({
    schemaVersion: 1,
    id,
    customerId: "ann",
    kind,
    what: "w",
    source: { observedOn: "2026-01-01", method: "stated" },
    ...(amount === undefined ? {} : { estimatedCost: { amount, currency: "EUR" } }),
    ...more,
  });

  it("sum up what leaving would cost, and benefits by class [S0-118] [S0-138] [S0-139] [S0-140]", () => {
    const benefit: Benefit = {
      schemaVersion: 1,
      id: "b",
      partyId: "bob",
      class: "structural",
      kind: "network",
      what: "link",
      grantedOn: "2026-01-01",
    };
    const found = summariseBonds(
      [
        bond("1", "learning", "100"),
        bond("2", "contract", "20.50"),
        bond("3", "bundle"),
        bond("4", "points", "9", { validTo: "2026-06-01" }),
      ],
      { benefits: [benefit], asOf: "2026-06-01", currency: "EUR" },
    );
    expect(found).toMatchObject([
      {
        customerId: "ann",
        kinds: ["bundle", "contract", "learning"],
        switchingCost: { amount: "120.50" },
        withoutEstimate: 1,
      },
      { customerId: "bob", kinds: [], benefits: { financial: 0, social: 0, structural: 1 } },
    ]);
    expect(() => summariseBonds([bond("1", "points", "1")], { asOf: "2026-06-01", currency: "USD" })).toThrow(
      'currency must be "USD", got "EUR"',
    );
  });

  it.each([
    [[], "2026-02-01", "unmeasured"],
    [[["2026-07-02", 0.7]], "2026-07-15", "on-track"],
    [[["2026-07-02", 0.69]], "2026-07-15", "behind"],
    [[["2026-07-02", 0.79]], "2026-12-31", "missed"],
    [[["2026-07-02", 0.8]], "2026-12-31", "reached"],
    [
      [
        ["2026-08-02", 0.9],
        ["2026-02-01", 0.6],
      ],
      "2026-07-31",
      "behind",
    ],
  ] as const)(
    "are judged by a straight line to their date: %j as of %s is %s [S2-9] [S2-36]",
    (values, asOf, state) => {
      const goal: DatedGoal = {
        name: "retention",
        kind: "loyalty",
        from: { on: "2026-01-01", value: 0.6 },
        to: { on: "2026-12-31", value: 0.8 },
      };
      expect(
        assessGoal(
          values.map(([on, value]) => ({ on, value })),
          { goal, asOf },
        ).state,
      ).toBe(state);
      expect(() => assessGoal([], { goal: { ...goal, to: { on: "2025-01-01", value: 1 } }, asOf })).toThrow(
        "retention must end after it starts on 2026-01-01, got 2025-01-01",
      );
    },
  );
});
