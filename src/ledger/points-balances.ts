import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector } from "../issues/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { balanceColumns } from "./_balance-columns.ts";
import { readPointsEntries } from "./_read-points-entries.ts";
import type { PointsBalancesOptions, PointsTable } from "./points-table.ts";

/**
 * Balances the points of all customers at the end of a day, in one pass over entries in any order: what `pointsBalance`
 * gives for each, and what of it expires soon.
 *
 * balance = Σ left over the lots with earnedOn ≤ asOf < expiresOn; expiring = Σ left of those with expiresOn ≤ asOf + within
 *
 * @throws InvalidDataError naming every entry that is wrong, of any customer: `overdrawn`, `bad-points`, `bad-reversal`,
 *   `duplicate-entry`, `too-many-points` (2⁵³ units of one customer and more)
 * @throws RangeError if a day is none, or `within` is not a non-negative integer
 *
 * @example
 * ```ts
 * import { pointsBalances } from "clientele/ledger";
 *
 * const common = { schemaVersion: 1, on: "2026-02-10" } as const;
 * const table = pointsBalances(
 *   [
 *     { ...common, id: "e1", customerId: "bob", kind: "earn", points: "50.5", expiresOn: "2026-04-01" },
 *     { ...common, id: "e2", customerId: "ann", kind: "earn", points: "300" },
 *     { ...common, id: "r1", customerId: "ann", kind: "redeem", points: "80" },
 *   ],
 *   { asOf: "2026-03-15" },
 * );
 * [...table]; // => [{ customerId: "ann", balance: "220.0", expiring: "0.0" }, { customerId: "bob", balance: "50.5", expiring: "50.5", nextExpiry: "2026-04-01" }]
 * ```
 */
export function pointsBalances(entries: Iterable<PointsEntry>, options: PointsBalancesOptions): PointsTable {
  const issues = createIssueCollector();
  const read = readPointsEntries(entries, issues);
  const { list } = read;
  const ids = list.map((entry) => entry.id);
  const order = Int32Array.from(list.keys()).sort((a, b) => compareCodePoints(ids[a]!, ids[b]!));
  const ranks = new Int32Array(list.length);
  order.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return balanceColumns(read, options, {
    issues,
    rank: (row) => ranks[row]!,
    pathOf: (row) => [ids[row]!],
    given: (row, field) => list[row]![field],
  });
}
