import type { Period, PlainDate, SendingHours, WallTime } from "../calendar/index.ts";
import type { Cell, Channel, ContactPurpose, Evidence, Wording } from "../model/index.ts";
import { checkRule } from "./_check-rule.ts";
import type { Dossier, RuleInput } from "./dossier.ts";

/** The days for which a rule is asked: those on which an occurrence must be due to be considered. */
export interface RuleWindow extends Period {
  /** The day of the run, in `zone`. */
  readonly today: PlainDate;
  /** The zone in which the rule's days are counted: the customer's, or for owner tasks the company's. */
  readonly zone: string;
}

/** One due moment of a rule for one customer. */
export interface Occurrence {
  /**
   * What comes round, in an identity that outlives the run: `gregorian:2026`, `install:<id>`, `lots:2027-01-10`.
   * Of several occurrences of one anchor that are due, only the latest is considered.
   */
  readonly anchor: string;
  /** One of several moments of the anchor: `-7d`. Without `@`. The occurrence's id is `anchor`, or `anchor@step`. */
  readonly step?: string | undefined;
  /** The day on which it falls due. */
  readonly due: PlainDate;
  /**
   * The first day on which it would be too late.
   *
   * @defaultValue the day after `catchUpDays` of the rule have passed
   */
  readonly expiresOn?: PlainDate | undefined;
  /**
   * The very moment at which it falls due, a UTC instant on the day `due`; then it is not sent before it and waits for
   * no preferred time. For what is counted in hours: a day after an enquiry.
   */
  readonly dueAt?: string | undefined;
  /** The first moment at which it would be too late, a UTC instant; goes before `expiresOn`. */
  readonly expiresAt?: string | undefined;
  /**
   * The preferred time of day of this occurrence.
   *
   * @defaultValue `sendAt` of the rule
   */
  readonly sendAt?: WallTime | undefined;
  /**
   * When it was triggered, a day or a UTC instant: what the rule names as `exits` cancels it from then on.
   *
   * @defaultValue `due`
   */
  readonly triggeredAt?: string | undefined;
  /** What it is worth to say it, above or equal 0, in whatever unit all rules share; `priority` when absent. */
  readonly value?: number | undefined;
  /**
   * Weights of the moment in per cent: +20 for a customer who is on the phone just now. They add up, and the score is
   * multiplied by 1 + sum / 100, not less than 0.
   */
  readonly context?: readonly number[] | undefined;
  /**
   * Ids of the products and offers that it is about.
   *
   * @defaultValue the ids that its anchor and the sources of its evidence name
   */
  readonly about?: readonly string[] | undefined;
  /** The person at the customer's whom it is about; for the choice of a sender of the same level. */
  readonly personId?: string | undefined;
  /** The message as data, for other languages. */
  readonly wording?: Wording | undefined;
  /** One sentence with the facts, at most 500 characters. */
  readonly message: string;
  /** One question that may ride on the contact. */
  readonly question?: string | undefined;
  /** The facts, at least one. */
  readonly evidence: readonly Evidence[];
  /**
   * How strongly the facts speak, from 0 to 1.
   *
   * @defaultValue `1`
   */
  readonly strength?: number | undefined;
}

/** How long a rule keeps silent after it was sent. */
export interface Cooldown {
  /** Days of 24 hours since the last send. */
  readonly days: number;
  /** Whether any send of the rule counts, only one of the same anchor, or any of the rule's `group`. */
  readonly per: "rule" | "anchor" | "group";
}

/** How a rule stands to the caps. */
export interface CapRole {
  /**
   * Whether caps and minimum gap limit it.
   *
   * @defaultValue true, but for mandatory rules and tasks
   */
  readonly obeys?: boolean | undefined;
  /**
   * Whether its sends count towards the caps that cover its purpose.
   *
   * @defaultValue as `obeys`
   */
  readonly counts?: boolean | undefined;
}

/** A negative rule: while one of its occurrences is in force, other contacts stop. */
export interface Silence {
  /** What is not said. Mandatory messages cannot be stopped. */
  readonly purposes: readonly Exclude<ContactPurpose, "mandatory">[];
  /** Days from the due day of the occurrence for which it holds. */
  readonly days: number;
  /**
   * True: only what is about one of the products and offers that the occurrence names as `about`.
   *
   * @defaultValue false: whatever it is about
   */
  readonly ofSame?: boolean | undefined;
}

/** When a task that nobody has acknowledged goes to somebody higher. */
export interface Escalation {
  /** Days of 24 hours after the task was given. */
  readonly afterDays: number;
}

/** What of a customer a rule serves. */
export type ReminderGoal = "acquire" | "retain" | "grow" | "migrate-up" | "win-back" | "let-go";

/** By which means a rule works. */
export type ReminderLever = "marketing" | "sales" | "service" | "pricing" | "new-opportunity";

/** A rule: when there is something to say to or about a customer, and what. Plain data but for one function. */
export interface ReminderRule {
  /** Names the rule in decisions: small letters, digits, hyphens and dots, at most 80. */
  readonly id: string;
  /** Raised when the rule changes its meaning. It is no part of the identity of an occurrence. */
  readonly version: number;
  /** The cell of the matrix. */
  readonly cell: Cell;
  /** Why the customer is contacted; `internal` for tasks that are no contact. */
  readonly purpose: ContactPurpose;
  /** Who gets it: the customer as a message, or the own staff member who looks after the customer as a task. */
  readonly audience: "customer" | "owner";
  /** Weight against other rules, above 0: score = priority × strength. */
  readonly priority: number;
  /** How many days after its due day an occurrence may still be sent; 0: on its day only. */
  readonly catchUpDays: number;
  /** How long the rule keeps silent after a send. */
  readonly cooldown?: Cooldown | undefined;
  /**
   * The preferred time of day.
   *
   * @defaultValue `sendAt` of the policy
   */
  readonly sendAt?: WallTime | undefined;
  /**
   * What becomes of occurrences that were missed while no run was made, within `catchUpDays`: the latest of each anchor
   * is sent, every one is, or none is.
   *
   * @defaultValue `"latest"`
   */
  readonly catchUp?: "latest" | "all" | "none" | undefined;
  /** Rules with the same group share cooldowns `per: "group"` and what outcomes do to the group. */
  readonly group?: string | undefined;
  /** Labels that caps may count by; kept in the decision as they were when it was sent. */
  readonly tags?: readonly string[] | undefined;
  /** How it stands to the caps. */
  readonly caps?: CapRole | undefined;
  /**
   * Whether customers of the control group are spared.
   *
   * @defaultValue true for promotional rules
   */
  readonly holdout?: boolean | undefined;
  /**
   * What cancels an occurrence between its trigger and its sending: names of events of the dossier, `purchase`, or
   * `rule:<id>` for a send of that rule.
   */
  readonly exits?: readonly string[] | undefined;
  /** Its own hours, besides those of the policy; for tasks too. */
  readonly hours?: SendingHours | undefined;
  /** The channels that it may use, best first; the policy's when absent. Only channels of both are used. */
  readonly channels?: readonly Channel[] | undefined;
  /** Occurrences with the same name go out to the same customer as one contact, when they go out in the same run. */
  readonly digest?: string | undefined;
  /** True when it never opens a contact but rides on one that happens anyway: a question of the drip dialogue. */
  readonly ridesAlong?: boolean | undefined;
  /** Facts older than this many days are not relied on. */
  readonly maximumAgeDays?: number | undefined;
  /** Who sends it: the account manager, or own staff of the same level as the person at the customer's. */
  readonly sender?: "account-manager" | "counterpart" | undefined;
  /** Makes it a negative rule. */
  readonly silence?: Silence | undefined;
  /** For tasks: when they are escalated. */
  readonly escalation?: Escalation | undefined;
  /** The days `[from, to)` on which it is in force: a campaign. What falls due on others is no candidate. */
  readonly runs?: Period | undefined;
  /** How many days after its trigger it falls due, if that is always the same; checked against `runs`. */
  readonly delayDays?: number | undefined;
  /** What of a customer it serves; read by reports. */
  readonly goal?: ReminderGoal | undefined;
  /** By which means it works; the policy may give levers a weight. */
  readonly lever?: ReminderLever | undefined;
  /** What the rule cannot do without; `coverage` names what no dossier has. */
  readonly reads: readonly RuleInput[];
  /**
   * The due moments of one customer, a pure function of its arguments by closed form: anchor plus offset, never one
   * occurrence from the last. It may return more than the window holds; the engine keeps those due within.
   */
  readonly occurrences: (dossier: Dossier, window: RuleWindow) => readonly Occurrence[];
}

/**
 * Checks a rule and freezes it.
 *
 * @throws RangeError for a field that no rule may have
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { defineRule } from "clientele/reminders";
 *
 * const welcome = defineRule({
 *   id: "welcome-call",
 *   version: 1,
 *   cell: "customer.care",
 *   purpose: "internal",
 *   audience: "owner",
 *   priority: 65,
 *   catchUpDays: 14,
 *   reads: [],
 *   occurrences: ({ party }) =>
 *     party.since === undefined
 *       ? []
 *       : [
 *           {
 *             anchor: `welcome:${party.since}`,
 *             due: addDays(party.since, 7),
 *             message: `Call ${party.name}, a customer since ${party.since}.`,
 *             evidence: [{ label: "customer since", value: party.since, asOf: party.since, source: `party:${party.id}` }],
 *           },
 *         ],
 * });
 * Object.isFrozen(welcome); // => true
 * ```
 */
export function defineRule<R extends ReminderRule>(rule: R): Readonly<R> {
  checkRule(rule);
  return Object.freeze({ ...rule });
}
