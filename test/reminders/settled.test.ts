import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayNumber } from "../../src/calendar/index.ts";
import type { ImportantDate, ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import { createScan } from "../../src/reminders/_due-scan.ts";
import { memoryOf } from "../../src/reminders/_settled.ts";
import { isSteady } from "../../src/reminders/_steady.ts";
import {
  builtInRules,
  configureRule,
  createDueIndex,
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  type ReminderInput,
  type ReminderRule,
  type ReminderRun,
} from "../../src/reminders/index.ts";
import { consent, earn, granted, importantDate, person, ruleOf, sent } from "./_kit.ts";

// What a run says with the memory of the runs before it must be what a run says without any index: over days, with the same
// day run again and days left out, and whatever happens in between.

const zone = "Europe/Berlin";
const first = "2026-06-15";
const DAYS = 40;
/** Tasks that go to somebody higher when nobody answers. */
const escalating = builtInRules.map(
  (rule): ReminderRule => (rule.audience === "owner" ? { ...rule, escalation: { afterDays: 2 } } : rule),
);
const kinds = ["acknowledged", "snoozed", "done", "failed", "retracted", "outcome"] as const;
const everything = (["promotional", "care", "service"] as const).flatMap((purpose) =>
  (["email", "sms", "phone", "post"] as const).map((channel) => consent(purpose, channel, "granted")),
);
const ids = ["a", "b", "c", "d"] as const;

const withId = (dossier: Dossier, id: string, unitId: string | undefined): Dossier => {
  const renamed = JSON.parse(
    JSON.stringify({ ...dossier, products: undefined, offers: undefined }),
    (_, value) => (value === dossier.party.id ? id : value),
  ) as Dossier;
  const { products, offers } = dossier;
  return {
    ...renamed,
    ...(products === undefined ? {} : { products }),
    ...(offers === undefined ? {} : { offers }),
    ...(unitId === undefined ? {} : { unitId }),
  };
};

/** Somebody who agrees to everything. */
const agreed = (dossier: Dossier): Dossier => ({
  ...dossier,
  consents: everything,
  contactPoints: undefined,
});

const quiet = new Array<"nothing">(20).fill("nothing");
const happening = fc.record({
  what: fc.constantFrom(...kinds, ...kinds, "put", "remove", "forget", ...quiet),
  which: fc.nat(1000),
  /** Hours after the run before; some lie after the next run. */
  hours: fc.integer({ min: 0, max: 60 }),
});
const step = fc.record({
  days: fc.constantFrom(0, 0, 1, 1, 1, 2, 3, 8),
  hour: fc.integer({ min: 0, max: 22 }),
  happenings: fc.array(happening, { maxLength: 2 }),
  other: fc.constantFrom("until", "policy", ...new Array<undefined>(8).fill(undefined)),
});
const stories = (everything: boolean) =>
  fc.record({
    drawn: fc.array(arbitraryDossier({ everything }), { minLength: 6, maxLength: 6 }),
    together: fc.boolean(),
    isEscalating: fc.boolean(),
    /** Nothing but cooldowns stands in the way, so that most that is due is sent at once. */
    isEasy: fc.constantFrom(true, true, false),
    /** Every so many rules, from one on. */
    every: fc.constantFrom(1, 4, 9, 9),
    from: fc.nat(8),
    steps: fc.array(step, { minLength: 4, maxLength: 12 }),
  });
type Story = typeof stories extends (all: boolean) => fc.Arbitrary<infer S> ? S : never;

/** What a run that decides on everything says of what is new: what the daily run did before it counted. */
function setAside(run: ReminderRun): ReminderRun {
  const isNoise = ({ verdict, reasons }: ReminderDecision): boolean =>
    verdict === "suppress" && reasons.some(({ code }) => code === "already-decided");
  const noise = run.decisions.filter(isNoise);
  return {
    ...run,
    decisions: run.decisions.filter((decision) => !isNoise(decision)),
    alreadySent: noise.length,
    coverage: run.coverage.map((row) => ({
      ...row,
      suppressed: row.suppressed - noise.filter(({ cell }) => cell === row.cell).length,
    })),
  };
}

/** Runs a story beside one without an index, and gives how many units were recalled, of how many. */
function tell({
  drawn,
  together,
  isEscalating,
  isEasy,
  every,
  from,
  steps,
}: Story): readonly [recalled: number, asked: number] {
  const rules = (isEscalating ? escalating : builtInRules).filter((_, i) => i % every === from % every);
  const usual = isEasy ? { ...defaultReminderPolicy, caps: [], minimumGapHours: 0 } : defaultReminderPolicy;
  const unitOf = (i: number): string | undefined => (together && i < 2 ? "home" : undefined);
  let dossiers = ids.map((id, i) => withId(isEasy ? agreed(drawn[i]!) : drawn[i]!, id, unitOf(i)));
  const index = createDueIndex(dossiers, { from: first, days: DAYS, zone, rules });
  const events: ReminderEvent[] = [];
  let history: ReminderDecision[] = [];
  let [day, last, recalled, asked] = [first as `${number}-${number}-${number}`, 0, 0, 0];
  const moment = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");
  for (const { days, hour, happenings, other } of steps) {
    if (addDays(day, days) >= addDays(first, DAYS - 1)) break;
    const before = last;
    day = addDays(day, days);
    last = Math.max(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000, before + 60_000);
    if (moment(last).slice(0, 10) !== day) break;
    const asOf = moment(last);
    for (const { what, which, hours } of happenings) {
      const send = history.length === 0 ? undefined : history[which % history.length];
      const who = dossiers.length === 0 ? undefined : dossiers[which % dossiers.length];
      if (what === "put" && who !== undefined) {
        const { id } = who.party;
        const next = withId(drawn[4 + (which % 2)]!, id, which % 3 === 0 ? "home" : who.unitId);
        dossiers = dossiers.map((one) => (one === who ? next : one));
        index.put(next, asOf);
      } else if (what === "remove" && who !== undefined && dossiers.length > 1) {
        dossiers = dossiers.filter((one) => one !== who);
        index.remove(who.party.id);
      } else if (what === "forget" && send !== undefined) {
        // A store from which a send was deleted: whoever keeps the index says so with `put`.
        history = history.filter((one) => one !== send);
        const whose = dossiers.find(({ party }) => party.id === send.subjectId);
        if (whose !== undefined) index.put(whose, asOf);
      } else if (send !== undefined && (kinds as readonly string[]).includes(what)) {
        const kind = what as (typeof kinds)[number];
        const at = moment(before + hours * 3_600_000);
        const event: ReminderEvent = {
          schemaVersion: 1,
          id: `e${events.length}`,
          decisionId: send.id,
          subjectId: send.subjectId,
          kind,
          at,
          ...(kind === "snoozed" ? { until: moment(Date.parse(at) + hours * 3_600_000) } : {}),
          ...(kind === "outcome" ? { outcome: which % 2 === 0 ? "delivered" : "ordered" } : {}),
        };
        events.push(event);
        index.note([], [event]);
      }
    }
    const input: ReminderInput = {
      asOf,
      zone,
      dossiers,
      rules,
      history,
      events,
      ...(other === "until" ? { until: moment(last + 30 * 3_600_000) } : {}),
      policy: other === "policy" ? { ...usual, falseDates: [] } : usual,
    };
    const seen = memoryOf(index)!.open({ now: last, zone, rules: [...rules], policy: input.policy! });
    const units = new Map(dossiers.map((one) => [one.unitId ?? one.party.id, [] as Dossier[]]));
    for (const one of dossiers) units.get(one.unitId ?? one.party.id)!.push(one);
    const due = new Set(index.dueAt(asOf, { until: input.until }));
    if (other === undefined)
      for (const unit of units.values()) {
        if (!unit.some(({ party }) => due.has(party.id))) continue;
        asked++;
        if (seen?.recall(unit) !== undefined) recalled++;
      }
    const full = decideReminders(input);
    const run = decideReminders({ ...input, due: index, alreadySent: "count" });
    expect(run).toEqual(decideReminders({ ...input, alreadySent: "count" }));
    expect(run).toEqual(setAside(full));
    const back = run.withdrawn.map((decisionId): ReminderEvent => {
      const { subjectId } = history.find(({ id }) => id === decisionId)!;
      const id = `r${events.length}:${decisionId}`;
      return { schemaVersion: 1, id, decisionId, subjectId, kind: "retracted", at: asOf };
    });
    const sends = run.decisions.filter(({ verdict }) => verdict === "send");
    const again = new Set(sends.map(({ id }) => id));
    history = [...history.filter(({ id }) => !again.has(id)), ...sends];
    events.push(...back);
    index.note(sends, back, { own: events.length % 3 !== 0 });
  }
  return [recalled, asked];
}

const seed = Number(process.env["SETTLED_SEED"] ?? 3);
const runs = Number(process.env["SETTLED_RUNS"] ?? 0);

describe("a run that remembers of whom nothing is new", () => {
  it.each([
    ["what the commonest rules read", false, 60, 0.15],
    ["all that rules read", true, 25, 0.05],
  ] as const)(
    "says what a run without an index says: %s",
    (_, everything, numRuns, least) => {
      let [recalled, asked] = [0, 0];
      fc.assert(
        fc.property(stories(everything), (story) => {
          const [some, all] = tell(story);
          recalled += some;
          asked += all;
        }),
        // A story is long: to shrink one that fails takes minutes.
        { numRuns: runs > 0 ? runs : numRuns, seed, endOnFailure: true },
      );
      // The law says something only where units are recalled.
      expect(recalled / asked).toBeGreaterThan(least);
    },
    600_000,
  );
});

describe("a steady rule", () => {
  it("finds on a day that is no turn what it found on the day before", () => {
    const turns = new Set<number>();
    let quiet = 0;
    for (const dossier of fc.sample(arbitraryDossier({ everything: true }), { numRuns: 60, seed })) {
      for (const rule of builtInRules.filter(isSteady)) {
        turns.clear();
        const scan = createScan([rule], { from: first, days: DAYS, zone: "UTC", zones: new Set() });
        const utc = { ...dossier, party: { ...dossier.party, timeZone: "UTC" } };
        scan(utc, { add: () => {}, turn: (day) => turns.add(day), restless: () => {} });
        let before = "";
        for (let after = 0; after < DAYS; after++) {
          const today = addDays(first, after);
          const from = addDays(today, -rule.catchUpDays);
          const window = Object.freeze({ from, to: addDays(today, 1), today, zone: "UTC" });
          const found = rule
            .occurrences(utc, window)
            .filter(({ due }) => due >= window.from && due < window.to)
            .map(({ anchor, step, due, dueAt, expiresAt }) => [anchor, step, due, dueAt, expiresAt].join());
          const now = found.sort().join(";");
          if (after > 0 && !turns.has(dayNumber(today))) {
            if (now !== "") quiet++;
            expect([rule.id, today, now]).toEqual([rule.id, today, before]);
          }
          before = now;
        }
      }
    }
    expect(quiet).toBeGreaterThan(1000);
  }, 120_000);

  it("is built in and not among those that count back from today; a copy is, one that is wrapped is not", () => {
    const unsteady = builtInRules.filter((rule) => !isSteady(rule)).map(({ id }) => id);
    expect(unsteady.sort()).toEqual([
      "back-in-stock",
      "delete-facts",
      "drip-question",
      "meter-service-due",
      "meter-service-overdue",
      "price-drop",
      "price-notice",
      "upgrade-offer",
      "verify-facts",
    ]);
    const birthday = builtInRules.find(({ id }) => id === "birthday")!;
    expect(isSteady({ ...birthday, priority: 1 })).toBe(true);
    expect(isSteady(configureRule(birthday, {}))).toBe(true);
    expect(isSteady({ ...birthday, occurrences: (...given) => birthday.occurrences(...given) })).toBe(false);
    expect(isSteady(ruleOf("own", { due: first }))).toBe(false);
  });
});

describe("what is counted instead of decided", () => {
  const asOf = `${first}T09:00:00Z`;
  const email = {
    schemaVersion: 1,
    kind: "email",
    value: "home@example.com",
    source: { method: "stated", observedOn: "2026-01-01" },
  } as const;
  const rules = [
    ruleOf("r", { due: first }),
    ruleOf("s", { due: first }, { purpose: "service", priority: 60 }),
  ];
  const dossier: Dossier = { party: person("c1"), consents: granted };
  const history = [sent(`s|c1|moment:${first}`, `${first}T07:00:00Z`)];

  it("has its place in the order and in the coverage, and no decision", () => {
    const run = decideReminders({ asOf, dossiers: [dossier], rules, history, alreadySent: "count" });
    expect(run.decisions.map(({ id, rank }) => [id, rank])).toEqual([[`r|c1|moment:${first}`, 2]]);
    const [cell] = run.coverage.filter(({ rules: count }) => count > 0);
    expect([run.alreadySent, cell!.candidates, cell!.sent, cell!.suppressed]).toEqual([1, 2, 1, 0]);
    expect(cell!.firing).toEqual(["r", "s"]);
    expect(decideReminders({ asOf, dossiers: [dossier], rules, history }).alreadySent).toBeUndefined();
  });

  it("is not for runs of many moments, nor for another word", () => {
    for (const rest of [
      { mode: "forecast", horizonDays: 2 },
      { mode: "backfill", from: `${addDays(first, -2)}T09:00:00Z` },
    ] as const)
      expect(() => decideReminders({ asOf, dossiers: [], alreadySent: "count", ...rest })).toThrow(
        "alreadySent must be",
      );
    const other = { alreadySent: "omit" } as unknown as { alreadySent: "count" };
    expect(() => decideReminders({ asOf, dossiers: [], ...other })).toThrow('got "omit"');
  });

  it("still says of what was sent that it was, where somebody at the same address got the same", () => {
    const point = (partyId: string) => ({ ...email, id: `p-${partyId}`, partyId });
    const home = ["a", "b"].map((id) => ({
      party: person(id),
      consents: granted,
      contactPoints: [point(id)],
      unitId: "home",
    }));
    const both = ["a", "b"].map((id) => sent(`r|${id}|moment:${first}`, `${first}T07:00:00Z`));
    const { decisions } = decideReminders({ asOf, dossiers: home, rules: [rules[0]!], history: both });
    for (const { reasons } of decisions) expect(reasons.map(({ code }) => code)).toContain("already-decided");
    expect(decisions.length).toBe(2);
  });
});

describe("a task that was given before the days of an index", () => {
  it("still goes to somebody higher, though nothing new of its rule is due", () => {
    const task = ruleOf(
      "task",
      { due: first },
      { purpose: "internal", audience: "owner", catchUpDays: 0, escalation: { afterDays: 20 } },
    );
    const dossiers = [{ party: person("c1") }];
    const given = decideReminders({ asOf: `${first}T09:00:00Z`, dossiers, rules: [task] }).decisions;
    const index = createDueIndex(dossiers, { from: addDays(first, 10), rules: [task] });
    index.note(given);
    const later = { asOf: `${addDays(first, 21)}T09:00:00Z`, dossiers, rules: [task], history: given };
    const run = decideReminders({ ...later, due: index });
    expect(run).toEqual(decideReminders(later));
    expect(run.decisions.map(({ id }) => id)).toEqual([`task|c1|moment:${first}@escalated`]);
  });
});

describe("what is settled", () => {
  const rules = builtInRules.filter(({ id }) => id === "birthday");
  const date = { calendar: "gregorian", year: 1990, month: 6, day: 15 } as const;
  const source = { method: "imported", observedOn: "2026-01-01" } as unknown as ImportantDate["source"];
  const dossiers: readonly Dossier[] = [
    { party: person("c1"), consents: granted, importantDates: [importantDate(date, { source })] },
  ];
  const asOf = `${first}T06:00:00Z`;
  const next = (hour: number, rest: Partial<ReminderInput>): ReminderInput => {
    const at = `${first}T${String(hour).padStart(2, "0")}:00:00Z`;
    return { asOf: at, dossiers, rules, alreadySent: "count", ...rest };
  };
  const settledIndex = () => {
    const index = createDueIndex(dossiers, { from: first, rules });
    const policy = defaultReminderPolicy;
    const { decisions } = decideReminders({ ...next(6, { policy }), due: index });
    expect(decisions.map(({ verdict }) => verdict)).toEqual(["send"]);
    const history = decisions.map((one) => ({ ...one, at: asOf }));
    index.note(history);
    expect(decideReminders({ ...next(7, { policy, history }), due: index }).alreadySent).toBe(1);
    const isRecalled = (hour: number): boolean => {
      const now = Date.parse(`${first}T${String(hour).padStart(2, "0")}:00:00Z`);
      const open = memoryOf(index)!.open({ now, zone: "UTC", rules, policy });
      return open?.recall(dossiers) !== undefined;
    };
    return { index, history, isRecalled, policy };
  };

  it("is looked at anew under another policy, other rules, another zone and in a run with an end of its own", () => {
    const { index, history, isRecalled, policy } = settledIndex();
    expect([isRecalled(6), isRecalled(8)]).toEqual([false, true]);
    const others: readonly Partial<ReminderInput>[] = [
      { zone: "Asia/Taipei" },
      { rules: builtInRules },
      { until: `${first}T20:00:00Z` },
      { policy: { ...policy, falseDates: ["1990-06-15"] } },
    ];
    for (const other of others) {
      const input = next(8, { policy, history, ...other });
      expect(decideReminders({ ...input, due: index })).toEqual(decideReminders(input));
    }
    expect(isRecalled(8)).toBe(false);
  });

  it("is looked at anew when somebody else has sent something, and when its customer changes or goes", () => {
    for (const change of ["note", "put", "remove"] as const) {
      const { index, history, isRecalled, policy } = settledIndex();
      expect(isRecalled(9)).toBe(true);
      const strange = { ...history[0]!, id: "birthday|c1|unknown", at: `${first}T20:00:00Z` };
      const known = change === "note" ? [...history, strange] : history;
      if (change === "note") index.note([strange]);
      if (change === "put") index.put(dossiers[0]!, `${first}T09:00:00Z`);
      if (change === "remove") index.remove("c1");
      expect(isRecalled(9)).toBe(false);
      if (change === "remove") continue;
      const input = next(9, { policy, history: known });
      const run = decideReminders({ ...input, due: index });
      expect(run).toEqual(decideReminders(input));
      expect(run.withdrawn).toEqual(change === "note" ? ["birthday|c1|unknown"] : []);
    }
  });
});

describe("a due index of customers where it is still the day before", () => {
  it("knows what has not ended yet, also when they are put", () => {
    const rules = builtInRules.filter(({ id }) => id === "points-expiring");
    const party = person("c1", { timeZone: "America/New_York" });
    const lot = earn("e1", "2026-01-01", "100", first);
    const dossiers: readonly Dossier[] = [{ party, points: [lot], consents: granted }];
    const asOf = `${addDays(first, -1)}T23:00:00Z`;
    const input: ReminderInput = { asOf, zone, dossiers, rules };
    const full = decideReminders(input);
    expect(full.decisions.length).toBe(1);
    const index = createDueIndex(dossiers, { from: first, zone, rules });
    expect(decideReminders({ ...input, due: index })).toEqual(full);
    const later = createDueIndex([{ party }], { from: first, zone, rules });
    later.put(dossiers[0]!, asOf);
    expect(decideReminders({ ...input, due: later })).toEqual(full);
  });
});
