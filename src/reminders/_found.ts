import type { Candidate } from "./_candidate.ts";
import { isSteady } from "./_steady.ts";
import type { ReminderRule } from "./rule.ts";

/** What a candidate is without its customer and clock. */
type Finding = Pick<Candidate, "id" | "occurrence" | "score" | "scoreParts" | "expiresAt">;

/** What each rule found of a customer, by its id. */
export type Found = ReadonlyMap<string, readonly Finding[]>;

const NOTHING: readonly Finding[] = Object.freeze([]);

/** Whether a rule finds the same of the same dossier until a turn, and does nothing else when it is asked. */
const isKept = (rule: ReminderRule): boolean =>
  rule.silence === undefined && rule.escalation === undefined && isSteady(rule);

/** What the rules that were asked of a customer found of it, as far as they find it again. */
export function foundBy(rules: readonly ReminderRule[], candidates: readonly Candidate[]): Found {
  const found = new Map<string, Finding[]>();
  for (const { id, rule, occurrence, score, scoreParts, expiresAt } of candidates) {
    const own = found.get(rule.id);
    const finding = { id, occurrence, score, scoreParts, expiresAt };
    if (own === undefined) found.set(rule.id, [finding]);
    else own.push(finding);
  }
  const kept = new Map<string, readonly Finding[]>();
  for (const rule of rules) if (isKept(rule)) kept.set(rule.id, found.get(rule.id) ?? NOTHING);
  return kept;
}
