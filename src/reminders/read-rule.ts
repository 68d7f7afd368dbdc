import { createIssueCollector, describeValue, InvalidDataError, type IssueInput } from "../issues/index.ts";
import type { CompiledCondition } from "./_compiled-condition.ts";
import { makeMoments, type Say } from "./_definition-moments.ts";
import { recordDays } from "./_record-days.ts";
import { recordIssues } from "./_record-issues.ts";
import { parseTemplate, type Template } from "./_template.ts";
import { builtInPredicates } from "./built-in-predicates.ts";
import { compileCondition } from "./condition.ts";
import type { RuleInput } from "./dossier.ts";
import { shortened, speak } from "./messages/wording.ts";
import { defineRule, type ReminderRule } from "./rule.ts";
import { type RuleDefinition, type RuleTriggerDefinition, ruleDefinitionSchema } from "./rule-definition.ts";

/** Options of {@link readRule}. */
export interface ReadRuleOptions {
  /**
   * The predicates that conditions may name.
   * @defaultValue `builtInPredicates`
   */
  readonly predicates?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Makes a rule of its definition in JSON. Everything is checked first; what is wrong is thrown at once, each problem with
 * the rule's id and the field: an impossible date, an unknown zone, predicate or field, an expiry before the day it falls
 * due. A definition reaches own fields of records alone, runs no code and no pattern.
 *
 * @param definition - the definition: an object, or the JSON text of one
 * @throws InvalidDataError with every problem found
 *
 * @example
 * ```ts
 * import { readRule, tryRule } from "clientele/reminders";
 *
 * const definition = {
 *   schemaVersion: 1,
 *   id: "quiet-contract",
 *   version: 1,
 *   cell: "customer.care",
 *   purpose: "internal",
 *   audience: "owner",
 *   priority: 60,
 *   catchUpDays: 30,
 *   trigger: { on: "record", list: "contracts", day: "endsOn", offsets: [-60] },
 *   when: { is: "contact.days-since-talk", with: { atLeast: 90 } },
 *   message: { en: "{name} ends on {day} and nobody has talked to the customer for months." },
 * };
 * const rule = readRule(definition);
 * const dossier = {
 *   party: { schemaVersion: 1, kind: "organisation", id: "acme", name: "Acme" },
 *   contracts: [{ schemaVersion: 1, id: "k1", customerId: "acme", kind: "supply", name: "Feed supply", startsOn: "2026-01-01", endsOn: "2027-01-01" }],
 *   interactions: [{ schemaVersion: 1, id: "i1", partyId: "acme", occurredAt: "2026-06-01T09:00:00Z", channel: "phone", direction: "outbound", twoWay: true }],
 * } as const;
 * tryRule(rule, dossier, "2026-11-02").occurrences[0]?.message; // => "Feed supply ends on 2027-01-01 and nobody has talked to the customer for months."
 * readRule({ ...definition, trigger: { on: "date", date: "2026-02-30", offsets: [0] } }); // throws quiet-contract, trigger.date: must be an existing calendar day
 * ```
 */
export function readRule(definition: unknown, options: ReadRuleOptions = {}): ReminderRule {
  const given = typeof definition === "string" ? parseJson(definition) : definition;
  const id = idOf(given);
  const collector = createIssueCollector();
  const report = (issue: IssueInput): void =>
    void collector.add({ ...issue, path: [id, ...(issue.path ?? [])], message: `${id}, ${issue.message}` });
  const read = ruleDefinitionSchema.safeParse(given);
  if (!read.success) {
    for (const issue of recordIssues(read.error, given, [])) report(issue);
    collector.throwIfAny(`define rule ${describeValue(id)}`);
  }
  const checked = read.data as RuleDefinition;
  checkExpiry(checked.trigger, report);
  const when =
    checked.when === undefined
      ? undefined
      : compileCondition(checked.when, options.predicates ?? builtInPredicates, ["when"], report);
  const say = makeSpeaker(checked, report);
  collector.throwIfAny(`define rule ${describeValue(id)}`);
  const {
    schemaVersion: _,
    trigger,
    when: _when,
    message: _message,
    question: _question,
    ...fields
  } = checked;
  const moments = makeMoments(trigger, say);
  const reads = [...new Set([...inputsOf(trigger), ...(when?.reads ?? [])])];
  return defineRule({
    ...(fields as Omit<ReminderRule, "reads" | "occurrences">),
    reads: Object.freeze(reads),
    occurrences: restricted(moments, when),
  });
}

/**
 * Makes rules of their definitions, and checks them together: no id twice, and no circle of exits, in which the send of
 * each rule would cancel the next.
 *
 * @throws InvalidDataError with the problems of all of them
 *
 * @example
 * ```ts
 * import { readRules } from "clientele/reminders";
 *
 * readRules([]); // => []
 * ```
 */
export function readRules(
  definitions: readonly unknown[] | string,
  options: ReadRuleOptions = {},
): readonly ReminderRule[] {
  const given = typeof definitions === "string" ? parseJson(definitions) : definitions;
  if (!Array.isArray(given))
    throw new TypeError(`Cannot define rules: definitions must be a list, got ${describeValue(given)}`);
  const collector = createIssueCollector();
  const rules: ReminderRule[] = [];
  for (const one of given)
    try {
      rules.push(readRule(one, options));
    } catch (error) {
      if (!InvalidDataError.is(error)) throw error;
      for (const issue of error.issues) collector.add(issue);
    }
  for (const issue of setIssues(rules)) collector.add(issue);
  collector.throwIfAny("define rules");
  return Object.freeze(rules);
}

/** What is wrong with rules as a set: ids given twice, exits that go round in a circle. */
function setIssues(rules: readonly Pick<ReminderRule, "id" | "exits">[]): IssueInput[] {
  const found: IssueInput[] = [];
  const exits = new Map<string, readonly string[]>();
  const issue = (code: string, path: readonly string[], value: string, expected: string): void =>
    void found.push({
      code,
      path,
      value,
      expected,
      message: `${path.join(", ")}: ${expected}, got ${describeValue(value)}`,
    });
  for (const { id, exits: own = [] } of rules) {
    if (exits.has(id)) issue("duplicate-rule", [id, "id"], id, "must be the id of one rule alone");
    exits.set(
      id,
      own.filter((one) => one.startsWith("rule:")).map((one) => one.slice(5)),
    );
  }
  const done = new Set<string>();
  for (const start of [...exits.keys()].sort()) {
    const path: string[] = [];
    const walk = (id: string): void => {
      const at = path.indexOf(id);
      if (at >= 0) {
        const circle = [...path.slice(at), id].join(" → ");
        issue("cyclic-exit", [id, "exits"], circle, "must not lead back to the rule itself");
        return;
      }
      if (done.has(id)) return;
      path.push(id);
      for (const next of exits.get(id) ?? []) if (exits.has(next)) walk(next);
      path.pop();
      done.add(id);
    };
    walk(start);
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(
      `Cannot define rules: definition must be JSON, got ${describeValue(text.slice(0, 60))}`,
    );
  }
}

function idOf(given: unknown): string {
  const id: unknown =
    typeof given === "object" && given !== null && Object.hasOwn(given, "id")
      ? (given as { id: unknown }).id
      : undefined;
  return typeof id === "string" && id !== "" ? id.slice(0, 80) : "rule without id";
}

/** A moment that is over before it begins is a mistake of whoever wrote it. */
function checkExpiry(trigger: RuleTriggerDefinition, report: (issue: IssueInput) => void): void {
  if (!("expiresDays" in trigger) || trigger.expiresDays === undefined) return;
  const last = Math.max(...trigger.offsets);
  if (trigger.expiresDays > last) return;
  const expected = `must be after the last of offsets, ${last}`;
  report({
    code: "expiry-before-due",
    path: ["trigger", "expiresDays"],
    value: trigger.expiresDays,
    expected,
    message: `trigger.expiresDays: ${expected}, got ${trigger.expiresDays}`,
  });
}

function makeSpeaker(definition: RuleDefinition, report: (issue: IssueInput) => void): Say {
  const known = namesOf(definition.trigger);
  const check = (field: string, texts: Readonly<Record<string, string>>): Map<string, Template> =>
    new Map(
      Object.entries(texts).map(([tag, text]) => {
        const template = parseTemplate(text);
        for (const name of template.names)
          if (known !== undefined && !known.includes(name)) {
            const expected = `must name only ${known.join(", ")} in braces`;
            report({
              code: "unknown-value",
              path: [field, tag],
              value: `{${name}}`,
              expected,
              message: `${field}.${tag}: ${expected}, got {${name}}`,
            });
          }
        return [tag, template];
      }),
    );
  const messages = check("message", definition.message);
  const questions = definition.question === undefined ? undefined : check("question", definition.question);
  return ({ party }, values) => {
    const params = shortened({ customer: party.name, name: party.name, ...values });
    const languages = [...(definition.audience === "customer" ? (party.languages ?? []) : []), "en"];
    const pick = (texts: ReadonlyMap<string, Template>): Template =>
      languages.map((tag) => texts.get(tag)).find((one) => one !== undefined) ?? texts.get("en")!;
    const message = pick(messages).fill(params);
    return {
      ...speak(questions === undefined ? message : [message, pick(questions).fill(params)]),
      wording: { key: `rule:${definition.id}`, params },
    };
  };
}

/** What messages may name; of an insight whatever its payload has. */
function namesOf(trigger: RuleTriggerDefinition): readonly string[] | undefined {
  const common = ["customer", "name", "due"];
  switch (trigger.on) {
    case "record":
      return [...common, "day", "days", ...recordDays[trigger.list].values, ...recordDays[trigger.list].days];
    case "annual":
      return [...common, "day", "days", "kind", "label", "years"];
    case "interval":
      return [...common, "day", "days", "times"];
    case "period":
      return [...common, "period"];
    case "insight":
      return undefined;
    default:
      return [...common, "day", "days"];
  }
}

function inputsOf(trigger: RuleTriggerDefinition): readonly RuleInput[] {
  switch (trigger.on) {
    case "record":
      return [trigger.list];
    case "annual":
      return ["importantDates"];
    case "interval":
      return trigger.since === "last-talk"
        ? ["interactions"]
        : trigger.since === "last-purchase"
          ? ["purchases"]
          : [];
    case "insight":
      return [`insight:${trigger.kind}`];
    default:
      return [];
  }
}

function restricted(
  moments: ReminderRule["occurrences"],
  when: CompiledCondition | undefined,
): ReminderRule["occurrences"] {
  if (when === undefined) return moments;
  // Most customers have no moment, so that is asked first.
  return (dossier, window) => {
    const found = moments(dossier, window);
    return found.length > 0 && when.holds(dossier, window) ? found : [];
  };
}
