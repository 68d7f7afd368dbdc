import { type Descent, type DescentLimits, descend, scaledGradient } from "./_bfgs.ts";
import { differences, type GuardedObjective } from "./_guarded-objective.ts";
import { largest, type Point } from "./_line-search.ts";
import { descendBySimplex } from "./_nelder-mead.ts";

/** What one start led to. */
export interface Search {
  readonly start: readonly number[];
  readonly ended: Descent["ended"] | "refused";
  readonly method: "bfgs" | "nelder-mead";
  /** Where there is a value. */
  readonly point?: Point;
  /** Whether the gradient at the point is to be believed. */
  readonly smooth: boolean;
  readonly objective: GuardedObjective;
  readonly iterations: number;
}

export interface SearchContext {
  readonly given: GuardedObjective;
  readonly byDifferences: GuardedObjective;
  readonly logarithmic: readonly boolean[];
  readonly limits: DescentLimits;
  readonly notes: string[];
}

/** Descends from one start, first by gradients, then, where they lead nowhere, by the simplex. */
export function searchFrom(start: readonly number[], context: SearchContext): Search {
  const { byDifferences, logarithmic, limits, notes } = context;
  const refused: Search = {
    start,
    ended: "refused",
    method: "bfgs",
    smooth: false,
    objective: byDifferences,
    iterations: 0,
  };
  const value = context.given.value(start);
  if (!Number.isFinite(value)) return refused;
  const objective = believable(context, start);
  let iterations = 0;
  let best = start;
  const gradient = objective.gradient(start);
  if (gradient !== undefined) {
    const end = descend(objective, { u: start, value, gradient }, logarithmic, limits);
    iterations = end.iterations;
    if (end.ended !== "stalled" || nearlyFlat(end.point))
      return {
        ...refused,
        ...end,
        ended: nearlyFlat(end.point) && end.ended === "stalled" ? "flat" : end.ended,
        smooth: true,
        objective,
      };
    best = end.point.u;
  }
  note(notes, "slopes led nowhere from some start: the simplex of Nelder and Mead was used");
  const simplex = descendBySimplex(byDifferences.value, best, limits.spent);
  iterations += simplex.iterations;
  const slopes = objective.gradient(simplex.u) ?? byDifferences.gradient(simplex.u);
  if (slopes !== undefined) {
    const point = { u: simplex.u, value: simplex.value, gradient: slopes };
    const end = descend(objective, point, logarithmic, limits);
    if (end.ended === "flat" || nearlyFlat(end.point))
      return {
        ...refused,
        ...end,
        ended: "flat",
        iterations: iterations + end.iterations,
        smooth: true,
        objective,
      };
    return {
      ...refused,
      ended: simplex.shrunk ? "flat" : "spent",
      method: "nelder-mead",
      point: end.point.value < point.value ? end.point : point,
      objective,
      iterations,
    };
  }
  return {
    ...refused,
    ended: simplex.shrunk ? "flat" : "spent",
    method: "nelder-mead",
    point: { u: simplex.u, value: simplex.value, gradient: simplex.u.map(() => 0) },
    iterations,
  };
}

/** As flat as the rounding of the function lets one see. */
function nearlyFlat(point: Point): boolean {
  return scaledGradient(point) <= 1e-5;
}

/** The given gradient where it agrees with differences at the start, else the differences. */
function believable(
  { given, byDifferences, notes }: SearchContext,
  start: readonly number[],
): GuardedObjective {
  if (!given.analytic) return byDifferences;
  const claimed = given.gradient(start);
  if (claimed === undefined) {
    note(notes, "the given gradient has no finite value at some start: differences were used from there");
    return byDifferences;
  }
  const seen = differences(given.value, start);
  if (seen === undefined) return given;
  const size = Math.max(largest(seen), 1e-6 * Math.max(1, Math.abs(given.value(start))));
  const off = largest(seen.map((one, i) => one - claimed[i]!));
  if (off <= 1e-3 * size) return given;
  note(notes, "the given gradient disagrees with differences of the function: differences were used");
  return byDifferences;
}

export function note(notes: string[], text: string): void {
  if (!notes.includes(text)) notes.push(text);
}
