import { type ContinuousParts, continuousDistribution } from "./_continuous-distribution.ts";
import { deviance } from "./_deviance.ts";
import { gammaTails } from "./_gamma-tails.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import { logModalKernel } from "./_modal-kernel.ts";
import type { Tails } from "./_tails.ts";
import type { Distribution } from "./distribution.ts";
import { gammaQuantile } from "./gamma-p-inverse.ts";

/** Below this a product may have lost digits to underflow, and e^(−x) is 1. */
const TINY = 1e-290;

/** The gamma distribution under its own or another name; parameters unchecked. */
export function gammaFamily(name: string, shape: number, rate: number): Distribution {
  const logPower = (x: number): number => shape * (Math.log(x) + Math.log(rate)) - lnGammaOfOnePlus(shape);
  const parts: ContinuousParts = {
    name,
    lowest: 0,
    highest: Number.POSITIVE_INFINITY,
    logDensity: (x) => {
      if (x === 0) return shape === 1 ? Math.log(rate) : (1 - shape) * Number.POSITIVE_INFINITY;
      const scaled = rate * x;
      if (scaled < TINY) return logPower(x) + Math.log(shape) - Math.log(x);
      return logModalKernel(shape) - deviance(shape, scaled) - Math.log(x);
    },
    tails: (x): Tails => {
      const scaled = rate * x;
      if (scaled >= TINY) return scaled < Number.POSITIVE_INFINITY ? gammaTails(scaled, shape) : ABOVE;
      const logLower = x === 0 ? Number.NEGATIVE_INFINITY : logPower(x);
      return { lower: Math.exp(logLower), upper: -Math.expm1(logLower) };
    },
    quantile: (lower, upper) => gammaQuantile(lower, upper, shape) / rate,
  };
  return continuousDistribution(parts);
}

const ABOVE: Tails = { lower: 1, upper: 0 };
