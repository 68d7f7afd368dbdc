import type { PlainDate } from "../calendar/index.ts";
import {
  type AttributeCatalogue,
  builtInAttributes,
  type ContactPoint,
  type JsonValue,
  type Party,
} from "../model/index.ts";
import { contactCertainty } from "./_knowledge-items.ts";
import { dayOfMoment } from "./_moment.ts";
import type { FactView } from "./facts-as-of.ts";
import { knownFactsOf } from "./known-values.ts";

/** A field of a form: its name, and what fills it. */
export interface FormField {
  /** The name of the field. */
  readonly name: string;
  /**
   * What fills it: an attribute, `name`, or `contact.` with a kind of contact point (`contact.email`).
   */
  readonly from: string;
  /** Which of the facts that may stand side by side. */
  readonly qualifier?: string | undefined;
}

/** Options of {@link prefillForm}. */
export interface PrefillFormOptions {
  /** The party whose form it is. */
  readonly party: Party;
  /** How to reach the party. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /** The fields of the form. */
  readonly fields: readonly FormField[];
  /**
   * The catalogue of attributes.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
}

/** A field of the form with what is known. */
export interface PrefilledField {
  /** The name of the field. */
  readonly name: string;
  /** The value; absent when it is not known, or not for the customer's eyes. */
  readonly value?: JsonValue | undefined;
  /** Where it comes from: `fact:<id>`, `contact-point:<id>`, `party:<id>`. */
  readonly source?: string | undefined;
  /** When it was last seen true. */
  readonly seenOn?: PlainDate | undefined;
  /** How sure we are, from 0 to 1. */
  readonly certainty: number;
  /** Whether the customer should be asked to confirm it: below one half, or not known. */
  readonly confirm: boolean;
}

/**
 * Fills in a form for a customer from what is known, each value with its source, so that he has only to confirm.
 * Attributes that are not for the customer's eyes stay empty, as does what the last check found changed.
 *
 * @throws RangeError if a field is filled from nothing that exists
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { factsAsOf, indexFacts, prefillForm } from "clientele/knowledge";
 *
 * const profession = builtInAttributes.fact("person.profession", "engineer", {
 *   id: "f1",
 *   subjectId: "ada",
 *   provenance: { method: "stated" },
 *   observedAt: "2026-05-01T00:00:00Z",
 * });
 * const view = factsAsOf(indexFacts([profession]), { subjectId: "ada", asOf: "2026-05-01T00:00:00Z" });
 * const party = { schemaVersion: 1, kind: "person", id: "ada", name: "Ada Byron" } as const;
 * const fields = [{ name: "Name", from: "name" }, { name: "Occupation", from: "person.profession" }, { name: "E-mail", from: "contact.email" }];
 * prefillForm(view, { party, fields }).map(({ name, value, source }) => [name, value, source]); // => [["Name", "Ada Byron", "party:ada"], ["Occupation", "engineer", "fact:f1"], ["E-mail", undefined, undefined]]
 * ```
 */
export function prefillForm(view: FactView, options: PrefillFormOptions): readonly PrefilledField[] {
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  return Object.freeze(options.fields.map((field) => Object.freeze(fill(field, view, options, attributes))));
}

function fill(
  { name, from, qualifier }: FormField,
  view: FactView,
  { party, contactPoints = [] }: PrefillFormOptions,
  attributes: AttributeCatalogue,
): PrefilledField {
  if (from === "name")
    return { name, value: party.name, source: `party:${party.id}`, certainty: 1, confirm: false };
  if (from.startsWith("contact."))
    return fillContact(name, from.slice("contact.".length), contactPoints, view);
  const definition = attributes.find(from);
  if (definition === undefined)
    throw new RangeError(
      `Cannot prefill a form: field "${name}" must be filled from an attribute, name or contact.<kind>, got "${from}"`,
    );
  const known = knownFactsOf(view, from).find(
    (each) => each.standing !== "doubted" && (qualifier === undefined || each.qualifier === qualifier),
  );
  if (known === undefined || !definition.audiences.includes("customer")) return empty(name);
  const { fact, certainty, value } = known;
  const { verifiedAt } = fact;
  const isVerified = verifiedAt !== undefined && Date.parse(verifiedAt) <= Date.parse(view.asOf);
  return {
    name,
    value,
    source: `fact:${fact.id}`,
    seenOn: dayOfMoment(Date.parse(isVerified ? verifiedAt : fact.observedAt)),
    certainty,
    confirm: certainty < 0.5,
  };
}

function fillContact(
  name: string,
  kind: string,
  points: readonly ContactPoint[],
  view: FactView,
): PrefilledField {
  const [best] = points
    .filter((point) => point.kind === kind)
    .map((point) => ({ point, certainty: contactCertainty(point, view) }))
    .filter(({ certainty }) => certainty > 0)
    .sort(
      (a, b) =>
        Number(b.point.primary ?? false) - Number(a.point.primary ?? false) ||
        b.certainty - a.certainty ||
        (a.point.id < b.point.id ? -1 : 1),
    );
  if (best === undefined) return empty(name);
  const { point, certainty } = best;
  return {
    name,
    value: point.value,
    source: `contact-point:${point.id}`,
    seenOn:
      point.verifiedAt === undefined ? point.source.observedOn : dayOfMoment(Date.parse(point.verifiedAt)),
    certainty,
    confirm: certainty < 0.5,
  };
}

function empty(name: string): PrefilledField {
  return { name, certainty: 0, confirm: true };
}
