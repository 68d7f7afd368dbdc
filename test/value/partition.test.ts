import type { Opportunity } from "clientele/model";
import { orderLogFromRows } from "clientele/orders";
import {
  assignTreatments,
  backtestGold,
  classifyAbc,
  compareLargest,
  createTreatmentPlan,
  findCapExcesses,
  findTreatment,
  flagDrag,
  flagGold,
  holdAbc,
  measureConcentration,
  partitionCustomers,
  proposeBudgetShift,
  valueCustomers,
} from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manyValues, tableOf } from "./arbitrary-values.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("the partition", () => {
  it("is most valuable, most growable, other and below zero [S4-24] [S4-25] [S4-26] [S3-7]", () => {
    const table = tableOf([100, 60, 30, 20, 10, -5]);
    const potentials = new Map([
      ["c001", eur("3.00")], // gap 2.40
      ["c002", eur("1.00")], // gap 0.70
      ["c003", eur("0.10")], // below the value already
      ["c005", eur("9.00")], // below zero: no growth is bought with a loss
    ]);
    const parts = partitionCustomers(table, { potentials, mostValuable: 0.4, mostGrowable: 0.25 });
    expect([...parts].map((row) => row.valueClass)).toEqual(["MVC", "MGC", "OTHER", "OTHER", "OTHER", "BZC"]);
    expect(parts.counts).toEqual({ MVC: 1, MGC: 1, OTHER: 3, BZC: 1 });
    expect(parts.smallestGap).toEqual(eur("2.40"));
    expect(parts.configuration).toEqual({
      version: 1,
      mostValuable: 0.4,
      mostGrowable: 0.25,
      basis: "revenue",
      costToServe: false,
      from: "2026-05-02",
      asOf: "2026-06-01",
      potentials: 4,
    });
    expect(parts.get("c004")?.reason).toBe(
      "the value of 0.10 is not among the best, and no potential is known",
    );
  });

  it("puts every customer into exactly one class, with a reason", () => {
    fc.assert(
      fc.property(manyValues, fc.array(fc.nat(90_000), { maxLength: 60 }), (cents, could) => {
        const table = tableOf(cents);
        const potentials = new Map(
          could.map((units, i) => [`c${String(i).padStart(3, "0")}`, eur((units / 100).toFixed(2))]),
        );
        const parts = partitionCustomers(table, { potentials });
        expect(Object.values(parts.counts).reduce((sum, one) => sum + one, 0)).toBe(cents.length);
        for (const row of parts) {
          expect(row.valueClass === "BZC").toBe(row.value.amount.startsWith("-"));
          expect(row.reason).not.toBe("");
          if (row.valueClass === "MGC") expect(Number(row.gap?.amount)).toBeGreaterThan(0);
        }
      }),
      { seed: 11 },
    );
  });

  it("refuses potentials in another currency, and those that are no number", () => {
    const table = tableOf([1]);
    expect(() =>
      partitionCustomers(table, { potentials: new Map([["c000", { amount: "1", currency: "USD" }]]) }),
    ).toThrow('currency must be "EUR", got "USD"');
    expect(() => partitionCustomers(table, { potentials: new Map([["c000", eur("much")]]) })).toThrow(
      "the potential of c000 must be a plain decimal such as 12.50, got much",
    );
  });
});

describe("drag", () => {
  const log = orderLogFromRows(
    [
      { customerId: "c0", orderedOn: "2026-05-02", amount: "90" },
      { customerId: "c1", orderedOn: "2025-05-31", amount: "3" },
      { customerId: "c2", orderedOn: "2025-06-01", amount: "5" },
      { customerId: "c3", orderedOn: "2026-05-02", amount: "7" },
      { customerId: "c4", orderedOn: "2026-05-02", amount: "8" },
    ],
    { currency: "EUR" },
  );
  const lost = { submittedOn: "2026-01-02", outcome: "lost" } as const;
  const opportunity = (bids: Opportunity["bids"]): Opportunity => ({
    schemaVersion: 1,
    id: "o1",
    customerId: "c1",
    name: "n",
    stage: "negotiating",
    openedOn: "2026-01-01",
    bids,
  });

  it("is the bottom 20 %, with what speaks against it: no order for a year, bids always lost [S4-40]", () => {
    const values = valueCustomers(log, { asOf: "2026-06-01" });
    const drag = flagDrag(values, {
      log,
      opportunities: [opportunity([lost, lost, { ...lost, outcome: "open" }])],
    });
    expect([[...drag.flags], drag.wanted, drag.count, drag.highest?.amount]).toEqual([
      [0, 1, 0, 0, 0],
      1,
      1,
      "3.00",
    ]);
    expect(drag.get("c1")?.evidence).toEqual([
      { reason: "no-order-for-over-a-year", text: "the last order was 366 days before 2026-06-01" },
      { reason: "bids-always-lost", text: "all 2 decided bids were lost" },
    ]);
    expect(drag.get("c2")).toEqual({ customerId: "c2", drag: false, evidence: [] });
    expect(
      flagDrag(values, { opportunities: [opportunity([lost, { ...lost, outcome: "won" }])] }).get("c1")
        ?.evidence,
    ).toEqual([]);
  });

  it("spares equals at the boundary, and is never as good as anybody else [S4-40]", () => {
    expect([...flagDrag(tableOf([1, 1, 2, 3, 4])).flags]).toEqual([0, 0, 0, 0, 0]);
    fc.assert(
      fc.property(manyValues, fc.integer({ min: 0, max: 100 }), (cents, percent) => {
        const drag = flagDrag(tableOf(cents), { share: percent / 100 });
        expect(drag.count).toBeLessThanOrEqual(Math.floor((percent * cents.length) / 100));
        const inside = cents.filter((_, i) => drag.flags[i] === 1);
        const outside = cents.filter((_, i) => drag.flags[i] === 0);
        if (inside.length > 0 && outside.length > 0)
          expect(Math.max(...inside)).toBeLessThan(Math.min(...outside));
      }),
      { seed: 12 },
    );
  });
});

describe("hysteresis", () => {
  it("keeps a class until the value is clearly beyond the boundary", () => {
    // Boundaries: A from 15.00, B from 10.00; with 10 %: A from 16.50 and until 13.50, B from 11.00 and until 9.00.
    const cents = [70_00, 15_00, 10_00, 5_00];
    const was = (tiers: string) => new Map([...tiers].map((tier, i) => [`c00${i}`, tier as "A" | "B" | "C"]));
    const held = (tiers: string) =>
      [...holdAbc(tableOf(cents), { previous: was(tiers) })].map((row) => row.tier).join("");
    expect([held("AABC"), held("CBCA"), held("BAAA")]).toEqual(["AABC", "ABCC", "AABC"]);
  });

  it("without a margin is the plain class, and twice is as once", () => {
    fc.assert(
      fc.property(manyValues, manyValues, (cents, before) => {
        const [table, previous] = [tableOf(cents), classifyAbc(tableOf(before))];
        expect(holdAbc(table, { previous, margin: 0 }).codes).toEqual(classifyAbc(table).codes);
        const once = holdAbc(table, { previous });
        expect(holdAbc(table, { previous: once }).codes).toEqual(once.codes);
      }),
      { seed: 13 },
    );
  });
});

describe("hysteresis of the flags and the partition", () => {
  const flags = (on: string) => new Map([...on].map((flag, i) => [`c00${i}`, flag === "1"]));

  it("keeps gold within the margin, and grants it only beyond", () => {
    // Gold from 100.00; with 10 % from 110.00 for who was not, until 90.00 for who was.
    const table = tableOf([120_00, 100_00, 95_00, 80_00]);
    const gold = (previous: string) =>
      [...flagGold(table, { share: 0.5, hold: { previous: flags(previous) } }).flags].join("");
    expect([gold("1111"), gold("0000"), gold("1010"), gold("")]).toEqual(["1110", "1000", "1010", "1100"]);
    const held = flagGold(table, { share: 0.5, hold: { previous: flags("1010") } });
    expect(held.get("c002")?.reason).toBe(
      "the value of 95.00 is within 10 % of the best 0.5, from 100.00 up: gold as before",
    );
    expect(held.configuration).toMatchObject({ version: 1, share: 0.5, margin: 0.1, basis: "revenue" });
    expect(flagGold(table, { share: 0.5 }).get("c003")?.reason).toBe(
      "the value of 80.00 is not among the best 0.5, from 100.00 up",
    );
  });

  it("keeps drag within the margin, and flags only beyond", () => {
    // Drag below 95.00; until 104.50 for who was, below 85.50 for who was not.
    const table = tableOf([120_00, 100_00, 95_00, 90_00]);
    const drag = (previous: string) =>
      [...flagDrag(table, { share: 0.25, hold: { previous: flags(previous) } }).flags].join("");
    expect([drag(""), drag("0000"), drag("0110"), drag("1001")]).toEqual(["0001", "0000", "0110", "0001"]);
  });

  it("keeps the classes of the partition within the margin, but never who is below zero", () => {
    const table = tableOf([100_00, 98_00, 20_00, 10_00, -1_00]);
    const potentials = new Map([
      ["c002", eur("60.00")], // gap 40.00
      ["c003", eur("48.00")], // gap 38.00
    ]);
    const parts = (previous: Record<string, "MVC" | "MGC" | "OTHER" | "BZC">) =>
      [
        ...partitionCustomers(table, {
          potentials,
          mostValuable: 0.4,
          hold: { previous: new Map(Object.entries(previous)) },
        }),
      ]
        .map((row) => row.valueClass)
        .join(" ");
    expect(parts({})).toBe("MVC OTHER MGC OTHER BZC");
    // 98 is within a tenth of the boundary of 100, and a gap of 38 within a tenth of 40.
    expect(parts({ c001: "MVC", c003: "MGC", c004: "MVC" })).toBe("MVC MVC MGC MGC BZC");
    expect(parts({ c000: "OTHER", c002: "OTHER" })).toBe("OTHER OTHER OTHER OTHER BZC");
  });

  it("does nothing with a margin of zero, and is refused beyond one", () => {
    fc.assert(
      fc.property(manyValues, manyValues, (cents, before) => {
        const [table, was] = [tableOf(cents), tableOf(before)];
        const hold = { previous: flagGold(was), margin: 0 };
        expect(flagGold(table, { hold }).flags).toEqual(flagGold(table).flags);
        const drag = { previous: flagDrag(was), margin: 0 };
        expect(flagDrag(table, { hold: drag }).flags).toEqual(flagDrag(table).flags);
        const parts = { previous: partitionCustomers(was), margin: 0 };
        expect(partitionCustomers(table, { hold: parts }).codes).toEqual(partitionCustomers(table).codes);
      }),
      { seed: 17 },
    );
    const hold = { previous: flags("1"), margin: 1.5 };
    expect(() => flagGold(tableOf([1]), { hold })).toThrow("the margin of hold must be from 0 to 1, got 1.5");
  });
});

describe("every view", () => {
  it("says what it was made with, and why of every customer", () => {
    fc.assert(
      fc.property(manyValues, (cents) => {
        const table = tableOf(cents);
        for (const view of [classifyAbc(table), flagGold(table), flagDrag(table), partitionCustomers(table)])
          expect(view.configuration).toMatchObject({ version: 1, basis: "revenue", asOf: "2026-06-01" });
        for (const row of [...classifyAbc(table), ...flagGold(table)]) expect(row.reason).not.toBe("");
      }),
      { seed: 18, numRuns: 30 },
    );
    const abc = classifyAbc(tableOf([70_00, 20_00, 10_00, 0]));
    expect([...abc].map((row) => row.reason)).toEqual([
      "the value of 70.00 is among the best who bring 0.8 of all, from 20.00 up",
      "the value of 20.00 is among the best who bring 0.8 of all, from 20.00 up",
      "the value of 10.00 is among the best who bring 0.95 of all, from 10.00 up",
      "the value of 0.00 is not above zero",
    ]);
  });
});

describe("concentration", () => {
  it("is told by Lorenz curve, Gini coefficient and the best k [S3-6]", () => {
    const found = measureConcentration(tableOf([0, 100, 200, 700]), {
      counts: [1, 9],
      shares: [0.5],
      steps: 4,
    });
    if (found.kind === "insufficient") throw new Error("insufficient");
    // Σ (2i − 5) x = −100 + 200 + 2100 = 2200; 2200 / (4 · 1000) = 0.55
    expect(found.gini).toBeCloseTo(0.55, 15);
    expect(found.lorenz.map((point) => point.value)).toEqual([0, 0, 0.1, 0.3, 1]);
    expect(found.top.map((row) => [row.customers, row.shareOfValue])).toEqual([
      [1, 0.7],
      [2, 0.9],
      [4, 1],
    ]);
    expect(found.effectiveCustomers).toBeCloseTo(1 / 0.54, 12);
    expect(found.withoutValue).toBe(1);
    expect(measureConcentration(tableOf([-1]))).toMatchObject({ kind: "insufficient", have: 0 });
  });

  it("is 0 of equals and half the mean difference over the mean of any", () => {
    fc.assert(
      fc.property(manyValues, (cents) => {
        const found = measureConcentration(tableOf(cents));
        if (found.kind === "insufficient") return;
        const x = cents.map((v) => Math.max(v, 0));
        const total = x.reduce((sum, v) => sum + v, 0);
        const difference = x.reduce((sum, a) => sum + x.reduce((inner, b) => inner + Math.abs(a - b), 0), 0);
        expect(found.gini).toBeCloseTo(difference / (2 * x.length * total), 10);
      }),
      { seed: 14 },
    );
  });
});

describe("years compared", () => {
  const table = (year: "2025" | "2026", amounts: readonly number[]) =>
    valueCustomers(
      orderLogFromRows(
        amounts.flatMap((amount, i) =>
          amount === 0
            ? []
            : [{ customerId: `c${i}`, orderedOn: `${year}-03-01` as const, amount: String(amount) }],
        ),
        { currency: "EUR" },
      ),
      { from: `${year}-01-01`, asOf: `${year}-12-31` },
    );

  it("asks last year's largest whether they bought enough [S4-47]", () => {
    const found = compareLargest(table("2026", [90, 100, 0, 4]), {
      before: table("2025", [100, 80, 50, 1]),
      count: 3,
      enough: 0.9,
    });
    expect(
      found.customers.map((row) => [row.customerId, row.ratio, row.boughtEnough, row.change.amount]),
    ).toEqual([
      ["c0", 0.9, true, "-10.00"],
      ["c1", 1.25, true, "20.00"],
      ["c2", 0, false, "-50.00"],
    ]);
    expect(found.lost).toEqual(eur("60.00"));
  });

  it("tests last year's gold against this year's [S4-38] [S4-37]", () => {
    const found = backtestGold(table("2026", [9, 1, 8, 7, 0, 2]), {
      before: table("2025", [9, 8, 1, 0, 5, 0]),
      share: 0.5,
    });
    if (found.kind === "insufficient") throw new Error("insufficient");
    // Before: 4 customers, 2 gold (c0, c1). Now: 5 customers, 3 gold (c0, c2, c3); 6 in all.
    expect([found.predicted, found.actual, found.hits, found.newcomers]).toEqual([
      ["c0", "c1"],
      ["c0", "c2", "c3"],
      1,
      1,
    ]);
    expect([found.hitRate.estimate, found.found.estimate, found.blindRate, found.lift]).toEqual([
      0.5,
      1 / 3,
      0.5,
      1,
    ]);
    expect(backtestGold(table("2026", [1]), { before: table("2025", [0]) })).toMatchObject({
      kind: "insufficient",
      of: "gold customers before",
    });
  });
});

describe("a budget shift", () => {
  const abc = classifyAbc(tableOf([60_00, 30_00, 6_00, 2_00, 2_00]));

  it("proposes what to move from C to A, to the cent [S4-52] [S4-98]", () => {
    const spend = new Map([
      ["c000", eur("5")],
      ["c003", eur("1.01")],
      ["c004", eur("2")],
      ["zed", eur("3")],
    ]);
    const shift = proposeBudgetShift(abc, { spend });
    // From C: 0.50 (0.505 down) and 1.00; 1.50 to A as 60 : 30.
    expect(shift.moved).toEqual(eur("1.50"));
    expect(shift.customers.map((row) => [row.customerId, row.proposed.amount])).toEqual([
      ["c000", "6.00"],
      ["c001", "0.50"],
      ["c003", "0.51"],
      ["c004", "1.00"],
    ]);
    expect(shift.tiers.map((row) => [row.tier, row.now.amount, row.proposed.amount])).toEqual([
      ["A", "5.00", "6.50"],
      ["B", "0.00", "0.00"],
      ["C", "3.01", "1.51"],
    ]);
    expect(shift.unclassified).toEqual(eur("3.00"));
  });

  it("refuses a budget in another currency and a negative one", () => {
    const spend = (amount: string, currency: string) => ({
      spend: new Map([["c000", { amount, currency }]]),
    });
    expect(() => proposeBudgetShift(abc, spend("1", "USD"))).toThrow('currency must be "EUR", got "USD"');
    expect(() => proposeBudgetShift(abc, spend("-1", "EUR"))).toThrow(
      "the spend on c000 must be a decimal not below zero, got -1",
    );
  });

  it("moves, and loses nothing, whatever the spend", () => {
    fc.assert(
      fc.property(
        manyValues,
        fc.array(fc.nat(99_999), { maxLength: 60 }),
        fc.nat(100),
        (cents, spends, percent) => {
          const spend = new Map(
            spends.map((s, i) => [`c${String(i).padStart(3, "0")}`, eur((s / 100).toFixed(2))]),
          );
          const { tiers } = proposeBudgetShift(classifyAbc(tableOf(cents)), { spend, share: percent / 100 });
          const sum = (of: "now" | "proposed") =>
            tiers.reduce((all, row) => all + Math.round(Number(row[of].amount) * 100), 0);
          expect(sum("proposed")).toBe(sum("now"));
        },
      ),
      { seed: 15 },
    );
  });
});

describe("a budget shift under a treatment plan", () => {
  // c000 and c001 are A with 60 and 30, c002 is B, c003 and c004 are C.
  const abc = classifyAbc(tableOf([60_00, 30_00, 6_00, 2_00, 2_00]));
  const spend = new Map([
    ["c000", eur("5")],
    ["c002", eur("8")],
    ["c003", eur("4")],
    ["c004", eur("2")],
  ]);
  const treatments = (...list: Parameters<typeof createTreatmentPlan>[0]["treatments"][number][]) =>
    assignTreatments(createTreatmentPlan({ version: "1", treatments: list }), {
      abc,
      segments: new Map([["c004", "lost"]]),
    });

  it("takes all from who is let go and what lies above a cap, and gives only up to the cap [S4-98]", () => {
    const plan = treatments(
      { group: "lost", letGo: true },
      { group: "B", spendCap: eur("6.50") },
      { group: "A", spendCap: eur("7") },
    );
    const shift = proposeBudgetShift(abc, { spend, treatments: plan });
    // Given: 1.50 of B above its cap, 2.00 (half) of c003, 2.00 (all) of c004: 5.50. To A as 60 : 30: 3.67 and 1.83;
    // c000 has room for 2.00 and passes 1.67 on, c001 has room for 7.00 and takes 3.50.
    expect(shift.customers.map((row) => [row.customerId, row.tier, row.proposed.amount])).toEqual([
      ["c000", "A", "7.00"],
      ["c001", "A", "3.50"],
      ["c002", "B", "6.50"],
      ["c003", "C", "2.00"],
      ["c004", "C", "0.00"],
    ]);
    expect([shift.moved.amount, shift.freed.amount]).toEqual(["5.50", "0.00"]);
    expect(shift.text).toBe("move 5.50 EUR from 3 customers to 2 of class A");
  });

  it("frees what no A customer may receive", () => {
    const shift = proposeBudgetShift(abc, {
      spend,
      treatments: treatments({ group: "A", spendCap: eur("5.50") }),
    });
    // Half of 4.00 and 2.00 is 3.00: 2.00 and 1.00; c000 has room for 0.50, and c001 for all of the other 2.50.
    expect([shift.moved.amount, shift.freed.amount]).toEqual(["3.00", "0.00"]);
    const tight = proposeBudgetShift(abc, {
      spend,
      treatments: treatments({ group: "A", spendCap: eur("2") }),
    });
    // Now A itself is above its cap: 3.00 of c000 and 3.00 of C, of which c001 may have 2.00.
    expect(tight.customers.map((row) => [row.customerId, row.proposed.amount])).toEqual([
      ["c000", "2.00"],
      ["c001", "2.00"],
      ["c003", "2.00"],
      ["c004", "1.00"],
    ]);
    expect([tight.moved.amount, tight.freed.amount]).toEqual(["2.00", "4.00"]);
    expect(tight.text).toContain(", and spend 4.00 EUR no more");
  });

  it("keeps to every cap and loses nothing", () => {
    const cents = fc.nat(3_000);
    fc.assert(
      fc.property(manyValues, fc.array(cents, { maxLength: 60 }), cents, cents, (values, spends, a, c) => {
        const classes = classifyAbc(tableOf(values));
        const money = (units: number) => eur((units / 100).toFixed(2));
        const budget = new Map(spends.map((s, i) => [`c${String(i).padStart(3, "0")}`, money(s)]));
        const plan = createTreatmentPlan({
          version: "1",
          treatments: [
            { group: "A", spendCap: money(a) },
            { group: "C", spendCap: money(c) },
          ],
        });
        const all = assignTreatments(plan, { abc: classes });
        const { tiers, customers, freed } = proposeBudgetShift(classes, { spend: budget, treatments: all });
        const sum = (of: "now" | "proposed") =>
          tiers.reduce((total, row) => total + Math.round(Number(row[of].amount) * 100), 0);
        expect(sum("proposed") + Math.round(Number(freed.amount) * 100)).toBe(sum("now"));
        const after = new Map(budget);
        for (const { customerId, proposed } of customers) after.set(customerId, proposed);
        expect(findCapExcesses(all, after)).toEqual([]);
      }),
      { seed: 19 },
    );
  });

  it("refuses a cap in another currency", () => {
    const cap = { amount: "1", currency: "USD" };
    expect(() =>
      proposeBudgetShift(abc, { spend, treatments: treatments({ group: "A", spendCap: cap }) }),
    ).toThrow('currency must be "EUR", got "USD"');
    expect(() => findCapExcesses(treatments({ group: "A", spendCap: cap }), spend)).toThrow(
      'currency must be "EUR", got "USD"',
    );
    expect(findCapExcesses(treatments({ group: "lost", letGo: true }), spend)).toEqual([
      { customerId: "c004", spend: eur("2"), cap: eur("0"), group: "lost" },
    ]);
  });
});

describe("treatments", () => {
  it("are found by the first group of the plan that the customer is in [S4-27] [S0-131]", () => {
    const plan = createTreatmentPlan({
      version: "2026",
      treatments: [
        { group: "BZC", letGo: true },
        { group: "A", spendCap: eur("9") },
      ],
    });
    expect(findTreatment(plan, ["A", "BZC"]).treatment?.letGo).toBe(true);
    expect(findTreatment(plan, []).reason).toBe("plan 2026 has no treatment for a customer without a group");
    expect(() =>
      createTreatmentPlan({ version: "1", treatments: [{ group: "A", letGo: true, spendCap: eur("1") }] }),
    ).toThrow('"A" must not be let go with a spend cap above zero, got 1');
    expect(() =>
      createTreatmentPlan({ version: "1", treatments: [{ group: "A", spendCap: eur("-1") }] }),
    ).toThrow("not below zero, got -1");
  });
});

it("gold is never drag at the usual shares", () => {
  fc.assert(
    fc.property(manyValues, (cents) => {
      const [gold, drag] = [flagGold(tableOf(cents)), flagDrag(tableOf(cents))];
      expect(gold.flags.some((flag, i) => flag === 1 && drag.flags[i] === 1)).toBe(false);
    }),
    { seed: 16 },
  );
});
