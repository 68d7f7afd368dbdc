import type { Period, PlainDate, WallTime } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import {
  type Cell,
  type ContactPurpose,
  cells,
  contactPurposeSchema,
  type Evidence,
} from "../model/index.ts";
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
  /** Whether any send of the rule counts, or only one of the same anchor. */
  readonly per: "rule" | "anchor";
}

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
export function defineRule(rule: ReminderRule): ReminderRule {
  const doing = `Cannot define rule ${describeValue(rule.id)}`;
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new RangeError(`${doing}: ${what}, got ${describeValue(value)}`);
  };
  const { id, version, priority, catchUpDays, cooldown } = rule;
  demand(
    typeof id === "string" && /^[a-z0-9][a-z0-9.-]{0,79}$/.test(id),
    "id must be 1 to 80 small letters, digits, hyphens and dots",
    id,
  );
  demand(Number.isSafeInteger(version) && version > 0, "version must be a positive integer", version);
  demand(cells.includes(rule.cell), "cell must be one of the six", rule.cell);
  demand(contactPurposeSchema.safeParse(rule.purpose).success, "purpose must be known", rule.purpose);
  demand(
    rule.audience === "owner" || rule.audience === "customer",
    "audience must be customer or owner",
    rule.audience,
  );
  demand(
    rule.purpose !== "internal" || rule.audience === "owner",
    "an internal rule must address the owner",
    rule.audience,
  );
  demand(Number.isFinite(priority) && priority > 0, "priority must be a number above 0", priority);
  demand(
    Number.isSafeInteger(catchUpDays) && catchUpDays >= 0 && catchUpDays <= 3660,
    "catchUpDays must be an integer from 0 to 3660",
    catchUpDays,
  );
  demand(
    cooldown === undefined || (Number.isFinite(cooldown.days) && cooldown.days > 0),
    "cooldown.days must be a number above 0",
    cooldown?.days,
  );
  return Object.freeze({ ...rule });
}
