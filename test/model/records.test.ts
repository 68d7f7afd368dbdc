import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { InvalidDataError } from "../../src/issues/index.ts";
import * as model from "../../src/model/index.ts";
import {
  affiliationSchema,
  checkRecords,
  consentSchema,
  importantDateSchema,
  insightSchema,
  installedProductSchema,
  interactionSchema,
  isInsightOf,
  orderLineSchema,
  parseRecord,
  partySchema,
  pointsEntrySchema,
  productSchema,
} from "../../src/model/index.ts";

const source = { method: "stated", channel: "phone", observedOn: "2026-03-01" } as const;
const person = {
  schemaVersion: 1,
  kind: "person",
  id: "p1",
  name: "Mei Lin 林美",
  timeZone: "Asia/Taipei",
} as const;
const birthday = {
  schemaVersion: 1,
  id: "d1",
  partyId: "p1",
  kind: "birthday",
  date: { calendar: "gregorian", month: 2, day: 29 },
  source,
} as const;
const line = {
  schemaVersion: 1,
  id: "l1",
  orderId: "o1",
  customerId: "p1",
  orderedOn: "2026-05-30",
  amount: "-12.50",
  currency: "GBP",
} as const;
const installed = {
  schemaVersion: 1,
  id: "i1",
  ownerId: "p1",
  productId: "kettle",
  productName: "Kettle",
  installedOn: "2026-01-10",
  serviceIntervalMonths: 12,
  lastServicedOn: "2026-01-10",
  reasonForUse: "tea for the office",
  source,
} as const;
const earned = {
  schemaVersion: 1,
  id: "e1",
  customerId: "p1",
  on: "2026-01-01",
  kind: "earn",
  points: "12.5",
  expiresOn: "2027-01-01",
} as const;

function problemsOf(schema: z.ZodType, value: unknown): (string | undefined)[] {
  try {
    parseRecord(schema, value);
    return [];
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.expected}`);
  }
}

describe("records", () => {
  it("keep a year-less 29 February as it was told, with source, channel and day [S0-106] [S0-3]", () => {
    const kept = parseRecord(importantDateSchema, birthday);
    expect(kept).toEqual(birthday);
    expect(kept.source).toEqual({ method: "stated", channel: "phone", observedOn: "2026-03-01" });
  });

  it("keep a lunar date with its leap month", () => {
    const date = { calendar: "chinese", year: 1987, month: 6, day: 5, leapMonth: true } as const;
    expect(parseRecord(importantDateSchema, { ...birthday, date }).date).toEqual(date);
  });

  it("keep an installed product with the reason for its use and its service interval [S1-18] [S1-11]", () => {
    expect(parseRecord(installedProductSchema, installed)).toEqual(installed);
  });

  it("hold a person's level and function on the relation to the organisation [S0-53] [S0-54] [S0-55] [S0-56] [S0-57] [S0-58]", () => {
    for (const level of ["operational", "managerial", "decision"])
      for (const role of ["user", "technical", "finance"]) {
        const affiliation = {
          schemaVersion: 1,
          id: "a1",
          personId: "p1",
          organisationId: "o1",
          level,
          function: role,
          source,
        };
        expect(parseRecord(affiliationSchema, affiliation)).toMatchObject({ level, function: role });
      }
  });

  it.each([
    [
      "31 April",
      importantDateSchema,
      { ...birthday, date: { calendar: "gregorian", month: 4, day: 31 } },
      "date.day: must be at most 30 in month 4",
    ],
    [
      "29 February 2026",
      importantDateSchema,
      { ...birthday, date: { calendar: "gregorian", year: 2026, month: 2, day: 29 } },
      "date.day: must be at most 28 in month 2",
    ],
    [
      "lunar day 31",
      importantDateSchema,
      { ...birthday, date: { calendar: "chinese", month: 1, day: 31 } },
      "date.day: must be at most 30: a lunar month has 29 or 30 days",
    ],
    [
      "a Gregorian leap month",
      importantDateSchema,
      { ...birthday, date: { ...birthday.date, leapMonth: true } },
      "date.day: must not be in a leap month: only the Chinese calendar has them",
    ],
    [
      "an amount with an exponent",
      orderLineSchema,
      { ...line, amount: "1e5" },
      "amount: must be a plain decimal number such as 12.50",
    ],
    [
      "an amount as a number",
      orderLineSchema,
      { ...line, amount: 12.5 },
      "amount: Invalid input: expected string, received number",
    ],
    [
      "a day that does not exist",
      orderLineSchema,
      { ...line, orderedOn: "2026-02-30" },
      "orderedOn: must be an existing calendar day written YYYY-MM-DD",
    ],
    [
      "a currency in lower case",
      orderLineSchema,
      { ...line, currency: "gbp" },
      "currency: must be an ISO 4217 code such as GBP",
    ],
    [
      "U+0000",
      partySchema,
      { ...person, name: "a\u0000b" },
      "name: must be well-formed Unicode without U+0000",
    ],
    [
      "a lone surrogate",
      partySchema,
      { ...person, name: "a\ud800" },
      "name: must be well-formed Unicode without U+0000",
    ],
    [
      "an unknown zone",
      partySchema,
      { ...person, timeZone: "UTC2" },
      "timeZone: must be an IANA time zone such as Asia/Taipei",
    ],
    [
      "service before installation",
      installedProductSchema,
      { ...installed, lastServicedOn: "2025-12-31" },
      "lastServicedOn: must not be before installedOn",
    ],
    [
      "points that expire before they are earned",
      pointsEntrySchema,
      { ...earned, expiresOn: "2026-01-01" },
      "expiresOn: must be after the day on which the points were earned, and only earned points expire",
    ],
    ["zero points", pointsEntrySchema, { ...earned, points: "0.00" }, "points: must be greater than zero"],
    [
      "an instant without a zone",
      interactionSchema,
      {
        schemaVersion: 1,
        id: "x",
        partyId: "p1",
        occurredAt: "2026-01-01T10:00:00",
        channel: "phone",
        direction: "inbound",
        twoWay: true,
      },
      "occurredAt: must be a UTC instant such as 2026-11-22T09:00:00Z",
    ],
    [
      "consent for what needs none",
      consentSchema,
      {
        schemaVersion: 1,
        id: "c",
        partyId: "p1",
        purpose: "mandatory",
        channel: "email",
        status: "granted",
        effectiveFrom: "2026-01-01",
      },
      'purpose: Invalid option: expected one of "service"|"care"|"promotional"',
    ],
  ])("refuse %s with path, value and expectation", (_, schema, value, problem) => {
    expect(problemsOf(schema, value)).toEqual([problem]);
  });

  it("report every problem of a record at once", () => {
    const problems = problemsOf(orderLineSchema, { ...line, amount: "x", currency: "?", orderedOn: "soon" });
    expect(problems.map((problem) => problem?.split(":")[0])).toEqual(["orderedOn", "amount", "currency"]);
  });

  it("report a rule between fields beside other problems, but not of a field that is wrong itself", () => {
    const late = { ...installed, lastServicedOn: "2025-12-31" };
    expect(problemsOf(installedProductSchema, { ...late, productName: 7, quantity: "many" })).toEqual([
      "productName: Invalid input: expected string, received number",
      "quantity: must be a plain decimal number such as 12.50",
      "lastServicedOn: must not be before installedOn",
    ]);
    expect(problemsOf(installedProductSchema, { ...late, installedOn: "soon" })).toEqual([
      "installedOn: must be an existing calendar day written YYYY-MM-DD",
    ]);
    expect(problemsOf(installedProductSchema, "a text").length).toBe(1);
  });

  it("refuse what they do not know and reach no prototype", () => {
    const value: unknown = JSON.parse(
      '{"schemaVersion":1,"id":"p","name":"n","category":"c","consumable":true,"__proto__":{"x":1}}',
    );
    expect(problemsOf(productSchema, value).length).toBe(1);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("name the value that was refused, but never one inherited", () => {
    try {
      parseRecord(orderLineSchema, { ...line, currency: "euro" });
      expect.unreachable();
    } catch (error) {
      if (!InvalidDataError.is(error)) throw error;
      expect(error.issues[0]).toMatchObject({ path: ["currency"], value: "euro" });
    }
  });

  it("are set aside in a batch with their row, and none is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (good) => {
        const values = good.map((ok, at) => ({ ...line, id: `l${at}`, amount: ok ? "1" : "one" }));
        const checked = checkRecords(orderLineSchema, values);
        expect(checked.records.map((record) => record.id)).toEqual(
          values.filter((_, at) => good[at]).map((v) => v.id),
        );
        expect(checked.rejected).toBe(good.filter((ok) => !ok).length);
        expect(checked.issues.map((issue) => issue.row)).toEqual(good.flatMap((ok, at) => (ok ? [] : [at])));
      }),
    );
  });
});

describe("insights", () => {
  const silent = {
    schemaVersion: 1,
    id: "rfm.silent:p1:2026-06-15",
    kind: "rfm.silent",
    subjectId: "p1",
    asOf: "2026-06-15",
    strength: 0.9,
    evidence: [{ label: "days since the last order", value: 80, asOf: "2026-06-15", source: "rfm" }],
    payload: { daysSilent: 80, usualGapDays: 41, share: 0.95, gaps: 12 },
  };

  it("have the payload of their kind", () => {
    const insight = parseRecord(insightSchema, silent);
    expect(isInsightOf(insight, "rfm.silent") && insight.payload.gaps).toBe(12);
    expect(problemsOf(insightSchema, { ...silent, payload: { ...silent.payload, gaps: 0 } })).toEqual([
      "payload.gaps: Too small: expected number to be >=1",
    ]);
  });

  it("of a team's own kind pass with any JSON payload", () => {
    const own = { ...silent, kind: "acme.moved-house", payload: { to: ["Leeds", null, 3] } };
    expect(parseRecord(insightSchema, own)).toEqual(own);
    expect(problemsOf(insightSchema, { ...own, kind: "constructor" })).toEqual([]);
  });

  it("need evidence", () => {
    expect(problemsOf(insightSchema, { ...silent, evidence: [] }).length).toBe(1);
  });

  it("round-trip through JSON unchanged", () => {
    const insight = parseRecord(insightSchema, silent);
    expect(parseRecord(insightSchema, JSON.parse(JSON.stringify(insight)))).toEqual(insight);
  });
});

describe("schemas", () => {
  it("all export as JSON Schema, dates as dates", () => {
    const all = Object.entries(model).filter(
      ([name, it]) => name.endsWith("Schema") && typeof it === "object",
    );
    expect(all.length).toBeGreaterThan(40);
    for (const [, schema] of all) expect(z.toJSONSchema(schema as z.ZodType)).toHaveProperty("$schema");
    expect(z.toJSONSchema(orderLineSchema).properties?.["orderedOn"]).toEqual({
      type: "string",
      format: "date",
    });
    expect(z.toJSONSchema(productSchema).required).toEqual([
      "schemaVersion",
      "id",
      "name",
      "category",
      "consumable",
    ]);
  });
});
