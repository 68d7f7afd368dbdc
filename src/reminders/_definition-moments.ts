import { addDays, addMonths, annualOccurrences, daysBetween, type PlainDate } from "../calendar/index.ts";
import type { Evidence, Insight } from "../model/index.ts";
import { around, type Content, dayOf, evidence, once, periodOf, periodsDue } from "./_moments.ts";
import { recordDays } from "./_record-days.ts";
import type { Dossier } from "./dossier.ts";
import type { MessageValue } from "./messages/wording.ts";
import type { Occurrence, ReminderRule, RuleWindow } from "./rule.ts";
import type { RuleTriggerDefinition } from "./rule-definition.ts";
import { lastTalk } from "./rules/regular-contact.ts";

/** Values of a moment: what messages may name. */
export type Say = (
  dossier: Dossier,
  values: Readonly<Record<string, MessageValue>>,
) => Pick<Occurrence, "message" | "question" | "wording">;

type Moments = ReminderRule["occurrences"];

/** Days around a day with an expiry of one's own. */
function series(
  trigger: { readonly offsets: readonly number[]; readonly expiresDays?: number | undefined },
  anchor: string,
  on: PlainDate,
  window: RuleWindow,
  content: (offset: number) => Content,
): Occurrence[] {
  const offsets = [...trigger.offsets].sort((a, b) => a - b);
  return around(anchor, on, offsets, window, content).map((occurrence) => {
    if (trigger.expiresDays === undefined) return occurrence;
    const ends = addDays(on, trigger.expiresDays);
    return {
      ...occurrence,
      expiresOn:
        occurrence.expiresOn !== undefined && occurrence.expiresOn < ends ? occurrence.expiresOn : ends,
    };
  });
}

/** The due moments that a definition's trigger makes. */
export function makeMoments(trigger: RuleTriggerDefinition, say: Say): Moments {
  switch (trigger.on) {
    case "record":
      return recordMoments(trigger, say);
    case "annual":
      return ({ importantDates = [], ...dossier }, window) =>
        importantDates.flatMap((record) =>
          !trigger.kinds.includes(record.kind)
            ? []
            : annual(record.date, trigger, window).flatMap(({ date, occurrenceYear, place }) =>
                series(trigger, `${record.kind}:${record.id}:${place}`, date, window, (offset) => ({
                  ...say(dossier, {
                    day: date,
                    due: addDays(date, offset),
                    days: Math.abs(offset),
                    kind: record.kind,
                    label: record.label ?? record.kind,
                    years: record.date.year === undefined ? "" : occurrenceYear - record.date.year,
                  }),
                  evidence: [
                    evidence(
                      record.label ?? record.kind,
                      date,
                      record.source.observedOn,
                      `important-date:${record.id}`,
                    ),
                  ],
                })),
              ),
        );
    case "day-of-year":
      return (dossier, window) =>
        annual(
          { calendar: trigger.calendar, month: trigger.month, day: trigger.day },
          trigger,
          window,
        ).flatMap(({ date, place }) =>
          series(trigger, `day:${place}`, date, window, (offset) => ({
            ...say(dossier, { day: date, due: addDays(date, offset), days: Math.abs(offset) }),
            evidence: [dayEvidence("day of the year", date, dossier)],
          })),
        );
    case "date":
      return (dossier, window) =>
        series(trigger, `date:${trigger.date}`, trigger.date, window, (offset) => ({
          ...say(dossier, { day: trigger.date, due: addDays(trigger.date, offset), days: Math.abs(offset) }),
          evidence: [dayEvidence("day", trigger.date, dossier)],
        }));
    case "period":
      return (dossier, window) =>
        trigger.offsets.flatMap((offset) =>
          periodsDue(trigger.unit, window, offset).map(({ id, from }) => {
            const due = addDays(from, offset);
            return {
              anchor: `period:${id}:${offset}`,
              due,
              ...(trigger.expiresDays === undefined ? {} : { expiresOn: addDays(from, trigger.expiresDays) }),
              ...say(dossier, { period: id, due }),
              evidence: [dayEvidence("period begins", from, dossier)],
            };
          }),
        );
    case "interval":
      return intervalMoments(trigger, say);
    case "insight":
      return (dossier, window) => {
        const insight = latest(dossier, trigger.kind, window);
        return insight === undefined
          ? []
          : once(
              `insight:${trigger.kind}:${periodOf(insight.asOf, trigger.atMostEvery)}`,
              insight.asOf,
              window,
              () => ({
                ...say(dossier, { ...scalars(insight.payload), due: insight.asOf }),
                evidence: insight.evidence,
                strength: insight.strength,
              }),
            );
      };
  }
}

const dayEvidence = (label: string, day: PlainDate, { party }: Dossier): Evidence =>
  evidence(label, day, day, `party:${party.id}`);

function recordMoments(trigger: Extract<RuleTriggerDefinition, { on: "record" }>, say: Say): Moments {
  const { list, day } = trigger;
  const { values, days } = recordDays[list];
  return (dossier, window) =>
    (dossier[list] ?? ([] as readonly object[])).flatMap((record: object) => {
      const at = own(record, day);
      if (typeof at !== "string") return [];
      const on = (at.length > 10 ? dayOf(at, window.zone) : at) as PlainDate;
      const id = own(record, "id") ?? own(record, "productId");
      const source = `${list}:${String(id)}`;
      return series(trigger, `${source}:${on}`, on, window, (offset) => {
        const named: Record<string, MessageValue> = {};
        for (const name of [...values, ...days]) {
          const value = own(record, name);
          if (typeof value === "string" || typeof value === "number") named[name] = value;
        }
        return {
          ...say(dossier, { ...named, day: on, due: addDays(on, offset), days: Math.abs(offset) }),
          evidence: [evidence(day, on, [on, window.today].sort()[0]!, source)],
        };
      });
    });
}

/** Own fields alone. */
function own(record: object, name: string): unknown {
  return Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;
}

function annual(
  date: Parameters<typeof annualOccurrences>[0],
  trigger: {
    readonly offsets: readonly number[];
    readonly missingDay?: "backward" | "forward" | "omit" | undefined;
    readonly leapMonth?: "regular" | "leap-if-exists" | "both" | "leap-only" | undefined;
  },
  { from, to }: RuleWindow,
) {
  const [least, most] = [Math.min(...trigger.offsets), Math.max(...trigger.offsets)];
  const { month, day, calendar, year, leapMonth } = date;
  const seen = new Map<number, number>();
  return annualOccurrences(
    { month, day, calendar, year, leapMonth: leapMonth === true },
    { from: addMonths(addDays(from, -most), -1), to: addMonths(addDays(to, -least), 1) },
    {
      ...(trigger.missingDay === undefined ? {} : { missingDay: trigger.missingDay }),
      ...(trigger.leapMonth === undefined ? {} : { leapMonth: trigger.leapMonth }),
    },
  ).map((occurrence) => {
    const times = (seen.get(occurrence.occurrenceYear) ?? 0) + 1;
    seen.set(occurrence.occurrenceYear, times);
    // A day that comes twice in one lunar year, in the month and in its leap month, has two identities.
    const place = `${occurrence.occurrenceYear}${times > 1 ? ":leap" : ""}`;
    return { ...occurrence, place };
  });
}

function intervalMoments(trigger: Extract<RuleTriggerDefinition, { on: "interval" }>, say: Say): Moments {
  const { since, everyDays, times = 1000 } = trigger;
  return (dossier, window) => {
    const start = startOf(since, dossier, window);
    if (start === undefined) return [];
    const found: Occurrence[] = [];
    const first = Math.max(1, Math.floor(daysBetween(start.on, window.from) / everyDays));
    for (let k = first; k <= times && addDays(start.on, k * everyDays) < window.to; k++) {
      const due = addDays(start.on, k * everyDays);
      found.push({
        anchor: `${since}:${start.on}`,
        step: String(k),
        due,
        expiresOn: addDays(due, everyDays),
        ...say(dossier, { day: start.on, due, days: k * everyDays, times: k }),
        evidence: [start.evidence],
      });
    }
    return found;
  };
}

function startOf(
  since: "last-talk" | "last-purchase" | "start",
  { party, interactions = [], purchases = [] }: Dossier,
  window: RuleWindow,
): { readonly on: PlainDate; readonly evidence: Evidence } | undefined {
  if (since === "last-talk") return lastTalk(interactions, window);
  const on =
    since === "start"
      ? party.since
      : purchases
          .map((one) => one.on)
          .filter((day) => day <= window.today)
          .sort()
          .at(-1);
  if (on === undefined) return undefined;
  const label = since === "start" ? "customer since" : "last purchase";
  return {
    on,
    evidence: evidence(label, on, on, since === "start" ? `party:${party.id}` : `purchases:${party.id}`),
  };
}

/** The latest insight of any kind up to the end of the window. */
function latest({ party, insights = [] }: Dossier, kind: string, { to }: RuleWindow): Insight | undefined {
  let found: Insight | undefined;
  for (const insight of insights)
    if (
      insight.kind === kind &&
      insight.subjectId === party.id &&
      insight.asOf < to &&
      (found === undefined ||
        insight.asOf > found.asOf ||
        (insight.asOf === found.asOf && insight.id > found.id))
    )
      found = insight;
  return found;
}

/** The texts and numbers among the own fields of a payload. */
function scalars(payload: Readonly<Record<string, unknown>>): Record<string, MessageValue> {
  const named: Record<string, MessageValue> = {};
  for (const [name, value] of Object.entries(payload))
    if (name !== "__proto__" && (typeof value === "string" || typeof value === "number")) named[name] = value;
  return named;
}
