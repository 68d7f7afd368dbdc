import { compareCodePoints } from "../ids/index.ts";
import { wrongOption } from "./_check.ts";
import type { CustomerProfile } from "./customer-profile.ts";

/** One condition of a need; it asks for an attribute, for products or for a stage of life. */
export interface NeedCondition {
  /** What is said of who meets it: "has a child under six". */
  readonly label: string;
  /**
   * How much it counts.
   * @defaultValue `1`
   */
  readonly weight?: number | undefined;
  /** Whether who does not meet it cannot need the product, whatever else holds. */
  readonly required?: boolean | undefined;
  /** The attribute asked for, with `oneOf`, `atLeast` or `atMost`; with none of them it must be true. */
  readonly attribute?: string | undefined;
  /** The value is one of these. */
  readonly oneOf?: readonly (string | number | boolean)[] | undefined;
  /** The number is at least this. */
  readonly atLeast?: number | undefined;
  /** The number is at most this. */
  readonly atMost?: number | undefined;
  /** The customer has one of these products. */
  readonly ownsAny?: readonly string[] | undefined;
  /** The customer is in one of these stages of life. */
  readonly stageAny?: readonly string[] | undefined;
}

/** Who needs a product. */
export interface NeedProfile {
  /** The product. */
  readonly productId: string;
  /** What speaks for a need of it. */
  readonly conditions: readonly NeedCondition[];
}

/** A customer who may need a product. */
export interface Prospect {
  /** The customer. */
  readonly customerId: string;
  /** Weight of the conditions that are met over the weight of all: what is unknown does not count as met. */
  readonly score: number;
  /** The same if everything unknown were met. */
  readonly possible: number;
  /** Labels of the conditions that are met. */
  readonly matched: readonly string[];
  /** Labels of those that are not. */
  readonly unmet: readonly string[];
  /** Labels of those that nobody knows: what to ask. */
  readonly unknown: readonly string[];
}

/** Options of {@link findProspects}. */
export interface ProspectOptions {
  /**
   * The least score.
   * @defaultValue `0.5`
   */
  readonly minimumScore?: number | undefined;
}

/**
 * Finds the customers who may need a product by a profile of needs: facts, products that they have, stages of life.
 *
 * Three-valued: a condition is met, not met, or unknown. Customers who have the product already are left out, and so is who fails
 * a required condition; one that is unknown is not failed.
 *
 * `score = Σ_{met} w / Σ w`
 *
 * @returns prospects from the highest score down, then by the possible score, then by customer
 * @throws RangeError if a weight is not above 0, a condition asks for nothing or for several things, or there is none
 *
 * @example
 * ```ts
 * import { findProspects } from "clientele/affinity";
 *
 * const need = {
 *   productId: "child policy",
 *   conditions: [
 *     { label: "has a young child", weight: 2, attribute: "age of youngest child", atMost: 6 },
 *     { label: "has the family policy", ownsAny: ["family policy"] },
 *   ],
 * };
 * const ann = { customerId: "ann", attributes: new Map([["age of youngest child", 3]]) };
 * const bob = { customerId: "bob", products: new Set(["family policy"]) };
 * findProspects([ann, bob], need).map(({ customerId, score }) => [customerId, score]); // => [["ann", 2 / 3]]
 * findProspects([bob], need, { minimumScore: 0.3 })[0]?.unknown; // => ["has a young child"]
 * ```
 */
export function findProspects(
  profiles: Iterable<CustomerProfile>,
  need: NeedProfile,
  options: ProspectOptions = {},
): readonly Prospect[] {
  const { minimumScore = 0.5 } = options;
  if (!(minimumScore >= 0 && minimumScore <= 1))
    throw wrongOption("find prospects", "minimumScore", "a number from 0 to 1", minimumScore);
  checkConditions(need.conditions);
  const total = need.conditions.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const found: Prospect[] = [];
  for (const profile of profiles) {
    if (profile.products?.has(need.productId) === true) continue;
    const sides: Record<"met" | "unmet" | "unknown", NeedCondition[]> = { met: [], unmet: [], unknown: [] };
    for (const condition of need.conditions) sides[judge(condition, profile)].push(condition);
    if (sides.unmet.some(({ required }) => required === true)) continue;
    const weightOf = (list: readonly NeedCondition[]): number =>
      list.reduce((sum, { weight = 1 }) => sum + weight, 0);
    const labels = (list: readonly NeedCondition[]): readonly string[] =>
      Object.freeze(list.map(({ label }) => label));
    const score = weightOf(sides.met) / total;
    if (score < minimumScore || sides.met.length === 0) continue;
    found.push(
      Object.freeze({
        customerId: profile.customerId,
        score,
        possible: (weightOf(sides.met) + weightOf(sides.unknown)) / total,
        matched: labels(sides.met),
        unmet: labels(sides.unmet),
        unknown: labels(sides.unknown),
      }),
    );
  }
  found.sort(
    (a, b) => b.score - a.score || b.possible - a.possible || compareCodePoints(a.customerId, b.customerId),
  );
  return Object.freeze(found);
}

function checkConditions(conditions: readonly NeedCondition[]): void {
  const doing = "find prospects";
  if (conditions.length === 0) throw wrongOption(doing, "conditions", "at least one", "none");
  for (const { label, weight = 1, attribute, ownsAny, stageAny } of conditions) {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
      throw wrongOption(doing, `the weight of "${label}"`, "a number above 0", weight);
    const asked = [attribute, ownsAny, stageAny].filter((one) => one !== undefined).length;
    if (asked !== 1)
      throw wrongOption(
        doing,
        `the condition "${label}"`,
        "about one of attribute, ownsAny and stageAny",
        asked,
      );
  }
}

function judge(condition: NeedCondition, profile: CustomerProfile): "met" | "unmet" | "unknown" {
  const { attribute, oneOf, atLeast, atMost, ownsAny, stageAny } = condition;
  if (attribute === undefined) {
    const known = ownsAny === undefined ? profile.stages : profile.products;
    if (known === undefined) return "unknown";
    const has = new Set(known);
    return (ownsAny ?? stageAny ?? []).some((one) => has.has(one)) ? "met" : "unmet";
  }
  const value = profile.attributes?.get(attribute);
  if (value === undefined) return "unknown";
  if (oneOf === undefined && atLeast === undefined && atMost === undefined)
    return value === true ? "met" : "unmet";
  const number = typeof value === "number" ? value : undefined;
  const holds =
    (oneOf === undefined || oneOf.includes(value)) &&
    (atLeast === undefined || (number !== undefined && number >= atLeast)) &&
    (atMost === undefined || (number !== undefined && number <= atMost));
  return holds ? "met" : "unmet";
}
