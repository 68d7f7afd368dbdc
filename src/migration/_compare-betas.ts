import { betaP, logBeta, trigamma } from "../stats/index.ts";

/** The shapes of a beta distribution. */
export interface BetaShapes {
  readonly a: number;
  readonly b: number;
}

/**
 * P(X > Y) for independent X ~ Beta(x.a, x.b), Y ~ Beta(y.a, y.b): ∫ F_Y(s)·f_X(s) ds.
 *
 * In t = ln(s/(1 − s)) the density s^a·(1 − s)^b/B(a, b) is smooth and falls off exponentially on both sides, where the trapezoidal
 * rule converges faster than any power of its step (Trefethen and Weideman 2014).
 */
export function probabilityGreater(x: BetaShapes, y: BetaShapes): number {
  const width = ({ a, b }: BetaShapes): number => Math.sqrt(trigamma(a) + trigamma(b));
  const step = Math.min(1, width(x), width(y)) / 2;
  const scale = logBeta(x.a, x.b);
  // Both s and 1 − s by themselves: the larger keeps its digits, and the smaller has them.
  const density = (t: number): number =>
    Math.exp(-x.a * Math.log1p(Math.exp(-t)) - x.b * Math.log1p(Math.exp(t)) - scale);
  const below = (t: number): number =>
    t <= 0 ? betaP(1 / (1 + Math.exp(-t)), y.a, y.b) : 1 - betaP(1 / (1 + Math.exp(t)), y.b, y.a);
  const centre = Math.log(x.a / x.b);
  let sum = density(centre) * below(centre);
  for (const side of [-1, 1])
    for (let k = 1; k < 1e6; k++) {
      const t = centre + side * k * step;
      const d = density(t);
      if (d < 1e-19) break;
      sum += d * below(t);
    }
  return Math.min(1, Math.max(0, sum * step));
}
