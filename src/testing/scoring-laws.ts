import fc from "fast-check";

/** A scoring rule: one score for each customer's measure, where a higher measure is the better one. */
export type ScoringRule = (values: readonly number[]) => ArrayLike<number>;

/** One law: a property to be asserted, with a name for the report. */
export interface Law<Id extends string = string> {
  /** Stable short name, by which a law can be left out. */
  readonly id: Id;
  /** The law in words, as a test's title. */
  readonly name: string;
  /** To be handed to `fc.assert`. */
  readonly property: fc.IProperty<unknown>;
}

/** The laws of scoring. */
export type ScoringLawId = "complete" | "repeatable" | "unchanged" | "order" | "ties" | "monotone" | "scale";

/** Options of {@link scoringLaws}. */
export interface ScoringLawsOptions {
  /**
   * The measures that the rule must be able to score; whole numbers of at most 10¹², so that changing the unit
   * is exact.
   * @defaultValue whole numbers from 1 to a million, and often small ones, so that there are ties
   */
  readonly values?: fc.Arbitrary<number> | undefined;
}

/**
 * What every fair scoring rule keeps, as properties to be asserted on a rule of your own: a score for everybody,
 * the same each time, nothing written to the input, independent of the order of customers, equal for equal
 * values, never lower for a higher value, and independent of the unit of measure.
 *
 * A rule with fixed thresholds in money keeps all laws but `scale`; leave it out by its id.
 *
 * @param rule - the rule under test
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { scoringLaws } from "clientele/testing";
 *
 * const share = (values: readonly number[]) => values.map((v) => values.filter((w) => w <= v).length / values.length);
 * const byPlace = (values: readonly number[]) => values.map((_, i) => i);
 * scoringLaws(share).filter((law) => fc.check(law.property).failed); // => []
 * scoringLaws(byPlace).filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["order", "ties", "monotone"]
 * ```
 */
export function scoringLaws(
  rule: ScoringRule,
  options: ScoringLawsOptions = {},
): readonly Law<ScoringLawId>[] {
  const value =
    options.values ?? fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000 }));
  const values = fc.array(value, { minLength: 1, maxLength: 40 });
  const score = (given: readonly number[]): number[] => Array.from(rule(Object.freeze([...given])));
  const pairs = (given: readonly number[]) => {
    const scores = score(given);
    return given.map((measure, i) => ({ measure, score: scores[i] as number }));
  };
  const law = (id: ScoringLawId, name: string, holds: (given: number[]) => boolean): Law<ScoringLawId> =>
    Object.freeze({ id, name, property: fc.property(values, holds) });
  return Object.freeze([
    law("complete", "every customer gets one finite score", (given) => {
      const scores = score(given);
      return scores.length === given.length && scores.every(Number.isFinite);
    }),
    law("repeatable", "the same values get the same scores", (given) => equal(score(given), score(given))),
    law("unchanged", "the values given are not changed", (given) => {
      const copy = [...given];
      rule(copy);
      return equal(copy, given);
    }),
    {
      id: "order",
      name: "reordering the customers reorders the scores and nothing else",
      property: fc.property(shuffled(values), ([given, places]) => {
        const scores = score(given);
        return equal(
          score(places.map((place) => given[place] as number)),
          places.map((place) => scores[place] as number),
        );
      }),
    },
    law("ties", "equal values get equal scores", (given) => {
      const found = pairs(given);
      return found.every((a) => found.every((b) => a.measure !== b.measure || Object.is(a.score, b.score)));
    }),
    law("monotone", "a higher value never gets a lower score", (given) => {
      const sorted = pairs(given).sort((a, b) => a.measure - b.measure || a.score - b.score);
      return sorted.every((one, i) => i === 0 || one.score >= (sorted[i - 1]?.score ?? 0));
    }),
    {
      id: "scale",
      name: "another unit of measure changes no score",
      property: fc.property(values, fc.constantFrom(10, 100, 1000), (given, unit) =>
        equal(score(given.map((measure) => measure * unit)), score(given)),
      ),
    },
  ]);
}

/** Lists together with an order of their places. */
function shuffled(values: fc.Arbitrary<number[]>): fc.Arbitrary<[number[], number[]]> {
  return values.chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.shuffledSubarray(
        given.map((_, place) => place),
        { minLength: given.length },
      ),
    ),
  );
}

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
