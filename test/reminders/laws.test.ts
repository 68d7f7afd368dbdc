import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dateOfDay,
  dayNumber,
  isAllowedInstant,
  type PlainDate,
  wallClockAt,
} from "../../src/calendar/index.ts";
import { type Consent, type ReminderDecision, reminderDecisionSchema } from "../../src/model/index.ts";
import {
  builtInRules,
  type Dossier,
  decideReminders,
  defaultReminderPolicy,
  type ReminderInput,
  type ReminderRule,
} from "../../src/reminders/index.ts";
import { consent, earn, importantDate, insight, installed, person, redeem, ruleOf, sent } from "./_kit.ts";

const today: PlainDate = "2026-03-10";
const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia", "Europe/London"] as const;
const channels = ["email", "sms"] as const;

const deepFreeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null && !(value instanceof Map)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
};

/** A rule with one due moment around the day of the run. */
const ruleArbitrary = (id: string) =>
  fc
    .record({
      purpose: fc.constantFrom("promotional", "promotional", "care", "service", "mandatory", "internal"),
      offset: fc.integer({ min: -6, max: 3 }),
      life: fc.integer({ min: 1, max: 12 }),
      priority: fc.integer({ min: 1, max: 4 }),
      sendAt: fc.constantFrom("07:00", "09:00", "14:30", "22:00"),
      cooldown: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    })
    .map(({ purpose, offset, life, priority, sendAt, cooldown }) => {
      const due = addDays(today, offset);
      return ruleOf(
        id,
        { due, expiresOn: addDays(due, life) },
        {
          purpose: purpose as ReminderRule["purpose"],
          audience: purpose === "internal" ? "owner" : "customer",
          priority,
          sendAt: sendAt as "07:00",
          ...(cooldown === undefined ? {} : { cooldown: { days: cooldown, per: "rule" } }),
        },
      );
    });

const rulesArbitrary = fc
  .integer({ min: 1, max: 7 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => ruleArbitrary(`r${i}`))));

const consentsArbitrary = fc.uniqueArray(
  fc
    .record({
      purpose: fc.constantFrom("promotional", "promotional", "care", "service"),
      channel: fc.constantFrom(...channels),
      status: fc.constantFrom("granted", "granted", "withdrawn"),
      offset: fc.constantFrom(-20, -3, 0, 2),
    })
    .map(({ purpose, channel, status, offset }) =>
      consent(purpose as Consent["purpose"], channel, status as Consent["status"], addDays(today, offset)),
    ),
  { selector: (one) => one.id, maxLength: 8 },
);

const dossierArbitrary = (id: string) =>
  fc
    .record({
      zone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
      consents: consentsArbitrary,
      preferred: fc.option(fc.constantFrom(...channels), { nil: undefined }),
      closed: fc.boolean(),
    })
    .map(({ zone, consents, preferred, closed }): Dossier => {
      const party = person(id, {
        ...(zone === undefined ? {} : { timeZone: zone }),
        ...(preferred === undefined ? {} : { preferredChannel: preferred }),
        // One in four is closed often enough.
        ...(closed && consents.length % 2 === 0
          ? { closed: { reason: "deceased", on: "2026-03-01" } as const }
          : {}),
      });
      return { party, consents: consents.map((one) => ({ ...one, partyId: id })) };
    });

/** Sends of the last ten days, spaced so that the past itself keeps the caps or not. */
const historyArbitrary = (customers: readonly string[]) =>
  fc.uniqueArray(
    fc
      .record({
        customer: fc.constantFrom(...customers),
        rule: fc.integer({ min: 0, max: 9 }),
        hours: fc.integer({ min: -240, max: 10 }),
        channel: fc.constantFrom(...channels),
        purpose: fc.constantFrom("promotional", "promotional", "care"),
      })
      .map(({ customer, rule, hours, channel, purpose }) =>
        sent(
          `r${rule}|${customer}|past:${hours}`,
          new Date(dayNumber(today) * 86_400_000 + hours * 3_600_000).toISOString(),
          { channel, purpose: purpose as "care" },
        ),
      ),
    { selector: (one) => one.id, maxLength: 6 },
  );

const customers = ["a", "b", "😀", "ﬀ"] as const;
const inputArbitrary = fc
  .record({
    hour: fc.integer({ min: 0, max: 23 }),
    zone: fc.constantFrom(...zones),
    dossiers: fc.tuple(...customers.map(dossierArbitrary)),
    rules: rulesArbitrary,
    history: historyArbitrary(customers),
    horizonDays: fc.constantFrom(0, 0, 4),
  })
  .map(
    ({
      hour,
      ...rest
    }): ReminderInput & { dossiers: readonly Dossier[]; history: readonly ReminderDecision[] } => ({
      asOf: `${today}T${String(hour).padStart(2, "0")}:10:00Z`,
      ...rest,
    }),
  );

const shuffled = <T>(items: readonly T[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

const sends = (decisions: readonly ReminderDecision[]): ReminderDecision[] =>
  decisions.filter((one) => one.verdict === "send");
const facing = (decisions: readonly ReminderDecision[]): ReminderDecision[] =>
  sends(decisions).filter((one) => one.audience === "customer");

describe("laws of the engine", () => {
  it("the order of customers, rules, history and records is irrelevant, and nothing given is changed", () => {
    fc.assert(
      fc.property(
        inputArbitrary.chain((input) =>
          fc.record({
            input: fc.constant(input),
            dossiers: shuffled(input.dossiers),
            rules: shuffled(input.rules ?? []),
            history: shuffled(input.history),
          }),
        ),
        ({ input, dossiers, rules, history }) => {
          const run = decideReminders(deepFreeze(input));
          const other = decideReminders({
            ...input,
            dossiers: dossiers.map((one) => ({ ...one, consents: [...(one.consents ?? [])].reverse() })),
            rules,
            history,
          });
          expect(other).toEqual(run);
        },
      ),
    );
  });

  it("every candidate gets exactly one decision, ranked from 1, that fits the schema and survives JSON", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const run = decideReminders(input);
        expect(run.problems).toEqual([]);
        const ids = run.decisions.map((one) => one.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { party } of input.dossiers) {
          const own = run.decisions.filter((one) => one.subjectId === party.id);
          expect(own.map((one) => one.rank)).toEqual(own.map((_, i) => i + 1));
          // Each rule here has one occurrence; those within its window are the candidates.
          const expected = (input.rules ?? []).filter((rule) => {
            const zone =
              rule.audience === "owner" ? (input.zone ?? "UTC") : (party.timeZone ?? input.zone ?? "UTC");
            const day = wallClockAt(Date.parse(input.asOf), zone).date;
            const [occurrence] = rule.occurrences({ party }, { from: day, to: day, today: day, zone });
            const due = occurrence?.due ?? "9999-12-31";
            return due >= addDays(day, -rule.catchUpDays) && due <= addDays(day, input.horizonDays ?? 0);
          });
          expect(own.map((one) => one.ruleId).sort()).toEqual(expected.map((rule) => rule.id).sort());
        }
        for (const decision of run.decisions) reminderDecisionSchema.parse(decision);
        expect(JSON.parse(JSON.stringify(run))).toEqual(run);
        const counted = run.coverage.reduce((sum, cell) => sum + cell.candidates, 0);
        expect(counted).toBe(run.decisions.length);
      }),
    );
  });

  it("running again with what was decided sends nothing", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const first = decideReminders(input);
        const second = decideReminders({ ...input, history: [...input.history, ...first.decisions] });
        expect(sends(second.decisions)).toEqual([]);
        expect(second.decisions.map((one) => one.id)).toEqual(first.decisions.map((one) => one.id));
        // Even if only the last decision of each id was kept.
        const lastOnly = new Map(
          [...input.history, ...first.decisions, ...second.decisions].map((one) => [one.id, one]),
        );
        expect(sends(decideReminders({ ...input, history: [...lastOnly.values()] }).decisions)).toEqual([]);
      }),
    );
  });

  it("nothing is sent before the run, after its life, in quiet hours, or to who may not be contacted", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const zoneOf = new Map(
          input.dossiers.map(({ party }) => [party.id, party.timeZone ?? input.zone ?? "UTC"]),
        );
        const closed = new Set(input.dossiers.filter((one) => one.party.closed).map((one) => one.party.id));
        for (const decision of decideReminders(input).decisions) {
          if (decision.verdict === "suppress") continue;
          expect(closed.has(decision.subjectId)).toBe(false);
          const at = Date.parse(decision.at ?? "");
          expect(at).toBeGreaterThanOrEqual(Date.parse(input.asOf));
          expect(at).toBeLessThan(Date.parse(decision.expiresAt));
          if (decision.audience === "owner") continue;
          const quiet = defaultReminderPolicy.quietHours;
          expect(isAllowedInstant(at, zoneOf.get(decision.subjectId) ?? "", { quiet })).toBe(true);
          if (decision.verdict === "send") expect(decision.channel).toBeDefined();
        }
      }),
    );
  });

  it("no cap is exceeded in any window and the gap is kept, over two weeks of runs [S2-24]", () => {
    fc.assert(
      fc.property(
        inputArbitrary,
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 16 }),
        (input, steps) => {
          let history: readonly ReminderDecision[] = [];
          let now = Date.parse(input.asOf) - 6 * 86_400_000;
          for (const hours of [0, ...steps]) {
            now += hours * 3_600_000;
            const run = decideReminders({ ...input, asOf: new Date(now).toISOString(), history });
            history = [...history, ...run.decisions];
          }
          for (const { party } of input.dossiers) {
            const zone = party.timeZone ?? input.zone ?? "UTC";
            const all = facing(history).filter(
              (one) => one.subjectId === party.id && one.purpose === "promotional",
            );
            const times = all.map((one) => ({ at: Date.parse(one.at ?? ""), channel: one.channel }));
            for (const { at, channel } of times) {
              const week = times.filter((one) => one.at >= at && one.at < at + 168 * 3_600_000);
              expect(week.length).toBeLessThanOrEqual(3);
              expect(week.filter((one) => one.channel === channel).length).toBeLessThanOrEqual(2);
              const { date } = wallClockAt(at, zone);
              const day = times.filter(
                (one) => one.channel === channel && wallClockAt(one.at, zone).date === date,
              );
              expect(day.length).toBe(1);
              expect(times.filter((one) => Math.abs(one.at - at) < 4 * 3_600_000).length).toBe(1);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("a candidate ranked last changes no other decision", () => {
    fc.assert(
      fc.property(inputArbitrary, ruleArbitrary("z"), (input, last) => {
        const rules = input.rules ?? [];
        const weakest = {
          ...last,
          priority: 0.001,
          purpose: last.purpose === "mandatory" ? "care" : last.purpose,
        } as const;
        const without = decideReminders({ ...input, rules });
        const withLast = decideReminders({ ...input, rules: [...rules, weakest] });
        expect(withLast.decisions.filter((one) => one.ruleId !== "z")).toEqual(without.decisions);
      }),
    );
  });

  it("taking a consent away never adds a message to a customer", () => {
    fc.assert(
      fc.property(inputArbitrary, fc.nat(), fc.boolean(), (input, pick, withdraw) => {
        const dossiers = input.dossiers.map((dossier): Dossier => {
          const grants = (dossier.consents ?? []).filter((one) => one.status === "granted");
          const gone = grants[pick % Math.max(1, grants.length)];
          if (gone === undefined) return dossier;
          const rest = (dossier.consents ?? []).filter((one) => one !== gone);
          return {
            ...dossier,
            consents: withdraw ? [...rest, gone, { ...gone, id: "gone", status: "withdrawn" }] : rest,
          };
        });
        const idsBefore = new Set(facing(decideReminders(input).decisions).map((one) => one.id));
        const after = facing(decideReminders({ ...input, dossiers }).decisions);
        const perCustomer = (ids: readonly string[]) =>
          customers.map((customer) => ids.filter((id) => id.split("|")[1] === customer).length);
        const [before, now] = [perCustomer([...idsBefore]), perCustomer(after.map((one) => one.id))];
        for (const [i, count] of now.entries()) expect(count).toBeLessThanOrEqual(before[i] ?? 0);
      }),
      { numRuns: 200 },
    );
  });

  it("looking further ahead changes nothing of today", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const outcome = ({ rank: _, ...decision }: ReminderDecision) => decision;
        const near = decideReminders({ ...input, horizonDays: 0 }).decisions.map(outcome);
        const far = decideReminders({ ...input, horizonDays: 5 }).decisions.map(outcome);
        const known = new Set(near.map((one) => one.id));
        expect(
          far
            .filter((one) => known.has(one.id))
            .map((one) => one.id)
            .sort(),
        ).toEqual(near.map((one) => one.id).sort());
        const byId = new Map(far.map((one) => [one.id, one]));
        for (const one of near) expect(byId.get(one.id)).toEqual(one);
        for (const one of far) if (!known.has(one.id)) expect(one.verdict).not.toBe("send");
      }),
    );
  });

  it("scores multiplied by one number decide the same", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const rules = (input.rules ?? []).map((rule) => ({ ...rule, priority: rule.priority * 8 }));
        const scaled = decideReminders({ ...input, rules }).decisions;
        expect(scaled.map((one) => ({ ...one, score: one.score / 8 }))).toEqual(
          decideReminders(input).decisions,
        );
      }),
    );
  });

  it("each reason that says when it ends is gone from then on", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        // One rule at a time, so that nothing but the past stands in its way.
        for (const rule of input.rules ?? []) {
          const lasting = { ...rule, catchUpDays: 40 };
          const long = {
            ...lasting,
            occurrences: (...given: Parameters<ReminderRule["occurrences"]>) =>
              rule.occurrences(...given).map((one) => ({ ...one, expiresOn: addDays(one.due, 60) })),
          };
          const run = decideReminders({ ...input, rules: [long] });
          for (const { subjectId, reasons, verdict } of run.decisions) {
            for (const reason of reasons) {
              if (reason.until === undefined || reason.code === "due") continue;
              const later = decideReminders({ ...input, rules: [long], asOf: reason.until }).decisions;
              const same = later.find((one) => one.subjectId === subjectId);
              expect(
                same?.reasons.filter(
                  (one) => one.code === reason.code && one.by === reason.by && one.text === reason.text,
                ),
              ).toEqual([]);
            }
            if (verdict === "suppress") {
              // Nothing that could still be sent is dropped: something here has no end.
              expect(reasons.some((one) => one.until === undefined)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("bad data of one customer changes nothing for the others", () => {
    fc.assert(
      fc.property(inputArbitrary, (input) => {
        const rules = [...(input.rules ?? []), ...builtInRules];
        const bad: Dossier = {
          party: person("bad"),
          points: [{ ...redeem("r", "2026-01-01", "1"), customerId: "bad" }],
        };
        const alone = decideReminders({ ...input, rules });
        const together = decideReminders({ ...input, rules, dossiers: [bad, ...input.dossiers] });
        expect(together.decisions.filter((one) => one.subjectId !== "bad")).toEqual(alone.decisions);
        expect(together.problems.map((issue) => issue.path.slice(0, 2))).toEqual([
          ["bad", "points-expiring"],
        ]);
      }),
      { numRuns: 50 },
    );
  });

  it("the host's zone is irrelevant", () => {
    const before = process.env["TZ"];
    try {
      fc.assert(
        fc.property(inputArbitrary, (input) => {
          const offsets = new Set<number>();
          const runs = ["UTC", "Pacific/Kiritimati", "America/New_York"].map((zone) => {
            process.env["TZ"] = zone;
            offsets.add(new Date(dayNumber(today) * 86_400_000).getTimezoneOffset());
            return decideReminders({ ...input, rules: [...(input.rules ?? []), ...builtInRules] });
          });
          // Guards the test itself: the host's zone did change.
          expect(offsets.size).toBe(3);
          expect(runs[1]).toEqual(runs[0]);
          expect(runs[2]).toEqual(runs[0]);
        }),
        { numRuns: 30 },
      );
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});

describe("laws of the built-in rules", () => {
  it("every service falls due as many intervals after the anchor, none is left out", () => {
    const maintenance = builtInRules.filter((rule) => rule.id === "maintenance-due");
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber("2001-01-01"), max: dayNumber("2026-03-01") }),
        fc.integer({ min: 1, max: 30 }),
        (start, serviceIntervalMonths) => {
          const installedOn = dateOfDay(start);
          const { decisions } = decideReminders({
            asOf: `${today}T06:00:00Z`,
            zone: "UTC",
            dossiers: [
              { party: person("c1"), installedProducts: [installed(installedOn, { serviceIntervalMonths })] },
            ],
            rules: maintenance,
            horizonDays: 400,
          });
          const services = new Set(
            decisions.map((one) => one.id.slice("maintenance-due|c1|service:i1:".length).slice(0, 10)),
          );
          const expected = Array.from({ length: 320 }, (_, i) =>
            addMonths(installedOn, (i + 1) * serviceIntervalMonths),
          ).filter((due) => due >= addDays(today, -14) && due <= addDays(today, 414));
          expect([...services].sort()).toEqual(expected);
        },
      ),
    );
  });

  const dossierOf = (start: PlainDate): Dossier => ({
    party: person("c1", { ownerId: "o1", since: "2024-01-01" }),
    importantDates: [
      importantDate({ calendar: "gregorian", month: 3, day: 30 }),
      importantDate({ calendar: "chinese", month: 2, day: 5 }, { id: "d2" }),
    ],
    installedProducts: [installed(start, { serviceIntervalMonths: 1 })],
    points: [earn("e1", "2025-01-01", "50", "2026-04-15")],
    interactions: [],
    affiliations: [],
    insights: [],
  });

  it("run daily, each due moment is sent once; run late or seldom, none twice", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 20 }), (gaps) => {
        const dossier = dossierOf("2026-02-20");
        let day = today;
        let history: readonly ReminderDecision[] = [];
        for (const gap of [0, ...gaps]) {
          day = addDays(day, gap);
          // An analysis repeats what it found each day, with the numbers of the day.
          const daysSilent = dayNumber(day) - dayNumber("2026-01-15");
          const insights = [
            insight("rfm.silent", day, { daysSilent, usualGapDays: 20, share: 0.95, gaps: 9 }),
            insight("rfm.segment-changed", day, {
              from: "Loyal",
              to: "At risk",
              since: addDays(day, -90),
              direction: "down",
            }),
            insight("migration.tier-moved", day, {
              from: "A",
              to: "B",
              direction: "down",
              periodFrom: addDays(day, -365),
              periodTo: day,
            }),
          ];
          const run = decideReminders({
            asOf: `${day}T06:00:00Z`,
            zone: "UTC",
            dossiers: [{ ...dossier, insights }],
            history,
          });
          expect(run.problems).toEqual([]);
          history = [...history, ...run.decisions];
        }
        const all = sends(history).map((one) => one.id);
        expect(new Set(all).size).toBe(all.length);
        // At most one of each insight within 90 days, whatever the quarter.
        if (dayNumber(day) - dayNumber(today) < 90) {
          for (const rule of ["long-silence", "segment-shift", "tier-moved"])
            expect(all.filter((id) => id.startsWith(rule)).length).toBe(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});
