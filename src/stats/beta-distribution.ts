import { logBetaKernel } from "./_beta-kernel.ts";
import { betaTails } from "./_beta-tails.ts";
import { checkPositive, wrongParameter } from "./_check.ts";
import { continuousDistribution } from "./_continuous-distribution.ts";
import { betaQuantile } from "./beta-p-inverse.ts";
import type { Distribution } from "./distribution.ts";

/** The parameters of {@link betaDistribution}. */
export interface BetaParameters {
  /** The first shape, a positive number of at least 1e-150. */
  readonly a: number;
  /** The second shape, a positive number of at least 1e-150. */
  readonly b: number;
}

/**
 * Makes the beta distribution on [0, 1], with mean a / (a + b).
 *
 * f(x) = xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b); P(X ≤ x) = Iₓ(a, b)
 *
 * @throws RangeError when a shape is not a positive number of at least 1e-150.
 *
 * @example
 * ```ts
 * import { betaDistribution } from "clientele/stats";
 *
 * const dropout = betaDistribution({ a: 0.793, b: 2.426 });
 * dropout.quantile(0.5).toFixed(9); // => "0.191239814"
 * dropout.lower(0.9).toFixed(9); // => "0.997382345"
 * ```
 */
export function betaDistribution(parameters: BetaParameters): Distribution {
  const { a, b } = parameters;
  const doing = "make a beta distribution";
  for (const [name, shape] of [["a", a] as const, ["b", b] as const]) {
    checkPositive(doing, name, shape);
    if (shape < 1e-150) throw wrongParameter(doing, name, "at least 1e-150", shape);
  }
  return continuousDistribution({
    name: "beta distribution",
    lowest: 0,
    highest: 1,
    logDensity: (x) => {
      if (x === 0) return atEnd(a, b);
      if (x === 1) return atEnd(b, a);
      return logBetaKernel(x, 1 - x, a, b) - Math.log(x) - Math.log1p(-x);
    },
    tails: (x) => betaTails(x, 1 - x, a, b),
    quantile: (lower, upper) => betaQuantile(lower, upper, a, b).x,
  });
}

/** Where xᵃ⁻¹ is 0, 1 or a pole: with a = 1 the density is b (1 − x)ᵇ⁻¹. */
function atEnd(near: number, far: number): number {
  return near === 1 ? Math.log(far) : (1 - near) * Number.POSITIVE_INFINITY;
}
