import { ClienteleError } from "../issues/index.ts";
import { advanceGenerator } from "./advance-generator.ts";
import type { Chain } from "./chain.ts";
import { estimateGenerator } from "./estimate-generator.ts";

/** Options of {@link findRootChain}. */
export interface RootOptions {
  /** Into how many equal parts a period is divided. */
  readonly parts: number;
}

/**
 * Finds the chain of a part of a period: monthly moves from a matrix of half a year.
 *
 * exp(ln P/k), whose k-th power is P
 *
 * @throws ClienteleError `not-embeddable` if the logarithm of the matrix has rates below 0, so that the root would have probabilities
 * below 0 or not stand for moves at any time; {@link estimateGenerator} gives the nearest, which {@link advanceGenerator} advances
 * by 1/k
 * @throws RangeError if `parts` is not a positive integer
 *
 * @example
 * ```ts
 * import { createChain, findRootChain } from "clientele/migration";
 *
 * const yearly = createChain({ states: ["active", "lost"], probabilities: [[0.25, 0.75], [0, 1]] });
 * findRootChain(yearly, { parts: 2 }).probabilities[0]?.map((p) => p.toFixed(12)); // => ["0.500000000000", "0.500000000000"]
 * ```
 */
export function findRootChain(chain: Chain, options: RootOptions): Chain {
  const { parts } = options;
  if (!(Number.isInteger(parts) && parts >= 1))
    throw new RangeError(`Cannot find a root: parts must be a positive integer, got ${parts}`);
  const found = estimateGenerator(chain);
  if (found.embedding === "adjusted")
    throw new ClienteleError(
      "not-embeddable",
      `Cannot find a root: the logarithm of the matrix must have no rate below 0, got ${found.lowest}`,
    );
  return advanceGenerator(found, { time: 1 / parts });
}
