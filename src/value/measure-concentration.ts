import { sumUnits } from "../money/index.ts";
import { ceilShare, checkShare } from "./_share.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link measureConcentration}. */
export interface ConcentrationOptions {
  /**
   * Numbers of best customers whose share of the value is told.
   * @defaultValue `[1, 10, 100]`
   */
  readonly counts?: readonly number[] | undefined;
  /**
   * Shares of the customers, the best first, whose share of the value is told.
   * @defaultValue `[0.01, 0.05, 0.1, 0.2]`
   */
  readonly shares?: readonly number[] | undefined;
  /**
   * How many steps the Lorenz curve has.
   * @defaultValue `10`
   */
  readonly steps?: number | undefined;
}

/** How unevenly value is spread over customers. */
export interface Concentration {
  /** Marks the answer as one. */
  readonly kind: "concentration";
  /** All customers of the table. */
  readonly customers: number;
  /** Those without a positive value; they count as bringing nothing. */
  readonly withoutValue: number;
  /** From 0, all bring the same, to 1 − 1/n, one brings all. */
  readonly gini: number;
  /** The Lorenz curve: the poorest `customers` of all bring `value` of all; from (0, 0) to (1, 1). */
  readonly lorenz: readonly { readonly customers: number; readonly value: number }[];
  /** The share of the value of the best customers, by their number. */
  readonly top: readonly {
    readonly customers: number;
    readonly shareOfCustomers: number;
    readonly shareOfValue: number;
  }[];
  /** How many customers of equal value would be as concentrated: 1 / Σ shareᵢ² (inverse Herfindahl). */
  readonly effectiveCustomers: number;
}

/** The answer where there is nothing to share out. */
export interface NoConcentration {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers with a positive value";
  /** How many there are. */
  readonly have: 0;
  /** How many it takes. */
  readonly need: 1;
}

/**
 * Measures how far value is concentrated in few customers: Lorenz curve, Gini coefficient, share of the best k.
 *
 * `G = Σ (2i − n − 1) xᵢ / (n Σ xᵢ)`, x₁ ≤ … ≤ xₙ, `xᵢ = max(valueᵢ, 0)`; a value below zero counts as nothing, since
 * neither the curve nor the coefficient has a meaning for it.
 *
 * Gini (1912); Lorenz (1905); the formula of the ordered sample as in Sen, "On Economic Inequality" (1973).
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureConcentration, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["10", "20", "30", "40"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const found = measureConcentration(valueCustomers(log, { asOf: "2026-06-01" }), { counts: [1], shares: [0.5], steps: 2 });
 * if (found.kind === "insufficient") throw new Error("nothing to share");
 * found.gini; // => 0.25
 * found.lorenz; // => [{ customers: 0, value: 0 }, { customers: 0.5, value: 0.3 }, { customers: 1, value: 1 }]
 * found.top.map((row) => [row.customers, row.shareOfValue]); // => [[1, 0.4], [2, 0.7]]
 * ```
 */
export function measureConcentration(
  table: ValueTable,
  options: ConcentrationOptions = {},
): Concentration | NoConcentration {
  const { counts = [1, 10, 100], shares = [0.01, 0.05, 0.1, 0.2], steps = 10 } = options;
  const doing = "measure concentration";
  for (const [name, list] of [
    ["counts", counts],
    ["steps", [steps]],
  ] as const) {
    for (const count of list) {
      if (Number.isSafeInteger(count) && count >= 1) continue;
      throw new RangeError(`Cannot ${doing}: ${name} must be of positive integers, got ${count}`);
    }
  }
  for (const share of shares) checkShare(doing, "shares", share);
  const rising = table.value.map((value) => Math.max(value, 0)).sort();
  const n = rising.length;
  const total = Number(sumUnits(rising));
  if (!(total > 0)) {
    return Object.freeze({ kind: "insufficient", of: "customers with a positive value", have: 0, need: 1 });
  }
  // What the i poorest bring together; shares of a total, so the rounding of a double is of no account.
  const cumulative = new Float64Array(n + 1);
  let [weighted, squares] = [0, 0];
  rising.forEach((x, i) => {
    cumulative[i + 1] = cumulative[i]! + x;
    weighted += (2 * (i + 1) - n - 1) * x;
    squares += (x / total) ** 2;
  });
  const lorenz = Array.from({ length: steps + 1 }, (_, step) => {
    const at = (step * n) / steps;
    const below = Math.floor(at);
    const units = cumulative[below]! + (at - below) * (rising[below] ?? 0);
    return Object.freeze({ customers: step / steps, value: units / cumulative[n]! });
  });
  const sizes = [
    ...counts.map((count) => Math.min(count, n)),
    ...shares.map((share) => Number(ceilShare(share, BigInt(n)))),
  ];
  const top = [...new Set(sizes)]
    .sort((a, b) => a - b)
    .map((customers) =>
      Object.freeze({
        customers,
        shareOfCustomers: customers / n,
        shareOfValue: (cumulative[n]! - cumulative[n - customers]!) / cumulative[n]!,
      }),
    );
  return Object.freeze({
    kind: "concentration",
    customers: n,
    withoutValue: rising.reduce((sum, x) => sum + (x === 0 ? 1 : 0), 0),
    gini: weighted / (n * total),
    lorenz: Object.freeze(lorenz),
    top: Object.freeze(top),
    effectiveCustomers: 1 / squares,
  });
}
