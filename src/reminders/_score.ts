import type { ScoreParts } from "../model/index.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

/**
 * The score by which candidates are ranked, and its factors where there are more than priority and strength.
 *
 * score = propensity × context × value × lever; context = max(0, 1 + Σ weights / 100)
 */
export function scoreOf(
  rule: ReminderRule,
  { strength = 1, value, context }: Occurrence,
  { leverWeights }: ReminderPolicy,
): { readonly score: number; readonly scoreParts: ScoreParts | undefined } {
  const lever = rule.lever === undefined ? 1 : (leverWeights?.[rule.lever] ?? 1);
  if (value === undefined && context === undefined && lever === 1) {
    return { score: rule.priority * strength, scoreParts: undefined };
  }
  // Summed in order of size, so that the order in which weights are given is irrelevant.
  const weights = [...(context ?? [])].sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0);
  const parts: ScoreParts = {
    propensity: strength,
    context: Math.max(0, 1 + weights / 100),
    value: value ?? rule.priority,
    lever,
  };
  return { score: parts.propensity * parts.context * parts.value * parts.lever, scoreParts: parts };
}
