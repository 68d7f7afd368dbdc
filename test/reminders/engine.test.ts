import { describe, expect, it } from "vitest";
import { addDays, type PlainDate } from "../../src/calendar/index.ts";
import type { ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import {
  type Dossier,
  decideReminders,
  defineRule,
  type Occurrence,
  type ReminderInput,
  type ReminderRule,
  recheckDecision,
  reminderStates,
} from "../../src/reminders/index.ts";
import { codes, consent, insight, only, person, policy, ruleOf, sent, talk } from "./_kit.ts";

const evidence = [{ label: "fact", value: 1, asOf: "2026-03-01", source: "test:1" }] as const;
const consents = (["email", "sms", "phone"] as const).map((one) => consent("promotional", one, "granted"));
const mei: Dossier = { party: person("c1", { ownerId: "eve" }), consents };
const today: PlainDate = "2026-03-10";
const asOf = `${today}T09:00:00Z`;
const run = (input: Partial<ReminderInput> = {}) =>
  decideReminders({ asOf, zone: "UTC", dossiers: [mei], ...input });
const rule = (id: string, rest: Partial<ReminderRule> = {}, due: Partial<Occurrence> = {}): ReminderRule =>
  ruleOf(id, { due: today, ...due }, rest);
const outcome = ({ ruleId, verdict, reasons }: ReminderDecision): string =>
  `${ruleId} ${verdict} ${reasons.map(({ code }) => code).join("+")}`;
const outcomes = (input: Partial<ReminderInput>): string[] => run(input).decisions.map(outcome);
const event = (
  decisionId: string,
  kind: ReminderEvent["kind"],
  at: string,
  rest: Partial<ReminderEvent> = {},
): ReminderEvent => ({
  schemaVersion: 1,
  id: `${kind}:${decisionId}:${at}`,
  decisionId,
  subjectId: decisionId.split("|")[1] ?? "",
  kind,
  at,
  ...rest,
});

describe("what stops contact", () => {
  const rules = [rule("offer"), rule("care", { purpose: "care" }), rule("recall", { purpose: "mandatory" })];

  it("an open complaint pauses promotion until it is resolved", () => {
    const complaint = (states: readonly ("open" | "resolved" | "reopened")[]) => ({
      schemaVersion: 1 as const,
      id: "k1",
      customerId: "c1",
      subject: "service" as const,
      category: "delay",
      severity: 3 as const,
      receivedAt: "2026-03-02T10:00:00Z",
      channel: "phone" as const,
      history: states.map((state, i) => ({ state, at: `2026-03-0${i + 2}T10:00:00Z` })),
    });
    const open = { ...mei, complaints: [complaint(["open"])] };
    expect(outcomes({ rules, dossiers: [open] })).toEqual([
      "recall send due",
      "care send due",
      "offer suppress paused",
    ]);
    expect(run({ rules, dossiers: [open] }).decisions[2]?.reasons[0]).toMatchObject({
      by: "k1",
      needs: { what: "resolution", of: "complaint:k1" },
    });
    const resolved = { ...mei, complaints: [complaint(["open", "resolved"])] };
    expect(outcomes({ rules, dossiers: [resolved] })[2]).toBe("offer send due");
    const again = { ...mei, complaints: [complaint(["open", "resolved", "reopened"])] };
    expect(outcomes({ rules, dossiers: [again] })[2]).toBe("offer suppress paused");
  });

  it("a disaster pauses what it says, and the wait ends with it", () => {
    const pauses = [
      {
        id: "flood",
        why: "flood in the region",
        purposes: ["promotional"],
        from: "2026-03-08",
        until: "2026-03-14",
      },
    ] as const;
    const [, , offer] = run({ rules, dossiers: [{ ...mei, pauses }] }).decisions;
    expect(offer).toMatchObject({ verdict: "defer", at: "2026-03-14T09:00:00Z" });
    expect(offer?.reasons[0]).toMatchObject({ code: "paused", by: "flood", until: "2026-03-14T00:00:00Z" });
    expect(outcomes({ asOf: "2026-03-14T09:00:00Z", rules, dossiers: [{ ...mei, pauses }] })[2]).toBe(
      "offer send due",
    );
  });

  it("a negative rule stops others, goes out itself, and lets go in time", () => {
    const reduce = defineRule({
      ...rule("reduce", { purpose: "internal", audience: "owner" }),
      catchUpDays: 0,
      silence: { purposes: ["promotional"], days: 14 },
    });
    expect(outcomes({ rules: [...rules, reduce] })).toEqual([
      "recall send due",
      "care send due",
      "offer defer paused".replace("defer", "suppress"),
      "reduce send due",
    ]);
    const late = rule("late", { catchUpDays: 40 });
    const waiting = run({ rules: [late, reduce] }).decisions.find(({ ruleId }) => ruleId === "late");
    expect(waiting).toMatchObject({ verdict: "defer", at: "2026-03-24T09:00:00Z" });
    expect(waiting?.reasons[0]?.by).toBe("reduce|c1|moment:2026-03-10");
    const after = run({ asOf: "2026-03-24T09:00:00Z", rules: [late, reduce] });
    expect(after.decisions.map(outcome)).toEqual(["late send due"]);
  });

  it("who is let go gets no promotion and no care, but what is owed", () => {
    const owed = rule("service", { purpose: "service" });
    expect(outcomes({ rules: [...rules, owed], dossiers: [{ ...mei, treatment: { letGo: true } }] })).toEqual(
      ["recall send due", "care suppress let-go", "offer suppress let-go", "service send due"],
    );
  });

  it("a treatment's money runs out in any window of its days, and a cheaper channel is taken", () => {
    const treatment = { spendCap: { amount: 5, days: 30 } };
    const under = policy({
      channels: ["phone", "email"],
      channelCosts: { phone: 4, email: 1 },
      caps: [],
      minimumGapHours: 0,
    });
    const dossiers = [{ ...mei, party: person("c1", { preferredChannel: "phone" }), treatment }];
    const history = [sent("x|c1|1", "2026-03-01T09:00:00Z", { channel: "phone" })];
    const dear = run({ rules: [rule("offer")], dossiers, policy: under, history });
    expect(only(dear)).toMatchObject({ verdict: "send", channel: "email" });
    const full = [...history, sent("x|c1|2", "2026-03-02T09:00:00Z", { channel: "email" })];
    const broke = only(
      run({ rules: [rule("offer", { catchUpDays: 40 })], dossiers, policy: under, history: full }),
    );
    expect(broke).toMatchObject({ verdict: "defer", at: "2026-03-31T09:00:00Z" });
    expect(broke.reasons[0]).toMatchObject({ code: "budget", needs: { what: "money" } });
  });

  it("facts that are too old are not relied on, and the reason names them", () => {
    const stale = only(run({ rules: [rule("offer", { maximumAgeDays: 60 }, {})] }));
    expect([stale.verdict, codes(stale)]).toEqual(["suppress", ["stale-data"]]);
    expect(stale.reasons[0]?.needs).toEqual({ what: "fresh-data", of: "test" });
    expect(only(run({ rules: [rule("offer", { maximumAgeDays: 60 }, { evidence })] })).verdict).toBe("send");
  });

  it("a party that was merged into another is not contacted", () => {
    const dossiers = [{ ...mei, party: person("c1", { mergedIntoId: "c2" }) }];
    expect(only(run({ rules: [rule("recall", { purpose: "mandatory" })], dossiers }))).toMatchObject({
      verdict: "suppress",
      reasons: [{ code: "party-merged", by: "c2" }],
    });
  });

  it("an address that bounced is no channel", () => {
    const point = (kind: "email" | "mobile", rest: object = {}) =>
      ({
        schemaVersion: 1,
        id: kind,
        partyId: "c1",
        kind,
        value: kind === "email" ? "a@example.org" : "+44 20 7946 0000",
        source: { method: "stated", observedOn: "2026-01-01" },
        ...rest,
      }) as const;
    const bounced = point("email", { checkOutcome: "unreachable" });
    const rules1 = [rule("offer", { channels: ["email"] })];
    const none = only(run({ rules: rules1, dossiers: [{ ...mei, contactPoints: [bounced] }] }));
    expect(none.reasons[0]).toMatchObject({ code: "no-address", needs: { what: "address", of: "email" } });
    const other = run({
      rules: [rule("offer")],
      dossiers: [{ ...mei, contactPoints: [bounced, point("mobile")] }],
    });
    expect(only(other).channel).toBe("sms");
  });

  it("a purchase or the send of another rule cancels, in no circle", () => {
    const basket = rule("basket", { exits: ["purchase", "rule:call"] }, { triggeredAt: "2026-03-08" });
    expect(outcomes({ rules: [basket] })).toEqual(["basket send due"]);
    const bought = { ...mei, purchases: [{ productId: "p", on: "2026-03-09" as PlainDate }] };
    expect(outcomes({ rules: [basket], dossiers: [bought] })).toEqual(["basket suppress exited"]);
    const history = [sent("call|c1|1", "2026-03-09T10:00:00Z")];
    expect(outcomes({ rules: [basket], history, policy: policy({ caps: [] }) })).toEqual([
      "basket suppress exited",
    ]);
    const before = [sent("call|c1|1", "2026-03-07T10:00:00Z")];
    expect(outcomes({ rules: [basket], history: before })).toEqual(["basket send due"]);
    const circle = [
      rule("a", { exits: ["rule:b"] }),
      rule("b", { exits: ["rule:c"] }),
      rule("c", { exits: ["rule:a"] }),
    ];
    expect(() => run({ rules: circle })).toThrow(
      'exits of rule a must not lead back to it, got "a → b → c → a"',
    );
    expect(() => rule("self", { exits: ["rule:self"] })).toThrow('Cannot define rule "self": exits');
  });
});

describe("what goes together", () => {
  it("a digest is one contact: it counts once and its members share the moment", () => {
    const caps = [
      { id: "one", purposes: ["promotional"], per: "customer", max: 1, window: { hours: 24 } },
    ] as const;
    const rules = ["a", "b", "c"].map((id, i) => rule(id, { digest: "news", priority: 9 - i }));
    const { decisions } = run({ rules, policy: policy({ caps }) });
    expect(decisions.map(outcome)).toEqual(["a send due", "b send due+digest", "c send due+digest"]);
    expect(new Set(decisions.map(({ at, channel }) => `${at} ${channel}`)).size).toBe(1);
    // Without a digest, only one.
    expect(
      run({
        rules: rules.map((one) => ({ ...one, digest: undefined })),
        policy: policy({ caps }),
      }).decisions.filter(({ verdict }) => verdict === "send").length,
    ).toBe(1);
    const next = run({
      asOf: "2026-03-11T08:30:00Z",
      rules: [
        rule(
          "d",
          {},
          { due: "2026-03-11", dueAt: "2026-03-11T08:30:00Z", expiresAt: "2026-03-11T08:45:00Z" },
        ),
      ],
      history: decisions,
      policy: policy({ caps }),
    });
    expect(only(next)).toMatchObject({ verdict: "suppress", reasons: [{ code: "cap", by: "one" }] });
  });

  it("questions ride on contacts that happen anyway, as many as a contact carries", () => {
    const asks = (id: string, priority: number) =>
      rule(id, { ridesAlong: true, purpose: "service", priority }, { question: `What about ${id}?` });
    const rules = [asks("q1", 99), asks("q2", 98), asks("q3", 97)];
    const alone = run({ rules });
    expect(alone.decisions.map(outcome)).toEqual([1, 2, 3].map((i) => `q${i} defer no-contact`));
    expect(alone.decisions[0]).toMatchObject({
      at: "2026-03-11T09:00:00Z",
      reasons: [{ needs: { what: "carrier" } }],
    });
    const carried = run({ rules: [...rules, rule("offer")] });
    expect(carried.decisions.map(outcome)).toEqual([
      "offer send due",
      "q1 send due+rides-along",
      "q2 send due+rides-along",
      "q3 defer no-contact",
    ]);
    expect(carried.decisions[1]?.withId).toBe("offer|c1|moment:2026-03-10");
    const full = run({ rules: [...rules, rule("offer")], policy: policy({ questionsPerContact: 0 }) });
    expect(full.decisions.filter(({ verdict }) => verdict === "send").length).toBe(1);
  });

  it("members of a household or account share the caps of the unit, and are decided together", () => {
    const caps = [
      {
        id: "house",
        purposes: ["promotional"],
        per: "unit",
        max: 1,
        window: { calendar: "day" },
        channels: ["phone"],
      },
    ] as const;
    const under = policy({ caps, channels: ["phone"] });
    const firm = ["ann", "bob", "cy"].map((id) => ({ party: person(id), consents, unitId: "acme" }));
    const { decisions } = run({ rules: [rule("call")], dossiers: firm, policy: under });
    expect(decisions.map(({ subjectId, verdict, at }) => [subjectId, verdict, at])).toEqual([
      ["ann", "send", asOf],
      ["bob", "defer", "2026-03-11T09:00:00Z"],
      ["cy", "defer", "2026-03-11T09:00:00Z"],
    ]);
    expect(decisions.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const strangers = firm.map(({ unitId: _, ...one }) => one);
    expect(
      run({ rules: [rule("call")], dossiers: strangers, policy: under }).decisions.every(
        ({ verdict }) => verdict === "send",
      ),
    ).toBe(true);
  });
});

describe("by whom and how", () => {
  it("the channel: preferred first, then by answers and cost, then by the policy", () => {
    const channel = (dossier: Partial<Dossier>, rest: object = {}) =>
      only(run({ rules: [rule("offer")], dossiers: [{ ...mei, ...dossier }], policy: policy(rest) })).channel;
    expect(channel({})).toBe("email");
    const responses = [
      { channel: "email", contacts: 20, responses: 0 },
      { channel: "sms", contacts: 20, responses: 15 },
    ] as const;
    expect(channel({ responses }, { responseValue: 10 })).toBe("sms");
    expect(channel({ responses }, { responseValue: 10, channelCosts: { sms: 9 } })).toBe("phone");
    const preferred = { party: person("c1", { preferredChannel: "phone" }) };
    expect(channel({ ...preferred, responses }, { responseValue: 10 })).toBe("phone");
  });

  it("important customers hear a human voice often enough", () => {
    const humanShare = { classes: ["A"], minimum: 0.5, days: 90, channels: ["phone", "visit"] } as const;
    const under = policy({ humanShare, caps: [], minimumGapHours: 0 });
    const dossiers = [{ ...mei, importance: "A" }];
    const first = only(run({ rules: [rule("offer")], dossiers, policy: under }));
    expect(first.channel).toBe("phone");
    const talked = [{ ...dossiers[0]!, interactions: [talk("2026-03-01T10:00:00Z")] }];
    expect(only(run({ rules: [rule("offer")], dossiers: talked, policy: under })).channel).toBe("email");
    const emailOnly = only(run({ rules: [rule("offer", { channels: ["email"] })], dossiers, policy: under }));
    expect([emailOnly.verdict, emailOnly.reasons[0]]).toMatchObject([
      "suppress",
      { code: "human-share", needs: { what: "human-contact", of: "phone or visit" } },
    ]);
    expect(
      only(run({ rules: [rule("offer")], dossiers: [{ ...mei, importance: "C" }], policy: under })).channel,
    ).toBe("email");
  });

  it("the sender: the account manager, or one of the same level", () => {
    const base = { schemaVersion: 1, source: { method: "stated", observedOn: "2026-01-01" } } as const;
    const dossier: Dossier = {
      ...mei,
      assignments: [
        { schemaVersion: 1, id: "a1", customerId: "c1", staffId: "max", role: "account-manager" },
        {
          schemaVersion: 1,
          id: "a0",
          customerId: "c1",
          staffId: "old",
          role: "account-manager",
          validTo: "2026-01-01",
        },
      ],
      affiliations: [
        {
          ...base,
          id: "p1",
          personId: "cio",
          organisationId: "c1",
          title: "CIO",
          level: "decision",
          function: "technical",
        },
      ],
      staff: [
        {
          ...base,
          id: "s1",
          personId: "ours",
          organisationId: "us",
          title: "CIO",
          level: "decision",
          function: "technical",
        },
      ],
    };
    const sender = (rest: Partial<ReminderRule>, due: Partial<Occurrence> = {}, given = dossier) =>
      only(run({ rules: [rule("r", { purpose: "care", ...rest }, due)], dossiers: [given] })).senderId;
    expect(sender({})).toBeUndefined();
    expect(sender({ sender: "account-manager" })).toBe("max");
    expect(sender({ sender: "counterpart" }, { personId: "cio" })).toBe("ours");
    expect(sender({ sender: "counterpart" }, { personId: "somebody" })).toBe("max");
    expect(sender({ sender: "account-manager" }, {}, mei)).toBe("eve");
  });
});

describe("the life of a reminder", () => {
  const task = rule("task", { purpose: "internal", audience: "owner", catchUpDays: 20 });
  const id = "task|c1|moment:2026-03-10";

  it("a snooze moves the slot and keeps the identity", () => {
    const events = [event(id, "snoozed", "2026-03-10T08:00:00Z", { until: "2026-03-12T10:30:00Z" })];
    const put = only(run({ rules: [task], events }));
    expect(put).toMatchObject({ id, verdict: "defer", at: "2026-03-12T10:30:00Z" });
    expect(codes(put)).toContain("snoozed");
    const then = only(run({ asOf: "2026-03-12T10:30:00Z", rules: [task], events }));
    expect([then.id, then.verdict]).toEqual([id, "send"]);
    const beyond = [event(id, "snoozed", "2026-03-10T08:00:00Z", { until: "2026-05-01T10:30:00Z" })];
    expect(outcome(only(run({ rules: [task], events: beyond })))).toBe("task suppress expired+snoozed");
  });

  it("what is done is done for every moment of its anchor", () => {
    const steps = defineRule({
      ...task,
      occurrences: () =>
        [0, 3].map((k) => ({
          anchor: "service",
          step: `+${k}d`,
          due: addDays(today, k),
          message: "Service.",
          evidence,
        })),
    });
    const events = [event("task|c1|service@+0d", "done", "2026-03-10T12:00:00Z")];
    const later = run({ asOf: "2026-03-13T09:00:00Z", rules: [steps], events });
    expect(later.decisions.map(outcome)).toEqual(["task suppress done"]);
    expect(later.decisions[0]?.reasons[0]?.by).toBe("task|c1|service@+0d");
  });

  it("states are replayed from the log, whatever its order", () => {
    const { decisions } = run({ rules: [task] });
    const events = [
      event(id, "acknowledged", "2026-03-10T10:00:00Z"),
      event(id, "snoozed", "2026-03-10T11:00:00Z", { until: "2026-03-11T09:00:00Z" }),
      event(id, "outcome", "2026-03-12T09:00:00Z", { outcome: "dissatisfaction-avoided" }),
      event(id, "done", "2026-03-12T09:00:00Z"),
      event(id, "outcome", "2026-03-13T09:00:00Z", { outcome: "opportunity-gained" }),
    ];
    const state = (moment: string, given = events) =>
      reminderStates(decisions, { events: given, asOf: moment }).get(id);
    for (const given of [events, [...events].reverse(), [...events, ...events]]) {
      expect(state("2026-03-10T09:30:00Z", given)?.state).toBe("open");
      expect(state("2026-03-10T10:00:00Z", given)?.state).toBe("acknowledged");
      expect(state("2026-03-10T12:00:00Z", given)).toMatchObject({
        state: "snoozed",
        until: "2026-03-11T09:00:00Z",
      });
      expect(state("2026-03-11T09:00:00Z", given)?.state).toBe("acknowledged");
      expect(state("2026-03-14T09:00:00Z", given)).toEqual({
        decisionId: id,
        state: "done",
        outcomes: ["dissatisfaction-avoided", "opportunity-gained"],
      });
    }
    expect(state("2026-05-01T09:00:00Z", [])?.state).toBe("expired");
    expect(state("2026-03-11T09:00:00Z", [event(id, "escalated", "2026-03-10T10:00:00Z")])?.state).toBe(
      "escalated",
    );
    expect(state("2026-03-11T09:00:00Z", [event(id, "retracted", "2026-03-10T10:00:00Z")])?.state).toBe(
      "retracted",
    );
    expect(state("2026-03-11T09:00:00Z", [event(id, "failed", "2026-03-10T10:00:00Z")])?.state).toBe(
      "failed",
    );
  });

  it("a task whose fact is gone is taken back, and nothing else", () => {
    const shift = defineRule({
      ...task,
      id: "shift",
      occurrences: ({ insights = [] }) =>
        insights.map((one) => ({ anchor: one.id, due: one.asOf, message: "Look.", evidence: one.evidence })),
    });
    const found = insight("own.shift", today, {});
    const first = run({ rules: [task, shift], dossiers: [{ ...mei, insights: [found] }] });
    expect(first.decisions.map(({ verdict }) => verdict)).toEqual(["send", "send"]);
    const next = { asOf: "2026-03-11T09:00:00Z", rules: [task, shift], history: first.decisions };
    expect(run({ ...next, dossiers: [{ ...mei, insights: [found] }] }).withdrawn).toEqual([]);
    const gone = run({ ...next, dossiers: [{ ...mei, insights: [] }] });
    expect(gone.withdrawn).toEqual([`shift|c1|${found.id}`]);
    // That the task was given to its owner does not close it.
    const given = {
      ...event(`shift|c1|${found.id}`, "outcome", "2026-03-10T09:00:00Z"),
      outcome: "delivered" as const,
    };
    expect(run({ ...next, events: [given], dossiers: [{ ...mei, insights: [] }] }).withdrawn).toEqual([
      `shift|c1|${found.id}`,
    ]);
    const events = [event(`shift|c1|${found.id}`, "retracted", "2026-03-11T09:00:00Z")];
    expect(run({ ...next, events, dossiers: [{ ...mei, insights: [] }] }).withdrawn).toEqual([]);
    const deceased = { ...mei, party: person("c1", { closed: { reason: "deceased", on: "2026-03-11" } }) };
    expect(run({ ...next, dossiers: [deceased] }).withdrawn.length).toBe(2);
  });

  it("events of later than the run have not happened yet", () => {
    const events = [event(id, "done", "2026-03-10T09:00:01Z")];
    expect(only(run({ rules: [task], events })).verdict).toBe("send");
  });
});

describe("one function for live, dry run, forecast, backfill and catch-up", () => {
  const rules = [
    rule("a", { catchUpDays: 20 }),
    rule("b", { catchUpDays: 20, priority: 40 }),
    rule("c", { catchUpDays: 20, priority: 30 }, { due: "2026-03-12" }),
    rule("d", { catchUpDays: 20, priority: 99 }, { due: "2026-03-13" }),
  ];
  const under = policy({ channels: ["email"] });

  it("a dry run decides what the live run does", () => {
    const { mode, ...dry } = run({ rules, policy: under, mode: "dry-run" });
    const { mode: live, ...wet } = run({ rules, policy: under });
    expect([mode, live]).toEqual(["dry-run", "live"]);
    expect(dry).toEqual(wet);
  });

  it("a forecast is what daily runs would do", () => {
    const forecast = run({ rules, policy: under, mode: "forecast", horizonDays: 14 });
    const history: ReminderDecision[] = [];
    for (let k = 0; k <= 14; k++) {
      const day = run({ asOf: `${addDays(today, k)}T09:00:00Z`, rules, policy: under, history });
      history.push(...day.decisions);
    }
    const sends = history.filter(({ verdict }) => verdict === "send");
    expect(
      forecast.decisions
        .filter(({ verdict }) => verdict === "send")
        .map(({ id, at }) => `${id} ${at}`)
        .sort(),
    ).toEqual(sends.map(({ id, at }) => `${id} ${at}`).sort());
    expect(sends.length).toBe(4);
    // Each candidate has one decision.
    expect(new Set(forecast.decisions.map(({ id }) => id)).size).toBe(forecast.decisions.length);
  });

  it("a forecast makes its runs at one time of the company's day, over a change of the clock too", () => {
    // Berlin puts its clocks on at 01:00Z on 29 March: 09:00 is 08:00Z before and 07:00Z after.
    const daily = rule("daily", { purpose: "internal", audience: "owner", catchUpDays: 0, catchUp: "all" });
    const rules = [
      {
        ...daily,
        occurrences: () =>
          [27, 28, 29, 30, 31].map((n) => {
            const due = `2026-03-${n}` as PlainDate;
            return { anchor: due, due, message: "Daily.", evidence };
          }),
      },
    ];
    const input = { asOf: "2026-03-27T08:00:00Z", zone: "Europe/Berlin", rules } as const;
    const ahead = run({ ...input, mode: "forecast", horizonDays: 4 });
    expect(ahead.decisions.map((one) => [one.verdict, one.decidedAt])).toEqual([
      ["send", "2026-03-27T08:00:00Z"],
      ["send", "2026-03-28T08:00:00Z"],
      ["send", "2026-03-29T07:00:00Z"],
      ["send", "2026-03-30T07:00:00Z"],
      ["send", "2026-03-31T07:00:00Z"],
    ]);
    // Late in the evening 24 hours would leave a day out: 23:30 on the 28th and then 00:30 on the 30th.
    const late = run({ ...input, asOf: "2026-03-28T22:30:00Z", mode: "forecast", horizonDays: 2 });
    expect(late.decisions.map((one) => one.decidedAt)).toEqual([
      "2026-03-28T22:30:00Z",
      "2026-03-29T21:30:00Z",
      "2026-03-30T21:30:00Z",
    ]);
    // In autumn an hour comes twice; 24 hours would make two runs on one day.
    const back = {
      ...input,
      asOf: "2026-10-26T23:30:00Z",
      from: "2026-10-23T22:30:00Z",
      mode: "backfill",
    } as const;
    const due = ["24", "25", "26"].map((n) => `2026-10-${n}` as PlainDate);
    const autumn = {
      ...daily,
      occurrences: () => due.map((d) => ({ anchor: d, due: d, message: "Daily.", evidence })),
    };
    expect(run({ ...back, rules: [autumn] }).decisions.map((one) => one.decidedAt)).toEqual([
      "2026-10-23T22:30:00Z",
      "2026-10-24T22:30:00Z",
      "2026-10-25T23:30:00Z",
    ]);
  });

  it("a backfill finds what runs that were not made would have decided", () => {
    const made = run({ asOf: "2026-03-14T09:00:00Z", mode: "backfill", from: asOf, rules, policy: under });
    const sends = made.decisions.filter(({ verdict }) => verdict === "send");
    expect(sends.map(({ ruleId, decidedAt }) => `${ruleId} ${decidedAt.slice(8, 10)}`)).toEqual(
      expect.arrayContaining(["a 10", "b 11"]),
    );
    expect(() => run({ mode: "backfill" })).toThrow("from must be given for mode backfill");
    expect(() => run({ mode: "backfill", from: "2026-04-01T00:00:00Z" })).toThrow("from must be before asOf");
    expect(() => run({ mode: "guess" as "live" })).toThrow("mode must be");
  });

  it("the catch-up of a rule: the latest, all, or none", () => {
    const series = (catchUp: "latest" | "all" | "none") =>
      defineRule({
        ...rule("series", { purpose: "care", catchUpDays: 5 }),
        catchUp,
        occurrences: (_, { from, to }) => {
          const found: Occurrence[] = [];
          for (let due = from; due < to; due = addDays(due, 1)) {
            found.push({ anchor: "series", step: due, due, message: "One.", evidence });
          }
          return found;
        },
      });
    const due = (catchUp: "latest" | "all" | "none") =>
      run({ rules: [series(catchUp)] })
        .decisions.filter(({ verdict }) => verdict === "send")
        .map(({ dueOn }) => dueOn)
        .sort();
    expect(due("latest")).toEqual(["2026-03-10"]);
    expect(due("none")).toEqual(["2026-03-10"]);
    expect(due("all")).toEqual([5, 4, 3, 2, 1, 0].map((days) => addDays(today, -days)));
  });

  it("a pause of the engine counts nothing as missed", () => {
    const daily = defineRule({
      ...rule("daily", { purpose: "care", catchUpDays: 0 }),
      occurrences: (_, { from, to }) => {
        const found: Occurrence[] = [];
        for (let due = from; due < to; due = addDays(due, 1)) {
          found.push({ anchor: `on:${due}`, due, message: "One.", evidence });
        }
        return found;
      },
    });
    const input = { rules: [daily], lastRun: "2026-03-06T09:00:00Z" };
    const missed = (rest: Partial<ReminderInput>) =>
      run({ ...input, ...rest }).decisions.filter((one) => codes(one)[0] === "missed").length;
    expect(missed({})).toBe(3);
    expect(missed({ enginePauses: [{ from: "2026-03-06T10:00:00Z", until: "2026-03-10T00:00:00Z" }] })).toBe(
      0,
    );
    const other = { from: "2026-03-06T10:00:00Z", until: "2026-03-10T00:00:00Z", ruleId: "another" };
    expect(missed({ enginePauses: [other] })).toBe(3);
  });
});

describe("recheck at the moment of dispatch", () => {
  it("caps may have filled since, and a better one may have come", () => {
    const offer = rule("offer", { catchUpDays: 0 });
    const first = run({ asOf: "2026-03-10T05:00:00Z", rules: [offer] });
    const decision = only(first);
    const input = { asOf, zone: "UTC", dossiers: [mei], rules: [offer], history: first.decisions };
    expect(recheckDecision(decision, input).verdict).toBe("send");
    const full = [1, 2, 3].map((k) => sent(`x|c1|${k}`, `2026-03-0${k + 5}T09:00:00Z`, { channel: "phone" }));
    const now = recheckDecision(decision, { ...input, history: [...first.decisions, ...full] });
    expect([now.verdict, codes(now)[0]]).toEqual(["suppress", "cap"]);
  });

  it("quiet hours may have begun: it waits", () => {
    const care = rule("care", { purpose: "care" });
    const { decisions } = run({ rules: [care] });
    const late = recheckDecision(decisions[0]!, {
      asOf: "2026-03-10T22:00:00Z",
      zone: "UTC",
      dossiers: [mei],
      rules: [care],
      history: decisions,
    });
    expect([late.verdict, late.at]).toEqual(["defer", "2026-03-11T09:00:00Z"]);
  });
});

describe("bad input", () => {
  const bad = (rest: Partial<ReminderRule>) => () => defineRule({ ...rule("r"), ...rest });

  it.each([
    ["catchUp", { catchUp: "some" as "all" }, "catchUp must be one of latest, all, none"],
    ["tags", { tags: [""] }, "tags[0] must be a text"],
    ["channels", { channels: ["pigeon" as "email"] }, "channels[0] must be a channel"],
    ["no channels", { channels: [] }, "channels must not be empty"],
    ["freshness", { maximumAgeDays: -1 }, "maximumAgeDays must be a number above 0"],
    ["silence", { silence: { purposes: ["promotional"], days: 0 } }, "silence.days must be a number above 0"],
    ["silence of what", { silence: { purposes: ["mandatory" as "care"], days: 1 } }, "silence.purposes[0]"],
    ["escalation", { escalation: { afterDays: 2 } }, "escalation must be of a rule that addresses the owner"],
    ["group", { cooldown: { days: 3, per: "group" } }, "group must be given"],
    ["hours", { hours: { quiet: { start: "25:00" as "21:00", end: "06:00" } } }, 'Cannot define rule "r"'],
    ["runs", { runs: { from: "2026-03-10", to: "2026-03-01" } }, "runs must be a period"],
    ["goal", { goal: "win" as "win-back" }, "goal must be one of"],
  ] as const)("of a rule: %s", (_, rest, message) => {
    expect(bad(rest as Partial<ReminderRule>)).toThrow(message);
  });

  it.each([
    ["holdout", { holdout: { salt: "s", percent: 101 } }, "holdout.percent must be an integer from 0 to 100"],
    ["share", { humanShare: { classes: [], minimum: 2, days: 1, channels: [] } }, "humanShare.minimum"],
    ["cost", { channelCosts: { sms: -1 } }, "channelCosts.sms must be a number not below 0"],
    ["questions", { questionsPerContact: -1 }, "questionsPerContact"],
    ["spread", { spreadMinutes: Number.NaN }, "spreadMinutes"],
    [
      "outcomes",
      {
        outcomeCooldowns: [
          { id: "x", outcomes: ["ignored"], count: 0, withinDays: 1, silentDays: 1, per: "rule" },
        ],
      },
      "count of outcome cooldown x",
    ],
    [
      "window",
      { caps: [{ id: "c", purposes: ["care"], per: "unit", max: 1, window: { calendar: "year" } }] },
      "window of cap c",
    ],
    [
      "hours",
      { hours: [{ id: "h", hours: { allowed: [{ start: "08:00", end: "08:00" }] } }] },
      "allowed window",
    ],
  ])("of a policy: %s", (_, rest, message) => {
    expect(() => run({ rules: [rule("r")], policy: policy(rest as object) })).toThrow(message);
  });

  it("an occurrence that means nothing is listed by customer and rule, and stops nobody", () => {
    const own = (due: Partial<Occurrence>) => run({ rules: [rule("r", {}, due), rule("s")] });
    for (const due of [
      { dueAt: "2026-03-11T09:00:00Z" },
      { dueAt: "tomorrow" },
      { expiresAt: "2026-03-01T00:00:00Z" },
      { value: -1 },
      { context: [Number.NaN] },
      { triggeredAt: "soon" },
      { due: "2026-02-30" as PlainDate },
    ]) {
      const { decisions, problems } = own(due);
      expect(decisions.map(({ ruleId }) => ruleId)).toEqual(["s"]);
      expect(problems.map(({ path }) => path)).toEqual([["c1", "r"]]);
    }
  });

  it("hours that exclude one another leave no moment, and that is said", () => {
    const never = policy({
      hours: [
        { id: "mornings", hours: { allowed: [{ start: "08:00", end: "09:00" }] } },
        { id: "evenings", hours: { allowed: [{ start: "18:00", end: "19:00" }] } },
      ],
    });
    const decision = only(run({ rules: [rule("r")], policy: never }));
    expect([decision.verdict, codes(decision)[0]]).toEqual(["suppress", "expired"]);
    expect(decision.reasons.some(({ needs }) => needs?.what === "policy")).toBe(true);
  });
});
