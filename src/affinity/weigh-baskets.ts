import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { finishBaskets } from "./_arrange-baskets.ts";
import { checkWhole, wrongOption } from "./_check.ts";
import type { Baskets } from "./baskets.ts";

/**
 * Gives every basket a weight: supports and confidences become shares of the weight.
 *
 * support(X) = Σ_{b ⊇ X} w(b)/Σ w(b). Weights are rounded to multiples of a power of two of which 2⁵² reach the sum, so that every sum of
 * them is exact and no result depends on the order of the baskets.
 *
 * @param weights - one finite number from 0 up for each basket; not all zero
 * @throws RangeError if there are not as many weights as baskets, one is out of range, or all are zero
 *
 * @example
 * ```ts
 * import { basketsFromLists, mineItemsets, weighBaskets } from "clientele/affinity";
 *
 * const baskets = weighBaskets(basketsFromLists([["a", "b"], ["a"], ["b"]]), [2, 1, 1]);
 * mineItemsets(baskets, { minSupport: 0.5 }).get(["a", "b"]); // => { items: ["a", "b"], count: 2, support: 0.5 }
 * ```
 */
export function weighBaskets(baskets: Baskets, weights: ArrayLike<number>): Baskets {
  const doing = "weigh baskets";
  if (weights.length !== baskets.size)
    throw wrongOption(doing, "weights", `${baskets.size} numbers, one a basket`, weights.length);
  let sum = 0;
  for (let b = 0; b < weights.length; b++) {
    if (!(weights[b]! >= 0 && Number.isFinite(weights[b]!)))
      throw wrongOption(doing, `the weight of basket ${b}`, "a finite number from 0 up", weights[b]);
    sum += weights[b]!;
  }
  if (baskets.size > 0 && !(sum > 0 && Number.isFinite(sum)))
    throw wrongOption(doing, "the sum of the weights", "a finite number above 0", sum);
  // A margin of two bits for the rounding of the sum and of the weights.
  const unit = 2 ** (Math.ceil(Math.log2(sum || 1)) - 51);
  const rounded = Float64Array.from(weights, (weight) => Math.round(weight / unit) * unit);
  return finishBaskets({ ...columnsOf(baskets), weights: rounded });
}

/** Options of {@link weighBasketsByAge}. */
export interface BasketAgeOptions {
  /** The day of the analysis, after the day of every basket. */
  readonly asOf: PlainDate;
  /** After how many days a basket counts half, above 0. */
  readonly halfLifeDays: number;
}

/**
 * Lets old baskets count less: what went together last month says more of the next than what went together three years ago.
 *
 * w(b) = 2^(−(asOf − 1 − day(b))/halfLifeDays): a basket of the last day seen, the one before `asOf`, counts 1
 *
 * @throws RangeError if the baskets have no days, one is of `asOf` or later, or an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromRows, weighBasketsByAge } from "clientele/affinity";
 *
 * const baskets = basketsFromRows([
 *   { basketId: "1", itemId: "tea", boughtOn: "2026-05-31" },
 *   { basketId: "2", itemId: "tea", boughtOn: "2026-05-01" },
 * ]);
 * weighBasketsByAge(baskets, { asOf: "2026-06-01", halfLifeDays: 30 }).weights; // => Float64Array.of(1, 0.5)
 * ```
 */
export function weighBasketsByAge(baskets: Baskets, options: BasketAgeOptions): Baskets {
  const doing = "weigh baskets by age";
  const { halfLifeDays } = options;
  const last = dayNumber(options.asOf) - 1;
  const { days } = baskets;
  if (!(halfLifeDays > 0 && Number.isFinite(halfLifeDays)))
    throw wrongOption(doing, "halfLifeDays", "a number above 0", halfLifeDays);
  if (days === undefined) throw new RangeError(`Cannot ${doing}: the baskets have no days`);
  const late = days.findIndex((day) => day > last);
  if (late >= 0)
    throw new RangeError(`Cannot ${doing}: basket ${late} must be of a day before asOf ${options.asOf}`);
  return weighBaskets(
    baskets,
    Float64Array.from(days, (day) => 2 ** (-(last - day) / halfLifeDays)),
  );
}

/** Options of {@link weighBasketsByHubs}. */
export interface HubOptions {
  /**
   * Stop after so many rounds of the power method, from equal items. R's _arules_ stops after 15, which is where the published example
   * of Sun and Bai stands.
   * @defaultValue until no weight moves by 10⁻¹⁵, at most 100 000
   */
  readonly rounds?: number | undefined;
}

/**
 * Weighs baskets by what is in them: a basket weighs more the more its items are bought with other weighty baskets.
 *
 * The principal eigenvector of A Aᵀ, A the 0/1 table of baskets × items, of length 1: hub weights of Kleinberg's HITS
 *
 * Empty baskets weigh nothing. Where several groups of baskets share no item the largest group takes all the weight.
 *
 * @throws RangeError if there is no item at all, or the option is out of range
 *
 * @see Sun and Bai, "Mining weighted association rules without preassigned weights" (2008)
 *
 * @example
 * ```ts
 * import { basketsFromLists, weighBasketsByHubs } from "clientele/affinity";
 *
 * const { weights } = weighBasketsByHubs(basketsFromLists([["a", "b"], ["a"], ["c"]]));
 * [...(weights ?? [])].map((w) => w.toFixed(4)); // => ["0.8507", "0.5257", "0.0000"]
 * ```
 */
export function weighBasketsByHubs(baskets: Baskets, options: HubOptions = {}): Baskets {
  const { rounds = 100_000 } = options;
  checkWhole("weigh baskets by hubs", "rounds", rounds, 1);
  const { size, offsets, items, itemIds } = baskets;
  if (items.length === 0) throw new RangeError("Cannot weigh baskets by hubs: no basket holds an item");
  let authorities = new Float64Array(itemIds.length).fill(1);
  let hubs = new Float64Array(size);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(size);
    for (let b = 0; b < size; b++)
      for (let i = offsets[b]!; i < offsets[b + 1]!; i++) next[b]! += authorities[items[i]!]!;
    const length = Math.sqrt(next.reduce((sum, hub) => sum + hub * hub, 0));
    let moved = 0;
    for (let b = 0; b < size; b++) {
      next[b]! /= length;
      moved = Math.max(moved, Math.abs(next[b]! - hubs[b]!));
    }
    hubs = next;
    if (moved < 1e-15) break;
    authorities = new Float64Array(itemIds.length);
    for (let b = 0; b < size; b++)
      for (let i = offsets[b]!; i < offsets[b + 1]!; i++) authorities[items[i]!]! += hubs[b]!;
  }
  return weighBaskets(baskets, hubs);
}

/** The columns alone, without what follows from them. */
function columnsOf(baskets: Baskets): Parameters<typeof finishBaskets>[0] {
  const { unit, itemIds, offsets, items, basketIds, customerIds, customers, days, groups, report } = baskets;
  return { unit, itemIds, offsets, items, basketIds, customerIds, customers, days, groups, report };
}
