import { balanced, movesIn, type Rates } from "./_generator.ts";
import { type Chain, createChain } from "./chain.ts";
import type { Generator } from "./estimate-generator.ts";

/** Options of {@link advanceGenerator}. */
export interface AdvanceOptions {
  /**
   * How long, in the unit of the rates.
   * @defaultValue `1`
   */
  readonly time?: number | undefined;
}

/**
 * Finds the chain of the moves in some time, of customers that may move at any time.
 *
 * P(t) = exp(Q·t), P(s + t) = P(s)·P(t)
 *
 * @throws RangeError if the rates do not fit, one off the diagonal is below 0, a row does not sum to 0 within 1e-9, or the time is not a
 * number from 0 up
 *
 * @see Norris (1997), Markov Chains, section 2.1
 *
 * @example
 * ```ts
 * import { advanceGenerator } from "clientele/migration";
 *
 * const daily = { states: ["active", "lost"], rates: [[-0.01, 0.01], [0, 0]] };
 * advanceGenerator(daily, { time: 30 }).probabilities[0]?.map((p) => p.toFixed(6)); // => ["0.740818", "0.259182"]
 * ```
 */
export function advanceGenerator(generator: Generator, options: AdvanceOptions = {}): Chain {
  const { time = 1 } = options;
  if (!(time >= 0 && Number.isFinite(time)))
    throw new RangeError(`Cannot advance a generator: time must be a number from 0 up, got ${time}`);
  const rates = checkRates("advance a generator", generator);
  return createChain({ states: generator.states, probabilities: movesIn(rates, time) });
}

/** The rates, the diagonal set to what leaves; refuses what is no generator. */
export function checkRates(doing: string, { states, rates }: Generator): Rates {
  const size = states.length;
  if (rates.length !== size || rates.some((row) => row.length !== size))
    throw new RangeError(`Cannot ${doing}: rates must be ${size} × ${size} numbers`);
  rates.forEach((row, i) => {
    let sum = 0;
    let out = 0;
    row.forEach((q, j) => {
      if (!Number.isFinite(q) || (i !== j && q < 0))
        throw new RangeError(
          `Cannot ${doing}: the rate of ${states[i]} → ${states[j]} must be a number from 0 up, got ${q}`,
        );
      sum += q;
      out += Math.abs(q);
    });
    if (Math.abs(sum) > 1e-9 * Math.max(out, 1e-300))
      throw new RangeError(`Cannot ${doing}: the rates of ${states[i]} must sum to 0, got ${sum}`);
  });
  return balanced(rates);
}
