import { type HiddenChain, signNumbers } from "./hidden-chain.ts";

/** The most probable way through the hidden states. */
export interface DecodedStates {
  /** The state of each period. */
  readonly path: readonly string[];
  /** ln of the probability of this path and the signs together. */
  readonly logProbability: number;
}

/**
 * Finds the most probable sequence of hidden states behind what was seen of a customer: of the whole way, which need not go through the
 * most probable state of each period.
 *
 * δ_t(j) = b_j(o_t)·max_i δ_{t−1}(i)·p_ij, in logarithms; of equal ways the one through earlier states
 *
 * @param seen - the sign of each period, oldest first; `undefined` where none was seen
 * @throws RangeError if a sign is none of the chain's, no period is given, or the chain cannot give these signs
 *
 * @see Viterbi (1967); Rabiner (1989), A tutorial on hidden Markov models, equations 32 to 35
 *
 * @example
 * ```ts
 * import { createHiddenChain, decodeHiddenStates } from "clientele/migration";
 *
 * const bond = createHiddenChain({
 *   states: ["close", "loose"],
 *   signs: ["buys", "silent"],
 *   initial: [0.5, 0.5],
 *   probabilities: [[0.9, 0.1], [0.2, 0.8]],
 *   emissions: [[0.7, 0.3], [0.1, 0.9]],
 * });
 * decodeHiddenStates(bond, ["silent", "silent", "buys"]).path; // => ["loose", "loose", "close"]
 * ```
 */
export function decodeHiddenStates(chain: HiddenChain, seen: readonly (string | undefined)[]): DecodedStates {
  const { states, initial, probabilities, emissions } = chain;
  const numbers = signNumbers("decode hidden states", chain, seen);
  const size = states.length;
  const shows = (i: number, t: number): number =>
    numbers[t] === undefined ? 0 : Math.log(emissions[i]![numbers[t]]!);
  let best = Float64Array.from(initial, (p, i) => Math.log(p) + shows(i, 0));
  const cameFrom: Uint32Array[] = [];
  for (let t = 1; t < numbers.length; t++) {
    const next = new Float64Array(size);
    const from = new Uint32Array(size);
    for (let j = 0; j < size; j++) {
      let [most, at] = [Number.NEGATIVE_INFINITY, 0];
      for (let i = 0; i < size; i++) {
        const way = best[i]! + Math.log(probabilities[i]![j]!);
        if (way > most) [most, at] = [way, i];
      }
      next[j] = most + shows(j, t);
      from[j] = at;
    }
    best = next;
    cameFrom.push(from);
  }
  let at = best.reduce((top, p, i) => (p > best[top]! ? i : top), 0);
  const logProbability = best[at]!;
  if (logProbability === Number.NEGATIVE_INFINITY)
    throw new RangeError(
      `Cannot decode hidden states: the chain must be able to give the signs, got ${seen.join(", ")}`,
    );
  const path = [states[at]!];
  for (let t = cameFrom.length - 1; t >= 0; t--) {
    at = cameFrom[t]![at]!;
    path.push(states[at]!);
  }
  return Object.freeze({ path: Object.freeze(path.reverse()), logProbability });
}
