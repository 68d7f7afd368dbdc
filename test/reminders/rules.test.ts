import { describe, expect, it } from "vitest";
import type { PlainDate } from "../../src/calendar/index.ts";
import { cells, reminderDecisionSchema } from "../../src/model/index.ts";
import { builtInRules, type Dossier, type ReminderRun } from "../../src/reminders/index.ts";
import {
  consent,
  earn,
  granted,
  importantDate,
  insight,
  installed,
  only,
  person,
  product,
  redeem,
  runFor,
  snapshot,
  talk,
} from "./_kit.ts";

/** What one built-in rule decides on the morning of a day. */
const runOf = (ruleId: string, day: PlainDate, dossier: Partial<Dossier>): ReminderRun => {
  const rules = builtInRules.filter((rule) => rule.id === ruleId);
  expect(rules.length).toBe(1);
  const run = runFor(dossier, { asOf: `${day}T06:00:00Z`, rules });
  expect(run.problems).toEqual([]);
  for (const decision of run.decisions) reminderDecisionSchema.parse(decision);
  return run;
};
const idsOf = (ruleId: string, day: PlainDate, dossier: Partial<Dossier>): string[] =>
  runOf(ruleId, day, dossier).decisions.map((decision) => decision.id);

describe("the matrix", () => {
  it("has rules in each of its six cells: product and customer × care, recommend and trend [S1-4] [S1-5] [S1-6]", () => {
    expect(cells).toEqual([
      "product.care",
      "product.recommend",
      "product.trend",
      "customer.care",
      "customer.recommend",
      "customer.trend",
    ]);
    expect(cells.filter((cell) => !builtInRules.some((rule) => rule.cell === cell))).toEqual([]);
  });
});

describe("installation-check", () => {
  const boiler = installed("2026-11-19");

  it("asks three days after the installation whether all is well and service can be found [S1-7] [S1-8] [S1-9] [S1-10]", () => {
    const decision = only(runOf("installation-check", "2026-11-22", { installedProducts: [boiler] }));
    expect(decision).toMatchObject({
      id: "installation-check|c1|install:i1",
      cell: "product.care",
      purpose: "service",
      audience: "customer",
      verdict: "send",
      dueOn: "2026-11-22",
      at: "2026-11-22T09:00:00Z",
      expiresAt: "2026-12-07T00:00:00Z",
      message: "Installation check of Boiler with Mei Lin, installed on 2026-11-19.",
      question:
        "Did the installation of Boiler and its first use go well, and do you know how to reach our service?",
      evidence: [
        {
          label: "installation of Boiler",
          value: "2026-11-19",
          asOf: "2025-01-01",
          source: "installed-product:i1",
        },
      ],
    });
  });

  it("speaks neither before nor more than fourteen days after its day", () => {
    const on = (day: PlainDate): number =>
      runOf("installation-check", day, { installedProducts: [boiler] }).decisions.length;
    expect([on("2026-11-21"), on("2026-11-22"), on("2026-12-06"), on("2026-12-07")]).toEqual([0, 1, 1, 0]);
  });
});

describe("maintenance-due", () => {
  const boiler = installed("2024-08-31", { serviceIntervalMonths: 6 });

  it("announces the service two weeks ahead and reminds of it on the day [S1-11]", () => {
    const early = only(runOf("maintenance-due", "2025-02-14", { installedProducts: [boiler] }));
    expect(early).toMatchObject({
      id: "maintenance-due|c1|service:i1:2025-02-28@-14d",
      cell: "product.care",
      purpose: "service",
      verdict: "send",
      dueOn: "2025-02-14",
      expiresAt: "2025-02-28T00:00:00Z",
      message: "Service of Boiler of Mei Lin is due on 2025-02-28 (every 6 months, installed on 2024-08-31).",
    });
    expect(early.evidence.map((one) => [one.label, one.value])).toEqual([
      ["installed on", "2024-08-31"],
      ["service interval in months", 6],
    ]);
    const late = only(runOf("maintenance-due", "2025-03-14", { installedProducts: [boiler] }));
    expect(late.id).toBe("maintenance-due|c1|service:i1:2025-02-28");
    expect(late.reasons[0]?.text).toBe("Due on 2025-02-28, caught up on 2025-03-14.");
    expect(idsOf("maintenance-due", "2025-03-15", { installedProducts: [boiler] })).toEqual([]);
  });

  it("A05: counts from the anchor, so that the 31st is not lost after February", () => {
    const dues = (["2025-02-28", "2025-08-31", "2026-02-28", "2026-08-31", "2028-02-29"] as const).map(
      (day) => idsOf("maintenance-due", day, { installedProducts: [boiler] }),
    );
    expect(dues.flat().map((id) => id.split(":").at(-1))).toEqual([
      "2025-02-28",
      "2025-08-31",
      "2026-02-28",
      "2026-08-31",
      "2028-02-29",
    ]);
  });

  it("starts again from the last service and needs an interval", () => {
    const serviced = { ...boiler, lastServicedOn: "2025-02-20" as const };
    expect(idsOf("maintenance-due", "2025-02-28", { installedProducts: [serviced] })).toEqual([]);
    const next = only(runOf("maintenance-due", "2025-08-20", { installedProducts: [serviced] }));
    expect(next.message).toContain("last serviced on 2025-02-20");
    expect(idsOf("maintenance-due", "2025-02-28", { installedProducts: [installed("2024-08-31")] })).toEqual(
      [],
    );
  });

  it("keeps two neighbouring services of a short interval apart", () => {
    const monthly = installed("2025-01-31", { serviceIntervalMonths: 1 });
    expect(idsOf("maintenance-due", "2025-03-14", { installedProducts: [monthly] })).toEqual([
      "maintenance-due|c1|service:i1:2025-02-28",
    ]);
    expect(idsOf("maintenance-due", "2025-03-17", { installedProducts: [monthly] })).toEqual([
      "maintenance-due|c1|service:i1:2025-03-31@-14d",
    ]);
  });
});

describe("birthday", () => {
  const onDay = (day: PlainDate, ...dates: Parameters<typeof importantDate>[0][]): string[] =>
    idsOf("birthday", day, { importantDates: dates.map((date, i) => importantDate(date, { id: `d${i}` })) });

  it("wishes a happy birthday on the day, with the age where the year is known [S1-14] [S1-15]", () => {
    const dossier = {
      importantDates: [importantDate({ calendar: "gregorian", year: 1986, month: 11, day: 25 })],
    };
    expect(only(runOf("birthday", "2026-11-25", dossier))).toMatchObject({
      id: "birthday|c1|gregorian:2026",
      cell: "customer.care",
      purpose: "care",
      audience: "customer",
      verdict: "send",
      at: "2026-11-25T09:00:00Z",
      expiresAt: "2026-11-26T00:00:00Z",
      message: "Birthday of Mei Lin on 2026-11-25 (turns 40).",
      evidence: [{ label: "birthday", value: "1986/11/25", asOf: "2025-01-01", source: "important-date:d1" }],
    });
    expect(idsOf("birthday", "2026-11-24", dossier)).toEqual([]);
    expect(idsOf("birthday", "2026-11-26", dossier)).toEqual([]);
  });

  it("wishes it by the lunar calendar too [S1-15]", () => {
    const dossier = { importantDates: [importantDate({ calendar: "chinese", month: 10, day: 17 })] };
    const decision = only(runOf("birthday", "2026-11-25", dossier));
    expect(decision.id).toBe("birthday|c1|chinese:2026");
    expect(decision.message).toBe("Lunar birthday of Mei Lin on 2026-11-25 (lunar 10/17, age unknown).");
    expect(decision.evidence[0]).toMatchObject({ label: "lunar birthday", value: "10/17" });
  });

  it("A11: keeps 29 February of an unknown year, and wishes on the 28th of a common year", () => {
    const date = { calendar: "gregorian", month: 2, day: 29 } as const;
    expect(onDay("2023-02-28", date)).toEqual(["birthday|c1|gregorian:2023"]);
    expect(onDay("2024-02-28", date)).toEqual([]);
    const run = runOf("birthday", "2024-02-29", { importantDates: [importantDate(date)] });
    expect(only(run).evidence[0]?.value).toBe("2/29");
  });

  it("A15: the day of birth is no birthday, the first is a year later", () => {
    const date = { calendar: "gregorian", year: 2024, month: 6, day: 1 } as const;
    expect(onDay("2024-06-01", date)).toEqual([]);
    expect(onDay("2025-06-01", date)).toEqual(["birthday|c1|gregorian:2025"]);
  });

  it("B16, B17: a lunar birthday may fall twice in one Gregorian year and not at all in the next", () => {
    const date = { calendar: "chinese", month: 12, day: 1 } as const;
    expect(onDay("2024-01-11", date)).toEqual(["birthday|c1|chinese:2023"]);
    expect(onDay("2024-12-31", date)).toEqual(["birthday|c1|chinese:2024"]);
    const run = runFor(
      { importantDates: [importantDate(date)] },
      { asOf: "2025-01-01T00:00:00Z", horizonDays: 364 },
    );
    expect(run.decisions).toEqual([]);
    expect(onDay("2026-01-19", date)).toEqual(["birthday|c1|chinese:2025"]);
  });

  it("B07: a birthday in a leap month falls in the leap month when the year has it", () => {
    const date = { calendar: "chinese", month: 6, day: 5, leapMonth: true } as const;
    expect(onDay("2024-07-10", date)).toEqual(["birthday|c1|chinese:2024"]);
    expect(onDay("2025-06-29", date)).toEqual([]);
    expect(onDay("2025-07-29", date)).toEqual(["birthday|c1|chinese:2025"]);
  });

  it("takes the birthday observed last when two records of one calendar contradict each other", () => {
    const old = importantDate({ calendar: "gregorian", month: 5, day: 1 }, { id: "old" });
    const recent = importantDate(
      { calendar: "gregorian", month: 5, day: 2 },
      { id: "a-later-one", source: { method: "stated", observedOn: "2026-01-01" } },
    );
    for (const importantDates of [
      [old, recent],
      [recent, old],
    ]) {
      expect(idsOf("birthday", "2026-05-01", { importantDates })).toEqual([]);
      expect(idsOf("birthday", "2026-05-02", { importantDates })).toEqual(["birthday|c1|gregorian:2026"]);
    }
  });

  it("says that a lunar day after 2096 is not verified, and leaves other dates alone", () => {
    const lunar = importantDate({ calendar: "chinese", month: 1, day: 1 });
    const run = runFor({ importantDates: [lunar] }, { asOf: "2097-01-01T00:00:00Z", horizonDays: 60 });
    expect(only(run).message).toContain("date not verified");
    const wedding = importantDate({ calendar: "gregorian", month: 5, day: 1 }, { kind: "wedding" });
    expect(idsOf("birthday", "2026-05-01", { importantDates: [wedding] })).toEqual([]);
  });
});

describe("regular-contact", () => {
  const party = person("c1", { name: "Mei Lin", ownerId: "o1", since: "2026-01-01" });

  it.each([
    ["A", "2026-03-31", 30],
    ["B", "2026-04-30", 60],
    ["C", "2026-08-28", 180],
  ] as const)(
    "asks for a talk with a class-%s customer after the silence that class allows [S0-107]",
    (abc, day, days) => {
      const dossier = { party, snapshot: snapshot(abc), interactions: [talk("2026-03-01T10:00:00Z")] };
      const decision = only(runOf("regular-contact", day, dossier));
      expect(decision).toMatchObject({
        id: "regular-contact|c1|contact:2026-03-01@1",
        cell: "customer.care",
        purpose: "internal",
        audience: "owner",
        verdict: "send",
        dueOn: day,
        message: `Talk to Mei Lin: the last talk was on 2026-03-01, and ${days} days is the longest silence (class ${abc}).`,
      });
      expect(decision.evidence).toEqual([
        {
          label: "last talk",
          value: "2026-03-01 by phone",
          asOf: "2026-03-01",
          source: "interaction:talk-2026-03-01T10:00:00Z",
        },
        { label: "class by value", value: abc, asOf: "2026-01-01", source: "snapshot:c1:2026-01-01" },
      ]);
      const before = { ...dossier, interactions: [talk("2026-03-02T10:00:00Z")] };
      expect(idsOf("regular-contact", day, before)).toEqual([]);
    },
  );

  it("F19: counts from the last talk, in which both sides spoke and which has taken place", () => {
    const interactions = [
      talk("2026-03-01T10:00:00Z"),
      talk("2026-03-20T10:00:00Z", { twoWay: false }),
      talk("2026-05-01T10:00:00Z"),
    ];
    const dossier = { party, snapshot: snapshot("A"), interactions };
    expect(idsOf("regular-contact", "2026-03-31", dossier)).toEqual([
      "regular-contact|c1|contact:2026-03-01@1",
    ]);
    expect(idsOf("regular-contact", "2026-05-30", dossier)).toEqual([]);
    expect(idsOf("regular-contact", "2026-05-31", dossier)).toEqual([
      "regular-contact|c1|contact:2026-05-01@1",
    ]);
  });

  it("A27: an old silence is one task now, not one for every interval missed", () => {
    const dossier = { party, snapshot: snapshot("A"), interactions: [talk("2024-03-01T10:00:00Z")] };
    expect(idsOf("regular-contact", "2026-03-31", dossier)).toEqual([
      "regular-contact|c1|contact:2024-03-01@25",
    ]);
  });

  it("counts from the start of the relationship when no talk is known, and needs an owner", () => {
    const decision = only(runOf("regular-contact", "2026-03-02", { party }));
    expect(decision.message).toBe(
      "Talk to Mei Lin: no talk is known since 2026-01-01, and 60 days is the longest silence (class not known).",
    );
    expect(idsOf("regular-contact", "2026-03-02", { party: person("c1", { since: "2026-01-01" }) })).toEqual(
      [],
    );
    expect(idsOf("regular-contact", "2026-03-02", { party: person("c1", { ownerId: "o1" }) })).toEqual([]);
  });
});

describe("replenishment", () => {
  const products = new Map([
    ["p1", product("p1")],
    ["p2", product("p2", { consumable: false })],
  ]);
  const bought = (productId: string, ...days: PlainDate[]) => days.map((on) => ({ productId, on }));

  it("offers a consumable again after the customer's own median interval", () => {
    // gaps 30, 40, 29 days: the lower median is 30
    const purchases = bought("p1", "2026-04-10", "2026-01-01", "2026-01-31", "2026-03-12", "2026-03-12");
    const decision = only(runOf("replenishment", "2026-05-10", { purchases, products, consents: granted }));
    expect(decision).toMatchObject({
      id: "replenishment|c1|replenish:p1:2026-04-10",
      cell: "product.recommend",
      purpose: "promotional",
      verdict: "send",
      channel: "email",
      dueOn: "2026-05-10",
      message: "Mei Lin may need Filter again: bought every 30 days or so, last on 2026-04-10.",
    });
    expect(decision.evidence.map((one) => [one.label, one.value])).toEqual([
      ["last purchase of Filter", "2026-04-10"],
      ["usual days between purchases (median)", 30],
      ["days of purchase", 4],
    ]);
  });

  it("needs three days of purchase, a consumable product and a gap of at least a week", () => {
    const on = (purchases: Dossier["purchases"]) =>
      idsOf("replenishment", "2026-03-02", { purchases, products });
    expect(on(bought("p1", "2026-01-01", "2026-01-31", "2026-01-31"))).toEqual([]);
    expect(on(bought("p2", "2026-01-01", "2026-01-31", "2026-02-28"))).toEqual([]);
    expect(on(bought("p1", "2026-02-26", "2026-02-27", "2026-02-28"))).toEqual([]);
    expect(on(bought("unknown", "2026-01-01", "2026-01-31", "2026-02-28"))).toEqual([]);
    expect(idsOf("replenishment", "2026-03-02", { purchases: bought("p1", "2026-01-01") })).toEqual([]);
  });

  it("takes the lower of the two middle gaps", () => {
    // gaps 30 and 40 days
    const purchases = bought("p1", "2026-01-01", "2026-01-31", "2026-03-12");
    expect(only(runOf("replenishment", "2026-04-11", { purchases, products })).dueOn).toBe("2026-04-11");
  });

  it("a new purchase moves the reminder, and a later one is not yet known", () => {
    const purchases = bought("p1", "2026-01-01", "2026-01-31", "2026-03-02", "2026-03-25");
    expect(idsOf("replenishment", "2026-04-01", { purchases, products })).toEqual([]);
    expect(idsOf("replenishment", "2026-03-24", { purchases, products })).toEqual([]);
    const known = purchases.slice(0, 3);
    expect(idsOf("replenishment", "2026-04-01", { purchases: known, products })).toEqual([
      "replenishment|c1|replenish:p1:2026-03-02",
    ]);
  });
});

describe("reason-for-use", () => {
  it("has the owner ask why a product is used, while that is not known [S1-18]", () => {
    const decision = only(
      runOf("reason-for-use", "2026-03-31", { installedProducts: [installed("2026-03-01")] }),
    );
    expect(decision).toMatchObject({
      id: "reason-for-use|c1|reason:i1",
      cell: "product.recommend",
      purpose: "internal",
      audience: "owner",
      verdict: "defer",
      reasons: [{ code: "no-contact" }],
      message: "At the next contact, find out what Mei Lin uses Boiler for (in use since 2026-03-01).",
      question: "What do you use Boiler for, and in what circumstances?",
    });
    expect(decision.evidence[0]?.value).toBe("2026-03-01");
    expect(decision.channel).toBe(undefined);
    const receivedAt = "2026-03-31T05:00:00Z";
    const complaint = {
      schemaVersion: 1,
      id: "x1",
      customerId: "c1",
      subject: "service",
      category: "late",
      severity: 2,
      receivedAt,
      channel: "phone",
      history: [{ state: "open", at: receivedAt }],
    } as const;
    const { decisions } = runFor(
      { installedProducts: [installed("2026-03-01")], complaints: [complaint as never] },
      {
        asOf: "2026-03-31T06:00:00Z",
        rules: builtInRules.filter(({ id }) => id === "reason-for-use" || id === "complaint-follow-up"),
      },
    );
    expect(decisions.map(({ ruleId, verdict, withId }) => [ruleId, verdict, withId])).toEqual([
      ["complaint-follow-up", "send", undefined],
      ["reason-for-use", "send", "complaint-follow-up|c1|complaint:x1"],
    ]);
    const known = installed("2026-03-01", { reasonForUse: "to heat the greenhouse" });
    expect(idsOf("reason-for-use", "2026-03-31", { installedProducts: [known] })).toEqual([]);
  });
});

describe("points-expiring", () => {
  it("F07: reminds 30, 7 and 1 days before points expire [S1-25]", () => {
    const points = [earn("e1", "2022-12-04", "120", "2023-12-04")];
    const decision = only(runOf("points-expiring", "2023-11-04", { points }));
    expect(decision).toMatchObject({
      id: "points-expiring|c1|lots:2023-12-04@-30d",
      cell: "customer.recommend",
      purpose: "service",
      audience: "customer",
      verdict: "send",
      dueOn: "2023-11-04",
      expiresAt: "2023-11-27T00:00:00Z",
      message: "120 points of Mei Lin expire on 2023-12-04.",
      evidence: [
        {
          label: "points left of those earned on 2022-12-04",
          value: "120",
          asOf: "2023-11-04",
          source: "points-entry:e1",
        },
      ],
    });
    const days = [
      "2023-11-03",
      "2023-11-26",
      "2023-11-27",
      "2023-12-02",
      "2023-12-03",
      "2023-12-04",
    ] as const;
    expect(
      days.map((day) => idsOf("points-expiring", day, { points }).map((id) => id.split("@")[1])),
    ).toEqual([[], ["-30d"], ["-7d"], ["-7d"], ["-1d"], []]);
  });

  it("F10: names what is left, and is silent when nothing is left", () => {
    const points = [earn("e1", "2025-03-01", "300", "2026-03-01"), redeem("r1", "2025-05-01", "200")];
    expect(only(runOf("points-expiring", "2026-02-22", { points })).message).toBe(
      "100 points of Mei Lin expire on 2026-03-01.",
    );
    const spent = [...points, redeem("r2", "2025-06-01", "100")];
    expect(idsOf("points-expiring", "2026-02-22", { points: spent })).toEqual([]);
  });

  it("F09: a new day of expiry makes new reminders", () => {
    const on = (expiresOn: PlainDate) =>
      idsOf("points-expiring", "2026-02-22", { points: [earn("e1", "2025-03-01", "5", expiresOn)] });
    expect(on("2026-03-24")).toEqual(["points-expiring|c1|lots:2026-03-24@-30d"]);
    expect(on("2026-03-01")).toEqual(["points-expiring|c1|lots:2026-03-01@-7d"]);
  });

  it("speaks once of all lots that expire on one day", () => {
    const points = [
      earn("e1", "2025-01-01", "1.5", "2026-01-01"),
      earn("e2", "2025-02-01", "2", "2026-01-01"),
      earn("e3", "2025-02-01", "9", "2026-01-02"),
    ];
    const run = runOf("points-expiring", "2025-12-02", { points });
    expect(only(run).message).toBe("3.5 points of Mei Lin expire on 2026-01-01.");
    expect(only(run).evidence.map((one) => one.value)).toEqual(["1.5", "2.0"]);
  });
});

describe("three-contacts", () => {
  const party = { schemaVersion: 1, kind: "organisation", id: "c1", name: "Acme Ltd" } as const;
  const source = { method: "stated", observedOn: "2026-01-01" } as const;
  const affiliations = (...people: string[]) =>
    people.map(
      (personId, i) => ({ schemaVersion: 1, id: `a${i}`, personId, organisationId: "c1", source }) as const,
    );

  it("asks each month for three contacts of a wanted account until they are known [S4-44]", () => {
    const wanted = [
      { schemaVersion: 1, id: "w1", organisationId: "c1", year: 2026, rank: 1, requiredContacts: 3 } as const,
    ];
    const decision = only(
      runOf("three-contacts", "2026-11-10", { party, wanted, affiliations: affiliations("p1", "p1") }),
    );
    expect(decision).toMatchObject({
      id: "three-contacts|c1|contacts:2026-11",
      cell: "customer.recommend",
      purpose: "internal",
      audience: "owner",
      verdict: "send",
      dueOn: "2026-11-01",
      expiresAt: "2026-12-01T00:00:00Z",
      message: "Record at least 3 contacts at Acme Ltd: 1 is known.",
      question: "Who else with you should we know?",
      evidence: [
        { label: "contacts known by name", value: 1, asOf: "2026-11-10", source: "affiliations:c1" },
      ],
    });
    const all = affiliations("p1", "p2", "p3");
    expect(idsOf("three-contacts", "2026-11-10", { party, wanted, affiliations: all })).toEqual([]);
    expect(idsOf("three-contacts", "2026-11-10", { party, wanted })).toEqual([]);
    expect(idsOf("three-contacts", "2026-11-10", { party, affiliations: affiliations("p1") })).toEqual([]);
    expect(idsOf("three-contacts", "2026-11-10", { wanted, affiliations: affiliations("p1") })).toEqual([]);
  });
});

describe("segment-shift", () => {
  const shift = (asOf: PlainDate, direction: string, rest = {}) =>
    insight(
      "rfm.segment-changed",
      asOf,
      { from: "Champions", to: "At risk", since: "2026-08-24", direction },
      rest,
    );

  it("tells the owner of a fall as soon as the analysis finds it [S1-30]", () => {
    const found = shift("2026-11-22", "down", { strength: 0.75 });
    const decision = only(runOf("segment-shift", "2026-11-22", { insights: [found] }));
    expect(decision).toMatchObject({
      id: "segment-shift|c1|insight:rfm.segment-changed:Champions>At risk@2026-Q4",
      cell: "product.trend",
      purpose: "internal",
      audience: "owner",
      verdict: "send",
      dueOn: "2026-11-22",
      score: 60,
      message: "Mei Lin fell from Champions to At risk since 2026-08-24: find out why.",
      evidence: found.evidence,
    });
  });

  it("is about important customers and falls, and only while it is news", () => {
    const found = shift("2026-11-22", "down");
    const on = (dossier: Partial<Dossier>, day: PlainDate = "2026-11-22") =>
      idsOf("segment-shift", day, dossier);
    expect(on({ insights: [found], snapshot: snapshot("B") }).length).toBe(1);
    expect(on({ insights: [found], snapshot: snapshot("C") })).toEqual([]);
    expect(on({ insights: [shift("2026-11-22", "up")] })).toEqual([]);
    expect(on({ insights: [{ ...found, subjectId: "c2" }] })).toEqual([]);
    expect(on({ insights: [found] }, "2026-11-29").length).toBe(1);
    expect(on({ insights: [found] }, "2026-11-30")).toEqual([]);
    expect(on({ insights: [found] }, "2026-11-21")).toEqual([]);
    const later = insight("rfm.segment-changed", "2026-11-23", { ...found.payload, to: "Lost" });
    expect(on({ insights: [found, later] })[0]).toContain("Champions>At risk");
  });

  it("does not tell the same fall again, whatever the day and the quarter", () => {
    const first = runOf("segment-shift", "2026-12-01", { insights: [shift("2026-12-01", "down")] });
    const again = (asOf: PlainDate, insights = [shift(asOf, "down")]) =>
      runFor(
        { insights },
        {
          asOf: `${asOf}T06:00:00Z`,
          history: first.decisions,
          rules: builtInRules.filter((rule) => rule.id === "segment-shift"),
        },
      );
    expect(only(again("2026-12-02")).reasons.map((reason) => reason.code)).toEqual(["already-decided"]);
    // The same fall in the next quarter, while the analysis still sees it.
    const later = only(again("2027-02-20"));
    expect(later.verdict).toBe("suppress");
    expect(later.reasons).toMatchObject([{ code: "cooldown", until: "2027-03-11T09:00:00Z" }]);
    // Another fall is news at once, and the same one is news again when it happens anew.
    const another = insight("rfm.segment-changed", "2027-02-20", {
      from: "At risk",
      to: "Lost",
      since: "2026-11-22",
      direction: "down",
    });
    expect(only(again("2027-02-20", [another])).verdict).toBe("send");
    expect(only(again("2027-03-12")).verdict).toBe("send");
  });
});

describe("long-silence", () => {
  const silent = (asOf: PlainDate, daysSilent: number) =>
    insight("rfm.silent", asOf, { daysSilent, usualGapDays: 41, share: 0.95, gaps: 12 });

  it("tells the owner that a customer is silent for longer than the own habit explains [S1-30]", () => {
    const decision = only(runOf("long-silence", "2026-11-22", { insights: [silent("2026-11-22", 80)] }));
    expect(decision).toMatchObject({
      id: "long-silence|c1|insight:rfm.silent:2026-09-03",
      cell: "product.trend",
      purpose: "internal",
      audience: "owner",
      verdict: "send",
      message:
        "Mei Lin has been silent for 80 days, since 2026-09-03: 95 % of 12 earlier gaps were at most 41 days.",
      evidence: [{ label: "what was found", value: "something", asOf: "2026-11-22", source: "analysis" }],
    });
  });

  it("is one task for one silence, however many days the analysis repeats it", () => {
    const first = runOf("long-silence", "2026-11-22", { insights: [silent("2026-11-22", 80)] });
    const insights = [silent("2026-11-22", 80), silent("2026-12-22", 110)];
    const second = runFor({ insights }, { asOf: "2026-12-22T06:00:00Z", history: first.decisions });
    expect(second.decisions.map((one) => [one.id, one.verdict])).toEqual([
      ["long-silence|c1|insight:rfm.silent:2026-09-03", "suppress"],
    ]);
  });
});

describe("tier-moved", () => {
  const move = (from: string, to: string, direction: string, rest = {}) =>
    insight("migration.tier-moved", "2026-11-22", {
      from,
      to,
      direction,
      periodFrom: "2025-11-22",
      periodTo: "2026-11-22",
      ...rest,
    });

  it("tells the owner of a move to another value tier", () => {
    const found = move("A", "B", "down", { probabilityDown: 0.42 });
    const decision = only(runOf("tier-moved", "2026-11-22", { insights: [found] }));
    expect(decision).toMatchObject({
      id: "tier-moved|c1|insight:migration.tier-moved:A>B@2026",
      cell: "customer.trend",
      purpose: "internal",
      audience: "owner",
      verdict: "send",
      message:
        "Mei Lin moved down from A to B between 2025-11-22 and 2026-11-22; of the customers in B, 42 % move down within a period.",
      evidence: found.evidence,
    });
  });

  it("is silent about class-C customers who slip and about small rises", () => {
    const told = (from: string, to: string, direction: string) =>
      runOf("tier-moved", "2026-11-22", { insights: [move(from, to, direction)] }).decisions.length;
    expect([told("C", "inactive", "down"), told("C", "B", "up")]).toEqual([0, 0]);
    expect([told("B", "inactive", "down"), told("B", "A", "up")]).toEqual([1, 1]);
  });
});

describe("narrow-range", () => {
  const found = insight("value.narrow-range", "2026-11-22", {
    categories: 1,
    amount: "1234.50",
    currency: "GBP",
  });

  it("proposes another category to a customer who buys from one, if that is allowed [S4-50]", () => {
    const decision = only(runOf("narrow-range", "2026-11-22", { insights: [found], consents: granted }));
    expect(decision).toMatchObject({
      id: "narrow-range|c1|insight:value.narrow-range@2026-Q4",
      cell: "product.recommend",
      purpose: "promotional",
      audience: "customer",
      verdict: "send",
      channel: "email",
      message: "Mei Lin bought for GBP 1234.50 in 1 category only: propose a trial of another.",
      question: "Which of our other products would interest you?",
      evidence: found.evidence,
    });
    const refused = only(
      runOf("narrow-range", "2026-11-22", {
        insights: [found],
        consents: [consent("promotional", "email", "withdrawn")],
      }),
    );
    expect(refused.reasons.map((reason) => reason.code)).toEqual(["no-consent"]);
  });
});
