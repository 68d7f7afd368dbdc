import { gammaP } from "./_reference-distributions.ts";

/**
 * How often a correct generator would fail one comparison if its seed were drawn anew: one in a million.
 * The seeds are fixed, so that a comparison passes always or never.
 */
export const falseAlarmRate = 1e-6;

/**
 * The largest distance between the empirical and the given distribution function, as a multiple of the bound that
 * a correct sample exceeds with at most {@link falseAlarmRate} (Dvoretzky, Kiefer, Wolfowitz with Massart's
 * constant, true for every sample size and distribution): below 1 is a pass.
 */
export function distanceFrom(draws: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  });
  return distance / Math.sqrt(Math.log(2 / falseAlarmRate) / (2 * n));
}

/** The p-value of Pearson's test that counts follow probabilities; below {@link falseAlarmRate} is a failure. */
export function pearson(counts: readonly number[], probabilities: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  let [restCount, restExpected] = [0, 0];
  counts.forEach((count, i) => {
    const expected = n * probabilities[i]!;
    if (expected < 10) {
      restCount += count;
      restExpected += expected;
    } else {
      statistic += (count - expected) ** 2 / expected;
      cells++;
    }
  });
  if (restExpected > 0) {
    statistic += (restCount - restExpected) ** 2 / restExpected;
    cells++;
  }
  return 1 - gammaP((cells - 1) / 2, statistic / 2);
}

/** How many standard errors the mean of a sample lies from the given mean. */
export function standardErrors(draws: readonly number[], mean: number, variance: number): number {
  const average = draws.reduce((sum, x) => sum + (x - mean), 0) / draws.length;
  return Math.abs(average) / Math.sqrt(variance / draws.length);
}
