import type { Chain } from "./chain.ts";

/** What a small change of one probability does to a result. */
export interface CellSensitivity {
  /** The state moved from. */
  readonly from: string;
  /** The state moved to. */
  readonly to: string;
  /** The probability as it is. */
  readonly probability: number;
  /** The change of the result for each unit by which the probability grows, the rest of its row shrinking in proportion. */
  readonly slope: number;
}

/**
 * Finds how much a result depends on each probability of a chain, strongest first: which cell to know better, or to change.
 *
 * slope_ij = d/dε result(P with p_ij + ε, p_ik·(1 − ε/(1 − p_ij)) for k ≠ j), by central differences with one Richardson step
 *
 * Impossible moves stay impossible and certain ones certain: only cells between 0 and 1 are varied.
 *
 * @param result - computes one number from a chain, whichever
 * @throws RangeError if the result is not a finite number
 *
 * @example
 * ```ts
 * import { type Chain, chainSensitivity, createChain, firstPassage } from "clientele/migration";
 *
 * const chain = createChain({ states: ["kept", "lost"], probabilities: [[0.75, 0.25], [0, 1]] });
 * const life = (changed: Chain) => Number(firstPassage(changed, { to: "lost" }).mean[0]);
 * const keeping = chainSensitivity(chain, life).find(({ to }) => to === "kept");
 * keeping?.slope.toFixed(4); // => "16.0000"
 * ```
 */
export function chainSensitivity(chain: Chain, result: (chain: Chain) => number): readonly CellSensitivity[] {
  const { states, probabilities } = chain;
  const at = (i: number, j: number, change: number): number => {
    const value = result(withCell(chain, i, j, change));
    if (!Number.isFinite(value))
      throw new RangeError(
        `Cannot find a sensitivity: the result must be a finite number, got ${value} with ${states[i]} → ${states[j]} changed by ${change}`,
      );
    return value;
  };
  const found = probabilities.flatMap((row, i) =>
    row.flatMap((p, j) => {
      if (p === 0 || p === 1) return [];
      const step = Math.min(1e-3, p / 2, (1 - p) / 2);
      const slopeOver = (h: number): number => (at(i, j, h) - at(i, j, -h)) / (2 * h);
      const slope = (4 * slopeOver(step / 2) - slopeOver(step)) / 3;
      return [Object.freeze({ from: states[i]!, to: states[j]!, probability: p, slope })];
    }),
  );
  // Array sort is stable: equal slopes stay in the order of the cells.
  return Object.freeze(found.sort((a, b) => Math.abs(b.slope) - Math.abs(a.slope)));
}

function withCell({ states, probabilities }: Chain, i: number, j: number, change: number): Chain {
  const rest = 1 - change / (1 - probabilities[i]![j]!);
  return {
    states,
    probabilities: probabilities.map((row, r) =>
      r === i ? row.map((p, k) => (k === j ? p + change : p * rest)) : row,
    ),
  };
}
