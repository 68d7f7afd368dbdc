import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  addBusinessDays,
  addDays,
  addMonths,
  annualOccurrences,
  createBusinessCalendar,
  instantOf,
  mainlandChina2026,
  occurrencesOf,
  type PlainDate,
  rollToBusinessDay,
  wallClockAt,
  weekdayOf,
} from "../../src/calendar/index.ts";
import type { Channel, ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import {
  builtInRules,
  type ContactCap,
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  defineRule,
  holdoutBucket,
  type Occurrence,
  type ReminderInput,
  type ReminderPolicy,
  type ReminderRule,
  recheckDecision,
  weeklyReminderPolicy,
} from "../../src/reminders/index.ts";
import {
  codes,
  consent,
  earn,
  importantDate,
  only,
  person,
  policy,
  redeem,
  ruleOf,
  sent,
  talk,
} from "./_kit.ts";

// The cases of the table that are not the calendar's own: each is a test under its id. Cases of kind `policy` run under
// the options that they name; what a peer does instead (`trap`) is what must not come out.

interface Row {
  readonly id: string;
  readonly given: string;
  readonly when: string;
  readonly expect: string;
}
const table = JSON.parse(readFileSync(new URL("../golden/reminder_cases.json", import.meta.url), "utf8")) as {
  cases: Row[];
};
const otherThanTheCalendars = new Set(
  "A12 A20 A21 A26 A27 A28 B09 B19 C18 C26 C27 C28 D16 D17 D22".split(" "),
);
const rows = table.cases.filter(({ id }) => /^[EFGH]/.test(id) || otherThanTheCalendars.has(id));

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);
const text = (instant: number): string => new Date(instant).toISOString().replace(".000Z", "Z");
const evidence = [{ label: "fact", value: 1, asOf: "2018-01-01", source: "test" }] as const;
const allDay = { quietHours: { start: "00:00", end: "00:00" } } as const;
const everything = (["email", "sms", "app", "phone", "post"] as const).map((channel) =>
  consent("promotional", channel, "granted", "2000-01-01"),
);
const cap = (max: number, window: ContactCap["window"], rest: Partial<ContactCap> = {}): ContactCap => ({
  id: `at-most-${max}`,
  purposes: ["promotional"],
  per: "customer",
  max,
  window,
  ...rest,
});
/** Hours and gap out of the way: only the caps given hold. */
const capsOnly = (caps: readonly ContactCap[], rest: Partial<ReminderPolicy> = {}): ReminderPolicy =>
  policy({ ...allDay, caps, minimumGapHours: 0, channels: ["email", "sms", "app"], ...rest });

/** A message due at a moment, of use for some hours. */
const momentRule = (id: string, instant: string, rest: Partial<ReminderRule> = {}, hours = 1): ReminderRule =>
  defineRule({
    ...ruleOf(id, { due: instant.slice(0, 10) as PlainDate }),
    catchUpDays: 30,
    occurrences: (_, { zone }) => [
      {
        anchor: `moment:${instant}`,
        due: wallClockAt(at(instant), zone).date,
        dueAt: instant,
        expiresAt: text(at(instant) + hours * HOUR),
        message: `Say ${id}.`,
        evidence,
      },
    ],
    ...rest,
  });

const mei: Dossier = { party: person("c1", { name: "Mei Lin" }), consents: everything };
const run = (input: Partial<ReminderInput> & Pick<ReminderInput, "asOf">) =>
  decideReminders({ zone: "UTC", dossiers: [mei], ...input });

/** Runs at every moment, each with a message of its own; which of them went out. */
function delivered(
  moments: readonly string[],
  under: ReminderPolicy,
  options: {
    zone?: string;
    rule?: (index: number) => Partial<ReminderRule>;
    history?: ReminderDecision[];
  } = {},
): boolean[] {
  const history = options.history ?? [];
  return moments.map((moment, i) => {
    const rule = momentRule(`m${i}`, moment, options.rule?.(i));
    const { decisions } = run({
      asOf: moment,
      rules: [rule],
      history,
      policy: under,
      zone: options.zone ?? "UTC",
    });
    history.push(...decisions);
    return decisions.some((one) => one.verdict === "send" && one.at === moment);
  });
}

const event = (
  decisionId: string,
  kind: ReminderEvent["kind"],
  moment: string,
  rest: Partial<ReminderEvent> = {},
): ReminderEvent => ({
  schemaVersion: 1,
  id: `${kind}:${decisionId}:${moment}:${rest.outcome ?? ""}`,
  decisionId,
  subjectId: decisionId.split("|")[1] ?? "",
  kind,
  at: moment,
  ...rest,
});

/** A rule that comes round by anchor plus step. */
const recurring = (
  id: string,
  days: (from: PlainDate, to: PlainDate) => readonly { date: PlainDate; lead?: number }[],
  rest: Partial<ReminderRule> = {},
): ReminderRule =>
  defineRule({
    ...ruleOf(id, { due: "2000-01-01" }),
    purpose: "service",
    catchUpDays: 0,
    occurrences: (_, { from, to }) =>
      days(from, to).map(({ date, lead = 0 }) => ({
        anchor: `on:${addDays(date, lead)}`,
        ...(lead === 0 ? {} : { step: `-${lead}d` }),
        due: date,
        message: `Say ${id}.`,
        evidence,
      })),
    ...rest,
  });

const yearly2017 = (leads: readonly number[]) =>
  recurring("yearly", (from, to) =>
    occurrencesOf({ frequency: "yearly", anchor: "2017-01-01" }, { from, to: addDays(to, 40) }).flatMap(
      ({ date }) => [0, ...leads].map((lead) => ({ date: addDays(date, -lead), lead })),
    ),
  );
const weekly2017 = recurring("weekly", (from, to) =>
  occurrencesOf(
    { frequency: "weekly", anchor: "2017-01-01" },
    { from: addDays(from, -7), to: addDays(to, 8) },
  ).flatMap(({ date }) => [0, 7].map((lead) => ({ date: addDays(date, -lead), lead }))),
);
const birthdayRule = builtInRules.filter(({ id }) => id === "birthday");
const dueDays = (decisions: readonly ReminderDecision[]): string[] => decisions.map(({ dueOn }) => dueOn);
const sentIds = (decisions: readonly ReminderDecision[]): string[] =>
  decisions.filter(({ verdict }) => verdict === "send").map(({ id }) => id);
const verdicts = (decisions: readonly ReminderDecision[]): string[] =>
  decisions.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`);

/** Day by day at nine, with what was sent as history. */
function daily(
  input: Partial<ReminderInput>,
  from: PlainDate,
  days: number,
): { readonly history: ReminderDecision[]; readonly sends: ReminderDecision[] } {
  const history: ReminderDecision[] = [];
  for (let k = 0; k < days; k++) {
    history.push(...run({ ...input, asOf: `${addDays(from, k)}T09:00:00Z`, history }).decisions);
  }
  return { history, sends: history.filter(({ verdict }) => verdict === "send") };
}

const cases: Readonly<Record<string, () => void>> = {
  // Anchors, identity and catch-up of dates.
  A12: () => {
    const record = Object.freeze(importantDate({ calendar: "gregorian", year: 2000, month: 2, day: 29 }));
    const dossier = { ...mei, importantDates: Object.freeze([record]) };
    const { decisions } = run({ asOf: "2023-02-28T08:00:00Z", dossiers: [dossier], rules: birthdayRule });
    expect(dueDays(decisions)).toEqual(["2023-02-28"]);
    expect(record.date).toEqual({ calendar: "gregorian", year: 2000, month: 2, day: 29 });
    expect(decisions[0]?.evidence[0]?.value).toBe("2000/2/29");
  },
  A20: () => {
    const { decisions } = run({
      asOf: "2017-02-01T08:00:00Z",
      rules: [yearly2017([30, 7])],
      horizonDays: 340,
    });
    expect(dueDays(decisions).sort()).toEqual(["2017-12-02", "2017-12-25", "2018-01-01"]);
  },
  A21: () => {
    // Weekly with a lead of a week: the lead of the next one fell on a day that is over.
    const { decisions } = run({ asOf: "2017-02-01T08:00:00Z", rules: [weekly2017], horizonDays: 4 });
    const next = decisions.map(({ id }) => id).filter((id) => id.includes("2017-02-05"));
    expect(next).toEqual(["weekly|c1|on:2017-02-05"]);
  },
  A26: () => {
    const since = recurring(
      "since",
      (from, to) => occurrencesOf({ frequency: "daily", anchor: "2020-04-28" }, { from, to }),
      { catchUpDays: 1, catchUp: "all" },
    );
    const { decisions } = run({ asOf: "2020-04-30T08:00:00Z", rules: [since] });
    expect(dueDays(decisions).sort()).toEqual(["2020-04-29", "2020-04-30"]);
  },
  A27: () => {
    const backDated = defineRule({
      ...recurring("back-dated", () => []),
      catchUpDays: 800,
      occurrences: (_, { from, to }) =>
        occurrencesOf({ frequency: "monthly", anchor: "2018-01-15" }, { from, to }).map(({ date }) => ({
          anchor: "monthly",
          step: date,
          due: date,
          message: "Monthly.",
          evidence,
        })),
    });
    const { decisions } = run({ asOf: "2020-01-20T08:00:00Z", rules: [backDated] });
    expect(sentIds(decisions)).toEqual(["back-dated|c1|monthly@2020-01-15"]);
    expect(decisions.length).toBe(1);
  },
  A28: () => {
    const { sends } = daily({ rules: [yearly2017([])] }, "2018-12-31", 368);
    expect(dueDays(sends)).toEqual(["2019-01-01", "2020-01-01"]);
  },
  B09: () => {
    const born = { calendar: "chinese", month: 6, day: 5, leapMonth: true } as const;
    const both = (from: PlainDate, to: PlainDate): Occurrence[] =>
      annualOccurrences(born, { from, to }, { leapMonth: "both" }).map(({ date, occurrenceYear }) => ({
        anchor: `chinese:${occurrenceYear}`,
        step: date,
        due: date,
        message: "Birthday.",
        evidence,
      }));
    const greeting = defineRule({
      ...ruleOf("greeting", { due: "2025-06-29" }),
      purpose: "care",
      catchUpDays: 0,
      occurrences: (_, { from, to }) => both(from, to),
    });
    const gift = { ...greeting, id: "gift", cooldown: { days: 200, per: "anchor" } } as const;
    const { sends } = daily({ rules: [greeting, gift] }, "2025-06-20", 45);
    const ids = sends.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith("greeting"))).toEqual([
      "greeting|c1|chinese:2025@2025-06-29",
      "greeting|c1|chinese:2025@2025-07-29",
    ]);
    expect(ids.filter((id) => id.startsWith("gift"))).toEqual(["gift|c1|chinese:2025@2025-06-29"]);
  },
  B19: () => {
    const dossier = { ...mei, importantDates: [importantDate({ calendar: "chinese", month: 12, day: 1 })] };
    const { sends } = daily({ dossiers: [dossier], rules: birthdayRule }, "2024-01-01", 366);
    expect(sends.map(({ id, dueOn }) => [id, dueOn])).toEqual([
      ["birthday|c1|chinese:2023", "2024-01-11"],
      ["birthday|c1|chinese:2024", "2024-12-31"],
    ]);
  },
  C18: () => {
    const dossier = {
      ...mei,
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })],
    };
    const { decisions } = run({ asOf: "2024-06-24T08:00:00Z", dossiers: [dossier], rules: birthdayRule });
    expect(decisions.map(({ dueOn, at: moment }) => [dueOn, moment])).toEqual([
      ["2024-06-24", "2024-06-24T09:00:00Z"],
    ]);
  },

  // Zones and hours.
  C26: () => {
    const { decisions, problems, zoneFallbacks } = decideReminders({
      asOf: "2018-10-19T13:00:00Z",
      zone: "America/New_York",
      dossiers: [{ ...mei, party: person("c1", { timeZone: "UTC2" }) }],
      rules: [momentRule("m", "2018-10-19T13:00:00Z")],
      policy: capsOnly([], {
        hours: [{ id: "window", hours: { allowed: [{ start: "08:00", end: "10:00" }] } }],
      }),
    });
    expect(decisions[0]?.at).toBe("2018-10-19T13:00:00Z");
    expect(wallClockAt(at(decisions[0]?.at ?? ""), "America/New_York").time).toBe("09:00:00");
    expect(decisions[0]?.zoneFallback).toEqual({
      zone: "America/New_York",
      from: "company",
      because: "invalid",
    });
    expect(problems.map(({ code }) => code)).toEqual(["bad-time-zone"]);
    expect(zoneFallbacks).toEqual({ missing: 0, invalid: 1 });
  },
  C27: () => {
    const dossiers = Array.from({ length: 600 }, (_, i) => ({
      ...mei,
      party: person(`c${i}`, { timeZone: i % 200 === 0 ? "Bad/Zone" : "Asia/Tokyo" }),
    }));
    const { decisions, zoneFallbacks, problems } = run({
      asOf: "2026-03-10T00:00:00Z",
      dossiers,
      rules: [ruleOf("r", { due: "2026-03-10" })],
    });
    expect(zoneFallbacks).toEqual({ missing: 0, invalid: 3 });
    expect(problems.length).toBe(3);
    expect(decisions.filter(({ verdict }) => verdict === "send").length).toBe(600);
    expect(decisions.filter(({ zoneFallback }) => zoneFallback !== undefined).length).toBe(3);
  },
  C28: () => {
    const zones = [
      "America/Los_Angeles",
      "America/Los_Angeles",
      "America/North_Dakota/Center",
      "America/North_Dakota/Center",
      undefined,
      undefined,
      "Bad/Timezone",
      "Bad/Timezone",
    ];
    const { decisions } = decideReminders({
      asOf: text(instantOf("2018-10-18", "06:00", "America/Los_Angeles")),
      zone: "America/New_York",
      dossiers: zones.map((timeZone, i) => ({
        ...mei,
        party: person(`c${i}`, timeZone === undefined ? {} : { timeZone }),
      })),
      rules: [ruleOf("r", { due: "2018-10-18" }, { sendAt: "06:00" })],
      policy: capsOnly([], {
        hours: [{ id: "at-six", hours: { allowed: [{ start: "06:00", end: "06:01" }] } }],
      }),
    });
    const local = decisions.map(({ at: moment, subjectId }) => {
      const zone = zones[Number(subjectId.slice(1))];
      const known = zone === undefined || zone === "Bad/Timezone" ? "America/New_York" : zone;
      const { date, time } = wallClockAt(at(moment ?? ""), known);
      return `${known} ${date} ${time.slice(0, 5)}`;
    });
    expect(local).toEqual([
      ...Array(2).fill("America/Los_Angeles 2018-10-18 06:00"),
      ...Array(2).fill("America/North_Dakota/Center 2018-10-19 06:00"),
      ...Array(4).fill("America/New_York 2018-10-19 06:00"),
    ]);
  },
  D16: () => {
    const night = "2026-03-10T15:00:00Z"; // 23:00 in Taipei, 15:00 in UTC
    const { decisions, zoneFallbacks } = decideReminders({
      asOf: night,
      zone: "Asia/Taipei",
      dossiers: [mei],
      rules: [ruleOf("r", { due: "2026-03-10" })],
    });
    expect(only({ decisions } as never)).toMatchObject({
      verdict: "defer",
      at: "2026-03-11T01:00:00Z",
      zoneFallback: { zone: "Asia/Taipei", from: "company", because: "missing" },
    });
    expect(zoneFallbacks.missing).toBe(1);
    const account = decideReminders({
      asOf: night,
      zone: "Asia/Taipei",
      dossiers: [{ ...mei, accountZone: "Europe/London" }],
      rules: [ruleOf("r", { due: "2026-03-10" })],
    });
    expect(only(account)).toMatchObject({
      verdict: "send",
      at: night,
      zoneFallback: { zone: "Europe/London", from: "account", because: "missing" },
    });
  },
  D17: () => {
    const dossier = {
      ...mei,
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })],
    };
    const late = run({ asOf: "2024-06-24T22:00:00Z", dossiers: [dossier], rules: birthdayRule });
    expect([only(late).verdict, codes(only(late))[0]]).toEqual(["suppress", "expired"]);
    const early = run({ asOf: "2024-06-24T05:00:00Z", dossiers: [dossier], rules: birthdayRule });
    expect(only(early).at).toBe("2024-06-24T09:00:00Z");
  },
  D22: () => {
    const france = createBusinessCalendar({
      name: "France",
      weekend: [7],
      holidays: [{ date: "2026-05-01", holiday: "Fête du Travail" }],
      announcedYears: [2026],
    });
    const smsHours = { quiet: { start: "21:00", end: "08:00" } } as const;
    const under = capsOnly([], {
      channels: ["sms"],
      hours: [
        { id: "sms-de-gb", channels: ["sms"], countries: ["DE", "GB"], hours: smsHours },
        { id: "sms-fr", channels: ["sms"], countries: ["FR"], hours: { ...smsHours, calendar: france } },
      ],
    });
    const slot = (country: string, moment: string) =>
      only(
        run({
          asOf: moment,
          dossiers: [{ ...mei, country }],
          rules: [momentRule("m", moment, {}, 72)],
          policy: under,
        }),
      ).at;
    expect(slot("DE", "2026-05-05T22:30:00Z")).toBe("2026-05-06T08:00:00Z");
    expect(slot("GB", "2026-05-05T07:59:00Z")).toBe("2026-05-05T08:00:00Z");
    expect(slot("US", "2026-05-05T22:30:00Z")).toBe("2026-05-05T22:30:00Z");
    expect(slot("FR", "2026-05-03T10:00:00Z")).toBe("2026-05-04T00:00:00Z".replace("00:00", "08:00")); // Sunday
    expect(slot("FR", "2026-05-01T10:00:00Z")).toBe("2026-05-02T08:00:00Z"); // holiday
    expect(slot("DE", "2026-05-03T10:00:00Z")).toBe("2026-05-03T10:00:00Z");
  },

  // Caps.
  E01: () => {
    const zone = "America/New_York";
    const moments = ["2024-05-02T03:00:00Z", "2024-05-02T04:00:00Z"]; // 23:00 and 00:00 local
    expect(delivered(moments, capsOnly([cap(1, { calendar: "day" })]), { zone })).toEqual([true, true]);
  },
  E02: () => {
    const moments = ["2024-05-01T23:00:00Z", "2024-05-02T00:00:00Z", "2024-05-02T23:00:00Z"];
    expect(delivered(moments, capsOnly([cap(1, { hours: 24 })]))).toEqual([true, false, true]);
  },
  E03: () => {
    const moments = [
      ...["09:00", "13:00", "17:00"].map((time) => `2024-05-01T${time}:00Z`),
      ...["08:00", "09:01", "10:00", "11:00", "14:00"].map((time) => `2024-05-02T${time}:00Z`),
    ];
    expect(delivered(moments, capsOnly([cap(3, { hours: 24 })]))).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  },
  E04: () => {
    const push = cap(2, { hours: 168 }, { per: "channel", channels: ["app"] });
    const moments = ["2024-05-06", "2024-05-08", "2024-05-09"].map((day) => `${day}T09:00:00Z`);
    expect(delivered(moments, capsOnly([push], { channels: ["app"] }))).toEqual([true, true, false]);
  },
  E05: () => {
    const caps = [cap(3, { hours: 168 }), cap(2, { hours: 168 }, { id: "tagged", tag: "sale" })];
    const days = ["06", "07", "08", "09"].map((day) => `2024-05-${day}T09:00:00Z`);
    const tagged = { rule: () => ({ tags: ["sale"] }) };
    expect(delivered(days, capsOnly(caps), tagged)).toEqual([true, true, false, false]);
    expect(delivered(days, capsOnly(caps), { rule: (i) => (i === 2 ? {} : { tags: ["sale"] }) })).toEqual([
      true,
      true,
      true,
      false,
    ]);
  },
  E06: () => {
    const caps = [
      cap(1, { hours: 168 }, { id: "all", purposes: ["promotional", "care", "service"] }),
      cap(3, { hours: 168 }),
    ];
    const days = ["06", "07", "08"].map((day) => `2024-05-${day}T09:00:00Z`);
    expect(delivered(days, capsOnly(caps))).toEqual([true, false, false]);
  },
  E07: () => {
    const caps = [
      cap(10, "lifetime", { id: "ever" }),
      cap(3, { hours: 168 }, { id: "week" }),
      cap(1, { calendar: "day" }, { id: "day" }),
    ];
    const moments = Array.from({ length: 120 }, (_, i) => text(at("2024-05-01T06:00:00Z") + i * 6 * HOUR));
    const out = delivered(moments, capsOnly(caps));
    const times = moments.filter((_, i) => out[i]).map(at);
    expect(times.length).toBe(10);
    expect(new Set(times.map((time) => Math.floor(time / DAY))).size).toBe(10);
    for (const time of times) {
      expect(times.filter((one) => one >= time && one < time + 7 * DAY).length).toBeLessThanOrEqual(3);
    }
  },
  E08: () => {
    const caps = [cap(1, { hours: 168 }, { tag: "sale" })];
    const moments = ["2024-05-06T09:00:00Z", "2024-05-07T09:00:00Z"];
    // A was sent with the tag, which its rule no longer has when B is decided.
    expect(delivered(moments, capsOnly(caps), { rule: () => ({ tags: ["sale"] }) })).toEqual([true, false]);
    const [a] = run({
      asOf: moments[0]!,
      rules: [momentRule("a", moments[0]!, { tags: ["sale"] })],
      policy: capsOnly(caps),
    }).decisions;
    expect(a?.tags).toEqual(["sale"]);
    const rules = [momentRule("a", moments[0]!), momentRule("b", moments[1]!, { tags: ["sale"] })];
    const later = run({ asOf: moments[1]!, rules, policy: capsOnly(caps), history: [a!] });
    expect(verdicts(later.decisions)).toContain("b suppress");
  },
  E09: () => {
    const caps = [cap(1, { hours: 168 }, { purposes: ["promotional", "service"] })];
    const days = ["06", "07"].map((day) => `2024-05-${day}T09:00:00Z`);
    const flags = (obeys: boolean, counts: boolean) =>
      delivered(days, capsOnly(caps), {
        rule: (i) => (i === 0 ? { purpose: "service", caps: { obeys, counts } } : {}),
      });
    expect(flags(false, false)).toEqual([true, true]);
    expect(flags(false, true)).toEqual([true, false]);
    // It passes though the cap is full.
    const full = delivered(days, capsOnly(caps), {
      rule: (i) => (i === 1 ? { purpose: "service", caps: { obeys: false } } : {}),
    });
    expect(full).toEqual([true, true]);
    // By default a mandatory message neither obeys nor counts.
    expect(
      delivered(days, capsOnly(caps), { rule: (i) => (i === 0 ? { purpose: "mandatory" } : {}) }),
    ).toEqual([true, true]);
  },
  E10: () => {
    const caps = capsOnly([cap(1, { hours: 168 })]);
    const moment = "2024-05-07T09:00:00Z";
    const rules = [momentRule("b", moment)];
    const earlier = sent("a|c1|x", "2024-05-06T09:00:00Z");
    const history = [earlier];
    expect(verdicts(run({ asOf: moment, rules, policy: caps, history }).decisions)).toEqual(["b suppress"]);
    const events = [event("a|c1|x", "failed", "2024-05-06T09:01:00Z")];
    expect(verdicts(run({ asOf: moment, rules, policy: caps, history, events }).decisions)).toEqual([
      "b send",
    ]);
    const suppressed = [{ ...earlier, verdict: "suppress" as const }];
    expect(verdicts(run({ asOf: moment, rules, policy: caps, history: suppressed }).decisions)).toEqual([
      "b send",
    ]);
  },
  E11: () => {
    const moment = "2024-05-06T09:00:00Z";
    const parts = (["app", "email"] as const).map((channel) =>
      momentRule(`by-${channel}`, moment, { channels: [channel], digest: "launch" }),
    );
    const { decisions } = run({ asOf: moment, rules: parts, policy: capsOnly([cap(1, { hours: 168 })]) });
    expect(decisions.map(({ verdict, channel }) => [verdict, channel])).toEqual([
      ["send", "app"],
      ["send", "email"],
    ]);
    const next = (caps: readonly ContactCap[], channel: Channel) =>
      run({
        asOf: "2024-05-06T12:00:00Z",
        rules: [momentRule("next", "2024-05-06T12:00:00Z", { channels: [channel] })],
        policy: capsOnly(caps),
        history: decisions,
      }).decisions[0]?.verdict;
    const perChannel = (max: number) => [cap(max, { hours: 168 }, { per: "channel" })];
    expect(next(perChannel(1), "app")).toBe("suppress"); // one push
    expect(next(perChannel(1), "email")).toBe("suppress"); // one e-mail
    expect(next(perChannel(2), "email")).toBe("send");
    expect(next(perChannel(1), "sms")).toBe("send");
    expect(next([cap(2, { hours: 168 })], "sms")).toBe("send"); // one "any", not two
    expect(next([cap(1, { hours: 168 })], "sms")).toBe("suppress");
  },
  E12: () => {
    const moments = ["2024-05-06T09:00:05Z", "2024-05-07T09:00:01Z"];
    expect(delivered(moments, capsOnly([cap(1, { hours: 24 })]))).toEqual([true, false]);
    expect(delivered(moments, capsOnly([cap(1, { calendar: "day" })]))).toEqual([true, true]);
  },
  E13: () => {
    const moments = ["2024-05-06T09:00:00Z"];
    expect(delivered(moments, capsOnly([cap(0, { hours: 24 })]))).toEqual([false]);
    expect(delivered(moments, capsOnly([cap(0, "lifetime")]))).toEqual([false]);
    expect(() => delivered(moments, capsOnly([cap(-1, { hours: 24 })]))).toThrow("max of cap at-most--1");
  },
  E14: () => {
    const history = ["06", "07", "08"].map((day) => sent(`a|c1|${day}`, `2024-05-${day}T09:00:00Z`));
    const decision = only(
      run({
        asOf: "2024-05-09T09:00:00Z",
        rules: [ruleOf("b", { due: "2024-05-09" })],
        policy: capsOnly([cap(3, { hours: 168 })]),
        history,
      }),
    );
    expect(decision).toMatchObject({ verdict: "defer", at: "2024-05-13T09:00:00Z" });
  },
  E15: () => {
    const rules = [3, 5, 1, 4, 2].map((priority) =>
      ruleOf(`journey-${priority}`, { due: "2024-05-06" }, { priority, catchUpDays: 0 }),
    );
    const { decisions } = run({
      asOf: "2024-05-06T09:00:00Z",
      rules,
      policy: capsOnly([cap(1, { hours: 168 })]),
    });
    expect(verdicts(decisions)).toEqual([
      "journey-5 send",
      ...[4, 3, 2, 1].map((priority) => `journey-${priority} suppress`),
    ]);
    for (const decision of decisions.slice(1)) {
      expect(decision.reasons[0]).toMatchObject({ code: "cap", by: "at-most-1" });
    }
  },
  E16: () => {
    const history = [sent("a|c1|x", "2024-05-06T09:00:00Z")];
    const at20 = (hours: number) =>
      run({
        asOf: "2024-05-06T20:00:00Z",
        rules: [momentRule("b", "2024-05-06T20:00:00Z")],
        policy: capsOnly([cap(1, { hours })]),
        history,
      }).decisions[0]?.verdict;
    expect([at20(16), at20(10)]).toEqual(["suppress", "send"]);
  },
  E17: () => {
    const moments = ["2024-05-06T13:00:00Z", "2024-05-06T13:15:00Z"];
    const under = capsOnly([], { minimumGapHours: 0.5 });
    expect(delivered(moments, under)).toEqual([true, false]);
    const [first] = run({
      asOf: moments[0]!,
      rules: [momentRule("a", moments[0]!)],
      policy: under,
    }).decisions;
    const second = run({
      asOf: moments[1]!,
      rules: [momentRule("b", moments[1]!)],
      policy: under,
      history: [first!],
    });
    expect(only(second)).toMatchObject({ verdict: "send", at: "2024-05-06T13:30:00Z" });
  },
  E18: () => {
    const monthly = momentRule(
      "monthly",
      "2023-03-15T09:00:00Z",
      { cooldown: { days: 30, per: "rule" } },
      72,
    );
    const history = [sent("monthly|c1|february", "2023-02-15T09:00:00Z")];
    const input = { rules: [monthly], history, policy: capsOnly([]) };
    const decision = only(run({ asOf: "2023-03-15T09:00:00Z", ...input }));
    expect(decision.verdict).toBe("defer");
    expect(decision.reasons[0]).toMatchObject({ code: "cooldown", until: "2023-03-17T09:00:00Z" });
    expect(only(run({ asOf: "2023-03-16T23:59:59Z", ...input })).verdict).toBe("defer");
    // The run of the day on which it ends sends, at its end.
    expect(only(run({ asOf: "2023-03-17T08:59:59Z", ...input }))).toMatchObject({
      verdict: "send",
      at: "2023-03-17T09:00:00Z",
    });
    expect(only(run({ asOf: "2023-03-17T09:00:00Z", ...input })).verdict).toBe("send");
  },
  E19: () => {
    // Eligible by receipt: what was capped at the first trigger has started no cooldown.
    const twice = (i: number) => ({
      id: "again",
      cooldown: { days: 30, per: "rule" as const },
      priority: i + 1,
    });
    const caps = capsOnly([cap(1, { hours: 24 })]);
    const history = [sent("other|c1|x", "2024-05-06T08:00:00Z")];
    const moments = ["2024-05-06T09:00:00Z", "2024-05-08T09:00:00Z", "2024-05-09T10:00:00Z"];
    expect(delivered(moments, caps, { history, rule: twice })).toEqual([false, true, false]);
  },
  E20: () => {
    const ids = ["offer|c1|1", "offer|c1|2"];
    const events = [
      event(ids[0]!, "outcome", "2024-05-01T09:00:00Z", { outcome: "ignored" }),
      event(ids[1]!, "outcome", "2024-05-20T09:00:00Z", { outcome: "ignored" }),
    ];
    const ask = (asOf: string, given: readonly ReminderEvent[], id = "offer") =>
      only(run({ asOf, rules: [momentRule(id, asOf)], events: given, policy: { ...capsOnly([]) } }));
    const silent = ask("2024-07-01T09:00:00Z", events);
    expect(silent.reasons[0]).toMatchObject({ code: "cooldown", until: "2024-07-19T09:00:00Z" });
    expect(ask("2024-07-19T09:00:00Z", events).verdict).toBe("send");
    expect(ask("2024-07-01T09:00:00Z", events.slice(1)).verdict).toBe("send");
    expect(ask("2024-07-01T09:00:00Z", events, "another").verdict).toBe("send");
    // More than 30 days apart they are not two within 30 days.
    const apart = [{ ...events[0]!, at: "2024-04-01T09:00:00Z" }, events[1]!];
    expect(ask("2024-07-01T09:00:00Z", apart).verdict).toBe("send");
  },
  E21: () => {
    const rules = ["a", "b"].map((id) => momentRule(id, "2024-05-20T09:00:00Z", { group: "cards" }));
    const other = momentRule("loans", "2024-05-20T09:00:00Z", { group: "loans" });
    const rejects = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        event(`${i % 2 === 0 ? "a" : "b"}|c1|${i}`, "outcome", text(at("2024-05-18T09:00:00Z") + i * HOUR), {
          outcome: "rejected",
        }),
      );
    const under = capsOnly([], {
      outcomeCooldowns: [
        {
          id: "rejected",
          outcomes: ["rejected"],
          count: 30,
          withinDays: 30,
          silentDays: 5,
          per: "group",
        },
      ],
    });
    const input = { asOf: "2024-05-20T09:00:00Z", rules: [...rules, other], policy: under };
    expect(verdicts(run({ ...input, events: rejects(29) }).decisions)).toEqual([
      "a send",
      "b send",
      "loans send",
    ]);
    const paused = run({ ...input, events: rejects(30) }).decisions;
    expect(verdicts(paused).sort()).toEqual(["a suppress", "b suppress", "loans send"]);
    expect(paused.find(({ ruleId }) => ruleId === "a")?.reasons[0]).toMatchObject({
      code: "cooldown",
      by: "rejected",
      until: "2024-05-24T14:00:00Z",
    });
  },
  E22: () => {
    const basket = (trigger: string) =>
      momentRule("basket", text(at(trigger) + DAY), {
        exits: ["order-placed"],
        occurrences: (_, { zone }) => [
          {
            anchor: `basket:${trigger}`,
            due: wallClockAt(at(trigger) + DAY, zone).date,
            dueAt: text(at(trigger) + DAY),
            triggeredAt: trigger,
            message: "Your basket waits.",
            evidence,
          },
        ],
      });
    const dossiers = [{ ...mei, events: [{ name: "order-placed", at: "2024-05-06T20:00:00Z" }] }];
    const after = (trigger: string) =>
      only(run({ asOf: text(at(trigger) + DAY), rules: [basket(trigger)], dossiers, policy: capsOnly([]) }));
    const cancelled = after("2024-05-06T10:00:00Z");
    expect([cancelled.verdict, codes(cancelled), cancelled.reasons[0]?.by]).toEqual([
      "suppress",
      ["exited"],
      "order-placed",
    ]);
    expect(after("2024-05-07T10:00:00Z").verdict).toBe("send");
  },
  E23: () => {
    const dossier: Dossier = {
      ...mei,
      party: person("c1", {
        ownerId: "eve",
        since: "2020-01-01",
        closed: { reason: "deceased", on: "2024-05-01" },
      }),
      importantDates: [importantDate({ calendar: "gregorian", month: 5, day: 6 })],
      interactions: [],
    };
    const { decisions } = run({ asOf: "2024-05-06T08:00:00Z", dossiers: [dossier], horizonDays: 30 });
    expect(decisions.length).toBeGreaterThan(1);
    for (const decision of decisions) {
      expect([decision.verdict, codes(decision)[0]]).toEqual(["suppress", "party-closed"]);
    }
  },
  E24: () => {
    const rules = [ruleOf("r", { due: "2024-05-06" })];
    const scheduled = run({ asOf: "2024-05-06T05:00:00Z", rules });
    const [decision] = scheduled.decisions;
    const input = { asOf: "2024-05-06T09:00:00Z", zone: "UTC", rules, history: scheduled.decisions };
    const gone = recheckDecision(decision!, { ...input, dossiers: [] });
    expect([gone.verdict, codes(gone)]).toEqual(["suppress", ["retracted"]]);
    // Nor does it stand in anybody's way: the run goes on for the others.
    const bob = { ...mei, party: person("bob") };
    const next = decideReminders({ ...input, dossiers: [bob] });
    expect(sentIds(next.decisions)).toEqual(["r|bob|moment:2024-05-06"]);
    expect(next.problems).toEqual([]);
  },
  E25: () => {
    const rules = [ruleOf("r", { due: "2024-05-06" })];
    const scheduled = run({ asOf: "2024-05-06T05:00:00Z", rules });
    const decision = only(scheduled);
    expect([decision.verdict, decision.at]).toEqual(["send", "2024-05-06T09:00:00Z"]);
    const withdrawn = everything.map((one) => ({
      ...one,
      id: `w-${one.channel}`,
      status: "withdrawn" as const,
      effectiveFrom: "2024-05-06" as PlainDate,
    }));
    const input = { asOf: "2024-05-06T09:00:00Z", zone: "UTC", rules, history: scheduled.decisions };
    const stands = recheckDecision(decision, { ...input, dossiers: [mei] });
    expect([stands.verdict, stands.at]).toEqual(["send", "2024-05-06T09:00:00Z"]);
    const now = recheckDecision(decision, {
      ...input,
      dossiers: [{ ...mei, consents: [...everything, ...withdrawn] }],
    });
    expect([now.verdict, codes(now)]).toEqual(["suppress", ["no-consent"]]);
    expect(now.reasons[0]?.needs).toEqual({
      what: "consent",
      of: "promotional: email or sms or phone or post",
    });
  },
  E26: () => {
    const address = (id: string) => ({
      schemaVersion: 1 as const,
      id: `cp-${id}`,
      partyId: id,
      kind: "email" as const,
      value: id === "ann" ? "Family@example.org" : "family@example.org ",
      source: { method: "stated", observedOn: "2024-01-01" } as const,
    });
    const family = ["ann", "bob"].map((id) => ({
      party: person(id),
      consents: everything,
      unitId: "family",
      contactPoints: [address(id)],
    }));
    const offer = ruleOf("offer", { due: "2024-05-06" });
    const asOf = "2024-05-06T09:00:00Z";
    const first = run({ asOf, dossiers: family, rules: [offer], policy: capsOnly([]) });
    expect(verdicts(first.decisions)).toEqual(["offer send", "offer suppress"]);
    expect(first.decisions[1]?.reasons[0]).toMatchObject({
      code: "same-address",
      by: "offer|ann|moment:2024-05-06",
    });
    const again = run({
      asOf,
      dossiers: family,
      rules: [offer],
      policy: capsOnly([]),
      history: first.decisions,
    });
    expect(sentIds(again.decisions)).toEqual([]);
    // What differs in content goes to both.
    const own = defineRule({
      ...offer,
      occurrences: ({ party }) => [
        { anchor: `own:${party.id}`, due: "2024-05-06", message: `For ${party.id}.`, evidence },
      ],
    });
    const differing = run({ asOf, dossiers: family, rules: [own], policy: capsOnly([]) });
    expect(verdicts(differing.decisions)).toEqual(["offer send", "offer send"]);
    const keepBoth = run({
      asOf,
      dossiers: family,
      rules: [offer],
      policy: capsOnly([], { oncePerAddress: [] }),
    });
    expect(verdicts(keepBoth.decisions)).toEqual(["offer send", "offer send"]);
  },
  E27: () => {
    // The occurrence is named by what happened, not by the day on which the customer was in the segment again.
    const once = defineRule({
      ...ruleOf("welcome", { due: "2024-05-06" }),
      occurrences: ({ party }, { today }) =>
        party.roles?.includes("prospect") === true
          ? []
          : [{ anchor: "once", due: today, message: "Welcome.", evidence }],
    });
    const left: Dossier = { ...mei, party: person("c1", { roles: ["prospect"] }) };
    const history: ReminderDecision[] = [];
    for (const [day, dossier] of [
      ["2024-05-06", mei],
      ["2024-05-07", left],
      ["2024-05-08", mei],
    ] as const) {
      history.push(
        ...run({ asOf: `${day}T09:00:00Z`, dossiers: [dossier], rules: [once], history }).decisions,
      );
    }
    expect(verdicts(history)).toEqual(["welcome send", "welcome suppress"]);
    expect(codes(history[1]!)).toEqual(["already-decided"]);
  },
  E28: () => {
    const asOf = "2024-05-06T09:00:00Z";
    const rules = ["spring", "summer"].map((id) => ruleOf(id, { due: "2024-05-06", anchor: "template:7" }));
    const { decisions } = run({ asOf, rules, policy: capsOnly([]) });
    expect(sentIds(decisions)).toEqual(["spring|c1|template:7", "summer|c1|template:7"]);
  },
  E29: () => {
    const input = { asOf: "2024-05-06T09:00:00Z", rules: [ruleOf("r", { due: "2024-05-06" })] };
    const [one, two] = [only(run(input)), only(run(input))];
    expect(two.id).toBe(one.id);
    expect(two).toEqual(one);
    // Whoever comes second finds that it was delivered.
    const delivery = event(one.id, "outcome", "2024-05-06T09:00:00Z", { outcome: "delivered" });
    const second = recheckDecision(two, { ...input, zone: "UTC", dossiers: [mei], events: [delivery] });
    expect([second.verdict, codes(second)]).toEqual(["suppress", ["already-decided"]]);
  },

  // Catch-up, delays and life.
  F01: () => {
    const next = hourly("2022-06-01T00:00:00Z", {});
    expect(next.sends).toEqual(["2022-05-31T23:17:00Z", "2022-06-01T00:17:00Z"]);
    expect(next.missed).toBe(5);
  },
  F02: () => {
    const paused = hourly("2022-06-01T00:00:00Z", {
      enginePauses: [{ from: "2022-05-31T18:00:00Z", until: "2022-06-01T00:00:00Z" }],
    });
    expect(paused.missed).toBe(0);
  },
  F03: () => {
    const dailyRule = defineRule({
      ...ruleOf("daily", { due: "2024-05-01" }),
      purpose: "care",
      catchUpDays: 1,
      occurrences: (_, { from, to }) =>
        occurrencesOf({ frequency: "daily", anchor: "2024-01-01" }, { from, to }).map(({ date }) => ({
          anchor: "daily",
          step: date,
          due: date,
          message: "Daily.",
          evidence,
        })),
    });
    const history = run({ asOf: "2024-05-01T09:00:00Z", rules: [dailyRule] }).decisions;
    const { decisions } = run({
      asOf: "2024-05-07T09:00:00Z",
      rules: [dailyRule],
      history,
      lastRun: "2024-05-01T09:00:00Z",
    });
    expect(sentIds(decisions)).toEqual(["daily|c1|daily@2024-05-07"]);
    const missed = decisions.filter((one) => codes(one)[0] === "missed");
    expect(dueDays(missed)).toEqual(["2024-05-02", "2024-05-03", "2024-05-04", "2024-05-05", "2024-05-06"]);
    expect(missed.every(({ verdict }) => verdict === "suppress")).toBe(true);
  },
  F04: () => {
    const yearlyRule = yearly2017([]);
    const late = run({ asOf: "2018-01-01T10:05:00Z", rules: [{ ...yearlyRule, sendAt: "09:00" }] });
    expect(only(late)).toMatchObject({ verdict: "send", at: "2018-01-01T10:05:00Z" });
    // And the chain goes on.
    const { sends } = daily({ rules: [yearlyRule] }, "2018-12-30", 5);
    expect(dueDays(sends)).toEqual(["2019-01-01"]);
  },
  F05: () => {
    const dossier = {
      ...mei,
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })],
    };
    const belated = birthdayRule.map((rule) => ({ ...rule, catchUpDays: 1 }));
    const after = run({
      asOf: "2024-06-26T09:00:00Z",
      dossiers: [dossier],
      rules: belated,
      lastRun: "2024-06-22T09:00:00Z",
    });
    expect([only(after).verdict, codes(only(after))]).toEqual(["suppress", ["missed"]]);
    const { sends } = daily({ dossiers: [dossier], rules: belated }, "2025-06-20", 10);
    expect(dueDays(sends)).toEqual(["2025-06-24"]);
  },
  F06: () => {
    const starts = "2024-05-06T10:00:00Z";
    const reminder = (asOf: string) =>
      only(
        run({ asOf, rules: [momentRule("event", starts, { purpose: "service" }, 1)], policy: capsOnly([]) }),
      );
    expect(reminder("2024-05-06T10:59:00Z").verdict).toBe("send");
    expect([reminder("2024-05-06T11:00:00Z").verdict, codes(reminder("2024-05-06T11:00:00Z"))]).toEqual([
      "suppress",
      ["expired"],
    ]);
  },
  F07: () => {
    const expires = addMonths("2022-12-04", 12);
    expect(expires).toBe("2023-12-04");
    const points = [earn("e1", "2022-12-04", "100", expires)];
    expect(dueDays(pointsReminders([30, 3], points, "2023-11-01", 40))).toEqual(["2023-11-04", "2023-12-01"]);
  },
  F08: () => {
    // The last activity moves the expiry: 12 months after it.
    const never = addMonths("2022-11-30", 12);
    const redeemed = addMonths("2023-03-07", 12);
    expect([never, redeemed]).toEqual(["2023-11-30", "2024-03-07"]);
    const leads = pointsReminders([30], [earn("e1", "2022-11-30", "100", redeemed)], "2023-10-01", 170);
    expect(dueDays(leads)).toEqual([addDays("2024-03-07", -30)]);
  },
  F09: () => {
    const pointsRule = builtInRules.filter(({ id }) => id === "points-expiring");
    const long = { ...mei, points: [earn("e1", "2024-01-01", "100", "2024-06-05")] };
    const short = { ...mei, points: [earn("e1", "2024-01-01", "100", "2024-05-20")] };
    const early = "2024-05-06T05:00:00Z";
    const first = run({ asOf: early, dossiers: [long], rules: pointsRule });
    expect(sentIds(first.decisions)).toEqual(["points-expiring|c1|lots:2024-06-05@-30d"]);
    const second = run({
      asOf: "2024-05-06T06:00:00Z",
      dossiers: [short],
      rules: pointsRule,
      history: first.decisions,
    });
    expect(second.withdrawn).toEqual(["points-expiring|c1|lots:2024-06-05@-30d"]);
    expect(sentIds(second.decisions)).toEqual(["points-expiring|c1|lots:2024-05-20@-30d"]);
    const old = recheckDecision(first.decisions[0]!, {
      asOf: "2024-05-06T09:00:00Z",
      zone: "UTC",
      dossiers: [short],
      rules: pointsRule,
    });
    expect([old.verdict, codes(old)]).toEqual(["suppress", ["retracted"]]);
  },
  F10: () => {
    const points = [earn("e1", "2025-03-01", "300", "2026-03-01"), redeem("r1", "2025-05-01", "200")];
    const rules = builtInRules.filter(({ id }) => id === "points-expiring");
    const asOf = "2026-02-22T09:00:00Z";
    expect(only(run({ asOf, dossiers: [{ ...mei, points }], rules })).message).toContain("100 points");
    const none = [...points, redeem("r2", "2026-02-01", "100")];
    expect(run({ asOf, dossiers: [{ ...mei, points: none }], rules }).decisions).toEqual([]);
  },
  F11: () => {
    const wedding: PlainDate = "2024-09-01";
    const series = defineRule({
      ...ruleOf("series", { due: wedding }),
      purpose: "service",
      catchUpDays: 31,
      occurrences: () =>
        [9, 8, 7, 6, 5, 4, 3, 2, 1].map((months) => ({
          anchor: `wedding:${wedding}`,
          step: `-${months}m`,
          due: addMonths(wedding, -months),
          message: `${months} months to go.`,
          evidence,
        })),
    });
    const { sends } = daily({ rules: [series] }, "2024-02-01", 240);
    expect(sends.map(({ id }) => id.split("@")[1])).toEqual([
      "-7m",
      "-6m",
      "-5m",
      "-4m",
      "-3m",
      "-2m",
      "-1m",
    ]);
    expect(sends[0]?.decidedAt).toBe("2024-02-01T09:00:00Z");
  },
  F12: () => {
    const monday = "2024-05-06T21:00:00Z";
    const rule = defineRule({
      ...ruleOf("r", { due: addDays("2024-05-06", 1) }),
      sendAt: "09:00",
      purpose: "service",
    });
    const decision = only(run({ asOf: monday, rules: [rule], horizonDays: 2 }));
    expect(decision.at).toBe("2024-05-07T09:00:00Z");
  },
  F13: () => {
    const rule = momentRule("r", text(at("2024-05-06T21:00:00Z") + DAY), { purpose: "service" });
    const decision = only(
      run({ asOf: "2024-05-06T21:00:00Z", rules: [rule], horizonDays: 2, policy: capsOnly([]) }),
    );
    expect(decision.at).toBe("2024-05-07T21:00:00Z");
  },
  F14: () => {
    const nextSaturday = (day: PlainDate): PlainDate => {
      for (let next = addDays(day, 1); ; next = addDays(next, 1)) if (weekdayOf(next) === 6) return next;
    };
    const slot = (day: PlainDate) => {
      const rule = defineRule({
        ...ruleOf("r", { due: nextSaturday(day) }),
        sendAt: "15:15",
        purpose: "service",
      });
      return only(run({ asOf: `${day}T12:00:00Z`, rules: [rule], horizonDays: 8 })).at;
    };
    expect(slot("2024-05-04")).toBe("2024-05-11T15:15:00Z"); // a Saturday
    expect(slot("2024-05-03")).toBe("2024-05-04T15:15:00Z"); // a Friday
  },
  F15: () => {
    const campaign = { runs: { from: "2024-05-01", to: "2024-05-08" }, delayDays: 10 } as const;
    expect(() => defineRule({ ...ruleOf("late", { due: "2024-05-11" }), ...campaign })).toThrow(
      'Cannot define rule "late": delayDays must be below the 7 days for which it runs',
    );
    const rule = defineRule({ ...ruleOf("late", { due: "2024-05-11" }), runs: campaign.runs });
    expect(run({ asOf: "2024-05-11T09:00:00Z", rules: [rule] }).decisions).toEqual([]);
  },
  F16: () => {
    const imported = importantDate(
      { calendar: "gregorian", year: 1970, month: 1, day: 1 },
      { source: { method: "imported", observedOn: "2024-01-01" } },
    );
    const input = { asOf: "2025-01-01T08:00:00Z", rules: birthdayRule };
    const refused = run({ ...input, dossiers: [{ ...mei, importantDates: [imported] }] });
    expect(refused.decisions).toEqual([]);
    expect(refused.problems).toMatchObject([
      { code: "false-date", path: ["c1", "importantDates", "d1", "date"], value: "1970-01-01" },
    ]);
    const stated = { ...imported, source: { method: "stated", observedOn: "2024-01-01" } as const };
    expect(run({ ...input, dossiers: [{ ...mei, importantDates: [stated] }] }).decisions.length).toBe(1);
  },
  F17: () => {
    const oneShot = defineRule({
      ...ruleOf("visit", { due: "2024-05-01" }),
      catchUp: "none",
      catchUpDays: 7,
    });
    const late = run({ asOf: "2024-05-03T09:00:00Z", rules: [oneShot], lastRun: "2024-04-30T09:00:00Z" });
    expect([only(late).verdict, codes(only(late))]).toEqual(["suppress", ["missed"]]);
    expect(only(run({ asOf: "2024-05-01T09:00:00Z", rules: [oneShot] })).verdict).toBe("send");
  },
  F18: () => {
    const rules = Array.from({ length: 40 }, (_, i) =>
      ruleOf(`r${i}`, { due: "2024-05-06" }, { purpose: "care" }),
    );
    const spread = (spreadMinutes: number) =>
      run({ asOf: "2024-05-06T05:00:00Z", rules, policy: policy({ spreadMinutes }) }).decisions.map((one) =>
        at(one.at ?? ""),
      );
    const moments = spread(60);
    const nine = at("2024-05-06T09:00:00Z");
    expect(moments).toEqual(spread(60));
    expect(moments.every((moment) => moment >= nine && moment < nine + HOUR)).toBe(true);
    expect(new Set(moments).size).toBeGreaterThan(30);
    expect(new Set(spread(0))).toEqual(new Set([nine]));
  },
  F19: () => {
    const stayInTouch = defineRule({
      ...ruleOf("stay-in-touch", { due: "2024-05-01" }),
      purpose: "internal",
      audience: "owner",
      catchUpDays: 14,
      occurrences: ({ interactions = [] }) =>
        interactions.map(({ occurredAt, id }) => ({
          anchor: `after:${id}`,
          due: addDays(occurredAt.slice(0, 10) as PlainDate, 14),
          message: "Call.",
          evidence,
        })),
    });
    const dossiers = [{ ...mei, interactions: [talk("2024-05-04T10:00:00Z")] }];
    const { decisions } = run({
      asOf: "2024-05-06T09:00:00Z",
      dossiers,
      rules: [stayInTouch],
      horizonDays: 30,
    });
    expect(dueDays(decisions)).toEqual([addDays("2024-05-04", 14)]);
  },
  F20: () => {
    const rule = defineRule({
      ...ruleOf("touch", { due: "2024-05-01" }),
      purpose: "internal",
      audience: "owner",
      catchUpDays: 60,
      escalation: { afterDays: 14 },
      occurrences: () => [
        { anchor: "after:2024-05-01", due: addDays("2024-05-01", 28), message: "Call Mei.", evidence },
      ],
    });
    const { sends } = daily({ rules: [rule] }, "2024-05-01", 60);
    expect(sends.map(({ id, decidedAt }) => [id, decidedAt.slice(0, 10)])).toEqual([
      ["touch|c1|after:2024-05-01", "2024-05-29"],
      ["touch|c1|after:2024-05-01@escalated", "2024-06-12"],
    ]);
    expect(sends[1]?.message).toContain("Nobody has answered");
    // Whoever acknowledges keeps it.
    const events = [event("touch|c1|after:2024-05-01", "acknowledged", "2024-05-30T09:00:00Z")];
    expect(daily({ rules: [rule], events }, "2024-05-01", 60).sends.length).toBe(1);
  },

  // Workdays.
  G01: () => {
    for (const day of ["2026-01-04", "2026-02-14", "2026-02-28"] as const) {
      expect(mainlandChina2026.dayOf(day)).toMatchObject({ workday: true, kind: "make-up" });
      expect(taskOn(day)).toBe(day);
    }
  },
  G02: () => {
    for (let k = 0; k < 9; k++) {
      const day = addDays("2026-02-15", k);
      expect(mainlandChina2026.dayOf(day).workday).toBe(false);
      expect(taskOn(day)).toBe("2026-02-24");
    }
  },
  G03: () => {
    // Half-day holidays of groups close no company: what the weekday says holds.
    for (const day of ["2026-03-08", "2026-05-04", "2026-06-01", "2026-08-01"] as const) {
      const { kind, workday } = mainlandChina2026.dayOf(day);
      if (day === "2026-05-04") {
        // In 2026 this one lies within the long Labour Day holiday anyway.
        expect(workday).toBe(false);
      } else {
        expect(kind).toBe(weekdayOf(day) >= 6 ? "weekend" : "weekday");
      }
    }
  },
  G04: () => {
    expect(mainlandChina2026.dayOf("2027-02-08")).toEqual({
      workday: true,
      kind: "weekday",
      announced: false,
    });
    expect(mainlandChina2026.dayOf("2027-02-06")).toMatchObject({ workday: false, announced: false });
  },
  G05: () => {
    const before = process.env["TZ"];
    try {
      process.env["TZ"] = "America/New_York";
      expect(new Date(0).getTimezoneOffset()).toBe(300);
      expect(addBusinessDays("2024-03-01", 1)).toBe("2024-03-04");
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  },
  G06: () => {
    const uk = createBusinessCalendar({
      name: "England",
      holidays: [
        { date: "2026-12-25", holiday: "Christmas Day" },
        { date: "2026-12-28", holiday: "Boxing Day (substitute)" },
      ],
      announcedYears: [2026],
    });
    expect(uk.dayOf("2026-12-28")).toMatchObject({ workday: false, kind: "holiday" });
    expect(rollToBusinessDay("2026-12-26", { calendar: uk })).toBe("2026-12-29");
  },
  G07: () => {
    const us = createBusinessCalendar({
      name: "United States",
      holidays: [{ date: "2026-07-03", holiday: "Independence Day (observed)" }],
      announcedYears: [2026],
    });
    expect(us.dayOf("2026-07-03")).toMatchObject({ workday: false, kind: "holiday" });
    expect(us.dayOf("2026-07-04").workday).toBe(false);
    expect(rollToBusinessDay("2026-07-03", { calendar: us })).toBe("2026-07-06");
  },
  G08: () => {
    const finance = {
      name: "Mainland China, finance",
      dayOf: (date: PlainDate) => {
        const day = mainlandChina2026.dayOf(date);
        return day.kind === "make-up" ? { ...day, workday: false } : day;
      },
    };
    expect(mainlandChina2026.dayOf("2026-02-14").workday).toBe(true);
    expect(finance.dayOf("2026-02-14").workday).toBe(false);
    expect(taskOn("2026-02-14", finance)).toBe("2026-02-24");
  },
  G09: () => {
    const calendar = mainlandChina2026;
    expect(rollToBusinessDay("2026-02-18", { calendar, direction: "backward" })).toBe("2026-02-14");
    expect(rollToBusinessDay("2026-02-18", { calendar, direction: "forward" })).toBe("2026-02-24");
    expect(taskOn("2026-02-18")).toBe("2026-02-24");
  },

  // Priority, holdout.
  H01: () => {
    const rule = ruleOf("r", { due: "2024-05-06", strength: 0.2, context: [30, 25], value: 100 });
    const decision = only(run({ asOf: "2024-05-06T09:00:00Z", rules: [rule] }));
    expect(decision.score).toBeCloseTo(31, 12);
    expect(decision.scoreParts).toEqual({ propensity: 0.2, context: 1.55, value: 100, lever: 1 });
    const weighted = only(
      run({
        asOf: "2024-05-06T09:00:00Z",
        rules: [{ ...rule, lever: "service" }],
        policy: policy({ leverWeights: { service: 2 } }),
      }),
    );
    expect(weighted.score).toBeCloseTo(62, 12);
  },
  H02: () => {
    const mandatory = ruleOf("recall", { due: "2024-05-06" }, { purpose: "mandatory" });
    const history = [sent("a|c1|x", "2024-05-06T08:30:00Z")];
    const full = capsOnly([cap(1, { hours: 168 }), cap(0, { hours: 1 }, { id: "none" })], {
      minimumGapHours: 4,
    });
    const input = { asOf: "2024-05-06T09:00:00Z", rules: [mandatory], policy: full };
    const first = run({ ...input, history });
    expect(verdicts(first.decisions)).toEqual(["recall send"]);
    const second = run({ ...input, history: [...history, ...first.decisions] });
    expect(codes(only(second))).toEqual(["already-decided"]);
  },
  H03: () => {
    const dossier = { ...mei, importantDates: [importantDate({ calendar: "gregorian", month: 5, day: 6 })] };
    const promotion = ruleOf("offer", { due: "2024-05-06" }, { priority: 1 });
    const { decisions } = run({
      asOf: "2024-05-06T09:00:00Z",
      dossiers: [dossier],
      rules: [...birthdayRule, promotion],
      policy: capsOnly([cap(1, { hours: 168 })]),
    });
    // It is ranked with the others and counts towards no limit.
    expect(decisions.map(({ ruleId, rank, verdict }) => [ruleId, rank, verdict])).toEqual([
      ["birthday", 1, "send"],
      ["offer", 2, "send"],
    ]);
    const withdrawn = [
      ...everything,
      ...(["email", "sms", "app"] as const).map((one) => consent("care", one, "withdrawn")),
    ];
    const checked = run({
      asOf: "2024-05-06T09:00:00Z",
      dossiers: [{ ...dossier, consents: withdrawn }],
      rules: birthdayRule,
      policy: capsOnly([]),
    });
    expect(codes(only(checked))).toEqual(["no-consent"]);
  },
  H04: () => {
    const rules = Array.from({ length: 4 }, (_, i) =>
      ruleOf(`r${i}`, { due: "2024-05-06" }, { catchUpDays: 20 }),
    );
    const { sends } = daily(
      { rules, policy: { ...weeklyReminderPolicy, channels: ["email", "sms"], minimumGapHours: 0 } },
      "2024-05-06",
      14,
    );
    const byDay = sends.map(({ channel, at: moment }) => `${channel} ${moment?.slice(0, 10)}`);
    expect(byDay).toEqual(["email 2024-05-06", "sms 2024-05-06", "email 2024-05-13", "sms 2024-05-13"]);
  },
  H05: () => {
    const rules = [
      ruleOf("b", { due: "2024-05-05" }),
      ruleOf("a", { due: "2024-05-06" }),
      ruleOf("c", { due: "2024-05-05" }),
      ruleOf("z", { due: "2024-05-06" }, { priority: 90 }),
    ];
    const dossiers = ["c2", "c1"].map((id) => ({ ...mei, party: person(id), unitId: "u" }));
    const { decisions } = run({ asOf: "2024-05-06T09:00:00Z", rules, dossiers });
    const order = [...decisions]
      .sort((a, b) => a.rank - b.rank)
      .map(({ ruleId, subjectId }) => `${ruleId} ${subjectId}`);
    expect(order).toEqual(["z c1", "z c2", "b c1", "b c2", "c c1", "c c2", "a c1", "a c2"]);
  },
  H06: () => {
    const under = policy({
      channels: ["email"],
      caps: [cap(1, { hours: 24 })],
      minimumGapHours: 14,
    });
    const history = [sent("a|c1|x", "2024-05-05T20:00:00Z")];
    const decision = only(
      run({
        asOf: "2024-05-06T03:00:00Z",
        rules: [momentRule("r", "2024-05-06T03:00:00Z", {}, 48)],
        policy: under,
        history,
      }),
    );
    expect(codes(decision).filter((code) => code !== "due")).toEqual(["quiet-hours", "cap", "minimum-gap"]);
  },
  H07: () => {
    const dossiers = Array.from({ length: 400 }, (_, i) => ({ ...mei, party: person(`c${i}`) }));
    const groups = new Map<string, Set<string>>();
    for (let day = 1; day < 28; day += 3) {
      const due = `2024-05-${String(day).padStart(2, "0")}` as PlainDate;
      const { decisions } = run({
        asOf: `${due}T09:00:00Z`,
        dossiers,
        rules: [ruleOf(`r${day}`, { due })],
        policy: capsOnly([], { holdout: { salt: "2024", percent: 20 } }),
      });
      for (const decision of decisions) {
        const seen = groups.get(decision.subjectId) ?? new Set();
        groups.set(
          decision.subjectId,
          seen.add(codes(decision)[0] === "holdout" ? "control" : decision.verdict),
        );
      }
    }
    const control = [...groups.values()].filter((seen) => seen.has("control"));
    expect(control.length).toBeGreaterThan(50);
    expect(control.length).toBeLessThan(115);
    for (const seen of groups.values()) expect(seen.size).toBe(1);
  },
  H08: () => {
    const dossiers = Array.from({ length: 2000 }, (_, i) => ({ ...mei, party: person(`c${i}`) }));
    const { decisions } = run({
      asOf: "2024-05-06T09:00:00Z",
      dossiers,
      rules: [ruleOf("r", { due: "2024-05-06" })],
      policy: capsOnly([], { holdout: { salt: "s", percent: 18 } }),
    });
    for (const decision of decisions) {
      const bucket = holdoutBucket(decision.subjectId, "s");
      expect(bucket).toBeGreaterThanOrEqual(1);
      expect(bucket).toBeLessThanOrEqual(100);
      expect(codes(decision)[0] === "holdout").toBe(bucket <= 18);
    }
  },
  H09: () => {
    const purposes = ["promotional", "service", "care", "mandatory"] as const;
    const rules = purposes.map((purpose) => ruleOf(purpose, { due: "2024-05-06" }, { purpose }));
    const { decisions } = run({
      asOf: "2024-05-06T09:00:00Z",
      rules,
      policy: capsOnly([], { holdout: { salt: "s", percent: 100 } }),
    });
    const held = decisions.filter((one) => codes(one)[0] === "holdout").map(({ ruleId }) => ruleId);
    expect(held).toEqual(["promotional"]);
  },
};

/** An hourly message at :17 with an hour of catch-up, in a run after the one at 18:00 of the day before. */
function hourly(asOf: string, input: Partial<ReminderInput>): { sends: string[]; missed: number } {
  const rule = defineRule({
    ...ruleOf("hourly", { due: "2022-06-01" }),
    purpose: "service",
    catchUpDays: 1,
    occurrences: (_, { from, to, zone }) => {
      const found: Occurrence[] = [];
      for (
        let moment = instantOf(from, "00:17", zone);
        moment < instantOf(to, "00:00", zone);
        moment += HOUR
      ) {
        found.push({
          anchor: "hourly",
          step: text(moment),
          due: wallClockAt(moment, zone).date,
          dueAt: text(moment),
          expiresAt: text(moment + HOUR),
          message: "Hourly.",
          evidence,
        });
      }
      return found;
    },
  });
  const { decisions } = run({
    asOf,
    until: text(at(asOf) + HOUR),
    lastRun: "2022-05-31T18:00:00Z",
    rules: [rule],
    policy: capsOnly([]),
    ...input,
  });
  return {
    sends: decisions
      .filter(({ verdict }) => verdict === "send")
      .map(({ id }) => id.split("@")[1] ?? "")
      .sort(),
    missed: decisions.filter((one) => codes(one)[0] === "missed").length,
  };
}

/** Reminders some days before points expire, by the records of the ledger. */
function pointsReminders(
  leads: readonly number[],
  points: NonNullable<Dossier["points"]>,
  from: PlainDate,
  days: number,
): readonly ReminderDecision[] {
  const rule = defineRule({
    ...ruleOf("points", { due: from }),
    purpose: "service",
    catchUpDays: 0,
    occurrences: (dossier) =>
      (dossier.points ?? []).flatMap(({ kind, expiresOn }) =>
        kind !== "earn" || expiresOn === undefined
          ? []
          : leads.map((lead) => ({
              anchor: `lots:${expiresOn}`,
              step: `-${lead}d`,
              due: addDays(expiresOn, -lead),
              message: "Points expire.",
              evidence,
            })),
      ),
  });
  return daily({ dossiers: [{ ...mei, points }], rules: [rule] }, from, days).sends;
}

/** The day on which the owner gets a task that falls due on a day, by a calendar of workdays. */
function taskOn(
  day: PlainDate,
  calendar: ReminderPolicy["ownerCalendar"] = mainlandChina2026,
): string | undefined {
  const task = ruleOf("task", { due: day }, { purpose: "internal", audience: "owner", catchUpDays: 20 });
  const decision = only(
    decideReminders({
      asOf: `${day}T00:00:00Z`,
      zone: "Asia/Shanghai",
      dossiers: [mei],
      rules: [task],
      policy: policy({ ownerCalendar: calendar }),
    }),
  );
  return decision.at === undefined ? undefined : wallClockAt(at(decision.at), "Asia/Shanghai").date;
}

describe("the cases of scheduling, caps, catch-up, workdays and arbitration", () => {
  for (const row of rows) {
    const check = cases[row.id];
    it(`${row.id}: ${row.given}, ${row.when} → ${row.expect}`, () => {
      expect(check).toBeDefined();
      check?.();
    });
  }

  it("are told here or in the calendar's tests, every one", () => {
    expect(Object.keys(cases).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(table.cases.length).toBe(168);
  });

  it("run under the defaults of the table where they name none", () => {
    const { quietHours, minimumGapHours, caps } = defaultReminderPolicy;
    expect([quietHours, minimumGapHours]).toEqual([{ start: "21:00", end: "08:00" }, 4]);
    expect(caps.map(({ per, max, window }) => [per, max, window])).toEqual([
      ["channel", 1, "local-day"],
      ["channel", 2, { hours: 168 }],
      ["customer", 3, { hours: 168 }],
    ]);
    expect(defaultReminderPolicy.outcomeCooldowns).toMatchObject([
      { count: 2, withinDays: 30, silentDays: 60 },
    ]);
  });
});
