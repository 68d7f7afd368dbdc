import type { ConditionTrace } from "./condition-trace.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { RuleWindow } from "./rule.ts";

/** A condition made ready: closures, made once. */
export interface CompiledCondition {
  readonly holds: (dossier: Dossier, window: RuleWindow) => boolean;
  readonly trace: (dossier: Dossier, window: RuleWindow) => ConditionTrace;
  readonly reads: readonly RuleInput[];
  /** How much work it is, where that is known. */
  readonly effort?: number | undefined;
}

/** What holds where another does not. */
export function negated(inner: CompiledCondition): CompiledCondition {
  return {
    holds: (dossier, window) => !inner.holds(dossier, window),
    trace: (dossier, window) => {
      const of = inner.trace(dossier, window);
      return Object.freeze({ is: "not", holds: !of.holds, of: Object.freeze([of]) });
    },
    // What must not be found need not be there.
    reads: [],
    effort: inner.effort,
  };
}

/** What holds where all, or any, of several hold. */
export function joined(is: "all" | "any", inner: readonly CompiledCondition[]): CompiledCondition {
  const efforts = inner.map(({ effort }) => effort ?? Number.NaN);
  const effort = efforts.reduce((sum, one) => sum + one, 1);
  const inTurn = Number.isNaN(effort)
    ? inner
    : inner.map((one, i) => ({ ...one, at: efforts[i]! })).sort((a, b) => a.at - b.at);
  const tests = inTurn.map((one) => one.holds);
  return {
    holds: is === "all" ? allOf(tests) : anyOf(tests),
    trace: (dossier, window) => {
      const of = inner.map((one) => one.trace(dossier, window));
      const holding = is === "all" ? of.every((one) => one.holds) : of.some((one) => one.holds);
      return Object.freeze({ is, holds: holding, of: Object.freeze(of) });
    },
    reads: is === "all" ? [...new Set(inner.flatMap((one) => one.reads))] : [],
    ...(Number.isNaN(effort) ? {} : { effort }),
  };
}

type Test = CompiledCondition["holds"];

/** Pairs of pairs, for a call is cheaper than a turn of a loop. */
function allOf(tests: readonly Test[]): Test {
  const [a, b, c] = tests as [Test, Test?, Test?];
  if (b === undefined) return a;
  if (c === undefined) return (dossier, window) => a(dossier, window) && b(dossier, window);
  const rest = allOf(tests.slice(2));
  return (dossier, window) => a(dossier, window) && b(dossier, window) && rest(dossier, window);
}

function anyOf(tests: readonly Test[]): Test {
  const [a, b, c] = tests as [Test, Test?, Test?];
  if (b === undefined) return a;
  if (c === undefined) return (dossier, window) => a(dossier, window) || b(dossier, window);
  const rest = anyOf(tests.slice(2));
  return (dossier, window) => a(dossier, window) || b(dossier, window) || rest(dossier, window);
}
