import { type DescentLimits, descend } from "./_bfgs.ts";
import type { GuardedObjective } from "./_guarded-objective.ts";
import { dot, type Point } from "./_line-search.ts";

/** A direction along which the value does not rise, however far one goes. */
export interface OpenDirection {
  readonly direction: readonly number[];
  /** Whether it is open both ways: a ridge; else it leads to a bound or to infinity. */
  readonly bothWays: boolean;
}

/** What was found beside a minimum: directions in which it is open, or a place that is clearly lower. */
export type Surroundings =
  | { readonly open: readonly OpenDirection[]; readonly lower?: undefined }
  | { readonly open?: undefined; readonly lower: Point };

/** How far a flat direction is followed, in natural steps. */
const DISTANCES = [0.1, 1, 4, 16];
/** How far one that is open both ways is followed to tell a ridge from a long way to a bound. */
const FARTHER = 64;
/** Beyond, a lower value is not followed: so far out many functions lose their digits. */
const TRUSTED = 4;
/** A change of the value that counts as none, relative to it. */
export const NOTHING = 1e-9;
/** A fall of the value that counts as one. */
const CLEAR = 1e-6;

/**
 * Follows every direction in which the value hardly bends, both ways, with all else fitted anew (a profile).
 *
 * A direction is *open* one way when the profile at 0.1, 1, 4 and 16 natural steps nowhere exceeds the minimum by more than
 * 1e-9 of max(1, |f|).
 */
export function lookAround(
  objective: GuardedObjective,
  minimum: Point,
  axes: { readonly values: readonly number[]; readonly vectors: readonly (readonly number[])[] },
  logarithmic: readonly boolean[],
  limits: DescentLimits,
): Surroundings {
  const size = Math.max(1, Math.abs(minimum.value));
  const most = Math.max(...axes.values, 0);
  const open: OpenDirection[] = [];
  for (const [k, direction] of axes.vectors.entries()) {
    const bend = axes.values[k]!;
    if (bend > 1e-3 * size && bend > 1e-5 * most) continue;
    const others = axes.vectors.filter((_, i) => i !== k);
    const follow = (way: number, distances: readonly number[]): boolean | Point =>
      followed({ objective, minimum, direction, others, logarithmic, limits, size }, way, distances);
    const [onward, backward] = [follow(1, DISTANCES), follow(-1, DISTANCES)];
    if (typeof onward === "object") return { lower: onward };
    if (typeof backward === "object") return { lower: backward };
    const both = onward && backward;
    const ahead = both ? follow(1, [FARTHER]) !== false : onward;
    const back = both ? follow(-1, [FARTHER]) !== false : backward;
    if (onward || backward)
      open.push({
        direction: ahead || !back ? direction : direction.map((one) => -one),
        bothWays: both && ahead === back,
      });
  }
  return { open };
}

interface Follower {
  readonly objective: GuardedObjective;
  readonly minimum: Point;
  readonly direction: readonly number[];
  readonly others: readonly (readonly number[])[];
  readonly logarithmic: readonly boolean[];
  readonly limits: DescentLimits;
  readonly size: number;
}

/** Whether the profile stays down that way; a point where it falls clearly below the minimum. */
function followed(
  { objective, minimum, direction, others, logarithmic, limits, size }: Follower,
  way: number,
  distances: readonly number[],
): boolean | Point {
  let rest = others.map(() => 0);
  let seen = distances[0]! >= 1;
  for (const distance of distances) {
    const place = (w: readonly number[]): number[] =>
      minimum.u.map(
        (one, i) =>
          one + way * distance * direction[i]! + others.reduce((sum, v, k) => sum + w[k]! * v[i]!, 0),
      );
    const slice: GuardedObjective = {
      analytic: objective.analytic,
      dimension: others.length,
      value: (w) => objective.value(place(w)),
      gradient: (w) => {
        const gradient = objective.gradient(place(w));
        return gradient && others.map((v) => dot(v, gradient));
      },
    };
    let value = slice.value(rest);
    // A place without a value tells nothing of the direction: what was seen on the way to it decides.
    if (!Number.isFinite(value)) return seen;
    if (value > minimum.value + NOTHING * size && others.length > 0) {
      const gradient = slice.gradient(rest);
      if (gradient === undefined) return seen;
      const end = descend(
        slice,
        { u: rest, value, gradient },
        others.map(() => logarithmic.some(Boolean)),
        {
          ...limits,
          iterations: 60,
        },
      );
      value = end.point.value;
      rest = [...end.point.u];
    }
    if (value < minimum.value - CLEAR * size && distance <= TRUSTED) {
      const u = place(rest);
      const gradient = objective.gradient(u);
      if (gradient !== undefined) return { u, value, gradient };
    }
    if (value > minimum.value + NOTHING * size) return false;
    seen = distance >= 1;
  }
  return seen;
}
