import { addUnits, sumUnits, sumUnitsBy, unitSumAt } from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeUnits } from "./_arbitraries.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const exactSum = (units: Iterable<number>): bigint =>
  [...units].reduce((sum, unit) => sum + BigInt(unit), 0n);

/** One representation for each value: a number exactly where it is safe. */
function expectExact(sum: number | bigint, exact: bigint): void {
  expect(BigInt(sum)).toBe(exact);
  expect(typeof sum).toBe(Number.isSafeInteger(Number(exact)) ? "number" : "bigint");
  expect(Object.is(sum, -0)).toBe(false);
}

describe("sumUnits", () => {
  it("is exact where a float sum is not, even if the end looks harmless", () => {
    const units = Float64Array.of(MOST, 2, -MOST); // passes 2⁵³ on the way, loses a unit, comes back
    expect(units.reduce((sum, unit) => sum + unit)).toBe(1);
    expect(sumUnits(units)).toBe(2);
  });

  it.each([
    [[], 0],
    [[-0, -0], 0],
    [[MOST], MOST],
    [[MOST, 1], 9007199254740992n],
    [[MOST, 1, -1], MOST],
    [[-MOST, -MOST], -18014398509481982n],
  ])("sums %j", (units, sum) => {
    expect(sumUnits(Float64Array.from(units))).toBe(sum);
  });

  it("equals the sum of big integers", () => {
    fc.assert(
      fc.property(fc.array(safeUnits, { maxLength: 50 }), (units) => {
        expectExact(sumUnits(Float64Array.from(units)), exactSum(units));
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order, nor on the split", () => {
    fc.assert(
      fc.property(
        fc
          .array(safeUnits, { maxLength: 30 })
          .chain((units) =>
            fc.tuple(
              fc.constant(units),
              fc.shuffledSubarray(units, { minLength: units.length }),
              fc.nat(units.length),
            ),
          ),
        ([units, shuffled, cut]) => {
          const sum = sumUnits(Float64Array.from(units));
          expect(sumUnits(Float64Array.from(shuffled))).toBe(sum);
          const [left, right] = [units.slice(0, cut), units.slice(cut)];
          expect(addUnits(sumUnits(Float64Array.from(left)), sumUnits(Float64Array.from(right)))).toBe(sum);
        },
      ),
    );
  });

  it("does not change the units", () => {
    const units = Float64Array.of(MOST, MOST, -5);
    sumUnits(units);
    expect(units).toEqual(Float64Array.of(MOST, MOST, -5));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 53, 19.99])(
    "refuses %d among the units",
    (unit) => {
      const message = `Cannot sum units: units[1] must be a safe integer, got ${unit}`;
      expect(() => sumUnits(Float64Array.of(1, unit, 3))).toThrow(new RangeError(message));
      expect(() => sumUnitsBy(new Int32Array(3), Float64Array.of(1, unit, 3), 1)).toThrow(
        new RangeError(message),
      );
    },
  );
});

describe("addUnits", () => {
  it("is exact, and the number where there is one", () => {
    fc.assert(
      fc.property(safeUnits, fc.oneof(safeUnits, fc.bigInt()), (a, b) => {
        expectExact(addUnits(a, b), BigInt(a) + BigInt(b));
        expect(addUnits(b, a)).toBe(addUnits(a, b));
      }),
    );
  });

  it.each([0.5, Number.NaN, 2 ** 53])("refuses %d", (unit) => {
    expect(() => addUnits(1, unit)).toThrow(
      new RangeError(`Cannot add units: they must be safe integers or bigints, got ${unit}`),
    );
  });
});

describe("sumUnitsBy", () => {
  const rows = fc.array(fc.tuple(fc.nat(4), safeUnits), { maxLength: 60 });
  const sumRows = (pairs: readonly (readonly [number, number])[]) =>
    sumUnitsBy(
      Int32Array.from(pairs, ([code]) => code),
      Float64Array.from(pairs, ([, unit]) => unit),
      5,
    );

  it("equals the sums of big integers, group by group", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const sums = sumRows(pairs);
        for (let group = 0; group < 5; group++) {
          const exact = exactSum(pairs.filter(([code]) => code === group).map(([, unit]) => unit));
          expectExact(unitSumAt(sums, group), exact);
          expect(sums.values[group]).toBe(Number(exact)); // the nearest double, wide or not
          expect(sums.wide.has(group)).toBe(!Number.isSafeInteger(Number(exact)));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(
        rows.chain((pairs) =>
          fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
        ),
        ([pairs, shuffled]) => {
          const [a, b] = [sumRows(pairs), sumRows(shuffled)];
          expect(b.values).toEqual(a.values);
          expect(new Map([...b.wide].sort())).toEqual(new Map([...a.wide].sort()));
        },
      ),
    );
  });

  it("sums of groups add up to the sum of all", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const sums = sumRows(pairs);
        const total = [0, 1, 2, 3, 4].reduce<number | bigint>(
          (sum, group) => addUnits(sum, unitSumAt(sums, group)),
          0,
        );
        expect(total).toBe(sumUnits(Float64Array.from(pairs, ([, unit]) => unit)));
      }),
    );
  });

  it("widens only the groups that need it, and comes back", () => {
    const codes = Int32Array.of(0, 0, 1, 1, 1, 2);
    const sums = sumUnitsBy(codes, Float64Array.of(MOST, MOST, MOST, 2, -MOST, 7), 4);
    expect(sums.wide).toEqual(new Map([[0, 18014398509481982n]]));
    expect([0, 1, 2, 3].map((group) => unitSumAt(sums, group))).toEqual([18014398509481982n, 2, 7, 0]);
  });

  it("leaves its inputs alone", () => {
    const codes = Int32Array.of(0, 1);
    const units = Float64Array.of(MOST, MOST);
    sumUnitsBy(codes, units, 2);
    expect([codes, units]).toEqual([Int32Array.of(0, 1), Float64Array.of(MOST, MOST)]);
  });

  it.each([-1, 3, 2 ** 31 - 1, -(2 ** 31)])("refuses the code %d of 3 groups", (code) => {
    expect(() => sumUnitsBy(Int32Array.of(0, code), Float64Array.of(1, 1), 3)).toThrow(
      new RangeError(`Cannot sum units: codes[1] must be one of the 3 groups, got ${code}`),
    );
  });

  it.each([-1, 0.5, Number.NaN])("refuses %d groups", (groups) => {
    expect(() => sumUnitsBy(new Int32Array(0), new Float64Array(0), groups)).toThrow(
      new RangeError(`Cannot sum units: groups must be a non-negative integer, got ${groups}`),
    );
  });

  it("refuses columns of two lengths", () => {
    expect(() => sumUnitsBy(new Int32Array(2), new Float64Array(3), 1)).toThrow(
      new RangeError("Cannot sum units: codes must be as many as the 3 units, got 2"),
    );
  });

  it.each([-1, 1, 0.5])("has no sum of group %d where there is one group", (group) => {
    const sums = sumUnitsBy(new Int32Array(0), new Float64Array(0), 1);
    expect(() => unitSumAt(sums, group)).toThrow(
      new RangeError(`Cannot read sum: group must be one of the 1 groups, got ${group}`),
    );
  });
});
