import { solveDiscounted } from "./_solve-discounted.ts";
import type { Chain } from "./chain.ts";

/** Options of {@link valueStates}. */
export interface ValueStatesOptions {
  /** What a customer brings in a period spent in each state, in the chain's order and in any unit; costs count against it. */
  readonly rewards: readonly number[];
  /**
   * What a move brings besides, `moveRewards[i][j]` for i → j, at the end of the period.
   * @defaultValue nothing
   */
  readonly moveRewards?: readonly (readonly number[])[] | undefined;
  /** How much less a period's money is worth one period later: 0.1 for a tenth. */
  readonly discountRate: number;
  /**
   * How many periods to look ahead, the present one included, or for ever.
   * @defaultValue `"infinite"`
   */
  readonly periods?: number | "infinite" | undefined;
  /**
   * When in a period its reward falls due: that of the present one is worth all of itself at the start, less in the middle and
   * at the end.
   * @defaultValue `"start"`
   */
  readonly timing?: "start" | "middle" | "end" | undefined;
}

/** What a customer in each state is worth. */
export interface StateValues {
  /** The states. */
  readonly states: readonly string[];
  /** The expected discounted reward from now on. */
  readonly values: readonly number[];
  /**
   * The standard deviation of the discounted reward of a single customer: how far one customer may be from the mean, however
   * well the chain is known.
   */
  readonly spread: readonly number[];
  /** The factor by which money of one period later counts, `1/(1 + discountRate)`. */
  readonly discountFactor: number;
  /** How many periods were looked ahead. */
  readonly periods: number | "infinite";
  /** When rewards fall due. */
  readonly timing: "start" | "middle" | "end";
}

/**
 * Values a customer by the state that he or she is in: the lifetime value of a state.
 *
 * V = Σ_t γᵗ·Pᵗ·r = (I − γP)⁻¹·r, γ = 1/(1 + d), r_i = reward_i + γ·Σ_j p_ij·moveReward_ij; times γ^½ or γ for the middle and
 * the end of a period. Second moment: M_i = Σ_j p_ij·[(c_ij)² + 2γ·c_ij·V_j + γ²·M_j], spread = √(M − V²), with c_ij the
 * reward of a period that leads from i to j
 *
 * A state of cancelled customers has reward 0 and is never left. An infinite horizon needs a discount.
 *
 * @throws RangeError if rewards do not fit the chain or are not finite, or an option is out of range
 *
 * @see Pfeifer and Carraway (2000), Modeling customer relationships as Markov chains, eqs. 6 to 10; Sobel (1982), The variance of
 * discounted Markov decision processes
 *
 * @example
 * ```ts
 * import { createChain, valueStates } from "clientele/migration";
 *
 * const chain = createChain({ states: ["active", "lost"], probabilities: [[0.8, 0.2], [0, 1]] });
 * const worth = valueStates(chain, { rewards: [100, 0], discountRate: 0.25 });
 * worth.values.map((v) => v.toFixed(2)); // => ["277.78", "0.00"]
 * valueStates(chain, { rewards: [100, 0], discountRate: 0.25, periods: 2 }).values.map((v) => v.toFixed(2)); // => ["164.00", "0.00"]
 * ```
 */
export function valueStates(chain: Chain, options: ValueStatesOptions): StateValues {
  const { states, probabilities } = chain;
  const { discountRate, periods = "infinite", timing = "start" } = options;
  checkValueOptions(chain, options);
  const factor = 1 / (1 + discountRate);
  const moves = options.moveRewards;
  /** The reward of a period in i that ends in j, as of its start. */
  const reward = (i: number, j: number): number =>
    options.rewards[i]! + factor * (moves === undefined ? 0 : moves[i]![j]!);
  const mean = (of: (i: number, j: number) => number): number[] =>
    probabilities.map((row, i) => row.reduce((sum, p, j) => (p === 0 ? sum : sum + p * of(i, j)), 0));

  const expected = mean(reward);
  const values = accumulate(probabilities, expected, factor, periods);
  const spread =
    periods === "infinite"
      ? spreadOf(
          values.last,
          solveDiscounted(
            probabilities,
            mean((i, j) => squareOf(i, j, values.last)),
            factor ** 2,
          ),
        )
      : spreadOf(values.last, finiteSecond());
  function squareOf(i: number, j: number, next: readonly number[]): number {
    const c = reward(i, j);
    return c * c + 2 * factor * c * next[j]!;
  }
  function finiteSecond(): readonly number[] {
    let second: readonly number[] = states.map(() => 0);
    for (const next of values.before)
      second = mean((i, j) => squareOf(i, j, next) + factor * factor * second[j]!);
    return second;
  }
  const shift = { start: 1, middle: Math.sqrt(factor), end: factor }[timing];
  return Object.freeze({
    states,
    values: Object.freeze(values.last.map((v) => v * shift)),
    spread: Object.freeze(spread.map((v) => v * shift)),
    discountFactor: factor,
    periods,
    timing,
  });
}

function spreadOf(values: readonly number[], second: readonly number[]): readonly number[] {
  return second.map((m, i) => Math.sqrt(Math.max(0, m - values[i]! ** 2)));
}

/** The values of the horizon asked for, and those of the shorter horizons that it is built on. */
function accumulate(
  probabilities: readonly (readonly number[])[],
  expected: readonly number[],
  factor: number,
  periods: number | "infinite",
): { readonly last: readonly number[]; readonly before: readonly (readonly number[])[] } {
  if (periods === "infinite") return { last: solveDiscounted(probabilities, expected, factor), before: [] };
  const before: (readonly number[])[] = [];
  let last: readonly number[] = expected.map(() => 0);
  for (let t = 0; t < periods; t++) {
    const next = last;
    before.push(next);
    last = expected.map(
      (r, i) => r + factor * probabilities[i]!.reduce((sum, p, j) => sum + p * next[j]!, 0),
    );
  }
  return { last, before };
}

/** Refuses options that do not fit the chain. */
function checkValueOptions(chain: Chain, options: ValueStatesOptions): void {
  const { states } = chain;
  const { rewards, moveRewards, discountRate, periods = "infinite", timing = "start" } = options;
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot value states: ${rule}, got ${String(got)}`);
  };
  if (rewards.length !== states.length) refuse(`rewards must be ${states.length} numbers`, rewards.length);
  rewards.forEach((r, i) => {
    if (!Number.isFinite(r)) refuse(`the reward of ${states[i]} must be a finite number`, r);
  });
  if (moveRewards !== undefined) {
    if (moveRewards.length !== states.length || moveRewards.some((row) => row.length !== states.length))
      refuse(`moveRewards must be ${states.length} × ${states.length} numbers`, `${moveRewards.length} rows`);
    moveRewards.forEach((row, i) => {
      row.forEach((r, j) => {
        if (!Number.isFinite(r))
          refuse(`the reward of ${states[i]} → ${states[j]} must be a finite number`, r);
      });
    });
  }
  if (periods !== "infinite" && (!Number.isInteger(periods) || periods < 1))
    refuse('periods must be a positive integer or "infinite"', periods);
  if (!(discountRate >= 0 && Number.isFinite(discountRate)))
    refuse("discountRate must be a number from 0 up", discountRate);
  if (discountRate === 0 && periods === "infinite")
    refuse("discountRate must be above 0 where the horizon is infinite", discountRate);
  if (!["start", "middle", "end"].includes(timing)) refuse("timing must be start, middle or end", timing);
}
