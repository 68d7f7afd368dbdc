import { compareCodePoints } from "../ids/index.ts";
import { adjustPValues, hypergeometricDistribution } from "../stats/index.ts";
import { checkWhole, wrongOption } from "./_check.ts";
import type { CustomerProfile } from "./customer-profile.ts";

/** Something that buyers of a product have more often, or more rarely, than others. */
export interface BuyerFeature {
  /** What it is, in words: "has tea", "region is north", "is in the stage parent". */
  readonly label: string;
  /** How many buyers have it. */
  readonly buyers: number;
  /** How many others have it. */
  readonly others: number;
  /** The share of buyers over the share of others, each with half a customer more on both sides. */
  readonly ratio: number;
  /** The probability of so large a difference by chance: twice the smaller tail of Fisher's exact test. */
  readonly p: number;
  /** The same with all features tested at once (Benjamini and Hochberg 1995). */
  readonly qValue: number;
}

/** What buyers of a product are like. Plain and frozen; it goes through JSON unchanged. */
export interface BuyerProfile {
  /** Marks the record. */
  readonly kind: "buyer-profile";
  /** The product. */
  readonly productId: string;
  /** How many customers bought it. */
  readonly buyers: number;
  /** How many did not. */
  readonly others: number;
  /** How many features were looked at. */
  readonly tested: number;
  /** Those that tell buyers from others, the surest first. */
  readonly features: readonly BuyerFeature[];
}

/** Too few have bought the product to say what they are like. */
export interface TooFewBuyers {
  /** Marks the record. */
  readonly kind: "insufficient";
  /** What is counted. */
  readonly of: "buyers of the product" | "customers without the product";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}

/** Options of {@link learnBuyerProfile}. */
export interface BuyerProfileOptions {
  /** The product. */
  readonly productId: string;
  /**
   * The fewest buyers, and as many others.
   * @defaultValue `5`
   */
  readonly need?: number | undefined;
  /**
   * The highest share of false discoveries among the features.
   * @defaultValue `0.05`
   */
  readonly falseDiscovery?: number | undefined;
}

/**
 * Learns what the first buyers of a product have in common that others have not: products, facts and stages of life. Numbers among the facts are
 * not looked at: put them into classes first.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { findSimilarBuyers, learnBuyerProfile } from "clientele/affinity";
 *
 * const customers = Array.from({ length: 40 }, (_, i) => ({
 *   customerId: `c${10 + i}`,
 *   products: new Set([...(i < 12 ? ["grinder"] : ["kettle"]), ...(i < 8 ? ["beans"] : [])]),
 * }));
 * const profile = learnBuyerProfile(customers, { productId: "beans" });
 * profile.kind === "buyer-profile" && profile.features[0]?.label; // => "has grinder"
 * profile.kind === "buyer-profile" && findSimilarBuyers(customers, profile).map(({ customerId }) => customerId); // => ["c18", "c19", "c20", "c21"]
 * ```
 */
export function learnBuyerProfile(
  customers: Iterable<CustomerProfile>,
  options: BuyerProfileOptions,
): BuyerProfile | TooFewBuyers {
  const doing = "learn a buyer profile";
  const { productId, need = 5, falseDiscovery = 0.05 } = options;
  checkWhole(doing, "need", need, 1);
  if (!(falseDiscovery > 0 && falseDiscovery <= 1))
    throw wrongOption(doing, "falseDiscovery", "a number above 0 and up to 1", falseDiscovery);
  const counts = new Map<string, { buyers: number; others: number }>();
  const totals = { buyers: 0, others: 0 };
  for (const customer of customers) {
    const side = customer.products?.has(productId) === true ? "buyers" : "others";
    totals[side]++;
    for (const label of featuresOf(customer, productId)) {
      const own = counts.get(label) ?? { buyers: 0, others: 0 };
      own[side]++;
      counts.set(label, own);
    }
  }
  if (totals.buyers < need)
    return Object.freeze({ kind: "insufficient", of: "buyers of the product", have: totals.buyers, need });
  if (totals.others < need)
    return Object.freeze({
      kind: "insufficient",
      of: "customers without the product",
      have: totals.others,
      need,
    });
  const all = [...counts].sort(([a], [b]) => compareCodePoints(a, b));
  const ps = all.map(([, { buyers, others }]) => {
    const chance = hypergeometricDistribution({
      marked: buyers + others,
      unmarked: totals.buyers + totals.others - buyers - others,
      draws: totals.buyers,
    });
    return Math.min(1, 2 * Math.min(chance.lower(buyers), chance.upper(buyers - 1)));
  });
  const qs = adjustPValues(ps);
  const features = all.flatMap(([label, { buyers, others }], f): BuyerFeature[] => {
    if (qs[f]! > falseDiscovery) return [];
    const ratio = (buyers + 0.5) / (totals.buyers + 1) / ((others + 0.5) / (totals.others + 1));
    return [Object.freeze({ label, buyers, others, ratio, p: ps[f]!, qValue: qs[f]! })];
  });
  features.sort((a, b) => a.p - b.p || compareCodePoints(a.label, b.label));
  return Object.freeze({
    kind: "buyer-profile",
    productId,
    ...totals,
    tested: all.length,
    features: Object.freeze(features),
  });
}

/** A customer who is like the buyers of a product. */
export interface SimilarBuyer {
  /** The customer. */
  readonly customerId: string;
  /**
   * How far the customer is like buyers and not like others, from 0 to 1: the posterior of naive Bayes at even odds. It ranks; features go
   * together, so that it is no probability of a purchase.
   */
  readonly score: number;
  /** The features of buyers that the customer has, those that tell most first. */
  readonly matched: readonly string[];
}

/** Options of {@link findSimilarBuyers}. */
export interface SimilarBuyerOptions {
  /**
   * The least score.
   * @defaultValue `0.5`
   */
  readonly minimumScore?: number | undefined;
}

/**
 * Finds the customers who have not bought a product and are like those who have.
 *
 * `score = 1 / (1 + e^(−Σ_f ln(r_f or r̄_f)))`, with r the ratio of the shares of buyers and others who have feature f, r̄ of those who have it not
 *
 * @returns customers with at least one feature of buyers, from the highest score down, then by id
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { findSimilarBuyers } from "clientele/affinity";
 *
 * const profile = { kind: "buyer-profile", productId: "beans", buyers: 9, others: 19, tested: 1, features: [
 *   { label: "has grinder", buyers: 9, others: 4, ratio: 4.2, p: 0.0001, qValue: 0.0001 },
 * ] } as const;
 * findSimilarBuyers([{ customerId: "ann", products: new Set(["grinder"]) }], profile)[0]?.matched; // => ["has grinder"]
 * ```
 */
export function findSimilarBuyers(
  customers: Iterable<CustomerProfile>,
  profile: BuyerProfile,
  options: SimilarBuyerOptions = {},
): readonly SimilarBuyer[] {
  const { minimumScore = 0.5 } = options;
  if (!(minimumScore >= 0 && minimumScore <= 1))
    throw wrongOption("find similar buyers", "minimumScore", "a number from 0 to 1", minimumScore);
  const found: SimilarBuyer[] = [];
  for (const customer of customers) {
    if (customer.products?.has(profile.productId) === true) continue;
    const own = featuresOf(customer, profile.productId);
    let logOdds = 0;
    const matched: { label: string; says: number }[] = [];
    for (const { label, buyers, others } of profile.features) {
      const [b, o] = [(buyers + 0.5) / (profile.buyers + 1), (others + 0.5) / (profile.others + 1)];
      const says = own.has(label) ? Math.log(b / o) : Math.log((1 - b) / (1 - o));
      logOdds += says;
      if (own.has(label) && says > 0) matched.push({ label, says });
    }
    const score = 1 / (1 + Math.exp(-logOdds));
    if (matched.length === 0 || score < minimumScore) continue;
    matched.sort((a, b) => b.says - a.says);
    found.push(
      Object.freeze({
        customerId: customer.customerId,
        score,
        matched: Object.freeze(matched.map(({ label }) => label)),
      }),
    );
  }
  found.sort((a, b) => b.score - a.score || compareCodePoints(a.customerId, b.customerId));
  return Object.freeze(found);
}

function featuresOf(
  { products, attributes, stages }: CustomerProfile,
  productId: string,
): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const id of products ?? []) if (id !== productId) labels.add(`has ${id}`);
  for (const stage of stages ?? []) labels.add(`is in the stage ${stage}`);
  for (const [name, value] of attributes ?? [])
    if (typeof value !== "number") labels.add(`${name} is ${value}`);
  return labels;
}
