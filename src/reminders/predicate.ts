import * as z from "zod";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { RuleWindow } from "./rule.ts";

/** What a predicate finds in a dossier on a day: the value that it judges, and whether it holds. */
export interface Finding {
  /** Whether it holds. */
  readonly holds: boolean;
  /** What was looked at; absent where nothing is known. */
  readonly value?: string | number | undefined;
}

/** A named question about a customer, answered by a dossier on a day. */
export interface Predicate<O = unknown> {
  /** What its options must be: zod, so that options from JSON are checked when the rule is defined. */
  readonly schema: z.ZodType<O>;
  /** What it asks, in one sentence. */
  readonly asks: string;
  /** What it reads, by its options; `coverage` names what no dossier has. */
  readonly reads: (options: O) => readonly RuleInput[];
  /** Made once for each rule; the function it gives is called for every customer and must be pure and quick. */
  readonly compile: (options: O) => (dossier: Dossier, window: RuleWindow) => Finding;
  /**
   * The same answer without the value, for predicates that are asked of millions; it must agree with `compile`.
   *
   * @defaultValue `holds` of what `compile` finds
   */
  readonly test?: ((options: O) => (dossier: Dossier, window: RuleWindow) => boolean) | undefined;
  /**
   * How much work the answer is, beside that of other predicates that say so: 0 looks at one field of the party. Of
   * questions joined by `all` or `any` the least work is done first; where one does not say, they are asked as they stand.
   *
   * @defaultValue none: the order is kept
   */
  readonly effort?: number | undefined;
}

/** The options of a predicate of a set. */
export type PredicateOptions<P> = P extends Predicate<infer O> ? O : never;

/**
 * A predicate of your own, with the type of its options inferred from their schema.
 *
 * @example
 * ```ts
 * import { builtInPredicates, definePredicate, holdsOf, testCondition } from "clientele/reminders";
 * import * as z from "zod";
 *
 * const predicates = {
 *   ...builtInPredicates,
 *   "party.name-begins": definePredicate({
 *     schema: z.strictObject({ with: z.string().min(1).max(50) }),
 *     asks: "Does the name begin with a text?",
 *     reads: () => [],
 *     compile: (options) => ({ party }) => ({ holds: party.name.startsWith(options.with), value: party.name }),
 *   }),
 * };
 * const party = { schemaVersion: 1, kind: "person", id: "c1", name: "Ada" } as const;
 * const holds = holdsOf(predicates);
 * testCondition(holds("party.name-begins", { with: "A" }), { party }, { on: "2026-11-25", predicates }).holds; // => true
 * ```
 */
export function definePredicate<O>(predicate: Predicate<O>): Predicate<O> {
  return Object.freeze(predicate);
}

/** From how much to how much; at least one of the two. */
export const rangeShape = {
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
} as const;

/** Bounds of a number. */
export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Refuses a range without bounds, and one that nothing can lie in. */
export function bounded<S extends z.ZodType<Range>>(schema: S): S {
  return schema.refine(
    ({ atLeast, atMost }) =>
      (atLeast !== undefined || atMost !== undefined) &&
      (atLeast === undefined || atMost === undefined || atLeast <= atMost),
    { error: "must have atLeast, atMost or both, atLeast not above atMost", path: ["atLeast"] },
  ) as S;
}

/** Whether a number lies within its bounds; what is not known lies nowhere. */
export function within({ atLeast, atMost }: Range): (value: number | undefined) => Finding {
  const [low, high] = [atLeast ?? Number.NEGATIVE_INFINITY, atMost ?? Number.POSITIVE_INFINITY];
  return (value) => (value === undefined ? UNKNOWN : { holds: value >= low && value <= high, value });
}

/** Nothing is known, so nothing holds. */
export const UNKNOWN: Finding = Object.freeze({ holds: false });
