import type { PlainDate } from "../calendar/index.ts";
import { type CustomerTable, createCustomerTable, withColumns } from "../orders/index.ts";
import { checkCuts } from "./_check-cuts.ts";
import { rescaleCuts } from "./_cuts.ts";
import { cutsByMethod, groupsOf } from "./_method-cuts.ts";
import { scoreNested } from "./_nested-cuts.ts";
import { scoreColumn } from "./_score-column.ts";
import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";
import type { ScoreMethod } from "./score-method.ts";

/** Options of {@link scoreRfm}. */
export interface ScoreRfmOptions {
  /**
   * How many scores there are, 2 to 10. With `cuts` or percentiles it follows from them.
   * @defaultValue `5`
   */
  readonly groups?: number | undefined;
  /**
   * Where the thresholds come from.
   * @defaultValue `"quantiles"`
   */
  readonly method?: ScoreMethod | undefined;
  /**
   * Thresholds of another table, such as an earlier day's, to make scores of two days comparable, or fixed ones of
   * your own, see `createRfmCuts`. Without a method.
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
 * `score(v) = 1 + #{k : cutₖ < v}` for k = 1 … groups − 1; the cuts are part of the result and can be given again, to
 * score another day or other customers by the same thresholds.
 *
 * | method | cutₖ |
 * | --- | --- |
 * | `"quantiles"` | the value at rank `⌈k·n/groups⌉` of the n sorted values |
 * | `"nested-quantiles"` | the same, of frequency within each recency score, of monetary within each pair of them |
 * | `{ percentiles }` | the value at rank `⌈shareₖ·n⌉` |
 * | `"natural-breaks"` | the largest value of the k-th class of the division with the least squared deviations |
 * | `{ decay }` | where worth passes k/groups: `2^(−days/half)` of recency, `1 − 2^(−v/half)` of the others |
 * | `"r-rfm"` | as the R package rfm 0.3.0: interpolated quantile (type 7) + 1; to compare, not to use |
 *
 * Equal values share a score, whatever the method. A measure with many equal values (three quarters of all customers
 * bought once) uses fewer scores; none is made up. Recency is scored on −days, so that recent is best. The unit of money
 * does not matter, except for `"r-rfm"`, which adds one dollar or euro to a threshold, and for amounts of your own.
 *
 * @throws RangeError if `groups` is not an integer from 2 to 10, the method is unknown or its numbers make no sense, or
 *   the cuts do not fit
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
  const { method = "quantiles" } = options;
  if (options.cuts !== undefined && options.method !== undefined) {
    throw new RangeError("Cannot score rfm: there must be cuts or a method, got both");
  }
  const cuts =
    options.cuts === undefined
      ? cutsByMethod(table, method, groupsOf(method, options.groups))
      : checkCuts(options.cuts, table, options.groups);
  const groups = options.cuts === undefined ? groupsOf(method, options.groups) : cuts.recency.length + 1;
  const { recency, frequency, monetary } = scoreTable(table, rescaleCuts(cuts, table));
  const rows = createCustomerTable(
    table,
    (i): RfmScoreRow =>
      Object.freeze({
        customerId: table.idAt(i),
        recency: recency[i]!,
        frequency: frequency[i]!,
        monetary: monetary[i]!,
      }),
  );
  return withColumns(rows, {
    asOf: table.asOf,
    groups,
    recency,
    frequency,
    monetary,
    cuts,
    measures: table,
  });
}

/** The scores of a table by cuts at its scale. */
function scoreTable(table: RfmTable, cuts: RfmCuts): Pick<RfmScores, "recency" | "frequency" | "monetary"> {
  if (cuts.nested !== undefined) return scoreNested(table, cuts, cuts.nested);
  return {
    recency: scoreColumn(table.recencyDays, cuts.recency, cuts.rules?.recency, -1),
    frequency: scoreColumn(table.frequency, cuts.frequency, cuts.rules?.frequency),
    monetary: scoreColumn(table.monetary, cuts.monetary, cuts.rules?.monetary),
  };
}
