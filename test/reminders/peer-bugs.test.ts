import { describe, expect, it } from "vitest";
import {
  addDays,
  annualOccurrences,
  occurrencesOf,
  type PlainDate,
  type Recurrence,
  wallClockAt,
} from "../../src/calendar/index.ts";
import type { ReminderDecision } from "../../src/model/index.ts";
import {
  builtInRules,
  type Dossier,
  decideReminders,
  defineRule,
  type Occurrence,
  type ReminderInput,
  type ReminderRule,
} from "../../src/reminders/index.ts";
import { codes, consent, importantDate, only, person, policy, ruleOf, sent } from "./_kit.ts";

// What the engines and products that were studied do wrong, one test each: here the opposite holds.

const evidence = [{ label: "fact", value: 1, asOf: "2018-01-01", source: "test" }] as const;
const consents = (["email", "sms", "app"] as const).map((one) => consent("promotional", one, "granted"));
const mei: Dossier = { party: person("c1"), consents };
const run = (input: Partial<ReminderInput> & Pick<ReminderInput, "asOf">) =>
  decideReminders({ zone: "UTC", dossiers: [mei], ...input });
const sends = (decisions: readonly ReminderDecision[]) =>
  decisions.filter(({ verdict }) => verdict === "send");

const repeating = (rule: Recurrence, rest: Partial<ReminderRule> = {}): ReminderRule =>
  defineRule({
    ...ruleOf("repeating", { due: "2000-01-01" }),
    purpose: "care",
    catchUpDays: 0,
    occurrences: (_, { from, to }) =>
      occurrencesOf(rule, { from, to }).map(({ date }) => ({
        anchor: `on:${date}`,
        due: date,
        message: "Again.",
        evidence,
      })),
    ...rest,
  });

function daily(input: Partial<ReminderInput>, from: PlainDate, days: number): readonly ReminderDecision[] {
  const history: ReminderDecision[] = [];
  for (let k = 0; k < days; k++) {
    history.push(...run({ ...input, asOf: `${addDays(from, k)}T08:00:00Z`, history }).decisions);
  }
  return sends(history);
}
const birthday = builtInRules.filter(({ id }) => id === "birthday");
const bornOn = (id: string, month: number, day: number): Dossier => ({
  party: person(id),
  importantDates: [importantDate({ calendar: "gregorian", month, day }, { id: `d-${id}`, partyId: id })],
});

describe("what Monica does", () => {
  it("deciding for one customer takes nothing from another (its outbox was emptied for all)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" })];
    const dossiers = [mei, { ...mei, party: person("c2") }];
    const all = run({ asOf: "2026-03-10T05:00:00Z", dossiers, rules });
    expect(sends(all.decisions).length).toBe(2);
    const one = run({ asOf: "2026-03-10T06:00:00Z", dossiers: [mei], rules, history: all.decisions });
    expect(one.withdrawn).toEqual([]);
    expect(one.decisions.map(({ subjectId }) => subjectId)).toEqual(["c1"]);
  });

  it("an early notice leaves the day itself due (the notice ended a one-time reminder)", () => {
    const rule = defineRule({
      ...ruleOf("once", { due: "2026-04-10" }),
      purpose: "care",
      catchUpDays: 3,
      occurrences: () =>
        [30, 7, 0].map(
          (lead): Occurrence => ({
            anchor: "once",
            step: `-${lead}d`,
            due: addDays("2026-04-10", -lead),
            message: `In ${lead} days.`,
            evidence,
          }),
        ),
    });
    expect(daily({ rules: [rule] }, "2026-03-01", 60).map(({ dueOn }) => dueOn)).toEqual([
      "2026-03-11",
      "2026-04-03",
      "2026-04-10",
    ]);
  });

  it("a run an hour late still sends, and the next year too (the chain was lost for ever)", () => {
    const dossiers = [bornOn("c1", 3, 10)];
    expect(only(run({ asOf: "2026-03-10T17:59:00Z", dossiers, rules: birthday })).verdict).toBe("send");
    expect(only(run({ asOf: "2027-03-10T08:00:00Z", dossiers, rules: birthday })).verdict).toBe("send");
  });

  it("what was sent is not due again (the query forgot what was triggered)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" })];
    expect(daily({ rules }, "2026-03-10", 8).length).toBe(1);
  });

  it("a record that cannot be read stops nobody and closes no channel (ten of them deleted all reminders)", () => {
    const broken = Array.from({ length: 12 }, (_, i) => ({
      ...mei,
      party: person(`b${i}`),
      importantDates: [importantDate({ calendar: "gregorian", month: 13 as 12, day: 45 as 1 })],
    }));
    const good = bornOn("good", 3, 10);
    const asked = run({ asOf: "2026-03-10T08:00:00Z", dossiers: [...broken, good], rules: birthday });
    expect(sends(asked.decisions).map(({ subjectId, channel }) => [subjectId, channel])).toEqual([
      ["good", "email"],
    ]);
    expect(asked.problems.length).toBe(12);
  });

  it("every second week is every second week (the number was stored and not used)", () => {
    const rule = repeating({ frequency: "weekly", interval: 2, anchor: "2026-03-02" });
    expect(daily({ rules: [rule] }, "2026-03-01", 40).map(({ dueOn }) => dueOn)).toEqual([
      "2026-03-02",
      "2026-03-16",
      "2026-03-30",
    ]);
  });

  it("the 31st stays the 31st, and 18:00 stays 18:00 over a change of the clock", () => {
    const rule = repeating({ frequency: "monthly", anchor: "2026-01-31" }, { sendAt: "18:00" });
    const dossiers = [{ ...mei, party: person("c1", { timeZone: "America/New_York" }) }];
    const found = daily({ rules: [rule], dossiers }, "2026-01-30", 125);
    expect(found.map(({ at }) => wallClockAt(Date.parse(at ?? ""), "America/New_York"))).toMatchObject(
      ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"].map((date) => ({
        date,
        time: "18:00:00",
      })),
    );
  });

  it("29 February without a year is no 1 March, and comes in common years too (Frappe never, Mautic never)", () => {
    const dossiers = [bornOn("c1", 2, 29)];
    const found = daily({ rules: birthday, dossiers }, "2025-02-20", 1200);
    expect(found.map(({ dueOn }) => dueOn)).toEqual(["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
  });
});

describe("what Mautic does", () => {
  const night = { start: "22:00", end: "06:00" } as const;

  it("a night is a night (the window was swapped to the day)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" })];
    const at = (asOf: string) =>
      only(run({ asOf, rules, policy: policy({ quietHours: night, sendAt: "00:00" }) })).at;
    expect(at("2026-03-10T12:00:00Z")).toBe("2026-03-10T12:00:00Z");
    expect(at("2026-03-10T23:00:00Z")).toBe("2026-03-11T06:00:00Z");
  });

  it("a full cap defers until the oldest ages out (not by a fixed week)", () => {
    const history = [1, 2, 3].map((day) =>
      sent(`a|c1|${day}`, `2026-03-0${day}T09:00:00Z`, { channel: "app" }),
    );
    const rules = [ruleOf("r", { due: "2026-03-04" })];
    expect(only(run({ asOf: "2026-03-04T09:00:00Z", rules, history }))).toMatchObject({
      verdict: "defer",
      at: "2026-03-08T09:00:00Z",
    });
  });

  it("a cap of one channel takes nobody out of the cap of another", () => {
    const caps = [
      {
        id: "sms",
        purposes: ["promotional"],
        per: "channel",
        channels: ["sms"],
        max: 9,
        window: { hours: 24 },
      },
      {
        id: "email",
        purposes: ["promotional"],
        per: "channel",
        channels: ["email"],
        max: 1,
        window: { hours: 24 },
      },
    ] as const;
    const under = policy({ caps, minimumGapHours: 0, channels: ["email"] });
    const rules = ["a", "b"].map((id) => ruleOf(id, { due: "2026-03-10" }, { catchUpDays: 0 }));
    const { decisions } = run({ asOf: "2026-03-10T09:00:00Z", rules, policy: under });
    expect(decisions.map(({ verdict }) => verdict)).toEqual(["send", "suppress"]);
    expect(decisions[1]?.reasons[0]?.by).toBe("email");
  });
});

describe("what Dittofeed does", () => {
  it("a cap limits (the node of the schema ended the journey)", () => {
    const rules = [1, 2, 3, 4, 5].map((i) => ruleOf(`r${i}`, { due: "2026-03-10" }, { catchUpDays: 30 }));
    const found = daily({ rules }, "2026-03-10", 7);
    expect(found.length).toBe(3);
    expect(daily({ rules }, "2026-03-10", 20).length).toBe(5);
  });

  it("days of the week are those of the customer's wall clock", () => {
    const thursdays = { id: "thursday", hours: { weekdays: [4] } } as const;
    const dossiers = [{ ...mei, party: person("c1", { timeZone: "Asia/Tokyo" }) }];
    const under = policy({
      hours: [thursdays],
      sendAt: "05:00",
      quietHours: { start: "00:00", end: "00:00" },
    });
    const rules = [ruleOf("r", { due: "2023-12-20" })];
    const decision = only(run({ asOf: "2023-12-19T23:00:12Z", dossiers, rules, policy: under }));
    expect(decision.at).toBe("2023-12-20T20:00:00Z"); // Thursday 05:00 in Tokyo
  });

  it("each day has its own offset (one was used for the whole search)", () => {
    const dossiers = [{ ...mei, party: person("c1", { timeZone: "America/New_York" }) }];
    const slot = (asOf: string, due: PlainDate) =>
      only(run({ asOf, dossiers, rules: [ruleOf("r", { due }, { sendAt: "08:00" })], horizonDays: 2 })).at;
    expect(slot("2024-03-09T23:00:00Z", "2024-03-10")).toBe("2024-03-10T12:00:00Z");
    expect(slot("2024-11-02T23:00:00Z", "2024-11-03")).toBe("2024-11-03T13:00:00Z");
  });

  it("a date that is over is said to be over (it gave null)", () => {
    const rule = { ...ruleOf("visit", { due: "2026-03-01" }), catchUp: "none" } as const;
    const late = run({ asOf: "2026-03-04T09:00:00Z", rules: [rule], lastRun: "2026-02-27T09:00:00Z" });
    expect(codes(only(late))).toEqual(["missed"]);
  });
});

describe("what Parcelvoy does", () => {
  it("what comes round yearly comes round (it ran once)", () => {
    const rule = repeating({ frequency: "yearly", anchor: "2024-03-10" });
    expect(daily({ rules: [rule] }, "2025-03-01", 700).length).toBe(2);
  });

  it("a date in the data is what is waited for (it was never read)", () => {
    const rule = defineRule({
      ...ruleOf("since", { due: "2026-03-10" }),
      purpose: "care",
      occurrences: ({ party }) =>
        party.since === undefined
          ? []
          : [
              {
                anchor: `since:${party.since}`,
                due: addDays(party.since, 30),
                message: "A month.",
                evidence,
              },
            ],
    });
    const dossiers = [{ ...mei, party: person("c1", { since: "2026-03-01" }) }];
    expect(daily({ dossiers, rules: [rule] }, "2026-03-01", 60).map(({ dueOn }) => dueOn)).toEqual([
      "2026-03-31",
    ]);
  });

  it("a customer stays in the group it is in (it was drawn anew each time)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" }, { catchUpDays: 30 })];
    const dossiers = Array.from({ length: 60 }, (_, i) => ({ ...mei, party: person(`c${i}`) }));
    const held = (asOf: string) =>
      run({ asOf, rules, dossiers, policy: policy({ holdout: { salt: "s", percent: 50 } }) })
        .decisions.filter((one) => codes(one)[0] === "holdout")
        .map(({ subjectId }) => subjectId);
    expect(held("2026-03-10T09:00:00Z")).toEqual(held("2026-03-20T09:00:00Z"));
    expect(held("2026-03-10T09:00:00Z").length).toBeGreaterThan(15);
  });

  it("what has waited too long is not sent (the guard was the wrong way round)", () => {
    const rules = [ruleOf("r", { due: "2026-03-01", expiresOn: "2026-03-04" }, { catchUpDays: 30 })];
    expect(codes(only(run({ asOf: "2026-03-10T09:00:00Z", rules })))).toEqual(["expired"]);
    expect(only(run({ asOf: "2026-03-03T09:00:00Z", rules })).verdict).toBe("send");
  });
});

describe("what Laudspeaker, Pinpoint, Novu, EspoCRM and Frappe do", () => {
  it("midnight and the first minute of the night are quiet (00:05 was not, nor the start)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" }, { sendAt: "00:00" })];
    const at = (time: string) => only(run({ asOf: `2026-03-10T${time}:00Z`, rules })).at;
    expect(at("00:05")).toBe("2026-03-10T08:00:00Z");
    expect(at("21:00")).toBe("2026-03-11T08:00:00Z");
    expect(at("20:59")).toBe("2026-03-10T20:59:00Z");
  });

  it("nobody without a zone is woken (Pinpoint sends)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" })];
    const decision = only(run({ asOf: "2026-03-10T17:00:00Z", zone: "Asia/Tokyo", rules }));
    expect([decision.verdict, decision.at]).toEqual(["send", "2026-03-11T00:00:00Z"]);
    expect(decision.zoneFallback?.because).toBe("missing");
  });

  it("a digest goes out at the customer's time and once on a retry (Novu's had no zone and merged with itself)", () => {
    const rules = ["a", "b", "c"].map((id) =>
      ruleOf(id, { due: "2026-03-10" }, { digest: "news", purpose: "care", catchUpDays: 3 }),
    );
    const dossiers = [{ ...mei, party: person("c1", { timeZone: "Asia/Tokyo" }) }];
    const first = run({ asOf: "2026-03-09T18:00:00Z", dossiers, rules });
    expect(first.decisions.map(({ verdict, at, withId }) => [verdict, at, withId])).toEqual([
      ["send", "2026-03-10T00:00:00Z", undefined],
      ["send", "2026-03-10T00:00:00Z", "a|c1|moment:2026-03-10"],
      ["send", "2026-03-10T00:00:00Z", "a|c1|moment:2026-03-10"],
    ]);
    const again = run({ asOf: "2026-03-09T18:00:01Z", dossiers, rules, history: first.decisions });
    expect(sends(again.decisions)).toEqual([]);
  });

  it("what failed is tried again, and all that is due is sent (EspoCRM deleted it, and sent ten per run)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" }, { purpose: "care" })];
    const dossiers = Array.from({ length: 25 }, (_, i) => ({ ...mei, party: person(`c${i}`) }));
    const first = run({ asOf: "2026-03-10T09:00:00Z", dossiers, rules });
    expect(sends(first.decisions).length).toBe(25);
    const failed = {
      schemaVersion: 1,
      id: "f1",
      decisionId: "r|c7|moment:2026-03-10",
      subjectId: "c7",
      kind: "failed",
      at: "2026-03-10T09:01:00Z",
    } as const;
    const next = { dossiers, rules, events: [failed] };
    const second = run({ asOf: "2026-03-10T10:00:00Z", ...next, history: first.decisions });
    expect(sends(second.decisions).map(({ subjectId }) => subjectId)).toEqual(["c7"]);
    // And not a third time.
    const history = [...first.decisions, ...second.decisions];
    expect(sends(run({ asOf: "2026-03-10T11:00:00Z", ...next, history }).decisions)).toEqual([]);
  });

  it("a day without a run is made up for, and two runs of a day send once (Frappe looked at today alone)", () => {
    const rules = [ruleOf("r", { due: "2026-03-10" }, { purpose: "care", catchUpDays: 2 })];
    const first = run({ asOf: "2026-03-11T09:00:00Z", rules });
    expect(only(first).reasons[0]?.text).toBe("Due on 2026-03-10, caught up on 2026-03-11.");
    expect(sends(run({ asOf: "2026-03-11T10:00:00Z", rules, history: first.decisions }).decisions)).toEqual(
      [],
    );
  });

  it("a lunar birthday may come twice in a year, or not at all (a year was taken for its name)", () => {
    const born = { calendar: "chinese", month: 12, day: 1 } as const;
    const years = [2024, 2025].map(
      (year) => annualOccurrences(born, { from: `${year}-01-01`, to: `${year + 1}-01-01` }).length,
    );
    expect(years).toEqual([2, 0]);
  });
});
