import { normalDistribution } from "../stats/index.ts";
import { checkNotNegative, checkPositive, wrongCall } from "./_check-series.ts";
import { gaussLegendre } from "./_gauss-legendre.ts";
import { meanTimes } from "./_mean-times.ts";
import { checkDirection } from "./_reference.ts";
import type { DetectorDirection } from "./detector.ts";

/** What the mean run length of a CUSUM depends on, in standard deviations. */
export interface CusumRunOptions {
  /** What of each deviation is let pass. */
  readonly allowance: number;
  /** How far a sum may go, up to 50. */
  readonly limit: number;
  /**
   * How far the mean has moved from the reference; 0 for the time between false alarms.
   * @defaultValue `0`
   */
  readonly shift?: number | undefined;
  /**
   * Where the sums begin.
   * @defaultValue `0`
   */
  readonly headStart?: number | undefined;
  /**
   * Which changes raise an alarm.
   * @defaultValue `"both"`
   */
  readonly direction?: DetectorDirection | undefined;
}

const standard = /* @__PURE__ */ normalDistribution({ mean: 0, sd: 1 });

/** Mean run lengths of one side from 0 and from a head start. */
function oneSided(
  allowance: number,
  limit: number,
  shift: number,
  headStart: number,
): { zero: number; start: number } {
  const { nodes, weights } = gaussLegendre(Math.ceil(20 + 7 * limit), 0, limit);
  // State 0 is the sum at 0, then the head start, then the nodes.
  const places = [0, headStart, ...nodes];
  const size = places.length;
  const stay = new Float64Array(size * size);
  const leave = new Float64Array(size);
  places.forEach((z, i) => {
    const pull = allowance - z - shift; // the step to y has the density φ(y + pull)
    stay[i * size] = standard.lower(pull);
    for (let j = 0; j < nodes.length; j++)
      stay[i * size + j + 2] = weights[j]! * standard.density(nodes[j]! + pull);
    leave[i] = standard.upper(limit + pull);
  });
  const times = meanTimes(stay, leave);
  return { zero: times[0]!, start: times[1]! };
}

/**
 * The mean number of values until a CUSUM of independent normal values raises an alarm: of false alarms with shift 0 (ARL₀), of
 * the delay of a true one with a shift (ARL₁).
 *
 * L(z) = 1 + L(0) Φ(k − z − δ) + ∫₀ʰ L(y) φ(y + k − z − δ) dy, by Gauss and Legendre's quadrature; both sides together
 * 1/L = 1/L⁺ + 1/L⁻
 *
 * With a head start both sides begin there, and L = (L⁺ᵤL⁻ + L⁻ᵤL⁺ − L⁺L⁻)/(L⁺ + L⁻) (Lucas and Crosier 1982). Run lengths are
 * nearly geometric: of n values without a change a share of about 1 − exp(−n/ARL₀) of streams alarms at least once.
 *
 * @throws RangeError when the allowance is negative, the limit is not above 0 and at most 50, the shift is not finite, or the head
 *   start is not from 0 to below the limit
 *
 * @see Page (1954); Goel and Wu (1971), Determination of A.R.L. and a contour nomogram for CUSUM charts
 *
 * @example
 * ```ts
 * import { cusumRunLength } from "clientele/trend";
 *
 * cusumRunLength({ allowance: 0.5, limit: 5 }).toFixed(2); // => "465.44"
 * cusumRunLength({ allowance: 0.5, limit: 5, shift: 1 }).toFixed(2); // => "10.38"
 * (1 - Math.exp(-1000 / cusumRunLength({ allowance: 0.5, limit: 5 }))).toFixed(2); // => "0.88"
 * ```
 */
export function cusumRunLength(options: CusumRunOptions): number {
  const doing = "compute a run length";
  const { allowance, limit, shift = 0, headStart = 0 } = options;
  const direction = checkDirection(doing, options.direction);
  checkNotNegative(doing, "allowance", allowance);
  if (!(limit > 0 && limit <= 50)) throw wrongCall(doing, "limit", "above 0 and at most 50", limit);
  if (!(Math.abs(shift) <= 50)) throw wrongCall(doing, "shift", "from -50 to 50", shift);
  if (!(headStart >= 0 && headStart < limit))
    throw wrongCall(doing, "headStart", `from 0 to below the limit ${limit}`, headStart);
  if (direction === "up") return oneSided(allowance, limit, shift, headStart).start;
  if (direction === "down") return oneSided(allowance, limit, -shift, headStart).start;
  const up = oneSided(allowance, limit, shift, headStart);
  const down = oneSided(allowance, limit, -shift, headStart);
  const ratio = up.zero / (up.zero + down.zero); // by ratios, as products of run lengths may exceed doubles
  return up.start * (1 - ratio) + down.start * ratio - up.zero * (1 - ratio);
}

/** What the mean run length of an EWMA depends on. */
export interface EwmaRunOptions {
  /** The weight of the newest value, from 0.005 to 1. */
  readonly weight: number;
  /** How far the average may go, in its own standard deviations. */
  readonly limit: number;
  /**
   * How far the mean has moved from the reference, in standard deviations of a value.
   * @defaultValue `0`
   */
  readonly shift?: number | undefined;
  /**
   * Which changes raise an alarm.
   * @defaultValue `"both"`
   */
  readonly direction?: DetectorDirection | undefined;
}

/**
 * The mean number of values until an EWMA of independent normal values raises an alarm, begun at the reference.
 *
 * L(u) = 1 + (1/λ) ∫ L(y) φ((y − (1 − λ)u)/λ − δ) dy over the averages within the limits, by Gauss and Legendre's quadrature
 *
 * Of one side alone the other is bounded far out, at 9 standard deviations of the average, which it reaches once in 10¹⁸ values.
 *
 * @throws RangeError when the weight is not from 0.005 to 1, the limit is not positive, or the shift is not from −50 to 50
 *
 * @see Crowder (1987), A simple method for studying run-length distributions of EWMA charts
 *
 * @example
 * ```ts
 * import { ewmaRunLength } from "clientele/trend";
 *
 * ewmaRunLength({ weight: 0.1, limit: 2.814 }).toFixed(1); // => "499.6"
 * ewmaRunLength({ weight: 0.1, limit: 2.814, shift: 1 }).toFixed(1); // => "10.3"
 * ewmaRunLength({ weight: 1, limit: 3 }).toFixed(1); // => "370.4"
 * ```
 */
export function ewmaRunLength(options: EwmaRunOptions): number {
  const doing = "compute a run length";
  const { weight, limit, shift = 0 } = options;
  const direction = checkDirection(doing, options.direction);
  if (!(weight >= 0.005 && weight <= 1)) throw wrongCall(doing, "weight", "from 0.005 to 1", weight);
  checkPositive(doing, "limit", limit);
  if (!(Math.abs(shift) <= 50)) throw wrongCall(doing, "shift", "from -50 to 50", shift);
  const sd = Math.sqrt(weight / (2 - weight));
  const far = -9 * sd - Math.abs(shift);
  const [from, to] = [direction === "up" ? far : -limit * sd, direction === "down" ? -far : limit * sd];
  const { nodes, weights } = gaussLegendre(Math.ceil(24 + (4 * (to - from)) / weight), from, to);
  const places = [0, ...nodes];
  const size = places.length;
  const stay = new Float64Array(size * size);
  const leave = new Float64Array(size);
  places.forEach((u, i) => {
    const middle = (1 - weight) * u + weight * shift;
    for (let j = 0; j < nodes.length; j++)
      stay[i * size + j + 1] = (weights[j]! / weight) * standard.density((nodes[j]! - middle) / weight);
    leave[i] = standard.upper((to - middle) / weight) + standard.lower((from - middle) / weight);
  });
  return meanTimes(stay, leave)[0]!;
}
