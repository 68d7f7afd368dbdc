import { checkWeights } from "./_check-weights.ts";
import { logGamma } from "./log-gamma.ts";

/**
 * The logarithm of the density of the Dirichlet distribution at some shares.
 *
 * ln f(p; α) = ln Γ(Σα) − Σ ln Γ(αᵢ) + Σ (αᵢ − 1)·ln pᵢ
 *
 * @param shares - from 0 to 1, adding up to 1 within 1e-9, as many as there are shapes
 * @param shapes - α, all above 0
 * @throws RangeError when they do not fit, or a share of 0 has a shape other than 1: the density is then 0 or has no bound.
 *
 * @see Johnson and Kotz (1972), Continuous Multivariate Distributions, chapter 40
 *
 * @example
 * ```ts
 * import { dirichletLogDensity } from "clientele/stats";
 *
 * dirichletLogDensity([0.5, 0.5], [2, 2]).toFixed(12); // => "0.405465108108"
 * ```
 */
export function dirichletLogDensity(shares: readonly number[], shapes: readonly number[]): number {
  const doing = "find the density of a Dirichlet distribution";
  checkWeights(doing, shapes);
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot ${doing}: ${rule}, got ${String(got)}`);
  };
  if (shares.length !== shapes.length) refuse(`there must be ${shapes.length} shares`, shares.length);
  const total = shares.reduce((sum, p) => sum + p, 0);
  if (!(Math.abs(total - 1) <= 1e-9)) refuse("shares must add up to 1", total);
  let log = logGamma(shapes.reduce((sum, a) => sum + a, 0));
  shapes.forEach((a, i) => {
    const p = shares[i]!;
    if (!(a > 0)) refuse(`shape ${i} must be above 0`, a);
    if (!(p >= 0)) refuse(`share ${i} must be from 0 to 1`, p);
    if (p === 0 && a !== 1) refuse(`share ${i} must be above 0 where its shape is not 1`, 0);
    log += (a === 1 ? 0 : (a - 1) * Math.log(p)) - logGamma(a);
  });
  return log;
}
