import { wrongParameter } from "./_check.ts";
import { type Design, INTERCEPT, toColumn } from "./_design.ts";
import { fitGlm } from "./_fit-glm.ts";
import type { Family } from "./_irls.ts";
import { logGamma } from "./log-gamma.ts";
import type {
  GeneralisedFit,
  GeneralisedOptions,
  InsufficientRows,
  RegressionData,
} from "./regression-data.ts";
import type { SeparatedData } from "./separated-data.ts";

/** The rows of a Poisson regression. */
export interface PoissonData extends RegressionData {
  /** What the count is proportional to, such as days or customers; its logarithm is added to the offset. */
  readonly exposure?: ArrayLike<number> | undefined;
}

/** A Poisson regression by maximum likelihood, as {@link fitPoisson} gives it. */
export interface PoissonFit extends GeneralisedFit {
  /** Which regression it is. */
  readonly kind: "poisson";
}

/**
 * Fits a Poisson regression by maximum likelihood: a rate of counts, such as orders a month, by columns.
 *
 * E y = μ = exposure · e^η, η = offset + xᵀβ; cov β = (Xᵀ W X)⁻¹, W = w μ
 *
 * By iteratively reweighted least squares. Counts of customers are mostly more scattered than the model has it: look at
 * `dispersion`, and ask for `quasi`, `hc1` or `cluster` standard errors where it is well above 1. Rows of count 0 that a
 * direction sets apart from all others leave no maximum; the answer is then `separated`.
 *
 * @returns the fit; `separated` where there is no maximum; `insufficient` with fewer than one row more than coefficients
 * @throws RangeError as {@link fitLinear} does, and when a response is not a count, or an exposure not above 0.
 *
 * @see McCullagh and Nelder, Generalized Linear Models (1989), chapter 6; Correia, Guimarães and Zylkin (2021), Verifying
 *   the existence of maximum likelihood estimates for generalized linear models
 *
 * @example
 * ```ts
 * import { fitPoisson } from "clientele/stats";
 *
 * const fit = fitPoisson({ response: [2, 3, 6, 7, 8, 9], predictors: { treated: [0, 0, 0, 1, 1, 1] }, exposure: [1, 1, 2, 2, 2, 2] });
 * if (fit.kind !== "poisson") throw new Error(fit.kind);
 * // Rates 11/4 and 24/6.
 * fit.coefficients.map(({ estimate }) => Math.exp(estimate).toFixed(6)); // => ["2.750000", "1.454545"]
 * ```
 */
export function fitPoisson(
  data: PoissonData,
  options: GeneralisedOptions = {},
): PoissonFit | SeparatedData | InsufficientRows {
  const fit = fitGlm(
    {
      doing,
      model: "poisson",
      family: poissonFamily,
      check: (y, row) => {
        if (!(Number.isInteger(y) && y >= 0))
          throw wrongParameter(doing, `response at row ${row}`, "a whole number not below 0", y);
      },
      logLikelihood: (y, eta, weight) => weight * (y * eta - Math.exp(eta) - logGamma(y + 1)),
      side: (y) => (y === 0 ? -1 : 0),
      alone,
    },
    { ...data, offset: withExposure(doing, data, data.response.length) },
    options,
  );
  return "kind" in fit ? fit : Object.freeze({ kind: "poisson", ...fit });
}

const doing = "fit a Poisson regression";

const poissonFamily: Family = {
  mean: Math.exp,
  variance: (mean) => mean,
  deviance: (y, eta) => 2 * ((y > 0 ? y * (Math.log(y) - eta) : 0) - y + Math.exp(eta)),
  start: (y) => Math.log(y + 0.1),
};

/** offset + ln exposure. */
export function withExposure(
  what: string,
  { offset, exposure }: Pick<PoissonData, "offset" | "exposure">,
  size: number,
): ArrayLike<number> | undefined {
  if (exposure === undefined) return offset;
  const logs = toColumn(what, "exposure", exposure, size).map((one, row) => {
    if (!(one > 0)) throw wrongParameter(what, `exposure at row ${row}`, "a positive number", one);
    return Math.log(one);
  });
  if (offset === undefined) return logs;
  const given = toColumn(what, "offset", offset, size);
  return logs.map((one, i) => one + given[i]!);
}

/** Columns that have one value wherever something was counted, and lie on one side of it elsewhere. */
function alone({ names, columns, intercept }: Design, y: Float64Array): readonly string[] {
  if (y.every((one) => one === 0)) return intercept ? [INTERCEPT] : [];
  return names.filter((name, j) => {
    if (name === INTERCEPT) return false;
    const column = columns[j]!;
    const counted = column.filter((_, i) => y[i]! > 0);
    const level = intercept ? counted[0]! : 0;
    if (!counted.every((one) => one === level)) return false;
    const rest = column.filter((_, i) => y[i] === 0);
    return (rest.every((x) => x >= level) || rest.every((x) => x <= level)) && rest.some((x) => x !== level);
  });
}
