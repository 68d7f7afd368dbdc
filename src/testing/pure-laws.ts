import fc from "fast-check";
import { canonicalText } from "./_canonical-text.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of a pure function. */
export type PureLawId = "repeatable" | "unchanged" | "json";

/**
 * What every computation keeps whose results are facts to be stored, as properties to be asserted on a function of your
 * own: the same input gives the same result, nothing is written to the input, and the result is the same after JSON, so
 * that no NaN, no infinity, no −0 and no date hides in it.
 *
 * Leave `json` out by its id for a function that returns typed arrays or maps.
 *
 * @param compute - the function under test
 * @param inputs - what it must be able to read; plain data, for each call gets a copy of its own
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { pureLaws } from "clientele/testing";
 *
 * const mean = (values: number[]) => ({ mean: values.reduce((sum, value) => sum + value, 0) / values.length });
 * const laws = pureLaws(mean, fc.array(fc.integer()));
 * laws.filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["json"]
 * ```
 */
export function pureLaws<T>(
  compute: (input: T) => unknown,
  inputs: fc.Arbitrary<T>,
): readonly Law<PureLawId>[] {
  const law = (id: PureLawId, name: string, holds: (input: T) => boolean): Law<PureLawId> =>
    Object.freeze({ id, name, property: fc.property(inputs, holds) });
  return Object.freeze([
    law("repeatable", "the same input gives the same result", (input) => {
      const first = canonicalText(compute(structuredClone(input)));
      return canonicalText(compute(structuredClone(input))) === first;
    }),
    law("unchanged", "the input given is not changed", (input) => {
      const given = structuredClone(input);
      compute(given);
      return canonicalText(given) === canonicalText(input);
    }),
    law("json", "the result is the same after JSON", (input) => {
      const result = compute(structuredClone(input));
      const text: string | undefined = JSON.stringify(result);
      return text !== undefined && canonicalText(JSON.parse(text)) === canonicalText(result);
    }),
  ]);
}
