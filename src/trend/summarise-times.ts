import { checkNumbers, checkPositive } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link summariseTimes}. */
export interface CircleOptions {
  /**
   * What the times come round after: 24 for hours of the day, 7 for days of the week.
   * @defaultValue `24`
   */
  readonly period?: number | undefined;
}

/** Where on a circle times lie. */
export interface TimesSummary {
  /** Tells a summary from an answer of too little. */
  readonly kind: "times";
  /** How many times. */
  readonly n: number;
  /** The mean, from 0 to the period; absent where the times balance out. */
  readonly mean?: number;
  /** The length R̄ of the mean vector: 1 where all times are one, 0 where they balance out. */
  readonly concentration: number;
  /** The circular standard deviation, √(−2 ln R̄), in units of time; absent where R̄ is 0. */
  readonly deviation?: number;
  /** Rayleigh's probability of so much concentration of times without any preference. */
  readonly p: number;
}

/**
 * Summarises times that come round: hours of the day, where 23:30 and 0:30 lie an hour apart.
 *
 * mean = arg Σ e^{iθ} · period / 2π, θ = 2π t / period; R̄ = |Σ e^{iθ}| / n; p by Rayleigh, exp(√(1 + 4n + 4(n² − R²)) − 1 − 2n)
 *
 * Mardia and Jupp, Directional Statistics (2000), 2.2 and 6.3; the approximation of p is Greenwood and Durand's (1955), Zar's
 * equation 27.4.
 *
 * @param times - in units of the period, any number: 25 is 1
 * @throws RangeError when a time is not finite or the period is not positive
 *
 * @example
 * ```ts
 * import { summariseTimes } from "clientele/trend";
 *
 * const night = summariseTimes([23, 23.5, 0.5, 1, 22.5, 0, 23, 1.5]);
 * night.kind === "times" && [night.mean?.toFixed(3), night.concentration.toFixed(3)]; // => ["23.872", "0.967"]
 * ```
 */
export function summariseTimes(
  times: ArrayLike<number>,
  options: CircleOptions = {},
): TimesSummary | InsufficientEvidence {
  const doing = "summarise times";
  const { period = 24 } = options;
  checkPositive(doing, "period", period);
  const values = checkNumbers(doing, "times", times);
  const n = values.length;
  if (n === 0) return insufficient("times", 0, 1);
  const turn = (2 * Math.PI) / period;
  let [x, y] = [0, 0];
  for (const time of values) {
    x += Math.cos(time * turn);
    y += Math.sin(time * turn);
  }
  const length = Math.min(n, Math.hypot(x, y));
  // Times that balance out leave nothing but rounding.
  const concentration = length < 1e-12 * n ? 0 : length / n;
  return Object.freeze({
    kind: "times",
    n,
    ...(concentration === 0
      ? {}
      : {
          mean: (Math.atan2(y, x) / turn + period) % period,
          deviation: Math.sqrt(-2 * Math.log(concentration)) / turn,
        }),
    concentration,
    p: Math.min(1, Math.exp(Math.sqrt(1 + 4 * n + 4 * (n * n - length * length)) - (1 + 2 * n))),
  });
}
