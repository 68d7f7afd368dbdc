import { createRandom, mean, quantiles, standardDeviation } from "../stats/index.ts";
import { drawChain } from "./draw-chain.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";
import type { StateValueOptions } from "./estimate-state-values.ts";
import { valueStates } from "./value-states.ts";

/** Options of {@link drawStateValues}. */
export interface DrawStateValuesOptions extends StateValueOptions {
  /** Decides the draws. */
  readonly seed: string | number;
  /**
   * How many chains are drawn.
   * @defaultValue `2000`
   */
  readonly draws?: number | undefined;
}

/** Lifetime values of states as the posterior has them. */
export interface DrawnStateValues {
  /** The states. */
  readonly states: readonly string[];
  /** The mean value over the chains drawn. Not that of the mean chain: values are no straight line in the probabilities. */
  readonly mean: readonly number[];
  /** Their standard deviation. */
  readonly standardDeviation: readonly number[];
  /** The equal-tailed interval of each. */
  readonly interval: readonly (readonly [number, number])[];
  /** How many chains were drawn. */
  readonly draws: number;
}

/**
 * Values states under chains drawn from the posterior: how well a lifetime value is known, without the straight line that
 * {@link estimateStateValues} puts through it.
 *
 * V⁽ᵈ⁾ = value of the chain P⁽ᵈ⁾, p_i⁽ᵈ⁾ ~ Dirichlet(shapes_i); mean, standard deviation and quantiles over d
 *
 * @throws RangeError as {@link valueStates}, or if draws is not an integer from 2 up or the probability is not between 0 and 1
 *
 * @example
 * ```ts
 * import { drawStateValues, estimatePosterior, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts =
 *   { states: ["active", "lost"], counts: [[80, 20], [0, 50]], total: 150, entries: [], gaps: 0, periods: [] };
 * const worth = drawStateValues(estimatePosterior(counts), { rewards: [100, 0], discountRate: 0.25, seed: "value" });
 * worth.interval[0]!.map((v) => Math.round(v / 10) * 10); // => [230, 320]
 * ```
 */
export function drawStateValues(
  posterior: TransitionPosterior,
  options: DrawStateValuesOptions,
): DrawnStateValues {
  const { probability = 0.95, seed, draws = 2000 } = options;
  if (!Number.isInteger(draws) || draws < 2)
    throw new RangeError(`Cannot draw state values: draws must be an integer from 2 up, got ${draws}`);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Cannot draw state values: probability must be between 0 and 1, got ${probability}`);
  const random = createRandom(seed);
  const values = posterior.states.map(() => new Float64Array(draws));
  for (let d = 0; d < draws; d++)
    valueStates(drawChain(posterior, random), options).values.forEach((v, s) => {
      values[s]![d] = v;
    });
  const tail = (1 - probability) / 2;
  return Object.freeze({
    states: posterior.states,
    mean: Object.freeze(values.map((column) => mean(column))),
    standardDeviation: Object.freeze(values.map((column) => standardDeviation(column))),
    interval: Object.freeze(
      values.map((column) => {
        const [lower, upper] = quantiles(column, [tail, 1 - tail]);
        return Object.freeze([lower!, upper!] as const);
      }),
    ),
    draws,
  });
}
