import { InvalidDataError } from "clientele/issues";
import { insightSchema } from "clientele/model";
import {
  builtInPredicates,
  builtInRules,
  type Condition,
  type Dossier,
  decideReminders,
  definePredicate,
  holds,
  holdsOf,
  type RuleDefinition,
  readRule,
  readRules,
  restrictRule,
  testCondition,
  tryRule,
} from "clientele/reminders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { examples, mei } from "./_examples.ts";
import { consent, earn, importantDate, insight, installed, person, product, snapshot, talk } from "./_kit.ts";

const on = "2026-06-15";
const products = new Map([["p1", product("p1", { category: "Kitchen" })]]);
const rich: Dossier = {
  party: {
    ...mei,
    timeZone: "Asia/Taipei",
    languages: ["zh-Hant", "en"],
    roles: ["customer"],
  } as Dossier["party"],
  purchases: [
    { productId: "p1", on: "2026-01-15" },
    { productId: "p1", on: "2026-04-15" },
  ],
  products,
  points: [earn("e1", "2026-01-01", "300")],
  snapshot: snapshot("B"),
  interactions: [talk("2026-06-05T09:00:00Z")],
  installedProducts: [installed("2025-01-01", { productId: "p1", productName: "Washer 3000" })],
  consents: [consent("promotional", "email", "granted")],
  importantDates: [importantDate({ calendar: "gregorian", year: 1990, month: 6, day: 15 })],
  complaints: [],
  known: examples["goals-review"].speaks.known!,
  memberships: [{ schemaVersion: 1, id: "m1", programmeId: "club", partyId: "c1", tier: "gold" }],
  contracts: [
    {
      schemaVersion: 1,
      id: "k1",
      customerId: "c1",
      kind: "lease",
      name: "Van",
      startsOn: "2025-01-01",
      endsOn: "2026-07-15",
    },
  ],
  insights: [
    insight("own.score", "2026-06-10", { level: 7, colour: "Deep Red", "fit-2": true }, { strength: 0.5 }),
  ],
};
const check = (condition: Condition, dossier = rich) => testCondition(condition, dossier, { on }).holds;

describe("predicates", () => {
  const cases: { [N in keyof typeof builtInPredicates]: readonly [Condition, Condition] } = {
    "party.kind": [holds("party.kind", { in: ["person"] }), holds("party.kind", { in: ["household"] })],
    "party.role": [holds("party.role", { is: "customer" }), holds("party.role", { is: "supplier" })],
    "party.zone": [holds("party.zone", { in: ["Asia/Taipei"] }), holds("party.zone", { in: ["UTC"] })],
    "party.language": [holds("party.language", { in: ["zh-Hant"] }), holds("party.language", { in: ["de"] })],
    "party.days-since-start": [
      holds("party.days-since-start", { atLeast: 887, atMost: 887 }),
      holds("party.days-since-start", { atMost: 886 }),
    ],
    "party.has-owner": [holds("party.has-owner", {}), { not: holds("party.has-owner", {}) }],
    "party.age": [holds("party.age", { atLeast: 36, atMost: 36 }), holds("party.age", { atLeast: 37 })],
    "value.class": [holds("value.class", { in: ["A", "B"] }), holds("value.class", { in: ["C"] })],
    "value.segment": [
      holds("value.segment", { in: ["Champions"] }),
      holds("value.segment", { in: ["Lost"] }),
    ],
    "contact.days-since-talk": [
      holds("contact.days-since-talk", { atLeast: 10, atMost: 10 }),
      holds("contact.days-since-talk", { atLeast: 11 }),
    ],
    "contact.open-complaints": [
      holds("contact.open-complaints", { atMost: 0 }),
      holds("contact.open-complaints", { atLeast: 1 }),
    ],
    "contact.consent": [
      holds("contact.consent", { to: "promotional", by: "email" }),
      holds("contact.consent", { to: "promotional", by: "sms" }),
    ],
    "orders.days": [
      holds("orders.days", { atLeast: 1, atMost: 1, withinDays: 62, categories: ["Kitchen"] }),
      holds("orders.days", { atLeast: 1, categories: ["Food"] }),
    ],
    "orders.days-since-last": [
      holds("orders.days-since-last", { atLeast: 61, atMost: 61 }),
      holds("orders.days-since-last", { atLeast: 1, productIds: ["p9"] }),
    ],
    "products.installed": [
      holds("products.installed", { name: "washer", productIds: ["p1"] }),
      holds("products.installed", { name: "dryer" }),
    ],
    "ledger.balance": [holds("ledger.balance", { atLeast: 300 }), holds("ledger.balance", { atLeast: 301 })],
    "ties.member-of": [
      holds("ties.member-of", { tier: "gold" }),
      holds("ties.member-of", { tier: "silver" }),
    ],
    "ties.under-contract": [
      holds("ties.under-contract", { kind: "lease" }),
      holds("ties.under-contract", { kind: "loan" }),
    ],
    "fact.is": [
      holds("fact.is", { attribute: "goals.work", contains: "SECOND shop" }),
      holds("fact.is", { attribute: "goals.work", equals: "retire" }),
    ],
    "fact.unknown": [
      holds("fact.unknown", { attribute: "likes.food" }),
      holds("fact.unknown", { attribute: "goals.work" }),
    ],
    "insight.is": [
      holds("insight.is", { kind: "own.score", withinDays: 5, field: "level", atLeast: 7 }),
      holds("insight.is", { kind: "own.score", withinDays: 4 }),
    ],
    "insight.strength": [
      holds("insight.strength", { kind: "own.score", atLeast: 0.5 }),
      holds("insight.strength", { kind: "own.score", atLeast: 0.6 }),
    ],
  };

  it.each(Object.entries(cases))("%s holds in its case and not in its counter-case", (_, [yes, no]) => {
    expect([check(yes), check(no)]).toEqual([true, false]);
  });

  it("hold of nobody of whom nothing is known, and never throw", () => {
    const nobody = { party: person("c9") };
    for (const [name, [yes]] of Object.entries(cases))
      if (name !== "party.kind") expect([name, check(yes, nobody)]).toEqual([name, false]);
  });

  it("join to all, any and not, and say part by part what was looked at", () => {
    const condition: Condition = {
      all: [
        holds("value.class", { in: ["B"] }),
        {
          any: [
            holds("ledger.balance", { atLeast: 9999 }),
            { not: holds("party.kind", { in: ["household"] }) },
          ],
        },
      ],
    };
    expect(testCondition(condition, rich, { on })).toEqual({
      is: "all",
      holds: true,
      of: [
        { is: "value.class", holds: true, value: "B" },
        {
          is: "any",
          holds: true,
          of: [
            { is: "ledger.balance", holds: false, value: 300 },
            { is: "not", holds: true, of: [{ is: "party.kind", holds: false, value: "person" }] },
          ],
        },
      ],
    });
  });

  it("infer the options of each name", () => {
    // @ts-expect-error: the predicate has no such option
    expect(() => check(holds("value.class", { is: "A" }))).toThrow(InvalidDataError);
    // @ts-expect-error: there is no such predicate
    expect(() => check(holds("value.colour", {}))).toThrow("when.is: must be a predicate");
  });

  it("are extended by one's own", () => {
    const predicates = {
      ...builtInPredicates,
      "own.vip": definePredicate({
        schema: z.strictObject({ least: z.number() }),
        asks: "Is the customer a VIP?",
        reads: () => ["snapshot"],
        compile: (options) => {
          // Made once: what is slow belongs here.
          const least = options.least * 10;
          return ({ snapshot: values }) => ({
            holds: Number(values?.value ?? 0) * 10 >= least,
            value: values?.value,
          });
        },
      }),
    };
    const condition = holdsOf(predicates)("own.vip", { least: 1 });
    expect(testCondition<typeof predicates>(condition, rich, { on, predicates })).toEqual({
      is: "own.vip",
      holds: true,
      value: "1",
    });
    const rule = restrictRule(builtInRules[0]!, condition, { predicates });
    expect(rule.reads).toEqual(["installedProducts", "snapshot"]);
  });
});

const definition = {
  schemaVersion: 1,
  id: "own.lease-end",
  version: 1,
  cell: "customer.care",
  purpose: "service",
  audience: "customer",
  priority: 60,
  catchUpDays: 30,
  trigger: { on: "record", list: "contracts", day: "endsOn", offsets: [-30, -7] },
  when: { is: "value.class", with: { in: ["A", "B"] } },
  message: {
    en: "{name} of {customer} ends on {day}, {days} days from {due}.",
    "zh-Hant": "{customer}的{name}將於{day}到期。",
  },
  question: { en: "Shall we renew {name}?" },
} satisfies RuleDefinition;

describe("rules in JSON", () => {
  it("speak as they are written, in the customer's language, and survive JSON", () => {
    const english = { ...rich, party: { ...rich.party, languages: ["en"] } } as Dossier;
    for (const given of [definition, JSON.stringify(definition), JSON.parse(JSON.stringify(definition))]) {
      const { occurrences } = tryRule(readRule(given), english, on);
      expect(
        occurrences.map(({ anchor, step, due, expiresOn, message, question }) => [
          anchor,
          step,
          due,
          expiresOn,
          message,
          question,
        ]),
      ).toEqual([
        [
          "contracts:k1:2026-07-15",
          "-30d",
          "2026-06-15",
          "2026-07-08",
          "Van of Mei Lin ends on 2026-07-15, 30 days from 2026-06-15.",
          "Shall we renew Van?",
        ],
      ]);
    }
    expect(tryRule(readRule(definition), rich, on).occurrences[0]?.message).toBe(
      "Mei Lin的Van將於2026-07-15到期。",
    );
    expect(tryRule(readRule(definition), { ...rich, snapshot: snapshot("C") }, on).fires).toBe(false);
    const run = decideReminders({
      asOf: "2026-06-15T06:00:00Z",
      zone: "UTC",
      dossiers: [rich],
      rules: readRules([definition]),
    });
    expect(run.problems).toEqual([]);
    expect(run.decisions.map(({ id, wording }) => [id, wording?.key])).toEqual([
      ["own.lease-end|c1|contracts:k1:2026-07-15@-30d", "rule:own.lease-end"],
    ]);
  });

  const triggers: readonly (readonly [RuleDefinition["trigger"], string, readonly string[]])[] = [
    [{ on: "annual", kinds: ["birthday"], offsets: [-3, 0] }, "2026-06-12", ["birthday:d1:2026@-3d"]],
    [{ on: "day-of-year", calendar: "chinese", month: 8, day: 15, offsets: [0] }, "2026-09-25", ["day:2026"]],
    [
      { on: "day-of-year", calendar: "gregorian", month: 2, day: 29, offsets: [0], missingDay: "forward" },
      "2026-03-01",
      ["day:2026"],
    ],
    [{ on: "date", date: "2026-06-15", offsets: [0], expiresDays: 1 }, "2026-06-15", ["date:2026-06-15"]],
    [{ on: "period", unit: "quarter", offsets: [14] }, "2026-07-15", ["period:2026-Q3:14"]],
    [{ on: "interval", since: "last-talk", everyDays: 10 }, "2026-06-15", ["last-talk:2026-06-05@1"]],
    [
      { on: "interval", since: "last-purchase", everyDays: 61, times: 1 },
      "2026-06-15",
      ["last-purchase:2026-04-15@1"],
    ],
    [{ on: "insight", kind: "own.score", atMostEvery: "month" }, "2026-06-10", ["insight:own.score:2026-06"]],
  ];
  it.each(triggers)("fall due by %j", (trigger, day, ids) => {
    const rule = readRule({
      ...definition,
      id: "own",
      audience: "owner",
      catchUpDays: 0,
      trigger,
      when: undefined,
      message: { en: "Say it to {customer}." },
      question: undefined,
    });
    const at = day as "2026-06-15";
    const found = tryRule(rule, rich, at).occurrences;
    expect(found.map(({ anchor, step }) => (step === undefined ? anchor : `${anchor}@${step}`))).toEqual(ids);
    expect(found[0]?.message).toBe("Say it to Mei Lin.");
  });

  const bad: readonly (readonly [string, object, string])[] = [
    [
      "an impossible date",
      { trigger: { on: "date", date: "2026-02-30", offsets: [0] } },
      "own.lease-end, trigger.date: must be an existing calendar day",
    ],
    [
      "an impossible day of the year",
      { trigger: { on: "day-of-year", calendar: "gregorian", month: 2, day: 30, offsets: [0] } },
      "trigger.day: must exist in its month",
    ],
    [
      "an unknown zone",
      { when: { is: "party.zone", with: { in: ["Mars/Base"] } } },
      "when.with.in.0: must be a time zone such as Asia/Taipei",
    ],
    [
      "an expiry before the day",
      { trigger: { ...definition.trigger, offsets: [0, 7], expiresDays: 7 } },
      "trigger.expiresDays: must be after the last of offsets, 7, got 7",
    ],
    ["a day twice", { trigger: { ...definition.trigger, offsets: [0, 0] } }, "must not name a day twice"],
    [
      "an unknown field of the list",
      { trigger: { ...definition.trigger, day: "constructor" } },
      "trigger.day: must be a day of the list's records",
    ],
    [
      "an unknown value in a message",
      { message: { en: "{__proto__}" } },
      "message.en: must name only customer, name, due",
    ],
    ["a message without English", { message: { de: "Hallo" } }, "message.en: must have the text in English"],
    ["an unknown predicate", { when: { is: "toString", with: {} } }, "when.is: must be a predicate"],
    [
      "a range that nothing lies in",
      { when: { is: "ledger.balance", with: { atLeast: 5, atMost: 4 } } },
      "when.with.atLeast: must have atLeast, atMost or both",
    ],
    [
      "a path into a prototype",
      { when: { is: "insight.is", with: { kind: "own.score", field: "constructor" } } },
      "when.with.field: must be a field of the value",
    ],
    ["an unknown field", { run: "process.exit()" }, "run: must be a known field"],
    ["a negative catch-up", { catchUpDays: -1 }, "catchUpDays"],
    ["a version of another schema", { schemaVersion: 2 }, "schemaVersion"],
  ];
  it.each(bad)("refuse %s, naming the rule and the field", (_, change, message) => {
    expect(() => readRule({ ...definition, ...change })).toThrow(message);
    try {
      readRule({ ...definition, ...change });
    } catch (error) {
      expect(InvalidDataError.is(error) && error.issues[0]?.path[0]).toBe("own.lease-end");
    }
  });

  it("are refused as a set for ids given twice and for exits that go round", () => {
    const rule = (id: string, ...exits: string[]) => ({ ...definition, id, exits });
    expect(() => readRules([rule("a"), rule("a")])).toThrow("must be the id of one rule alone");
    expect(() => readRules([rule("a", "rule:b"), rule("b", "rule:c"), rule("c", "rule:a")])).toThrow(
      'a, exits: must not lead back to the rule itself, got "a → b → c → a"',
    );
    expect(readRules([rule("a", "rule:b"), rule("b", "rule:c"), rule("c")]).length).toBe(3);
    expect(() =>
      readRules([
        { ...definition, version: 0 },
        { ...definition, id: "b", priority: 0 },
      ]),
    ).toThrow(/2 issues|version/);
  });

  it("reach no prototype: own fields alone are read, whatever the payload is called", () => {
    const payload = JSON.parse('{"__proto__": {"level": 9}, "level": 1}');
    const dossier: Dossier = {
      party: mei,
      insights: [insightSchema.parse(insight("own.score", on, {}))].map((one) => ({ ...one, payload })),
    };
    expect(check(holds("insight.is", { kind: "own.score", field: "level", atLeast: 2 }), dossier)).toBe(
      false,
    );
    const polluting = JSON.parse(`{"__proto__": {"polluted": true}, ${JSON.stringify(definition).slice(1)}`);
    expect(() => readRule(polluting)).toThrow(InvalidDataError);
    expect(({} as { polluted?: boolean }).polluted).toBe(undefined);
    expect(() => readRule("not json")).toThrow("definition must be JSON");
  });

  it("cannot hang or exhaust the stack: depth and size are bounded, texts are searched without patterns", () => {
    let deep: object = { is: "party.has-owner", with: {} };
    for (let i = 0; i < 50_000; i++) deep = { not: deep };
    expect(() => readRule({ ...definition, when: deep })).toThrow("must be at most 20 levels deep");
    const wide = { any: Array.from({ length: 600 }, () => ({ is: "party.has-owner", with: {} })) };
    expect(() => readRule({ ...definition, when: wide })).toThrow("must have at most 500 parts");
    const text = "(a+)+$".repeat(30);
    const started = process.cpuUsage().user;
    const dossier = {
      ...rich,
      installedProducts: [installed("2025-01-01", { productName: `${"a".repeat(400)}!` })],
    };
    expect(check(holds("products.installed", { name: text }), dossier)).toBe(false);
    expect(process.cpuUsage().user - started).toBeLessThan(1e6);
  });

  it("are refused or read, never anything else, whatever JSON is given", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc
        .tuple(fc.constantFrom(...Object.keys(definition)), fc.jsonValue())
        .map(([field, value]) => ({ ...definition, [field]: value })),
    );
    fc.assert(
      fc.property(anything, (given) => {
        try {
          const rule = readRule(given);
          tryRule(rule, rich, on);
        } catch (error) {
          if (
            !InvalidDataError.is(error) &&
            !(error instanceof TypeError && /Cannot define rules/.test(error.message))
          )
            throw error;
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
