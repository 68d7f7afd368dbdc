import type { Tails } from "./_tails.ts";

/**
 * Fisher's noncentral hypergeometric law: of a cell of a 2×2 table with fixed margins and a given odds ratio,
 * P(k) ∝ C(m, k) C(u, n − k) ωᵏ. Sums run outward from the peak of the law, some ten standard deviations each way.
 */
export interface NoncentralHypergeometric {
  readonly lowest: number;
  readonly highest: number;
  readonly mean: (logOdds: number) => number;
  /** ln P(X ≤ k) and ln P(X ≥ k). */
  readonly logTails: (k: number, logOdds: number) => Tails;
}

/** Terms below this share of the sum no longer count. */
const NEGLIGIBLE = 1e-18;

export function noncentralHypergeometric(
  marked: number,
  unmarked: number,
  draws: number,
  logDensity: (k: number) => number,
): NoncentralHypergeometric {
  const lowest = Math.max(0, draws - unmarked);
  const highest = Math.min(marked, draws);
  /** P(k + 1) / P(k) with an odds ratio of 1. */
  const ratio = (k: number): number => ((marked - k) / (k + 1)) * ((draws - k) / (unmarked - draws + k + 1));

  /** The last k whose probability is above that of the one before it. */
  const peakAt = (logOdds: number): number => {
    let [from, to] = [lowest, highest];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (Math.log(ratio(middle)) + logOdds > 0) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  /** Σ P(j) / P(k) and Σ (j − k) P(j) / P(k) over j above k, or below k. */
  const sumFrom = (k: number, logOdds: number, up: boolean): [number, number] => {
    const odds = Math.exp(logOdds);
    const inverse = Math.exp(-logOdds);
    let [term, sum, moment] = [1, 0, 0];
    for (let j = k; up ? j < highest : j > lowest; ) {
      term *= up ? ratio(j) * odds : inverse / ratio(j - 1);
      j += up ? 1 : -1;
      sum += term;
      moment += (j - k) * term;
      if (term <= NEGLIGIBLE * sum) break;
    }
    return [sum, moment];
  };

  return {
    lowest,
    highest,
    mean: (logOdds) => {
      const peak = peakAt(logOdds);
      const [above, momentAbove] = sumFrom(peak, logOdds, true);
      const [below, momentBelow] = sumFrom(peak, logOdds, false);
      return peak + (momentAbove + momentBelow) / (1 + above + below);
    },
    logTails: (k, logOdds) => {
      const peak = peakAt(logOdds);
      const all = 1 + sumFrom(peak, logOdds, true)[0] + sumFrom(peak, logOdds, false)[0];
      const logAt = logDensity(k) - logDensity(peak) + (k - peak) * logOdds - Math.log(all);
      // The tail away from the peak is a sum from k; the other one is what it leaves.
      const away = (up: boolean): number => logAt + Math.log1p(sumFrom(k, logOdds, up)[0]);
      const rest = (log: number): number => Math.log1p(-Math.min(1, Math.exp(log)) + Math.exp(logAt));
      if (k >= peak) {
        const upper = away(true);
        return { upper, lower: rest(upper) };
      }
      const lower = away(false);
      return { lower, upper: rest(lower) };
    },
  };
}
