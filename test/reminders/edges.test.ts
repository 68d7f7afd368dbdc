import { describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar/index.ts";
import {
  createDueIndex,
  decideReminders,
  type ReminderRule,
  type ReminderRun,
  recheckDecision,
  reminderStates,
} from "../../src/reminders/index.ts";
import { codes, granted, person, policy, ruleOf, runFor, sent, talk } from "./_kit.ts";

const asOf = "2026-11-25T00:00:00Z";
const due = "2026-11-25" as const;

describe("recheck of what goes out as one contact", () => {
  const rules = [
    ruleOf("first", { due }, { digest: "d", priority: 60 }),
    ruleOf("second", { due }, { digest: "d" }),
    ruleOf("question", { due, question: "How is it?" }, { ridesAlong: true, purpose: "service" }),
  ];

  it("members of a digest and questions that ride on it still stand", () => {
    const { decisions } = runFor({ consents: granted }, { asOf, rules });
    for (const decision of decisions) {
      const again = recheckDecision(decision, {
        asOf: "2026-11-25T09:00:00Z",
        zone: "UTC",
        rules,
        history: decisions,
        dossiers: [{ party: person("c1"), consents: granted }],
      });
      expect([again.verdict, again.at, again.withId]).toEqual(["send", decision.at, decision.withId]);
    }
  });

  it("what is too late says so, and what is early waits", () => {
    const dossiers = [{ party: person("c1") }];
    const once = [ruleOf("care", { due }, { purpose: "care", catchUpDays: 0 })];
    const [today] = decideReminders({ asOf, rules: once, dossiers }).decisions;
    const late = recheckDecision(today!, { asOf: "2026-11-26T09:00:00Z", rules: once, dossiers });
    expect([late.verdict, ...codes(late)]).toEqual(["suppress", "expired"]);

    const ahead = [ruleOf("care", { due: "2026-11-28" }, { purpose: "care" })];
    const input = { rules: ahead, dossiers } as const;
    const [planned] = decideReminders({ ...input, asOf, until: "2026-12-02T00:00:00Z" }).decisions;
    expect(planned?.verdict).toBe("send");
    const early = recheckDecision(planned!, { ...input, asOf: "2026-11-26T09:00:00Z" });
    expect([early.verdict, early.at]).toEqual(["defer", planned?.at]);
  });
});

describe("what cannot be read", () => {
  it("of one customer of a unit is listed by that customer and rule, and stops no other", () => {
    const until = "2026-12-32";
    const pauses = [{ id: "p", why: "flood", purposes: ["care"], from: due, until }] as const;
    const run = decideReminders({
      asOf,
      rules: [ruleOf("care", { due }, { purpose: "care" })],
      dossiers: [
        { party: person("ann"), unitId: "home" },
        { party: person("bob"), unitId: "home", pauses },
      ],
    });
    expect(run.decisions.map(({ subjectId, verdict }) => [subjectId, verdict])).toEqual([["ann", "send"]]);
    expect(run.problems.map(({ path }) => path)).toEqual([["bob", "care"]]);
  });

  it("is listed once, however many days a forecast looks at", () => {
    const broken = ruleOf(
      "broken",
      { due },
      {
        occurrences: () => {
          throw new Error("unreadable");
        },
      },
    );
    const rules = [broken, ruleOf("care", { due: "2026-11-28" }, { purpose: "care" })];
    expect(runFor({}, { asOf, rules, mode: "forecast", horizonDays: 10 }).problems).toHaveLength(1);
  });

  it("the score of an earlier decision is not frozen with the result", () => {
    const rule = ruleOf(
      "task",
      { due: "2026-11-20" },
      { audience: "owner", purpose: "internal", escalation: { afterDays: 1 } },
    );
    const scoreParts = { propensity: 1, context: 1, value: 1, lever: 1 };
    const history = [
      sent("task|c1|moment:2026-11-20", "2026-11-20T09:00:00Z", {
        ruleId: "task",
        audience: "owner",
        purpose: "internal",
        dueOn: "2026-11-20",
        scoreParts,
      }),
    ];
    const run = runFor({}, { asOf, rules: [rule], history });
    expect(run.decisions.find(({ id }) => id.endsWith("@escalated"))?.scoreParts).toEqual(scoreParts);
    expect(Object.isFrozen(scoreParts)).toBe(false);
  });
});

describe("days are those of the customer", () => {
  const bought = (timeZone: string, triggeredAt: string) =>
    runFor(
      {
        party: person("c1", { timeZone }),
        purchases: [{ productId: "p", on: due }],
      },
      {
        asOf: "2026-11-26T12:00:00Z",
        rules: [
          ruleOf("basket", { due: "2026-11-26", triggeredAt }, { exits: ["purchase"], purpose: "care" }),
        ],
      },
    ).decisions[0]?.verdict;

  it("a purchase on the day after the trigger cancels, one on the same day is not known to be later", () => {
    // 21:00 of the 24th in New York, though the 25th in UTC.
    expect(bought("America/New_York", "2026-11-25T02:00:00Z")).toBe("suppress");
    // 04:00 of the 25th in Taipei, though the 24th in UTC.
    expect(bought("Asia/Taipei", "2026-11-24T20:00:00Z")).toBe("send");
  });
});

describe("what failed and was sent again", () => {
  const at = (time: string) => `2026-11-25T${time}:00Z`;
  const event = { schemaVersion: 1, id: "e1", decisionId: "care|c1|m", subjectId: "c1" } as const;
  const failed = { ...event, at: at("09:05"), kind: "failed" } as const;

  it("is open, not failed, in whatever order the log comes", () => {
    const log = [sent("care|c1|m", at("09:00")), sent("care|c1|m", at("10:00"))];
    for (const decisions of [log, [...log].reverse()]) {
      const stateAt = (asOf: string) =>
        reminderStates(decisions, { events: [failed], asOf }).get("care|c1|m");
      expect(stateAt(at("11:00"))?.state).toBe("open");
    }
    const [first] = log;
    expect([...reminderStates([first!], { events: [failed], asOf: at("11:00") })][0]?.[1].state).toBe(
      "failed",
    );
  });

  it("and so is what was taken back and decided again", () => {
    const retracted = { ...event, at: at("09:05"), kind: "retracted" } as const;
    const log = [sent("care|c1|m", at("09:30"), { decidedAt: at("09:00") }), sent("care|c1|m", at("10:00"))];
    const states = reminderStates(log, { events: [retracted], asOf: at("11:00") });
    expect(states.get("care|c1|m")?.state).toBe("open");
  });

  it("a failure that became known after the run that repeated the send undoes both", () => {
    const rules = [ruleOf("care", { due, anchor: "m" }, { purpose: "care" })];
    const first = runFor({}, { asOf, rules }).decisions;
    const second = runFor({}, { asOf: at("09:10"), rules, history: first }).decisions;
    const run = runFor({}, { asOf: at("10:00"), rules, history: [...first, ...second], events: [failed] });
    expect(run.decisions.map(({ verdict }) => verdict)).toEqual(["send"]);
  });

  it("of two decisions of one moment the last stands, in whatever order they come", () => {
    const log = [
      sent("care|c1|m", at("09:00"), { decidedAt: asOf }),
      sent("care|c1|m", at("09:00"), { channel: "sms" }),
    ];
    const rules = [ruleOf("care", { due, anchor: "m" }, { purpose: "care" })];
    for (const history of [log, [...log].reverse()]) {
      expect(runFor({}, { asOf: at("10:00"), rules, history }).decisions[0]?.channel).toBe("sms");
    }
  });
});

describe("what goes out together", () => {
  const pair = [
    ruleOf("first", { due, question: "One?" }, { digest: "d", priority: 60, purpose: "care" }),
    ruleOf("second", { due, question: "Two?" }, { digest: "d", purpose: "care" }),
  ];
  const verdicts = (run: ReminderRun) =>
    Object.fromEntries(run.decisions.map(({ ruleId, verdict }) => [ruleId, verdict]));

  it("costs once, and is one contact in the share of human contact", () => {
    const costs = policy({ channels: ["email"], channelCosts: { email: 1 } });
    const treatment = { spendCap: { amount: 1, days: 30 } };
    const spent = runFor({ treatment }, { asOf, rules: pair, policy: costs });
    expect(verdicts(spent)).toEqual({ first: "send", second: "send" });

    const humanShare = { classes: ["A"], minimum: 0.5, days: 30, channels: ["phone"] } as const;
    const voice = policy({ channels: ["email"], humanShare });
    const interactions = [talk("2026-11-20T09:00:00Z")];
    const heard = runFor({ importance: "A", interactions }, { asOf, rules: pair, policy: voice });
    expect(verdicts(heard)).toEqual({ first: "send", second: "send" });
  });

  it("three contacts of 0.1 cost no more than 0.3", () => {
    const history = ["21", "22"].map((day) =>
      sent(`old${day}|c1|m`, `2026-11-${day}T09:00:00Z`, { purpose: "care" }),
    );
    const run = runFor(
      { treatment: { spendCap: { amount: 0.3, days: 30 } } },
      {
        asOf,
        history,
        rules: [ruleOf("care", { due }, { purpose: "care" })],
        policy: policy({ channels: ["email"], channelCosts: { email: 0.1 } }),
      },
    );
    expect(verdicts(run)).toEqual({ care: "send" });
  });

  it("keeps the hours of each", () => {
    const hours = { weekdays: [1, 2, 4, 5] } as const;
    const rules = [
      ruleOf("service", { due }, { digest: "d", priority: 60, purpose: "service" }),
      ruleOf("offer", { due }, { digest: "d" }),
    ];
    const noOffersOnWednesday = policy({ hours: [{ id: "law", purposes: ["promotional"], hours }] });
    const run = runFor({ consents: granted }, { asOf, rules, policy: noOffersOnWednesday });
    expect(verdicts(run)).toEqual({ service: "send", offer: "defer" });
  });

  it("carries as many questions as one contact may", () => {
    const riders = ["x", "y"].map((id) =>
      ruleOf(id, { due, question: `${id}?` }, { ridesAlong: true, purpose: "care" }),
    );
    const run = runFor({}, { asOf, rules: [...pair, ...riders] });
    expect(verdicts(run)).toEqual({ first: "send", second: "send", x: "defer", y: "defer" });
  });

  it("leaves a question that was put off until then", () => {
    const rules = [
      ruleOf("care", { due }, { purpose: "care" }),
      ruleOf("question", { due, question: "How?" }, { ridesAlong: true, purpose: "care" }),
    ];
    const events = [
      {
        schemaVersion: 1,
        id: "e1",
        decisionId: `question|c1|moment:${due}`,
        subjectId: "c1",
        at: "2026-11-24T09:00:00Z",
        kind: "snoozed",
        until: "2026-11-27T08:30:00Z",
      },
    ] as const;
    const [, question] = runFor({}, { asOf, rules, events }).decisions;
    expect([question?.verdict, question?.at]).toEqual(["defer", "2026-11-27T09:00:00Z"]);
  });

  it("what lies ahead is looked at again no earlier than it falls due", () => {
    const day = "2026-12-10" as const;
    const rules = [
      ruleOf("care", { due: day }, { purpose: "care", cooldown: { days: 10, per: "rule" } }),
      ruleOf("question", { due: day, question: "How?" }, { ridesAlong: true, purpose: "care" }),
    ];
    const history = [sent("care|c1|old", "2026-11-20T09:00:00Z", { purpose: "care" })];
    const run = runFor({}, { asOf, rules, history, horizonDays: 30 });
    expect(run.decisions.map(({ at }) => at)).toEqual(["2026-12-10T09:00:00Z", "2026-12-10T09:00:00Z"]);
  });
});

describe("the due index", () => {
  it("refuses a run that reaches beyond its days, and counts whom it has", () => {
    const rules = [ruleOf("care", { due: "2026-12-05" }, { purpose: "care" })];
    const index = createDueIndex([{ party: person("c1") }], { from: "2026-11-01", days: 30, rules });
    const last = "2026-11-30T00:00:00Z";
    expect(index.dueAt(last, { until: "2026-12-01T00:00:00Z" })).toEqual([]);
    expect(() => index.dueAt(last, { until: "2026-12-07T00:00:00Z" })).toThrow(RangeError);
    index.remove("c1");
    expect(index.customers).toBe(0);
  });
});

describe("the due index after what was decided", () => {
  const task = ruleOf(
    "task",
    { due },
    { purpose: "internal", audience: "owner", catchUpDays: 40, escalation: { afterDays: 3 } },
  );
  const dossier = { party: person("c1") };
  const at = (days: number) => `${addDays(due, days)}T08:00:00Z`;
  const first = runFor({}, { asOf: at(0), rules: [task] }).decisions;

  it("knows of a task that was put off far into the future, as a full run does", () => {
    const rules = [{ ...task, catchUpDays: 0 }];
    const given = runFor({}, { asOf: at(0), rules }).decisions;
    const events = [
      {
        schemaVersion: 1,
        id: "e1",
        decisionId: given[0]!.id,
        subjectId: "c1",
        kind: "snoozed",
        at: at(1),
        until: at(50),
      } as const,
    ];
    const index = createDueIndex([dossier], { from: due, days: 90, rules });
    index.note(given, events);
    for (let day = 0; day < 85; day++) {
      const { decisions } = runFor({}, { asOf: at(day), rules, history: given, events });
      if (decisions.length > 0) expect([day, ...index.dueAt(at(day))]).toEqual([day, "c1"]);
    }
    const escalated = runFor({}, { asOf: at(50), rules, history: given, events }).decisions;
    expect(escalated.map(({ id }) => id.endsWith("@escalated"))).toEqual([true]);
    expect(index.dueAt(at(40))).toEqual([]);
  });

  it("looks after an open task until its end, for its fact may go without news", () => {
    // Nothing is put: a day that was known beforehand comes, and the fact is no more.
    const leaving = {
      ...task,
      escalation: undefined,
      occurrences: (...given: Parameters<typeof task.occurrences>) =>
        given[1].today < addDays(due, 20) ? task.occurrences(...given) : [],
    };
    const rules = [{ ...leaving, catchUpDays: 0 }];
    const open = first.map((one) => ({ ...one, expiresAt: at(30) }));
    const index = createDueIndex([dossier], { from: due, days: 60, rules });
    expect(index.dueAt(at(20))).toEqual([]);
    index.note(open);
    expect(runFor({}, { asOf: at(20), rules, history: open }).withdrawn).toEqual([open[0]!.id]);
    expect(index.dueAt(at(20))).toEqual(["c1"]);
    expect(index.dueAt(at(33))).toEqual([]);
  });
});

describe("a large unit", () => {
  it("is decided as its customers are one by one, within the time of a test", () => {
    const rules = ["a", "b", "c"].map((id) => ruleOf(id, { due }));
    const ids = Array.from({ length: 200 }, (_, i) => `c${100 + i}`);
    const together = decideReminders({
      asOf,
      rules,
      dossiers: ids.map((id) => ({ party: person(id), unitId: "firm", consents: granted })),
    });
    const alone = decideReminders({
      asOf,
      rules,
      dossiers: ids.map((id) => ({ party: person(id), consents: granted })),
    });
    const said = ({ decisions }: ReminderRun) => decisions.map(({ id, verdict, at }) => [id, verdict, at]);
    expect(said(together)).toEqual(said(alone));
  });
});

describe("a cooldown within one run", () => {
  const twice = (days: number, rest: Partial<ReminderRule> = {}, later: typeof due | "2026-11-28" = due) =>
    ruleOf(
      "service",
      { due },
      {
        purpose: "service",
        cooldown: { days, per: "rule" },
        occurrences: () =>
          (["x", "y"] as const).map((anchor) => ({
            anchor,
            due: anchor === "x" ? due : later,
            message: `About ${anchor}.`,
            evidence: [{ label: "fact", value: 1, asOf: "2026-01-01", source: "test" }],
          })),
        ...rest,
      },
    );

  it("lets the first go out, which stands at its dispatch, and not the second", () => {
    const rules = [twice(30)];
    const { decisions } = runFor({}, { asOf, rules });
    expect(decisions.map((one) => [one.verdict, ...codes(one)])).toEqual([
      ["send", "due"],
      ["suppress", "cooldown"],
    ]);
    const dossiers = [{ party: person("c1") }];
    const input = { asOf: "2026-11-25T09:00:00Z", rules, history: decisions, dossiers } as const;
    expect(recheckDecision(decisions[0]!, input).verdict).toBe("send");
  });

  it("lets both go out that are one contact, or far enough apart", () => {
    const sends = (rule: ReminderRule, until?: string) =>
      runFor({}, { asOf, rules: [rule], until }).decisions.filter(({ verdict }) => verdict === "send").length;
    expect(sends(twice(30, { digest: "d" }))).toBe(2);
    const apart = twice(1, {}, "2026-11-28");
    expect(sends(apart, "2026-12-02T00:00:00Z")).toBe(2);

    const { decisions } = runFor({}, { asOf, rules: [apart], until: "2026-12-02T00:00:00Z" });
    const dossiers = [{ party: person("c1") }];
    const input = { asOf: "2026-11-25T09:00:00Z", rules: [apart], history: decisions, dossiers } as const;
    expect(recheckDecision(decisions[0]!, input).verdict).toBe("send");
  });
});
