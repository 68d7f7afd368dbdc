import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { InvalidDataError } from "../../src/issues/index.ts";
import {
  type AttributeInput,
  type AttributeValue,
  builtInAttributes,
  createAttributeCatalogue,
  type Fact,
  type FactDetails,
  isKnownAt,
  isValidOn,
  knowledgeAreas,
  validOn,
} from "../../src/model/index.ts";
import { factsOn } from "./_keep.ts";

const told: FactDetails = {
  id: "f1",
  subjectId: "ada",
  provenance: { method: "stated", channel: "phone" },
  observedAt: "2026-03-01T10:00:00Z",
};
const catalogue = builtInAttributes.extend({
  "holiday.plan": {
    area: "personal",
    subjects: ["person"],
    label: "plan for the next holiday",
    schema: z.strictObject({ place: z.string(), month: z.int().min(1).max(12), nights: z.int().default(7) }),
    personalData: "user.location",
    sensitivity: "private",
    weight: 2,
    halfLifeDays: 90,
    questions: { en: "Where to?", "zh-Hant": "去哪裡?" },
  },
});

function issuesOf(read: () => unknown): { path: string; value: unknown; expected: string }[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    return error.issues.map(({ path, value, expected }) => ({ path: path.join("."), value, expected }));
  }
}

describe("a catalogue of attributes", () => {
  it("knows the type of every value, of one's own attributes too", () => {
    const fact = catalogue.fact("holiday.plan", { place: "Madeira", month: 5 }, told);
    expectTypeOf(fact.value).toEqualTypeOf<{ place: string; month: number; nights: number }>();
    expectTypeOf<AttributeValue<typeof catalogue, "business.employees">>().toEqualTypeOf<number>();
    expectTypeOf(catalogue.fact<"likes.food">)
      .parameter(1)
      .toEqualTypeOf<string>();
    // @ts-expect-error: no such attribute
    expect(() => catalogue.fact("holiday.plam", { place: "Madeira", month: 5 }, told)).toThrow(
      "holiday.plam",
    );
    // @ts-expect-error: a month is a number
    expect(() => catalogue.fact("holiday.plan", { place: "Madeira", month: "May" }, told)).toThrow(
      "value.month",
    );
    expect(fact).toEqual({
      schemaVersion: 1,
      ...told,
      attribute: "holiday.plan",
      value: { place: "Madeira", month: 5, nights: 7 },
      confidence: 1,
      recordedAt: told.observedAt,
    });
    expect(Object.isFrozen(fact)).toBe(true);
  });

  it("reads a stored fact back with its type", () => {
    const stored: unknown = JSON.parse(
      JSON.stringify(catalogue.fact("likes.sport", { sport: "rowing" }, told)),
    );
    const fact = catalogue.parseFact(stored);
    expect(catalogue.isFactOf(fact, "likes.food")).toBe(false);
    if (!catalogue.isFactOf(fact, "likes.sport")) throw new Error("unreachable");
    expectTypeOf(fact.value.level).toEqualTypeOf<"watches" | "plays" | "competes" | undefined>();
    expect(fact.value.sport).toBe("rowing");
  });

  it("fills in defaults: single, weight 1, ageless, ordinary, seen by all, kept unless personal", () => {
    const plain = createAttributeCatalogue({
      "shop.size": { area: "background", subjects: ["organisation"], label: "size", schema: z.number() },
    });
    expect(plain.find("shop.size")).toEqual({
      key: "shop.size",
      area: "background",
      subjects: ["organisation"],
      label: "size",
      schema: expect.anything(),
      cardinality: "single",
      weight: 1,
      sensitivity: "ordinary",
      erasure: "keep",
      questions: {},
      audiences: ["staff", "executive", "customer"],
    });
    expect(catalogue.find("holiday.plan")).toMatchObject({
      erasure: "delete",
      audiences: ["staff"],
      weight: 2,
    });
    expect(builtInAttributes.find("holiday.plan")).toBeUndefined();
    expect(builtInAttributes.find("constructor")).toBeUndefined();
    expect(Object.isFrozen(plain.find("shop.size"))).toBe(true);
  });

  it("covers every area, asks only for what may be asked, and deletes or generalises what is personal", () => {
    const definitions = builtInAttributes.keys.map((key) => builtInAttributes.find(key)!);
    expect(new Set(definitions.map((one) => one.area))).toEqual(new Set(Object.keys(knowledgeAreas)));
    for (const one of definitions) {
      if (one.sensitivity === "special") expect([one.key, one.questions]).toEqual([one.key, {}]);
      if (one.personalData !== undefined) expect([one.key, one.erasure]).toEqual([one.key, "delete"]);
      if (one.subjects.includes("person") && one.area === "personal") expect(one.personalData).toBeDefined();
      for (const text of Object.values(one.questions)) expect(text).toMatch(/[?？.]$/);
    }
    expect(definitions.filter((one) => one.questions["en"] !== undefined).length).toBeGreaterThan(30);
  });

  it("generalises revenue to its first digit", () => {
    const generalise = builtInAttributes.definitions["business.revenue"].generalise!;
    expect(generalise({ amount: "12345678.90", currency: "EUR", year: 2025 })).toEqual({
      amount: "10000000",
      currency: "EUR",
      year: 2025,
    });
    expect(generalise({ amount: "0.00", currency: "EUR" })).toEqual({ amount: "0", currency: "EUR" });
  });

  it.each([
    ["the key must be words joined by dots", { key: "Likes food" }],
    ["the key must be words joined by dots", { key: "__proto__x" }],
    ["area must be an area of knowledge", { area: "constructor" }],
    ["subjects must be kinds of party, at least one", { subjects: [] }],
    ["subjects must be kinds of party, at least one", { subjects: ["robot"] }],
    ["label must have words", { label: "" }],
    ["schema must be a zod schema", { schema: {} }],
    ["cardinality must be single or many", { cardinality: "one" }],
    ["weight must be a number from 0", { weight: -1 }],
    ["weight must be a number from 0", { weight: Number.NaN }],
    ["halfLifeDays must be a number above 0", { halfLifeDays: 0 }],
    ["sensitivity must be ordinary, private or special", { sensitivity: "secret" }],
    ["personalData must be a category of personal data", { personalData: "user.shoe" }],
    ["personalData must be given for what is private or special", { sensitivity: "private" }],
    ["erasure must be delete, blank, generalise or keep", { erasure: "burn" }],
    ["generalise must be given with erasure generalise, and with it alone", { erasure: "generalise" }],
    ["audiences must be staff, executive or customer", { audiences: ["press"] }],
    ["questions must be texts by language tag", { questions: { english: "What?" } }],
    ["questions must be texts by language tag", { questions: { en: "" } }],
  ])(
    "refuses an attribute: %s",
    (message, { key = "own.key", ...rest }: { key?: string } & Record<string, unknown>) => {
      const input = { area: "need", subjects: ["person"], label: "own", schema: z.string(), ...rest };
      expect(() => createAttributeCatalogue({ [key]: input as AttributeInput })).toThrow(
        new RegExp(`^Cannot define attribute .*: ${message}, got `),
      );
    },
  );

  it("refuses to redefine an attribute", () => {
    expect(() => catalogue.extend({ "likes.food": catalogue.definitions["likes.food"] })).toThrow(
      'Cannot extend attributes: "likes.food" must be a new key, and it is there already',
    );
  });
});

describe("a fact", () => {
  const good = { ...builtInAttributes.fact("likes.food", "dumplings", told) } as Record<string, unknown>;

  it.each([
    [
      "verified before observed",
      { verifiedAt: "2026-03-01T09:59:59Z" },
      "verifiedAt",
      "must not be before observedAt",
    ],
    [
      "checked before observed",
      { checkedAt: "2026-02-01T10:00:00Z" },
      "checkedAt",
      "must not be before observedAt",
    ],
    [
      "verified after it was last checked",
      { checkedAt: "2026-03-02T10:00:00Z", verifiedAt: "2026-03-03T10:00:00Z" },
      "checkedAt",
      "must not be before verifiedAt: what was verified was checked",
    ],
    [
      "an empty period",
      { validFrom: "2026-03-01", validTo: "2026-03-01" },
      "validTo",
      "must be after validFrom",
    ],
    [
      "retracted before recorded",
      { retractedAt: "2026-02-01T00:00:00Z" },
      "retractedAt",
      "must not be before recordedAt",
    ],
    [
      "31 April",
      { validFrom: "2026-04-31" },
      "validFrom",
      "must be an existing calendar day written YYYY-MM-DD",
    ],
    [
      "the year 0",
      { validFrom: "0000-01-01" },
      "validFrom",
      "must be an existing calendar day written YYYY-MM-DD",
    ],
    [
      "the year 10000",
      { validTo: "10000-01-01" },
      "validTo",
      "must be an existing calendar day written YYYY-MM-DD",
    ],
    [
      "an instant of the year 0",
      { observedAt: "0000-03-01T10:00:00Z" },
      "observedAt",
      "must lie in the years 0001 to 9999",
    ],
    [
      "an instant of the year 10000",
      { observedAt: "+10000-03-01T10:00:00Z" },
      "observedAt",
      "must be a UTC instant such as 2026-11-22T09:00:00Z",
    ],
    ["an unknown attribute", { attribute: "likes.fod" }, "attribute", "an attribute of the catalogue"],
    [
      "an attribute that is no key",
      { attribute: "__proto__" },
      "attribute",
      "must be an attribute key such as likes.food",
    ],
    [
      "an attribute of every object",
      { attribute: "constructor" },
      "attribute",
      "an attribute of the catalogue",
    ],
    ["a lone surrogate", { value: "a\udc00" }, "value", "must be well-formed Unicode without U+0000"],
    ["U+0000", { value: "a\u0000" }, "value", "must be well-formed Unicode without U+0000"],
    ["a value of another type", { value: 7 }, "value", "Invalid input: expected string, received number"],
    ["a value that is missing", { value: undefined }, "value", "must be a JSON value"],
    ["more than certainty", { confidence: 1.5 }, "confidence", "Too big: expected number to be <=1"],
    ["no provenance", { provenance: {} }, "provenance.method", expect.stringContaining("Invalid option")],
    [
      "an unknown channel",
      { provenance: { method: "stated", channel: "drum" } },
      "provenance.channel",
      expect.any(String),
    ],
    [
      "a foreign field",
      { colour: "red" },
      "colour",
      expect.stringContaining("must be a field of the record"),
    ],
  ])("is refused for %s, with path, value and expectation", (_, change, path, expected) => {
    const record: unknown = { ...good, ...change };
    const value = path
      .split(".")
      .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], record);
    expect(issuesOf(() => builtInAttributes.parseFact(record))[0]).toEqual({ path, value, expected });
  });

  it("is refused for the key __proto__, at its top and in its value", () => {
    const top = JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(good).slice(1)}`) as unknown;
    expect(issuesOf(() => builtInAttributes.parseFact(top))).toEqual([
      {
        path: "__proto__",
        value: { x: 1 },
        expected: expect.stringContaining("must be a field of the record"),
      },
    ]);
    const inside = { ...good, value: JSON.parse('{"__proto__":{"x":1}}') as unknown };
    expect(issuesOf(() => builtInAttributes.parseFact(inside))[0]).toEqual({
      path: "value.__proto__",
      value: { x: 1 },
      expected: "must have another key than __proto__",
    });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it("shows all that is wrong at once, of the record and of its value", () => {
    const issues = issuesOf(() =>
      catalogue.parseFact({
        ...good,
        attribute: "holiday.plan",
        value: { place: 1, month: 13 },
        confidence: 2,
        observedAt: "soon",
      }),
    );
    expect(issues.map((issue) => issue.path)).toEqual([
      "confidence",
      "observedAt",
      "value.place",
      "value.month",
    ]);
  });

  it("has one currency in a value, as the attribute says", () => {
    expect(
      issuesOf(() =>
        builtInAttributes.parseFact({
          ...good,
          attribute: "project.budget",
          value: { amount: "5", currency: "eur" },
        }),
      ),
    ).toEqual([{ path: "value.currency", value: "eur", expected: "must be an ISO 4217 code such as GBP" }]);
  });

  it("is refused when the schema of its attribute makes something of the value that no store can hold", () => {
    const dates = createAttributeCatalogue({
      "own.day": { area: "need", subjects: ["person"], label: "day", schema: z.coerce.date() },
    });
    expect(() => dates.fact("own.day", "2026-03-01", told)).toThrow("value: must be a plain JSON value");
  });

  it("keeps the user's own fields through a round trip", () => {
    const fact = builtInAttributes.fact("likes.food", "dumplings", {
      ...told,
      custom: { by: ["hand"], n: 0 },
    });
    expect(builtInAttributes.parseFact(JSON.parse(JSON.stringify(fact)))).toEqual(fact);
  });

  it("is set aside in a batch with its row, and none is lost", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("good", "value", "shape"), { maxLength: 20 }), (kinds) => {
        const values = kinds.map((kind, at) => ({
          ...good,
          id: `f${at}`,
          value: kind === "value" ? 3 : "rice",
          confidence: kind === "shape" ? -1 : 1,
        }));
        const checked = builtInAttributes.checkFacts(values);
        expect(checked.records.map((fact) => fact.id)).toEqual(
          values.filter((_, at) => kinds[at] === "good").map((fact) => fact.id),
        );
        expect(checked.issues.map((issue) => [issue.row, issue.path])).toEqual(
          kinds.flatMap((kind, at) =>
            kind === "good" ? [] : [[at, [kind === "value" ? "value" : "confidence"]]],
          ),
        );
        expect(checked.rejected).toBe(checked.issues.length);
      }),
    );
  });

  it("does not change what it was made from", () => {
    const value = Object.freeze({ place: "Madeira", month: 5 });
    const input = Object.freeze({ ...good, attribute: "holiday.plan", value });
    expect(catalogue.parseFact(input).value).toEqual({ ...value, nights: 7 });
    expect(input.value).toBe(value);
  });
});

describe("the two times of a fact", () => {
  const fact = (id: string, more: Partial<Fact>): Fact => ({
    ...builtInAttributes.fact("person.profession", id, { ...told, id }),
    ...more,
  });

  it("are half-open, and open where nothing is said", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 45 }),
        (a, n, at) => {
          const day = (k: number) => new Date(Date.UTC(2026, 0, 1 + k)).toISOString();
          const [from, to, now] = [day(a), day(a + n), day(at)];
          const inside = a <= at && at < a + n;
          expect(isKnownAt({ recordedAt: from, retractedAt: to }, now)).toBe(inside);
          expect(
            isValidOn(
              { validFrom: from.slice(0, 10) as never, validTo: to.slice(0, 10) as never },
              now.slice(0, 10) as never,
            ),
          ).toBe(inside);
          expect(isKnownAt({ recordedAt: from }, now)).toBe(a <= at);
          expect(isValidOn({ validTo: to.slice(0, 10) as never }, now.slice(0, 10) as never)).toBe(
            at < a + n,
          );
        },
      ),
    );
  });

  it("compare instants by their moment and not by their text", () => {
    expect(isKnownAt({ recordedAt: "2026-01-01T00:00:00Z" }, "2026-01-01T00:00:00.5Z")).toBe(true);
    expect(isKnownAt({ recordedAt: "2026-01-01T00:00:00.5Z" }, "2026-01-01T00:00:00Z")).toBe(false);
  });

  it("tell what we knew then from what was true then", async () => {
    const facts = [
      fact("teacher", {
        validFrom: "2020-01-01",
        recordedAt: "2020-02-01T00:00:00Z",
        retractedAt: "2026-05-01T00:00:00Z",
      }),
      fact("teacher-until-2024", {
        validFrom: "2020-01-01",
        validTo: "2024-01-01",
        recordedAt: "2026-05-01T00:00:00Z",
        supersedesId: "teacher",
      }),
      fact("author", { validFrom: "2024-01-01", recordedAt: "2026-05-01T00:00:00Z" }),
    ];
    const ids = async (...when: Parameters<typeof factsOn> extends [unknown, ...infer R] ? R : never) =>
      (await factsOn(facts, ...when)).map(({ id }) => id);
    expect(await ids("2025-01-01", "2026-04-30T00:00:00Z")).toEqual(["teacher"]);
    expect(await ids("2025-01-01", "2026-05-01T00:00:00Z")).toEqual(["author"]);
    expect(await ids("2023-12-31", "2026-05-01T00:00:00Z")).toEqual(["teacher-until-2024"]);
  });

  it("refuse a day that is none", () => {
    expect(() => validOn([{}], "2026-02-30" as never)).toThrow(RangeError);
    expect(() => isValidOn({}, "soon" as never)).toThrow(RangeError);
  });
});
