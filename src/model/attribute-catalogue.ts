import type * as z from "zod";
import { createIssueCollector, describeValue, type IssueInput } from "../issues/index.ts";
import { readAttribute } from "./_read-attribute.ts";
import type { AttributeDefinition, AttributeInput } from "./attribute-definition.ts";
import { type Fact, factSchema } from "./fact.ts";
import { jsonValue } from "./json-value.ts";
import { type CheckedRecords, recordIssues } from "./parse.ts";
import type { Provenance } from "./provenance.ts";

/** The schemas of a catalogue's values, by attribute. */
export type AttributeSchemas = Readonly<Record<string, z.ZodType>>;

/** The value of one attribute of a catalogue. */
export type AttributeValue<C, K extends string> =
  C extends AttributeCatalogue<infer S> ? (K extends keyof S ? z.infer<S[K]> : never) : never;

/** What a fact says beside its attribute and value; see {@link Fact}. */
export type FactDetails = Omit<
  Fact,
  "schemaVersion" | "attribute" | "value" | "confidence" | "recordedAt" | "provenance"
> & {
  /** How it came to be known. */
  readonly provenance: Provenance;
  /**
   * How sure we are, from 0 to 1.
   * @defaultValue `1`
   */
  readonly confidence?: number | undefined;
  /**
   * When we came to know it.
   * @defaultValue `observedAt`
   */
  readonly recordedAt?: string | undefined;
};

/** The attributes under which facts are kept. Frozen; made by {@link createAttributeCatalogue}. */
export interface AttributeCatalogue<S extends AttributeSchemas = AttributeSchemas> {
  /** The attributes by key. */
  readonly definitions: { readonly [K in keyof S]: AttributeDefinition<S[K]> };
  /** The keys, in the order in which they were written down. */
  readonly keys: readonly (keyof S & string)[];
  /** The attribute of a key, or `undefined` when the catalogue has none. */
  find(key: string): AttributeDefinition | undefined;
  /**
   * Makes a fact; attribute and value are checked by the compiler as well as here.
   *
   * @throws InvalidDataError with everything that is wrong with it
   */
  fact<K extends keyof S & string>(
    attribute: K,
    value: z.input<S[K]>,
    details: FactDetails,
  ): Fact<z.output<S[K]>>;
  /** Tells whether a fact is of an attribute, so that its value can be read with its type. */
  isFactOf<K extends keyof S & string>(fact: Fact, attribute: K): fact is Fact & Fact<z.output<S[K]>>;
  /**
   * Reads one fact: its own schema first, then that of its attribute.
   *
   * @throws InvalidDataError with everything that is wrong with it
   */
  parseFact(value: unknown): Fact;
  /** Reads many facts and sets the bad ones aside, each issue with its position counted from 0. */
  checkFacts(values: Iterable<unknown>): CheckedRecords<Fact>;
  /**
   * A catalogue with more attributes; this one stays as it is.
   *
   * @throws RangeError for an attribute that is there already, or that no catalogue may have
   */
  extend<E extends AttributeSchemas>(
    more: {
      readonly [K in keyof E]: AttributeInput<E[K]>;
    },
  ): AttributeCatalogue<S & E>;
}

/**
 * Makes a catalogue of attributes.
 *
 * @throws RangeError for an attribute that no catalogue may have, with its key
 *
 * @example
 * ```ts
 * import * as z from "zod";
 * import { builtInAttributes } from "clientele/model";
 *
 * const catalogue = builtInAttributes.extend({
 *   "holiday.plan": {
 *     area: "personal",
 *     subjects: ["person"],
 *     label: "plan for the next holiday",
 *     schema: z.strictObject({ place: z.string(), month: z.int().min(1).max(12) }),
 *     halfLifeDays: 90,
 *     personalData: "user.demographic.profile",
 *     questions: { en: "Where will your next holiday take you?" },
 *   },
 * });
 * const fact = catalogue.fact("holiday.plan", { place: "Madeira", month: 5 }, {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "stated", channel: "phone" },
 *   observedAt: "2026-03-01T10:00:00Z",
 * });
 * fact.value.month; // => 5
 * catalogue.find("holiday.plan")?.erasure; // => "delete"
 * ```
 */
export function createAttributeCatalogue<S extends AttributeSchemas>(
  attributes: {
    readonly [K in keyof S]: AttributeInput<S[K]>;
  },
): AttributeCatalogue<S> {
  const definitions = Object.fromEntries(
    Object.entries<AttributeInput>(attributes).map(([key, input]) => [key, readAttribute(key, input)]),
  );
  return catalogueOf<S>(definitions);
}

function catalogueOf<S extends AttributeSchemas>(
  definitions: Readonly<Record<string, AttributeDefinition>>,
): AttributeCatalogue<S> {
  const byKey = new Map(Object.entries(definitions));

  const read = (value: unknown): Fact | IssueInput[] => {
    const result = factSchema.safeParse(value);
    if (!result.success) {
      const known = value as { attribute?: unknown; value?: unknown } | null | undefined;
      return [...recordIssues(result.error, value), ...valueIssues(byKey, known?.attribute, value)];
    }
    const fact = result.data;
    const definition = byKey.get(fact.attribute);
    const checked = definition?.schema.safeParse(fact.value);
    if (checked?.success !== true) return valueIssues(byKey, fact.attribute, value);
    // zod's record and object hand back a copy, with the defaults of their schema; a schema that makes something
    // else of the value could not be stored.
    const output: unknown = checked.data;
    if (output !== fact.value) {
      const stored = jsonValue.safeParse(output);
      if (!stored.success) return withinValue(recordIssues(stored.error, output));
      fact.value = stored.data;
    }
    return fact;
  };

  const parseFact = (value: unknown): Fact => {
    const fact = read(value);
    if (!Array.isArray(fact)) return fact;
    const collector = createIssueCollector();
    for (const issue of fact) collector.add(issue);
    collector.throwIfAny("read fact");
    throw new Error("unreachable: a refused fact has at least one issue");
  };

  return Object.freeze<AttributeCatalogue<S>>({
    definitions: Object.freeze(definitions) as AttributeCatalogue<S>["definitions"],
    keys: Object.freeze([...byKey.keys()]) as AttributeCatalogue<S>["keys"],
    find: (key) => byKey.get(key),
    fact: (attribute, value, details) =>
      Object.freeze(
        parseFact({
          schemaVersion: 1,
          confidence: 1,
          recordedAt: details.observedAt,
          ...withoutUndefined(details),
          attribute,
          value,
        }),
      ) as never,
    isFactOf: (fact, attribute): fact is never => (fact as Fact).attribute === attribute,
    parseFact,
    checkFacts: (values) => {
      const records: Fact[] = [];
      const issues: IssueInput[] = [];
      let row = -1;
      for (const value of values) {
        row++;
        const fact = read(value);
        if (Array.isArray(fact)) for (const issue of fact) issues.push({ ...issue, row });
        else records.push(fact);
      }
      return { records, issues, rejected: row + 1 - records.length };
    },
    extend: (more) => {
      const added: Record<string, AttributeDefinition> = {};
      for (const [key, input] of Object.entries<AttributeInput>(more)) {
        if (byKey.has(key))
          throw new RangeError(
            `Cannot extend attributes: ${describeValue(key)} must be a new key, and it is there already`,
          );
        added[key] = readAttribute(key, input);
      }
      return catalogueOf({ ...definitions, ...added });
    },
  });
}

/** What is wrong with the value of a fact, by the schema of its attribute. */
function valueIssues(
  byKey: ReadonlyMap<string, AttributeDefinition>,
  attribute: unknown,
  record: unknown,
): IssueInput[] {
  if (typeof attribute !== "string") return [];
  const definition = byKey.get(attribute);
  if (definition === undefined)
    return [
      {
        code: "unknown-attribute",
        path: ["attribute"],
        value: attribute,
        expected: "an attribute of the catalogue",
        message: `attribute: must be an attribute of the catalogue, got ${describeValue(attribute)}`,
      },
    ];
  const value = (record as { value?: unknown }).value;
  const result = definition.schema.safeParse(value);
  return result.success ? [] : withinValue(recordIssues(result.error, value));
}

/** Issues of a value as issues of its fact. */
function withinValue(issues: readonly IssueInput[]): IssueInput[] {
  return issues.map((issue) => {
    const path = ["value", ...(issue.path ?? [])];
    return {
      ...issue,
      path,
      message: `${path.join(".")}: ${issue.expected}, got ${describeValue(issue.value)}`,
    };
  });
}

function withoutUndefined<T extends object>(details: T): Partial<T> {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)) as Partial<T>;
}
