import { assess } from "./_assess-minimum.ts";
import { checkFinite, checkPositive, wrongParameter } from "./_check.ts";
import { type CallCount, guardObjective } from "./_guarded-objective.ts";
import { type ParameterMap, parameterMap } from "./_parameter-map.ts";
import { type Search, searchFrom } from "./_search-minimum.ts";
import { startsOf } from "./_starts.ts";
import type { Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

/** A parameter of {@link minimize}: its name, where to begin, and where it may lie. */
export interface ParameterRange {
  /** A name, for the report; unique. */
  readonly name: string;
  /** Where the first search begins; strictly inside the range. */
  readonly start: number;
  /** The parameter stays above this; without it, and without `upper`, it is free. 0 makes it positive. */
  readonly lower?: number | undefined;
  /** The parameter stays below this. */
  readonly upper?: number | undefined;
  /** The size of a natural step of a free parameter; by default max(1, |start|). */
  readonly scale?: number | undefined;
}

/** Further starts of {@link minimize}, drawn around the first. */
export interface RandomStarts {
  /** How many. */
  readonly count: number;
  /** The stream that they are drawn from; it is advanced. */
  readonly random: Random;
  /** Their standard deviation in natural steps (a scale, a factor e, a unit of log-odds); by default 1. */
  readonly spread?: number | undefined;
}

/** Options of {@link minimize}. */
export interface MinimizeOptions {
  /** The parameters, in the order in which the function takes them; at least one. */
  readonly parameters: readonly ParameterRange[];
  /** The partial derivatives by the parameters; by default they are taken by central differences. */
  readonly gradient?: ((parameters: readonly number[]) => readonly number[]) | undefined;
  /** Further starts, one number a parameter. */
  readonly starts?: readonly (readonly number[])[] | undefined;
  /** Further starts drawn at random. */
  readonly randomStarts?: RandomStarts | undefined;
  /**
   * The largest gradient that counts as none: max |gᵢ| / max(1, |f|) for natural steps; by default 1e-8 with a gradient,
   * 1e-7 without.
   */
  readonly gradientTolerance?: number | undefined;
  /** Descents of one start end after so many steps; by default 500. */
  readonly maxIterations?: number | undefined;
  /** The search ends after so many values of the function; by default 100,000. */
  readonly maxEvaluations?: number | undefined;
}

/** A parameter as found by {@link minimize}. */
export interface MinimizedParameter {
  /** Its name. */
  readonly name: string;
  /** Its value; where the position is not inside, one of many that are as good. */
  readonly value: number;
  /**
   * `lower`, `upper`: at or running towards that bound, or to infinity where there is none; `ridge`: the function does not
   * change when it changes together with the others of the ridge; `inside`: none of these.
   */
  readonly position: "inside" | "lower" | "upper" | "ridge";
  /** √ of its variance, where there is a covariance. */
  readonly standardError?: number;
}

/** What one start led to. */
export interface StartReport {
  /** The parameters where it began. */
  readonly parameters: readonly number[];
  /** `flat`: to a point without slope; `stalled`, `spent`, `runaway`: to none; `refused`: the function has no value there. */
  readonly ended: "flat" | "stalled" | "spent" | "runaway" | "refused";
  /** The lowest value, where there is one. */
  readonly value?: number;
}

/** What {@link minimize} did. */
export interface SearchReport {
  /** In words: why this status, what is open, what was worked around. */
  readonly reasons: readonly string[];
  /** One for each parameter, in the order of the options. */
  readonly parameters: readonly MinimizedParameter[];
  /** The method that found the point: descent by gradients, or the simplex where they are of no use. */
  readonly method: "bfgs" | "nelder-mead";
  /** Whether derivatives were given or taken by differences. */
  readonly gradient: "given" | "differences";
  /** How often the function was asked for a value. */
  readonly evaluations: number;
  /** How often the given gradient was asked for. */
  readonly gradientEvaluations: number;
  /** How often the function had no finite value or threw; such places count as infinitely high. */
  readonly barriers: number;
  /** Steps of the winning start. */
  readonly iterations: number;
  /** Which of `starts` won. */
  readonly bestStart: number;
  /** What each start led to. */
  readonly starts: readonly StartReport[];
}

/** A minimum, or the lowest value of a function that has no single one. */
export interface FoundMinimum extends SearchReport {
  readonly status: "converged" | "boundary" | "not-identified";
  /** The lowest value. */
  readonly value: number;
  /** max |gᵢ| / max(1, |f|) for natural steps. */
  readonly gradientNorm: number;
  /** The second derivatives by the parameters; only of a converged minimum that bends in every direction. */
  readonly hessian?: Matrix;
  /** The inverse of the Hessian: the covariance of the estimates where the function is a negative log-likelihood. */
  readonly covariance?: Matrix;
}

/** The end of a search that found no minimum. */
export interface FailedSearch extends SearchReport {
  readonly status: "failed";
  /** The lowest value seen, where there is one. */
  readonly value?: number;
  /** The scaled gradient there. */
  readonly gradientNorm?: number;
}

/** The answer of {@link minimize}; JSON-safe and frozen. */
export type Minimum = FoundMinimum | FailedSearch;

/**
 * Minimises a smooth function of a few parameters, such as a negative log-likelihood, and says what was found.
 *
 * The search runs in coordinates without bounds: scale·u for a free parameter, lower + eᵘ above a bound, a logistic curve
 * between two. From every start it descends by BFGS with a line search after the strong Wolfe conditions, by the simplex
 * of Nelder and Mead where slopes are of no use, and polishes the end by Newton's method. Then it looks around: the
 * eigenvectors of the Hessian in which the function hardly bends are followed 16 natural steps both ways (64 where both
 * are open) with all else fitted anew.
 *
 * - `converged`: max |gᵢ| / max(1, |f|) within the tolerance, and the function rises in every direction.
 * - `boundary`: it does not rise (by more than 1e-9 of max(1, |f|)) one way along some direction: the best is at a bound
 *   or at infinity. What else is not determined there is said by the positions.
 * - `not-identified`: it rises neither way along some direction, and at no bound: no single point is best.
 * - `failed`: no start with a value, no point without slope, or a fall without end.
 *
 * Where the function throws, or its value is not a finite number, there is a wall; it is counted. Standard errors are
 * √(H⁻¹)ᵢᵢ of the Hessian in the coordinates of the search, carried over to the parameters by the delta method.
 *
 * @throws RangeError when parameters, starts or limits are out of range.
 *
 * @see Nocedal and Wright, Numerical Optimization (2006), chapters 3 and 6; Nelder and Mead (1965); Gao and Han (2012)
 *
 * @example
 * ```ts
 * import { minimize } from "clientele/stats";
 *
 * // Waiting times 2, 3 and 7: exponential with rate 3 / 12, standard error rate / √3.
 * const fit = minimize(([rate = 0]) => rate * 12 - 3 * Math.log(rate), {
 *   parameters: [{ name: "rate", start: 1, lower: 0 }],
 *   gradient: ([rate = 0]) => [12 - 3 / rate],
 * });
 * fit.status; // => "converged"
 * fit.parameters[0]?.value.toFixed(9); // => "0.250000000"
 * fit.parameters[0]?.standardError?.toFixed(6); // => "0.144338"
 *
 * // Only the sum of the two matters.
 * const ridge = minimize(([a = 0, b = 0]) => (a + b - 3) ** 2, {
 *   parameters: [{ name: "a", start: 0 }, { name: "b", start: 0 }],
 * });
 * ridge.status; // => "not-identified"
 * ridge.reasons; // => ["not identified: the function does not change along a ridge of a, b"]
 * ```
 */
export function minimize(
  objective: (parameters: readonly number[]) => number,
  options: MinimizeOptions,
): Minimum {
  const maps = checkParameters(options.parameters);
  const starts = startsOf(options, maps);
  const { gradient, gradientTolerance = gradient ? 1e-8 : 1e-7 } = options;
  const { maxIterations = 500, maxEvaluations = 100_000 } = options;
  checkPositive(doing, "gradientTolerance", gradientTolerance);
  checkPositive(doing, "maxIterations", maxIterations);
  checkPositive(doing, "maxEvaluations", maxEvaluations);
  const count: CallCount = { values: 0, gradients: 0, barriers: 0, complaint: undefined };
  const limits = {
    tolerance: gradientTolerance,
    iterations: maxIterations,
    spent: () => count.values >= maxEvaluations,
  };
  const logarithmic = options.parameters.map(
    ({ lower, upper }) => lower !== undefined || upper !== undefined,
  );
  const objectives = {
    given: guardObjective(objective, gradient, maps, count),
    byDifferences: guardObjective(objective, undefined, maps, count),
  };
  const notes: string[] = [];
  const searches: Search[] = starts.map((start) =>
    searchFrom(
      start.map((one, i) => maps[i]!.toU(one)),
      { ...objectives, logarithmic, limits, notes },
    ),
  );
  return assess({ searches, starts, maps, logarithmic, limits, count, notes, options, ...objectives });
}

const doing = "minimise";

function checkParameters(parameters: readonly ParameterRange[]): ParameterMap[] {
  if (!Array.isArray(parameters) || parameters.length === 0)
    throw wrongParameter(doing, "parameters", "a list of at least one parameter", parameters);
  const names = new Set<string>();
  return parameters.map((parameter, i) => {
    const { name, start, lower, upper, scale } = parameter;
    if (typeof name !== "string" || name === "" || names.has(name))
      throw wrongParameter(doing, `the name of parameter ${i}`, "a text that no other has", name);
    names.add(name);
    checkFinite(doing, `start of ${name}`, start);
    if (lower !== undefined) checkFinite(doing, `lower of ${name}`, lower);
    if (upper !== undefined) checkFinite(doing, `upper of ${name}`, upper);
    if (lower !== undefined && upper !== undefined && !(lower < upper))
      throw wrongParameter(doing, `upper of ${name}`, `above its lower bound ${lower}`, upper);
    if (scale !== undefined) checkPositive(doing, `scale of ${name}`, scale);
    const map = parameterMap(parameter);
    if (!map.inside(start))
      throw wrongParameter(doing, `start of ${name}`, "strictly inside its bounds", start);
    return map;
  });
}
