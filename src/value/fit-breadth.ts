import { fitLogLaw, usualFactor } from "./_log-law.ts";
import type { BreadthTable } from "./measure-breadth.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link fitBreadth}. */
export interface BreadthFitOptions {
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
  /**
   * Into how many parts customers are dealt; each is predicted from the others.
   * @defaultValue `5`
   */
  readonly folds?: number | undefined;
}

/** How value rises with the number of products. */
export interface BreadthElasticity {
  /** Marks the answer as one. */
  readonly kind: "elasticity";
  /** The power: with twice the products 2^estimate times the value. */
  readonly estimate: number;
  /** Its lower bound. */
  readonly lower: number;
  /** Its upper bound. */
  readonly upper: number;
  /** Customers it was measured over: those with a positive value and a known product. */
  readonly customers: number;
  /**
   * The usual factor by which a customer's value lies beside that of the law, up or down, for customers who were not part
   * of the fit: e to the mean absolute error of the logarithm.
   */
  readonly heldOutFactor: number;
  /** The same of "everybody is worth the mean (of logarithms)", which a law must beat to be of use. */
  readonly naiveFactor: number;
}

/** The answer where there is too little to measure. */
export interface NoBreadthElasticity {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers with a value and a product" | "different numbers of products";
  /** How many there are. */
  readonly have: number;
  /** How many it takes. */
  readonly need: number;
}

const FEWEST = 20;
const doing = "fit breadth";

/**
 * Measures how value rises with the number of products that a customer buys, over all customers, and how far the law lies
 * from customers it has not seen.
 *
 * `ln value = a + e · ln products`; interval of e by HC3
 *
 * It compares customers with each other: who buys more products may be larger anyway, so that a further product brings
 * less than the law says. Take the potential of breadth for an upper bound.
 *
 * @returns the elasticity; `insufficient` with fewer than 20 customers or with one number of products alone
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { fitBreadth, measureBreadth, valueCustomers } from "clientele/value";
 *
 * const rows = Array.from({ length: 24 }, (_, i) =>
 *   Array.from({ length: 1 + (i % 4) }, (_, p) => ({
 *     customerId: `c${i}`, productId: `p${p}`, orderedOn: "2026-05-02" as const, amount: String(60 * (1 + (i % 4)) + (i < 12 ? 6 : 0)),
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR" });
 * const asOf = "2026-06-01";
 * const law = fitBreadth(valueCustomers(log, { asOf }), measureBreadth(log, { asOf }));
 * law.kind === "elasticity" && [law.estimate.toFixed(1), law.customers]; // => ["2.0", 24]
 * ```
 */
export function fitBreadth(
  values: ValueTable,
  breadth: BreadthTable,
  options: BreadthFitOptions = {},
): BreadthElasticity | NoBreadthElasticity {
  const { confidence = 0.95, folds = 5 } = options;
  if (!Number.isSafeInteger(folds) || folds < 2) {
    throw new RangeError(`Cannot ${doing}: folds must be an integer of at least 2, got ${folds}`);
  }
  const unit = 10 ** values.exponent;
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < values.size; i++) {
    const at = values.value[i]! > 0 ? breadth.indexOf(values.idAt(i)) : undefined;
    if (at === undefined || breadth.products[at] === 0) continue;
    x.push(Math.log(breadth.products[at]!));
    y.push(Math.log(values.value[i]! / unit));
  }
  const missing = (
    [
      ["customers with a value and a product", x.length, Math.max(FEWEST, 2 * folds)],
      ["different numbers of products", new Set(x).size, 2],
    ] as const
  ).find(([, have, need]) => have < need);
  if (missing !== undefined) {
    const [of, have, need] = missing;
    return Object.freeze({ kind: "insufficient", of, have, need });
  }
  const { power, errors, naiveErrors } = fitLogLaw(doing, { name: "products", x, y, confidence, folds });
  const { estimate, lower, upper } = power;
  return Object.freeze({
    kind: "elasticity",
    estimate,
    lower,
    upper,
    customers: x.length,
    heldOutFactor: usualFactor(errors),
    naiveFactor: usualFactor(naiveErrors),
  });
}
