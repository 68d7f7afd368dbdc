import { binomialDistribution } from "../stats/index.ts";
import { checkShare, readCounts, wrongCall } from "./_check-series.ts";
import { probabilityLimits, sigmaLimits } from "./_count-limits.ts";
import { drawChart, readChartRule } from "./_draw-chart.ts";
import type { ControlChartOptions, ControlChartResult } from "./control-chart.ts";

/** Some of a number, in each period. */
export interface ShareCounts {
  /** How many had the property: orders returned, calls missed. */
  readonly counts: ArrayLike<number>;
  /** Of how many, at least 1; one number where it is always the same. */
  readonly totals: ArrayLike<number> | number;
}

/** Options of {@link chartShares}. */
export interface ShareChartOptions extends ControlChartOptions {
  /**
   * `"share"` draws shares (p chart), `"count"` the counts themselves (np chart).
   * @defaultValue `"share"`
   */
  readonly draw?: "share" | "count" | undefined;
  /**
   * The share in control.
   * @defaultValue that of the baseline
   */
  readonly share?: number | undefined;
}

/**
 * Charts shares, such as the orders returned of all orders of a week: a p chart, or an np chart of their counts.
 *
 * centre p = Σx/Σn; three-sigma: p ± 3√(p(1 − p)/n) within [0, 1]; probability: the smallest l with P(X ≤ l) ≥ risk/2 and the smallest u
 * with P(X > u) ≤ risk/2 of X ~ Binomial(n, p), over n
 *
 * @returns a chart; insufficient without points, or where all or none of the baseline have the property
 * @throws RangeError when a count is no whole number from 0 to its total, a total not at least 1, or an option out of its range
 *
 * @see Montgomery, Introduction to Statistical Quality Control, 7.2
 *
 * @example
 * ```ts
 * import { chartShares } from "clientele/trend";
 *
 * const returned = chartShares({ counts: [4, 6, 5, 3, 14], totals: 100 }, { baseline: { from: 0, to: 4 } });
 * returned.kind === "chart" && returned.signals.map(({ at, value, upper }) => [at, value, upper]); // => [[4, 0.14, 0.12]]
 * ```
 */
export function chartShares(data: ShareCounts, options: ShareChartOptions = {}): ControlChartResult {
  const doing = "chart shares";
  const counts = readCounts(doing, data.counts, "count");
  const totals =
    typeof data.totals === "number"
      ? readCounts(doing, new Array<number>(counts.length).fill(data.totals), "total")
      : readCounts(doing, data.totals, "total");
  if (totals.length !== counts.length)
    throw wrongCall(doing, "the number of totals", `that of the counts, ${counts.length}`, totals.length);
  totals.forEach((total, at) => {
    if (total < 1) throw wrongCall(doing, `total ${at}`, "at least 1", total);
    if (counts[at]! > total) throw wrongCall(doing, `count ${at}`, `at most its total ${total}`, counts[at]);
  });
  const { draw = "share", share } = options;
  if (draw !== "share" && draw !== "count") throw wrongCall(doing, "draw", "share or count", draw);
  const rule = readChartRule(doing, counts.length, options);
  if (counts.length === 0) return Object.freeze({ kind: "insufficient", of: "points", have: 0, need: 1 });
  let [having, all, points] = [0, 0, 0];
  counts.forEach((count, at) => {
    if (!rule.inBaseline(at)) return;
    having += count;
    all += totals[at]!;
    points++;
  });
  const p = share === undefined ? having / all : checkShare(doing, "share", share);
  if (p === 0 || p === 1) {
    const of =
      p === 0 ? "cases with the property in the baseline" : "cases without the property in the baseline";
    return Object.freeze({ kind: "insufficient", of, have: 0, need: 1 });
  }
  const drawn = Array.from(counts, (count, at) => {
    const total = totals[at]!;
    const unit = draw === "share" ? total : 1;
    const law = binomialDistribution({ trials: total, probability: p });
    const sigma = Math.sqrt(total * p * (1 - p));
    const found =
      rule.limits === "three-sigma"
        ? sigmaLimits(law, total * p, sigma, total)
        : probabilityLimits(law, rule.risk);
    return {
      value: count / unit,
      centre: (p * total) / unit,
      sigma: sigma / unit,
      lower: found.lower > 0 ? found.lower / unit : undefined,
      upper: found.upper < total ? found.upper / unit : undefined,
      falseAlarm: found.falseAlarm,
    };
  });
  const chart = draw === "share" ? "p" : "np";
  return drawChart(
    {
      chart,
      method: `${chart} chart, ${rule.limits} limits, binomial`,
      centre: p,
      baseline: share === undefined ? points : 0,
    },
    drawn,
  );
}
