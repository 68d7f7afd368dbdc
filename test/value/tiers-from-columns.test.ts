import { trailingPeriods } from "clientele/calendar";
import { createOrderTotals, NO_STATE, orderLogFromRows } from "clientele/orders";
import {
  classifyAbc,
  type TierRules,
  tierPanel,
  tierPanelFromColumns,
  valueCustomers,
  valueTableFromColumns,
} from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const months = (count: number) => trailingPeriods("2026-07-01", { months: 1, count });
const names = (count: number) => Array.from({ length: count }, (_, i) => `c${String(i).padStart(3, "0")}`);
const panelOf = (rows: readonly (readonly number[])[], rules: TierRules = {}) =>
  tierPanelFromColumns(
    {
      customers: names(rows[0]!.length),
      periods: months(rows.length),
      values: Float64Array.from(rows.flat()),
    },
    rules,
  );
/** The course of one customer, in letters. */
const course = (panel: { cells: Uint8Array; customerIds: readonly string[] }, c: number): string =>
  [...panel.cells]
    .filter((_, i) => i % panel.customerIds.length === c)
    .map((cell) => (cell === NO_STATE ? "-" : "ABCi"[cell]!))
    .join("");

/** A, B and C by the definition: the fewest best who reach the shares, and all who equal the last of them. */
function plainTiers(values: readonly number[], shares: readonly [number, number]): number[] {
  const best = values.filter((value) => value > 0).sort((a, b) => b - a);
  const total = best.reduce((sum, value) => sum + value, 0);
  const lowest = shares.map((share) => {
    let [sum, last] = [0, Number.POSITIVE_INFINITY];
    for (const value of best) {
      if (sum * 100 >= Math.round(share * 100) * total) break;
      sum += value;
      last = value;
    }
    return last;
  });
  return values.map((value) => (value >= lowest[0]! ? 0 : value >= lowest[1]! ? 1 : 2));
}

const value = fc.oneof(
  fc.integer({ min: -50, max: 5_000 }),
  fc.constantFrom(0, 7, 7_000),
  fc.integer({ min: 1, max: 2 ** 40 }),
);

describe("tiers from columns", () => {
  it("are those of the definition, without a sort", () => {
    const shares = fc
      .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
      .map(([a, b]) => [Math.min(a, b) / 100, Math.max(a, b) / 100] as const);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), shares, (values, both) => {
        const { cells } = panelOf([values], { shares: both });
        const expected = plainTiers(values, both);
        expect([...cells]).toEqual(values.map((one, i) => (one === 0 ? NO_STATE : expected[i])));
      }),
      { seed: 41 },
    );
  });

  it("by number of customers are the best of the active, equals together", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), fc.nat(100), (values, percent) => {
        const { cells } = panelOf([values], { shares: [percent / 100, 1], shareOf: "customers" });
        const active = values.filter((one) => one !== 0);
        const falling = active.filter((one) => one > 0).sort((a, b) => b - a);
        const wanted = Math.ceil((percent * active.length) / 100);
        const lowest = wanted === 0 ? Infinity : (falling[Math.min(wanted, falling.length) - 1] ?? Infinity);
        expect([...cells]).toEqual(
          values.map((one) => (one === 0 ? NO_STATE : one >= lowest ? 0 : one > 0 ? 1 : 2)),
        );
      }),
      { seed: 42 },
    );
  });

  it("stay exact where the sum of all leaves the safe range", () => {
    const huge = Number.MAX_SAFE_INTEGER;
    // Of 3 · huge + 3 the best three bring less than all but a millionth part, and with all of it everybody is A.
    expect([...panelOf([[huge, huge, 2, 1, huge]], { shares: [0.5, 0.9] }).cells]).toEqual([0, 0, 2, 2, 0]);
    expect([...panelOf([[huge, huge, 2, 1, huge]], { shares: [1, 1] }).cells]).toEqual([0, 0, 0, 0, 0]);
  });

  it("are those of a log with the same sums", () => {
    const amount = fc.integer({ min: -9, max: 99 });
    fc.assert(
      fc.property(fc.array(fc.array(amount, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const periods = months(3);
        // Below zero is bought for 1 and given back for more: active, and worth less than nothing.
        const lines = rows.flatMap((row, c) =>
          row.flatMap((units, p) => {
            const line = (text: string) => ({
              customerId: names(rows.length)[c]!,
              orderedOn: periods[p]!.from,
              amount: text,
            });
            if (units === 0) return [];
            return units > 0 ? [line(String(units))] : [line("1"), line(String(units - 1))];
          }),
        );
        const active = rows.map((row) => row.some((units) => units !== 0));
        const kept = rows.filter((_, c) => active[c]);
        if (kept.length === 0) return;
        const log = orderLogFromRows(lines, { currency: "EUR" });
        const values = Float64Array.from(periods.flatMap((_, p) => kept.map((row) => row[p]! * 100)));
        const customers = names(rows.length).filter((_, c) => active[c]);
        expect(tierPanelFromColumns({ customers, periods, values }).cells).toEqual(
          tierPanel(log, { periods }).cells,
        );
      }),
      { seed: 43 },
    );
  });

  it("count who bought for nothing as active where that is said", () => {
    const panel = tierPanelFromColumns({
      customers: names(2),
      periods: months(2),
      values: Float64Array.of(0, 5, 9, 5),
      active: Uint8Array.of(1, 0, 0, 1),
    });
    expect([course(panel, 0), course(panel, 1)]).toEqual(["Ci", "-A"]);
  });

  it("are refused where a part does not fit", () => {
    const columns = { customers: names(2), periods: months(1), values: Float64Array.of(1, 2) };
    expect(() => tierPanelFromColumns({ ...columns, values: Float64Array.of(1) })).toThrow(
      "values must be 2, 2 customers × 1 periods, got 1",
    );
    expect(() => tierPanelFromColumns({ ...columns, values: Float64Array.of(1, 0.5) })).toThrow(
      "values[1] must be a safe integer, got 0.5",
    );
    expect(() => tierPanelFromColumns({ ...columns, active: Uint8Array.of(1, 2) })).toThrow(
      "active[1] must be 0 or 1, got 2",
    );
    expect(() => tierPanelFromColumns({ ...columns, periods: [], values: new Float64Array(0) })).toThrow(
      "there must be a period, got none",
    );
    expect(() => tierPanelFromColumns(columns, { shareOf: "orders" as "value" })).toThrow(
      'shareOf must be "value" or "customers", got "orders"',
    );
  });
});

describe("hysteresis of tiers over time", () => {
  // The second customer stands against a steady 1000: the share of A is reached by 1000 alone while it brings less than
  // a quarter of it, so A begins at 1000, and B at whatever completes 95 %.
  const rules = (hysteresis: TierRules["hysteresis"]): TierRules => ({ shares: [0.5, 0.9], hysteresis });
  const rows = (own: readonly number[]) => own.map((units) => [1000, units, 100]);

  it("waits for so many periods beyond the boundary", () => {
    // Plain, of 1000, x and 100: with x = 200 the best two reach 90 % (1200 of 1300), so x is B and the third C; with
    // x = 50 it is the third who is B (1100 of 1150), and x is C.
    const own = [200, 50, 200, 50, 50, 50, 200, 200];
    expect(course(panelOf(rows(own), { shares: [0.5, 0.9] }), 1)).toBe("BCBCCCBB");
    expect(course(panelOf(rows(own), rules({ periods: 2 })), 1)).toBe("BBBBCCCB");
    expect(course(panelOf(rows(own), rules({ periods: 3 })), 1)).toBe("BBBBBCCC");
    expect(course(panelOf(rows(own), rules({ periods: 1 })), 1)).toBe("BCBCCCBB");
  });

  it("lets go at once who is beyond the boundary by the margin", () => {
    // B begins at 100 where x = 80: below it, but not below 100 − 30 %. At x = 50 it is.
    expect(course(panelOf(rows([200, 80, 50, 80]), rules({ margin: 0.3 })), 1)).toBe("BBCC");
    expect(course(panelOf(rows([200, 80, 80, 80]), rules({ margin: 0.3, periods: 3 })), 1)).toBe("BBBC");
  });

  it("moves to the tier that all of the periods reach, and no farther", () => {
    // Plain C, then B, then A: after two periods above C all that both reach is B; A needs one more.
    const rows3 = [
      [1000, 5, 200],
      [1000, 200, 5],
      [1000, 5000, 5],
      [1000, 5000, 5],
    ];
    expect(course(panelOf(rows3, { shares: [0.5, 0.9] }), 1)).toBe("CBAA");
    expect(course(panelOf(rows3, rules({ periods: 2 })), 1)).toBe("CCBA");
  });

  it("judges afresh who was away, and never holds somebody active who is not", () => {
    expect(course(panelOf(rows([200, 0, 50, 200]), rules({ periods: 2 })), 1)).toBe("BiCC");
  });

  it("changes nothing in the first period, nor with a margin of zero", () => {
    const many = fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(many, (list) => {
        const plain = panelOf(list);
        expect(panelOf(list, { hysteresis: { margin: 0 } }).cells).toEqual(plain.cells);
        expect(panelOf(list, { hysteresis: { periods: 1 } }).cells).toEqual(plain.cells);
        const held = panelOf(list, { hysteresis: { margin: 0.2, periods: 2 } });
        expect(held.cells.slice(0, 4)).toEqual(plain.cells.slice(0, 4));
        // Activity is a fact and not held; and customers travel no farther than without (in more steps they may).
        expect([...held.cells].map((cell) => cell >= 3)).toEqual([...plain.cells].map((cell) => cell >= 3));
        const travelled = (cells: Uint8Array) =>
          [...cells].reduce((sum, cell, i) => {
            const was = i < 4 ? cell : cells[i - 4]!;
            return sum + (cell < 3 && was < 3 ? Math.abs(cell - was) : 0);
          }, 0);
        expect(travelled(held.cells)).toBeLessThanOrEqual(travelled(plain.cells));
      }),
      { seed: 44 },
    );
  });

  it("is refused without a rule, and with one that makes no sense", () => {
    expect(() => panelOf([[1]], { hysteresis: {} })).toThrow(
      "hysteresis must have a margin or periods, got neither",
    );
    expect(() => panelOf([[1]], { hysteresis: { periods: 0 } })).toThrow(
      "the periods of hysteresis must be a positive integer, got 0",
    );
    expect(() => panelOf([[1]], { hysteresis: { margin: 2 } })).toThrow("from 0 to 1, got 2");
  });
});

describe("the panel of a log with cost to serve", () => {
  const line = (customerId: string, amount: string, cost?: string) => ({
    customerId,
    orderedOn: "2026-06-05" as const,
    amount,
    ...(cost === undefined ? {} : { cost }),
  });
  const visit = (customerId: string, on: "2026-06-05" | "2026-05-05", amount: string) => ({
    schemaVersion: 1 as const,
    id: `${customerId}${on}`,
    customerId,
    on,
    kind: "selling" as const,
    amount,
    currency: "EUR",
  });
  const entries = [
    visit("big", "2026-06-05", "45.005"),
    visit("small", "2026-05-05", "9"),
    visit("zed", "2026-06-05", "1"),
  ];

  it("is made of profit after it: high revenue and a high cost to serve do not make an A", () => {
    const log = orderLogFromRows([line("big", "100", "50"), line("small", "20", "0")], { currency: "EUR" });
    const options = { periods: months(2), shares: [0.5, 0.9] } as const;
    const before = tierPanel(log, options);
    const after = tierPanel(log, { ...options, serviceCosts: { entries: entries.values() } });
    // big brings 50 and costs 45.005 to serve: 4.995 against 20 (the 9 were spent in the month before).
    expect([course(before, 0), course(before, 1)]).toEqual(["-A", "-B"]);
    expect([course(after, 0), course(after, 1)]).toEqual(["-B", "-A"]);
    expect(after.customerIds).toEqual(["big", "small"]);
  });

  it("is made of revenue alone where a cost is missing, whatever was spent on serving", () => {
    const log = orderLogFromRows([line("big", "100", "50"), line("small", "20")], { currency: "EUR" });
    const options = { periods: months(2), shares: [0.5, 0.9] } as const;
    expect(tierPanel(log, { ...options, serviceCosts: { entries } }).cells).toEqual(
      tierPanel(log, options).cells,
    );
  });

  it("refuses costs that are negative or in another currency", () => {
    const log = orderLogFromRows([line("big", "100", "50")], { currency: "EUR" });
    const serve = (entry: object) => () =>
      tierPanel(log, { periods: months(1), serviceCosts: { entries: [{ ...entries[0]!, ...entry }] } });
    expect(serve({ amount: "-1" })).toThrow("no more can be taken back than was charged");
    expect(serve({ currency: "USD" })).toThrow("EUR");
  });
});

describe("values from columns", () => {
  it("of totals are those of a log with the same orders", () => {
    const order = fc.tuple(fc.nat(4), fc.integer({ min: -50, max: 90 }), fc.nat(40));
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 30 }), fc.boolean(), (orders, costs) => {
        const column = (at: 1 | 2) => Int32Array.from(orders, (one) => one[at]);
        const totals = createOrderTotals({ currency: "EUR" });
        totals.add({
          customers: Int32Array.from(orders, ([customer]) => customer),
          days: new Int32Array(orders.length).fill(20_600),
          amounts: { currency: "EUR", exponent: 2, units: column(1) },
          ...(costs ? { costs: { currency: "EUR", exponent: 2, units: costsOf(orders) } } : {}),
        });
        const units = (cents: number) =>
          `${cents < 0 ? "-" : ""}0.${String(Math.abs(cents)).padStart(2, "0")}`;
        const log = orderLogFromRows(
          orders.map(([customer, cents], i) => ({
            customerId: String(customer),
            orderedOn: "2026-05-27" as const,
            amount: units(cents),
            ...(costs ? { cost: units(costsOf(orders)[i]!) } : {}),
          })),
          { currency: "EUR" },
        );
        const options = { asOf: "2026-07-01" } as const;
        const [a, b] = [valueCustomers(totals, options), valueCustomers(log, options)];
        expect([a.basis, [...a.value], [...a]]).toEqual([b.basis, [...b.value], [...b]]);
        expect(classifyAbc(a).codes).toEqual(classifyAbc(b).codes);
      }),
      { seed: 45 },
    );
    // Cost has the sign of its amount: goods that come back.
    function costsOf(orders: readonly (readonly [number, number, number])[]): Int32Array {
      return Int32Array.from(orders, ([, cents, cost]) => (cents === 0 ? 0 : Math.sign(cents) * cost));
    }
  });

  it("of totals cannot be cut to fewer days, and take cost to serve off", () => {
    const totals = createOrderTotals({ currency: "EUR" });
    const euros = (...units: number[]) => ({
      currency: "EUR",
      exponent: 2,
      units: Int32Array.from(units),
    });
    totals.add({
      customers: Int32Array.of(0, 1),
      days: Int32Array.of(20_600, 20_601),
      amounts: euros(100_00, 20_00),
      costs: euros(50_00, 0),
    });
    expect(() => valueCustomers(totals, { asOf: "2026-05-28" })).toThrow("totals cannot be cut");
    const entry = {
      schemaVersion: 1,
      id: "k",
      customerId: "0",
      on: "2026-05-27",
      kind: "selling",
      amount: "60",
      currency: "EUR",
    } as const;
    const table = valueCustomers(totals, { asOf: "2026-07-01", serviceCosts: { entries: [entry] } });
    expect([...table].map((row) => [row.customerId, row.value.amount])).toEqual([
      ["0", "-10.00"],
      ["1", "20.00"],
    ]);
  });

  it("are refused with the row and the value that does not fit", () => {
    const columns = {
      customers: ["ann", "bob"],
      from: "2026-01-01",
      asOf: "2026-06-01",
      currency: "EUR",
      exponent: 2,
      revenue: Float64Array.of(1, 2),
    } as const;
    const refused = (more: object) => () => valueTableFromColumns({ ...columns, ...more });
    expect(refused({ costToServe: Float64Array.of(0, -5) })).toThrow(
      "costToServe of row 1 must be a safe integer not below 0, got -5",
    );
    expect(refused({ cost: Float64Array.of(1) })).toThrow("cost must have 2 rows, one a customer, got 1");
    expect(refused({ revenue: Float64Array.of(1, 0.5) })).toThrow("revenue of row 1");
    expect(refused({ customers: ["bob", "ann"] })).toThrow(
      'customers must rise in code-point order, got "ann" after "bob"',
    );
    expect(refused({ exponent: 0 })).toThrow(
      "exponent must be an integer from the 2 minor digits of EUR to 15, got 0",
    );
    expect(refused({ asOf: "2026-01-01" })).toThrow("asOf must be after from 2026-01-01");
  });
});
