import type { ParameterMap } from "./_parameter-map.ts";

/** A function of the coordinates u that answers +Infinity where the user's does not answer. */
export interface GuardedObjective {
  /** The value at u, +Infinity where there is none. */
  readonly value: (u: readonly number[]) => number;
  /** The gradient at u, undefined where it cannot be had. */
  readonly gradient: (u: readonly number[]) => number[] | undefined;
  /** Whether the gradient is the user's and not a difference. */
  readonly analytic: boolean;
  readonly dimension: number;
}

/** What was called, and what came back that is no number. */
export interface CallCount {
  values: number;
  gradients: number;
  barriers: number;
  /** What the last call that threw had to say. */
  complaint: string | undefined;
}

type Objective = (parameters: readonly number[]) => number;
type Gradient = (parameters: readonly number[]) => readonly number[];

export function guardObjective(
  objective: Objective,
  gradient: Gradient | undefined,
  maps: readonly ParameterMap[],
  count: CallCount,
): GuardedObjective {
  const toX = (u: readonly number[]): number[] => maps.map((map, i) => map.toX(u[i]!));
  const attempt = <T>(call: () => T): T | undefined => {
    try {
      return call();
    } catch (error) {
      count.complaint = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const value = (u: readonly number[]): number => {
    const x = toX(u);
    // Rounded onto a bound: the user's function is never asked there.
    if (!x.every((one, i) => maps[i]!.inside(one))) return Number.POSITIVE_INFINITY;
    count.values++;
    const found = attempt(() => objective(x));
    if (typeof found === "number" && Number.isFinite(found)) return found;
    count.barriers++;
    return Number.POSITIVE_INFINITY;
  };
  if (gradient === undefined)
    return { value, gradient: (u) => differences(value, u), analytic: false, dimension: maps.length };
  return {
    value,
    gradient: (u) => {
      const x = toX(u);
      if (!x.every((one, i) => maps[i]!.inside(one))) return undefined;
      count.gradients++;
      const found = attempt(() => gradient(x));
      if (found?.length !== maps.length || !Array.prototype.every.call(found, Number.isFinite))
        return undefined;
      const slopes = maps.map((map, i) => found[i]! * map.slope(u[i]!));
      return slopes.every(Number.isFinite) ? slopes : undefined;
    },
    analytic: true,
    dimension: maps.length,
  };
}

/** Central differences of step ε^⅓; of second order from one side where the other has no value. */
export function differences(
  value: (u: readonly number[]) => number,
  u: readonly number[],
): number[] | undefined {
  const point = [...u];
  const at = (i: number, step: number): number => {
    point[i] = u[i]! + step;
    const found = value(point);
    point[i] = u[i]!;
    return found;
  };
  const found: number[] = [];
  for (let i = 0; i < u.length; i++) {
    const h = 6e-6 * Math.max(1, Math.abs(u[i]!));
    const [ahead, behind] = [at(i, h), at(i, -h)];
    let slope = (ahead - behind) / (2 * h);
    if (!Number.isFinite(slope)) {
      const side = Number.isFinite(ahead) ? h : -h;
      slope = (4 * at(i, side) - 3 * value(u) - at(i, 2 * side)) / (2 * side);
    }
    if (!Number.isFinite(slope)) return undefined;
    found.push(slope);
  }
  return found;
}
