import { describe, expect, it } from "vitest";
import { createBusinessCalendar, type PlainDate } from "../../src/calendar/index.ts";
import { decideReminders } from "../../src/reminders/index.ts";
import { codes, consent, only, person, policy, ruleOf, runFor, sent, talk } from "./_kit.ts";

const day: PlainDate = "2026-03-10";

describe("a cooldown that ends on the day of the run", () => {
  const rule = (days: number, rest: object = {}) =>
    ruleOf(
      "tip",
      { due: day },
      { purpose: "care", catchUpDays: 0, cooldown: { days, per: "rule" }, ...rest },
    );
  const yesterdayAt = (time: string) => [
    sent("tip|c1|earlier", `2026-03-09T${time}:00Z`, { purpose: "care" }),
  ];

  it("is waited for within the day, and the message goes out at its end", () => {
    const decision = only(
      runFor({}, { asOf: `${day}T06:00:00Z`, rules: [rule(1)], history: yesterdayAt("14:30") }),
    );
    expect(decision).toMatchObject({ verdict: "send", at: `${day}T14:30:00Z` });
    expect(decision.reasons).toMatchObject([
      { code: "due" },
      { code: "cooldown", until: `${day}T14:30:00Z` },
    ]);
  });

  it("gives way to the preferred time and the quiet hours after its end", () => {
    const at = (time: string, rest: object = {}) =>
      only(
        runFor(
          {},
          {
            asOf: `${day}T00:10:00Z`,
            rules: [rule(1, { catchUpDays: 3, ...rest })],
            history: yesterdayAt(time),
          },
        ),
      );
    expect(at("07:00")).toMatchObject({ verdict: "send", at: `${day}T09:00:00Z` });
    // 22:00 is quiet: the next moment is tomorrow, and this run does not send it.
    expect(at("22:00")).toMatchObject({ verdict: "defer", at: "2026-03-11T09:00:00Z" });
    // Of use today alone, it has no moment left.
    expect(at("22:00", { catchUpDays: 0 }).verdict).toBe("suppress");
  });

  it("that ends after the day defers to its end, as before", () => {
    const rules = [rule(3, { catchUpDays: 5 })];
    const run = (asOf: string) => only(runFor({}, { asOf, rules, history: yesterdayAt("14:30") }));
    expect(run(`${day}T06:00:00Z`)).toMatchObject({ verdict: "defer", at: "2026-03-12T14:30:00Z" });
    // The daily run of that day comes before its end and does not put it off to the next one.
    expect(run("2026-03-12T06:00:00Z")).toMatchObject({ verdict: "send", at: "2026-03-12T14:30:00Z" });
  });

  it("holds between two of one run too: the second goes out when the first lets it", () => {
    const two = {
      ...rule(0.125),
      occurrences: () =>
        ["x", "y"].map((anchor) => ({
          anchor,
          due: day,
          message: `About ${anchor}.`,
          evidence: [{ label: "fact", value: 1, asOf: day, source: "test" }],
        })),
    } as const;
    const { decisions } = runFor({}, { asOf: `${day}T06:00:00Z`, rules: [two] });
    expect(decisions.map(({ verdict, at }) => [verdict, at])).toEqual([
      ["send", `${day}T09:00:00Z`],
      ["send", `${day}T12:00:00Z`],
    ]);
  });

  it("does not send what something else forbids", () => {
    const dossier = { pauses: [{ id: "p", why: "mourning", purposes: ["care"], from: day }] } as const;
    const decision = only(
      runFor(dossier, { asOf: `${day}T06:00:00Z`, rules: [rule(1)], history: yesterdayAt("14:30") }),
    );
    expect([decision.verdict, codes(decision)]).toEqual(["suppress", ["paused", "cooldown"]]);
  });
});

describe("days on which owners get tasks", () => {
  const task = (rest: object = {}) =>
    ruleOf("task", { due: "2018-10-21" }, { purpose: "internal", audience: "owner", ...rest });
  const asOf = "2018-10-21T08:00:00Z";
  const holiday = createBusinessCalendar({
    name: "sundays too",
    weekend: [],
    announcedYears: [2018],
    holidays: [{ date: "2018-10-21", holiday: "Founding day" }],
  });

  it("wait under a code of their own, not as quiet hours", () => {
    const decision = only(runFor({}, { asOf, rules: [task()], policy: policy({ ownerWeekdays: [3, 5] }) }));
    expect(decision).toMatchObject({ verdict: "defer", at: "2018-10-24T09:00:00Z" });
    expect(decision.reasons).toMatchObject([{ code: "owner-weekday", until: "2018-10-24T09:00:00Z" }]);
  });

  it("are told from the company's holidays and from the hours of the rule", () => {
    const reason = (rest: object, own: object = {}) =>
      only(runFor({}, { asOf, rules: [task(own)], policy: policy(rest) })).reasons.at(-1)?.code;
    expect(reason({ ownerCalendar: holiday })).toBe("closed-day");
    expect(reason({ ownerWeekdays: [3], ownerCalendar: holiday })).toBe("owner-weekday");
    expect(reason({ ownerWeekdays: [7, 3], ownerCalendar: holiday })).toBe("closed-day");
    const hours = { allowed: [{ start: "10:00", end: "12:00" }] };
    expect(reason({ ownerWeekdays: [7] }, { hours })).toBe("quiet-hours");
  });
});

describe("the share of human contact", () => {
  const humanShare = { classes: ["A"], minimum: 0.5, days: 10, channels: ["phone"] } as const;
  const under = policy({ humanShare, caps: [], minimumGapHours: 0 });
  const dossier = {
    importance: "A",
    consents: [consent("promotional", "email", "granted")],
    interactions: [talk("2026-03-08T10:00:00Z")],
  };
  const mailed = [3, 4].map((n) => sent(`news|c1|${n}`, `2026-03-0${n}T09:00:00Z`));
  const offer = (catchUpDays: number) => ruleOf("offer", { due: day }, { catchUpDays, channels: ["email"] });

  it("is waited for when it will be enough in time", () => {
    // One call to two mails and a third: 1 of 4. From the 14th on the mails of the 3rd and 4th are out of the ten days:
    // 1 of 2.
    const decision = only(
      runFor(dossier, { asOf: `${day}T09:00:00Z`, rules: [offer(7)], history: mailed, policy: under }),
    );
    expect(decision).toMatchObject({ verdict: "defer", at: "2026-03-14T09:00:00Z" });
    expect(decision.reasons).toMatchObject([
      { code: "human-share", until: "2026-03-14T09:00:00Z", needs: { what: "human-contact" } },
    ]);
    const then = { asOf: "2026-03-14T09:00:00Z", rules: [offer(7)], history: mailed, policy: under };
    expect(only(runFor(dossier, then)).verdict).toBe("send");
  });

  it("is not when it comes too late, or by itself never", () => {
    const input = { asOf: `${day}T09:00:00Z`, history: mailed, policy: under };
    expect(only(runFor(dossier, { ...input, rules: [offer(3)] })).verdict).toBe("suppress");
    const unheard = only(runFor({ ...dossier, interactions: [] }, { ...input, rules: [offer(7)] }));
    expect(unheard.verdict).toBe("suppress");
    expect(unheard.reasons[0]?.until).toBeUndefined();
  });

  it("counts a visit that is planned", () => {
    const visit = sent("visit|c1|1", "2026-03-12T10:00:00Z", { channel: "phone", purpose: "care" });
    const mail = sent("news|c1|9", "2026-03-09T09:00:00Z");
    const decision = only(
      decideReminders({
        asOf: `${day}T09:00:00Z`,
        zone: "UTC",
        dossiers: [{ ...dossier, party: person("c1"), interactions: [] }],
        rules: [offer(7)],
        history: [visit, mail],
        policy: policy({ humanShare: { ...humanShare, minimum: 0.3 }, caps: [], minimumGapHours: 0 }),
      }),
    );
    expect(decision).toMatchObject({ verdict: "defer", at: "2026-03-12T10:00:00Z" });
  });
});
