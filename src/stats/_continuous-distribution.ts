import { checkFinite, wrongParameter } from "./_check.ts";
import type { Tails } from "./_tails.ts";
import type { Distribution } from "./distribution.ts";

/** What a continuous distribution is made of; x is finite and inside the support, the ends included. */
export interface ContinuousParts {
  /** As in "the t distribution". */
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  /** Infinity at a pole. */
  readonly logDensity: (x: number) => number;
  /** Where it is better known than e to its logarithm. */
  readonly density?: ((x: number) => number) | undefined;
  readonly tails: (x: number) => Tails;
  /** Both tails add up to 1 and lie above 0; the smaller is the better known. */
  readonly quantile: (lower: number, upper: number) => number;
}

/** Adds the checks and the cases outside the support. */
export function continuousDistribution(parts: ContinuousParts): Distribution {
  const { name, lowest, highest } = parts;

  const check = (what: string, x: number): void => checkFinite(`compute ${what} of the ${name}`, "x", x);
  const inside = (x: number): boolean => x >= lowest && x <= highest;
  const refusePole = (value: number, x: number): number => {
    if (value < Number.POSITIVE_INFINITY) return value;
    throw wrongParameter(`compute a density of the ${name}`, "x", "a point of finite density", x);
  };

  const quantile = (side: string, tail: number, lower: number, upper: number): number => {
    const doing = `find a quantile of the ${name}`;
    if (!(tail >= 0 && tail <= 1)) throw wrongParameter(doing, side, "a number from 0 to 1", tail);
    const value = lower === 0 ? lowest : upper === 0 ? highest : parts.quantile(lower, upper);
    if (Number.isFinite(value)) return value;
    throw wrongParameter(doing, side, "a probability with a finite quantile", tail);
  };

  return Object.freeze({
    density: (x: number): number => {
      check("a density", x);
      if (!inside(x)) return 0;
      return refusePole(parts.density ? parts.density(x) : Math.exp(parts.logDensity(x)), x);
    },
    logDensity: (x: number): number => {
      check("a density", x);
      return inside(x) ? refusePole(parts.logDensity(x), x) : Number.NEGATIVE_INFINITY;
    },
    lower: (x: number): number => {
      check("a tail", x);
      return inside(x) ? parts.tails(x).lower : x < lowest ? 0 : 1;
    },
    upper: (x: number): number => {
      check("a tail", x);
      return inside(x) ? parts.tails(x).upper : x < lowest ? 1 : 0;
    },
    quantile: (p: number): number => quantile("p", p, p, 1 - p),
    upperQuantile: (q: number): number => quantile("q", q, 1 - q, q),
  });
}
