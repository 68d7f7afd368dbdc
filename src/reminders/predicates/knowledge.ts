import * as z from "zod";
import { addDays } from "../../calendar/index.ts";
import { compareCodePoints } from "../../ids/index.ts";
import type { Insight, JsonValue } from "../../model/index.ts";
import type { Dossier } from "../dossier.ts";
import { bounded, definePredicate, type Finding, rangeShape, UNKNOWN, within } from "../predicate.ts";
import type { RuleWindow } from "../rule.ts";

const text = z.string().min(1).max(200);
/** A name of a field: it is looked up among the own fields alone, so that no path leads to a prototype. */
const field = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, { error: "must be a name of letters, digits, _ and -" })
  .refine((name) => !["constructor", "prototype"].includes(name), { error: "must be a field of the value" });
const scalar = z.union([text, z.number(), z.boolean()]);
const compared = {
  field: field.optional(),
  equals: scalar.optional(),
  contains: text.optional(),
  ...rangeShape,
};

interface Compared {
  readonly field?: string | undefined;
  readonly equals?: string | number | boolean | undefined;
  readonly contains?: string | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Compares a value, or one of its own fields. Without a comparison it is enough that there is one. */
function comparing(o: Compared): (value: JsonValue | undefined) => Finding {
  const fits = o.atLeast === undefined && o.atMost === undefined ? undefined : within(o);
  const part = o.contains?.toLowerCase();
  return (value) => {
    const at = o.field === undefined ? value : ownField(value, o.field);
    if (at === undefined || at === null) return UNKNOWN;
    const shown = typeof at === "number" || typeof at === "string" ? at : JSON.stringify(at);
    const number =
      typeof at === "number" ? at : typeof at === "string" && at !== "" ? Number(at) : Number.NaN;
    const holds =
      (o.equals === undefined || at === o.equals) &&
      (part === undefined || (typeof at === "string" && at.toLowerCase().includes(part))) &&
      (fits === undefined || (!Number.isNaN(number) && fits(number).holds));
    return { holds, value: shown };
  };
}

function ownField(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, JsonValue>)[name] : undefined;
}

/** The latest insight of a kind, of known and of unknown kinds. */
function latestOf(
  { party, insights = [] }: Dossier,
  kind: string,
  { today }: RuleWindow,
): Insight | undefined {
  let latest: Insight | undefined;
  for (const insight of insights) {
    if (insight.kind !== kind || insight.subjectId !== party.id || insight.asOf > today) continue;
    if (
      latest === undefined ||
      insight.asOf > latest.asOf ||
      (insight.asOf === latest.asOf && compareCodePoints(insight.id, latest.id) > 0)
    )
      latest = insight;
  }
  return latest;
}

/** Questions about facts and insights. */
export const knowledgePredicates = {
  "fact.is": definePredicate({
    schema: z.strictObject({ attribute: text, certainty: z.number().min(0).max(1).optional(), ...compared }),
    asks: "Is a fact known under an attribute, and is it so: equal to, containing, at least, at most?",
    reads: (o) => [`fact:${o.attribute}`],
    compile: (o) => {
      const compare = comparing(o);
      const least = o.certainty ?? 0;
      return ({ known }) => {
        let first: Finding = UNKNOWN;
        for (const { attribute, value, certainty } of known?.known ?? []) {
          if (attribute !== o.attribute || certainty < least) continue;
          const finding = compare(value);
          if (finding.holds) return finding;
          if (first === UNKNOWN) first = finding;
        }
        return first;
      };
    },
  }),
  "fact.unknown": definePredicate({
    schema: z.strictObject({ attribute: text, certainty: z.number().min(0).max(1).optional() }),
    asks: "Is nothing known under an attribute, or nothing with this certainty?",
    reads: () => [],
    compile:
      (o) =>
      ({ known }) => {
        if (known === undefined) return UNKNOWN;
        const fact = known.known.find(
          ({ attribute, certainty }) => attribute === o.attribute && certainty >= (o.certainty ?? 0),
        );
        return { holds: fact === undefined, value: fact?.fact.id };
      },
  }),
  "insight.is": definePredicate({
    schema: z.strictObject({
      kind: text,
      withinDays: z.int().min(0).max(3660).optional(),
      strength: z.number().min(0).max(1).optional(),
      ...compared,
    }),
    asks: "Has an analysis found this lately, and is a field of what it found so?",
    reads: (o) => [`insight:${o.kind}`],
    compile: (o) => {
      const compare = comparing(o);
      return (dossier, window) => {
        const insight = latestOf(dossier, o.kind, window);
        if (insight === undefined || insight.strength < (o.strength ?? 0)) return UNKNOWN;
        if (o.withinDays !== undefined && insight.asOf < addDays(window.today, -o.withinDays)) return UNKNOWN;
        return compare(insight.payload as JsonValue);
      };
    },
  }),
  "insight.strength": definePredicate({
    schema: bounded(z.strictObject({ kind: text, ...rangeShape })),
    asks: "How strong is the latest insight of a kind, from 0 to 1?",
    reads: (o) => [`insight:${o.kind}`],
    compile: (o) => {
      const fits = within(o);
      return (dossier, window) => fits(latestOf(dossier, o.kind, window)?.strength);
    },
  }),
} as const;
