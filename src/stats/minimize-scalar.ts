import { checkFinite, wrongParameter } from "./_check.ts";

/** Options of {@link minimizeScalar}. */
export interface ScalarMinimumOptions {
  /** The function is looked at above this. */
  readonly lower: number;
  /** And below this. */
  readonly upper: number;
  /** The place is found to within this and 1.5e-8 of itself, below which a function of doubles is flat; by default 1e-10. */
  readonly tolerance?: number | undefined;
}

/** A minimum as {@link minimizeScalar} finds it. */
export interface ScalarMinimum {
  /** `boundary`: the function is lowest at an end of the interval, to within the tolerance. */
  readonly status: "converged" | "boundary";
  /** Where it is lowest. */
  readonly at: number;
  /** The function there. */
  readonly value: number;
  /** How often the function was asked. */
  readonly evaluations: number;
}

/** The smaller part of the golden section. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;
const FLAT = 1.5e-8;

/**
 * Finds the minimum of a function of one number in an interval; of several, one.
 *
 * Brent's method: parabolas where they are safe, the golden section where they are not. A place without a finite value
 * counts as infinitely high.
 *
 * @throws RangeError when the ends are not finite or not in order, or the function has no finite value at any place asked.
 *
 * @see Brent, Algorithms for Minimization without Derivatives (1973), chapter 5
 *
 * @example
 * ```ts
 * import { minimizeScalar } from "clientele/stats";
 *
 * const { status, at } = minimizeScalar((x) => x - Math.log(x), { lower: 0, upper: 10 });
 * status; // => "converged"
 * at.toFixed(6); // => "1.000000"
 * minimizeScalar((x) => x, { lower: 2, upper: 3 }).status; // => "boundary"
 * ```
 */
export function minimizeScalar(compute: (x: number) => number, options: ScalarMinimumOptions): ScalarMinimum {
  const { lower, upper, tolerance = 1e-10 } = options;
  checkFinite(doing, "lower", lower);
  checkFinite(doing, "upper", upper);
  if (!(lower < upper)) throw wrongParameter(doing, "upper", `above lower, ${lower}`, upper);
  if (!(tolerance > 0 && tolerance < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "tolerance", "a positive number", tolerance);
  let evaluations = 0;
  const at = (x: number): number => {
    evaluations++;
    const value = compute(x);
    return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
  };
  let [a, b] = [lower, upper];
  // x is the best place, w the second, v the one that was second before.
  let x = a + GOLDEN * (b - a);
  let [v, w] = [x, x];
  let fx = at(x);
  let [fv, fw] = [fx, fx];
  let [step, before] = [0, 0];
  for (let i = 0; i < 500; i++) {
    const middle = (a + b) / 2;
    const within = FLAT * Math.abs(x) + tolerance / 3;
    if (Math.abs(x - middle) <= 2 * within - (b - a) / 2) break;
    let [p, q] = [0, 0];
    if (Math.abs(before) > within) {
      const r = (x - w) * (fx - fv);
      q = (x - v) * (fx - fw);
      p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
    }
    if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (a - x) && p < q * (b - x)) {
      before = step;
      step = p / q;
      if (x + step - a < 2 * within || b - x - step < 2 * within) step = x < middle ? within : -within;
    } else {
      before = x < middle ? b - x : a - x;
      step = GOLDEN * before;
    }
    const u = x + (Math.abs(step) >= within ? step : Math.sign(step) * within);
    const fu = at(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  if (fx === Number.POSITIVE_INFINITY)
    throw wrongParameter(doing, "the function", "finite at some place asked", fx);
  const near = 4 * (FLAT * Math.abs(x) + tolerance / 3);
  const status = x - lower <= near || upper - x <= near ? "boundary" : "converged";
  return Object.freeze({ status, at: x, value: fx, evaluations });
}

const doing = "minimise a function of one number";
