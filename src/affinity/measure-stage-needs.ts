import { compareCodePoints } from "../ids/index.ts";
import { adjustPValues, hypergeometricDistribution } from "../stats/index.ts";
import { wrongOption } from "./_check.ts";
import type { CustomerProfile } from "./customer-profile.ts";

/** What customers in a stage of life need, by what others in it have. */
export interface StageNeed {
  /** The stage. */
  readonly stage: string;
  /** The category. */
  readonly category: string;
  /** How many customers in the stage have something of it. */
  readonly having: number;
  /** How many customers are in the stage. */
  readonly of: number;
  /** The share of the customers in other stages, or in none, who have. */
  readonly elsewhere: number;
  /** The probability of so many by chance (Fisher's exact test, one-sided), with all stages and categories at once (Benjamini and Hochberg). */
  readonly qValue: number;
}

/** Options of {@link measureStageNeeds}. */
export interface StageNeedOptions {
  /** The category of each product. */
  readonly categories: ReadonlyMap<string, string>;
  /**
   * The highest share of false discoveries.
   * @defaultValue `0.05`
   */
  readonly falseDiscovery?: number | undefined;
}

/**
 * Measures which categories go with a stage of life: those that customers in it have more often than others. Customers of whom no stage is
 * known are not counted.
 *
 * @returns needs by stage, the commonest first
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { findCategoryNeeds, measureStageNeeds } from "clientele/affinity";
 *
 * const customers = Array.from({ length: 40 }, (_, i) => ({
 *   customerId: `c${10 + i}`,
 *   stages: [i < 20 ? "parent" : "single"],
 *   products: new Set(i < 16 ? ["pram"] : ["skates"]),
 * }));
 * const categories = new Map([["pram", "baby"], ["skates", "sports"]]);
 * const needs = measureStageNeeds(customers, { categories });
 * needs[0]; // => { stage: "parent", category: "baby", having: 16, of: 20, elsewhere: 0, qValue: needs[0]?.qValue }
 * findCategoryNeeds(customers, needs, { categories }).map(({ customerId }) => customerId); // => ["c26", "c27", "c28", "c29"]
 * ```
 */
export function measureStageNeeds(
  customers: Iterable<CustomerProfile>,
  options: StageNeedOptions,
): readonly StageNeed[] {
  const { categories, falseDiscovery = 0.05 } = options;
  if (!(falseDiscovery > 0 && falseDiscovery <= 1))
    throw wrongOption(
      "measure stage needs",
      "falseDiscovery",
      "a number above 0 and up to 1",
      falseDiscovery,
    );
  const stages = new Map<string, number>();
  const all = new Map<string, number>();
  const pairs = new Map<string, Map<string, number>>();
  let size = 0;
  for (const customer of customers) {
    if (customer.stages === undefined) continue;
    size++;
    const has = categoriesOf(customer, categories);
    for (const category of has) all.set(category, (all.get(category) ?? 0) + 1);
    for (const stage of new Set(customer.stages)) {
      stages.set(stage, (stages.get(stage) ?? 0) + 1);
      const row = pairs.get(stage) ?? new Map<string, number>();
      for (const category of has) row.set(category, (row.get(category) ?? 0) + 1);
      pairs.set(stage, row);
    }
  }
  const rows = [...pairs].flatMap(([stage, row]) =>
    [...row].map(([category, having]) => ({ stage, category, having, of: stages.get(stage)! })),
  );
  const ps = rows.map(({ category, having, of }) =>
    hypergeometricDistribution({
      marked: all.get(category)!,
      unmarked: size - all.get(category)!,
      draws: of,
    }).upper(having - 1),
  );
  const qs = adjustPValues(ps);
  const needs = rows.flatMap((row, i): StageNeed[] => {
    const rest = size - row.of;
    if (qs[i]! > falseDiscovery || rest === 0) return [];
    return [
      Object.freeze({ ...row, elsewhere: (all.get(row.category)! - row.having) / rest, qValue: qs[i]! }),
    ];
  });
  needs.sort(
    (a, b) =>
      compareCodePoints(a.stage, b.stage) || b.having - a.having || compareCodePoints(a.category, b.category),
  );
  return Object.freeze(needs);
}

/** A customer in a stage of life without what others in it have. */
export interface CategoryNeed extends StageNeed {
  /** The customer. */
  readonly customerId: string;
}

/**
 * Finds who is in a stage of life and has nothing of a category that the stage needs: by {@link measureStageNeeds}, or by a list of one's own.
 *
 * @returns needs by customer, in the order of the needs given
 *
 * @example
 * ```ts
 * import { findCategoryNeeds } from "clientele/affinity";
 *
 * const need = { stage: "parent", category: "baby", having: 16, of: 20, elsewhere: 0.1, qValue: 0.001 };
 * const ann = { customerId: "ann", stages: ["parent"], products: new Set<string>() };
 * findCategoryNeeds([ann], [need], { categories: new Map([["pram", "baby"]]) })[0]?.customerId; // => "ann"
 * ```
 */
export function findCategoryNeeds(
  customers: Iterable<CustomerProfile>,
  needs: readonly StageNeed[],
  options: Pick<StageNeedOptions, "categories">,
): readonly CategoryNeed[] {
  const rows = [...customers].sort((a, b) => compareCodePoints(a.customerId, b.customerId));
  return Object.freeze(
    rows.flatMap((customer) => {
      // Of whom nothing is known, it is not known either that something is missing.
      if (customer.stages === undefined || customer.products === undefined) return [];
      const has = categoriesOf(customer, options.categories);
      return needs
        .filter(({ stage, category }) => customer.stages!.includes(stage) && !has.has(category))
        .map((need) => Object.freeze({ customerId: customer.customerId, ...need }));
    }),
  );
}

function categoriesOf(
  { products }: CustomerProfile,
  categories: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set([...(products ?? [])].flatMap((id) => categories.get(id) ?? []));
}
