/**
 * States and the probabilities to move between them in one period: what every analysis of this room reads. An estimated
 * {@link TransitionMatrix} is one; {@link createChain} makes one from numbers.
 */
export interface Chain {
  /** The states, in the order of rows and columns. */
  readonly states: readonly string[];
  /** `probabilities[i][j]`: the probability to be in state j one period after state i; each row sums to 1. */
  readonly probabilities: readonly (readonly number[])[];
}

/** How far the sum of a row may be from 1: what is left of probabilities written with nine decimals. */
const ROUNDING = 1e-8;

/**
 * Makes a chain from numbers, after a look at whether they can be one: a square table, probabilities from 0 to 1, every row
 * summing to 1 within 1e-8. Each row is then divided by its sum.
 *
 * @throws RangeError naming the state, the number and what was expected; a table whose columns sum to 1, and not its rows, is
 * recognised and named
 *
 * @example
 * ```ts
 * import { createChain } from "clientele/migration";
 *
 * createChain({ states: ["A", "B"], probabilities: [[0.9, 0.1], [0.4, 0.6]] }).probabilities[1]; // => [0.4, 0.6]
 * createChain({ states: ["A"], probabilities: [[0.9]] }); // throws Cannot make a chain: the row of A must sum to 1, got 0.9
 * ```
 */
export function createChain(parts: Chain): Chain {
  const { states, probabilities } = parts;
  const size = states.length;
  if (size === 0) throw refuse("there must be a state", "none");
  if (new Set(states).size !== size) throw refuse("states must differ", states.join(", "));
  if (probabilities.length !== size) throw refuse(`there must be ${size} rows`, probabilities.length);
  probabilities.forEach((row, i) => {
    if (row.length !== size) throw refuse(`the row of ${states[i]} must have ${size} numbers`, row.length);
    row.forEach((p, j) => {
      if (!(p >= 0 && p <= 1))
        throw refuse(`the probability of ${states[i]} → ${states[j]} must be from 0 to 1`, p);
    });
  });
  const sums = probabilities.map((row) => row.reduce((sum, p) => sum + p, 0));
  const wrong = sums.findIndex((sum) => Math.abs(sum - 1) > ROUNDING);
  if (wrong >= 0) {
    const columns = states.map((_, j) => probabilities.reduce((sum, row) => sum + row[j]!, 0));
    const turned = columns.every((sum) => Math.abs(sum - 1) <= ROUNDING);
    throw refuse(
      `the row of ${states[wrong]} must sum to 1${turned ? " (the columns do: this is the transpose)" : ""}`,
      sums[wrong]!,
    );
  }
  return Object.freeze({
    states: Object.freeze([...states]),
    probabilities: Object.freeze(probabilities.map((row, i) => Object.freeze(row.map((p) => p / sums[i]!)))),
  });
}

function refuse(rule: string, got: string | number): RangeError {
  return new RangeError(`Cannot make a chain: ${rule}, got ${got}`);
}
