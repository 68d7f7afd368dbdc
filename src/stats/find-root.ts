import { checkFinite, wrongParameter } from "./_check.ts";

/** Options of {@link findRoot}. */
export interface RootOptions {
  /** One end, where the function has one sign. */
  readonly lower: number;
  /** The other end, where it has the other. */
  readonly upper: number;
  /** The root is found to within this and 4 · 2⁻⁵² of itself; by default 0. */
  readonly tolerance?: number | undefined;
}

/** A root as {@link findRoot} finds it. */
export interface Root {
  /** Where the function changes its sign. */
  readonly root: number;
  /** The function there. */
  readonly value: number;
  /** How often the function was asked. */
  readonly evaluations: number;
}

/**
 * Finds where a continuous function of one number crosses 0 between two places in which its signs differ.
 *
 * Brent's method: inverse quadratic interpolation and the secant where they are safe, bisection where they are not.
 *
 * @throws RangeError when the ends are not finite or not in order, the signs do not differ, or the function is not a
 *   finite number at some place asked.
 *
 * @see Brent, Algorithms for Minimization without Derivatives (1973), chapter 4
 *
 * @example
 * ```ts
 * import { findRoot } from "clientele/stats";
 *
 * findRoot((x) => x * x - 2, { lower: 0, upper: 2 }).root.toFixed(12); // => "1.414213562373"
 * findRoot((x) => x * x + 1, { lower: 0, upper: 2 }); // throws the function must change its sign
 * ```
 */
export function findRoot(compute: (x: number) => number, options: RootOptions): Root {
  const { lower, upper, tolerance = 0 } = options;
  checkFinite(doing, "lower", lower);
  checkFinite(doing, "upper", upper);
  if (!(lower < upper)) throw wrongParameter(doing, "upper", `above lower, ${lower}`, upper);
  if (!(tolerance >= 0 && tolerance < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "tolerance", "a number not below 0", tolerance);
  let evaluations = 0;
  const at = (x: number): number => {
    evaluations++;
    const value = compute(x);
    if (!Number.isFinite(value))
      throw wrongParameter(doing, `the function at ${x}`, "a finite number", value);
    return value;
  };
  let [a, b] = [lower, upper];
  let [fa, fb] = [at(a), at(b)];
  if (fa * fb > 0 || (fa !== 0 && fb !== 0 && Math.sign(fa) === Math.sign(fb)))
    throw new RangeError(
      `Cannot ${doing}: the function must change its sign between lower and upper, got ${fa} at ${a} and ${fb} at ${b}`,
    );
  // b is the best guess, a the one before, c the other end of the bracket.
  let [c, fc] = [a, fa];
  let step = b - a;
  let before = step;
  for (;;) {
    if (fb === 0) break;
    if (Math.sign(fb) === Math.sign(fc)) {
      [c, fc] = [a, fa];
      step = before = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const within = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= within || fb === 0) break;
    if (Math.abs(before) < within || Math.abs(fa) <= Math.abs(fb)) step = before = half;
    else {
      const s = fb / fa;
      let [p, q] = [2 * half * s, 1 - s];
      if (a !== c) {
        const [u, v] = [fa / fc, fb / fc];
        p = s * (2 * half * u * (u - v) - (b - a) * (v - 1));
        q = (u - 1) * (v - 1) * (s - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(within * q), Math.abs(before * q))) {
        before = step;
        step = p / q;
      } else step = before = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > within ? step : Math.sign(half) * Math.max(within, Number.MIN_VALUE);
    fb = at(b);
  }
  return Object.freeze({ root: b, value: fb, evaluations });
}

const doing = "find a root";
