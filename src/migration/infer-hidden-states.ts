import { forwardBackward } from "./_forward-backward.ts";
import { type HiddenChain, signNumbers } from "./hidden-chain.ts";

/** What the signs of a customer say of the hidden states. */
export interface InferredStates {
  /** ln of the probability of what was seen. */
  readonly logLikelihood: number;
  /** `probabilities[t][i]`: the probability of state i in period t, given all signs before and after. */
  readonly probabilities: readonly (readonly number[])[];
}

/**
 * Finds how probable each hidden state is in each period, given all that was seen of a customer.
 *
 * γ_t(i) = α_t(i)·β_t(i)/Σ_k α_t(k)·β_t(k), forward α_t(j) = b_j(o_t)·Σ_i α_{t−1}(i)·p_ij, backward β_t(i) = Σ_j p_ij·b_j(o_{t+1})·β_{t+1}(j)
 *
 * @param seen - the sign of each period, oldest first; `undefined` where none was seen
 * @throws RangeError if a sign is none of the chain's, no period is given, or the chain cannot give these signs
 *
 * @see Rabiner (1989), A tutorial on hidden Markov models, equations 19 to 27
 *
 * @example
 * ```ts
 * import { createHiddenChain, inferHiddenStates } from "clientele/migration";
 *
 * const bond = createHiddenChain({
 *   states: ["close", "loose"],
 *   signs: ["buys", "silent"],
 *   initial: [0.5, 0.5],
 *   probabilities: [[0.9, 0.1], [0.2, 0.8]],
 *   emissions: [[0.7, 0.3], [0.1, 0.9]],
 * });
 * const { probabilities } = inferHiddenStates(bond, ["buys", "silent", "silent"]);
 * probabilities.map(([close]) => close?.toFixed(3)); // => ["0.668", "0.400", "0.346"]
 * ```
 */
export function inferHiddenStates(chain: HiddenChain, seen: readonly (string | undefined)[]): InferredStates {
  const numbers = signNumbers("infer hidden states", chain, seen);
  const { logLikelihood, states } = forwardBackward(chain, numbers);
  if (logLikelihood === undefined)
    throw new RangeError(
      `Cannot infer hidden states: the chain must be able to give the signs, got ${seen.join(", ")}`,
    );
  return Object.freeze({
    logLikelihood,
    probabilities: Object.freeze(states.map((row) => Object.freeze([...row]))),
  });
}
