import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultDuplicateWeights,
  findDuplicates,
  groupDuplicates,
  type Identity,
} from "../../src/knowledge/index.ts";

const ada: Identity = { partyId: "ada", kind: "person", names: ["Ada Byron"] };

function verdictOf(a: Omit<Identity, "partyId" | "kind">, b: Omit<Identity, "partyId" | "kind">) {
  const [pair] = findDuplicates([
    { ...a, partyId: "a", kind: "person" },
    { ...b, partyId: "b", kind: "person" },
  ]).pairs;
  return pair === undefined ? "none" : pair.objection === undefined ? pair.verdict : pair.objection;
}

describe("the search for duplicates", () => {
  it("adds up the weights of Fellegi and Sunter, worked by hand", () => {
    const emails = ["ada@example.com"];
    const [pair] = findDuplicates([
      { ...ada, emails, birthDate: { year: 1985, month: 12, day: 10 } },
      {
        ...ada,
        partyId: "byron",
        names: ["BYRON, Ada"],
        emails: ["Ada+shop@example.com"],
        birthDate: { month: 12, day: 10 },
      },
    ]).pairs;
    // log2(.8/.0001) + log2(.6/.00001) + log2(.95·365)
    const expected = Math.log2(8000) + Math.log2(60_000) + Math.log2(0.95 * 365);
    expect(pair?.score).toBeCloseTo(expected, 10);
    expect(pair?.probability).toBeCloseTo(1 / (1 + 2 ** -expected * 999), 12);
    expect(pair?.evidence.map(({ level }) => level)).toEqual([
      "name.equal",
      "email.equal",
      "birthDate.month-day",
    ]);
    expect(pair?.evidence.reduce((sum, { weight }) => sum + weight, 0)).toBe(pair?.score);
    expect(pair?.verdict).toBe("match");
  });

  it("tells what speaks against a probable pair", () => {
    const shared = { emails: ["us@example.com"], phones: ["020 7946 0958"], addresses: ["1 High St, Leeds"] };
    expect(verdictOf({ names: ["Ada Byron"], ...shared }, { names: ["Tom Hardy"], ...shared })).toBe(
      "names-differ",
    );
    const [old, young] = [
      { year: 1950, month: 3, day: 1 },
      { year: 1980, month: 3, day: 1 },
    ];
    expect(
      verdictOf(
        { names: ["Tom Hardy"], ...shared, birthDate: old },
        { names: ["Tom Hardy"], ...shared, birthDate: young },
      ),
    ).toBe("birth-dates-differ");
    expect(verdictOf({ names: ["Tom Hardy"], ...shared }, { names: ["Tom Hardy"], ...shared })).toBe("match");
  });

  it("never pairs different numbers of one system, nor a person with a company", () => {
    const same = { names: ["Ada Byron"], emails: ["ada@example.com"] };
    const vat = (value: string) => ({ externalIds: [{ system: "vat", value }] });
    expect(verdictOf({ ...same, ...vat("1") }, { ...same, ...vat("2") })).toBe("none");
    expect(verdictOf({ ...same, ...vat("1") }, { ...same, ...vat("1") })).toBe("match");
    const twoKinds: Identity[] = [
      { ...ada, emails: ["ada@example.com"] },
      { ...ada, partyId: "co", kind: "organisation", emails: ["ada@example.com"] },
    ];
    expect(findDuplicates(twoKinds).pairs).toEqual([]);
  });

  it("finds Chinese, Japanese and Korean names in all their spellings", () => {
    const identities: Identity[] = [
      { partyId: "1", kind: "person", names: ["陳國華"], phones: ["02-2712-3456"] },
      { partyId: "2", kind: "person", names: ["陈 国华 先生"], phones: ["+886-2-2712-3456"] },
      { partyId: "3", kind: "person", names: ["齋藤 ハナ"], emails: ["hana@example.jp"] },
      { partyId: "4", kind: "person", names: ["斋藤ﾊﾅ様"], emails: ["HANA@example.jp"] },
      { partyId: "5", kind: "person", names: ["김민수"], birthDate: { year: 1990, month: 1, day: 2 } },
      { partyId: "6", kind: "person", names: ["김 민수 씨"], birthDate: { year: 1990, month: 1, day: 2 } },
      { partyId: "7", kind: "person", names: ["陳國民"], phones: ["02-2712-9999"] },
      { partyId: "8", kind: "person", names: ["Lin Mei-Ling", "林美玲"], emails: ["mei@example.tw"] },
      { partyId: "9", kind: "person", names: ["林美玲"], emails: ["mei@example.tw"] },
    ];
    const { pairs } = findDuplicates(identities, { callingCode: "886" });
    const matches = pairs.filter(({ verdict }) => verdict === "match");
    expect(matches.map(({ a, b }) => `${a}${b}`).sort()).toEqual(["12", "34", "56", "89"]);
    expect(groupDuplicates(pairs)).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
      ["8", "9"],
    ]);
  });

  it("gives a name that many bear less weight", () => {
    const many = Array.from(
      { length: 2000 },
      (_, i): Identity => ({
        partyId: `p${i}`,
        kind: "person",
        names: [i % 4 === 0 ? "王伟" : `赵${String.fromCodePoint(0x4e00 + i)}`],
        phones: [String(20_000_000 + (i % 4 === 0 ? Math.floor(i / 8) : i * 7))],
      }),
    );
    const { pairs } = findDuplicates(many, { largestBlock: 1000 });
    const common = pairs.find(({ evidence }) => evidence[0]?.a === "王伟");
    // 500 of 2,000 bear the name: (498 + 10000·0.0001) / 12000
    expect(common?.evidence[0]?.weight).toBeCloseTo(Math.log2(0.8 / (499 / 12_000)), 10);
  });

  it("says where a block was too large to compare everyone", () => {
    const crowd = Array.from(
      { length: 300 },
      (_, i): Identity => ({
        partyId: `p${i}`,
        kind: "person",
        names: [`Name ${String.fromCharCode(97 + (i % 26))}${i}`],
        emails: ["info@example.com"],
      }),
    );
    const report = findDuplicates(crowd, { largestBlock: 100 });
    expect(report.largeBlocks).toContainEqual({ key: "email info@example.com", size: 300 });
    expect(report.compared).toBeLessThan(300 * 40);
  });

  it("does not depend on the order of the records, and mutates none", () => {
    const name = fc.constantFrom("Ada Byron", "Byron, Ada", "Ada Byrn", "陳國華", "陈国华", "Tom Hardy");
    const identity = fc.record({
      names: fc.array(name, { minLength: 1, maxLength: 2 }),
      emails: fc.array(fc.constantFrom("a@x.de", "A@x.de", "b@x.de"), { maxLength: 2 }),
      phones: fc.array(fc.constantFrom("5550100", "555 0100", "5550111"), { maxLength: 2 }),
    });
    const records = fc
      .array(identity, { maxLength: 8 })
      .map((list) =>
        list.map((record, i): Identity => Object.freeze({ ...record, partyId: `p${i}`, kind: "person" })),
      );
    fc.assert(
      fc.property(records, (list) => {
        const report = findDuplicates(list);
        expect(findDuplicates([...list].reverse())).toEqual(report);
        for (const { probability, score, evidence } of report.pairs) {
          expect(probability).toBeGreaterThanOrEqual(0.5);
          expect(evidence.reduce((sum, { weight }) => sum + weight, 0)).toBe(score);
        }
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
    );
  });

  it("agrees with comparing everyone with everyone, where a key is shared", () => {
    const identities: Identity[] = [
      ["Jonathan Smith", "Jonathon Smyth"],
      ["Acme", "Acme"],
      ["Katherine Miller", "Catherine Miller"],
      ["Ana de la Cruz", "De La Cruz, Ana"],
    ].flatMap(([a = "", b = ""], i): Identity[] => [
      { partyId: `a${i}`, kind: "person", names: [a], birthDate: { year: 1970 + i, month: 2, day: 3 } },
      { partyId: `b${i}`, kind: "person", names: [b], birthDate: { year: 1970 + i, month: 2, day: 3 } },
    ]);
    const found = findDuplicates(identities).pairs.map(({ a, b }) => `${a}${b}`);
    expect(found.sort()).toEqual(["a0b0", "a1b1", "a2b2", "a3b3"]);
  });

  it("refuses wrong calls in words", () => {
    expect(() => findDuplicates([ada, ada])).toThrow(
      "Cannot find duplicates: every party must be given once, got ada twice",
    );
    expect(() => findDuplicates([ada], { prior: 0 })).toThrow(
      "Cannot find duplicates: prior must be a number above 0 and below 1, got 0",
    );
    expect(() => findDuplicates([ada], { largestBlock: 1 })).toThrow("largestBlock");
  });

  it("takes the odds of the caller", () => {
    const weights = { "name.equal": { same: 0.5, different: 0.5 } };
    const [pair] = findDuplicates([ada, { ...ada, partyId: "b" }], { weights, reviewFrom: 1e-6 }).pairs;
    expect(pair?.score).toBe(0);
    expect(defaultDuplicateWeights["name.equal"].same).toBe(0.8);
  });
});
