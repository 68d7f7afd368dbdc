import type { PlainDate } from "../calendar/index.ts";
import {
  type InsufficientSample,
  type MonteCarlo,
  quantile,
  type TestResult,
  testMannWhitney,
  testMeans,
  testPermutation,
} from "../stats/index.ts";
import { checkOneOf, checkPositive, checkRatio, checkShare, wrongParameter } from "./_check.ts";
import { decide, insufficient, isLargeRatio } from "./_decide.ts";
import type { ChangeResult } from "./change-result.ts";
import { neededNow } from "./compare-mixes.ts";

/** Amounts of two periods: of orders, say. */
export interface ComparedAmounts {
  /** Those of the reference. */
  readonly reference: ArrayLike<number>;
  /** Those of now. */
  readonly current: ArrayLike<number>;
}

/** Options of {@link compareAmounts}. */
export interface AmountComparisonOptions {
  /**
   * Which test. `"mann-whitney"`: by ranks, exact, one huge order cannot carry it. `"welch"`: of the mean logarithms.
   * `"permutation"`: of the means themselves, splitting the amounts anew; winsorise them.
   * @defaultValue `"mann-whitney"`
   */
  readonly method?: "mann-whitney" | "welch" | "permutation" | undefined;
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest ratio of the amounts that matters, the larger by the smaller.
   * @defaultValue `1.2`
   */
  readonly minimumRatio?: number | undefined;
  /**
   * The ratio where nothing of one's own has changed: that of the peers, or of prices.
   * @defaultValue `1`
   */
  readonly expectedRatio?: number | undefined;
  /**
   * The share of amounts at each end that is drawn in to the quantile there, of both periods together; below ½.
   * @defaultValue `0`
   */
  readonly winsorise?: number | undefined;
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
  /**
   * The draws of a permutation.
   * @defaultValue `{ seed: "compare amounts", replicates: 9999 }`
   */
  readonly monteCarlo?: MonteCarlo | undefined;
}

/**
 * Tells whether the usual amount has changed, on the scale of ratios: of the same weight are a half and a double.
 *
 * Mann and Whitney's test, effect exp of the median of all ln yⱼ − ln xᵢ (Hodges and Lehmann); or Welch's of ln x and ln y, effect
 * the ratio of the geometric means; or a permutation of x̄ and ȳ, effect ȳ / x̄
 *
 * Interval: of the test, turned into a ratio; a permutation has none. Insufficient: an empty period, amounts that are all equal
 * (Welch), or so few that no order of them would be significant.
 *
 * @throws RangeError when an amount is not a positive number or an option is out of its range
 *
 * @example
 * ```ts
 * import { compareAmounts } from "clientele/trend";
 *
 * const result = compareAmounts({ reference: [20, 24, 19, 30, 22, 25], current: [41, 38, 50, 47, 10_000] });
 * result.kind === "changed" && [result.direction, result.effect?.toFixed(2), result.p.toFixed(5)]; // => ["up", "2.02", "0.00433"]
 * compareAmounts({ reference: [20, 24], current: [41, 38] }); // => { kind: "insufficient", of: "observations now", have: 2, need: 8 }
 * ```
 */
export function compareAmounts(
  amounts: ComparedAmounts,
  options: AmountComparisonOptions = {},
): ChangeResult {
  return amountVerdict(amounts, checkAmountOptions("compare amounts", options));
}

/** Checked options. */
export type AmountSettings = Required<{
  readonly [K in keyof AmountComparisonOptions]: NonNullable<AmountComparisonOptions[K]>;
}>;

export function checkAmountOptions(doing: string, options: AmountComparisonOptions): AmountSettings {
  const { winsorise = 0, monteCarlo = { seed: "compare amounts" } } = options;
  if (!(winsorise >= 0 && winsorise < 0.5))
    throw wrongParameter(doing, "winsorise", "a number from 0 to below 0.5", winsorise);
  return {
    method: checkOneOf(doing, "method", options.method ?? "mann-whitney", [
      "mann-whitney",
      "welch",
      "permutation",
    ]),
    alpha: checkShare(doing, "alpha", options.alpha ?? 0.05),
    minimumRatio: checkRatio(doing, "minimumRatio", options.minimumRatio ?? 1.2),
    expectedRatio: checkPositive(doing, "expectedRatio", options.expectedRatio ?? 1),
    winsorise,
    confidence: checkShare(doing, "confidence", options.confidence ?? 0.95),
    monteCarlo,
  };
}

/** The answer for two periods; q, where known, stands for p in the decision. */
export function amountVerdict(
  { reference, current }: ComparedAmounts,
  settings: AmountSettings,
  known: { readonly q?: number; readonly since?: PlainDate } = {},
): ChangeResult {
  const doing = "compare amounts";
  const { alpha, expectedRatio, minimumRatio, method, winsorise } = settings;
  const positive = (name: string, values: ArrayLike<number>): number[] =>
    Array.from(values, (value, i) => checkPositive(doing, `${name}[${i}]`, value));
  let x = positive("reference", reference);
  let y = positive("current", current).map((amount) => amount / expectedRatio);
  const [m, n] = [x.length, y.length];
  if (m === 0) return insufficient("observations in the reference", 0, 1);
  if (n === 0) return insufficient("observations now", 0, 1);
  if (method !== "welch") {
    const short = neededNow(m, n, method === "mann-whitney" ? alpha / 2 : alpha);
    if (short !== undefined) return short;
  }
  if (winsorise > 0) {
    const pool = [...x, ...y];
    const [low, high] = [quantile(pool, winsorise), quantile(pool, 1 - winsorise)];
    const drawnIn = (value: number): number => Math.min(high, Math.max(low, value));
    [x, y] = [x.map(drawnIn), y.map(drawnIn)];
  }
  const tested = testOf(x, y, settings);
  if (tested.kind === "insufficient")
    return insufficient(
      tested.of.replace(" of x", " now").replace(" of y", " in the reference"),
      tested.have,
      tested.need,
    );
  const own =
    method === "permutation"
      ? y.reduce((sum, value) => sum + value, 0) / n / (x.reduce((sum, value) => sum + value, 0) / m)
      : Math.exp(tested.estimate ?? 0);
  const { lower, upper, confidence } = tested.interval ?? { confidence: settings.confidence };
  return decide(
    {
      method: `${tested.method}${method === "permutation" ? "" : ", of logarithms"}`,
      direction: own > 1 ? "up" : own < 1 ? "down" : "sideways",
      effect: own * expectedRatio,
      interval:
        tested.interval === undefined
          ? undefined
          : Object.freeze({
              ...(lower === undefined ? {} : { lower: Math.exp(lower) * expectedRatio }),
              ...(upper === undefined ? {} : { upper: Math.exp(upper) * expectedRatio }),
              confidence,
            }),
      p: tested.p,
      logBayesFactor: undefined,
    },
    {
      significant: (known.q ?? tested.p) <= alpha,
      large: isLargeRatio(own, minimumRatio),
      since: known.since,
    },
  );
}

function testOf(
  x: readonly number[],
  y: readonly number[],
  { method, confidence, monteCarlo }: AmountSettings,
): TestResult | InsufficientSample {
  // The second sample is compared with the first, so that more is up.
  if (method === "permutation") return testPermutation({ x: y, y: x }, monteCarlo);
  const logarithms = { x: y.map(Math.log), y: x.map(Math.log) };
  return method === "welch"
    ? testMeans(logarithms, { confidence })
    : testMannWhitney(logarithms, { confidence });
}
