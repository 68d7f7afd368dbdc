import { addDays, type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { createIssueCollector, describeValue, type IssueInput } from "../issues/index.ts";
import { type CompiledCondition, joined, negated } from "./_compiled-condition.ts";
import { recordIssues } from "./_record-issues.ts";
import { builtInPredicates } from "./built-in-predicates.ts";
import type { ConditionTrace } from "./condition-trace.ts";
import type { Dossier } from "./dossier.ts";
import type { Predicate, PredicateOptions } from "./predicate.ts";
import type { ReminderRule, RuleWindow } from "./rule.ts";

/** The built-in predicates, by type. */
export type BuiltInPredicates = typeof builtInPredicates;

/** One question with its options, as JSON: `{ is: "orders.days-since-last", with: { atLeast: 90 } }`. */
export type Ask<P = BuiltInPredicates> = {
  [N in keyof P & string]: { readonly is: N; readonly with: PredicateOptions<P[N]> };
}[keyof P & string];

/** A condition on a customer, as JSON: one question, or all, any, none of several. */
export type Condition<P = BuiltInPredicates> =
  | Ask<P>
  | { readonly all: readonly Condition<P>[] }
  | { readonly any: readonly Condition<P>[] }
  | { readonly not: Condition<P> };

/** Options of {@link testCondition}. */
export interface TestConditionOptions {
  /** The day of looking. */
  readonly on: PlainDate;
  /**
   * The predicates that the condition may name.
   * @defaultValue `builtInPredicates`
   */
  readonly predicates?: Readonly<Record<string, unknown>> | undefined;
  /**
   * The zone in which days are counted.
   * @defaultValue `"UTC"`
   */
  readonly zone?: string | undefined;
}

/** Options of {@link restrictRule}. */
export interface RestrictRuleOptions {
  /**
   * The predicates that the condition may name.
   * @defaultValue `builtInPredicates`
   */
  readonly predicates?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * One question with its options, typed by its name: a misspelt name or option does not compile.
 *
 * @example
 * ```ts
 * import { holds } from "clientele/reminders";
 *
 * holds("value.class", { in: ["A"] }); // => { is: "value.class", with: { in: ["A"] } }
 * ```
 */
export function holds<N extends keyof BuiltInPredicates>(
  is: N,
  options: PredicateOptions<BuiltInPredicates[N]>,
): { readonly is: N; readonly with: PredicateOptions<BuiltInPredicates[N]> } {
  return { is, with: options };
}

/**
 * The same for a set of predicates of one's own.
 *
 * @param _predicates - the set; it gives the types alone
 *
 * @example
 * ```ts
 * import { builtInPredicates, holdsOf } from "clientele/reminders";
 *
 * holdsOf(builtInPredicates)("party.kind", { in: ["person"] }); // => { is: "party.kind", with: { in: ["person"] } }
 * ```
 */
export function holdsOf<P extends object>(
  _predicates: P,
): <N extends keyof P & string>(
  is: N,
  options: PredicateOptions<P[N]>,
) => { readonly is: N; readonly with: PredicateOptions<P[N]> } {
  return (is, options) => ({ is, with: options });
}

/** Deeper and larger conditions are refused, so that no condition can exhaust the stack or the day. */
const DEEPEST = 20;
const LARGEST = 500;

/** Checks a condition and makes it ready; what is wrong with it is added to the issues, at its path. */
export function compileCondition(
  condition: unknown,
  predicates: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  report: (issue: IssueInput) => void,
): CompiledCondition | undefined {
  let size = 0;
  const compile = (
    given: unknown,
    at: readonly (string | number)[],
    depth: number,
  ): CompiledCondition | undefined => {
    const refuse = (code: string, expected: string, where = at, value: unknown = given): undefined => {
      report({
        code,
        path: where,
        value,
        expected,
        message: `${where.join(".")}: ${expected}, got ${describeValue(value)}`,
      });
      return undefined;
    };
    if (depth > DEEPEST) return refuse("too-deep", `must be at most ${DEEPEST} levels deep`);
    if (++size > LARGEST) return refuse("too-large", `must have at most ${LARGEST} parts`);
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return refuse("invalid-condition", "must be { is, with }, { all }, { any } or { not }");
    const keys = Object.keys(given).sort().join(" ");
    const part = (name: string): unknown => (given as Record<string, unknown>)[name];
    if (keys === "not") {
      const inner = compile(part("not"), [...at, "not"], depth + 1);
      return inner === undefined ? undefined : negated(inner);
    }
    if (keys === "all" || keys === "any") {
      const list = part(keys);
      if (!Array.isArray(list) || list.length === 0)
        return refuse("invalid-condition", "must be a list of at least one condition", [...at, keys], list);
      const inner = list.map((one, i) => compile(one, [...at, keys, i], depth + 1));
      const ready = inner.filter((one) => one !== undefined);
      return ready.length < inner.length ? undefined : joined(keys, ready);
    }
    if (keys !== "is with")
      return refuse("invalid-condition", "must be { is, with }, { all }, { any } or { not }");
    const name = part("is");
    if (typeof name !== "string" || !Object.hasOwn(predicates, name))
      return refuse(
        "unknown-predicate",
        `must be a predicate: ${Object.keys(predicates).join(", ")}`,
        [...at, "is"],
        name,
      );
    const predicate = predicates[name] as Predicate<unknown>;
    const read = predicate.schema.safeParse(part("with"));
    if (!read.success) {
      for (const issue of recordIssues(read.error, part("with"), [...at, "with"])) report(issue);
      return undefined;
    }
    return asked(name, predicate, read.data);
  };
  return compile(condition, path, 0);
}

function asked(name: string, predicate: Predicate<unknown>, options: unknown): CompiledCondition {
  const find = predicate.compile(options);
  return {
    holds: predicate.test?.(options) ?? ((dossier, window) => find(dossier, window).holds),
    trace: (dossier, window) => {
      const { holds: holding, value } = find(dossier, window);
      return Object.freeze({ is: name, holds: holding, ...(value === undefined ? {} : { value }) });
    },
    reads: predicate.reads(options),
    effort: predicate.effort,
  };
}

/** Compiles a condition or throws what is wrong with it. */
function ready(
  condition: unknown,
  predicates: Readonly<Record<string, unknown>>,
  doing: string,
): CompiledCondition {
  const collector = createIssueCollector();
  const made = compileCondition(condition, predicates, ["when"], (issue) => collector.add(issue));
  collector.throwIfAny(doing);
  return made!;
}

/**
 * Tests a condition on a dossier and says how each part came out.
 *
 * @throws InvalidDataError for a condition that is none, an unknown predicate or options that it cannot have
 *
 * @example
 * ```ts
 * import { holds, testCondition } from "clientele/reminders";
 *
 * const party = { schemaVersion: 1, kind: "person", id: "c1", name: "Ada" } as const;
 * const purchases = [{ productId: "p1", on: "2026-06-01" as const }];
 * const silent = { all: [holds("party.kind", { in: ["person"] }), holds("orders.days-since-last", { atLeast: 90 })] };
 * testCondition(silent, { party, purchases }, { on: "2026-11-25" }).holds; // => true
 * testCondition(silent, { party, purchases }, { on: "2026-07-25" }).of?.[1]; // => { is: "orders.days-since-last", holds: false, value: 54 }
 * ```
 */
export function testCondition<P = BuiltInPredicates>(
  condition: Condition<P>,
  dossier: Dossier,
  options: TestConditionOptions,
): ConditionTrace {
  const { on, zone = "UTC", predicates = builtInPredicates } = options;
  parsePlainDate(on);
  const compiled = ready(condition, predicates, "test condition");
  return compiled.trace(dossier, { from: on, to: addDays(on, 1), today: on, zone });
}

/**
 * A rule that speaks only of customers for whom a condition holds; what the condition reads is added to what it reads.
 * A rule of the catalogue is configured first and restricted then.
 *
 * @throws InvalidDataError for a condition that is none, an unknown predicate or options that it cannot have
 *
 * @example
 * ```ts
 * import { builtInRules, holds, restrictRule } from "clientele/reminders";
 *
 * const birthday = builtInRules.find(({ id }) => id === "birthday")!;
 * restrictRule(birthday, holds("value.class", { in: ["A"] })).reads; // => ["importantDates", "snapshot"]
 * ```
 */
export function restrictRule<R extends ReminderRule, P = BuiltInPredicates>(
  rule: R,
  condition: Condition<P>,
  options: RestrictRuleOptions = {},
): R {
  const compiled = ready(
    condition,
    options.predicates ?? builtInPredicates,
    `define rule ${describeValue(rule.id)}`,
  );
  return Object.freeze({
    ...rule,
    reads: Object.freeze([...new Set([...rule.reads, ...compiled.reads])]),
    occurrences: (dossier: Dossier, window: RuleWindow) =>
      compiled.holds(dossier, window) ? rule.occurrences(dossier, window) : [],
  });
}
