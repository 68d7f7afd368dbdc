import { betaBinomialDistribution, binomialDistribution } from "../stats/index.ts";

/** The law of how many of n events fall into the current period where nothing has changed. */
export interface ShareLaw {
  /** The share of the exposure that is current. */
  readonly share: number;
  /** Sizes of the negative binomial laws of current and reference; absent where events are Poisson. */
  readonly sizes?: { readonly current: number; readonly reference: number } | undefined;
}

/** Tails of that law, each summed from its own end, so that a tiny one has its digits. */
export interface ShareTails {
  /** P(K = k). */
  readonly point: number;
  /** P(K ≤ k). */
  readonly lower: number;
  /** P(K ≥ k). */
  readonly upper: number;
}

/** Beyond this many events the sum would be longer than the special functions are. */
const FEW = 400;
const UNDERFLOW = 1e-280;

export function shareTails(n: number, k: number, law: ShareLaw): ShareTails {
  const { share, sizes } = law;
  if (n <= FEW) {
    const up = sumFrom(n, k, share, sizes?.current, sizes?.reference);
    const down = sumFrom(n, n - k, 1 - share, sizes?.reference, sizes?.current);
    if (up !== undefined && down !== undefined) return { point: up.point, lower: up.sum, upper: down.sum };
  }
  const distribution =
    sizes === undefined
      ? binomialDistribution({ trials: n, probability: share })
      : betaBinomialDistribution({ trials: n, a: sizes.current, b: sizes.reference });
  return {
    point: distribution.density(k),
    lower: distribution.lower(k),
    upper: k === 0 ? 1 : distribution.upper(k - 1),
  };
}

/** P(K = k) and P(K ≤ k) by recurrence from 0; nothing where the first term is too small for doubles. */
function sumFrom(
  n: number,
  k: number,
  share: number,
  alpha: number | undefined,
  beta: number | undefined,
): { readonly point: number; readonly sum: number } | undefined {
  let point = 1;
  if (alpha === undefined || beta === undefined) {
    point = (1 - share) ** n;
    if (point < UNDERFLOW) return undefined;
    const odds = share / (1 - share);
    let sum = point;
    for (let j = 0; j < k; j++) {
      point *= ((n - j) / (j + 1)) * odds;
      sum += point;
    }
    return { point, sum: Math.min(1, sum) };
  }
  for (let j = 0; j < n; j++) point *= (beta + j) / (alpha + beta + j);
  if (point < UNDERFLOW) return undefined;
  let sum = point;
  for (let j = 0; j < k; j++) {
    point *= ((n - j) / (j + 1)) * ((alpha + j) / (beta + n - j - 1));
    sum += point;
  }
  return { point, sum: Math.min(1, sum) };
}

/** Twice the smaller tail, with mid-p half of the outcome itself, at most 1. */
export function centralP({ point, lower, upper }: ShareTails, midP: boolean): number {
  const half = midP ? point / 2 : 0;
  return Math.min(1, 2 * Math.min(lower - half, upper - half));
}

/** P(K = 0) and P(K = n): what the most extreme outcomes are worth. */
function ends(n: number, { share, sizes }: ShareLaw): readonly [number, number] {
  if (sizes === undefined) return [(1 - share) ** n, share ** n];
  let [none, all] = [1, 1];
  const sum = sizes.current + sizes.reference;
  for (let j = 0; j < n; j++) {
    none *= (sizes.reference + j) / (sum + j);
    all *= (sizes.current + j) / (sum + j);
  }
  return [none, all];
}

/** How both sides are counted. */
export interface SidesRule {
  /** Whether the outcome itself counts half. */
  readonly midP: boolean;
  readonly twoSided?: "central" | "minimum-likelihood" | undefined;
}

/** p of the less likely end by its own probability; by likelihood the other end counts only where it is as unlikely. */
function factorOf(none: number, all: number, { midP, twoSided }: SidesRule): number {
  const alone = twoSided === "minimum-likelihood" && Math.abs(Math.log(none / all)) > EQUALLY_LIKELY;
  return (midP ? 1 : 2) / (alone ? 2 : 1);
}

/** R's tolerance. */
const EQUALLY_LIKELY = 1e-7;

/** The smallest probability that n events can have; what cannot reach α cannot be called significant. */
export function leastP(n: number, law: ShareLaw, rule: SidesRule): number {
  const [none, all] = ends(n, law);
  return Math.min(1, Math.min(none, all) * factorOf(none, all, rule));
}

/** From how many events on some outcome reaches α; nothing within a million. */
export function neededEvents(law: ShareLaw, alpha: number, rule: SidesRule, stop = false): number {
  let [none, all] = [1, 1];
  const { share, sizes } = law;
  for (let n = 1; n <= 1_000_000; n++) {
    if (sizes === undefined) {
      none *= 1 - share;
      all *= share;
    } else {
      const sum = sizes.current + sizes.reference + n - 1;
      none *= (sizes.reference + n - 1) / sum;
      all *= (sizes.current + n - 1) / sum;
    }
    const least = stop ? none : Math.min(none, all);
    // The factor takes a logarithm, so it is asked for last: it is 2 at most and ½ at least.
    if (least / 2 <= alpha && least * factorOf(none, all, rule) <= alpha) return n;
  }
  return 1_000_001;
}
