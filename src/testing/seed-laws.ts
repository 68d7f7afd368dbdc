import fc from "fast-check";
import { canonicalText } from "./_canonical-text.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of what draws. */
export type SeedLawId = "seed" | "apart" | "differs";

/**
 * What everything keeps that draws at random by a seed, as properties to be asserted on a function of your own: the same
 * seed gives the same result, also when others were drawn in between, and seeds decide something: of twenty not all
 * give the same.
 *
 * @param draw - the function under test
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { seedLaws } from "clientele/testing";
 *
 * let calls = 0;
 * const hidden = (seed: number) => (seed * 7919 + calls++) % 101;
 * seedLaws(hidden).filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["seed", "apart"]
 * ```
 */
export function seedLaws(draw: (seed: number) => unknown): readonly Law<SeedLawId>[] {
  const textOf = (seed: number): string => canonicalText(draw(seed));
  const seeds = fc.nat();
  return Object.freeze([
    Object.freeze({
      id: "seed" as const,
      name: "the same seed gives the same result",
      property: fc.property(seeds, (seed) => {
        const first = textOf(seed);
        return textOf(seed) === first;
      }),
    }),
    Object.freeze({
      id: "apart" as const,
      name: "what others draw changes no result",
      property: fc.property(seeds, fc.array(seeds, { minLength: 1, maxLength: 4 }), (seed, others) => {
        const first = textOf(seed);
        for (const other of others) draw(other);
        return textOf(seed) === first;
      }),
    }),
    Object.freeze({
      id: "differs" as const,
      name: "of twenty seeds not all give the same",
      property: fc.property(
        fc.uniqueArray(seeds, { minLength: 20, maxLength: 20 }),
        (drawn) => new Set(drawn.map(textOf)).size > 1,
      ),
    }),
  ]);
}
