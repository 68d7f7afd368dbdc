import type { LooseRule } from "./_meets-rule.ts";
import type { SegmentDefinition } from "./segment-rule.ts";

/** Definitions with every parent before its parts; refuses what cannot be applied, naming the segment. */
export function orderSegments<Facts>(
  segments: readonly SegmentDefinition<Facts>[],
): readonly SegmentDefinition<Facts>[] {
  const byId = new Map<string, SegmentDefinition<Facts>>();
  for (const segment of segments) {
    if (byId.has(segment.id)) refuse(segment.id, "its id must be used once", segment.name);
    if (!Number.isInteger(segment.version) || segment.version < 1) {
      refuse(segment.id, "version must be a positive integer", segment.version);
    }
    checkRule(segment.id, segment.rule as LooseRule);
    byId.set(segment.id, segment);
  }
  const ordered = new Set<SegmentDefinition<Facts>>();
  const place = (segment: SegmentDefinition<Facts>, below: readonly string[]): void => {
    if (below.includes(segment.id)) refuse(segment.id, "it must not be a part of itself", below.join(" in "));
    const { parentId } = segment;
    if (parentId !== undefined) {
      const parent = byId.get(parentId);
      if (parent === undefined) refuse(segment.id, "its parent must be defined", parentId);
      else place(parent, [...below, segment.id]);
    }
    ordered.add(segment);
  };
  for (const segment of segments) place(segment, []);
  return [...ordered];
}

const JOINS = ["all", "any", "not"] as const;
const TESTS = ["known", "includes", "is", "oneOf"] as const;
const BOUNDS = ["atLeast", "atMost", "above", "below"] as const;

/** One form and no other: a misspelt test would otherwise let everybody in. */
function checkRule(id: string, rule: LooseRule): void {
  if (typeof rule !== "object" || rule === null) refuse(id, "a rule must be a record", JSON.stringify(rule));
  const keys = Object.keys(rule);
  const joined = JOINS.filter((key) => rule[key] !== undefined);
  if (joined.length > 0) {
    if (keys.length !== 1) refuse(id, "a rule must be one of all, any, not and a field", keys.join(", "));
    const parts = rule.not === undefined ? (rule.all ?? rule.any) : [rule.not];
    if (!Array.isArray(parts) || parts.length === 0) refuse(id, "a rule must have parts", "none");
    for (const part of parts as readonly LooseRule[]) checkRule(id, part);
    return;
  }
  if (typeof rule.field !== "string") refuse(id, "a rule must name a field", keys.join(", ") || "nothing");
  const tests = keys.filter((key) => key !== "field");
  const bounds = tests.length > 0 && tests.every((key) => (BOUNDS as readonly string[]).includes(key));
  const single = tests.length === 1 && (TESTS as readonly string[]).includes(tests[0]!);
  if (!bounds && !single) {
    refuse(
      id,
      `the rule on ${JSON.stringify(rule.field)} must be one of ${TESTS.join(", ")}, or of ${BOUNDS.join(", ")}`,
      tests.join(", ") || "nothing",
    );
  }
  if (rule.oneOf !== undefined && !Array.isArray(rule.oneOf)) {
    refuse(id, "oneOf must be a list", JSON.stringify(rule.oneOf));
  }
}

function refuse(id: string, rule: string, got: unknown): never {
  throw new RangeError(`Cannot define segment ${JSON.stringify(id)}: ${rule}, got ${String(got)}`);
}
