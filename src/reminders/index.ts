/**
 * The engine of the 2×3 matrix: whom to contact today, about what and why, and why not.
 *
 * Definitions:
 * - *Cell*: object (product, customer) × purpose (care, recommend, trend). Every rule belongs to one of the six.
 * - *Rule*: a pure function from what is known of a customer to due moments, with a priority. Date rules are anchor
 *   plus offset in closed form; insight rules read the conclusions of analyses, never an analysis itself.
 * - *Occurrence*: one due moment of a rule and customer, with an identity that outlives the run: `gregorian:2026`,
 *   `service:<id>:2026-12-01@-14d`. A lunar birthday is named by its lunar year, an insight by what happened. The
 *   same occurrence is sent once, ever.
 * - *Candidate*: an occurrence of this run. *Decision*: send, defer or suppress, one per candidate, each with reasons.
 * - *Send* means: within this run (until the end of the local day, or `until`). *Defer*: possible later, look again at
 *   `at`; nothing is reserved. *Suppress*: not in time any more, or not allowed.
 * - *Due day, preferred time, slot*: days are local to whoever is addressed, the customer or for tasks the company. A
 *   slot is the earliest moment from the run on that is not before the preferred time of its day nor in quiet
 *   hours, `[start, end)` on the wall clock.
 * - *Cap*: at most `max` contacts in **any** window of its length, wherever the window begins; two contacts exactly a
 *   window apart are in order. Only what is sent counts, under the purpose it was sent with.
 * - *Promotional* contacts need a granted consent on the channel and are capped; *service* and *care* need only that
 *   consent is not withdrawn, and are neither capped nor counted by default; *mandatory* ones pass consent,
 *   cooldown and caps, but not the closed party; owner tasks are no contact with the customer.
 * - *Score* = priority × strength: a number to rank by, not a probability.
 *
 * @packageDocumentation
 */
export { builtInPredicates } from "./built-in-predicates.ts";
export {
  type BuiltInRule,
  configureRule,
  type RuleNumbers,
  type RuleOption,
  type RuleOptions,
  type RuleTrigger,
} from "./built-in-rule.ts";
export { builtInRules } from "./built-in-rules.ts";
export type {
  ChannelResponse,
  Circumstances,
  ContactPause,
  CustomerTreatment,
  ExitEvent,
} from "./circumstances.ts";
export {
  type Ask,
  type BuiltInPredicates,
  type Condition,
  holds,
  holdsOf,
  type RestrictRuleOptions,
  restrictRule,
  type TestConditionOptions,
  testCondition,
} from "./condition.ts";
export type { ConditionTrace } from "./condition-trace.ts";
export type { CellCoverage, MissingInput } from "./coverage.ts";
export { createDueIndex } from "./create-due-index.ts";
export {
  decideReminders,
  type ReminderInput,
  type ReminderMode,
  type ReminderRun,
  type ZoneFallbacks,
} from "./decide-reminders.ts";
export type {
  CompanyRecords,
  Dossier,
  DossierList,
  FamilyMember,
  Purchase,
  RuleInput,
  SupplyLink,
} from "./dossier.ts";
export type { DueAtOptions, DueIndex, DueIndexOptions, DueNoteOptions } from "./due-index.ts";
export { escalationId } from "./escalation-id.ts";
export type { EnginePause } from "./generate.ts";
export { holdoutBucket } from "./holdout-bucket.ts";
export { english, type MessageKey, type MessageParams, type ReminderMessages } from "./messages/english.ts";
export {
  type EvidenceLabel,
  type EvidenceMessages,
  englishEvidence,
  sayEvidence,
} from "./messages/evidence-labels.ts";
export { chooseMessages, type MessageCatalogue, sayDecision } from "./messages/say-decision.ts";
export { simplifiedChinese } from "./messages/simplified-chinese.ts";
export { simplifiedChineseEvidence } from "./messages/simplified-chinese-evidence.ts";
export { traditionalChinese } from "./messages/traditional-chinese.ts";
export { traditionalChineseEvidence } from "./messages/traditional-chinese-evidence.ts";
export type { MessageValue, Said, Spoken, Values } from "./messages/wording.ts";
export {
  type CalendarWindow,
  type CappedPurpose,
  type ChannelHours,
  type ContactCap,
  defaultReminderPolicy,
  type HoldoutPolicy,
  type HumanShare,
  type OutcomeCooldown,
  type ReminderPolicy,
  type RollingWindow,
  weeklyReminderPolicy,
} from "./policy.ts";
export {
  definePredicate,
  type Finding,
  type Predicate,
  type PredicateOptions,
} from "./predicate.ts";
export { type ReadRuleOptions, readRule, readRules } from "./read-rule.ts";
export { recheckDecision } from "./recheck-decision.ts";
export { type ReminderState, type ReminderStatesOptions, reminderStates } from "./reminder-state.ts";
export {
  type CapRole,
  type Cooldown,
  defineRule,
  type Escalation,
  type Occurrence,
  type ReminderGoal,
  type ReminderLever,
  type ReminderRule,
  type RuleWindow,
  type Silence,
} from "./rule.ts";
export {
  type RuleDefinition,
  type RuleTriggerDefinition,
  ruleDefinitionSchema,
  ruleTriggerSchema,
} from "./rule-definition.ts";
export { type RuleTrial, tryRule } from "./try-rule.ts";
