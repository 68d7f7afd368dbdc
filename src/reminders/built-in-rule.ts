import { describeValue } from "../issues/index.ts";
import type { Party, Wording } from "../model/index.ts";
import { markRestless, markSteady } from "./_steady.ts";
import type { Dossier, DossierList, RuleInput } from "./dossier.ts";
import { english, type MessageKey, type MessageParams } from "./messages/english.ts";
import { type MessageValue, type Spoken, shortened, speak } from "./messages/wording.ts";
import {
  defineRule,
  type Occurrence,
  type ReminderGoal,
  type ReminderLever,
  type ReminderRule,
  type RuleWindow,
  type Silence,
} from "./rule.ts";

/** What makes a rule speak: a record, a day of the year, a period, a time without something, an insight. */
export type RuleTrigger = "record" | "annual" | "period" | "interval" | "insight";

/** The value of an option of a rule. */
export type RuleOption = number | string | boolean | readonly number[] | readonly string[] | RuleNumbers;

/** Numbers by name, such as days by class. */
export interface RuleNumbers {
  /** The number under a name. */
  readonly [name: string]: number;
}

/** The options of a rule by name: JSON alone. */
export type RuleOptions = Readonly<Record<string, RuleOption>>;

const remake = Symbol("remake");

/** A rule of the catalogue. All of it is JSON but the function, which {@link configureRule} makes anew for other options. */
export interface BuiltInRule<O extends RuleOptions = RuleOptions> extends ReminderRule {
  /** Its place in the catalogue: `PC1`, `CT9`; `P` for what is usual in the field, `I` for an internal task. */
  readonly catalogue: string;
  /** What it is to bring about. */
  readonly goal: ReminderGoal;
  /** By which means. */
  readonly lever: ReminderLever;
  /** What makes it speak. */
  readonly trigger: RuleTrigger;
  /** When it speaks, in words, with the options it has. */
  readonly timing: string;
  /** What can be set, with its values. */
  readonly options: O;
  /** Makes the rule for other options. */
  [remake](options: O): BuiltInRule<O>;
}

/** What the rule is made from. */
export interface Definition<K extends MessageKey, O extends RuleOptions, R extends readonly RuleInput[]>
  extends Omit<ReminderRule, "id" | "version" | "catchUpDays" | "silence" | "reads" | "occurrences"> {
  readonly id: K;
  readonly catalogue: string;
  readonly goal: ReminderGoal;
  readonly lever: ReminderLever;
  readonly trigger: RuleTrigger;
  readonly catchUpDays: number | ((options: O) => number);
  readonly silence?: Silence | ((options: O) => Silence | undefined) | undefined;
  readonly reads: R;
  /** Asked also where a list that it reads was not loaded: it helps, but is not needed. */
  readonly asksAlways?: boolean | undefined;
  /** What it says may change on a day that nothing bears: it counts back from the day of the run, or reads how fresh facts are. */
  readonly unsteady?: boolean | undefined;
  /** Of which dossiers an unsteady rule may not only cease but begin to speak on such a day: they are looked at on all days. */
  readonly restless?: ((dossier: Dossier) => boolean) | undefined;
  readonly options: O;
  /** The values that a text may have. */
  readonly choices?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly timing: (options: O) => string;
  readonly occurrences: (
    dossier: DossierWith<R>,
    window: RuleWindow,
    context: RuleContext<K, O>,
  ) => readonly Occurrence[];
}

/** What a rule's function gets beside dossier and window. */
interface RuleContext<K extends MessageKey, O extends RuleOptions> {
  readonly o: O;
  /** The message of the rule, from its values; the customer's name is added. */
  readonly say: (party: Party, params: Omit<MessageParams<K>, "name">) => Spoken & { wording: Wording };
}

/** The dossier with the lists that the rule reads: without one of them it is not asked. */
type DossierWith<R extends readonly RuleInput[]> = Dossier & {
  readonly [L in Extract<R[number], DossierList | "snapshot" | "company">]-?: NonNullable<Dossier[L]>;
};

const NONE: readonly Occurrence[] = Object.freeze([]);

/** Makes a rule of the catalogue. */
export function builtIn<K extends MessageKey, O extends RuleOptions, const R extends readonly RuleInput[]>(
  definition: Definition<K, O, R>,
  options: O = definition.options,
): BuiltInRule<O> {
  const {
    id,
    catchUpDays,
    silence,
    choices,
    asksAlways,
    unsteady,
    restless,
    timing,
    occurrences,
    ...fields
  } = definition;
  const context: RuleContext<K, O> = Object.freeze({ o: options, say: sayer(id) });
  const needed = fields.reads.filter(
    (input) => asksAlways !== true && !input.includes(":") && input !== "owner",
  );
  const rule = defineRule({
    version: 1,
    ...fields,
    id,
    catchUpDays: typeof catchUpDays === "number" ? catchUpDays : catchUpDays(options),
    silence: typeof silence === "function" ? silence(options) : silence,
    occurrences: (dossier, window) => {
      for (const input of needed) if (dossier[input as DossierList] === undefined) return NONE;
      return occurrences(dossier as DossierWith<R>, window, context);
    },
  });
  if (unsteady !== true) markSteady(rule.occurrences);
  if (restless !== undefined) markRestless(rule.occurrences, restless);
  return Object.freeze({
    ...rule,
    catalogue: definition.catalogue,
    goal: definition.goal,
    lever: definition.lever,
    trigger: definition.trigger,
    timing: timing(options),
    options: Object.freeze(options),
    [remake]: (changed: O) => builtIn(definition, checked(id, definition.options, changed, choices)),
  });
}

function sayer<K extends MessageKey>(key: K): RuleContext<K, RuleOptions>["say"] {
  const message = english[key] as (
    params: Readonly<Record<string, MessageValue>>,
  ) => ReturnType<(typeof english)[K]>;
  return (party, params) => {
    const values = shortened({ name: party.name, ...params } as Readonly<Record<string, MessageValue>>);
    return { ...speak(message(values)), wording: { key, params: values } };
  };
}

/**
 * A rule of the catalogue with other options; those left out stay. Other fields are changed by copying:
 * `{ ...rule, priority: 95 }`.
 *
 * @throws RangeError naming the rule and the option, for an option that the rule does not have or a value it cannot have
 *
 * @example
 * ```ts
 * import { builtInRules, configureRule } from "clientele/reminders";
 *
 * const rule = builtInRules.find(({ id }) => id === "installation-check")!;
 * rule.timing; // => "3 days after the installation"
 * configureRule(rule, { delayDays: 10 }).timing; // => "10 days after the installation"
 * configureRule(rule, { delayDays: -1 }); // throws Cannot define rule "installation-check": options.delayDays must be an integer from 0 to 3660, got -1
 * configureRule(rule, { delay: 10 }); // throws Cannot define rule "installation-check": options.delay is none of its options (delayDays)
 * ```
 */
export function configureRule<O extends RuleOptions>(
  rule: BuiltInRule<O>,
  options: Partial<O>,
): BuiltInRule<O> {
  const made = rule[remake]({ ...rule.options, ...options });
  const { occurrences, timing, catchUpDays, silence } = made;
  // What the caller has changed by copying stays changed, the life of an occurrence and what it silences too.
  const before = rule[remake](rule.options);
  const changed = before.catchUpDays !== rule.catchUpDays;
  const silenced = JSON.stringify(before.silence) !== JSON.stringify(rule.silence);
  return Object.freeze({
    ...rule,
    occurrences,
    timing,
    options: made.options,
    catchUpDays: changed ? rule.catchUpDays : catchUpDays,
    silence: silenced ? rule.silence : silence,
    [remake]: made[remake],
  });
}

function checked<O extends RuleOptions>(
  id: string,
  defaults: O,
  options: O,
  choices: Readonly<Record<string, readonly string[]>> = {},
): O {
  const refuse = (what: string): never => {
    throw new RangeError(`Cannot define rule ${describeValue(id)}: ${what}`);
  };
  const result: Record<string, RuleOption> = {};
  for (const [name, value] of Object.entries(options)) {
    const standard = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (standard === undefined)
      return refuse(
        `options.${name} is none of its options (${Object.keys(defaults).join(", ") || "it has none"})`,
      );
    result[name] = option(standard, value, `options.${name}`, choices[name], refuse);
  }
  return result as O;
}

function option(
  standard: RuleOption,
  value: unknown,
  field: string,
  choices: readonly string[] | undefined,
  refuse: (what: string) => never,
): RuleOption {
  const got = `, got ${describeValue(value)}`;
  const number = (one: unknown, at: string): number => {
    const isCount = /(Days|Months|Years|Hours)$/.test(field.split(".")[1] ?? "");
    const isShare = /Share$/.test(field);
    const fits =
      typeof one === "number" &&
      (isCount
        ? Number.isSafeInteger(one) && one >= 0 && one <= 3660
        : Number.isFinite(one) && one >= 0 && (!isShare || one <= 1));
    if (fits) return one as number;
    const wanted = isCount
      ? "an integer from 0 to 3660"
      : isShare
        ? "a number from 0 to 1"
        : "a number of 0 or more";
    return refuse(`${at} must be ${wanted}, got ${describeValue(one)}`);
  };
  const text = (one: unknown, at: string): string => {
    if (
      typeof one === "string" &&
      (choices === undefined ? one !== "" && one.length <= 200 : choices.includes(one))
    )
      return one;
    return refuse(
      `${at} must be ${choices === undefined ? "a text of 1 to 200 characters" : choices.join(", ").replace(/, ([^,]*)$/, " or $1")}, got ${describeValue(one)}`,
    );
  };
  if (typeof standard === "number") return number(value, field);
  if (typeof standard === "string") return text(value, field);
  if (typeof standard === "boolean")
    return typeof value === "boolean" ? value : refuse(`${field} must be true or false${got}`);
  if (Array.isArray(standard)) {
    if (!Array.isArray(value) || value.length === 0 || value.length > 100)
      return refuse(`${field} must be a list of 1 to 100 values${got}`);
    if (new Set(value).size < value.length) return refuse(`${field} must not name a value twice${got}`);
    return typeof (standard[0] ?? value[0]) === "number"
      ? Object.freeze(value.map((one, i) => number(one, `${field}[${i}]`)))
      : Object.freeze(value.map((one, i) => text(one, `${field}[${i}]`)));
  }
  if (typeof value !== "object" || value === null)
    return refuse(`${field} must be an object of numbers${got}`);
  const numbers: Record<string, number> = { ...(standard as RuleNumbers) };
  for (const [name, one] of Object.entries(value)) {
    if (!Object.hasOwn(standard as RuleNumbers, name)) return refuse(`${field}.${name} is not known`);
    numbers[name] = number(one, `${field}.${name}`);
  }
  return Object.freeze(numbers);
}
