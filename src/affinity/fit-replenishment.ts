import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { logGamma, minimize } from "../stats/index.ts";
import { checkWhole, checkWord } from "./_check.ts";
import { type GapsOfProduct, readGaps } from "./_read-gaps.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** How the days between two purchases of a product vary among and within customers. */
export type GapLaw =
  | {
      /** ln gap ~ N(m, withinVariance), m ~ N(mean, betweenVariance) among customers. */
      readonly family: "lognormal";
      /** Mean of the customers' mean logarithms. */
      readonly mean: number;
      /** Its variance as an estimate. */
      readonly meanVariance: number;
      /** Variance of the logarithm within a customer. */
      readonly withinVariance: number;
      /** Variance of the mean logarithm among customers. */
      readonly betweenVariance: number;
    }
  | {
      /** gap ~ Gamma(shape, λ), λ ~ Gamma(rateShape, rateScale) among customers. */
      readonly family: "gamma";
      /** Shape of the gaps within a customer. */
      readonly shape: number;
      /** Shape of the rates among customers. */
      readonly rateShape: number;
      /** Rate parameter of the rates among customers, in days. */
      readonly rateScale: number;
    };

/** How often a product is bought again. */
export interface ProductReplenishment {
  /** The product. */
  readonly productId: string;
  /** Gaps seen: days from one purchase of it to the next by the same customer. */
  readonly gaps: number;
  /** Customers with a gap. */
  readonly customers: number;
  /** How they vary. */
  readonly law: GapLaw;
}

/** How often products are bought again; plain, frozen, and the same after JSON. */
export interface ReplenishmentModel {
  /** Marks the model. */
  readonly kind: "replenishment";
  /** Products with gaps enough, in code-point order. */
  readonly products: readonly ProductReplenishment[];
  /** Products bought again, but not often enough for a law, with the gaps seen. */
  readonly tooFew: readonly {
    /** The product. */
    readonly productId: string;
    /** Gaps seen. */
    readonly have: number;
    /** Gaps needed. */
    readonly need: number;
  }[];
}

/** Options of {@link fitReplenishment}. */
export interface ReplenishmentFitOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The products that are used up and bought again; all, when left out. */
  readonly products?: ReadonlySet<string> | undefined;
  /**
   * The law of the gaps.
   * @defaultValue `"lognormal"`
   */
  readonly family?: "lognormal" | "gamma" | undefined;
  /**
   * The fewest gaps of a product, and customers with two of them are needed to tell within from between.
   * @defaultValue `10`
   */
  readonly need?: number | undefined;
}

/**
 * Fits how many days pass from one purchase of a product to the next: for every product one law of customers, to which the few
 * gaps of a single customer are shrunk.
 *
 * `lognormal`: random effects of the mean logarithm, the within variance pooled over customers and the between variance by the method of
 * moments, τ² = max(0, (Q − (C − 1)) / (Σw − Σw²/Σw)) with w = n/σ² (DerSimonian and Laird 1986). `gamma`: the gamma-gamma mixture, shape
 * and law of rates by maximum of the marginal likelihood.
 *
 * Gaps that have not ended are not used, so a product of which most customers wait longer than the log is long looks faster than it is.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { fitReplenishment, sequencesFromBaskets, basketsFromRows } from "clientele/affinity";
 *
 * const days = ["2026-01-01", "2026-01-29", "2026-03-01", "2026-03-30", "2026-04-28", "2026-06-01"] as const;
 * const rows = ["ann", "bob"].flatMap((customerId) =>
 *   days.map((boughtOn) => ({ basketId: `${customerId} ${boughtOn}`, customerId, boughtOn, itemId: "coffee" })),
 * );
 * const model = fitReplenishment(sequencesFromBaskets(basketsFromRows(rows)), { asOf: "2026-06-02" });
 * const [coffee] = model.products;
 * coffee?.gaps; // => 10
 * coffee?.law.family === "lognormal" && Math.round(Math.exp(coffee.law.mean)); // => 30
 * ```
 */
export function fitReplenishment(
  sequences: PurchaseSequences,
  options: ReplenishmentFitOptions,
): ReplenishmentModel {
  const doing = "fit replenishment";
  const { asOf, products, family = "lognormal", need = 10 } = options;
  checkWord(doing, "family", family, ["lognormal", "gamma"]);
  checkWhole(doing, "need", need, 2);
  const fitted: ProductReplenishment[] = [];
  const tooFew: ReplenishmentModel["tooFew"][number][] = [];
  readGaps(sequences, dayNumber(asOf)).forEach((own, code) => {
    const productId = sequences.itemIds[code]!;
    if (own.gaps === 0 || products?.has(productId) === false) return;
    const twice = own.customers.some(({ count }) => count >= 2);
    const law =
      own.gaps < need || !twice ? undefined : family === "gamma" ? fitGamma(own) : fitLognormal(own);
    if (law === undefined) tooFew.push(Object.freeze({ productId, have: own.gaps, need }));
    else {
      const customers = own.customers.filter(({ count }) => count > 0).length;
      fitted.push(Object.freeze({ productId, gaps: own.gaps, customers, law: Object.freeze(law) }));
    }
  });
  return Object.freeze({
    kind: "replenishment",
    products: Object.freeze(fitted),
    tooFew: Object.freeze(tooFew),
  });
}

/** Gaps are whole days, so no logarithm is known better than by the rounding of a day. */
const ROUNDING = 1 / 12;

function fitLognormal(own: GapsOfProduct): GapLaw {
  const groups = own.customers.filter(({ count }) => count > 0);
  const mean = ({ logs, count }: (typeof groups)[number]): number => logs / count;
  let [squares, freedom, total] = [0, 0, 0];
  for (const group of groups) {
    squares += Math.max(0, group.squares - group.logs ** 2 / group.count);
    freedom += group.count - 1;
    total += group.logs;
  }
  const typical = Math.exp(total / own.gaps);
  const withinVariance = Math.max(squares / freedom, ROUNDING / typical ** 2);
  let [sum, sumSquares, weighted] = [0, 0, 0];
  for (const group of groups) {
    const weight = group.count / withinVariance;
    sum += weight;
    sumSquares += weight ** 2;
    weighted += weight * mean(group);
  }
  const centre = weighted / sum;
  const q = groups.reduce((s, group) => s + (group.count / withinVariance) * (mean(group) - centre) ** 2, 0);
  const spare = sum - sumSquares / sum;
  const betweenVariance = spare > 0 ? Math.max(0, (q - (groups.length - 1)) / spare) : 0;
  let [precision, located] = [0, 0];
  for (const group of groups) {
    const weight = 1 / (withinVariance / group.count + betweenVariance);
    precision += weight;
    located += weight * mean(group);
  }
  return {
    family: "lognormal",
    mean: located / precision,
    meanVariance: 1 / precision,
    withinVariance,
    betweenVariance,
  };
}

function fitGamma(own: GapsOfProduct): GapLaw | undefined {
  const groups = own.customers.filter(({ count }) => count > 0);
  const days = groups.reduce((s, { sum }) => s + sum, 0) / own.gaps;
  // In the mean gap m and the coefficients of variation the likelihood is rounder than in shapes and rates.
  const found = minimize(
    ([shape = 1, rateShape = 1, mean = 1]) => {
      const rateScale = (mean * rateShape) / shape;
      let value = 0;
      for (const { count, sum, logs } of groups) {
        const after = rateShape + count * shape;
        value -=
          (shape - 1) * logs -
          count * logGamma(shape) +
          rateShape * Math.log(rateScale) -
          logGamma(rateShape) +
          logGamma(after) -
          after * Math.log(rateScale + sum);
      }
      return value / own.gaps;
    },
    {
      parameters: [
        { name: "shape", start: 2, lower: 0.01, upper: 1000 },
        { name: "rateShape", start: 4, lower: 0.1, upper: 10_000 },
        { name: "mean", start: days, lower: 0.01, upper: 100 * days },
      ],
    },
  );
  if (found.status === "failed") return undefined;
  const [shape, rateShape, mean] = found.parameters.map(({ value }) => value) as [number, number, number];
  return { family: "gamma", shape, rateShape, rateScale: (mean * rateShape) / shape };
}
