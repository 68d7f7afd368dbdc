import { createChain } from "./chain.ts";

/**
 * A chain whose states are not seen, and the signs by which they show: how the relationship with a customer stands cannot be looked up, the
 * orders of a period can.
 */
export interface HiddenChain {
  /** The hidden states, in the order of rows and columns. */
  readonly states: readonly string[];
  /** What is seen of them, such as the value tiers of a panel. */
  readonly signs: readonly string[];
  /** The probability of each state in the first period. */
  readonly initial: readonly number[];
  /** `probabilities[i][j]`: the probability to be in state j one period after state i. */
  readonly probabilities: readonly (readonly number[])[];
  /** `emissions[i][s]`: the probability of sign s in state i. */
  readonly emissions: readonly (readonly number[])[];
}

/**
 * Makes a hidden chain from numbers, after a look at whether they can be one.
 *
 * @throws RangeError naming the row, the number and what was expected
 *
 * @see Rabiner (1989), A tutorial on hidden Markov models and selected applications in speech recognition, section II
 *
 * @example
 * ```ts
 * import { createHiddenChain } from "clientele/migration";
 *
 * const bond = createHiddenChain({
 *   states: ["close", "loose"],
 *   signs: ["buys", "silent"],
 *   initial: [0.5, 0.5],
 *   probabilities: [[0.9, 0.1], [0.2, 0.8]],
 *   emissions: [[0.7, 0.3], [0.1, 0.9]],
 * });
 * bond.states; // => ["close", "loose"]
 * createHiddenChain({ ...bond, initial: [1, 1] }); // throws Cannot make a hidden chain: initial must sum to 1, got 2
 * ```
 */
export function createHiddenChain(parts: HiddenChain): HiddenChain {
  const { states, signs, initial, emissions } = parts;
  const { probabilities } = createChain(parts);
  if (signs.length === 0 || new Set(signs).size !== signs.length)
    throw refuse("signs must be different ones, one at least", signs.join(", ") || "none");
  if (emissions.length !== states.length)
    throw refuse(`emissions must have ${states.length} rows`, emissions.length);
  return Object.freeze({
    states: Object.freeze([...states]),
    signs: Object.freeze([...signs]),
    initial: shares("initial", initial, states.length),
    probabilities,
    emissions: Object.freeze(
      emissions.map((row, i) => shares(`the emissions of ${states[i]}`, row, signs.length)),
    ),
  });
}

function shares(what: string, numbers: readonly number[], length: number): readonly number[] {
  if (numbers.length !== length || !numbers.every((p) => p >= 0 && p <= 1))
    throw refuse(`${what} must be ${length} numbers from 0 to 1`, numbers.join(", "));
  const total = numbers.reduce((sum, p) => sum + p, 0);
  if (Math.abs(total - 1) > 1e-8) throw refuse(`${what} must sum to 1`, total);
  return Object.freeze(numbers.map((p) => p / total));
}

function refuse(rule: string, got: string | number): RangeError {
  return new RangeError(`Cannot make a hidden chain: ${rule}, got ${got}`);
}

/** The numbers of signs; a period without one is `undefined`. */
export function signNumbers(
  doing: string,
  { signs }: HiddenChain,
  seen: readonly (string | undefined)[],
): readonly (number | undefined)[] {
  if (seen.length === 0) throw new RangeError(`Cannot ${doing}: some period must be given, got none`);
  return seen.map((sign, t) => {
    if (sign === undefined) return undefined;
    const at = signs.indexOf(sign);
    if (at < 0)
      throw new RangeError(
        `Cannot ${doing}: the sign of period ${t} must be one of ${signs.join(", ")}, got ${sign}`,
      );
    return at;
  });
}
