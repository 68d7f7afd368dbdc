/**
 * ISO 4217, list one (current codes and fund codes), as published for 2026-01-01: Bulgaria's BGN has left it for
 * EUR, XCG has taken ANG's place, ZWG that of ZWL, XAD is new. A table of our own, because the lists inside
 * JavaScript engines differ from version to version. Grouped by digits after the decimal point.
 */
export const CURRENT: ReadonlyMap<string, number> = /* @__PURE__ */ tabulate({
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW " +
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF " +
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
    "MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP " +
    "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG " +
    "YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
});

/** Codes of list one for which the standard states no minor unit: metals, bond units, special drawing rights, tests. */
export const WITHOUT_MINOR_UNIT: ReadonlySet<string> = /* @__PURE__ */ new Set(
  "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" "),
);

/**
 * Codes withdrawn since 2014, still found in the records of those years: digits, the day from which the code
 * was no longer the currency of its country, and the code that took its place.
 */
export const RETIRED: ReadonlyMap<string, readonly [digits: number, retiredOn: string, successor: string]> =
  /* @__PURE__ */ new Map([
    ["LVL", [2, "2014-01-01", "EUR"]],
    ["LTL", [2, "2015-01-01", "EUR"]],
    ["BYR", [0, "2017-01-01", "BYN"]],
    ["MRO", [2, "2018-01-01", "MRU"]],
    ["STD", [2, "2018-01-01", "STN"]],
    ["VEF", [2, "2018-08-20", "VES"]],
    ["CUC", [2, "2021-07-01", "CUP"]],
    ["HRK", [2, "2023-01-01", "EUR"]],
    ["SLL", [2, "2024-04-01", "SLE"]],
    ["ZWL", [2, "2024-09-01", "ZWG"]],
    ["ANG", [2, "2025-07-01", "XCG"]],
    ["BGN", [2, "2026-01-01", "EUR"]],
  ]);

function tabulate(byDigits: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (const [digits, codes] of Object.entries(byDigits)) {
    for (const code of codes.split(" ")) table.set(code, Number(digits));
  }
  return table;
}
