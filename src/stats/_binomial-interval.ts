import { betaTails } from "./_beta-tails.ts";
import { binomialLogDensity } from "./_binomial-log-density.ts";
import type { SideRisks } from "./_result.ts";
import { solveBetween } from "./_solve-increasing.ts";
import { betaQuantile } from "./beta-p-inverse.ts";

/** The bounds of a probability, as odds p / (1 − p), so that a probability near 1 keeps its digits. */
export interface OddsBounds {
  readonly lower?: number;
  /** May be infinite. */
  readonly upper?: number;
}

/**
 * Clopper and Pearson's bounds (1934): the probabilities at which as many successes, or more (or fewer), have just the
 * risked chance; with mid-p the outcome itself counts half.
 */
export function binomialOdds(successes: number, trials: number, risks: SideRisks, midP: boolean): OddsBounds {
  const { below, above } = risks;
  return {
    ...(below === undefined ? {} : { lower: lowerOdds(successes, trials, below, midP) }),
    ...(above === undefined ? {} : { upper: 1 / lowerOdds(trials - successes, trials, above, midP) }),
  };
}

function lowerOdds(k: number, n: number, risk: number, midP: boolean): number {
  if (k === 0) return 0;
  const { odds: exact } = betaQuantile(risk, 1 - risk, k, n - k + 1);
  if (!midP) return exact;
  // The mid-p bound lies above the exact one; at the quantile of 1 − risk it is surely passed.
  const highest = betaQuantile(1 - risk, risk, k, n - k + 1).odds;
  const logRisk = Math.log(risk);
  const excess = (logOdds: number): number => {
    const odds = Math.exp(logOdds);
    const [p, q] = [odds / (1 + odds), 1 / (1 + odds)];
    const atLeast = betaTails(p, q, k, n - k + 1).lower;
    return Math.log(atLeast - Math.exp(binomialLogDensity(k, n, p, q)) / 2) - logRisk;
  };
  let [from, to] = [Math.log(exact), Math.log(highest)];
  while (excess(to) < 0) to += 1;
  while (excess(from) > 0) from -= 1;
  return Math.exp(solveBetween(excess, from, to));
}

export const oddsToProbability = (odds: number): number =>
  odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
