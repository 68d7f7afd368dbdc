import { arbitraryDossier } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/calendar/index.ts";
import type { ReminderDecision, ReminderEvent } from "../../src/model/index.ts";
import { memoryOf } from "../../src/reminders/_settled.ts";
import {
  builtInRules,
  createDueIndex,
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  type ReminderInput,
  type ReminderRule,
  type ReminderRun,
} from "../../src/reminders/index.ts";
import { consent } from "./_kit.ts";

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
const granted = (["promotional", "care", "service"] as const).flatMap((purpose) =>
  (["email", "sms", "phone", "post"] as const).map((channel) => consent(purpose, channel, "granted")),
);
const ids = ["a", "b", "c", "d"] as const;

const withId = (dossier: Dossier, id: string, unitId: string | undefined): Dossier => {
  const renamed = JSON.parse(JSON.stringify({ ...dossier, products: undefined, offers: undefined }), (_, value) =>
    value === dossier.party.id ? id : value,
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
const agreed = (dossier: Dossier): Dossier => ({ ...dossier, consents: granted, contactPoints: undefined });

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
function tell({ drawn, together, isEscalating, isEasy, every, from, steps }: Story): readonly [recalled: number, asked: number] {
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
          ...(kind === "outcome" ? { outcome: which % 2 === 0 ? "delivered" : "accepted" } : {}),
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
    index.note(sends, back);
  }
  return [recalled, asked];
}

const seed = Number(process.env["SETTLED_SEED"] ?? 3);
const runs = Number(process.env["SETTLED_RUNS"] ?? 0);

describe("a run that remembers of whom nothing is new", () => {
  it.each([
    ["what the commonest rules read", false, 60],
    ["all that rules read", true, 25],
  ] as const)("says what a run without an index says: %s", (_, everything, numRuns) => {
    let [recalled, asked] = [0, 0];
    fc.assert(
      fc.property(stories(everything), (story) => {
        const [some, all] = tell(story);
        recalled += some;
        asked += all;
      }),
      { numRuns: runs > 0 ? runs : numRuns, seed },
    );
    if (runs > 0) console.log(everything, recalled, asked);
    // The law says something only where units are recalled.
    expect(recalled / asked).toBeGreaterThan(0.15);
  }, 600_000);
});
