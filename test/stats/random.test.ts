import { createRandom } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { murmur3 } from "../../src/stats/_murmur3.ts";
import { Sfc32 } from "../../src/stats/_sfc32.ts";
import { distanceFrom, falseAlarmRate, pearson } from "./_goodness-of-fit.ts";

function hash(text: string, seed: number): string {
  const key = new Int32Array(4).fill(seed);
  murmur3(text, key);
  return [...key].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

const draw = (count: number, random: { next(): number }): number[] =>
  Array.from({ length: count }, () => random.next());

describe("the generator", () => {
  it("is sfc32, by the published words of the seed 12345", () => {
    const words = [
      235160590, 2967261163, 116171463, 2882324903, 362604721, 4227106926, 1933307004, 1608300071, 2256615412,
      2701957640,
    ];
    const pairs = [0, 2, 4, 6, 8].map((i) => [words[i]! >>> 5, words[i + 1]! >>> 6] as const);
    const expected = pairs.map(([high, low]) => Number((BigInt(high) << 26n) | BigInt(low)) / 2 ** 53);
    expect(draw(5, new Sfc32(0, 12345, 0, 1))).toEqual(expected);
  });

  it("hashes seeds with MurmurHash3, by the published values of its 128-bit form", () => {
    expect(hash("I will not buy this tobacconist's, it is scratched.", 0)).toBe(
      "9b5b7ba2ef3f7866889adeaf00f3f98e",
    );
    expect(hash("", 0)).toBe("0".repeat(32));
    expect(hash("", 1)).toBe("88c4adec54d201b954d201b954d201b9");
    const growing: Readonly<Record<string, string>> = {
      "0": "0ab2409ea5eb34f8a5eb34f8a5eb34f8",
      "01": "0f87acb4674f3b21674f3b21674f3b21",
      "012": "cd94fea54c13d78e4c13d78e4c13d78e",
      "0123": "dc378fea485d3536485d3536485d3536",
      "01234": "35c5b3ee7b3b211600ae108800ae1088",
      "01234567": "aa22bf849216040263b83c5e63b83c5e",
      "012345678": "571b5f6775d48126d0205c304ca675dc",
      "0123456789ab": "cfaa93f9b6982a7e53412b5d04d3d08f",
      "0123456789abc": "c970af1dcc6d9d01dd00c683fc11eee3",
      "0123456789abcdef": "fb7d440936aed30a48ad1d9b572b3bfd",
    };
    for (const [text, expected] of Object.entries(growing)) expect(hash(text, 0)).toBe(expected);
    expect(hash("utf-8 supported 🌈", 0)).toBe("796479ed1bbff85b29e39731d1967a07");
    expect(hash("這個有效", 0)).toBe("5ee7e60516f613aa76048cdc7a1493e3");
  });

  it("gives the numbers it has always given", () => {
    expect(draw(3, createRandom(42))).toMatchInlineSnapshot(`
      [
        0.7027225434125991,
        0.6356606824389281,
        0.9224327987567202,
      ]
    `);
    expect(draw(3, createRandom("林 🌈"))).toMatchInlineSnapshot(`
      [
        0.7604870640102456,
        0.475016863317537,
        0.9092348028973632,
      ]
    `);
    expect(draw(3, createRandom(-1.5).split("a").split(7))).toMatchInlineSnapshot(`
      [
        0.7867315623023797,
        0.26603400392600685,
        0.25577253714633885,
      ]
    `);
  });

  it("draws multiples of 2⁻⁵³ on [0, 1), down to the last bit", () => {
    const integers = draw(20_000, createRandom("bits")).map((x) => x * 2 ** 53);
    expect(integers.every((x) => Number.isInteger(x) && x >= 0 && x < 2 ** 53)).toBe(true);
    for (let bit = 0; bit < 53; bit++) {
      const ones = integers.filter((x) => Math.floor(x / 2 ** bit) % 2 === 1).length;
      expect(pearson([ones, integers.length - ones], [0.5, 0.5])).toBeGreaterThan(falseAlarmRate);
    }
  });

  it("is uniform, and its neighbours are independent", () => {
    const draws = draw(200_000, createRandom("uniform"));
    expect(distanceFrom(draws, (x) => x)).toBeLessThan(1);
    for (const lag of [1, 2, 3, 7])
      expect(pearson(...squares(draws, draws.slice(lag)))).toBeGreaterThan(falseAlarmRate);
  });
});

/** Counts of pairs in a grid of 20 × 20, and the probabilities of independent uniform pairs. */
function squares(xs: readonly number[], ys: readonly number[]): [number[], number[]] {
  const counts = new Array<number>(400).fill(0);
  for (let i = 0; i < Math.min(xs.length, ys.length); i++)
    counts[Math.floor(20 * xs[i]!) * 20 + Math.floor(20 * ys[i]!)]!++;
  return [counts, new Array<number>(400).fill(1 / 400)];
}

describe("seeds", () => {
  it("give the same numbers again, and other seeds other numbers", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer()), (seed) => {
        expect(draw(4, createRandom(seed))).toEqual(draw(4, createRandom(seed)));
      }),
    );
    const firsts = Array.from({ length: 100_000 }, (_, seed) => createRandom(seed).next());
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(distanceFrom(firsts, (x) => x)).toBeLessThan(1);
  });

  it("read a number as its text", () => {
    expect(createRandom(42).next()).toBe(createRandom("42").next());
    expect(createRandom(-0).next()).toBe(createRandom(0).next());
    expect(createRandom(1.5).next()).not.toBe(createRandom(1).next());
    expect(createRandom(5).split(7).next()).toBe(createRandom(5).split("7").next());
  });

  it("tell apart texts that differ in one unit, lone surrogates too", () => {
    const texts = [
      "",
      "a",
      "A",
      "a ",
      " a",
      "\0",
      "\0\0",
      "é",
      "e\u0301",
      "\ud83c",
      "\ud83d",
      "\udf08",
      "\ufffd",
    ];
    expect(new Set(texts.map((text) => createRandom(text).next())).size).toBe(texts.length);
  });

  it("are refused when they are not finite, or neither number nor text", () => {
    expect(() => createRandom(Number.NaN)).toThrow(
      new RangeError("Cannot create random numbers: seed must be a finite number or a text, got NaN"),
    );
    expect(() => createRandom(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => createRandom(undefined as unknown as string)).toThrow(
      new TypeError("Cannot create random numbers: seed must be a finite number or a text, got nothing"),
    );
    expect(() => createRandom(1).split(Number.NaN)).toThrow(
      new RangeError("Cannot split a random stream: label must be a finite number or a text, got NaN"),
    );
  });
});

describe("split", () => {
  it("does not depend on how much was drawn, and draws nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(50), (seed, label, drawn) => {
        const used = createRandom(seed);
        const fresh = createRandom(seed);
        for (let i = 0; i < drawn; i++) {
          used.next();
          fresh.next();
        }
        const child = draw(3, used.split(label));
        expect(child).toEqual(draw(3, createRandom(seed).split(label)));
        expect(draw(3, used)).toEqual(draw(3, fresh));
      }),
    );
  });

  it("gives another stream for every label and every path of labels", () => {
    const root = createRandom(1);
    const streams = [
      root,
      root.split(""),
      root.split("").split(""),
      root.split("a"),
      root.split("b"),
      root.split("ab"),
      root.split("a").split("b"),
      root.split("b").split("a"),
      createRandom(2).split("a"),
    ];
    expect(new Set(streams.map((stream) => stream.next())).size).toBe(streams.length);
  });

  it("gives streams that look independent of the parent and of each other", () => {
    const root = createRandom("family");
    const firsts = Array.from({ length: 200_000 }, (_, i) => root.split(i).next());
    expect(distanceFrom(firsts, (x) => x)).toBeLessThan(1);
    expect(pearson(...squares(firsts, firsts.slice(1)))).toBeGreaterThan(falseAlarmRate);
    const parent = draw(200_000, root);
    for (const label of ["", "a", 0]) {
      const child = draw(200_000, root.split(label));
      expect(pearson(...squares(parent, child))).toBeGreaterThan(falseAlarmRate);
      expect(pearson(...squares(parent.slice(1), child))).toBeGreaterThan(falseAlarmRate);
    }
    const siblings = [draw(200_000, root.split(1)), draw(200_000, root.split(2))] as const;
    expect(pearson(...squares(...siblings))).toBeGreaterThan(falseAlarmRate);
  });
});
