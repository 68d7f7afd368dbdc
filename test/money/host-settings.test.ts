import { Decimal } from "decimal.js";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  Decimal.set({ defaults: true });
});

/** One result of everything that goes through decimal arithmetic. */
async function results(when: "before" | "after"): Promise<unknown> {
  const spoil = () =>
    Decimal.set({ precision: 2, rounding: 1, toExpNeg: 0, toExpPos: 0, maxE: 3, minE: -1, modulo: 9 });
  vi.resetModules();
  if (when === "before") spoil();
  const money = await import("clientele/money");
  if (when === "after") spoil();
  const a = { amount: "12345678901234567890.125", currency: "EUR" };
  const b = { amount: "-0.00000000000001", currency: "EUR" };
  const rate = { from: "EUR", to: "JPY", rate: "163.0123456789", on: "2026-11-20" };
  return [
    money.createMoney(a.amount, "EUR"),
    money.addMoney(a, b),
    money.subtractMoney(a, b),
    money.sumMoney([a, b, a], "EUR"),
    money.negateMoney(b),
    money.compareMoney(a, b),
    money.roundMoney(a, { rounding: "half-even" }),
    money.multiplyMoney(a, "0.190000001", { rounding: "half-up", digits: 10 }),
    money.convertMoney(a, rate),
    money.allocateMoney(a, ["1.5", 2.25, "0.000001"]),
    money.formatMoney(a, { locale: "en-US" }),
  ];
}

describe("the host's settings of decimal.js", () => {
  it("change decimals outside", () => {
    Decimal.set({ precision: 2 });
    expect(new Decimal(1).div(3).toString()).toBe("0.33");
  });

  it("change no result of ours, whether set before or after we are loaded", async () => {
    const usual = await results("after").finally(() => Decimal.set({ defaults: true }));
    expect(await results("before")).toEqual(usual);
    Decimal.set({ defaults: true });
    vi.resetModules();
    const { addMoney } = await import("clientele/money");
    const sum = addMoney(
      { amount: "12345678901234567890.125", currency: "EUR" },
      { amount: "-0.00000000000001", currency: "EUR" },
    );
    expect((usual as unknown[])[1]).toEqual(sum);
    expect(sum.amount).toBe("12345678901234567890.12499999999999");
  });

  it("are not changed by us", async () => {
    Decimal.set({ precision: 7, rounding: 0 });
    vi.resetModules();
    const { multiplyMoney } = await import("clientele/money");
    multiplyMoney({ amount: "1", currency: "EUR" }, "0.5", { rounding: "floor" });
    expect([Decimal.precision, Decimal.rounding]).toEqual([7, 0]);
  });
});
