import { isTimeZone } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { IssueInput } from "../issues/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import type { Candidate, Customer, ZoneFallback } from "./_candidate.ts";
import { channelsOf } from "./_channels.ts";
import { setFalseDatesAside } from "./_false-dates.ts";
import { type CustomerHistory, type HistoryOf, type Send, withSends } from "./_history.ts";
import { createHours } from "./_hours.ts";
import type { CustomerLife } from "./_life.ts";
import type { Contact } from "./_limits.ts";
import { createLocalClock, instantText, type LocalClock, type RunSpan } from "./_local-clock.ts";
import { ruleFailure } from "./_rule-failure.ts";
import { withdrawnOf } from "./_withdrawn.ts";
import { noteInputs } from "./coverage.ts";
import { type DecideContext, decideUnit } from "./decide-unit.ts";
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
interface Known {
  readonly dossier: Dossier;
  readonly zone: string;
  readonly zoneFallback: ZoneFallback | undefined;
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
  const { zone, policy, rules, enginePauses, lastRun, historyOf, report } = parts;
  const decisions: ReminderDecision[] = [];
  const withdrawn: string[] = [];
  const present = new Set<RuleInput>();
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
    const decide: DecideContext = { policy, now, asOf: instantText(now), hoursOf, groupOf, report };
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

  const decideAt = (
    customers: readonly Customer[],
    stage: (typeof stages)[number],
    index?: Pick<DueIndex, "rulesOf">,
  ): ReminderDecision[] => {
    const candidates: Candidate[] = [];
    for (const customer of customers) {
      const generation =
        index === undefined
          ? stage.generation
          : { ...stage.generation, rules: rulesFor(index.rulesOf(customer.dossier.party.id)) };
      const own = generate(customer, generation);
      for (const candidate of own) candidates.push(candidate);
    }
    return candidates.length === 0 ? [] : decideUnit(candidates, contactsOf(customers), stage.decide);
  };

  const know = (dossier: Dossier): Known => {
    noteInputs(dossier, present);
    const { id } = dossier.party;
    const life = lifeOf(id);
    const clean = setFalseDatesAside(dossier, policy, report);
    const own = zoneOf(clean, zone, zoneFallbacks, report);
    return {
      dossier: clean,
      zone: own.zone,
      zoneFallback: own.zoneFallback,
      life,
      channels: channelsOf(clean, policy),
      history: historyOf(id),
    };
  };

  const note = (unit: readonly Dossier[]): readonly Known[] => {
    const known: Known[] = [];
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
    const known = note(unit);
    try {
      const customers = customersAt(known, first.clocks);
      for (const customer of customers) {
        withdrawn.push(...withdrawnOf(customer, ruleOf, first.generation));
      }
      if (ticks.length === 1) {
        for (const decision of decideAt(customers, first, index)) decisions.push(decision);
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
  return { decide, note, decisions, withdrawn, present, zoneFallbacks };
}

/** Contacts with the customers of a unit, by time; owner tasks are no contact with the customer. */
function contactsOf(customers: readonly Customer[]): readonly Contact[] {
  const sends: Send[] = [];
  for (const { history } of customers) {
    for (const send of history.sends.values()) if (send.audience === "customer") sends.push(send);
  }
  return sends.length < 2 ? sends : sends.sort((a, b) => a.at - b.at || compareCodePoints(a.id, b.id));
}

/** The customer's own zone, or else the account's, or else the company's. */
function zoneOf(
  { party, accountZone }: Dossier,
  companyZone: string,
  fallbacks: { missing: number; invalid: number },
  report: (issue: IssueInput) => void,
): Pick<Known, "zone" | "zoneFallback"> {
  const { timeZone } = party;
  if (timeZone !== undefined && isTimeZone(timeZone)) return { zone: timeZone, zoneFallback: undefined };
  const because = timeZone === undefined ? "missing" : "invalid";
  fallbacks[because]++;
  if (timeZone !== undefined) {
    report({
      code: "bad-time-zone",
      path: [party.id, "party", "timeZone"],
      value: timeZone,
      expected: "an IANA time zone such as Asia/Taipei; the company's is used instead",
    });
  }
  if (accountZone !== undefined && isTimeZone(accountZone)) {
    return {
      zone: accountZone,
      zoneFallback: Object.freeze({ zone: accountZone, from: "account", because }),
    };
  }
  return { zone: companyZone, zoneFallback: Object.freeze({ zone: companyZone, from: "company", because }) };
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
