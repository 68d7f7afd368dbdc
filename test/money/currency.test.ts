import { findCurrency, minorDigits } from "clientele/money";
import { describe, expect, it } from "vitest";

/** Codes of three capital letters that are currencies, with their digits: an own pass over all 17 576. */
const all = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].flatMap((a, _, letters) =>
  letters.flatMap((b) => letters.map((c) => findCurrency(a + b + c))),
);
const found = all.filter((currency) => currency !== undefined);
const current = found.filter((currency) => currency.status === "current");

describe("findCurrency and minorDigits", () => {
  it("know the 165 codes of ISO 4217 list one that have a minor unit, as of 2026-01-01", () => {
    // List one has 178 codes then; 13 of them state no minor unit.
    expect(current).toHaveLength(165);
    const codesWith = (digits: number) =>
      current.filter((currency) => currency.minorDigits === digits).map((currency) => currency.code);
    expect(codesWith(0).join(" ")).toBe(
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    );
    expect(codesWith(3).join(" ")).toBe("BHD IQD JOD KWD LYD OMR TND");
    expect(codesWith(4).join(" ")).toBe("CLF UYW");
    expect(codesWith(2)).toHaveLength(165 - 17 - 7 - 2);
  });

  it("know the changes of the last years", () => {
    expect(findCurrency("XCG")).toEqual({ code: "XCG", minorDigits: 2, status: "current" });
    expect(findCurrency("XAD")?.status).toBe("current");
    expect(findCurrency("ZWG")?.status).toBe("current");
    expect(findCurrency("SLE")?.status).toBe("current");
    expect(findCurrency("BGN")).toEqual({
      code: "BGN",
      minorDigits: 2,
      status: "retired",
      retiredOn: "2026-01-01",
      successor: "EUR",
    });
    expect(findCurrency("ANG")?.successor).toBe("XCG");
    expect(findCurrency("HRK")?.retiredOn).toBe("2023-01-01");
  });

  it("give every retired code a successor that is current, and a day", () => {
    const retired = found.filter((currency) => currency.status === "retired");
    expect(retired).toHaveLength(12);
    for (const { successor, retiredOn } of retired) {
      expect(findCurrency(successor ?? "")?.status).toBe("current");
      expect(retiredOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  it("know every currency that this engine knows of, so that no one is turned away", () => {
    const withoutUnit = new Set(["XAG", "XAU", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"]);
    for (const code of Intl.supportedValuesOf("currency").filter((each) => !withoutUnit.has(each))) {
      expect(findCurrency(code)?.code).toBe(code);
    }
  });

  it("follow the standard where engines do not", () => {
    expect(minorDigits("IQD")).toBe(3);
    expect(minorDigits("HUF")).toBe(2);
  });

  it("keep the digits of a retired code", () => {
    expect([minorDigits("BGN"), minorDigits("BYR")]).toEqual([2, 0]);
  });

  it.each(["XAU", "XTS", "XXX", "XDR"])("refuse %s, which has no minor unit", (code) => {
    expect(findCurrency(code)).toBeUndefined();
    expect(() => minorDigits(code)).toThrow(
      new RangeError(`Cannot read currency: it must be one with a minor unit, got "${code}"`),
    );
  });

  it.each(["", "eur", "EURO", "ABC", "€", " EUR", "__proto__", "constructor"])("refuse %j", (code) => {
    expect(findCurrency(code)).toBeUndefined();
    expect(() => minorDigits(code)).toThrow(
      new RangeError(`Cannot read currency: it must be a code of ISO 4217 in capital letters, got "${code}"`),
    );
  });
});
