import type { GuardedObjective } from "./_guarded-objective.ts";
import { dot, largest, type Point, searchLine } from "./_line-search.ts";

/** How a descent ended. */
export interface Descent {
  readonly point: Point;
  /** flat: the gradient is within the tolerance; stalled: no step leads lower; runaway: the coordinates left all reason. */
  readonly ended: "flat" | "stalled" | "runaway" | "spent";
  readonly iterations: number;
}

export interface DescentLimits {
  readonly tolerance: number;
  readonly iterations: number;
  readonly spent: () => boolean;
}

/** Coordinates beyond are no answer but a way to infinity. */
const FAR = 1e6;
const FAR_ON_A_LOG_SCALE = 300;

/** Whether a point lies on the way to infinity. */
export function isFar(u: readonly number[], logarithmic: readonly boolean[]): boolean {
  return u.some((one, i) => Math.abs(one) > (logarithmic[i] ? FAR_ON_A_LOG_SCALE : FAR));
}

/** max |gᵢ| / max(1, |f|): the change of the value, relative to it, that a natural step promises. */
export const scaledGradient = ({ value, gradient }: Point): number =>
  largest(gradient) / Math.max(1, Math.abs(value));

/**
 * Descends from a point by the method of Broyden, Fletcher, Goldfarb and Shanno, with the inverse Hessian kept.
 *
 * p = −H g; H ← (I − ρsyᵀ) H (I − ρysᵀ) + ρssᵀ, ρ = 1/yᵀs (Nocedal and Wright, algorithm 6.1 and equation 6.20).
 */
export function descend(
  objective: GuardedObjective,
  start: Point,
  logarithmic: readonly boolean[],
  limits: DescentLimits,
): Descent {
  const n = start.u.length;
  let point = start;
  let inverse: number[][] | undefined;
  for (let iteration = 0; ; iteration++) {
    const ended = (how: Descent["ended"]): Descent => ({ point, ended: how, iterations: iteration });
    if (scaledGradient(point) <= limits.tolerance) return ended("flat");
    if (isFar(point.u, logarithmic)) return ended("runaway");
    if (iteration >= limits.iterations || limits.spent()) return ended("spent");
    const direction = directionOf(inverse, point.gradient);
    const size = largest(direction);
    const longest = Math.max(20, 1e3 * largest(point.u)) / size;
    const first = inverse === undefined ? Math.min(1, 1 / size) : 1;
    const next = searchLine(objective, point, direction, first, longest);
    if (next === undefined) {
      if (inverse === undefined) return ended("stalled");
      inverse = undefined;
      continue;
    }
    const s = next.u.map((one, i) => one - point.u[i]!);
    const y = next.gradient.map((one, i) => one - point.gradient[i]!);
    const sy = dot(s, y);
    if (sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) {
      inverse ??= identity(n, sy / dot(y, y));
      update(inverse, s, y, sy);
    }
    point = next;
  }
}

function directionOf(inverse: number[][] | undefined, gradient: readonly number[]): number[] {
  if (inverse === undefined) return gradient.map((one) => -one);
  return inverse.map((row) => -dot(row, gradient));
}

function identity(n: number, scale: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? scale : 0)));
}

function update(inverse: number[][], s: readonly number[], y: readonly number[], sy: number): void {
  const hy = inverse.map((row) => dot(row, y));
  const factor = (1 + dot(y, hy) / sy) / sy;
  for (let i = 0; i < s.length; i++)
    for (let j = 0; j < s.length; j++)
      inverse[i]![j]! += factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy;
}
