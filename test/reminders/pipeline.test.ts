import { describe, expect, it } from "vitest";
import { type ReminderDecision, reminderDecisionSchema } from "../../src/model/index.ts";
import {
  builtInRules,
  decideReminders,
  defaultReminderPolicy,
  defineRule,
  type ReminderRule,
} from "../../src/reminders/index.ts";
import {
  codes,
  consent,
  earn,
  granted,
  importantDate,
  only,
  person,
  policy,
  redeem,
  ruleOf,
  runFor,
  sent,
} from "./_kit.ts";

const day = "2026-03-10";
const moment = ruleOf("moment", { due: day });
const care = ruleOf("care", { due: day }, { purpose: "care" });

describe("qualify", () => {
  it("E23: a deceased customer gets no care, no proposal and no talk; the owner no task about it", () => {
    const closed = { reason: "deceased", on: "2026-03-01" } as const;
    const rules = [
      moment,
      care,
      ruleOf("must", { due: day }, { purpose: "mandatory" }),
      ruleOf("task", { due: day }, { purpose: "internal", audience: "owner" }),
    ];
    const run = runFor(
      { party: person("c1", { closed }), consents: granted },
      { asOf: "2026-03-10T08:00:00Z", rules },
    );
    expect(run.decisions.map((one) => [one.ruleId, one.verdict, codes(one)[0]])).toEqual([
      ["must", "suppress", "party-closed"],
      ["care", "suppress", "party-closed"],
      ["moment", "suppress", "party-closed"],
      ["task", "suppress", "party-closed"],
    ]);
    const later = { ...closed, on: "2026-03-11" } as const;
    expect(
      runFor({ party: person("c1", { closed: later }) }, { asOf: "2026-03-10T08:00:00Z", rules: [care] })
        .decisions[0]?.verdict,
    ).toBe("send");
  });

  it("a party closed today is closed", () => {
    const party = person("c1", { closed: { reason: "dissolved", on: day } });
    expect(codes(only(runFor({ party }, { asOf: "2026-03-10T08:00:00Z", rules: [care] })))).toEqual([
      "party-closed",
    ]);
  });

  it("E24: a customer without a dossier is no candidate, and no error", () => {
    const history = [sent("care|gone|moment:2026-03-01", "2026-03-01T09:00:00Z")];
    const run = decideReminders({
      asOf: "2026-03-10T08:00:00Z",
      zone: "UTC",
      dossiers: [],
      history,
      rules: [care],
    });
    expect([run.decisions, run.problems]).toEqual([[], []]);
  });

  it("promotional messages need a grant; care and service only that it is not withdrawn; mandatory ones neither", () => {
    const rules = (["promotional", "care", "service", "mandatory"] as const).map((purpose) =>
      ruleOf(purpose, { due: day }, { purpose }),
    );
    const verdicts = (consents: ReturnType<typeof consent>[]) => {
      const run = runFor(
        { consents },
        { asOf: "2026-03-10T08:00:00Z", rules, policy: policy({ channels: ["email"] }) },
      );
      return Object.fromEntries(run.decisions.map((one) => [one.ruleId, one.verdict]));
    };
    expect(verdicts([])).toEqual({
      mandatory: "send",
      care: "send",
      service: "send",
      promotional: "suppress",
    });
    expect(verdicts([consent("promotional", "email", "granted")])["promotional"]).toBe("send");
    expect(verdicts([consent("promotional", "sms", "granted")])["promotional"]).toBe("suppress");
    expect(
      verdicts([
        consent("care", "email", "withdrawn"),
        consent("service", "email", "withdrawn"),
        consent("promotional", "email", "withdrawn"),
      ]),
    ).toEqual({ mandatory: "send", care: "suppress", service: "suppress", promotional: "suppress" });
  });

  it("takes the consent that holds on the day; of two of one day the withdrawal", () => {
    const verdict = (...consents: ReturnType<typeof consent>[]) =>
      only(runFor({ consents }, { asOf: "2026-03-10T08:00:00Z", rules: [moment] }));
    const from = (
      status: "granted" | "withdrawn",
      effectiveFrom: "2026-03-09" | "2026-03-10" | "2026-03-12",
    ) => consent("promotional", "email", status, effectiveFrom);
    expect(verdict(from("withdrawn", "2026-03-09"), from("granted", "2026-03-10")).verdict).toBe("send");
    expect(verdict(from("granted", "2026-03-09"), from("withdrawn", "2026-03-10")).verdict).toBe("suppress");
    expect(verdict(from("granted", "2026-03-10"), from("withdrawn", "2026-03-10")).verdict).toBe("suppress");
    const waiting = verdict(from("granted", "2026-03-12"));
    expect(waiting).toMatchObject({ verdict: "defer", at: "2026-03-12T09:00:00Z" });
    expect(waiting.reasons).toMatchObject([{ code: "no-consent", until: "2026-03-12T00:00:00Z" }]);
  });

  it("takes the preferred channel where it is allowed and the company uses it", () => {
    const channel = (preferredChannel: "sms" | "visit", ...consents: ReturnType<typeof consent>[]) =>
      only(
        runFor(
          { party: person("c1", { preferredChannel }), consents },
          { asOf: "2026-03-10T08:00:00Z", rules: [care] },
        ),
      ).channel;
    expect(channel("sms")).toBe("sms");
    expect(channel("visit")).toBe("email");
    expect(channel("sms", consent("care", "sms", "withdrawn"))).toBe("email");
  });

  it("says when the policy has no channel at all", () => {
    const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [care], policy: policy({ channels: [] }) });
    expect([only(run).verdict, codes(only(run))]).toEqual(["suppress", ["no-channel"]]);
  });

  it("E25: who withdrew after a message was deferred does not get it", () => {
    const night = runFor({ consents: granted }, { asOf: "2026-03-10T22:00:00Z", rules: [moment] });
    expect(only(night)).toMatchObject({ verdict: "defer", at: "2026-03-11T09:00:00Z" });
    const withdrawn = ["email", "sms"].map((channel) =>
      consent("promotional", channel as "email" | "sms", "withdrawn", "2026-03-11"),
    );
    const morning = runFor(
      { consents: [...granted, ...withdrawn] },
      { asOf: "2026-03-11T08:00:00Z", rules: [moment], history: night.decisions },
    );
    expect(only(morning)).toMatchObject({ verdict: "suppress", reasons: [{ code: "no-consent" }] });
    const kept = runFor(
      { consents: granted },
      { asOf: "2026-03-11T08:00:00Z", rules: [moment], history: night.decisions },
    );
    expect(only(kept).verdict).toBe("send");
  });

  it("E18: a cooldown of 30 days ends 30 times 24 hours after the send", () => {
    const monthly = ruleOf(
      "monthly",
      { due: "2023-03-15" },
      { purpose: "care", catchUpDays: 0, cooldown: { days: 30, per: "rule" } },
    );
    const history = [sent("monthly|c1|moment:2023-02-15", "2023-02-15T09:00:00Z", { purpose: "care" })];
    const run = runFor({}, { asOf: "2023-03-15T09:00:00Z", rules: [monthly], history });
    expect(only(run)).toMatchObject({
      verdict: "suppress",
      reasons: [{ code: "cooldown", by: "monthly|c1|moment:2023-02-15", until: "2023-03-17T09:00:00Z" }],
    });
    // Given time to wait, it waits.
    const patient = { ...monthly, catchUpDays: 5 };
    expect(only(runFor({}, { asOf: "2023-03-15T09:00:00Z", rules: [patient], history }))).toMatchObject({
      verdict: "defer",
      at: "2023-03-17T09:00:00Z",
    });
  });

  it("counts a cooldown from the last send, in whatever order the history comes", () => {
    const rule = { ...care, cooldown: { days: 5, per: "rule" } } as const;
    const history = ["2026-03-01", "2026-03-08", "2026-03-04"].map((on) =>
      sent(`care|c1|moment:${on}`, `${on}T09:00:00Z`, { purpose: "care" }),
    );
    for (const given of [history, [...history].reverse()]) {
      const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [rule], history: given });
      expect(only(run)).toMatchObject({
        verdict: "defer",
        at: "2026-03-13T09:00:00Z",
        reasons: [{ code: "cooldown", by: "care|c1|moment:2026-03-08" }],
      });
    }
  });

  it("a cooldown per anchor is about that anchor alone, whatever at-signs the ids hold", () => {
    const rule = (anchor: string) =>
      ruleOf(
        "r",
        { due: day, anchor, step: "now" },
        { purpose: "care", cooldown: { days: 30, per: "anchor" } },
      );
    const history = [sent("r|c1|a@b@then", "2026-03-09T09:00:00Z", { purpose: "care" })];
    const verdict = (anchor: string) =>
      only(runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [rule(anchor)], history })).verdict;
    expect([verdict("a@b"), verdict("a"), verdict("a@bc")]).toEqual(["suppress", "send", "send"]);
  });

  it("H02: mandatory messages pass cooldown, consent and full caps, but are not sent twice", () => {
    const must = ruleOf("must", { due: day }, { purpose: "mandatory", cooldown: { days: 30, per: "rule" } });
    const history = [
      sent("must|c1|moment:2026-03-01", "2026-03-09T09:00:00Z", { purpose: "mandatory" }),
      sent("a|c1|x", "2026-03-10T09:00:00Z"),
      sent("b|c1|x", "2026-03-09T09:00:00Z"),
      sent("c|c1|x", "2026-03-08T09:00:00Z"),
    ];
    const first = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [must], history });
    expect(only(first)).toMatchObject({ verdict: "send", at: "2026-03-10T09:00:00Z" });
    const second = runFor(
      {},
      { asOf: "2026-03-10T08:00:00Z", rules: [must], history: [...history, ...first.decisions] },
    );
    expect(codes(only(second))).toEqual(["already-decided"]);
  });

  it("lists every reason, the weightiest first", () => {
    const rule = ruleOf(
      "rule",
      { due: day, expiresOn: "2026-03-11" },
      { cooldown: { days: 30, per: "rule" } },
    );
    const history = [
      sent("rule|c1|moment:2026-03-10", "2026-03-10T09:00:00Z"),
      sent("rule|c1|moment:2026-03-01", "2026-03-01T09:00:00Z"),
    ];
    const closed = { reason: "erased", on: "2026-03-11" } as const;
    const run = runFor(
      { party: person("c1", { closed }) },
      { asOf: "2026-03-12T08:00:00Z", rules: [rule], history },
    );
    expect(codes(only(run))).toEqual([
      "party-closed",
      "already-decided",
      "expired",
      "no-consent",
      "cooldown",
    ]);
  });
});

describe("identity", () => {
  it("B19: a second lunar birthday in one Gregorian year is another occurrence", () => {
    const dossier = { importantDates: [importantDate({ calendar: "chinese", month: 12, day: 1 })] };
    const january = runFor(dossier, { asOf: "2024-01-11T06:00:00Z" });
    const december = runFor(dossier, { asOf: "2024-12-31T06:00:00Z", history: january.decisions });
    expect(only(december)).toMatchObject({ id: "birthday|c1|chinese:2024", verdict: "send" });
  });

  it("E28: two rules with the same words are two occurrences", () => {
    const twins = [
      ruleOf("a", { due: day, message: "Hello." }),
      ruleOf("b", { due: day, message: "Hello." }),
    ];
    const run = runFor(
      { consents: granted },
      { asOf: "2026-03-10T08:00:00Z", rules: twins, policy: policy({ caps: [], minimumGapHours: 0 }) },
    );
    expect(run.decisions.map((one) => [one.id, one.verdict])).toEqual([
      ["a|c1|moment:2026-03-10", "send"],
      ["b|c1|moment:2026-03-10", "send"],
    ]);
  });

  it("E29: the same run executed twice makes the same keys, and after the first nothing is left to send", () => {
    const input = { asOf: "2026-03-10T08:00:00Z", rules: [care] };
    const [first, second] = [runFor({}, input), runFor({}, input)];
    expect(second).toEqual(first);
    const third = runFor({}, { ...input, history: first.decisions });
    expect(only(third)).toMatchObject({
      verdict: "suppress",
      at: only(first).at,
      channel: "email",
      reasons: [{ code: "already-decided", text: "Already sent at 2026-03-10T09:00:00Z." }],
    });
  });

  it("keeps knowing of a send when a store overwrote it with the decision that repeats it", () => {
    const input = { asOf: "2026-03-10T08:00:00Z", rules: [moment] };
    const first = runFor({ consents: granted }, input);
    const second = runFor({ consents: granted }, { ...input, history: first.decisions });
    const third = runFor({ consents: granted }, { ...input, history: second.decisions });
    expect(third).toEqual(second);
    // It still counts towards the caps.
    const other = runFor(
      { consents: [consent("promotional", "email", "granted")] },
      { ...input, rules: [ruleOf("other", { due: day })], history: third.decisions },
    );
    expect(codes(only(other))).toContain("cap");
  });

  it("keeps customers and occurrences apart whatever their ids contain", () => {
    const rule = (anchor: string): ReminderRule => ruleOf("r", { due: day, anchor }, { purpose: "care" });
    const idOf = (customer: string, anchor: string): string | undefined =>
      decideReminders({
        asOf: "2026-03-10T08:00:00Z",
        zone: "UTC",
        dossiers: [{ party: person(customer) }],
        rules: [rule(anchor)],
      }).decisions[0]?.id;
    const ids = [idOf("a", "b|c"), idOf("a|b", "c"), idOf("a%7Cb", "c"), idOf("a%b", "c")];
    expect(new Set(ids).size).toBe(4);
  });

  it("a rule that returns one id twice gets one decision, whatever the order: the earlier due", () => {
    const dues = ["2026-03-10", "2026-03-09", "2026-03-12", "2026-03-13"] as const;
    const run = (order: readonly (typeof dues)[number][]) => {
      const rule = ruleOf("r", { due: day }, { purpose: "care" });
      const [one] = rule.occurrences(
        { party: person("c1") },
        { from: day, to: day, today: day, zone: "UTC" },
      );
      const occurrences = () => order.map((due) => ({ ...one!, anchor: "same", due }));
      return runFor({}, { asOf: "2026-03-10T08:00:00Z", horizonDays: 5, rules: [{ ...rule, occurrences }] });
    };
    expect(run(dues).decisions.map((decision) => decision.dueOn)).toEqual(["2026-03-10"]);
    expect(run([...dues].reverse())).toEqual(run(dues));
  });

  it("a version alone sends nothing again", () => {
    const first = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [care] });
    const second = runFor(
      {},
      { asOf: "2026-03-10T08:00:00Z", rules: [{ ...care, version: 2 }], history: first.decisions },
    );
    expect(codes(only(second))).toEqual(["already-decided"]);
  });
});

describe("slot", () => {
  const quiet = (start: "21:00" | "22:00", end: "06:00" | "08:00") =>
    policy({ quietHours: { start, end }, sendAt: "00:00" });
  const at = (asOf: string, hours = quiet("22:00", "06:00"), zone = "UTC"): ReminderDecision =>
    only(
      runFor(
        {},
        {
          asOf,
          zone,
          policy: hours,
          rules: [ruleOf("r", { due: asOf.slice(0, 10) as "2024-05-01" }, { purpose: "care" })],
        },
      ),
    );

  it("C14: a birthday wish for 24 June at 09:00 in Auckland leaves at 21:00Z on the 23rd", () => {
    const dossier = {
      party: person("c1", { timeZone: "Pacific/Auckland" }),
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })],
    };
    const run = runFor(dossier, { asOf: "2024-06-23T14:00:00Z", zone: "Europe/London" });
    expect(only(run)).toMatchObject({ verdict: "send", dueOn: "2024-06-24", at: "2024-06-23T21:00:00Z" });
  });

  it("D01: 05:30 in the quiet hours 22:00–06:00 becomes 06:00 of the same day", () => {
    expect(at("2024-05-01T05:30:00Z")).toMatchObject({ verdict: "send", at: "2024-05-01T06:00:00Z" });
    expect(codes(at("2024-05-01T05:30:00Z"))).toEqual(["due", "quiet-hours"]);
  });

  it("D02: the quiet hours are the customer's", () => {
    const run = runFor(
      { party: person("c1", { timeZone: "Asia/Shanghai" }) },
      {
        asOf: "2024-05-01T21:30:00Z",
        policy: quiet("22:00", "06:00"),
        rules: [ruleOf("r", { due: "2024-05-02" }, { purpose: "care" })],
      },
    );
    expect(only(run)).toMatchObject({ verdict: "send", at: "2024-05-01T22:00:00Z" });
  });

  it("D03: quiet hours are half-open: 21:59 goes out, 22:00 is held, 06:00 goes out", () => {
    expect(at("2024-05-01T21:59:00Z")).toMatchObject({ verdict: "send", at: "2024-05-01T21:59:00Z" });
    expect(at("2024-05-01T22:00:00Z")).toMatchObject({ verdict: "defer", at: "2024-05-02T06:00:00Z" });
    expect(at("2024-05-01T06:00:00Z")).toMatchObject({ verdict: "send", at: "2024-05-01T06:00:00Z" });
  });

  it("D04, D06: five past midnight is quiet when the quiet hours wrap", () => {
    expect(at("2024-05-01T00:05:00Z")).toMatchObject({ verdict: "send", at: "2024-05-01T06:00:00Z" });
  });

  it("D13: the hours of a zone that is 5:45 ahead", () => {
    const run = runFor(
      { party: person("c1", { timeZone: "Asia/Kathmandu" }) },
      {
        asOf: "2024-06-30T18:20:00Z",
        policy: quiet("21:00", "08:00"),
        rules: [ruleOf("r", { due: "2024-07-01" }, { purpose: "care" })],
      },
    );
    expect(only(run).at).toBe("2024-07-01T02:15:00Z");
  });

  it("D16: the company's zone stands in for an unknown one, and the run says for how many", () => {
    const dossiers = [
      { party: person("known", { timeZone: "Asia/Tokyo" }) },
      { party: person("unknown") },
      { party: person("wrong", { timeZone: "UTC2" }) },
    ];
    const run = decideReminders({
      asOf: "2026-03-10T00:00:00Z",
      zone: "Asia/Taipei",
      dossiers,
      rules: [care],
    });
    expect(run.decisions.map((one) => [one.subjectId, one.at])).toEqual([
      ["known", "2026-03-10T00:00:00Z"],
      ["unknown", "2026-03-10T01:00:00Z"],
      ["wrong", "2026-03-10T01:00:00Z"],
    ]);
    expect(run.zoneFallbacks).toEqual({ missing: 1, invalid: 1 });
  });

  it("C26, C27: a zone that is none is listed, and nobody else is affected", () => {
    const dossiers = [{ party: person("a", { timeZone: "Bad/Timezone" }) }, { party: person("b") }];
    const run = decideReminders({
      asOf: "2026-03-10T08:00:00Z",
      zone: "America/New_York",
      dossiers,
      rules: [care],
    });
    expect(run.problems).toMatchObject([
      { code: "bad-time-zone", path: ["a", "party", "timeZone"], value: "Bad/Timezone" },
    ]);
    expect(run.decisions.map((one) => one.at)).toEqual(["2026-03-10T13:00:00Z", "2026-03-10T13:00:00Z"]);
  });

  it("D17: a birthday wish that the quiet hours would push past the day is not sent at all", () => {
    const dossier = { importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })] };
    const evening = only(runFor(dossier, { asOf: "2026-06-24T21:30:00Z" }));
    expect([evening.verdict, codes(evening)]).toEqual(["suppress", ["expired", "quiet-hours"]]);
    expect(only(runFor(dossier, { asOf: "2026-06-24T20:59:00Z" }))).toMatchObject({
      verdict: "send",
      at: "2026-06-24T20:59:00Z",
    });
  });

  it("the end of the life is no moment of it", () => {
    const rule = ruleOf("r", { due: day, expiresOn: "2026-03-11" }, { purpose: "care" });
    const evening = policy({ quietHours: { start: "21:00", end: "00:00" }, sendAt: "00:00" });
    const run = runFor({}, { asOf: "2026-03-10T21:30:00Z", rules: [rule], policy: evening });
    expect([only(run).verdict, codes(only(run))]).toEqual(["suppress", ["expired", "quiet-hours"]]);
  });

  it("does not lose the birthday of a customer in whose night the daily run falls, told when the next run is", () => {
    const dossier = {
      party: person("c1", { timeZone: "America/New_York" }),
      importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })],
    };
    // 09:00 in Taipei is 21:00 in New York.
    const runs = ["2026-06-23", "2026-06-24"].map((date) => ({
      asOf: `${date}T01:00:00Z`,
      until: `${date.slice(0, 8)}${Number(date.slice(8)) + 1}T01:00:00Z`,
      zone: "Asia/Taipei",
    }));
    const [, second] = runs;
    expect(runFor(dossier, runs[0]!).decisions).toEqual([]);
    expect(only(runFor(dossier, second!))).toMatchObject({ verdict: "send", at: "2026-06-24T13:00:00Z" });
    expect(runFor(dossier, { asOf: second!.asOf, zone: "Asia/Taipei" }).decisions).toEqual([]);
  });

  it("C20: what is due today is due today on the local calendar, though UTC is a day further", () => {
    const rule = ruleOf("r", { due: "2018-03-30" }, { purpose: "care", catchUpDays: 0 });
    const run = runFor(
      { party: person("c1", { timeZone: "America/Sao_Paulo" }) },
      { asOf: "2018-03-30T23:00:00Z", rules: [rule] },
    );
    expect(only(run)).toMatchObject({ verdict: "send", at: "2018-03-30T23:00:00Z" });
    const night = policy({ quietHours: { start: "00:00", end: "00:00" } });
    const late = runFor(
      { party: person("c1", { timeZone: "America/Sao_Paulo" }) },
      { asOf: "2018-03-31T01:00:00Z", rules: [rule], policy: night },
    );
    expect(only(late)).toMatchObject({ verdict: "send", dueOn: "2018-03-30" });
  });

  it("C01, C08: a preferred time that the clock skips moves later, a day that is skipped to the next", () => {
    const rule = ruleOf("r", { due: "2024-03-10" }, { purpose: "care", sendAt: "02:30" });
    const awake = policy({ quietHours: { start: "00:00", end: "00:00" } });
    const run = runFor(
      { party: person("c1", { timeZone: "America/New_York" }) },
      { asOf: "2024-03-10T05:00:00Z", rules: [rule], policy: awake },
    );
    expect(only(run).at).toBe("2024-03-10T07:30:00Z");
    const apia = runFor(
      { party: person("c1", { timeZone: "Pacific/Apia" }) },
      {
        asOf: "2011-12-29T20:00:00Z",
        horizonDays: 2,
        policy: awake,
        rules: [ruleOf("r", { due: "2011-12-30" }, { purpose: "care" })],
      },
    );
    expect(only(apia)).toMatchObject({ verdict: "defer", at: "2011-12-30T19:00:00Z" });
  });

  it("D19: tasks wait for a weekday on which owners get any, messages do not", () => {
    const rules = [
      ruleOf("task", { due: "2018-10-21" }, { purpose: "internal", audience: "owner" }),
      ruleOf("care", { due: "2018-10-21" }, { purpose: "care" }),
    ];
    const run = runFor(
      {},
      { asOf: "2018-10-21T08:00:00Z", rules, policy: policy({ ownerWeekdays: [3, 5] }) },
    );
    expect(run.decisions.map((one) => [one.ruleId, one.verdict, one.at])).toEqual([
      ["care", "send", "2018-10-21T09:00:00Z"],
      ["task", "defer", "2018-10-24T09:00:00Z"],
    ]);
  });

  it("D15: a preferred time within the quiet hours gives way to the earliest moment of the day", () => {
    const at = (sendAt: "05:00" | "22:00", asOf = "2026-03-10T00:30:00Z") =>
      only(runFor({}, { asOf, rules: [ruleOf("r", { due: day }, { purpose: "care", sendAt })] }));
    expect(at("05:00")).toMatchObject({ verdict: "send", at: "2026-03-10T08:00:00Z" });
    expect(at("22:00")).toMatchObject({ verdict: "send", at: "2026-03-10T08:00:00Z" });
    expect(codes(at("22:00"))).toEqual(["due", "quiet-hours"]);
    expect(at("22:00", "2026-03-10T10:00:00Z")).toMatchObject({
      verdict: "send",
      at: "2026-03-10T10:00:00Z",
      reasons: [{ code: "due" }],
    });
    expect(at("22:00", "2026-03-10T21:00:00Z")).toMatchObject({
      verdict: "defer",
      at: "2026-03-11T08:00:00Z",
    });
  });

  it("owner tasks keep the company's day and hours and no quiet ones", () => {
    const rule = ruleOf(
      "task",
      { due: "2026-03-10" },
      { purpose: "internal", audience: "owner", catchUpDays: 0 },
    );
    const party = person("c1", { timeZone: "Pacific/Auckland" });
    const run = runFor({ party }, { asOf: "2026-03-10T22:00:00Z", rules: [rule], zone: "UTC" });
    expect(only(run)).toMatchObject({ verdict: "send", at: "2026-03-10T22:00:00Z" });
  });

  it("C18: a moment of today whose hour has not yet come is for today", () => {
    const morning = runFor({}, { asOf: "2026-03-10T00:00:00Z", rules: [care] });
    expect(only(morning)).toMatchObject({ verdict: "send", at: "2026-03-10T09:00:00Z" });
  });
});

describe("caps and gap [S2-24]", () => {
  const sleepless = {
    quietHours: { start: "00:00", end: "00:00" },
    sendAt: "00:00",
    minimumGapHours: 0,
  } as const;
  const one = ["email"] as const;
  const perDay = {
    id: "day",
    purposes: ["promotional"],
    per: "customer",
    max: 1,
    window: "local-day",
  } as const;
  const rolling = (max: number, hours: number) =>
    ({
      id: `${max}-per-${hours}h`,
      purposes: ["promotional"],
      per: "customer",
      max,
      window: { hours },
    }) as const;
  const consents = [consent("promotional", "email", "granted")];
  const ask = (asOf: string, history: string[], caps: Parameters<typeof policy>[0]["caps"] = []) =>
    only(
      runFor(
        { consents },
        {
          asOf,
          rules: [ruleOf("r", { due: asOf.slice(0, 10) as "2026-03-10" }, { catchUpDays: 60 })],
          history: history.map((moment, i) => sent(`h${i}|c1|x`, moment)),
          policy: policy({ ...sleepless, channels: one, caps }),
        },
      ),
    );

  it("E01: one per local day allows 23:00 and then midnight", () => {
    expect(ask("2026-03-11T00:00:00Z", ["2026-03-10T23:00:00Z"], [perDay]).verdict).toBe("send");
    expect(ask("2026-03-10T23:30:00Z", ["2026-03-10T23:00:00Z"], [perDay])).toMatchObject({
      verdict: "defer",
      at: "2026-03-11T00:00:00Z",
    });
  });

  it("E02: one per rolling 24 hours holds the second until 23:00", () => {
    expect(ask("2026-03-11T00:00:00Z", ["2026-03-10T23:00:00Z"], [rolling(1, 24)])).toMatchObject({
      verdict: "send",
      at: "2026-03-11T23:00:00Z",
      reasons: [{ code: "due" }, { code: "cap", by: "1-per-24h", until: "2026-03-11T23:00:00Z" }],
    });
    expect(ask("2026-03-11T23:00:00Z", ["2026-03-10T23:00:00Z"], [rolling(1, 24)])).toMatchObject({
      verdict: "send",
      at: "2026-03-11T23:00:00Z",
      reasons: [{ code: "due" }],
    });
  });

  it("E03: three per rolling 24 hours", () => {
    const wishes = [
      "01T09:00",
      "01T13:00",
      "01T17:00",
      "02T08:00",
      "02T09:01",
      "02T10:00",
      "02T11:00",
      "02T14:00",
    ];
    const delivered: string[] = [];
    for (const wish of wishes) {
      const moment = `2026-03-${wish}:00Z`;
      const decision = ask(moment, delivered, [rolling(3, 24)]);
      if (decision.verdict === "send" && decision.at === moment) delivered.push(moment);
    }
    expect(delivered.map((moment) => wishes.findIndex((wish) => moment.includes(wish)) + 1)).toEqual([
      1, 2, 3, 5, 8,
    ]);
  });

  it("looks at windows on both sides, half-open: three contacts in exactly 24 hours are two in any window", () => {
    const planned = (end: string) =>
      ask("2026-03-10T12:00:00Z", ["2026-03-10T00:00:00Z", end], [rolling(2, 24)]);
    expect(planned("2026-03-11T00:00:00Z").at).toBe("2026-03-10T12:00:00Z");
    expect(planned("2026-03-10T23:59:00Z").at).toBe("2026-03-11T00:00:00Z");
  });

  it("does not wait for a moment that quiet hours push past the life", () => {
    const rule = ruleOf("r", { due: day, expiresOn: "2026-03-11" });
    const daily = { ...rolling(1, 24), window: { hours: 13 } } as const;
    const run = runFor(
      { consents },
      {
        asOf: "2026-03-10T10:00:00Z",
        rules: [rule],
        history: [sent("h|c1|x", "2026-03-10T09:00:00Z")],
        policy: policy({ caps: [daily], channels: one }),
      },
    );
    expect(only(run)).toMatchObject({
      verdict: "suppress",
      reasons: [{ code: "cap", until: "2026-03-10T22:00:00Z" }, { code: "minimum-gap" }],
    });
  });

  it("E05, E06, E07: all caps hold at once, so the tightest decides", () => {
    const caps = [rolling(10, 24 * 3650), rolling(3, 168), perDay];
    const at = (history: string[]) => ask("2026-03-10T12:00:00Z", history, caps);
    expect(at([]).verdict).toBe("send");
    expect(at(["2026-03-10T08:00:00Z"]).at).toBe("2026-03-11T00:00:00Z");
    expect(at(["2026-03-07T08:00:00Z", "2026-03-08T08:00:00Z", "2026-03-09T08:00:00Z"]).at).toBe(
      "2026-03-14T08:00:00Z",
    );
    const ten = Array.from({ length: 10 }, (_, i) => `2026-01-${10 + i}T08:00:00Z`);
    expect(at(ten)).toMatchObject({ verdict: "suppress", reasons: [{ code: "cap", by: "10-per-87600h" }] });
  });

  it("E08, E10: what was suppressed uses up nothing, and what was sent counts as what it was sent as", () => {
    const history = [
      sent("a|c1|x", "2026-03-10T08:00:00Z", {
        verdict: "suppress",
        reasons: [{ code: "expired", text: "Late." }],
      }),
      sent("b|c1|x", "2026-03-10T08:00:00Z", { verdict: "defer", reasons: [{ code: "cap", text: "Full." }] }),
      sent("c|c1|x", "2026-03-10T08:00:00Z", { purpose: "service" }),
      sent("d|c1|x", "2026-03-10T08:00:00Z", { purpose: "mandatory" }),
      sent("e|c1|x", "2026-03-10T08:00:00Z", { audience: "owner" }),
    ];
    const run = runFor(
      { consents },
      {
        asOf: "2026-03-10T12:00:00Z",
        rules: [moment],
        history,
        policy: policy({ ...sleepless, caps: [perDay] }),
      },
    );
    expect(only(run).verdict).toBe("send");
  });

  it("E13: a cap of 0 means none, never unset", () => {
    expect(ask("2026-03-10T12:00:00Z", [], [rolling(0, 24)])).toMatchObject({
      verdict: "suppress",
      reasons: [{ code: "cap", by: "0-per-24h" }],
    });
    expect(ask("2026-03-10T12:00:00Z", [], [rolling(0, 24)]).reasons[0]).not.toHaveProperty("until");
  });

  it("E14: with three in a week the next is free when the oldest of them ages out", () => {
    const history = ["2026-03-04T10:00:00Z", "2026-03-06T10:00:00Z", "2026-03-08T10:00:00Z"];
    expect(ask("2026-03-10T12:00:00Z", history, [rolling(3, 168)])).toMatchObject({
      verdict: "defer",
      at: "2026-03-11T10:00:00Z",
      reasons: [{ code: "cap", until: "2026-03-11T10:00:00Z" }],
    });
  });

  it("E15: the last place goes to the highest score, and the others say what stood in their way", () => {
    const rules = [20, 90, 50].map((priority) =>
      ruleOf(`p${priority}`, { due: day, expiresOn: "2026-03-11" }, { priority }),
    );
    const run = runFor(
      { consents },
      {
        asOf: "2026-03-10T08:00:00Z",
        rules,
        policy: policy({ ...sleepless, channels: one, caps: [perDay] }),
      },
    );
    expect(
      run.decisions.map((decision) => [
        decision.ruleId,
        decision.rank,
        decision.verdict,
        decision.reasons[0]?.by,
      ]),
    ).toEqual([
      ["p90", 1, "send", undefined],
      ["p50", 2, "suppress", "day"],
      ["p20", 3, "suppress", "day"],
    ]);
  });

  it("E16: a cap that was changed judges the past anew", () => {
    const history = ["2026-03-10T00:00:00Z"];
    expect(ask("2026-03-10T12:00:00Z", history, [rolling(1, 16)]).at).toBe("2026-03-10T16:00:00Z");
    expect(ask("2026-03-10T12:00:00Z", history, [rolling(1, 10)]).at).toBe("2026-03-10T12:00:00Z");
  });

  it("E17: keeps the minimum gap to the contact before, and to one already planned", () => {
    const half = policy({ ...sleepless, caps: [], minimumGapHours: 0.5, channels: one });
    const rule = ruleOf("r", { due: day });
    const at = (moment: string) =>
      only(
        runFor(
          { consents },
          { asOf: "2026-03-10T13:15:00Z", rules: [rule], history: [sent("h|c1|x", moment)], policy: half },
        ),
      );
    expect(at("2026-03-10T13:00:00Z")).toMatchObject({
      verdict: "send",
      at: "2026-03-10T13:30:00Z",
      reasons: [{ code: "due" }, { code: "minimum-gap", by: "h|c1|x", until: "2026-03-10T13:30:00Z" }],
    });
    expect(at("2026-03-10T13:40:00Z").at).toBe("2026-03-10T14:10:00Z");
    expect(at("2026-03-10T12:45:00Z").at).toBe("2026-03-10T13:15:00Z");
  });

  it("E11: counts each channel by itself and all together", () => {
    const perChannel = { ...perDay, id: "channel-day", per: "channel" } as const;
    const caps = [perChannel, rolling(2, 24)];
    const rules = ["a", "b", "c"].map((id) => ruleOf(id, { due: day, expiresOn: "2026-03-11" }));
    const run = runFor(
      { consents: granted },
      { asOf: "2026-03-10T08:00:00Z", rules, policy: policy({ ...sleepless, caps }) },
    );
    expect(run.decisions.map((decision) => [decision.verdict, decision.channel])).toEqual([
      ["send", "email"],
      ["send", "sms"],
      ["suppress", undefined],
    ]);
    expect(run.decisions[2]?.reasons.map((reason) => reason.by)).toEqual([
      "channel-day",
      "2-per-24h",
      "channel-day",
    ]);
  });

  it("the default allows one promotional message a day and two a week on a channel, three a week in all, four hours apart", () => {
    const rules = ["a", "b", "c", "d"].map((id) => ruleOf(id, { due: day }));
    const run = runFor({ consents: granted }, { asOf: "2026-03-10T08:00:00Z", rules });
    expect(run.decisions.map((decision) => [decision.verdict, decision.at, decision.channel])).toEqual([
      ["send", "2026-03-10T09:00:00Z", "email"],
      ["send", "2026-03-10T13:00:00Z", "sms"],
      ["defer", "2026-03-11T09:00:00Z", "email"],
      ["defer", "2026-03-11T09:00:00Z", "email"],
    ]);
    // The next day one of the two is left over for another week.
    const next = runFor(
      { consents: granted },
      { asOf: "2026-03-11T08:00:00Z", rules, history: run.decisions },
    );
    expect(next.decisions.map((decision) => [decision.ruleId, decision.verdict, codes(decision)[0]])).toEqual(
      [
        ["a", "suppress", "already-decided"],
        ["b", "suppress", "already-decided"],
        ["c", "send", "due"],
        ["d", "defer", "cap"],
      ],
    );
    expect(next.decisions[3]).toMatchObject({ at: "2026-03-17T09:00:00Z" });
  });

  it("a cap may limit service too: what presses most gets the place, and then it keeps still", () => {
    const caps = [
      { id: "service", purposes: ["service"], per: "customer", max: 1, window: { hours: 168 } },
    ] as const;
    const points = [earn("e1", "2025-01-01", "5", "2026-03-11"), earn("e2", "2025-01-01", "7", "2026-04-09")];
    const run = runFor({ points }, { asOf: "2026-03-10T08:00:00Z", policy: policy({ caps }) });
    expect(
      run.decisions.map((decision) => [decision.message, decision.score, decision.verdict, decision.at]),
    ).toEqual([
      ["5 points of Mei Lin expire on 2026-03-11.", 80, "send", "2026-03-10T09:00:00Z"],
      ["7 points of Mei Lin expire on 2026-04-09.", 48, "defer", "2026-03-17T09:00:00Z"],
    ]);
  });

  it("H03: care and service are ranked and checked but neither limited nor counted", () => {
    const rules = [care, ruleOf("service", { due: day }, { purpose: "service" }), moment];
    const run = runFor({ consents: granted }, { asOf: "2026-03-10T08:00:00Z", rules });
    expect(run.decisions.map((decision) => [decision.ruleId, decision.verdict, decision.at])).toEqual([
      ["care", "send", "2026-03-10T09:00:00Z"],
      ["moment", "send", "2026-03-10T09:00:00Z"],
      ["service", "send", "2026-03-10T09:00:00Z"],
    ]);
  });
});

describe("arbitrate", () => {
  it("H05: mandatory first, then score, due day, rule and id", () => {
    const rules = [
      ruleOf("b", { due: "2026-03-10" }),
      ruleOf("a", { due: "2026-03-10" }),
      ruleOf("c", { due: "2026-03-09" }),
      ruleOf("weak", { due: "2026-03-01", strength: 0.5 }, { priority: 99 }),
      ruleOf("must", { due: "2026-03-10" }, { purpose: "mandatory", priority: 1 }),
      ruleOf("best", { due: "2026-03-10" }, { priority: 51 }),
    ];
    const order = (given: ReminderRule[]) =>
      runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: given, horizonDays: 0 }).decisions.map((one) => [
        one.ruleId,
        one.rank,
        one.score,
      ]);
    const expected = [
      ["must", 1, 1],
      ["best", 2, 51],
      ["c", 3, 50],
      ["a", 4, 50],
      ["b", 5, 50],
    ];
    expect(order(rules)).toEqual(expected);
    expect(order([...rules].reverse())).toEqual(expected);
  });

  it("ranks by score = priority × strength", () => {
    const rules = [
      ruleOf("strong", { due: day, strength: 1 }, { priority: 40, purpose: "care" }),
      ruleOf("weak", { due: day, strength: 0.25 }, { priority: 80, purpose: "care" }),
    ];
    const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules });
    expect(run.decisions.map((one) => [one.ruleId, one.score])).toEqual([
      ["strong", 40],
      ["weak", 20],
    ]);
  });
});

describe("catch-up", () => {
  it("F03: after five days down the latest occurrence is sent, not all of them", () => {
    const daily = defineRule({
      ...care,
      id: "daily",
      catchUpDays: 7,
      occurrences: (_, window) => {
        const days = [
          "2026-03-07",
          "2026-03-07",
          "2026-03-08",
          "2026-03-09",
          "2026-03-10",
          "2026-03-11",
        ] as const;
        return days
          .filter((due) => due < window.to)
          .reverse()
          .map((due) => ({
            anchor: "daily",
            step: due,
            due,
            message: `Of ${due}.`,
            evidence: [{ label: "day", value: due, asOf: due, source: "test" }],
          }));
      },
    });
    const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [daily] });
    expect(run.decisions.map((one) => [one.id, one.verdict])).toEqual([
      ["daily|c1|daily@2026-03-10", "send"],
    ]);
  });

  it("F04: a run that comes hours late still sends", () => {
    expect(only(runFor({}, { asOf: "2026-03-10T16:45:00Z", rules: [care] }))).toMatchObject({
      verdict: "send",
      at: "2026-03-10T16:45:00Z",
    });
  });

  it("F05: a birthday of two days ago is not wished, the next one is", () => {
    const dossier = { importantDates: [importantDate({ calendar: "gregorian", month: 6, day: 24 })] };
    expect(runFor(dossier, { asOf: "2026-06-26T08:00:00Z" }).decisions).toEqual([]);
    expect(only(runFor(dossier, { asOf: "2027-06-24T08:00:00Z" })).verdict).toBe("send");
  });

  it("F17: what was due before its life began to be looked at is not sent at once", () => {
    const past = ruleOf("past", { due: "2024-01-01" }, { purpose: "care" });
    expect(runFor({}, { asOf: "2026-03-10T08:00:00Z", rules: [past] }).decisions).toEqual([]);
  });

  it("a reminder whose life is over is suppressed and says so", () => {
    const short = ruleOf("short", { due: "2026-03-08", expiresOn: "2026-03-10" }, { purpose: "care" });
    for (const asOf of ["2026-03-10T00:00:00Z", "2026-03-10T08:00:00Z"]) {
      expect(only(runFor({}, { asOf, rules: [short] }))).toMatchObject({
        verdict: "suppress",
        reasons: [{ code: "expired", text: "Too late: it was of use until 2026-03-10T00:00:00Z." }],
      });
    }
  });
});

describe("looking ahead", () => {
  it("defers what falls due within the horizon, and wakes for the first of it", () => {
    const rules = ["2026-03-12", "2026-03-20"].map((due) =>
      ruleOf(`on-${due}`, { due: due as "2026-03-12" }, { purpose: "care" }),
    );
    const near = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules, horizonDays: 5 });
    expect(near.decisions.map((one) => [one.ruleId, one.verdict, one.at])).toEqual([
      ["on-2026-03-12", "defer", "2026-03-12T09:00:00Z"],
    ]);
    expect(near.nextWake).toBe("2026-03-12T09:00:00Z");
    expect(near.decisions[0]?.reasons).toMatchObject([{ code: "due", until: "2026-03-12T09:00:00Z" }]);
    expect(runFor({}, { asOf: "2026-03-10T08:00:00Z", rules, horizonDays: 10 }).decisions.length).toBe(2);
    expect(runFor({}, { asOf: "2026-03-10T08:00:00Z", rules })).not.toHaveProperty("nextWake");
  });

  it("A19: leads of 30, 7 and 1 days before 1 March of a leap year and of a common one", () => {
    const dues = (expiresOn: "2024-03-01" | "2023-03-01", from: string) =>
      runFor(
        { points: [earn("e", "2022-06-01", "5", expiresOn)] },
        { asOf: `${from}T06:00:00Z`, horizonDays: 60 },
      )
        .decisions.map((one) => one.dueOn)
        .sort();
    expect(dues("2024-03-01", "2024-01-15")).toEqual(["2024-01-31", "2024-02-23", "2024-02-29"]);
    expect(dues("2023-03-01", "2023-01-15")).toEqual(["2023-01-30", "2023-02-22", "2023-02-28"]);
  });
});

describe("coverage", () => {
  it("counts the decisions of all six cells and names the inputs that no customer has [S1-4]", () => {
    const importantDates = [importantDate({ calendar: "gregorian", month: 3, day: 10 })];
    const run = runFor({ importantDates }, { asOf: "2026-03-10T08:00:00Z" });
    expect(run.coverage.map((cell) => [cell.cell, cell.candidates, cell.sent])).toEqual([
      ["product.care", 0, 0],
      ["product.recommend", 0, 0],
      ["product.trend", 0, 0],
      ["customer.care", 1, 1],
      ["customer.recommend", 0, 0],
      ["customer.trend", 0, 0],
    ]);
    for (const { rules, firing, quiet, starved } of run.coverage)
      expect(firing.length + quiet.length + starved.length).toBe(rules);
    expect(run.coverage[3]?.firing).toEqual(["birthday"]);
    expect(run.coverage[3]?.quiet).toEqual(["anniversary", "customer-anniversary", "memorial-day"]);
    expect(run.coverage[2]?.firing).toEqual([]);
    expect(run.coverage[2]?.missing.find(({ ruleId }) => ruleId === "long-silence")).toEqual({
      ruleId: "long-silence",
      input: "insight:rfm.silent",
      what: "an insight of kind rfm.silent",
      text: "No customer of the run has an insight of kind rfm.silent.",
    });
    expect(run.coverage[3]?.missing.filter(({ ruleId }) => ruleId === "regular-contact")).toEqual([
      {
        ruleId: "regular-contact",
        input: "interactions",
        what: "interactions",
        text: "No customer of the run has interactions.",
      },
      {
        ruleId: "regular-contact",
        input: "owner",
        what: "an owner",
        text: "No customer of the run has an owner.",
      },
    ]);
  });

  it("does not call an input missing when its absence is what the rule speaks of", () => {
    const party = { schemaVersion: 1, kind: "organisation", id: "c1", name: "Acme Ltd" } as const;
    const wanted = [
      { schemaVersion: 1, id: "w1", organisationId: "c1", year: 2026, rank: 1, requiredContacts: 3 } as const,
    ];
    const run = runFor({ party, affiliations: [], wanted }, { asOf: "2026-03-10T08:00:00Z" });
    expect(run.coverage[4]).toMatchObject({ cell: "customer.recommend", candidates: 1 });
    expect(run.coverage[4]?.firing).toEqual(["three-contacts"]);
    expect(run.coverage[4]?.starved).toContain("points-expiring");
  });

  it("adds up to the decisions, whatever they are", () => {
    const rules = [moment, care, ruleOf("later", { due: "2026-03-12" }, { purpose: "care" })];
    const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules, horizonDays: 3 });
    expect(run.coverage[3]).toMatchObject({ candidates: 3, sent: 1, deferred: 1, suppressed: 1 });
  });
});

describe("bad data", () => {
  const bad = { points: [redeem("r1", "2026-01-01", "5")] };
  const good = { importantDates: [importantDate({ calendar: "gregorian", month: 3, day: 10 })] };

  it("of one customer stops neither the run nor the customer's other rules, and is listed", () => {
    const dossiers = [
      { party: person("bad"), ...bad, ...good },
      { party: person("good"), ...good },
    ];
    const run = decideReminders({ asOf: "2026-03-10T08:00:00Z", zone: "UTC", dossiers });
    expect(run.decisions.map((one) => one.id)).toEqual([
      "birthday|bad|gregorian:2026",
      "birthday|good|gregorian:2026",
    ]);
    expect(run.problems).toMatchObject([
      { code: "overdrawn", path: ["bad", "points-expiring", "r1", "points"] },
    ]);
    expect(run.problems[0]?.message).toContain(
      "bad.points-expiring.r1.points: expected at most the 0 points",
    );
  });

  it("an insight whose payload does not fit its kind is listed", () => {
    const run = runFor(
      {
        insights: [
          {
            schemaVersion: 1,
            id: "x",
            kind: "rfm.silent",
            subjectId: "c1",
            asOf: day,
            strength: 1,
            evidence: [{ label: "l", value: 1, asOf: day, source: "s" }],
            payload: { daysSilent: "many" },
          },
        ],
      },
      { asOf: "2026-03-10T08:00:00Z" },
    );
    expect(run.decisions).toEqual([]);
    expect(run.problems.map((issue) => issue.path.slice(0, 3))).toContainEqual([
      "c1",
      "long-silence",
      "daysSilent",
    ]);
  });

  it("a rule of one's own that throws or returns nonsense is listed for each customer", () => {
    const rules = [
      ruleOf(
        "throws",
        { due: day },
        {
          occurrences: () => {
            throw new Error("no such field");
          },
        },
      ),
      ruleOf("nonsense", { due: "soon" as "2026-03-10" }),
      ruleOf("empty", { due: day, evidence: [] }),
      ruleOf("long", { due: day, message: "x".repeat(501) }),
      ruleOf("back", { due: day, expiresOn: day }),
      ruleOf("strong", { due: day, strength: 2 }),
      ruleOf("step", { due: day, step: "a@b" }),
    ];
    const run = runFor({}, { asOf: "2026-03-10T08:00:00Z", rules });
    expect(run.decisions).toEqual([]);
    expect(run.problems.map((issue) => [issue.code, issue.path[1]])).toEqual(
      ["back", "empty", "long", "nonsense", "step", "strong", "throws"].map((id) => ["unreadable", id]),
    );
    expect(run.problems.at(-1)?.message).toBe("c1, throws: no such field");
  });

  it("of two dossiers of one customer neither is decided", () => {
    const dossiers = [
      { party: person("c1") },
      { party: person("c1"), ...good },
      { party: person("c2"), ...good },
    ];
    const run = decideReminders({ asOf: "2026-03-10T08:00:00Z", zone: "UTC", dossiers });
    expect(run.decisions.map((one) => one.subjectId)).toEqual(["c2"]);
    expect(run.problems).toMatchObject([{ code: "duplicate-dossier", path: ["c1"] }]);
  });

  it("names of any length fit into a decision", () => {
    const party = person("c1", { name: "名".repeat(500) });
    const run = runFor({ party, ...good }, { asOf: "2026-03-10T08:00:00Z" });
    expect(run.problems).toEqual([]);
    reminderDecisionSchema.parse(only(run));
    expect(only(run).message).toContain(`${"名".repeat(79)}…`);
  });
});

describe("wrong calls", () => {
  const base = { asOf: "2026-03-10T08:00:00Z", zone: "UTC", dossiers: [] };
  it.each([
    [{ asOf: "2026-03-10" }, "asOf must be a UTC instant"],
    [{ asOf: "2026-03-10T08:00:00+08:00" }, "asOf must be a UTC instant"],
    [{ asOf: "2026-13-10T08:00:00Z" }, "asOf must be a UTC instant"],
    [{ zone: "UTC2" }, "zone must be a time zone"],
    [{ horizonDays: -1 }, "horizonDays must be an integer"],
    [{ until: "2026-03-10T08:00:00Z" }, "until must be after asOf"],
    [{ rules: [care, care] }, "every rule must have an id of its own"],
    [{ policy: policy({ minimumGapHours: -1 }) }, "minimumGapHours"],
    [
      { policy: policy({ caps: [defaultReminderPolicy.caps[0]!, defaultReminderPolicy.caps[0]!] }) },
      "every cap",
    ],
    [{ policy: policy({ caps: [{ ...defaultReminderPolicy.caps[0]!, max: -1 }] }) }, "max of cap"],
    [
      { policy: policy({ caps: [{ ...defaultReminderPolicy.caps[0]!, window: { hours: 0 } }] }) },
      "window of cap",
    ],
    [
      {
        policy: policy({ caps: [{ ...defaultReminderPolicy.caps[0]!, purposes: ["mandatory" as "care"] }] }),
      },
      "purposes of cap",
    ],
    [{ policy: policy({ sendAt: "9 o'clock" as "09:00" }) }, "Cannot read a time of day"],
    [{ policy: policy({ ownerWeekdays: [] }) }, "weekdays"],
  ])("%j is refused: %s", (input, message) => {
    expect(() => decideReminders({ ...base, ...input })).toThrow(RangeError);
    expect(() => decideReminders({ ...base, ...input })).toThrow(message);
  });

  it.each([
    [{ id: "Big Rule" }, "id must be"],
    [{ version: 0 }, "version must be"],
    [{ cell: "product.other" as "product.care" }, "cell must be"],
    [{ purpose: "fun" as "care" }, "purpose must be"],
    [{ audience: "all" as "owner" }, "audience must be"],
    [{ purpose: "internal" as const }, "an internal rule must address the owner"],
    [{ priority: 0 }, "priority must be"],
    [{ catchUpDays: 1.5 }, "catchUpDays must be"],
    [{ cooldown: { days: 0, per: "rule" as const } }, "cooldown.days must be"],
  ])("defineRule refuses %j: %s", (change, message) => {
    expect(() => defineRule({ ...care, ...change })).toThrow(RangeError);
    expect(() => defineRule({ ...care, ...change })).toThrow(message);
  });

  it("the built-in rules are frozen and pass their own check", () => {
    for (const rule of builtInRules) {
      expect(Object.isFrozen(rule)).toBe(true);
      expect(defineRule(rule)).toEqual(rule);
    }
  });
});
