import {
  basketsFromLists,
  deriveRules,
  measureAssociation,
  measureRules,
  mineItemsets,
  pickRules,
  type RuleMeasure,
  type RuleTable,
  rankRules,
  ruleMeasures,
} from "clientele/affinity";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basketsOf, csvRows, haveData, thorough } from "./_data.ts";

const textOfRule = ({ left, right }: { left: readonly string[]; right: readonly string[] }) =>
  `{${[...left].sort().join(",")}} => {${[...right].sort().join(",")}}`;

const minedOnce = new Map<string, ReturnType<typeof mineItemsets>>();
const rulesOf = (
  name: Parameters<typeof basketsOf>[0],
  minSupport: number,
  minConfidence: number,
  options: Parameters<typeof deriveRules>[1] = {},
) => {
  const key = `${name} ${minSupport}`;
  const itemsets = minedOnce.get(key) ?? mineItemsets(basketsOf(name), { minSupport });
  minedOnce.set(key, itemsets);
  return deriveRules(itemsets, { minConfidence, ...options });
};
const top = (rules: RuleTable, count: number) => [
  ...pickRules(rules, rankRules(rules, "lift").subarray(0, count)),
];

describe("rules of arules' example of seven transactions", () => {
  const seven = [
    ["a", "b", "c"],
    ["a", "b"],
    ["a", "b", "d"],
    ["b", "e"],
    ["a", "c"],
    ["c", "e"],
    ["a", "b", "d", "e"],
  ];
  const itemsets = mineItemsets(basketsFromLists(seven), { minSupport: 0.25 });
  const options = { minConfidence: 0, emptyLeft: true };
  it("are as many, with constraints on both sides", () => {
    expect(deriveRules(itemsets, options).size).toBe(18);
    expect(
      deriveRules(itemsets, { ...options, right: { only: ["a", "b"] }, left: { noneOf: ["a", "b"] } }).size,
    ).toBe(6);
    expect(
      deriveRules(itemsets, { ...options, right: { only: ["c"] }, left: { only: ["a", "b"] } }).size,
    ).toBe(2);
    const without = { noneOf: ["a", "b"] };
    expect(deriveRules(itemsets, { ...options, left: without, right: without }).size).toBe(3);
    const some = deriveRules(itemsets, { minConfidence: 0, left: { anyOf: ["e", "unknown"] } });
    expect([...some].map(textOfRule)).toEqual(["{e} => {b}"]);
  });
  it("refuse itemsets that lack counts, and options out of range", () => {
    const closed = mineItemsets(basketsFromLists(seven), { minCount: 1, target: "closed" });
    expect(() => deriveRules(closed)).toThrow('the itemsets must be all frequent ones, got "closed"');
    expect(() => deriveRules(itemsets, { minConfidence: 2 })).toThrow(
      "minConfidence must be a number from 0 to 1, got 2",
    );
    expect(() => deriveRules(itemsets, { minConfidence: 0, maxResults: 3 })).toThrow("there are more than 3");
    expect(() => deriveRules(itemsets).row(99)).toThrow("Cannot read rule");
    expect(() => measureRules(deriveRules(itemsets), "lifft" as "lift")).toThrow(
      "measure must be one of addedValue",
    );
  });
});

describe("measures", () => {
  it("say when there is no value instead of a huge number or a zero", () => {
    // Efficient-Apriori returns about 1e9 as the conviction of a rule without exceptions, mlxtend 0 as an undefined Zhang.
    expect(measureAssociation({ n11: 4, n10: 0, n01: 1, n00: 5 }, "conviction")).toEqual({
      kind: "unbounded",
      sign: 1,
    });
    expect(measureAssociation({ n11: 5, n10: 0, n01: 0, n00: 0 }, "zhang")).toEqual({ kind: "undefined" });
    expect(measureAssociation({ n11: 0, n10: 3, n01: 1, n00: 5 }, "counterexample")).toEqual({
      kind: "unbounded",
      sign: -1,
    });
    expect(measureAssociation({ n11: 4, n10: 0, n01: 1, n00: 5 }, "oddsRatio", { smoothing: 0.5 })).toEqual({
      kind: "value",
      value: (4.5 * 5.5) / (0.5 * 1.5),
    });
    expect(measureAssociation({ n11: 4, n10: 0, n01: 0, n00: 5 }, "mutualInformation")).toMatchObject({
      kind: "value",
    });
    expect(() => measureAssociation({ n11: -1, n10: 0, n01: 0, n00: 1 }, "lift")).toThrow(
      "n11 must be a number from 0 up",
    );
  });

  it("of Efficient-Apriori's Rule(50, 100, 150, 200)", () => {
    const table = { n11: 50, n10: 50, n01: 100, n00: 0 };
    const of = (measure: RuleMeasure) => measureAssociation(table, measure);
    expect(of("confidence")).toEqual({ kind: "value", value: 0.5 });
    expect(of("support")).toEqual({ kind: "value", value: 0.25 });
    expect(of("lift")).toEqual({ kind: "value", value: 2 / 3 });
    expect(of("conviction")).toEqual({ kind: "value", value: 0.5 });
  });

  const table = fc.record({ n11: fc.nat(30), n10: fc.nat(30), n01: fc.nat(30), n00: fc.nat(30) });
  const number = (cells: Parameters<typeof measureAssociation>[0], measure: RuleMeasure) => {
    const found = measureAssociation(cells, measure);
    return found.kind === "value" ? found.value : Number.NaN;
  };
  it("are symmetric where they should be, and agree on the direction", () => {
    fc.assert(
      fc.property(table, (t) => {
        const turned = { ...t, n10: t.n01, n01: t.n10 };
        for (const measure of [
          "lift",
          "jaccard",
          "cosine",
          "phi",
          "leverage",
          "kappa",
          "yuleQ",
          "chiSquared",
        ] as const) {
          const [one, other] = [measureAssociation(t, measure), measureAssociation(turned, measure)];
          expect(one.kind).toBe(other.kind);
          if (one.kind === "value" && other.kind === "value") expect(one.value).toBeCloseTo(other.value, 12);
        }
        const above = Math.sign(t.n11 * t.n00 - t.n10 * t.n01);
        if (t.n11 * t.n00 * t.n10 * t.n01 > 0) {
          expect(Math.sign(number(t, "lift") - 1 > 1e-12 ? 1 : number(t, "lift") - 1 < -1e-12 ? -1 : 0)).toBe(
            above,
          );
          expect(Math.sign(number(t, "phi"))).toBe(above);
          expect(Math.sign(number(t, "oddsRatio") - 1)).toBe(above);
          expect(number(t, "hyperConfidence")).toBeCloseTo(1 - number(t, "fishersExactTest"), 14);
        }
      }),
    );
  });
});

describe("ranges", () => {
  const ranges: Readonly<Record<RuleMeasure, readonly [number, number]>> = {
    addedValue: [-1, 1],
    casualConfidence: [Number.NEGATIVE_INFINITY, 1],
    casualSupport: [-1, 2],
    centeredConfidence: [-1, 1],
    certainty: [Number.NEGATIVE_INFINITY, 1],
    chiSquared: [0, 120],
    collectiveStrength: [0, Number.POSITIVE_INFINITY],
    confidence: [0, 1],
    confirmedConfidence: [-1, 1],
    conviction: [0, Number.POSITIVE_INFINITY],
    cosine: [0, 1],
    count: [0, 30],
    counterexample: [Number.NEGATIVE_INFINITY, 1],
    coverage: [0, 1],
    doc: [-1, 1],
    fishersExactTest: [0, 1],
    gini: [0, 1],
    hyperConfidence: [0, 1],
    hyperLift: [0, Number.POSITIVE_INFINITY],
    imbalance: [0, 1],
    implicationIndex: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    importance: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    jaccard: [0, 1],
    jMeasure: [0, 1],
    kappa: [-1, 1],
    kulczynski: [0, 1],
    lambda: [0, 1],
    laplace: [0, 1],
    leastContradiction: [Number.NEGATIVE_INFINITY, 1],
    lerman: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    leverage: [-0.25, 0.25],
    lift: [0, Number.POSITIVE_INFINITY],
    maxConfidence: [0, 1],
    mutualInformation: [0, 1],
    oddsRatio: [0, Number.POSITIVE_INFINITY],
    phi: [-1, 1],
    ralambondrainy: [0, 1],
    relativeRisk: [0, Number.POSITIVE_INFINITY],
    rhsSupport: [0, 1],
    RLD: [-1, 1],
    rulePowerFactor: [0, 1],
    sebag: [0, Number.POSITIVE_INFINITY],
    stdLift: [Number.NEGATIVE_INFINITY, 1],
    support: [0, 1],
    varyingLiaison: [-1, Number.POSITIVE_INFINITY],
    yuleQ: [-1, 1],
    yuleY: [-1, 1],
    zhang: [-1, 1],
  };
  it("hold of every measure, and no table makes it anything but a number, unbounded or undefined", () => {
    const cell = fc.oneof(fc.constant(0), fc.nat(30));
    fc.assert(
      fc.property(cell, cell, cell, cell, (n11, n10, n01, n00) => {
        for (const measure of ruleMeasures) {
          const found = measureAssociation({ n11, n10, n01, n00 }, measure);
          const [least, most] = ranges[measure];
          if (found.kind === "value" && !(found.value >= least - 1e-12 && found.value <= most + 1e-12))
            throw new Error(`${measure} is ${found.value}`);
          if (found.kind === "unbounded")
            expect(found.sign > 0 ? most : -least).toBe(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});

describe("rules of any baskets", () => {
  const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcdef"), { maxLength: 6 }), { maxLength: 12 });
  it("equal those counted one by one, with any right side [S2-31]", () => {
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0, 0.3, 0.5, 1),
        (all, minCount, minConfidence) => {
          const count = (items: readonly string[]) =>
            all.filter((one) => items.every((item) => one.includes(item))).length;
          const expected: string[] = [];
          let candidates = 0;
          for (let both = 1; both < 64; both++) {
            const set = [..."abcdef"].filter((_, i) => (both >> i) & 1);
            if (count(set) < minCount) continue;
            for (let mask = 1; mask < 64; mask++) {
              if ((mask & both) !== mask || mask === both) continue;
              candidates++;
              const right = [..."abcdef"].filter((_, i) => (mask >> i) & 1);
              const left = set.filter((item) => !right.includes(item));
              if (count(set) < minConfidence * count(left)) continue;
              expected.push([textOfRule({ left, right }), count(set), count(left), count(right)].join(" "));
            }
          }
          const rules = deriveRules(mineItemsets(basketsFromLists(all), { minCount }), {
            minConfidence,
            rightSide: "any",
          });
          const found = [...rules].map((row, i) =>
            [textOfRule(row), row.count, rules.leftCounts[i], rules.rightCounts[i]].join(" "),
          );
          expect(found.sort()).toEqual(expected.sort());
          expect(rules.candidates).toBe(candidates);
          const single = deriveRules(mineItemsets(basketsFromLists(all), { minCount }), { minConfidence });
          expect(single.size).toBe([...rules].filter((row) => row.right.length === 1).length);
        },
      ),
    );
  });
});

describe.skipIf(!haveData)("rules of public data (needs CLIENTELE_DATA)", () => {
  it("of Groceries are as many as arules and mlxtend find", () => {
    const counts = {
      "0.001/0.5": 5668,
      "0.001/0.8": 410,
      "0.001/0.9": 129,
      "0.006/0.25": 463,
      "0.01/0.5": 15,
      "0.01/0.1": 427,
      "0.01/0.3": 125,
      "0.005/0.5": 120,
      "0.005/0.2": 872,
      "0.02/0.3": 37,
      "0.001/0.1": 32_783,
      "0.001/0.25": 17_391,
    };
    for (const [key, size] of Object.entries(counts)) {
      const [support = 0, confidence = 0] = key.split("/").map(Number);
      expect([key, rulesOf("groceries", support, confidence).size]).toEqual([key, size]);
    }
    expect(rulesOf("groceries", 0.01, 0.1, { emptyLeft: true }).size).toBe(435);
    expect(rulesOf("groceries", 0.001, 0.5, { rightSide: "any" }).size).toBe(5829);
    expect(rulesOf("groceries", 0.006, 0.25, { rightSide: "any" }).size).toBe(467);
    expect(rulesOf("groceries", 0.005, 0.5, { rightSide: "any" }).size).toBe(120);
    const sizes = [0, 0, 0, 0, 0, 0, 0];
    for (const { left } of rulesOf("groceries", 0.001, 0.5)) sizes[left.length + 1]!++;
    expect(sizes).toEqual([0, 0, 11, 1461, 3211, 939, 46]);
  });

  it("of Groceries with the largest lift are those of arules", () => {
    expect(
      top(rulesOf("groceries", 0.001, 0.5), 4).map((row) => [textOfRule(row), row.count, row.lift]),
    ).toEqual([
      ["{Instant food products,soda} => {hamburger meat}", 12, expect.closeTo(18.9956542732979, 12)],
      ["{popcorn,soda} => {salty snack}", 12, expect.closeTo(16.6977928692699, 12)],
      ["{baking powder,flour} => {sugar}", 10, expect.closeTo(16.4080747414081, 12)],
      ["{ham,processed cheese} => {white bread}", 19, expect.closeTo(15.0454911433172, 12)],
    ]);
    expect(top(rulesOf("groceries", 0.001, 0.25), 1)[0]?.lift).toBeCloseTo(35.7157874617737, 12);
    expect(
      top(rulesOf("groceries", 0.006, 0.25), 2).map((row) => [textOfRule(row), row.count, row.lift]),
    ).toEqual([
      ["{herbs} => {root vegetables}", 69, expect.closeTo(3.95647737873134, 12)],
      ["{berries} => {whipped/sour cream}", 89, expect.closeTo(3.7968855054547, 12)],
    ]);
    const fifteen = top(rulesOf("groceries", 0.01, 0.5), 15);
    expect([textOfRule(fifteen[0]!), fifteen[0]!.confidence, fifteen[0]!.lift]).toEqual([
      "{citrus fruit,root vegetables} => {other vegetables}",
      expect.closeTo(0.586206896551724, 14),
      expect.closeTo(3.02960842227336, 13),
    ]);
    expect([textOfRule(fifteen[14]!), fifteen[14]!.lift, fifteen[14]!.count]).toEqual([
      "{other vegetables,whipped/sour cream} => {whole milk}",
      expect.closeTo(1.98438542116207, 13),
      144,
    ]);
  });

  it("are not lost after the first of a left side (npm apriori gives 12 of these 15)", () => {
    const rules = [...rulesOf("groceries", 0.01, 0.5)].map(textOfRule);
    expect(rules).toContain("{root vegetables,tropical fruit} => {other vegetables}");
    expect(rules).toContain("{root vegetables,tropical fruit} => {whole milk}");
  });

  it("of Groceries are those of arules, all 5,668 with their numbers", () => {
    const rows = csvRows("golden/affinity/groceries_rules_supp0.001_conf0.5.csv").slice(1);
    const rules = new Map([...rulesOf("groceries", 0.001, 0.5)].map((row) => [textOfRule(row), row]));
    const sorted = (side = "") => `{${side.slice(1, -1).split(",").sort().join(",")}}`;
    for (const [left, right, support, confidence, , lift, count] of rows) {
      const found = rules.get(`${sorted(left)} => ${sorted(right)}`);
      if (found === undefined) throw new Error(`no rule ${left} => ${right}`);
      const numbers = [found.count, found.support, found.confidence, found.lift];
      const expected = [count, support, confidence, lift].map(Number);
      numbers.forEach((value, i) => {
        if (!(Math.abs(value - expected[i]!) <= 1e-13 * Math.abs(expected[i]!)))
          expect([left, right, value]).toEqual([left, right, expected[i]]);
      });
    }
    expect(rules.size).toBe(rows.length);
  });

  it("of retail, T10I4D100K and Online Retail are those of arules", () => {
    expect(rulesOf("retail", 0.001, 0.5).size).toBe(5731);
    expect(top(rulesOf("retail", 0.001, 0.5), 1).map((row) => [row.count, row.lift])).toEqual([
      [91, expect.closeTo(338.34100877193, 10)],
    ]);
    expect(rulesOf("retail", 0.01, 0.5).size).toBe(110);
    expect(
      top(rulesOf("retail", 0.01, 0.5), 1).map((row) => [textOfRule(row), row.confidence, row.lift]),
    ).toEqual([
      ["{110,39,48} => {38}", expect.closeTo(0.994214079074, 12), expect.closeTo(5.620152708345, 11)],
    ]);
    expect(rulesOf("T10I4D100K", 0.005, 0.5).size).toBe(607);
    expect(top(rulesOf("T10I4D100K", 0.005, 0.5), 1).map((row) => [textOfRule(row), row.lift])).toEqual([
      ["{350,572,579,803} => {842}", expect.closeTo(126.682382333978, 10)],
    ]);
    if (thorough) {
      const counts = [0.5, 0.8].map((confidence) => rulesOf("T10I4D100K", 0.001, confidence).size);
      expect(counts).toEqual([72_054, 65_959]);
    }
    expect(rulesOf("online_retail", 0.01, 0.5).size).toBe(115);
    expect(rulesOf("online_retail", 0.02, 0.5).size).toBe(12);
    expect(
      top(rulesOf("online_retail", 0.01, 0.5), 1).map((row) => [
        textOfRule(row),
        row.count,
        row.confidence,
        row.lift,
      ]),
    ).toEqual([
      ["{22697} => {22699}", 300, expect.closeTo(0.753768844221, 12), expect.closeTo(53.631118555742, 10)],
    ]);
  });

  it("have every measure of arules, rule by rule, but those that arules gets wrong", () => {
    for (const [file, support, confidence] of [
      ["groceries_supp0.006_conf0.25_all_measures.csv", 0.006, 0.25],
      ["groceries_supp0.01_conf0.5_all_measures.csv", 0.01, 0.5],
    ] as const) {
      const [head = [], ...rows] = csvRows(`golden/affinity/${file}`);
      const rules = rulesOf("groceries", support, confidence);
      const at = new Map([...rules].map((row, i) => [textOfRule(row), i]));
      const place = (rule: string) => {
        const [left = "", right = ""] = rule.split(" => ").map((side) => side.slice(1, -1));
        return at.get(`{${left.split(",").sort().join(",")}} => {${right}}`) ?? -1;
      };
      const compared: string[] = [];
      for (const [column, name] of head.entries()) {
        // Sub-rules that were not mined count as nothing there; collectiveStrength lacks n and a product;
        // leastContradiction is n₁₁/b there, without the contradictions of Azé and Kodratoff's (n₁₁ − n₁₀)/b.
        if (
          ["rule", "leastContradiction", "boost", "improvement", "LIC", "collectiveStrength"].includes(
            name,
          ) ||
          name.startsWith("table")
        )
          continue;
        const measure = (name === "maxconfidence" ? "maxConfidence" : name) as RuleMeasure;
        expect(ruleMeasures).toContain(measure);
        const ours = measureRules(rules, measure, { minSupport: support });
        for (const row of rows) {
          const found = ours.at(place(row[0]!));
          const expected = Number(row[column]);
          const value = found.kind === "value" ? found.value : Number.NaN;
          if (!(Math.abs(value - expected) <= 1e-9 * Math.abs(expected) + 1e-15))
            expect([name, row[0], value]).toEqual([name, row[0], expected]);
        }
        compared.push(measure);
      }
      expect(compared.length).toBe(45);
      expect(rows.length).toBe(rules.size);
    }
    const best = top(rulesOf("groceries", 0.01, 0.5), 1);
    const rule = rulesOf("groceries", 0.01, 0.5);
    const collective = measureRules(
      pickRules(rule, rankRules(rule, "lift").subarray(0, 1)),
      "collectiveStrength",
    );
    expect([best.length, collective.values[0]]).toEqual([1, expect.closeTo(1.0917, 4)]);
    const herbs = { n11: 69, n10: 91, n01: 1003, n00: 8672 };
    expect(measureAssociation(herbs, "zhang")).toEqual({
      kind: "value",
      value: expect.closeTo(0.759607534734, 12),
    });
  });
});
