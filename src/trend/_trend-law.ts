import { normalDistribution } from "../stats/index.ts";

/** Up to so many events the law of their mean position is computed, beyond it is normal. */
const EXACT_UP_TO = 64;

const standard = /* @__PURE__ */ normalDistribution({ mean: 0, sd: 1 });

/**
 * The law of T = Σ t xₜ, the sum of positions of n events that fall into periods with given shares: what is left of Poisson counts
 * without a trend once their number is known.
 */
export interface TrendLaw {
  /** The share of each period. */
  readonly shares: Float64Array;
  /** The mean position of an event. */
  readonly mean: number;
  /** The variance of a position. */
  readonly variance: number;
  /** Σ 1/share over periods that have one, and how many these are. */
  readonly inverse: number;
  readonly open: number;
  /** The probability of a sum at least as far out on its side, twice, at most 1. */
  readonly twoSided: (events: number, sum: number) => number;
}

export function createTrendLaw(exposures: Float64Array): TrendLaw {
  const total = exposures.reduce((sum, e) => sum + e, 0);
  const shares = exposures.map((e) => (total > 0 ? e / total : 0));
  let [mean, square, inverse, open] = [0, 0, 0, 0];
  shares.forEach((share, t) => {
    if (share === 0) return;
    mean += share * t;
    square += share * t * t;
    inverse += 1 / share;
    open++;
  });
  const variance = square - mean * mean;
  /** The law of n events, n the position: the one before with one event more. */
  const densities = [new Float64Array([1])];
  /** P(T ≤ s) and P(T ≥ s) of as many events as were asked for. */
  const tails: { readonly lower: Float64Array; readonly upper: Float64Array }[] = [];
  const tailsOf = (events: number): { readonly lower: Float64Array; readonly upper: Float64Array } => {
    while (densities.length <= events) densities.push(withEvent(densities.at(-1)!, shares));
    tails[events] ??= summed(densities[events]!);
    return tails[events];
  };
  const twoSided = (events: number, sum: number): number => {
    if (events > EXACT_UP_TO) {
      const off = Math.max(0, Math.abs(sum - events * mean) - 0.5);
      return Math.min(1, 2 * standard.upper(off / Math.sqrt(events * variance)));
    }
    const { lower, upper } = tailsOf(events);
    return Math.min(1, 2 * Math.min(lower[sum]!, upper[sum]!));
  };
  return { shares, mean, variance, inverse, open, twoSided };
}

function withEvent(density: Float64Array, shares: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(density.length + shares.length - 1);
  for (let t = 0; t < shares.length; t++)
    for (let s = 0; s < density.length; s++) next[s + t]! += density[s]! * shares[t]!;
  return next;
}

/** Both tails, each added from its own end so that a tiny one has its digits. */
function summed(density: Float64Array): { readonly lower: Float64Array; readonly upper: Float64Array } {
  const [lower, upper] = [density.slice(), density.slice()];
  for (let s = 1; s < lower.length; s++) lower[s]! += lower[s - 1]!;
  for (let s = upper.length - 2; s >= 0; s--) upper[s]! += upper[s + 1]!;
  return { lower, upper };
}

/**
 * The slope β of the rates λₜ ∝ shareₜ exp(βt) that fit best: that for which the mean position is the one observed. Nothing where
 * all events lie in the first or the last period.
 */
export function slopeOf({ shares, mean }: TrendLaw, position: number): number | undefined {
  const used = Array.from(shares.keys()).filter((t) => shares[t]! > 0);
  if (!(position > used[0]! && position < used.at(-1)!)) return undefined;
  let [low, high] = position < mean ? [-60, 0] : [0, 60];
  let slope = (low + high) / 2;
  for (let step = 0; step < 200 && high - low > 1e-14; step++) {
    let [weight, first, second] = [0, 0, 0];
    for (const t of used) {
      const w = shares[t]! * Math.exp(slope * (t - position));
      weight += w;
      first += w * (t - position);
      second += w * (t - position) ** 2;
    }
    const off = first / weight;
    if (off === 0) break;
    if (off > 0) high = slope;
    else low = slope;
    const newton = slope - off / (second / weight - off * off);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - slope) < 1e-14 * Math.max(1, Math.abs(slope))) break;
    slope = next;
  }
  return slope;
}
