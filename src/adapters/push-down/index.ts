/**
 * Analyses of order lines that are computed where the lines are: one plan, written out for each database.
 *
 * Definitions:
 * - A **plan** says what is computed as data, of nodes that mean the same everywhere: counts, exact sums, the least and the
 *   greatest, joins, and a running sum in which equals stand together. No quantiles, `ntile` or `avg`, no division, no differences
 *   of dates: databases understand them differently.
 * - A **printer** writes the few things that databases write differently: a decimal as an exact integer, how many digits
 *   it has, and an exact sum as text.
 * - A **source** is order lines in a database, seen at one moment. An order is what one customer calls by one id, or, where lines
 *   have no ids, one buying day, as in an `OrderLog`.
 *
 * This room has no entry of its own: `clientele/sql` and `clientele/duckdb` are its doors.
 *
 * @packageDocumentation
 */

export type { LineSource, Lines } from "./line-source.ts";
export type { PlanDialect } from "./plan-dialect.ts";
export { countLineTransitions, type LineTiersOptions, readLineTiers } from "./read-line-tiers.ts";
export { type LineTotalsOptions, readLineTotals } from "./read-line-totals.ts";
export { Statement } from "./statement.ts";
