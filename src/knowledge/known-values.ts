import type { JsonValue } from "../model/index.ts";
import type { FactView, KnownFact } from "./facts-as-of.ts";

/** Options of {@link knownValues}. */
export interface KnownValuesOptions {
  /** The attribute. */
  readonly attribute: string;
  /**
   * Only the facts with this qualifier.
   * @defaultValue all, with and without
   */
  readonly qualifier?: string | undefined;
}

/**
 * Takes the values known under one attribute out of a view, the preferred first.
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { factsAsOf, indexFacts, knownValues } from "clientele/knowledge";
 *
 * const told = { subjectId: "ada", provenance: { method: "stated" }, observedAt: "2026-03-01T10:00:00Z" } as const;
 * const index = indexFacts([
 *   builtInAttributes.fact("likes.food", "noodles", { ...told, id: "f1" }),
 *   builtInAttributes.fact("likes.food", "figs", { ...told, id: "f2", observedAt: "2026-05-01T10:00:00Z" }),
 * ]);
 * const view = factsAsOf(index, { subjectId: "ada", asOf: "2026-06-01T00:00:00Z" });
 * knownValues(view, { attribute: "likes.food" }); // => ["figs", "noodles"]
 * ```
 */
export function knownValues(view: FactView, options: KnownValuesOptions): readonly JsonValue[] {
  return knownFactsOf(view, options.attribute)
    .filter(({ qualifier }) => options.qualifier === undefined || qualifier === options.qualifier)
    .map(({ value }) => value);
}

/** The facts known under one attribute. */
export function knownFactsOf(view: FactView, attribute: string): KnownFact[] {
  return view.known.filter((known) => known.attribute === attribute);
}
