import { compareCodePoints } from "../ids/index.ts";

/** The parts that a rule can have, without their types; rules may come from a file. */
export interface LooseRule {
  readonly all?: readonly LooseRule[];
  readonly any?: readonly LooseRule[];
  readonly not?: LooseRule;
  readonly field?: string;
  readonly known?: boolean;
  readonly includes?: unknown;
  readonly is?: unknown;
  readonly oneOf?: readonly unknown[];
  readonly atLeast?: unknown;
  readonly atMost?: unknown;
  readonly above?: unknown;
  readonly below?: unknown;
}

/**
 * Whether a customer meets a rule: yes, no, or nothing where a fact that decides is not known (Kleene's logic: `all` is
 * no as soon as one part is no, `any` is yes as soon as one part is yes).
 */
export function meetsRule(rule: LooseRule, facts: Readonly<Record<string, unknown>>): boolean | undefined {
  if (rule.all !== undefined) return join(rule.all, facts, false);
  if (rule.any !== undefined) return join(rule.any, facts, true);
  if (rule.not !== undefined) {
    const met = meetsRule(rule.not, facts);
    return met === undefined ? undefined : !met;
  }
  const value = facts[rule.field!];
  const isKnown = value !== undefined && value !== null;
  if (rule.known !== undefined) return isKnown === rule.known;
  if (!isKnown) return undefined;
  if ("includes" in rule) return Array.isArray(value) && value.includes(rule.includes);
  if ("is" in rule) return value === rule.is;
  if (rule.oneOf !== undefined) return rule.oneOf.includes(value);
  return (
    isOnSide(value, rule.atLeast, (order) => order >= 0) &&
    isOnSide(value, rule.atMost, (order) => order <= 0) &&
    isOnSide(value, rule.above, (order) => order > 0) &&
    isOnSide(value, rule.below, (order) => order < 0)
  );
}

function join(
  parts: readonly LooseRule[],
  facts: Readonly<Record<string, unknown>>,
  decides: boolean,
): boolean | undefined {
  let open = false;
  for (const part of parts) {
    const met = meetsRule(part, facts);
    if (met === decides) return decides;
    if (met === undefined) open = true;
  }
  return open ? undefined : !decides;
}

/** Values of another kind than the bound are on neither side. */
function isOnSide(value: unknown, bound: unknown, side: (order: number) => boolean): boolean {
  if (bound === undefined) return true;
  if (typeof value === "number" && typeof bound === "number") return side(value - bound);
  if (typeof value === "string" && typeof bound === "string") return side(compareCodePoints(value, bound));
  return false;
}
