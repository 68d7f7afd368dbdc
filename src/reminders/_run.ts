import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import type { Candidate, Customer } from "./_candidate.ts";
import { channelsOf } from "./_channels.ts";
import { nextEscalation } from "./_escalations.ts";
import { setFalseDatesAside } from "./_false-dates.ts";
import { type Found, foundBy } from "./_found.ts";
import { type CustomerHistory, type HistoryOf, type Send, withSends } from "./_history.ts";
import { createHours } from "./_hours.ts";
import type { CustomerLife } from "./_life.ts";
import type { Contact } from "./_limits.ts";
import { createLocalClock, instantText, type LocalClock, type RunSpan } from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import type { SettledRun, Tally } from "./_settled.ts";
import { isSteady } from "./_steady.ts";
import { withdrawnOf } from "./_withdrawn.ts";
import { type OwnZone, zoneOf } from "./_zone-of.ts";
import { createInputs } from "./coverage.ts";
import { type DecideContext, decideUnit, isSent } from "./decide-unit.ts";
import type { Dossier, RuleInput } from "./dossier.ts";
import type { DueIndex } from "./due-index.ts";
import { type EnginePause, type GenerateContext, generate } from "./generate.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** What a run works with, checked. */
export interface RunParts {
  readonly zone: string;
  readonly policy: ReminderPolicy;
  readonly rules: readonly ReminderRule[];
  readonly enginePauses: readonly EnginePause[];
  readonly lastRun: number | undefined;
  readonly historyOf: HistoryOf;
  readonly report: (issue: IssueInput) => void;
  /** Takes how many candidates of a rule were sent before; then nothing is decided of them. */
  readonly countSent?: ((ruleId: string, count: number) => void) | undefined;
  /** What earlier runs have found of units of whom nothing has changed. */
  readonly settled?: SettledRun | undefined;
}

/** The moments gone through. */
export interface RunTicks {
  readonly ticks: readonly number[];
  readonly until: number | undefined;
  readonly horizonDays: number;
}

/** A run in progress. */
export interface Run {
  /** Decides one unit; with an index it asks those rules alone that may speak of it. */
  decide(unit: readonly Dossier[], index?: Pick<DueIndex, "rulesOf">): void;
  /** Takes in what is there of a unit that need not be decided. */
  note(unit: readonly Dossier[]): void;
  readonly decisions: ReminderDecision[];
  readonly withdrawn: string[];
  readonly present: Set<RuleInput>;
  readonly zoneFallbacks: { missing: number; invalid: number };
}

/** What is known of a customer whatever the moment. */
interface Known extends OwnZone {
  readonly dossier: Dossier;
  readonly life: CustomerLife;
  readonly channels: Customer["channels"];
  history: CustomerHistory;
}

/** Makes a run that takes units one by one. */
export function createRun(
  parts: RunParts,
  lifeOf: (subjectId: string) => CustomerLife,
  { ticks, until, horizonDays }: RunTicks,
): Run {
  const { zone, policy, rules, enginePauses, lastRun, historyOf, countSent, settled } = parts;
  let reports = 0;
  const report = (issue: IssueInput): void => {
    reports++;
    parts.report(issue);
  };
  const decisions: ReminderDecision[] = [];
  const withdrawn: string[] = [];
  const inputs = createInputs(rules);
  const zoneFallbacks = { missing: 0, invalid: 0 };
  const groups = new Map(rules.map(({ id, group }) => [id, group]));
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const hoursOf = createHours(policy);
  const groupOf = (ruleId: string): string | undefined => groups.get(ruleId);
  const hasSilence = rules.some(({ silence }) => silence !== undefined);
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : 0;
  const stages = ticks.map((now, i) => {
    // Each run but the first follows the one before it.
    const span: RunSpan = {
      now,
      until: until === undefined ? undefined : now + (until - ticks[0]!),
      horizonDays: ticks.length > 1 ? 0 : horizonDays,
      lastRun: i === 0 ? lastRun : ticks[i - 1],
    };
    const clocks = createClocks(span);
    const asOf = instantText(now);
    const isCounted = countSent !== undefined;
    const decide: DecideContext = { policy, now, asOf, hoursOf, groupOf, report, isCounted };
    const generation: GenerateContext = {
      rules,
      ownerClock: clocks(zone),
      now,
      policy,
      enginePauses,
      report,
    };
    return { clocks, decide, generation };
  });
  const first = stages[0]!;
  // In a forecast: who is concerned on any day at all, before every day is gone through.
  const ahead = createClocks({ now: ticks[0]!, until, horizonDays, lastRun });
  const outlook: GenerateContext = { ...first.generation, ownerClock: ahead(zone) };

  const customersAt = (known: readonly Known[], clocks: (zone: string) => LocalClock): Customer[] => {
    const unit: Customer[] = [];
    const { permissionMonths } = policy;
    for (const one of known) {
      const { dossier, zone: own, zoneFallback, history, life, channels } = one;
      const clock = clocks(own);
      const silences: Customer["silences"] = [];
      unit.push({ dossier, clock, zoneFallback, history, life, channels, permissionMonths, unit, silences });
    }
    return unit;
  };

  const rulesFor = (ids: readonly string[] | undefined): readonly ReminderRule[] =>
    ids === undefined ? rules : ids.flatMap((id) => ruleOf.get(id) ?? []);

  const generateAt = (
    customers: readonly Customer[],
    stage: (typeof stages)[number],
    index?: Pick<DueIndex, "rulesOf">,
    calm?: ReadonlyMap<string, Found>,
  ): Generated => {
    const candidates: Candidate[] = [];
    const found = new Map<string, Found>();
    for (const customer of customers) {
      const { id } = customer.dossier.party;
      const generation =
        index === undefined
          ? stage.generation
          : { ...stage.generation, rules: rulesFor(index.rulesOf(id)), found: calm?.get(id) };
      const own = generate(customer, generation);
      for (const candidate of own) candidates.push(candidate);
      if (settled !== undefined && calm === undefined) found.set(id, foundBy(generation.rules, own));
    }
    return { candidates, found };
  };

  const decideThese = (
    candidates: readonly Candidate[],
    customers: readonly Customer[],
    stage: (typeof stages)[number],
  ): ReminderDecision[] =>
    candidates.length === 0 ? [] : decideUnit(candidates, contactsOf(customers), stage.decide);

  const decideAt = (customers: readonly Customer[], stage: (typeof stages)[number]): ReminderDecision[] =>
    decideThese(generateAt(customers, stage).candidates, customers, stage);

  const know = (dossier: Dossier): Omit<Known, "life" | "history"> => {
    inputs.note(dossier);
    const clean = setFalseDatesAside(dossier, policy, report);
    return {
      dossier: clean,
      ...zoneOf(clean, zone, zoneFallbacks, report),
      channels: channelsOf(clean, policy),
    };
  };

  const note = (unit: readonly Dossier[]): readonly Omit<Known, "life" | "history">[] => {
    const known: Omit<Known, "life" | "history">[] = [];
    for (const dossier of unit) {
      try {
        known.push(know(dossier));
      } catch (error) {
        for (const issue of ruleFailure(error, [dossier.party.id])) report(issue);
      }
    }
    return known;
  };

  const decide = (unit: readonly Dossier[], index?: Pick<DueIndex, "rulesOf">): void => {
    const recalled = settled?.recall(unit);
    const before = reports;
    const noted = note(unit);
    if (recalled !== undefined) {
      for (const [ruleId, count] of recalled) countSent?.(ruleId, count);
      return;
    }
    try {
      const known = noted.map((one): Known => {
        const { id } = one.dossier.party;
        return { ...one, life: lifeOf(id), history: historyOf(id) };
      });
      const customers = customersAt(known, first.clocks);
      const asked = new Set<ReminderRule>();
      const calm = settled?.calmOf(unit);
      const back =
        calm !== undefined
          ? []
          : customers.flatMap((customer) => withdrawnOf(customer, ruleOf, first.generation, asked));
      for (const id of back) withdrawn.push(id);
      if (ticks.length === 1) {
        const { candidates, found } = generateAt(customers, first, index, calm);
        for (const { rule } of candidates) asked.add(rule);
        const isTimed = candidates.some(({ occurrence: { dueAt, expiresAt } }) => dueAt ?? expiresAt);
        const isFirm = back.length === 0 && reports === before && !isTimed && [...asked].every(isSteady);
        if (calm === undefined && isFirm) settled?.calm(unit, found);
        const tally = countSent && tallyOf(candidates);
        for (const [ruleId, count] of tally ?? []) countSent?.(ruleId, count);
        if (tally === undefined || !candidates.every(isSent)) {
          for (const decision of decideThese(candidates, customers, first)) decisions.push(decision);
          return;
        }
        if (settled === undefined || !isFirm) return;
        for (const { dossier } of known)
          for (const rule of rulesFor(index?.rulesOf(dossier.party.id))) asked.add(rule);
        if (![...asked].every(isSteady)) return;
        const turns = customers.map((customer) => nextEscalation(customer, asked, first.generation));
        settled.settle(unit, tally, Math.min(...turns));
        return;
      }
      if (
        !hasSilence &&
        customersAt(known, ahead).every((customer) => generate(customer, outlook).length === 0)
      ) {
        return;
      }
      decisions.push(...goThrough(known));
    } catch (error) {
      const id = unit[0]?.party.id ?? "";
      for (const issue of ruleFailure(error, [id])) report(issue);
    }
  };

  /** Of each candidate the first send, else what was decided last. */
  const goThrough = (known: readonly Known[]): Iterable<ReminderDecision> => {
    const byId = new Map<string, ReminderDecision>();
    for (const stage of stages) {
      for (const decision of decideAt(customersAt(known, stage.clocks), stage)) {
        if (byId.get(decision.id)?.verdict !== "send") byId.set(decision.id, decision);
      }
      for (const one of known) {
        const own = [...byId.values()].filter(
          ({ verdict, subjectId }) => verdict === "send" && subjectId === one.dossier.party.id,
        );
        if (own.length > 0) one.history = withSends(one.history, own);
      }
    }
    return byId.values();
  };

  if (step < 0) throw new RangeError("Cannot decide reminders: runs must follow one another");
  return { decide, note, decisions, withdrawn, present: inputs.present, zoneFallbacks };
}

/** The candidates of a unit, and what the rules find again of each customer. */
interface Generated {
  readonly candidates: readonly Candidate[];
  readonly found: ReadonlyMap<string, Found>;
}

/** How many candidates of each rule were sent before. */
function tallyOf(candidates: readonly Candidate[]): Tally {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const { id } = candidate.rule;
    if (isSent(candidate)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts];
}

/** Contacts with the customers of a unit, by time; owner tasks are no contact with the customer. */
function contactsOf(customers: readonly Customer[]): readonly Contact[] {
  const sends: Send[] = [];
  for (const { history } of customers) {
    for (const send of history.sends.values()) if (send.audience === "customer") sends.push(send);
  }
  return sends.length < 2 ? sends : sends.sort((a, b) => a.at - b.at || compareCodePoints(a.id, b.id));
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
