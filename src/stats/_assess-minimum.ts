import { type DescentLimits, descend, isFar, scaledGradient } from "./_bfgs.ts";
import type { CallCount, GuardedObjective } from "./_guarded-objective.ts";
import { largest, type Point } from "./_line-search.ts";
import { numericHessian } from "./_numeric-hessian.ts";
import { lookAround, NOTHING, type OpenDirection } from "./_open-directions.ts";
import type { ParameterMap } from "./_parameter-map.ts";
import { note, type Search } from "./_search-minimum.ts";
import { choleskyDecomposition, invertCholesky, solveCholesky } from "./cholesky-decomposition.ts";
import type { Matrix } from "./matrix.ts";
import type { MinimizedParameter, MinimizeOptions, Minimum, SearchReport } from "./minimum.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

export interface Assessment {
  readonly searches: readonly Search[];
  readonly starts: readonly (readonly number[])[];
  readonly maps: readonly ParameterMap[];
  readonly logarithmic: readonly boolean[];
  readonly limits: DescentLimits;
  readonly count: CallCount;
  readonly notes: string[];
  readonly options: MinimizeOptions;
}

interface Verdict {
  readonly status: Minimum["status"];
  readonly reasons: readonly string[];
  readonly point?: Point;
  readonly positions?: readonly MinimizedParameter["position"][];
  readonly hessian?: Matrix;
}

/** Chooses the best start, looks around it, and writes the report. */
export function assess(given: Assessment): Minimum {
  const { searches, maps, options, notes } = given;
  const winner = bestOf(searches);
  const search = searches[winner]!;
  const verdict = judge(search, given);
  if (
    new Set(searches.filter(({ ended }) => ended === "flat").map(({ point }) => rounded(point!.value))).size >
    1
  )
    note(notes, "starts led to minima of different values: the lowest is given");
  const { point } = verdict;
  const slopes = point && maps.map((map, i) => map.slope(point.u[i]!));
  const covariance =
    verdict.hessian && carried(invertCholesky(choleskyDecomposition(verdict.hessian)), slopes!);
  const x = point ? maps.map((map, i) => map.toX(point.u[i]!)) : given.starts[winner]!;
  const report: SearchReport = {
    reasons: Object.freeze([...verdict.reasons, ...notes]),
    parameters: Object.freeze(
      options.parameters.map(({ name }, i) =>
        Object.freeze({
          name,
          value: x[i]! + 0,
          position: verdict.positions?.[i] ?? "inside",
          ...(covariance && { standardError: Math.sqrt(covariance[i]![i]!) }),
        }),
      ),
    ),
    method: search.method,
    gradient: search.objective.analytic ? "given" : "differences",
    evaluations: given.count.values,
    gradientEvaluations: given.count.gradients,
    barriers: given.count.barriers,
    iterations: search.iterations,
    bestStart: winner,
    starts: Object.freeze(
      searches.map((one, i) =>
        Object.freeze({
          parameters: Object.freeze([...given.starts[i]!]),
          ended: one.ended,
          ...(one.point && { value: one.point.value }),
        }),
      ),
    ),
  };
  const { status } = verdict;
  if (status === "failed")
    return Object.freeze({
      status,
      ...(point && { value: point.value, gradientNorm: scaledGradient(point) }),
      ...report,
    });
  return Object.freeze({
    status,
    value: point!.value,
    gradientNorm: scaledGradient(point!),
    ...report,
    ...(covariance && {
      hessian: carried(
        verdict.hessian!,
        slopes!.map((one) => 1 / one),
      ),
      covariance,
    }),
  });
}

/** The lowest; of those that are equal up to rounding, the first that ended well. */
function bestOf(searches: readonly Search[]): number {
  let best = 0;
  for (let i = 1; i < searches.length; i++) {
    const [now, other] = [searches[best]!, searches[i]!];
    if (other.point === undefined) continue;
    if (now.point === undefined) best = i;
    else {
      const margin = 1e-9 * Math.max(1, Math.abs(now.point.value));
      const gain = now.point.value - other.point.value;
      if (gain > margin || (gain > -margin && now.ended !== "flat" && other.ended === "flat")) best = i;
    }
  }
  return best;
}

const rounded = (value: number): string => value.toPrecision(6);

function judge(search: Search, { maps, logarithmic, limits, count, options }: Assessment): Verdict {
  if (search.point === undefined) {
    const why = count.complaint === undefined ? "" : `; it threw: ${count.complaint}`;
    return { status: "failed", reasons: [`the function has no finite value at any start${why}`] };
  }
  let { point } = search;
  const { objective } = search;
  if (search.method === "nelder-mead") {
    if (search.ended !== "flat")
      return { status: "failed", reasons: ["the simplex did not shrink to a point"], point };
    return {
      status: "converged",
      reasons: ["found by the simplex where the function has no usable slope: there are no standard errors"],
      point,
    };
  }
  const flat = (): boolean => scaledGradient(point) <= Math.max(limits.tolerance, 1e-5);
  const fallen = (): Verdict | undefined => {
    // Halfway back the value is clearly higher: it has not come to rest, however small the slope beside it.
    const half = objective.value(point.u.map((one) => one / 2));
    const falling = isFar(point.u, logarithmic) && half > point.value + 1e-6 * Math.max(1, Math.abs(half));
    if (!falling && flat()) return undefined;
    const why = falling
      ? "the function falls without end"
      : `the slope is not 0 where the search ended (${search.ended})`;
    return { status: "failed", reasons: [why], point };
  };
  // The best point of a search may be a saddle, or the mouth of a valley: what is found lower is followed.
  for (let round = 0; round < 8; round++) {
    const failure = fallen();
    if (failure) return failure;
    const hessian = numericHessian(objective, point.u);
    if (hessian === undefined)
      return {
        status: "converged",
        reasons: [
          "the slope is 0, but beside a wall or a kink there are no second derivatives, and so no standard errors",
        ],
        point,
      };
    const { values, vectors } = symmetricEigen(hessian);
    const around = lookAround(objective, point, { values, vectors: columnsOf(vectors) }, logarithmic, limits);
    if (around.lower !== undefined) {
      point = descend(objective, around.lower, logarithmic, limits).point;
      continue;
    }
    if (around.open.length > 0) return openVerdict(point, around.open, maps, options);
    if (!bends(hessian) || !isParabolic(objective, point, values, columnsOf(vectors)))
      return {
        status: "converged",
        reasons: [
          "the slope is 0 and the function rises in every direction, but in one without curvature: there are no standard errors",
        ],
        point,
      };
    point = polished(objective, point, hessian);
    const bend = numericHessian(objective, point.u) ?? hessian;
    return {
      status: "converged",
      reasons: ["the slope is 0 and the function rises in every direction"],
      point,
      hessian: bend,
    };
  }
  return {
    status: "failed",
    reasons: ["lower places were found beside every point where the slope is 0"],
    point,
  };
}

/** Whether the Hessian, each parameter in its own unit, stands out from the error of its differences. */
function bends(hessian: Matrix): boolean {
  const units = hessian.map((row, i) => Math.sqrt(row[i]!));
  if (!units.every((unit) => unit > 0)) return false;
  const scaled = hessian.map((row, i) => row.map((one, j) => one / (units[i]! * units[j]!)));
  return Math.min(...symmetricEigen(scaled).values) > 1e-8;
}

/** Whether the function rises in its flattest direction about as the Hessian says, and not as a fourth power does. */
function isParabolic(
  objective: GuardedObjective,
  { u, value }: Point,
  values: readonly number[],
  axes: readonly (readonly number[])[],
): boolean {
  const least = Math.min(...values);
  if (least > 1e-6 * Math.max(...values)) return true;
  const expected = 1e-6 * Math.max(1, Math.abs(value));
  const direction = axes[values.indexOf(least)]!;
  const distance = Math.sqrt((2 * expected) / least);
  return [distance, -distance].every((way) => {
    const there = objective.value(u.map((one, i) => one + way * direction[i]!));
    return there === Number.POSITIVE_INFINITY || there - value < 100 * expected;
  });
}

/** Newton's steps, as long as they make the slope smaller. */
function polished(objective: GuardedObjective, from: Point, hessian: Matrix): Point {
  const decomposition = choleskyDecomposition(hessian);
  let point = from;
  for (let i = 0; i < 3; i++) {
    const step = solveCholesky(decomposition, point.gradient);
    const u = point.u.map((one, j) => one - step[j]!);
    const value = objective.value(u);
    const gradient = objective.gradient(u);
    const margin = NOTHING * 1e-3 * Math.max(1, Math.abs(point.value));
    if (gradient === undefined || value > point.value + margin) break;
    if (largest(gradient) >= largest(point.gradient)) break;
    point = { u, value, gradient };
  }
  return point;
}

function openVerdict(
  point: Point,
  open: readonly OpenDirection[],
  maps: readonly ParameterMap[],
  options: MinimizeOptions,
): Verdict {
  const positions = maps.map((): MinimizedParameter["position"] => "inside");
  const reasons: string[] = [];
  for (const { direction, bothWays } of [...open].sort((a, b) => Number(b.bothWays) - Number(a.bothWays))) {
    const most = largest(direction);
    const named = direction.flatMap((one, i) => (Math.abs(one) > 0.1 * most ? [i] : []));
    if (bothWays) {
      for (const i of named) positions[i] = "ridge";
      const names = named.map((i) => options.parameters[i]!.name).join(", ");
      reasons.push(
        named.length === 1
          ? `not identified: the function does not depend on ${names}`
          : `not identified: the function does not change along a ridge of ${names}`,
      );
      continue;
    }
    const ways = named.map((i) => {
      const up = direction[i]! > 0 === maps[i]!.rising;
      if (positions[i] === "inside") positions[i] = up ? "upper" : "lower";
      const { name, lower, upper } = options.parameters[i]!;
      const bound = up ? upper : lower;
      return `${name} runs to ${bound ?? (up ? "infinity" : "minus infinity")}`;
    });
    reasons.push(`boundary: the function does not rise where ${ways.join(" and ")}`);
  }
  return {
    status: open.every(({ bothWays }) => bothWays) ? "not-identified" : "boundary",
    reasons,
    point,
    positions,
  };
}

function columnsOf(matrix: Matrix): number[][] {
  return matrix.map((_, j) => matrix.map((row) => row[j]!));
}

/** D A D for a diagonal D, mirrored exactly. */
function carried(matrix: Matrix, diagonal: readonly number[]): Matrix {
  return Object.freeze(
    matrix.map((row, i) => Object.freeze(row.map((one, j) => one * (diagonal[i]! * diagonal[j]!) + 0))),
  );
}
