import { isTimeZone } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Issue, IssueInput } from "../issues/index.ts";
import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import { checkPolicy } from "./_check-policy.ts";
import { checkEnginePauses, checkExits, checkTicks, refuse, sortRules } from "./_check-run.ts";
import { collectProblems } from "./_collect-problems.ts";
import { firstWake, sortDecisions } from "./_decision-order.ts";
import { indexHistory } from "./_history.ts";
import { indexEvents } from "./_life.ts";
import { instantText, parseInstant } from "./_local-clock.ts";
import { createRun, type RunParts } from "./_run.ts";
import { memoryOf } from "./_settled.ts";
import { uniqueDossiers } from "./_unique-dossiers.ts";
import { groupUnits } from "./_units.ts";
import { builtInRules } from "./built-in-rules.ts";
import { type CellCoverage, coverCells } from "./coverage.ts";
import type { Dossier } from "./dossier.ts";
import type { DueIndex } from "./due-index.ts";
import type { EnginePause } from "./generate.ts";
import { defaultReminderPolicy, type ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** What a run decides on. */
export interface ReminderInput {
  /** The moment of the run, a UTC instant. Nothing is sent before it. */
  readonly asOf: string;
  /**
   * The company's time zone: for owner tasks, and for customers whose own and whose account's is unknown.
   *
   * @defaultValue `"UTC"`
   */
  readonly zone?: string | undefined;
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
   * What happened to earlier reminders: acknowledged, put off, done, failed, answered. In any order; later ones than
   * the run have not happened yet.
   *
   * @defaultValue `[]`
   */
  readonly events?: Iterable<ReminderEvent> | undefined;
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
  /**
   * The moment of the last run, a UTC instant. What fell due since, is over and is not made up for, then gets a decision
   * that says so: `missed`. Rules are asked as far back as that.
   *
   * @defaultValue `undefined`: what is over is not spoken of
   */
  readonly lastRun?: string | undefined;
  /**
   * Times in which no run was to be made: what fell due in them was not missed.
   *
   * @defaultValue `[]`
   */
  readonly enginePauses?: readonly EnginePause[] | undefined;
  /**
   * What the run is for. `live` and `dry-run` decide the same: what differs is whether the caller carries it out.
   * `forecast` goes on as if a run were made every day at the same time of the company's clock (or every `until − asOf`) up to `horizonDays` ahead and
   * everything were sent, with the facts as they are now: of each candidate the first send, else the last decision.
   * `backfill` does the same from `from` up to `asOf`, to find what runs that were not made would have decided.
   *
   * @defaultValue `"live"`
   */
  readonly mode?: ReminderMode | undefined;
  /** For `backfill`: the moment of the first run to be made up, a UTC instant before `asOf`. */
  readonly from?: string | undefined;
  /**
   * An index of the dossiers, made for the same rules and zone, that holds the day: only the customers whom it names are looked
   * at, and of them only the rules asked that may speak. All dossiers still count in `coverage`, `problems` and
   * `zoneFallbacks`, so that the run says what it would say without. Not for a forecast or backfill, nor with `horizonDays`
   * or `lastRun`.
   *
   * @defaultValue everybody is looked at
   */
  readonly due?: Pick<DueIndex, "dueAt" | "rulesOf"> | undefined;
  /**
   * What to do with due moments that were sent before, which every run finds again for as long as their facts stand.
   * `decide`: each gets a decision that says so. `count`: they are counted, in `alreadySent` and as candidates in
   * `coverage`, and keep their place in `rank`; for them nothing else is looked at. With `due`, a unit of which a run found
   * nothing else is then not looked at again before something is `put`, `remove`d or `note`d of its members, or a day
   * comes on which what the rules say of it may change. Not for a forecast or backfill.
   *
   * @defaultValue `"decide"`
   */
  readonly alreadySent?: "decide" | "count" | undefined;
}

/** What a run is for. */
export type ReminderMode = "live" | "dry-run" | "forecast" | "backfill";

/** What a run decided. Plain data, frozen; equal for equal facts, whatever their order. */
export interface ReminderRun {
  /** The moment of the run. */
  readonly asOf: string;
  /** What the run was for; only a live run is to be carried out. */
  readonly mode: ReminderMode;
  /** One decision per candidate, by customer id and rank. */
  readonly decisions: readonly ReminderDecision[];
  /** With `alreadySent: "count"`: how many candidates were sent before; nothing is decided of them. */
  readonly alreadySent?: number | undefined;
  /** The earliest moment at which something deferred wants to be looked at again; absent when nothing is. */
  readonly nextWake?: string | undefined;
  /**
   * Ids of earlier sends that have not gone out yet, and of tasks that are still open, whose occurrence is no more: the
   * order was cancelled, the points are spent, the party is closed. They are to be taken back.
   */
  readonly withdrawn: readonly string[];
  /** The six cells, in the order of the matrix. */
  readonly coverage: readonly CellCoverage[];
  /** What could not be read, by customer and rule, record or row; the rest of the run is not affected. */
  readonly problems: readonly Issue[];
  /** How many customers were decided by a zone that is not their own. */
  readonly zoneFallbacks: ZoneFallbacks;
}

/** How many customers were decided by the time zone of their account or of the company. */
export interface ZoneFallbacks {
  /** Their own is not known. */
  readonly missing: number;
  /** What is given as their own is no time zone; `problems` names them. */
  readonly invalid: number;
}

/**
 * Decides what to say to which customer, when, by which channel, or why not: one decision per due moment of every
 * rule. The live run, a dry run, a forecast of the coming weeks, a look ahead (`horizonDays`), the catch-up after an
 * outage and a backfill are the same function.
 *
 * generate → qualify → slot → arbitrate → decisions
 *
 * The decisions depend on the arguments alone, not on their order, the clock or the host's zone. Running again
 * with the decisions in `history` sends nothing twice. A customer whose data cannot be read is listed under
 * `problems` and does not stop the run; of two dossiers with one customer id neither is decided. Customers of one
 * `unitId` are decided together, so a shard of a run must hold whole units; then its decisions are those of the whole.
 *
 * @throws RangeError for a moment, zone, policy, rule list or horizon that means nothing, and for `due` or `alreadySent` with a run
 * that they are not for
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
  const {
    asOf,
    zone = "UTC",
    dossiers,
    policy = defaultReminderPolicy,
    horizonDays = 0,
    mode = "live",
    alreadySent = "decide",
    due: index,
  } = input;
  const now = parseInstant(asOf, "asOf");
  if (!isTimeZone(zone)) refuse("zone must be a time zone such as Asia/Taipei", zone);
  if (!Number.isSafeInteger(horizonDays) || horizonDays < 0 || horizonDays > 3660) {
    refuse("horizonDays must be an integer from 0 to 3660", horizonDays);
  }
  const until = input.until === undefined ? undefined : parseInstant(input.until, "until");
  if (until !== undefined && until <= now) refuse("until must be after asOf", input.until);
  const lastRun = input.lastRun === undefined ? undefined : parseInstant(input.lastRun, "lastRun");
  if (lastRun !== undefined && lastRun > now) refuse("lastRun must not be after asOf", input.lastRun);
  const ticks = checkTicks(mode, input.from, now, until, { horizonDays, zone });
  checkPolicy(policy);
  const enginePauses = checkEnginePauses(input.enginePauses ?? []);
  const rules = sortRules(input.rules ?? builtInRules);
  checkExits(rules);

  const problems: IssueInput[] = [];
  const report = (issue: IssueInput): void => void problems.push(issue);
  const lifeOf = indexEvents(input.events ?? [], now, report);
  const historyOf = indexHistory(input.history ?? [], lifeOf, report);
  if (alreadySent !== "decide" && (alreadySent !== "count" || mode === "forecast" || mode === "backfill")) {
    refuse('alreadySent must be "decide", or in a run of one moment "count"', alreadySent);
  }
  const sentBefore = new Map<string, number>();
  const isCounting = alreadySent === "count";
  const countSent = (ruleId: string, count: number): void =>
    void sentBefore.set(ruleId, (sentBefore.get(ruleId) ?? 0) + count);
  // With an end of its own a run sees days of others; what it finds says nothing of theirs.
  const settled =
    isCounting && index !== undefined && until === undefined
      ? memoryOf(index)?.open({ now, zone, rules, policy })
      : undefined;
  const parts: RunParts = {
    zone,
    policy,
    rules,
    enginePauses,
    lastRun,
    report,
    historyOf,
    settled,
    ...(isCounting ? { countSent } : {}),
  };
  const last = ticks[ticks.length - 1] ?? now;
  const run = createRun(parts, lifeOf, {
    ticks,
    until,
    // Asked once over all that lies ahead, to see whom the runs to come concern at all.
    horizonDays: ticks.length > 1 ? Math.ceil((last - ticks[0]!) / DAY) + 1 : horizonDays,
  });
  if (
    index !== undefined &&
    (mode === "forecast" || mode === "backfill" || horizonDays > 0 || lastRun !== undefined)
  ) {
    refuse("due must not be given to a run that looks ahead or back", {
      mode,
      horizonDays,
      lastRun: input.lastRun,
    });
  }
  const due = index && new Set(index.dueAt(asOf, { until: input.until }));
  for (const unit of groupUnits(uniqueDossiers(dossiers, report))) {
    if (due === undefined || unit.some(({ party }) => due.has(party.id))) run.decide(unit, index);
    else run.note(unit);
  }
  const { decisions } = run;
  sortDecisions(decisions);
  const nextWake = firstWake(decisions);
  return Object.freeze({
    asOf: instantText(now),
    mode,
    decisions: Object.freeze(decisions),
    ...(isCounting ? { alreadySent: [...sentBefore.values()].reduce((sum, count) => sum + count, 0) } : {}),
    ...(nextWake === undefined ? {} : { nextWake }),
    withdrawn: Object.freeze(run.withdrawn.sort(compareCodePoints)),
    coverage: coverCells(rules, decisions, run.present, sentBefore),
    problems: collectProblems(problems),
    zoneFallbacks: Object.freeze(run.zoneFallbacks),
  });
}

const DAY = 86_400_000;
