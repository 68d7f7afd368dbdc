import type { ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import {
  builtInAttributes,
  checkRecords,
  exportOpenApiSchemas,
  exportSchema,
  type JsonValue,
  listPersonalFields,
  parseRecord,
  personalDataCategories,
  type RecordName,
  recordKinds,
} from "../../src/model/index.ts";
import { collections, createMemoryStore } from "../../src/repositories/index.ts";
import { samples, variants } from "./_samples.ts";

const names = Object.keys(recordKinds) as RecordName[];
const all: readonly (readonly [RecordName, object])[] = [
  ...names.map((name) => [name, samples[name]] as const),
  ...variants,
];

/** OpenAPI 3.0 is JSON Schema draft 4 with its own few words. */
const dialects = {
  "draft-2020-12": new Ajv2020.default({ strict: false, allErrors: true }),
  "openapi-3.0": new AjvDraft4.default({ strict: false, allErrors: true }),
} as const;
addFormats.default(dialects["draft-2020-12"]);
addFormats.default(dialects["openapi-3.0"]);

const compiled = new Map<string, ValidateFunction>();
/** The exported schema of a kind as a check, compiled once. */
function checkIn(target: keyof typeof dialects, name: RecordName): ValidateFunction {
  const key = `${target} ${name}`;
  const known = compiled.get(key) ?? dialects[target].compile(exportSchema(name, { target }));
  compiled.set(key, known);
  return known;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
}
const defOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

function* nodesOf(schema: z.ZodType, path: string): Iterable<readonly [string, z.ZodType]> {
  yield [path, schema];
  const { shape = {}, options = [], element, innerType } = defOf(schema);
  for (const [name, field] of Object.entries(shape)) yield* nodesOf(field, `${path}.${name}`);
  for (const option of options) yield* nodesOf(option, path);
  if (element !== undefined) yield* nodesOf(element, `${path}.*`);
  if (innerType !== undefined) yield* nodesOf(innerType, path);
}

describe("every kind of record", () => {
  it.each(all)("%s is read as it was written, through JSON and back", (name, sample) => {
    const { schema } = recordKinds[name];
    expect(parseRecord(schema, sample)).toEqual(sample);
    expect(parseRecord(schema, JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });

  it("has a sample with every field that it can have", () => {
    const missing = names.flatMap((name) => {
      const { options, shape = {} } = defOf(recordKinds[name].schema);
      return options !== undefined
        ? []
        : Object.keys(shape)
            .filter((field) => !all.some(([kind, sample]) => kind === name && field in sample))
            .map((field) => `${name}.${field}`);
    });
    expect(missing).toEqual([]);
  });

  it("states its version, and refuses another", () => {
    for (const [name, sample] of all)
      expect(
        checkRecords(recordKinds[name].schema, [{ ...sample, schemaVersion: 2 }]).issues[0],
      ).toMatchObject({
        path: ["schemaVersion"],
        value: 2,
      });
  });

  it("has a collection of its own, and as an event a subject and a moment that it bears", () => {
    const stored = new Set<unknown>(Object.values(collections).map(({ schema }) => schema));
    expect(names.filter((name) => !stored.has(recordKinds[name].schema))).toEqual([]);
    for (const one of Object.values(collections)) {
      if (one.kind !== "events") continue;
      const { shape = {} } = defOf(one.schema);
      expect([one.subject in shape, one.at in shape]).toEqual([true, true]);
    }
  });

  it("keeps the user's own fields in custom, and refuses them elsewhere by name", () => {
    for (const [name, sample] of all) {
      const { schema } = recordKinds[name];
      const custom = { "a field": [1, { deep: null }], über: "ü" };
      expect(parseRecord(schema, { ...sample, custom })).toMatchObject({ custom });
      expect(checkRecords(schema, [{ ...sample, favouriteColour: "red" }]).issues).toMatchObject([
        {
          code: "unrecognized-keys",
          path: ["favouriteColour"],
          value: "red",
          expected: "must be a field of the record: fields of your own belong in custom",
        },
      ]);
    }
  });

  it("keeps whatever JSON the user's own fields hold, through JSON and a store", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 8 })
      .filter((one) => !one.includes("\0") && one !== "__proto__");
    const json = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, json, { maxKeys: 4, noNullPrototype: true }), async (custom) => {
        const offer = { ...samples.Offer, custom };
        expect(parseRecord(recordKinds.Offer.schema, JSON.parse(JSON.stringify(offer)))).toEqual(offer);
        await using store = createMemoryStore();
        await store.offers.save(offer, { expected: "absent" });
        const { version: _first, ...kept } = (await store.offers.get(offer.id))!;
        expect(kept).toEqual(offer);
      }),
    );
  });

  it.each([
    [
      "a lone surrogate",
      { a: ["x\ud800"] },
      ["custom", "a", 0],
      "must be well-formed Unicode without U+0000",
    ],
    ["U+0000", { a: "\u0000" }, ["custom", "a"], "must be well-formed Unicode without U+0000"],
    ["NaN", { a: Number.NaN }, ["custom", "a"], "must be a finite number"],
    ["a date object", { a: new Date(0) }, ["custom", "a"], "must be a plain JSON value"],
    ["a function", { a: () => 1 }, ["custom", "a"], "must be a JSON value"],
    [
      "the key __proto__",
      JSON.parse('{"a":{"__proto__":{"x":1}}}') as object,
      ["custom", "a", "__proto__"],
      "must have another key than __proto__",
    ],
    ["a list", [], ["custom"], "must be an object"],
  ])("refuses %s in custom, with path, value and expectation", (_, custom, path, expected) => {
    const checked = checkRecords(recordKinds.Offer.schema, [{ ...samples.Offer, custom }]);
    expect(checked.issues).toMatchObject([{ path, expected }]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it("refuses what has no end", () => {
    const custom: Record<string, unknown> = {};
    custom["self"] = custom;
    expect(checkRecords(recordKinds.Offer.schema, [{ ...samples.Offer, custom }]).issues[0]?.expected).toBe(
      "must not be nested deeper than 32 levels",
    );
  });
});

describe("exported schemas", () => {
  it.each(Object.keys(dialects) as (keyof typeof dialects)[])(
    "accept in %s what the vocabulary accepts",
    (target) => {
      for (const [name, sample] of all) {
        const validate = checkIn(target, name);
        expect([name, validate(JSON.parse(JSON.stringify(sample))), validate.errors]).toEqual([
          name,
          true,
          null,
        ]);
      }
    },
  );

  it.each(Object.keys(dialects) as (keyof typeof dialects)[])(
    "refuse in %s a missing, a foreign and a mistyped field, as the vocabulary does",
    (target) => {
      for (const [name, sample] of all) {
        const validate = checkIn(target, name);
        const required = Object.entries(sample).filter(
          ([field]) => checkRecords(recordKinds[name].schema, [without(sample, field)]).rejected === 1,
        );
        expect(required.length).toBeGreaterThan(1);
        for (const [field] of required)
          expect([name, field, validate(without(sample, field))]).toEqual([name, field, isRule(name, field)]);
        for (const field of Object.keys(sample)) {
          const mistyped = { ...sample, [field]: field === "value" ? undefined : { not: "this" } };
          if (field === "custom" || field === "payload" || field === "value") continue;
          expect([name, field, validate(mistyped)]).toEqual([name, field, false]);
          expect(checkRecords(recordKinds[name].schema, [mistyped]).rejected).toBe(1);
        }
        expect(validate({ ...sample, favouriteColour: "red" })).toBe(false);
      }
    },
  );

  it("refuse texts and numbers that are out of shape, as the vocabulary does", () => {
    for (const [name, change] of [
      ["Party", { timeZone: 1 }],
      ["Product", { launchedOn: "2026-04-31" }],
      ["Interaction", { occurredAt: "0000-01-01T00:00:00Z" }],
      ["Interaction", { topic: "a\u0000" }],
      ["Fact", { confidence: 1.1 }],
      ["Fact", { attribute: "Likes food" }],
      ["OrderLine", { amount: "1e5" }],
      ["Benefit", { quota: { total: "-1", used: "0" } }],
      ["PointsEntry", { points: "0.00" }],
      ["IndustryProfile", { industryCode: "Z" }],
    ] as const) {
      const sample = { ...samples[name], ...change };
      expect(checkRecords(recordKinds[name].schema, [sample]).rejected).toBe(1);
      for (const target of ["draft-2020-12", "openapi-3.0"] as const) {
        const validate = checkIn(target, name);
        expect([name, change, target, validate(sample)]).toEqual([name, change, target, false]);
      }
    }
  });

  it("lose no check in silence: what they cannot say is named", () => {
    const silent = names.flatMap((name) =>
      [...nodesOf(recordKinds[name].schema, name)]
        .filter(([, node]) => defOf(node).checks?.some((check) => check._zod.def.check === "custom"))
        .filter(([, node]) => {
          const meta = node.meta() ?? {};
          return !("x-rules" in meta || "pattern" in meta || "format" in meta);
        })
        .map(([path]) => path),
    );
    expect(silent).toEqual([]);
  });

  it("make the components of one OpenAPI document, all of them", () => {
    const components = exportOpenApiSchemas();
    expect(Object.keys(components)).toEqual(names);
    expect(JSON.stringify(components)).not.toContain("$schema");
  });

  it("are refused for a kind that there is not", () => {
    expect(() => exportSchema("constructor" as never)).toThrow(
      'Cannot export schema: name must be a kind of record, got "constructor"',
    );
  });
});

describe("personal fields", () => {
  const fields = listPersonalFields();

  it("are listed with a category each, no field twice", () => {
    const keys = fields.map(
      ({ record, path, attribute }) => `${record} ${path.join(".")} ${attribute ?? ""}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { category } of fields) expect(personalDataCategories).toContain(category);
    expect(Object.isFrozen(fields)).toBe(true);
  });

  it("leave out no name, no number of a party, and none of a party's own words", () => {
    const marked = new Set(fields.map(({ record, path }) => `${record}.${path.join(".")}`));
    const covered = (path: string): boolean =>
      path.split(".").some((_, end, steps) => marked.has(steps.slice(0, end + 1).join(".")));
    const personal =
      /\.(name|text|note|need|summary|query|reasonForUse|reason|resolution|title|role|traits|value|(person|party|customer|staff|owner|referrer|referred|subject|survivor|reviewer|auditor|handler|approver|by|signedBy|reportsTo|from|to|counterpartPerson|withPerson|agreedWith|invitee|attendee|host|user|maintainer|buyer|endUser)Ids?)(\.\*)?$/;
    // Names and texts of products, plans and things, not of people.
    const impersonal = [
      /^(OrganisationUnit|Product|Opportunity|Offer|DocumentVersion|Contract|Programme|Engagement|Campaign|ExternalEvent|ChannelProfile)\.name$/,
      /\.(driver\.name|products\.\*\.name|steps\.\*\.name|indicators\.\*\.(name|value))$/,
      /^Opportunity\.(reason|participants\.\*\.role|bids\.\*\.reason)$/,
      /^(Party\.closed|WantedAccount|MergeRecord|ErasureRecord)\.reason$/,
      /^ErasureRecord\.(subjectId|keptFor\.\*\.reason)$/,
      /^(AccountPlan\.objectives\.\*\.text|AccountAssignment\.role|IndustryProfile\.summary|CostEntry\.note)$/,
      /^(Insight|CustomerSnapshot|ReminderDecision)\..*(value|text|reason)$/,
    ];
    const forgotten = names.flatMap((name) =>
      [...nodesOf(recordKinds[name].schema, name)]
        .filter(([, node]) => !["object", "array", "union", "optional"].includes(defOf(node).type))
        .map(([path]) => path)
        .filter((path) => personal.test(path) && !covered(path))
        .filter((path) => !impersonal.some((pattern) => pattern.test(path))),
    );
    expect([...new Set(forgotten)]).toEqual([]);
  });

  it("include the attributes of a catalogue, one's own too", () => {
    const catalogue = builtInAttributes.extend({
      "holiday.plan": {
        area: "personal",
        subjects: ["person"],
        label: "plan",
        schema: builtInAttributes.definitions["likes.food"].schema,
        personalData: "user.location",
      },
    });
    expect(listPersonalFields({ catalogue }).at(-1)).toEqual({
      record: "Fact",
      path: ["value"],
      category: "user.location",
      attribute: "holiday.plan",
    });
    const impersonal = builtInAttributes.keys.filter(
      (key) => builtInAttributes.find(key)?.personalData === undefined,
    );
    expect(fields.filter((field) => field.attribute !== undefined).length).toBe(
      builtInAttributes.keys.length - impersonal.length,
    );
    expect(impersonal.filter((key) => /^(person|family|likes|travel|habits|education)\./.test(key))).toEqual(
      [],
    );
  });

  it("include those of a schema of one's own", () => {
    const found = listPersonalFields({ schemas: { Guest: recordKinds.Referral.schema } });
    expect(found.filter((field) => field.record === "Guest").map((field) => field.path.join("."))).toEqual([
      "referrerId",
      "referredId",
      "custom",
    ]);
  });
});

function without(record: object, field: string): object {
  const { [field]: _left, ...rest } = record as Record<string, unknown>;
  return rest;
}

/** Fields that only a rule between fields asks for, which no dialect can say. */
function isRule(name: RecordName, field: string): boolean {
  return (
    [
      "ImportBatch.reviewedAt",
      "Opportunity.closedOn",
      "Contract.endsOn",
      "SurveyAnswer.competitorId",
      "ChannelProfile.unitCost",
      "ChannelProfile.currency",
      "ServiceAudit.competitorId",
      "LifecycleChange.reason",
      "CustomisationRequest.followUps",
      "ImportantDate.label",
      "ReminderEvent.outcome",
      "ReminderEvent.until",
    ] as readonly string[]
  ).includes(`${name}.${field}`);
}
