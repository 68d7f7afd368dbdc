import { type CustomerTable, createCustomerTable } from "../orders/index.ts";
import type { RfmTable } from "./rfm-table.ts";

/** How often one customer buys, compared with all. */
export interface LoyaltyRow {
  /** The customer. */
  readonly customerId: string;
  /** 100 for a customer who buys as often as the mean. */
  readonly index: number;
  /** The share of customers who buy less often, those who buy as often counted by half; above 0, below 1. */
  readonly standing: number;
}

/** The loyalty index of every customer, by column. */
export interface LoyaltyTable extends CustomerTable<LoyaltyRow> {
  /** `100 · frequency / mean frequency`. */
  readonly index: Float64Array;
  /** Mid-rank over the number of customers. */
  readonly standing: Float64Array;
  /** The mean frequency of all. */
  readonly meanFrequency: number;
}

/**
 * Measures loyalty by behaviour alone: how often each customer bought in the days of the table, as an index with 100 for
 * the mean, and where that stands among all.
 *
 * `index = 100 · f / f̄`, `standing = (#{others: f′ < f} + ½ · #{all: f′ = f}) / n`
 *
 * Buying often is a sign of loyalty and no proof: who has no choice comes back as well. Customers who came late in the
 * period had less time to come back; a table with a short `from` compares them fairly.
 *
 * @example
 * ```ts
 * import { loyaltyIndex, rfmTableFromRows } from "clientele/rfm";
 *
 * const rows = [1, 1, 4].map((frequency, i) => ({ customerId: `c${i}`, recencyDays: 1, frequency, monetary: "1" }));
 * const loyalty = loyaltyIndex(rfmTableFromRows(rows, { asOf: "2026-06-01", currency: "EUR" }));
 * loyalty.get("c2")?.index; // => 200
 * loyalty.get("c0"); // => { customerId: "c0", index: 50, standing: 1 / 3 }
 * ```
 */
export function loyaltyIndex(table: RfmTable): LoyaltyTable {
  const { customerIds, frequency, size } = table;
  const total = frequency.reduce((sum, n) => sum + n, 0);
  const meanFrequency = size === 0 ? 0 : total / size;
  const index = Float64Array.from(frequency, (n) => (total === 0 ? 100 : (100 * n * size) / total));
  const sorted = frequency.slice().sort();
  const standing = Float64Array.from(frequency, (n) => {
    const [below, upTo] = [countBelow(sorted, n), countBelow(sorted, n + 1)];
    return (below + upTo) / (2 * size);
  });
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): LoyaltyRow =>
        Object.freeze({ customerId: customerIds[i]!, index: index[i]!, standing: standing[i]! }),
    ),
    index,
    standing,
    meanFrequency,
  });
}

/** How many sorted numbers are below a value. */
function countBelow(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
