import { type Money, sumUnitsBy, unitSumAt } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import type { AbcTable } from "./abc-table.ts";

/** One class of customers as a whole. */
export interface TierSummary {
  /** The class. */
  readonly tier: "A" | "B" | "C";
  /** How many customers are in it. */
  readonly customers: number;
  /** The sum of their values. */
  readonly value: Money;
  /** Of the value of all customers; 0 where that is not positive. */
  readonly share: number;
  /** Of all customers; 0 where there is none. */
  readonly shareOfCustomers: number;
}

/**
 * Sums up the classes: how many customers are in each and what they bring.
 *
 * `share = Σ value of the class / Σ value`; the share of C is negative where its customers cost more than they bring
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { classifyAbc, summariseTiers, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["80", "15", "5"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const summary = summariseTiers(classifyAbc(valueCustomers(log, { asOf: "2026-06-01" })));
 * summary.map(({ tier, customers, share }) => [tier, customers, share]); // => [["A", 1, 0.8], ["B", 1, 0.15], ["C", 1, 0.05]]
 * ```
 */
export function summariseTiers(abc: AbcTable): readonly TierSummary[] {
  const { codes, tiers, values, size } = abc;
  const sums = sumUnitsBy(Int32Array.from(codes), values.value, tiers.length);
  const units = tiers.map((_, code) => unitSumAt(sums, code));
  const total = Number(units.reduce((sum: bigint, part) => sum + BigInt(part), 0n));
  return Object.freeze(
    tiers.map((tier, code) => {
      const customers = codes.reduce((sum: number, other) => sum + (other === code ? 1 : 0), 0);
      return Object.freeze({
        tier,
        customers,
        value: moneyOfUnits(units[code]!, values),
        share: total > 0 ? Number(units[code]!) / total : 0,
        shareOfCustomers: size === 0 ? 0 : customers / size,
      });
    }),
  );
}
