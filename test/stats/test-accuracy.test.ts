import { adjustPValues, testBinomial, testDistributionFit, testIndependence } from "clientele/stats";
import { expect, it } from "vitest";
import { readGolden, relativeError } from "./_golden.ts";
import { tested } from "./_tested.ts";

const golden =
  readGolden<Readonly<Record<string, { readonly rows: readonly (readonly unknown[])[] }>>>("tests.json");

/** Every value beside the one computed with exact fractions or 50 digits. */
function worst(name: string, compute: (...args: never[]) => number | readonly number[]): number {
  const errors = golden[name]!.rows.flatMap((row) => {
    const expected = [row.at(-1)].flat() as number[];
    const values = [compute(...(row as never[]))].flat();
    return expected.map((value, i) => relativeError(values[i] ?? Number.NaN, value));
  });
  expect(errors.length).toBeGreaterThan(25);
  return Math.max(...errors);
}

it("gives p to 1e-12 against exact values, far tails included", () => {
  const binomial = worst(
    "binomial",
    (successes: number, trials: number, probability: number) =>
      testBinomial({ successes, trials }, { probability }).p,
  );
  const independence = worst("independence", (table: number[][]) => tested(testIndependence(table)).p);
  const fit = worst(
    "oneSidedFit",
    (values: number[]) => tested(testDistributionFit(values, { lower: (x) => x, alternative: "greater" })).p,
  );
  const adjusted = worst("benjaminiHochberg", (ps: number[]) => adjustPValues(ps));
  for (const error of [binomial, independence, fit, adjusted]) expect(error).toBeLessThan(1e-12);
});
