import { drawKey, drawStates } from "./_draw-states.ts";
import { type DrawTable, drawTable } from "./_draw-table.ts";
import type { Chain } from "./chain.ts";
import { checkChains, checkSteps } from "./simulate-states.ts";

/** What is done, and how customers then move and pay. */
export interface Strategy {
  /** Its name. */
  readonly name: string;
  /** How customers move: one chain, or one for each period, repeated from the first where they are fewer. */
  readonly chain: Chain | readonly Chain[];
  /** What a customer brings in a period by state, what the strategy costs in it taken off. */
  readonly rewards: readonly number[];
}

/** Options of {@link simulateStrategies}. */
export interface SimulateStrategiesOptions {
  /** Customers by state now, in the chains' order; whole numbers. */
  readonly occupancy: readonly number[];
  /** How many periods are simulated; their rewards count, the present one's do not. */
  readonly steps: number;
  /** What all chance follows from, the same for all strategies. */
  readonly seed: string | number;
  /**
   * How much less a period's money is worth one period later.
   * @defaultValue `0`
   */
  readonly discountRate?: number | undefined;
}

/** What became of the customers under one strategy. */
export interface ComparedStrategy {
  /** Its name. */
  readonly name: string;
  /** `path[t][j]`: customers in state j after t periods. */
  readonly path: readonly (readonly number[])[];
  /** The discounted reward of all customers together. */
  readonly reward: number;
  /** The mean reward of a customer. */
  readonly mean: number;
  /** The standard error of that mean, from customer to customer. */
  readonly standardError: number;
  /** The mean difference from the first strategy, customer by customer. */
  readonly difference: number;
  /** The standard error of that difference; chance common to both is not in it. */
  readonly differenceError: number;
}

/** Strategies, simulated on the same customers with the same chance. */
export interface SimulatedStrategies {
  /** The states. */
  readonly states: readonly string[];
  /** One for each strategy, in their order; the first is what the others are compared with. */
  readonly strategies: readonly ComparedStrategy[];
  /** How many customers were simulated. */
  readonly customers: number;
}

/** Customers simulated at a time: their states stay in the processor's memory. */
const BATCH = 8192;

/**
 * Simulates a cohort under several strategies with the same chance, and compares what they bring.
 *
 * R_c = Σ_{t ≥ 1} r(state_{c,t})/(1 + d)ᵗ; difference Δ_c = R_c(strategy) − R_c(first), mean Δ̄, standard error s_Δ/√N
 *
 * Each customer meets the same uniform numbers under every strategy, so that only what the strategy changes is left in the
 * difference: it is known far better than either mean. What is not known of the chains themselves is not in the errors; draw chains
 * from their posteriors for that.
 *
 * @throws RangeError if states differ between strategies, names repeat, or a number is out of range
 *
 * @see Law (2015), Simulation Modeling and Analysis, section 11.2, common random numbers
 *
 * @example
 * ```ts
 * import { createChain, simulateStrategies } from "clientele/migration";
 *
 * const states = ["active", "lost"];
 * const now = createChain({ states, probabilities: [[0.8, 0.2], [0, 1]] });
 * const cared = createChain({ states, probabilities: [[0.9, 0.1], [0, 1]] });
 * const { strategies } = simulateStrategies(
 *   [
 *     { name: "as now", chain: now, rewards: [100, 0] },
 *     { name: "with care", chain: cared, rewards: [95, 0] },
 *   ],
 *   { occupancy: [20000, 0], steps: 3, seed: "plan" },
 * );
 * // By formula 195.2 and 231.7.
 * strategies.map(({ mean }) => Math.round(mean / 3)); // => [65, 77]
 * (strategies[1]?.differenceError ?? 0) < (strategies[1]?.standardError ?? 0); // => true
 * ```
 */
export function simulateStrategies(
  strategies: readonly Strategy[],
  options: SimulateStrategiesOptions,
): SimulatedStrategies {
  const { occupancy, steps, seed, discountRate = 0 } = options;
  const states = check(strategies, options);
  const size = states.length;
  const start = startOf(occupancy);
  const customers = start.length;
  const key = drawKey(seed);
  const tables = strategies.map(({ chain }) => checkChains(chain).map(drawTable));
  const found = strategies.map((strategy) => ({
    weights: discounted(strategy.rewards, steps, discountRate),
    path: new Float64Array((steps + 1) * size),
    own: new Moments(),
    difference: new Moments(),
  }));
  const rewards = strategies.map(() => new Float64Array(BATCH));
  for (let from = 0; from < customers; from += BATCH) {
    const some = start.subarray(from, Math.min(customers, from + BATCH));
    found.forEach((into, s) => {
      const sums = rewards[s]!.fill(0);
      addBatch(tables[s]!, some, steps, key, from, size, into.path, into.weights, sums);
      for (let c = 0; c < some.length; c++) {
        into.own.add(sums[c]!);
        into.difference.add(sums[c]! - rewards[0]![c]!);
      }
    });
  }
  return Object.freeze({
    states,
    customers,
    strategies: Object.freeze(
      strategies.map(({ name }, s) => {
        const { path, own, difference } = found[s]!;
        return Object.freeze({
          name,
          path: Object.freeze(
            Array.from({ length: steps + 1 }, (_, t) =>
              Object.freeze([...path.subarray(t * size, (t + 1) * size)]),
            ),
          ),
          reward: own.mean * customers,
          mean: own.mean,
          standardError: own.standardError(),
          difference: difference.mean,
          differenceError: difference.standardError(),
        });
      }),
    ),
  });
}

function addBatch(
  tables: readonly DrawTable[],
  start: Uint8Array,
  steps: number,
  key: Int32Array,
  from: number,
  size: number,
  path: Float64Array,
  weights: Float64Array,
  sums: Float64Array,
): void {
  const cells = drawStates(tables, start, steps, key, from);
  for (let t = 0, at = 0; t <= steps; t++)
    for (let c = 0; c < start.length; c++, at++) {
      const cell = t * size + cells[at]!;
      path[cell]!++;
      sums[c]! += weights[cell]!;
    }
}

/** `weights[t · size + j]`: what state j brings in period t, discounted; the present one's is nothing. */
function discounted(rewards: readonly number[], steps: number, rate: number): Float64Array {
  return Float64Array.from({ length: (steps + 1) * rewards.length }, (_, at) => {
    const t = Math.floor(at / rewards.length);
    return t === 0 ? 0 : rewards[at % rewards.length]! / (1 + rate) ** t;
  });
}

/** Customers one after the other, by state. */
function startOf(occupancy: readonly number[]): Uint8Array {
  const start = new Uint8Array(occupancy.reduce((sum, n) => sum + n, 0));
  let at = 0;
  occupancy.forEach((n, state) => {
    start.fill(state, at, at + n);
    at += n;
  });
  return start;
}

/** Mean and variance as numbers come (Welford 1962). */
class Moments {
  private n = 0;
  private squares = 0;
  mean = 0;
  add(value: number): void {
    this.n++;
    const step = value - this.mean;
    this.mean += step / this.n;
    this.squares += step * (value - this.mean);
  }
  standardError(): number {
    return this.n < 2 ? 0 : Math.sqrt(this.squares / (this.n - 1) / this.n);
  }
}

function check(strategies: readonly Strategy[], options: SimulateStrategiesOptions): readonly string[] {
  const { occupancy, steps, discountRate = 0 } = options;
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot simulate customers: ${rule}, got ${String(got)}`);
  };
  if (strategies.length === 0) refuse("there must be a strategy", "none");
  const names = strategies.map(({ name }) => name);
  if (new Set(names).size !== names.length) refuse("names of strategies must differ", names.join(", "));
  const all = checkChains(strategies.flatMap(({ chain }) => chain));
  const { states } = all[0]!;
  checkSteps(steps);
  if (occupancy.length !== states.length)
    refuse(`occupancy must have one number for each of the ${states.length} states`, occupancy.length);
  for (const n of occupancy)
    if (!(Number.isSafeInteger(n) && n >= 0)) refuse("occupancy must be whole numbers from 0 up", n);
  const customers = occupancy.reduce((sum, n) => sum + n, 0);
  if (!(customers >= 2 && customers <= 2 ** 31))
    refuse("customers must be from 2 to 2,147,483,648", customers);
  for (const { name, rewards } of strategies) {
    if (rewards.length !== states.length)
      refuse(
        `rewards of ${name} must have one number for each of the ${states.length} states`,
        rewards.length,
      );
    for (const r of rewards) if (!Number.isFinite(r)) refuse(`rewards of ${name} must be finite numbers`, r);
  }
  if (!(discountRate >= 0 && Number.isFinite(discountRate)))
    refuse("discountRate must be a number from 0 up", discountRate);
  return states;
}
