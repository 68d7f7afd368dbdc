import fc from "fast-check";
import type * as z from "zod";
import { arbitraryPlainDate } from "./arbitrary-plain-date.ts";

/**
 * Draws what a schema takes, so that a field added to the model is drawn from then on. Text whose rule is code (a
 * time zone, a decimal) is told by which of a few samples the schema takes.
 */
export function arbitraryOfSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  const known = drawn.get(schema);
  if (known !== undefined) return known;
  const arbitrary = draw(schema);
  drawn.set(schema, arbitrary);
  return arbitrary;
}

const drawn = new WeakMap<z.ZodType, fc.Arbitrary<unknown>>();

interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly checks?: readonly {
    readonly _zod: { readonly def: { readonly check: string; readonly minimum?: number } };
  }[];
}

function draw(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { def } = schema as unknown as { readonly def: Definition };
  switch (def.type) {
    case "object":
      return record(schema, def.shape ?? {});
    case "union":
      return valid(schema, fc.oneof(...(def.options ?? []).map(arbitraryOfSchema)));
    case "array": {
      const minLength =
        def.checks?.find(({ _zod }) => _zod.def.check === "min_length")?._zod.def.minimum ?? 0;
      return valid(
        schema,
        fc.array(arbitraryOfSchema(def.element as z.ZodType), { minLength, maxLength: minLength + 2 }),
      );
    }
    case "record":
      return valid(schema, fc.dictionary(key, arbitraryOfSchema(def.valueType as z.ZodType), { maxKeys: 4 }));
    case "optional":
    case "readonly":
      return arbitraryOfSchema(def.innerType as z.ZodType);
    case "nullable":
      return fc.option(arbitraryOfSchema(def.innerType as z.ZodType));
    case "literal":
      return fc.constantFrom(...(def.values ?? []));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case "boolean":
      return fc.boolean();
    case "number":
      return number(schema as z.ZodNumber, def.format);
    case "lazy":
      return json;
    case "string":
    case "custom":
      return text(schema, def.format);
    default:
      throw new Error(`Cannot draw: no arbitrary for a schema of type ${def.type}`);
  }
}

/** A record, its optional fields sometimes absent; rules between fields are kept by leaving out what breaks them. */
function record(schema: z.ZodType, shape: Readonly<Record<string, z.ZodType>>): fc.Arbitrary<unknown> {
  const names = Object.keys(shape);
  const requiredKeys = names.filter((name) => (shape[name] as z.ZodType).type !== "optional");
  const fields = Object.fromEntries(names.map((name) => [name, arbitraryOfSchema(shape[name] as z.ZodType)]));
  return valid(schema, fc.record(fields, { requiredKeys }));
}

function valid(schema: z.ZodType, arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return arbitrary.filter((value) => schema.safeParse(value).success);
}

function number(schema: z.ZodNumber, format: string | undefined): fc.Arbitrary<number> {
  const [min, max] = [
    schema.minValue ?? Number.NEGATIVE_INFINITY,
    schema.maxValue ?? Number.POSITIVE_INFINITY,
  ];
  if (format === "safeint" || schema.isInt) {
    const [low, high] = [Math.max(min, Number.MIN_SAFE_INTEGER), Math.min(max, Number.MAX_SAFE_INTEGER)];
    return fc
      .oneof(
        fc.integer({ min: Math.max(low, -9), max: Math.min(high, Math.max(low, -9) + 20) }),
        fc
          .maxSafeInteger()
          .filter((n) => n >= low && n <= high)
          .map((n) => n),
        fc.constantFrom(low, high),
      )
      .map(positiveZero);
  }
  const wanted = [0, 0.1 + 0.2, 1 / 3, 5e-324, 1e21, 1e-7, Number.MAX_VALUE].filter(
    (n) => n >= min && n <= max,
  );
  return fc
    .oneof(
      fc.constantFrom(...wanted),
      fc.double({ min: Math.max(min, -Number.MAX_VALUE), max: Math.min(max, Number.MAX_VALUE), noNaN: true }),
    )
    .map(positiveZero);
}

/** Every store keeps −0 as 0. */
const positiveZero = (n: number): number => (n === 0 ? 0 : n);

function text(schema: z.ZodType, format: string | undefined): fc.Arbitrary<unknown> {
  const takes = (sample: unknown): boolean => schema.safeParse(sample).success;
  if (format === "datetime" || takes("2026-11-22T09:00:00Z")) {
    if (!takes("x")) return instant;
  }
  if (!takes("x")) {
    if (takes("1.5")) return valid(schema, decimal);
    if (takes("2026-11-22")) return day;
    const samples = SAMPLES.filter(takes);
    if (samples.length === 0) throw new Error("Cannot draw: no sample is taken by a schema of text");
    return fc.constantFrom(...samples);
  }
  const maximum = (schema as z.ZodString).maxLength ?? 60;
  const longest = fc.constant("x".repeat(maximum));
  const usual = fc.oneof(trap, fc.string({ unit: "grapheme", maxLength: Math.min(maximum, 12) }));
  return valid(schema, fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: longest }));
}

/** Texts that some database has changed, confused, refused or put into another order. */
const trap = fc.constantFrom(
  "a",
  "A",
  "b",
  "10",
  "9",
  "é",
  "e\u0301",
  "～",
  "😀",
  " ",
  "a ",
  " a",
  "%",
  "_",
  "'",
  '"',
  "\\",
  "\n",
  "null",
  "0123",
  "王小明",
  "שלום",
  "constructor",
);

/** Texts with a rule of their own: currencies, zones, colours of no use to us. */
const SAMPLES = [
  "EUR",
  "JPY",
  "GBP",
  "KWD",
  "Asia/Taipei",
  "Europe/London",
  "America/St_Johns",
  "UTC",
  "en",
  "de-CH",
  "zh-Hant",
  "a@example.org",
  "https://example.org/",
  "+44 20 7946 0000",
];

const day = fc.oneof(
  { weight: 8, arbitrary: arbitraryPlainDate() },
  { weight: 1, arbitrary: fc.constantFrom("0001-01-01", "9999-12-31", "2024-02-29") },
);

/** The same moment in several spellings, and moments between two seconds: their text does not order as they do. */
const instant = fc
  .tuple(
    fc.integer({
      min: Date.parse("2026-11-22T08:59:58Z") / 1000,
      max: Date.parse("2026-11-22T09:00:03Z") / 1000,
    }),
    fc.constantFrom("Z", ".0Z", ".000Z", ".25Z", ".5Z", ".999Z"),
  )
  .map(([seconds, end]) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}${end}`);

const decimal = fc.oneof(
  fc.constantFrom("0", "0.00", "0.10", "-0.005", "100.000", "12345678901234567890.123456789"),
  fc.integer({ min: -100_000, max: 100_000 }).map(String),
  fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 999 }))
    .map(([a, b]) => `${a}.${String(b).padStart(3, "0")}`),
);

const key = fc
  .oneof(fc.constantFrom("", "a", "a b", "constructor", "😀"), fc.string({ maxLength: 5 }))
  .filter((name) => name !== "__proto__" && !name.includes("\u0000"));

/** JSON that every database keeps: no U+0000, no lone surrogate, no −0. */
const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    trap,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(positiveZero),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;
