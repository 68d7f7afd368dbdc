import { addUnits, type Money, unitSumAt } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits, withColumns } from "../orders/index.ts";
import { schemeGroups } from "./_cells.ts";
import { cellTable } from "./_sound-scheme.ts";
import { type CellSums, sumCells } from "./_sum-cells.ts";
import { elevenSegments } from "./eleven-segments.ts";
import type { SegmentOptions } from "./find-segment.ts";
import type { RfmScheme } from "./rfm-scheme.ts";
import type { RfmScores } from "./score-rfm.ts";

/** The segment of one customer. */
export interface SegmentRow {
  /** The customer. */
  readonly customerId: string;
  /** The segment's name. */
  readonly segment: string;
}

/** One segment as a whole. */
export interface SegmentSummary {
  /** The segment's name. */
  readonly segment: string;
  /** How many customers are in it. */
  readonly customers: number;
  /** The sum of the amounts that count, whatever monetary measures. */
  readonly revenue: Money;
  /** The sum of their frequencies: orders, unless the table counts otherwise. */
  readonly orders: number;
  /** Revenue per order in the currency; absent without an order. */
  readonly orderValue?: number | undefined;
  /** Of all scored customers; 0 where there is none. */
  readonly shareOfCustomers: number;
  /** Of the revenue of all scored customers; 0 where that is not positive. */
  readonly shareOfRevenue: number;
}

/** The segment of every scored customer, by column, and the segments as wholes. */
export interface RfmSegments extends CustomerTable<SegmentRow> {
  /** Position of each customer's segment in `names`. */
  readonly codes: Uint8Array;
  /** The segments' names, in the scheme's order. */
  readonly names: readonly string[];
  /** Every segment of the scheme, those without customers included. */
  readonly summary: readonly SegmentSummary[];
  /** The scheme applied. */
  readonly scheme: RfmScheme;
  /** The scores it was applied to. */
  readonly scores: RfmScores;
}

/**
 * Names the segment of every scored customer and sums up each segment.
 *
 * `share of customers = customers / Σ customers`, `share of revenue = revenue / Σ revenue`
 *
 * @throws RangeError if the scores are not of as many groups as the scheme (five unless it says otherwise), or the
 *   scheme is not sound (it then says which combinations are left out or claimed twice)
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureRfm, scoreRfm, segmentRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-30", amount: "75" },
 *     { customerId: "bob", orderedOn: "2026-01-10", amount: "25" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const segments = segmentRfm(scoreRfm(measureRfm(log, { asOf: "2026-06-01" })));
 * segments.get("bob"); // => { customerId: "bob", segment: "Lost" }
 * segments.summary.find((row) => row.segment === "Lost")?.shareOfRevenue; // => 0.25
 * ```
 */
export function segmentRfm(scores: RfmScores, options: SegmentOptions = {}): RfmSegments {
  const { scheme = elevenSegments } = options;
  const groups = schemeGroups(scheme);
  if (scores.groups !== groups) {
    throw new RangeError(`Cannot segment customers: scores must have ${groups} groups, got ${scores.groups}`);
  }
  const segmentOf = cellTable(scheme);
  const codes = new Uint8Array(scores.size);
  const cells = sumCells(scores, segmentOf, codes);
  const names = Object.freeze(scheme.segments.map((segment) => segment.name));
  const rows = createCustomerTable(
    scores,
    (i): SegmentRow => Object.freeze({ customerId: scores.idAt(i), segment: names[codes[i]!]! }),
  );
  return withColumns(rows, {
    codes,
    names,
    summary: summarise(cells, segmentOf, names, scores),
    scheme,
    scores,
  });
}

/** From the combinations of scores, which are few. */
function summarise(
  cells: CellSums,
  segmentOf: Uint8Array,
  names: readonly string[],
  { size, measures }: RfmScores,
): readonly SegmentSummary[] {
  const table = measures.revenue;
  const customers = new Int32Array(names.length);
  const orders = new Float64Array(names.length);
  const scale = 10 ** table.exponent;
  const revenues = names.map((): number | bigint => 0);
  segmentOf.forEach((segment, cell) => {
    customers[segment]! += cells.customers[cell]!;
    orders[segment]! += cells.orders[cell]!;
    revenues[segment] = addUnits(revenues[segment]!, unitSumAt(cells.revenue, cell));
  });
  const total = Number(revenues.reduce((sum: bigint, revenue) => sum + BigInt(revenue), 0n));
  return Object.freeze(
    names.map((segment, i) =>
      Object.freeze({
        segment,
        customers: customers[i]!,
        revenue: moneyOfUnits(revenues[i]!, table),
        orders: orders[i]!,
        ...(orders[i] === 0 ? {} : { orderValue: Number(revenues[i]!) / (orders[i]! * scale) }),
        shareOfCustomers: size === 0 ? 0 : customers[i]! / size,
        shareOfRevenue: total > 0 ? Number(revenues[i]!) / total : 0,
      }),
    ),
  );
}
