import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  jaroWinkler,
  nameSimilarity,
  normaliseEmail,
  normaliseName,
  normalisePhone,
} from "../../src/knowledge/index.ts";

const person = (name: string): string => normaliseName(name).key;
const company = (name: string): string => normaliseName(name, { kind: "organisation" }).key;

describe("normal forms of names", () => {
  it.each([
    ["Lin, Mei", "Mei Lin"],
    ["Dr. MEI LIN", "mei lin"],
    ["Mei　Ｌｉｎ", "Mei Lin"],
    ["José Müller", "Jose Muller"],
    ["Łukasz Żółć", "Lukasz Zolc"],
    ["O’Brien, Pat", "Pat O'Brien"],
    ["林 美玲", "林美玲"],
    ["陳國華 先生", "陈国华"],
    ["髙橋 様", "高桥"],
    ["櫻井", "桜井"],
    ["ﾀﾅｶ ﾀﾛｳ", "たなか たろう"],
    ["김 민수 씨", "김민수"],
  ])("takes %s and %s for one", (a, b) => expect(person(a)).toBe(person(b)));

  it.each([
    ["Acme Co., Ltd.", "ACME"],
    ["Müller & Söhne GmbH", "Muller Sohne AG"],
    ["台灣積體電路製造股份有限公司", "台湾积体电路制造"],
    ["㈱日立製作所", "株式会社日立製作所"],
    ["삼성전자 주식회사", "㈜삼성전자"],
  ])("takes the companies %s and %s for one", (a, b) => expect(company(a)).toBe(company(b)));

  it.each([
    ["がくせい", "かくせい"],
    ["王小明", "王大明"],
    ["Mei Lin", "May Lin"],
  ])("keeps %s and %s apart", (a, b) => expect(person(a)).not.toBe(person(b)));

  it("never leaves a name empty", () => {
    expect(company("The Co")).toBe("co the");
    expect(company("有限公司")).toBe("有限公司");
    expect(person("李先生")).toBe("李先生");
  });

  it("is idempotent, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(..."王明林美ガかー가나 Müøß.,-㈱"), maxLength: 10 }),
    );
    fc.assert(fc.property(text, (name) => person(person(name)) === person(name)));
  });
});

describe("normal forms of addresses and numbers", () => {
  it("folds case, width, blanks and sub-addresses of an e-mail address, and refuses what is none", () => {
    expect(normaliseEmail(" Ada.Byron+news@Example.COM ")).toBe("ada.byron@example.com");
    expect(normaliseEmail("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ")).toBe("ada@example.com");
    for (const bad of ["", "ada", "a@b", "@b.c", "a b@c.de", "x@y@z.com", "a@.de"])
      expect(normaliseEmail(bad)).toBeUndefined();
  });

  it.each([
    ["020 7946 0958", "44", "+442079460958"],
    ["+44 (0)20 7946-0958", undefined, "+442079460958"],
    ["0044 20 7946 0958", undefined, "+442079460958"],
    ["０２－２７１２－３４５６ #12", "886", "+886227123456x12"],
    ["06 6988 1234", "39", "+390669881234"],
    ["٠٢٠١٢٣٤٥٦٧", undefined, "0201234567"],
    ["tel: 555 0100", undefined, "5550100"],
    ["ask Ada", undefined, undefined],
    ["1234", undefined, undefined],
    ["+1234567890123456", undefined, undefined],
  ])("brings %s (%s) to %s", (text, callingCode, expected) =>
    expect(normalisePhone(text, { callingCode })).toBe(expected),
  );

  it("refuses a calling code that is none", () => {
    expect(() => normalisePhone("020 7946 0958", { callingCode: "+44" })).toThrow(
      'Cannot normalise a phone number: callingCode must be 1 to 3 digits without a leading zero, got "+44"',
    );
  });
});

describe("likeness", () => {
  it.each([
    ["martha", "marhta", 0.9611],
    ["dixon", "dicksonx", 0.8133],
    ["dwayne", "duane", 0.84],
    ["jones", "johnson", 0.8324],
  ])("gives the published Jaro–Winkler value of %s and %s", (a, b, value) =>
    expect(jaroWinkler(a, b)).toBeCloseTo(value, 4),
  );

  it("is symmetric, between 0 and 1, and 1 for equals alone", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcde王明 "), maxLength: 10 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const names = [normaliseName(a), normaliseName(b)] as const;
        const [value, back] = [nameSimilarity(...names), nameSimilarity(names[1], names[0])];
        expect(back).toBe(value);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        if (names[0].key !== names[1].key) expect(value).toBeLessThan(1);
        const plain = jaroWinkler(a, b);
        expect(plain).toBeGreaterThanOrEqual(0);
        expect(plain).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("pairs words in any order, and an initial with its word", () => {
    expect(nameSimilarity(normaliseName("J. Smith"), normaliseName("John Smith"))).toBeGreaterThan(0.85);
    expect(nameSimilarity(normaliseName("Jonathan Smith"), normaliseName("Smyth, Jonathon"))).toBeGreaterThan(
      0.92,
    );
    expect(nameSimilarity(normaliseName("Ada Byron"), normaliseName("Grace Hopper"))).toBeLessThan(0.6);
  });
});
