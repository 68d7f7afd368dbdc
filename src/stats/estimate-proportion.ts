import { binomialOdds, oddsToProbability } from "./_binomial-interval.ts";
import { wrongParameter } from "./_check.ts";
import { checkConfidence } from "./_result.ts";
import { betaQuantile } from "./beta-p-inverse.ts";
import { inverseComplement } from "./erf-inverse.ts";
import { type BinomialCount, checkBinomialCount } from "./test-binomial.ts";

/** Options of {@link estimateProportion}. */
export interface ProportionOptions {
  /**
   * Which interval. `"wilson"`: the score interval, whose coverage is about right on average. `"clopper-pearson"`: exact, never
   * covers too seldom. `"mid-p"`: the same with the outcome counted half. `"jeffreys"`: the equal-tailed posterior interval of
   * the prior Beta(½, ½).
   * @defaultValue `"wilson"`
   */
  readonly method?: "wilson" | "clopper-pearson" | "mid-p" | "jeffreys" | undefined;
  /**
   * The confidence, between 0 and 1.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** An estimate with its two bounds. */
export interface BoundedEstimate {
  /** The estimate itself. */
  readonly estimate: number;
  /** The lower bound. */
  readonly lower: number;
  /** The upper bound. */
  readonly upper: number;
  /** The confidence of the interval. */
  readonly confidence: number;
  /** Which interval it is. */
  readonly method: string;
  /** How many trials it rests on. */
  readonly n: number;
}

/**
 * Estimates a proportion with a confidence interval.
 *
 * Wilson: (k + z²/2 ± z √(k (n − k)/n + z²/4)) / (n + z²); Clopper–Pearson: quantiles α/2 of Beta(k, n − k + 1) and 1 − α/2 of
 * Beta(k + 1, n − k); Jeffreys: quantiles α/2 and 1 − α/2 of Beta(k + ½, n − k + ½)
 *
 * Wilson (1927); Clopper and Pearson (1934); Brown, Cai and DasGupta, "Interval estimation for a binomial proportion"
 * (2001), whose Jeffreys interval begins at 0 where k = 0 and ends at 1 where k = n only by option; here it is the plain
 * posterior interval.
 *
 * @throws RangeError when there is no trial, a count is not a whole number, or an option is out of its range.
 *
 * @example
 * ```ts
 * import { estimateProportion } from "clientele/stats";
 *
 * const { lower, upper } = estimateProportion({ successes: 3, trials: 10 });
 * [lower.toFixed(6), upper.toFixed(6)]; // => ["0.107791", "0.603222"]
 * estimateProportion({ successes: 0, trials: 10 }).upper.toFixed(6); // => "0.277533"
 * ```
 */
export function estimateProportion(data: BinomialCount, options: ProportionOptions = {}): BoundedEstimate {
  const doing = "estimate a proportion";
  const { method = "wilson" } = options;
  checkBinomialCount(doing, data);
  const { successes, trials } = data;
  if (trials === 0) throw wrongParameter(doing, "trials", "at least 1", trials);
  const confidence = checkConfidence(doing, options.confidence);
  const [lower, upper] = boundsOf(doing, method, successes, trials, confidence);
  return Object.freeze({ estimate: successes / trials, lower, upper, confidence, method, n: trials });
}

function boundsOf(doing: string, method: string, k: number, n: number, confidence: number): [number, number] {
  const risk = (1 - confidence) / 2;
  switch (method) {
    case "wilson":
      return wilsonBounds(k, n, confidence);
    case "clopper-pearson":
    case "mid-p": {
      const { lower, upper } = binomialOdds(k, n, { below: risk, above: risk }, method === "mid-p");
      return [oddsToProbability(lower!), oddsToProbability(upper!)];
    }
    case "jeffreys":
      return [
        betaQuantile(risk, 1 - risk, k + 0.5, n - k + 0.5).x,
        betaQuantile(1 - risk, risk, k + 0.5, n - k + 0.5).x,
      ];
    default:
      throw wrongParameter(doing, "method", "wilson, clopper-pearson, mid-p or jeffreys", method);
  }
}

/** Wilson's bounds: sums of positive terms, so that the bound of a rare success keeps its digits. */
export function wilsonBounds(k: number, n: number, confidence: number): [number, number] {
  const z = Math.SQRT2 * inverseComplement(1 - confidence);
  const square = z * z;
  const sum = k + square / 2 + z * Math.sqrt((k / n) * (n - k) + square / 4);
  // The smaller root of a quadratic, from the larger one and their product.
  return [((k / n) * k) / sum, Math.min(1, sum / (n + square))];
}
