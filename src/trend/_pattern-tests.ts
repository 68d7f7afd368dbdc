import { gammaQ, tDistribution } from "../stats/index.ts";
import type { PeriodCounts } from "./_period-counts.ts";
import { slopeOf, type TrendLaw } from "./_trend-law.ts";

/** Pearson's X² about the rates that rise or fall steadily; 0 where all purchases lie at one end. */
function aboutFit(
  own: Int32Array,
  law: TrendLaw,
  { events, position }: { readonly events: number; readonly position: number },
): number {
  const slope = slopeOf(law, position);
  if (slope === undefined) return 0;
  const weights = law.shares.map((share, t) => share * Math.exp(slope * (t - position)));
  const scale = events / weights.reduce((sum, w) => sum + w, 0);
  let x2 = 0;
  own.forEach((x, t) => {
    const expected = weights[t]! * scale;
    if (expected > 0) x2 += (x - expected) ** 2 / expected;
  });
  return x2;
}

/** Fewer purchases of others than these are chance themselves. */
export const ENOUGH_OF_PEERS = 100;

/** Marks who has too few peers. */
export const TOO_FEW_PEERS = -2;

/** A trend of three periods leaves a single one to tell its scatter by. */
export const FEWEST = 4;

interface PatternTests {
  /** Purchases needed for a significant trend, where there are too few; 1 where there are too few periods, −1 where in too few of them the peers bought, −2 where these bought too little; 0 where enough. */
  readonly need: Int32Array;
  /** Purchases in periods in which peers bought too. */
  readonly events: Int32Array;
  readonly p: Float64Array;
  readonly pVolatility: Float64Array;
  readonly index: Float64Array;
  /** The mean position of a purchase. */
  readonly position: Float64Array;
}

/** Tests every customer for a trend and for bursts. */
export function testCounts(
  counts: PeriodCounts,
  { alpha, minimumPeriods }: { readonly alpha: number; readonly minimumPeriods: number },
): PatternTests {
  const size = counts.size;
  const tests: PatternTests = {
    need: new Int32Array(size),
    events: new Int32Array(size),
    p: new Float64Array(size).fill(1),
    pVolatility: new Float64Array(size).fill(1),
    index: new Float64Array(size),
    position: new Float64Array(size),
  };
  for (let i = 0; i < size; i++) {
    const own = counts.of(i);
    if (own.length < minimumPeriods) {
      tests.need[i] = 1;
      continue;
    }
    if ((counts.ofPeers(i) ?? ENOUGH_OF_PEERS) < ENOUGH_OF_PEERS) {
      tests.need[i] = TOO_FEW_PEERS;
      continue;
    }
    const law = counts.lawOf(i);
    // What a customer buys where no peer buys has nothing to be measured by, and is left out.
    let [events, sum] = [0, 0];
    own.forEach((x, t) => {
      if (law.shares[t] === 0) return;
      events += x;
      sum += t * x;
    });
    tests.events[i] = events;
    // The furthest out that purchases can be: all in the first or all in the last period that has a share.
    const open = law.shares.filter((share) => share > 0);
    const least = Math.min(open[0] ?? 0.5, open.at(-1) ?? 0.5, 0.5);
    const need = Math.ceil(Math.log(alpha / 2) / Math.log(least));
    if (law.open < FEWEST || events < need) {
      tests.need[i] = law.open < FEWEST ? -1 : need;
      continue;
    }
    let x2 = 0;
    own.forEach((x, t) => {
      const expected = events * law.shares[t]!;
      if (expected > 0) x2 += (x - expected) ** 2 / expected;
    });
    const z = (sum - events * law.mean) / Math.sqrt(events * law.variance);
    const df = law.open - 2;
    const index =
      Math.min(Math.max(0, x2 - z * z), aboutFit(own, law, { events, position: sum / events })) / df;
    const exact = law.twoSided(events, sum);
    // With no scatter at all about the trend only the exact law can say no.
    const scattered = index > 0 ? 2 * tDistribution({ df }).upper(Math.abs(z) / Math.sqrt(index)) : 0;
    tests.p[i] = Math.min(1, Math.max(exact, scattered));
    const variance =
      ((2 * (law.open - 1) + (law.inverse - law.open ** 2 - 2 * (law.open - 1)) / events) * df) /
      (law.open - 1);
    tests.pVolatility[i] = variance > 0 ? gammaQ((index * df * df) / variance, (df * df) / variance) : 1;
    tests.index[i] = index;
    tests.position[i] = sum / events;
  }
  return tests;
}
