import fc from "fast-check";
import { addDays, isPlainDate, type PlainDate, wallClockAt } from "../calendar/index.ts";
import type { Consent, ReminderDecision } from "../model/index.ts";
import {
  createDueIndex,
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  type ReminderInput,
  type ReminderPolicy,
  type ReminderRule,
} from "../reminders/index.ts";
import { arbitraryDossier } from "./arbitrary-dossier.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of a set of reminder rules under a policy. */
export type ReminderRunLawId =
  | "order"
  | "single"
  | "once"
  | "caps"
  | "last"
  | "consent"
  | "hours"
  | "shards"
  | "incremental"
  | "forecast"
  | "versions";

/** Options of {@link reminderRunLaws}. */
export interface ReminderRunLawsOptions {
  /**
   * The policy.
   * @defaultValue `defaultReminderPolicy`
   */
  readonly policy?: ReminderPolicy | undefined;
  /**
   * What customers look like; each gets an id of its own.
   * @defaultValue `arbitraryDossier({ asOf })`
   */
  readonly dossiers?: fc.Arbitrary<Dossier> | undefined;
  /**
   * The day of the first run.
   * @defaultValue 2026-06-15
   */
  readonly asOf?: PlainDate | undefined;
}

const HOUR = 3_600_000;
const IDS = ["a", "b", "c"] as const;

/**
 * What a set of rules keeps together under a policy, as properties to be asserted on rules and limits of your own: the
 * order of everything given is irrelevant; one decision for each due moment; nothing is sent twice; no rolling cap is
 * exceeded in any window; what is ranked last disturbs nobody; a consent taken away adds no message; nobody is
 * contacted in the quiet hours; shards decide as the whole; what a due index names decides as all do; a forecast
 * begins with what is decided today; a new version of a rule sends nothing again.
 *
 * @param rules - the rules under test
 * @throws RangeError if `asOf` is no plain date
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { builtInRules } from "clientele/reminders";
 * import { reminderRunLaws } from "clientele/testing";
 *
 * const rules = builtInRules.filter((rule) => ["birthday", "points-expiring", "narrow-range"].includes(rule.id));
 * reminderRunLaws(rules).filter((law) => fc.check(law.property, { numRuns: 5 }).failed); // => []
 * ```
 */
export function reminderRunLaws(
  rules: readonly ReminderRule[],
  options: ReminderRunLawsOptions = {},
): readonly Law<ReminderRunLawId>[] {
  const { asOf = "2026-06-15", policy = defaultReminderPolicy } = options;
  if (!isPlainDate(asOf)) {
    throw new RangeError(`Cannot state laws: asOf must be a plain date, got ${String(asOf)}`);
  }
  const one = options.dossiers ?? arbitraryDossier({ asOf });
  const some = fc
    .tuple(...IDS.map(() => one))
    .map((dossiers) => dossiers.map((dossier, i) => withId(dossier, IDS[i] ?? "")));
  const moment = (day: PlainDate): string => `${day}T06:00:00Z`;
  const decide = (dossiers: readonly Dossier[], rest: Partial<ReminderInput> = {}) =>
    decideReminders({ asOf: moment(asOf), zone: "UTC", dossiers, rules, policy, ...rest }).decisions;
  const law = (
    id: ReminderRunLawId,
    name: string,
    holds: (dossiers: readonly Dossier[]) => boolean,
  ): Law<ReminderRunLawId> => Object.freeze({ id, name, property: fc.property(some, holds) });
  const runs = (dossiers: readonly Dossier[], days: readonly number[]): ReminderDecision[] => {
    const history: ReminderDecision[] = [];
    for (const day of days) {
      history.push(...decide(dossiers, { asOf: moment(addDays(asOf, day)), history: [...history] }));
    }
    return history;
  };

  return Object.freeze([
    law("order", "the order of customers and rules is irrelevant", (dossiers) => {
      const turned = { rules: [...rules].reverse() };
      return textOf(decide([...dossiers].reverse(), turned)) === textOf(decide(dossiers));
    }),
    law("single", "every due moment gets one decision, with reasons and evidence", (dossiers) => {
      const decisions = decide(dossiers, { horizonDays: 5 });
      return (
        new Set(decisions.map(({ id }) => id)).size === decisions.length &&
        decisions.every(({ reasons, evidence }) => reasons.length > 0 && evidence.length > 0)
      );
    }),
    law("once", "nothing is sent twice, however often one runs", (dossiers) => {
      const ids = sendsOf(runs(dossiers, [0, 0, 1, 2, 5])).map(({ id }) => id);
      return new Set(ids).size === ids.length;
    }),
    law("caps", "no cap is exceeded in any window", (dossiers) => {
      const sends = sendsOf(runs(dossiers, [0, 1, 2, 3, 5, 8])).filter(
        ({ audience, counted }) => audience === "customer" && counted !== false,
      );
      return IDS.every((id) =>
        keepsCaps(
          sends.filter(({ subjectId }) => subjectId === id),
          policy,
        ),
      );
    }),
    law("last", "a rule that is ranked last changes no other decision", (dossiers) => {
      const weakest: ReminderRule = {
        ...(rules[0] as ReminderRule),
        id: "weakest",
        purpose: "promotional",
        audience: "customer",
        priority: Number.MIN_VALUE,
        catchUpDays: 3,
        silence: undefined,
        cooldown: undefined,
        group: undefined,
        escalation: undefined,
        occurrences: () => [
          {
            anchor: "weakest",
            due: asOf,
            message: "Something.",
            evidence: [{ label: "fact", value: 1, asOf, source: "law" }],
          },
        ],
      };
      if (rules.length === 0) return true;
      const others = decide(dossiers, { rules: [...rules, weakest] }).filter(
        (item) => item.ruleId !== "weakest",
      );
      const strip = (decisions: readonly ReminderDecision[]) =>
        textOf(decisions.map(({ rank: _, ...rest }) => rest));
      return strip(others) === strip(decide(dossiers));
    }),
    law("consent", "a consent taken away adds no message", (dossiers) => {
      const without = dossiers.map(
        (dossier): Dossier => ({
          ...dossier,
          consents: (dossier.consents ?? []).map(
            (consent): Consent => ({ ...consent, status: "withdrawn", effectiveFrom: "2000-01-01" }),
          ),
        }),
      );
      const count = (given: readonly Dossier[]) =>
        sendsOf(decide(given)).filter(({ purpose }) => purpose !== "mandatory" && purpose !== "internal")
          .length;
      return count(without) <= count(dossiers);
    }),
    law("hours", "nobody is contacted in the quiet hours, nor too late", (dossiers) =>
      sendsOf(runs(dossiers, [0, 1])).every(({ audience, at, expiresAt, subjectId }) => {
        const instant = Date.parse(at ?? "");
        if (instant >= Date.parse(expiresAt)) return false;
        if (audience === "owner") return true;
        const zone = dossiers.find(({ party }) => party.id === subjectId)?.party.timeZone ?? "UTC";
        const { time } = wallClockAt(instant, zone);
        const { start, end } = policy.quietHours;
        if (start === end) return true;
        const clock = time.slice(0, 5);
        return start < end ? clock < start || clock >= end : clock < start && clock >= end;
      }),
    ),
    law(
      "shards",
      "shards decide as the whole does",
      (dossiers) => textOf(dossiers.flatMap((dossier) => decide([dossier]))) === textOf(decide(dossiers)),
    ),
    law("incremental", "what a due index names decides as all customers do", (dossiers) => {
      const index = createDueIndex(dossiers, { from: asOf, days: 10, rules, zone: "UTC" });
      return [0, 1, 4, 9].every((day) => {
        const at = moment(addDays(asOf, day));
        const named = new Set(index.dueAt(at));
        const due = dossiers.filter(({ party }) => named.has(party.id));
        return textOf(decide(due, { asOf: at })) === textOf(decide(dossiers, { asOf: at }));
      });
    }),
    law("forecast", "a forecast begins with what is decided today", (dossiers) => {
      const today = sendsOf(decide(dossiers));
      const ahead = decide(dossiers, { mode: "forecast", horizonDays: 3 });
      const first = sendsOf(ahead).filter(({ decidedAt }) => decidedAt === moment(asOf));
      return textOf(first) === textOf(today);
    }),
    law("versions", "a new version of a rule sends nothing again", (dossiers) => {
      const history = decide(dossiers);
      const newer = rules.map((rule) => ({ ...rule, version: rule.version + 1 }));
      return sendsOf(decide(dossiers, { rules: newer, history })).length === 0;
    }),
  ]);
}

const sendsOf = (decisions: readonly ReminderDecision[]): readonly ReminderDecision[] =>
  decisions.filter(({ verdict }) => verdict === "send");

/** The rolling caps and the gap, counted afresh: at most `max` in `[start, start + length)` from every contact on. */
function keepsCaps(sends: readonly ReminderDecision[], { caps, minimumGapHours }: ReminderPolicy): boolean {
  const contacts = sends
    .filter(({ withId }) => withId === undefined)
    .map(({ at, channel, purpose, tags = [] }) => ({ at: Date.parse(at ?? ""), channel, purpose, tags }));
  const rolling = caps.every(({ window, purposes, per, max, channels, tag }) => {
    if (typeof window !== "object" || !("hours" in window)) return true;
    const counted = contacts.filter(
      ({ purpose, channel, tags }) =>
        (purposes as readonly string[]).includes(purpose) &&
        (channels === undefined || (channel !== undefined && channels.includes(channel))) &&
        (tag === undefined || tags.includes(tag)),
    );
    return counted.every(
      (first) =>
        counted.filter(
          ({ at, channel }) =>
            at >= first.at &&
            at < first.at + window.hours * HOUR &&
            (per !== "channel" || channel === first.channel),
        ).length <= max,
    );
  });
  const promotional = contacts.filter(({ purpose }) => purpose === "promotional").map(({ at }) => at);
  promotional.sort((a, b) => a - b);
  return (
    rolling &&
    promotional.every((at, i) => i === 0 || at - (promotional[i - 1] ?? 0) >= minimumGapHours * HOUR)
  );
}

/** The dossier of another customer: the same facts under another id. */
function withId(dossier: Dossier, id: string): Dossier {
  const before = dossier.party.id;
  const renamed = (value: unknown): unknown => {
    if (value === before) return id;
    if (Array.isArray(value)) return value.map(renamed);
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, renamed(one)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one)]));
  };
  return renamed(dossier) as Dossier;
}

const textOf = (value: unknown): string => JSON.stringify(value);
