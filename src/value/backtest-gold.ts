import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { requireSameScale } from "./_same-scale.ts";
import { flagGold, type GoldOptions } from "./flag-gold.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link backtestGold}. */
export interface GoldBacktestOptions extends GoldOptions {
  /** The values of the year before, from which the gold of the year is predicted. */
  readonly before: ValueTable;
}

/** How well last year's gold tells this year's. */
export interface GoldBacktest {
  /** Marks the answer as one. */
  readonly kind: "backtest";
  /** Gold before, and so predicted to be gold: ids in order. */
  readonly predicted: readonly string[];
  /** Gold in fact: ids in order. */
  readonly actual: readonly string[];
  /** Both. */
  readonly hits: number;
  /** hits / predicted, with a Wilson interval: how many of those treated as gold were. */
  readonly hitRate: BoundedEstimate;
  /** hits / actual, with a Wilson interval: how many of the gold were foreseen. */
  readonly found: BoundedEstimate;
  /** The hit rate of customers drawn blindly: actual / all customers of either year. */
  readonly blindRate: number;
  /** hitRate / blindRate. */
  readonly lift: number;
  /** Gold now who were no customers before: no figure of last year could have named them. */
  readonly newcomers: number;
}

/** The answer when one of the years has no gold. */
export interface NoGold {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "gold customers before" | "gold customers now";
  /** How many there are. */
  readonly have: 0;
  /** How many it takes. */
  readonly need: 1;
}

/**
 * Tests the rule "last year's gold will be this year's gold" on two years that are over, so that its next prediction,
 * the gold of the latest year, comes with the rate at which it was right.
 *
 * `hit rate = |gold before ∩ gold now| / |gold before|`; `lift = hit rate / (|gold now| / |customers of either year|)`
 *
 * @throws RangeError if the tables differ in basis or currency, or the share is not from 0 to 1
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { backtestGold, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     ...["90", "80", "5", "4"].map((amount, i) => ({ customerId: `c${i}`, orderedOn: "2025-03-01" as const, amount })),
 *     ...["70", "3", "60", "4"].map((amount, i) => ({ customerId: `c${i}`, orderedOn: "2026-03-01" as const, amount })),
 *   ],
 *   { currency: "EUR" },
 * );
 * const before = valueCustomers(log, { asOf: "2026-01-01" });
 * const now = valueCustomers(log, { from: "2026-01-01", asOf: "2027-01-01" });
 * const test = backtestGold(now, { before, share: 0.5 });
 * if (test.kind === "insufficient") throw new Error("no gold");
 * [test.predicted, test.actual, test.hits]; // => [["c0", "c1"], ["c0", "c2"], 1]
 * [test.hitRate.estimate, test.lift]; // => [0.5, 1]
 * ```
 */
export function backtestGold(now: ValueTable, options: GoldBacktestOptions): GoldBacktest | NoGold {
  const { before, share } = options;
  requireSameScale("test the prediction of gold", before, now);
  const predicted = goldOf(before, share);
  const actual = goldOf(now, share);
  const missing = predicted.length === 0 ? "before" : actual.length === 0 ? "now" : undefined;
  if (missing !== undefined) {
    return Object.freeze({
      kind: "insufficient",
      of: `gold customers ${missing}` as const,
      have: 0,
      need: 1,
    });
  }
  const gold = new Set(actual);
  const hits = predicted.filter((id) => gold.has(id)).length;
  const added = before.customerIds.filter((id) => now.indexOf(id) === undefined).length;
  const blindRate = actual.length / (now.size + added);
  const hitRate = estimateProportion({ successes: hits, trials: predicted.length });
  return Object.freeze({
    kind: "backtest",
    predicted,
    actual,
    hits,
    hitRate,
    found: estimateProportion({ successes: hits, trials: actual.length }),
    blindRate,
    lift: hitRate.estimate / blindRate,
    newcomers: actual.filter((id) => before.indexOf(id) === undefined).length,
  });
}

function goldOf(table: ValueTable, share: number | undefined): readonly string[] {
  const { flags, customerIds } = flagGold(table, { share });
  return Object.freeze(customerIds.filter((_, i) => flags[i] === 1));
}
