import { assess } from "./_assess-minimum.ts";
import { checkFinite, checkPositive, wrongParameter } from "./_check.ts";
import { type CallCount, guardObjective } from "./_guarded-objective.ts";
import { type ParameterMap, parameterMap } from "./_parameter-map.ts";
import { type Search, searchFrom } from "./_search-minimum.ts";
import { startsOf } from "./_starts.ts";
import type { MinimizeOptions, Minimum, ParameterRange } from "./minimum.ts";

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
