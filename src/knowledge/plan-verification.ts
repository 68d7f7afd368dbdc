import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import { type AttributeCatalogue, builtInAttributes, type ContactPoint, isValidOn } from "../model/index.ts";
import { contactCertainty } from "./_knowledge-items.ts";
import type { FactView } from "./facts-as-of.ts";

/** Options of {@link planVerification}. */
export interface PlanVerificationOptions {
  /**
   * The catalogue of attributes.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
  /** How to reach the party. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /**
   * Below this freshness a fact is to be checked again: a half is one half-life.
   * @defaultValue `0.5`
   */
  readonly recheckBelow?: number | undefined;
  /**
   * Below this freshness a fact is proposed for deletion: a quarter is two half-lives.
   * @defaultValue `0.25`
   */
  readonly deleteBelow?: number | undefined;
}

/** A fact or contact point to check again, or to give up. */
export interface VerificationItem {
  /** What it is about: the attribute, or the kind of contact point. */
  readonly key: string;
  /** What it is, in a few words. */
  readonly label: string;
  /** The record, as `fact:<id>` or `contact-point:<id>`. */
  readonly source: string;
  /** How much it is still worth by its age. */
  readonly freshness: number;
  /** `weight × (1 − freshness)`, by which the list is ranked. */
  readonly loss: number;
  /** Why, in one word. */
  readonly reason: "aged" | "found-changed" | "unreachable" | "contradicted" | "over";
}

/** What to check again, and what to propose for deletion. */
export interface VerificationPlan {
  /** To check again at the next contact, the greatest loss first. */
  readonly recheck: readonly VerificationItem[];
  /** To propose for deletion; a person decides. */
  readonly propose: readonly VerificationItem[];
}

/**
 * Plans the upkeep of what is known: a fact that has lost half its worth is to be checked again, one that has lost
 * three quarters without having ever proved true is proposed for deletion, as is what the last check found changed, or a
 * contact point that reaches nobody any more. Facts that contradict the one held are to be checked with it.
 *
 * `recheck: freshness < 1/2`, `propose: freshness < 1/4 and never verified`, ranked by `weight · (1 − freshness)`
 *
 * Nothing is deleted here: outdated information is deleted by a person, or by retracting it.
 *
 * @throws RangeError if a threshold is not from 0 to 1, or the one for deletion above the other
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { factsAsOf, indexFacts, planVerification } from "clientele/knowledge";
 *
 * const seen = (id: string, observedAt: string) =>
 *   ({ id, subjectId: "acme", provenance: { method: "stated" }, observedAt }) as const;
 * const index = indexFacts([
 *   builtInAttributes.fact("business.situation", "full order books", seen("f1", "2025-11-01T00:00:00Z")),
 *   builtInAttributes.fact("business.strategy", "grow abroad", seen("f2", "2022-01-01T00:00:00Z")),
 * ]);
 * const plan = planVerification(factsAsOf(index, { subjectId: "acme", asOf: "2026-06-01T00:00:00Z" }));
 * plan.recheck.map(({ key, freshness }) => [key, freshness.toFixed(2)]); // => [["business.situation", "0.44"]]
 * plan.propose.map(({ key, reason }) => [key, reason]); // => [["business.strategy", "aged"]]
 * ```
 */
export function planVerification(view: FactView, options: PlanVerificationOptions = {}): VerificationPlan {
  const { recheckBelow = 0.5, deleteBelow = 0.25 } = options;
  const attributes = options.attributes ?? (builtInAttributes as AttributeCatalogue);
  if (!(deleteBelow >= 0 && deleteBelow <= recheckBelow && recheckBelow <= 1))
    throw new RangeError(
      `Cannot plan verification: deleteBelow and recheckBelow must satisfy 0 ≤ deleteBelow ≤ recheckBelow ≤ 1, got ${describeValue(deleteBelow)} and ${describeValue(recheckBelow)}`,
    );
  const recheck: VerificationItem[] = [];
  const propose: VerificationItem[] = [];
  for (const { attribute, fact, freshness, standing } of view.known) {
    const { label = attribute, weight = 1 } = attributes.find(attribute) ?? {};
    const loss = weight * (1 - (standing === "doubted" ? 0 : freshness));
    const item = { key: attribute, label, source: `fact:${fact.id}`, freshness, loss };
    if (standing === "doubted") propose.push({ ...item, reason: "found-changed" });
    else if (freshness < deleteBelow && standing !== "verified") propose.push({ ...item, reason: "aged" });
    else if (freshness < recheckBelow) recheck.push({ ...item, reason: "aged" });
  }
  for (const { attribute, held } of view.contradictions) {
    if ([...recheck, ...propose].some(({ source }) => source === `fact:${held.id}`)) continue;
    const { label = attribute, weight = 1 } = attributes.find(attribute) ?? {};
    const { freshness = 1 } = view.known.find(({ fact }) => fact.id === held.id) ?? {};
    // Of two that cannot both be true one is wrong: what is at stake is the whole weight.
    recheck.push({
      key: attribute,
      label,
      source: `fact:${held.id}`,
      freshness,
      loss: weight,
      reason: "contradicted",
    });
  }
  for (const point of options.contactPoints ?? []) {
    const certainty = contactCertainty(point, view);
    const item = {
      key: `contact.${point.kind}`,
      label: point.label ?? point.kind,
      source: `contact-point:${point.id}`,
    };
    const over = !isValidOn(point, view.validOn);
    if (over && point.validFrom !== undefined && point.validFrom > view.validOn) continue;
    const worth = { freshness: certainty, loss: 2 * (1 - certainty) };
    if (over) propose.push({ ...item, ...worth, reason: "over" });
    else if (certainty === 0 && point.source.observedOn <= view.validOn) {
      const reason = point.checkOutcome === "changed" ? "found-changed" : "unreachable";
      // What once worked may work again: one call that nobody took is no reason to forget a number.
      const list = reason === "unreachable" && point.verifiedAt !== undefined ? recheck : propose;
      list.push({ ...item, ...worth, reason });
    } else if (certainty > 0 && certainty < recheckBelow) recheck.push({ ...item, ...worth, reason: "aged" });
  }
  return Object.freeze({ recheck: ranked(recheck), propose: ranked(propose) });
}

function ranked(items: readonly VerificationItem[]): readonly VerificationItem[] {
  return Object.freeze(
    [...items]
      .sort((a, b) => b.loss - a.loss || compareCodePoints(a.source, b.source))
      .map((item) => Object.freeze(item)),
  );
}
