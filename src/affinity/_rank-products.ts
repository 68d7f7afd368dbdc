import { createFinder, type Evidence } from "./_find-evidence.ts";
import type { CheckedRecommendOptions } from "./_recommend-options.ts";
import { createTopList, offerProduct, popularOrder } from "./_top-products.ts";
import { type NextProductModel, neighbourPlace } from "./next-product-model.ts";
import type { CustomerSituation, HeldProducts } from "./recommendation.ts";

/** A product in a list, in codes. */
interface RankedProduct extends Evidence {
  readonly code: number;
  readonly score: number;
}

/** The list of one customer, in codes. */
export interface RankedList {
  readonly products: readonly RankedProduct[];
  readonly held: HeldProducts;
}

const NOTHING_HELD: HeldProducts = Object.freeze({
  owned: 0,
  notOffered: 0,
  refused: 0,
  byChance: 0,
  quota: 0,
});

type Ranker = (codes: readonly number[], situation?: CustomerSituation) => RankedList;

/** Prepares what is the same for all customers. The codes of a customer rise. */
export function createProductRanker(model: NextProductModel, options: CheckedRecommendOptions): Ranker {
  const { itemIds, counts, baskets } = model;
  const { limit, strength, objective, margins, perCategory, diversity, categories } = options;
  const popular = popularOrder(counts);
  const category = itemIds.map((id) => categories?.get(id));
  const margin = itemIds.map((id) => margins?.get(id));
  const needsMargin = objective === "margin" || options.minimumMargin !== undefined;
  const offered = itemIds.map(
    (id, code) =>
      (options.available?.(id) ?? true) &&
      (!needsMargin ||
        (margin[code] ?? Number.NEGATIVE_INFINITY) >= (options.minimumMargin ?? -Number.MAX_VALUE)),
  );
  const codeOf = new Map(itemIds.map((id, code) => [id, code]));
  const find = createFinder(model, options);

  /** What holds each product back from one customer, or nothing. */
  const blocker = (codes: readonly number[], situation: CustomerSituation) => {
    const owned = new Set(codes);
    for (const id of situation.owned ?? []) {
      const code = codeOf.get(id);
      if (code !== undefined) owned.add(code);
    }
    return (code: number): keyof HeldProducts | undefined => {
      if (owned.has(code)) return "owned";
      if (!offered[code]!) return "notOffered";
      const own = category[code];
      const refused =
        situation.refusedProducts?.has(itemIds[code]!) === true ||
        (own !== undefined && situation.refusedCategories?.has(own) === true);
      return refused ? "refused" : undefined;
    };
  };

  return (codes, situation = {}) => {
    if (situation.mayRecommend === false) return { products: [], held: NOTHING_HELD };
    const held = { ...NOTHING_HELD };
    const blocked = blocker(codes, situation);
    const weights = situation.weights && codes.map((code) => situation.weights!.get(itemIds[code]!) ?? 1);
    const scored = find.score(codes, weights);
    const scoredCodes: number[] = [];
    for (const code of scored.codes) {
      const why = blocked(code);
      if (why === undefined) scoredCodes.push(code);
      else held[why]++;
    }
    const lean = leanToInterest(scoredCodes, scored.scoreOf, situation.interest);
    const top = createTopList(options.candidates);
    for (const code of scoredCodes) {
      const value = scored.scoreOf(code) * lean.factor(category[code]);
      if (value > 0 && value >= top.floor) offerProduct(top, code, value);
    }
    const pool: Pending[] = [];
    for (let t = 0; t < top.size; t++) pool.push({ code: top.codes[t]!, score: top.values[t]! });
    for (const one of interestOnly(lean.unmet, scoredCodes, blocked)) pool.push(one);
    // Looking for evidence is the costly part, so it is done where a product's turn comes.
    const judge = ({ code }: Pending): Evidence | undefined => find.evidence(codes, code, weights);
    if (objective === "margin") {
      for (const one of pool) {
        one.evidence ??= judge(one);
        if (one.evidence === undefined) held.byChance++;
        else
          one.score =
            margin[one.code]! * confidenceOf(one.code, one.evidence) * lean.factor(category[one.code]);
      }
    }
    const open = objective === "margin" ? pool.filter(({ evidence }) => evidence !== undefined) : pool;
    open.sort((a, b) => b.score - a.score || a.code - b.code);
    const list = choose(open, held, judge);
    if (options.fallback === "popularity") fillUp(list, blocked);
    return { products: list, held };
  };

  function confidenceOf(code: number, { both, having, because }: Evidence): number {
    const share = counts[code]! / baskets;
    return because.length === 0 ? share : (both + strength * share) / (having + strength);
  }

  /** Jeffrey's rule: the categories get the shares that the interest says, mixed with those they have. */
  function leanToInterest(
    codes: readonly number[],
    scoreOf: (code: number) => number,
    interest: ReadonlyMap<string, number> | undefined,
  ): { factor(of: string | undefined): number; readonly unmet: ReadonlyMap<string, number> } {
    const weight = options.interestWeight;
    const sum = [...(interest?.values() ?? [])].reduce((a, b) => a + b, 0);
    if (interest === undefined || weight === 0 || !(sum > 0)) return { factor: () => 1, unmet: new Map() };
    const mass = new Map<string | undefined, number>();
    let total = 0;
    for (const code of codes) {
      const score = scoreOf(code);
      mass.set(category[code], (mass.get(category[code]) ?? 0) + score);
      total += score;
    }
    const factors = new Map<string | undefined, number>();
    const unmet = new Map<string, number>();
    for (const [name, own] of interest) {
      const share = (weight * own) / sum;
      const has = mass.get(name) ?? 0;
      if (has > 0) factors.set(name, 1 - weight + (share * total) / has);
      else if (share > 0) unmet.set(name, share * (total > 0 ? total : 1));
    }
    return { factor: (of) => factors.get(of) ?? 1 - weight, unmet };
  }

  /** Categories of interest in which nothing that the customer has speaks for a product: the most popular ones of them. */
  function interestOnly(
    unmet: ReadonlyMap<string, number>,
    scoredCodes: readonly number[],
    blocked: (code: number) => keyof HeldProducts | undefined,
  ): Pending[] {
    if (unmet.size === 0) return [];
    const scored = new Set(scoredCodes);
    const open = new Map<string, number[]>();
    for (const code of popular) {
      const own = category[code];
      if (own === undefined || !unmet.has(own) || scored.has(code) || blocked(code) !== undefined) continue;
      const list = open.get(own) ?? [];
      if (list.length < limit) open.set(own, [...list, code]);
    }
    return [...open].flatMap(([name, codes]) => {
      const sum = codes.reduce((total, code) => total + counts[code]!, 0);
      return codes.map((code) => ({
        code,
        score: (unmet.get(name)! * counts[code]!) / sum,
        evidence: { basis: "interest" as const, because: [], both: counts[code]!, having: baskets },
      }));
    });
  }

  /** Takes the best that is left, with what each loses by likeness, until the list is full. */
  function choose(
    pool: readonly Pending[],
    held: { quota: number; byChance: number },
    judge: (one: Pending) => Evidence | undefined,
  ): RankedProduct[] {
    const chosen: RankedProduct[] = [];
    const taken = new Map<string, number>();
    const left = [...pool];
    for (let at = 0; chosen.length < limit && at < left.length; at++) {
      if (diversity > 0) bringForward(left, at, chosen);
      const one = left[at]!;
      const own = category[one.code];
      const so = own === undefined ? 0 : (taken.get(own) ?? 0);
      if (own !== undefined && perCategory !== undefined && so >= perCategory) {
        held.quota++;
        continue;
      }
      const evidence = one.evidence ?? judge(one);
      if (evidence === undefined) {
        held.byChance++;
        continue;
      }
      if (own !== undefined) taken.set(own, so + 1);
      chosen.push({ ...evidence, code: one.code, score: one.score });
    }
    return chosen;
  }

  /** Puts at a place the best of what stands from there on, with what each loses by likeness to those chosen. */
  function bringForward(left: Pending[], at: number, chosen: readonly RankedProduct[]): void {
    let [best, value] = [at, Number.NEGATIVE_INFINITY];
    for (let i = at; i < left.length; i++) {
      const { code, score } = left[i]!;
      const likeness = chosen.reduce((most, other) => Math.max(most, cosine(code, other.code)), 0);
      const own = score * (1 - Math.sign(score) * diversity * likeness);
      if (own > value) [best, value] = [i, own];
    }
    left.splice(at, 0, ...left.splice(best, 1));
  }

  function fillUp(list: RankedProduct[], blocked: (code: number) => keyof HeldProducts | undefined): void {
    if (list.length >= limit) return;
    const listed = new Set(list.map(({ code }) => code));
    const taken = new Map<string | undefined, number>();
    for (const { code } of list) taken.set(category[code], (taken.get(category[code]) ?? 0) + 1);
    for (const code of popular) {
      if (list.length >= limit) return;
      const own = category[code];
      const full = own !== undefined && (taken.get(own) ?? 0) >= (perCategory ?? Number.POSITIVE_INFINITY);
      if (full || listed.has(code) || blocked(code) !== undefined) continue;
      taken.set(own, (taken.get(own) ?? 0) + 1);
      list.push({
        code,
        score: 0,
        basis: "popularity",
        because: [],
        both: counts[code]!,
        having: baskets,
      });
    }
  }

  function cosine(a: number, b: number): number {
    const at = neighbourPlace(model, a, b);
    return at < 0 ? 0 : model.together[at]! / Math.sqrt(counts[a]! * counts[b]!);
  }
}

/** A product whose turn may come; its evidence is looked for then, unless it is known. */
interface Pending {
  readonly code: number;
  score: number;
  evidence?: Evidence | undefined;
}
