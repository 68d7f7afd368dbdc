import { adjustPValues, chiSquareDistribution, testGoodnessOfFit } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import type { TransitionCounts } from "./count-transitions.ts";
import type { ChainTest, StatisticWithP } from "./test-homogeneity.ts";

/**
 * Tests whether moves follow a chain that was stated before they were seen, such as last year's plan.
 *
 * X² = Σ (n_ij − n_i·p_ij)²/(n_i·p_ij), G² = 2 Σ n_ij ln(n_ij/(n_i·p_ij)), df = Σ_i (possible moves from i − 1), over states
 * that were left
 *
 * A matrix estimated from data is not such a chain: to compare two samples use {@link testHomogeneity}, which respects that both
 * are uncertain.
 *
 * @throws RangeError if the states differ, counts are no whole numbers, or a move was seen that the chain holds for impossible
 *
 * @see Anderson and Goodman (1957), section 3.2; Kullback, Kupperman and Ku (1962), section 6
 *
 * @example
 * ```ts
 * import { createChain, testChain, type TransitionCounts } from "clientele/migration";
 *
 * const plan = createChain({ states: ["A", "B"], probabilities: [[0.9, 0.1], [0.2, 0.8]] });
 * const seen: TransitionCounts = { states: ["A", "B"], counts: [[170, 30], [20, 80]], total: 300, entries: [], gaps: 0, periods: [] };
 * const found = testChain(seen, plan);
 * found.kind === "tested" && [found.df, found.pearson.statistic.toFixed(4), found.pearson.p.toFixed(4)]; // => [2, "5.5556", "0.0622"]
 * ```
 */
export function testChain(counts: TransitionCounts, chain: Chain): ChainTest {
  const { states } = counts;
  if (chain.states.join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot test a chain: it must have the states ${states.join(", ")}, got ${chain.states.join(", ")}`,
    );
  let greatestDifference = 0;
  const rows = states.flatMap((from, i) => {
    const row = counts.counts[i]!;
    const weights = chain.probabilities[i]!;
    row.forEach((n, j) => {
      if (n > 0 && weights[j] === 0)
        throw new RangeError(
          `Cannot test a chain: moves must be possible under it, got ${n} of ${from} → ${states[j]}`,
        );
    });
    const pearson = testGoodnessOfFit(row, { weights });
    const ratio = testGoodnessOfFit(row, { weights, statistic: "likelihood-ratio" });
    if (pearson.kind === "insufficient" || ratio.kind === "insufficient") return [];
    row.forEach((n, j) => {
      greatestDifference = Math.max(greatestDifference, Math.abs(n / pearson.n - weights[j]!));
    });
    return [{ from, pearson, ratio }];
  });
  const df = rows.reduce((sum, { pearson }) => sum + pearson.df, 0);
  if (df === 0) return Object.freeze({ kind: "insufficient", have: 0, need: 1 });
  const n = rows.reduce((sum, { pearson }) => sum + pearson.n, 0);
  const { upper } = chiSquareDistribution({ df });
  const withP = (statistic: number): StatisticWithP => Object.freeze({ statistic, p: upper(statistic) });
  const total = rows.reduce((sum, { pearson }) => sum + pearson.statistic, 0);
  const adjusted = adjustPValues(rows.map(({ ratio }) => ratio.p));
  return Object.freeze({
    kind: "tested",
    method: "fit of a stated chain",
    pearson: withP(total),
    likelihoodRatio: withP(rows.reduce((sum, { ratio }) => sum + ratio.statistic, 0)),
    df,
    n,
    effectSize: Math.sqrt(total / n),
    greatestDifference,
    rows: Object.freeze(
      rows.map(({ from, pearson, ratio }, i) =>
        Object.freeze({
          from,
          pearson: Object.freeze({ statistic: pearson.statistic, p: pearson.p }),
          likelihoodRatio: Object.freeze({ statistic: ratio.statistic, p: ratio.p }),
          df: pearson.df,
          n: pearson.n,
          adjustedP: adjusted[i]!,
        }),
      ),
    ),
  });
}
