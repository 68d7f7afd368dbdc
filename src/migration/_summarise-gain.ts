import { quantiles, standardDeviation } from "../stats/index.ts";
import type { ActionGain } from "./action-effect.ts";

/** The equal-tailed interval of what was drawn. */
export function intervalOf(column: Float64Array, probability: number): readonly [number, number] {
  const tail = (1 - probability) / 2;
  const [lower, upper] = quantiles(column, [tail, 1 - tail]);
  return Object.freeze([lower!, upper!] as const);
}

/** A gain at the posterior means, and what the draws say of it; the draws have the cost taken off. */
export function summariseGain(
  estimate: number,
  column: Float64Array,
  probability: number,
  cost: number,
): ActionGain {
  const share = (holds: (gain: number) => boolean): number => column.filter(holds).length / column.length;
  const mean = (of: (gain: number) => number): number =>
    column.reduce((sum, gain) => sum + of(gain), 0) / column.length;
  return Object.freeze({
    estimate,
    standardDeviation: standardDeviation(column),
    interval: intervalOf(column, probability),
    lowerBound: quantiles(column, [1 - probability])[0]!,
    probabilityPositive: share((gain) => gain > 0),
    probabilityHarm: share((gain) => gain + cost < 0),
    expectedLoss: Object.freeze({
      acting: mean((gain) => Math.max(0, -gain)),
      refraining: mean((gain) => Math.max(0, gain)),
    }),
  });
}
