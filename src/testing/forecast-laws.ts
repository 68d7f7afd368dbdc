import fc from "fast-check";
import { type Chain, createChain } from "../migration/index.ts";
import type { Law } from "./scoring-laws.ts";

/** A forecast: the customers expected in each state after some periods, new ones included where they are given. */
export type ForecastRule = (
  chain: Chain,
  now: readonly number[],
  steps: number,
  inflow?: readonly number[],
) => readonly number[];

/** The laws of forecasts. */
export type ForecastLawId = "start" | "range" | "conserve" | "inflow" | "powers" | "additive" | "stationary";

/** Options of {@link forecastLaws}. */
export interface ForecastLawsOptions {
  /**
   * Where the customers are in the long run, for the law `stationary`.
   * @defaultValue that law is not asked
   */
  readonly longRun?: ((chain: Chain, now: readonly number[]) => readonly number[]) | undefined;
  /**
   * By how much of all customers a number may be off through rounding.
   * @defaultValue `1e-9`
   */
  readonly tolerance?: number | undefined;
}

/**
 * What every forecast along a chain keeps, as properties to be asserted on one of your own: no step is where one starts,
 * nobody is negative, customers are conserved (with new ones: customers plus all inflow), a + b steps are b steps after a
 * (Pᵃ⁺ᵇ = PᵃPᵇ), two groups add up, and in the long run a step changes nothing (πP = π).
 *
 * @param forecast - the forecast under test
 * @throws RangeError if `tolerance` is not a number from 0 to below 1
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { findLongRun, forecastTiers } from "clientele/migration";
 * import { type ForecastRule, forecastLaws } from "clientele/testing";
 *
 * const forecast: ForecastRule = (chain, now, steps, inflow) => forecastTiers(chain, now, { steps, inflow }).path.at(-1)!;
 * forecastLaws(forecast, { longRun: findLongRun }).filter((law) => fc.check(law.property).failed); // => []
 * const rounded: ForecastRule = (...given) => forecast(...given).map(Math.round);
 * forecastLaws(rounded).filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["conserve", "inflow", "powers", "additive"]
 * ```
 */
export function forecastLaws(
  forecast: ForecastRule,
  options: ForecastLawsOptions = {},
): readonly Law<ForecastLawId>[] {
  const { longRun, tolerance = 1e-9 } = options;
  if (!(tolerance >= 0 && tolerance < 1))
    throw new RangeError(`Cannot state laws: tolerance must be from 0 to below 1, got ${tolerance}`);
  const near = (a: readonly number[], b: readonly number[]): boolean => {
    const slack = tolerance * Math.max(1, total(a), total(b));
    return a.length === b.length && a.every((n, i) => Math.abs(n - (b[i] as number)) <= slack);
  };
  const law = (
    id: ForecastLawId,
    name: string,
    holds: (chain: Chain, now: number[], other: number[], steps: number) => boolean,
  ): Law<ForecastLawId> =>
    Object.freeze({
      id,
      name,
      property: fc.property(anyChain, fc.integer({ min: 1, max: 6 }), ({ chain, now, other }, steps) =>
        holds(chain, now, other, steps),
      ),
    });
  const laws = [
    law("start", "after no step the customers are where they are now", (chain, now) =>
      near(forecast(chain, now, 0), now),
    ),
    law("range", "no number of customers is negative or beyond all of them", (chain, now, _other, steps) =>
      forecast(chain, now, steps).every((n) => n >= 0 && n <= total(now) * (1 + tolerance)),
    ),
    law("conserve", "no customer is lost or made", (chain, now, _other, steps) =>
      near([total(forecast(chain, now, steps))], [total(now)]),
    ),
    law(
      "inflow",
      "with new customers there are as many as there were plus all that came",
      (chain, now, other, steps) =>
        near([total(forecast(chain, now, steps, other))], [total(now) + steps * total(other)]),
    ),
    law("powers", "some steps after some others are as many steps at once", (chain, now, other, steps) => {
      const more = 1 + (total(other) % 5);
      return near(forecast(chain, forecast(chain, now, steps), more), forecast(chain, now, steps + more));
    }),
    law("additive", "two groups of customers add up", (chain, now, other, steps) => {
      const both = now.map((n, i) => n + (other[i] as number));
      const [a, b] = [forecast(chain, now, steps), forecast(chain, other, steps)];
      return near(
        forecast(chain, both, steps),
        a.map((n, i) => n + (b[i] as number)),
      );
    }),
  ];
  if (longRun !== undefined)
    laws.push(
      law("stationary", "in the long run a step changes nothing, and nobody is lost", (chain, now) => {
        const last = longRun(chain, now);
        return near([total(last)], [total(now)]) && near(forecast(chain, last, 1), last);
      }),
    );
  return Object.freeze(laws);
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

/** Chains of whole-number weights, zeros among them, so that there are states that nobody leaves. */
const anyChain = fc.integer({ min: 1, max: 4 }).chain((size) => {
  const row = fc.array(fc.oneof(fc.constant(0), fc.nat(20)), { minLength: size, maxLength: size });
  const customers = fc.array(fc.nat(1000), { minLength: size, maxLength: size });
  return fc
    .tuple(fc.array(row, { minLength: size, maxLength: size }), customers, customers)
    .map(([weights, now, other]) => ({
      now,
      other,
      chain: createChain({
        states: weights.map((_, i) => `s${i}`),
        probabilities: weights.map((drawn, i) => {
          const all = total(drawn);
          return all === 0 ? drawn.map((_, j) => (i === j ? 1 : 0)) : drawn.map((n) => n / all);
        }),
      }),
    }));
});
