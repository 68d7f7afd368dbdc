import type { PlainDate } from "../calendar/index.ts";
import { type CustomerTable, createCustomerTable } from "../orders/index.ts";
import { checkCuts, cutsOf, rescaleCuts, scoreColumn } from "./_cuts.ts";
import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

/** Options of {@link scoreRfm}. */
export interface ScoreRfmOptions {
  /**
   * How many scores there are, 2 to 10. With `cuts` it follows from them.
   * @defaultValue `5`
   */
  readonly groups?: number | undefined;
  /**
   * Thresholds of another table, such as an earlier day's, to make scores of two days comparable.
   * @defaultValue the thresholds of the table itself
   */
  readonly cuts?: RfmCuts | undefined;
}

/** The scores of one customer. */
export interface RfmScoreRow {
  /** The customer. */
  readonly customerId: string;
  /** 1 for long ago, `groups` for recent. */
  readonly recency: number;
  /** 1 for seldom, `groups` for often. */
  readonly frequency: number;
  /** 1 for little, `groups` for much. */
  readonly monetary: number;
}

/** The scores of every customer of a table, by column, with the thresholds they come from. */
export interface RfmScores extends CustomerTable<RfmScoreRow> {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** How many scores there are; the best is `groups`. */
  readonly groups: number;
  /** Recency scores. */
  readonly recency: Uint8Array;
  /** Frequency scores. */
  readonly frequency: Uint8Array;
  /** Monetary scores. */
  readonly monetary: Uint8Array;
  /** The thresholds; none where the table has no customer and no cuts were given. */
  readonly cuts: RfmCuts;
  /** What was scored. */
  readonly measures: RfmTable;
}

/**
 * Scores recency, frequency and monetary from 1 to `groups`, the best.
 *
 * `score(v) = 1 + #{k : cutₖ < v}`, `cutₖ` = value at rank `⌈k·n/groups⌉` of the n sorted values, k = 1 … groups − 1
 *
 * Equal values share a score. A measure with many equal values (three quarters of all customers bought once)
 * uses fewer scores; none is made up. Recency is scored on −days, so that recent is best.
 *
 * @throws RangeError if `groups` is not an integer from 2 to 10, or the cuts do not fit
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureRfm, scoreRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   ["10", "20", "20", "80"].map((amount, i) => ({ customerId: `c${i}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const scores = scoreRfm(measureRfm(log, { asOf: "2026-06-01" }), { groups: 4 });
 * scores.cuts.monetary; // => [1000, 2000, 2000]
 * scores.monetary; // => Uint8Array.of(1, 2, 2, 4)
 * scores.get("c0"); // => { customerId: "c0", recency: 1, frequency: 1, monetary: 1 }
 * ```
 */
export function scoreRfm(table: RfmTable, options: ScoreRfmOptions = {}): RfmScores {
  const cuts =
    options.cuts === undefined
      ? cutsOf(table, options.groups ?? 5)
      : checkCuts(options.cuts, table, options.groups);
  const groups = options.cuts === undefined ? (options.groups ?? 5) : cuts.recency.length + 1;
  const here = rescaleCuts(cuts, table.exponent);
  const recency = scoreColumn(
    table.recencyDays.map((days) => -days),
    cuts.recency.map((days) => -days),
  );
  const frequency = scoreColumn(table.frequency, cuts.frequency);
  const monetary = scoreColumn(table.monetary, here);
  const { customerIds } = table;
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): RfmScoreRow =>
        Object.freeze({
          customerId: customerIds[i]!,
          recency: recency[i]!,
          frequency: frequency[i]!,
          monetary: monetary[i]!,
        }),
    ),
    asOf: table.asOf,
    groups,
    recency,
    frequency,
    monetary,
    cuts,
    measures: table,
  });
}
