import { isTimeZone } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, describeValue, type Issue, type IssueInput } from "../issues/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import type { Customer } from "./_candidate.ts";
import { indexHistory } from "./_history.ts";
import {
  createLocalClock,
  instantText,
  type LocalClock,
  parseInstant,
  type RunSpan,
} from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import { builtInRules } from "./built-in-rules.ts";
import { type CellCoverage, coverCells, noteInputs } from "./coverage.ts";
import { type DecideContext, decideCustomer } from "./decide-customer.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import { generate } from "./generate.ts";
import { checkPolicy, defaultReminderPolicy, type ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** What a run decides on. */
export interface ReminderInput {
  /** The moment of the run, a UTC instant. Nothing is sent before it. */
  readonly asOf: string;
  /** The company's time zone: for owner tasks, and for customers whose own is unknown. */
  readonly zone: string;
  /** The customers, in any order. */
  readonly dossiers: Iterable<Dossier>;
  /**
   * Earlier decisions, in any order; of each customer at least those of the longest cap, cooldown and life of an
   * occurrence.
   *
   * @defaultValue `[]`
   */
  readonly history?: Iterable<ReminderDecision> | undefined;
  /**
   * The rules.
   *
   * @defaultValue {@link builtInRules}
   */
  readonly rules?: readonly ReminderRule[] | undefined;
  /**
   * Hours, channels and caps.
   *
   * @defaultValue {@link defaultReminderPolicy}
   */
  readonly policy?: ReminderPolicy | undefined;
  /**
   * How many days ahead to look; what falls due there is deferred.
   *
   * @defaultValue `0`
   */
  readonly horizonDays?: number | undefined;
  /**
   * The moment of the next run, a UTC instant: what has its moment before it is to be sent, the rest is deferred.
   * Give it when a run may fall into the night of some customers, or the one hour of their birthday is nobody's.
   *
   * @defaultValue the end of the local day of whoever is addressed
   */
  readonly until?: string | undefined;
}

/** What a run decided. Plain data, frozen; equal for equal facts, whatever their order. */
export interface ReminderRun {
  /** The moment of the run. */
  readonly asOf: string;
  /** One decision per candidate, by customer id and rank. */
  readonly decisions: readonly ReminderDecision[];
  /** The earliest moment at which something deferred wants to be looked at again; absent when nothing is. */
  readonly nextWake?: string | undefined;
  /** The six cells, in the order of the matrix. */
  readonly coverage: readonly CellCoverage[];
  /** What could not be read, by customer and rule; the rest of the run is not affected. */
  readonly problems: readonly Issue[];
  /** How many customers were decided by the company's zone. */
  readonly zoneFallbacks: ZoneFallbacks;
}

/** How many customers were decided by the company's time zone. */
export interface ZoneFallbacks {
  /** Their own is not known. */
  readonly missing: number;
  /** What is given as their own is no time zone; `problems` names them. */
  readonly invalid: number;
}

/**
 * Decides what to say to which customer, when, by which channel, or why not: one decision per due moment of every
 * rule. The live run, a dry run, a look at the coming weeks (`horizonDays`) and the catch-up after an outage are the
 * same function.
 *
 * generate → qualify → slot → arbitrate → decisions
 *
 * The decisions depend on the arguments alone, not on their order, the clock or the host's zone. Running again
 * with the decisions in `history` sends nothing twice. A customer whose data cannot be read is listed under
 * `problems` and does not stop the run; of two dossiers with one customer id neither is decided.
 *
 * @throws RangeError for a moment, zone, policy, rule list or horizon that means nothing
 *
 * @example
 * ```ts
 * import { decideReminders } from "clientele/reminders";
 *
 * const run = decideReminders({
 *   asOf: "2026-11-25T00:00:00Z",
 *   zone: "Asia/Taipei",
 *   dossiers: [
 *     {
 *       party: { schemaVersion: 1, kind: "person", id: "c1", name: "Mei Lin" },
 *       importantDates: [
 *         {
 *           schemaVersion: 1,
 *           id: "d1",
 *           partyId: "c1",
 *           kind: "birthday",
 *           date: { calendar: "chinese", month: 10, day: 17 },
 *           source: { method: "stated", observedOn: "2025-03-01" },
 *         },
 *       ],
 *     },
 *   ],
 * });
 * run.decisions.map((decision) => decision.id); // => ["birthday|c1|chinese:2026"]
 * run.decisions[0]?.verdict; // => "send"
 * run.decisions[0]?.at; // => "2026-11-25T01:00:00Z"
 * run.decisions[0]?.message; // => "Lunar birthday of Mei Lin on 2026-11-25 (lunar 10/17, age unknown)."
 * ```
 */
export function decideReminders(input: ReminderInput): ReminderRun {
  const { asOf, zone, dossiers, history = [], policy = defaultReminderPolicy, horizonDays = 0 } = input;
  const now = parseInstant(asOf, "asOf");
  if (!isTimeZone(zone)) refuse("zone must be a time zone such as Asia/Taipei", zone);
  if (!Number.isSafeInteger(horizonDays) || horizonDays < 0 || horizonDays > 3660) {
    refuse("horizonDays must be an integer from 0 to 3660", horizonDays);
  }
  const until = input.until === undefined ? undefined : parseInstant(input.until, "until");
  if (until !== undefined && until <= now) refuse("until must be after asOf", input.until);
  checkPolicy(policy);
  const rules = sortRules(input.rules ?? builtInRules);

  const problems: IssueInput[] = [];
  const report = (issue: IssueInput): void => void problems.push(issue);
  const clocks = createClocks({ now, until, horizonDays });
  const ownerClock = clocks(zone);
  const historyOf = indexHistory(history);
  const zoneFallbacks = { missing: 0, invalid: 0 };
  const present = new Set<RuleInput>();
  const decisions: ReminderDecision[] = [];
  const context: DecideContext = { policy, now, asOf: instantText(now) };

  for (const dossier of uniqueDossiers(dossiers, report)) {
    try {
      noteInputs(dossier, present);
      const own = knownZone(dossier, zoneFallbacks, report);
      const customer: Customer = {
        dossier,
        clock: own === undefined ? ownerClock : clocks(own),
        history: historyOf(dossier.party.id),
        channels: channelsOf(dossier, policy),
      };
      const candidates = generate(customer, { rules, ownerClock, report });
      if (candidates.length > 0) decisions.push(...decideCustomer(customer, candidates, context));
    } catch (error) {
      for (const issue of ruleFailure(error, [dossier.party.id])) report(issue);
    }
  }
  const nextWake = earliest(decisions);
  return Object.freeze({
    asOf: context.asOf,
    decisions: Object.freeze(decisions),
    ...(nextWake === undefined ? {} : { nextWake }),
    coverage: coverCells(rules, decisions, present),
    problems: collect(problems),
    zoneFallbacks: Object.freeze(zoneFallbacks),
  });
}

function refuse(what: string, value: unknown): never {
  throw new RangeError(`Cannot decide reminders: ${what}, got ${describeValue(value)}`);
}

/** By id, so that neither candidates nor problems depend on the order in which rules were given. */
function sortRules(rules: readonly ReminderRule[]): readonly ReminderRule[] {
  const sorted = [...rules].sort((a, b) => compareCodePoints(a.id, b.id));
  sorted.forEach((rule, i) => {
    if (sorted[i + 1]?.id === rule.id) refuse("every rule must have an id of its own", rule.id);
  });
  return sorted;
}

/** By customer id; of two dossiers with one id neither can be preferred, so both are set aside. */
function uniqueDossiers(
  dossiers: Iterable<Dossier>,
  report: (issue: IssueInput) => void,
): readonly Dossier[] {
  const byId = new Map<string, Dossier>();
  const twice = new Set<string>();
  for (const dossier of dossiers) {
    if (byId.has(dossier.party.id)) twice.add(dossier.party.id);
    byId.set(dossier.party.id, dossier);
  }
  for (const id of twice) {
    report({ code: "duplicate-dossier", path: [id], value: id, expected: "one dossier per customer" });
    byId.delete(id);
  }
  return [...byId.values()].sort((a, b) => compareCodePoints(a.party.id, b.party.id));
}

function knownZone(
  { party }: Dossier,
  fallbacks: { missing: number; invalid: number },
  report: (issue: IssueInput) => void,
): string | undefined {
  if (party.timeZone === undefined) {
    fallbacks.missing++;
    return undefined;
  }
  if (isTimeZone(party.timeZone)) return party.timeZone;
  fallbacks.invalid++;
  report({
    code: "bad-time-zone",
    path: [party.id, "party", "timeZone"],
    value: party.timeZone,
    expected: "an IANA time zone such as Asia/Taipei; the company's is used instead",
  });
  return undefined;
}

function channelsOf({ party }: Dossier, { channels }: ReminderPolicy): ReminderPolicy["channels"] {
  const preferred = party.preferredChannel;
  if (preferred === undefined || !channels.includes(preferred)) return channels;
  return [preferred, ...channels.filter((channel) => channel !== preferred)];
}

function createClocks(span: RunSpan): (zone: string) => LocalClock {
  const known = new Map<string, LocalClock>();
  return (zone) => {
    let clock = known.get(zone);
    if (clock === undefined) {
      clock = createLocalClock(zone, span);
      known.set(zone, clock);
    }
    return clock;
  };
}

function earliest(decisions: readonly ReminderDecision[]): string | undefined {
  let first = Number.POSITIVE_INFINITY;
  for (const { verdict, at } of decisions) {
    if (verdict === "defer" && at !== undefined) first = Math.min(first, Date.parse(at));
  }
  return Number.isFinite(first) ? instantText(first) : undefined;
}

/** All of them, whatever their number, in the order of customer, rule and field. */
function collect(problems: readonly IssueInput[]): readonly Issue[] {
  const collector = createIssueCollector({ cap: problems.length });
  const keyed = problems.map((issue) => ({ issue, key: (issue.path ?? []).join("\u0000") }));
  keyed.sort((a, b) => compareCodePoints(a.key, b.key) || compareCodePoints(a.issue.code, b.issue.code));
  for (const { issue } of keyed) collector.add(issue);
  return Object.freeze([...collector.issues]);
}
