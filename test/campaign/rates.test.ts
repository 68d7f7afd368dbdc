import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareResponses, estimateResponse, fitResponseRates, type ResponseCount } from "clientele/campaign";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const data = process.env["CLIENTELE_DATA"];

describe("rates of all customers", () => {
  const families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];
  const geissler = families.flatMap((times, responses) =>
    Array.from({ length: times }, (): ResponseCount => ({ contacts: 12, responses })),
  );
  /** ln C(n, k), which the likelihood of the room leaves out. */
  const ways = (n: number, k: number): number => {
    let sum = 0;
    for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
    return sum;
  };

  it("are those published of Geissler's families", () => {
    const rates = fitResponseRates(geissler);
    if (rates.kind === "insufficient") throw new Error("must suffice");
    expect(Math.abs(rates.a - 34.102858)).toBeLessThan(1e-3);
    expect(Math.abs(rates.b - 31.578232)).toBeLessThan(1e-3);
    const full =
      rates.logLikelihood +
      geissler.reduce((sum, { contacts, responses }) => sum + ways(contacts, responses), 0);
    expect(full).toBeCloseTo(-12492.871358551, 6);
  });

  it.skipIf(data === undefined)("are those of the coupons of a grocer, and shrink its campaigns", () => {
    const rows = (file: string): string[][] =>
      readFileSync(join(data ?? "", "data/clv_rfm", file), "utf8")
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.replaceAll('"', "").split(","));
    const typeB = new Set(
      rows("cj_campaign_descriptions.csv").flatMap(([id = "", type]) => (type === "Type B" ? [id] : [])),
    );
    const [sent, redeemed] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
    const add = (to: Map<string, Set<string>>, campaign: string, household: string): void => {
      if (typeB.has(campaign)) to.set(campaign, (to.get(campaign) ?? new Set()).add(household));
    };
    for (const [campaign = "", household = ""] of rows("cj_campaigns.csv")) add(sent, campaign, household);
    for (const [household = "", , campaign = ""] of rows("cj_coupon_redemptions.csv"))
      if (sent.get(campaign)?.has(household)) add(redeemed, campaign, household);
    const counts = [...sent].map(([campaign, households]) => ({
      contacts: households.size,
      responses: redeemed.get(campaign)?.size ?? 0,
    }));
    const rates = fitResponseRates(counts);
    if (rates.kind === "insufficient") throw new Error("must suffice");
    expect([rates.groups, rates.contacts, rates.responses]).toEqual([17, 2368, 154]);
    expect(Math.abs(rates.a - 5.19067783)).toBeLessThan(1e-4);
    expect(Math.abs(rates.b - 73.35078249)).toBeLessThan(2e-3);
    const full =
      rates.logLikelihood + counts.reduce((sum, one) => sum + ways(one.contacts, one.responses), 0);
    expect(full).toBeCloseTo(-46.5352705745463, 8);
    const shrunk = [[1, 13] as const, [20, 176] as const, [3, 183] as const].map(
      ([responses, contacts]) => estimateResponse(rates, { contacts, responses }).rate,
    );
    for (const [i, value] of [0.067627, 0.0989649, 0.0313169].entries())
      expect(shrunk[i]).toBeCloseTo(value, 5);
  });

  it("of customers who differ no more than chance are one", () => {
    const counts = [1, 4, 6, 4, 1].flatMap((times, responses) =>
      Array.from({ length: times * 10 }, () => ({ contacts: 4, responses })),
    );
    const rates = fitResponseRates(counts);
    expect(rates).toMatchObject({ kind: "response-rates", differ: false });
    expect(rates.kind === "response-rates" && rates.rate).toBeCloseTo(0.5, 6);
  });

  it("are refused where nobody answers, or everybody, or few were asked", () => {
    const many = (responses: number): ResponseCount[] =>
      Array.from({ length: 50 }, () => ({ contacts: 3, responses }));
    expect(fitResponseRates(many(0))).toEqual({ kind: "insufficient", of: "answers", have: 0, need: 10 });
    expect(fitResponseRates(many(3))).toMatchObject({ of: "contacts without an answer", have: 0 });
    expect(fitResponseRates(many(1).slice(0, 9))).toMatchObject({ of: "customers contacted", have: 9 });
    expect(fitResponseRates([...many(1).slice(0, 9), { contacts: 0, responses: 0 }])).toMatchObject({
      have: 9,
    });
    expect(() => fitResponseRates([{ contacts: 1, responses: 2 }])).toThrow(
      "responses of count 0 must be from 0 to its contacts (1), got 2",
    );
    expect(() => fitResponseRates([{ contacts: Number.NaN, responses: 0 }])).toThrow(RangeError);
  });

  it("do not depend on the order of the customers", () => {
    const count = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([contacts, share]) => ({ contacts, responses: Math.floor(contacts * share) }));
    fc.assert(
      fc.property(fc.array(count, { minLength: 10, maxLength: 40 }), (counts) => {
        expect(fitResponseRates([...counts].reverse())).toEqual(fitResponseRates(counts));
      }),
      { numRuns: 40 },
    );
  });
});

describe("the rate of one customer", () => {
  it("lies between its own share and the usual one, in its interval", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(50),
        (a, b, contacts, drawn) => {
          const responses = Math.min(contacts, drawn);
          const { rate, lower, upper } = estimateResponse({ a, b }, { contacts, responses });
          const [own, usual] = [responses / contacts, a / (a + b)];
          expect(rate).toBeGreaterThanOrEqual(Math.min(own, usual) - 1e-12);
          expect(rate).toBeLessThanOrEqual(Math.max(own, usual) + 1e-12);
          expect(lower).toBeLessThan(upper);
          const wider = estimateResponse({ a, b }, { contacts, responses }, { probability: 0.99 });
          expect([wider.lower <= lower, wider.upper >= upper]).toEqual([true, true]);
        },
      ),
    );
    expect(() => estimateResponse({ a: 1, b: 1 }, { contacts: 1, responses: 0 }, { probability: 1 })).toThrow(
      "probability must be above 0 and below 1, got 1",
    );
  });
});

describe("two rates compared", () => {
  it.each([
    [[26, 26], [16, 36], 0.978585178897485],
    [[5, 16], [2, 19], 0.909117909117911],
    [[51, 951], [31, 971], 0.988627048733023],
  ] as const)("are Miller's: %j above %j", ([a, b], [c, d], published) => {
    expect(compareResponses({ a, b }, { a: c, b: d }).probability).toBeCloseTo(published, 11);
  });

  it("lose what is published", () => {
    const { expectedLoss } = compareResponses({ a: 26, b: 26 }, { a: 16, b: 36 });
    expect(expectedLoss).toBeCloseTo(0.000762265163913611, 11);
  });

  it("add up to one, and the loss of both differs by the means", () => {
    const shape = fc.double({ min: 0.3, max: 500, noNaN: true });
    fc.assert(
      fc.property(shape, shape, shape, shape, (a, b, c, d) => {
        const [one, other] = [
          { a, b },
          { a: c, b: d },
        ];
        const [there, back] = [compareResponses(one, other), compareResponses(other, one)];
        expect(there.probability + back.probability).toBeCloseTo(1, 7);
        expect(there.expectedLoss - back.expectedLoss).toBeCloseTo(c / (c + d) - a / (a + b), 7);
      }),
      { numRuns: 200 },
    );
    expect(() => compareResponses({ a: 0, b: 1 }, { a: 1, b: 1 })).toThrow(
      "a of the first must be a positive number, got 0",
    );
  });
});
