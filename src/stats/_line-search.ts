import type { GuardedObjective } from "./_guarded-objective.ts";

/** A point with what is known there. */
export interface Point {
  readonly u: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

interface Trial {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
  readonly point: Point | undefined;
}

const ARMIJO = 1e-4;
const CURVATURE = 0.9;

/**
 * A step along a direction of descent that satisfies the strong Wolfe conditions,
 * f(u + αp) ≤ f(u) + 10⁻⁴ α pᵀg and |pᵀg(u + αp)| ≤ 0.9 |pᵀg|.
 *
 * Bracketing and zooming with cubic interpolation (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and
 * 3.6). A place without a value is a wall: higher than everything. Where the decrease has fallen below the rounding of
 * f, the first condition holds up to that rounding (Hager and Zhang 2005).
 */
export function searchLine(
  objective: GuardedObjective,
  from: Point,
  direction: readonly number[],
  first: number,
  longest: number,
): Point | undefined {
  const startSlope = dot(from.gradient, direction);
  if (!(startSlope < 0)) return undefined;
  const rounding = 4 * Number.EPSILON * Math.abs(from.value);
  const evaluate = (step: number): Trial => {
    const u = from.u.map((one, i) => one + step * direction[i]!);
    const value = objective.value(u);
    const gradient = enough(step, value) ? objective.gradient(u) : undefined;
    if (gradient === undefined)
      return {
        step,
        value: enough(step, value) ? Number.POSITIVE_INFINITY : value,
        slope: Number.NaN,
        point: undefined,
      };
    return { step, value, slope: dot(gradient, direction), point: { u, value, gradient } };
  };
  const enough = (step: number, value: number): boolean =>
    value <= from.value + ARMIJO * step * startSlope + rounding;
  const good = ({ slope }: Trial): boolean => Math.abs(slope) <= -CURVATURE * startSlope;

  let low: Trial = { step: 0, value: from.value, slope: startSlope, point: undefined };
  let high: Trial | undefined;
  let step = Math.min(first, longest);
  for (let i = 0; i < 60; i++) {
    const trial = evaluate(step);
    if (trial.point === undefined || (trial.value >= low.value && low.step > 0)) high = trial;
    else if (good(trial)) return trial.point;
    else if (high === undefined && trial.slope < 0) {
      if (step >= longest) return trial.point;
      const previous = low;
      low = trial;
      step = Math.min(longest, Math.max(2 * step, Math.min(10 * step, 2 * step - previous.step)));
      continue;
    } else {
      if (trial.slope * ((high?.step ?? low.step) - low.step) >= 0) high = low;
      low = trial;
    }
    if (high === undefined) high = trial;
    if (Math.abs(high.step - low.step) <= 1e-14 * Math.abs(high.step)) break;
    step = between(low, high);
  }
  // Not to the letter of the second condition, but lower: better than nothing.
  return low.point !== undefined && low.value < from.value ? low.point : undefined;
}

/** The minimum of the cubic, or parabola, through both ends, kept away from them; the middle where there is a wall. */
function between(low: Trial, high: Trial): number {
  const width = high.step - low.step;
  const middle = low.step + 0.5 * width;
  if (!Number.isFinite(high.value)) return low.step + 0.2 * width;
  let share: number;
  if (Number.isNaN(high.slope)) {
    const bend = high.value - low.value - low.slope * width;
    share = (-0.5 * low.slope * width) / bend;
  } else {
    const d1 = low.slope + high.slope - (3 * (high.value - low.value)) / width;
    const root = d1 * d1 - low.slope * high.slope;
    if (root < 0) return middle;
    const d2 = Math.sign(width) * Math.sqrt(root);
    share = 1 - (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
  }
  if (!Number.isFinite(share)) return middle;
  return low.step + Math.min(Math.max(share, 0.1), 0.9) * width;
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function largest(values: readonly number[]): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
