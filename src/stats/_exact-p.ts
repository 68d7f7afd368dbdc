import type { Distribution } from "./distribution.ts";
import type { Alternative, TwoSidedRule } from "./test-result.ts";

/** A probability within this of another, relatively, counts as equal to it: R's tolerance. */
export const EQUALLY_LIKELY = 1e-7;

/** A discrete law with one peak under the hypothesis of an exact test. */
export interface NullLaw extends Pick<Distribution, "logDensity" | "lower" | "upper"> {
  readonly lowest: number;
  /** May be infinite. */
  readonly highest: number;
  readonly mode: number;
}

/** How the probability of an exact test is counted. */
export interface ExactRule {
  readonly alternative: Alternative;
  readonly twoSided: TwoSidedRule;
  readonly midP: boolean;
}

/** The probability of an outcome at least as extreme as k; with mid-p the equally extreme ones count half. */
export function exactP(law: NullLaw, k: number, { alternative, twoSided, midP }: ExactRule): number {
  const half = midP ? Math.exp(law.logDensity(k)) / 2 : 0;
  const less = (): number => law.lower(k) - half;
  const greater = (): number => (k <= law.lowest ? 1 : law.upper(k - 1)) - half;
  if (alternative === "less") return less();
  if (alternative === "greater") return greater();
  if (twoSided === "central") return Math.min(1, 2 * Math.min(less(), greater()));
  return Math.min(1, minimumLikelihood(law, k, midP));
}

/** P(f(X) ≤ f(k)), whose two parts are tails because the law has one peak. */
function minimumLikelihood(law: NullLaw, k: number, midP: boolean): number {
  const limit = law.logDensity(k) + EQUALLY_LIKELY;
  const half = (at: number): number => (midP ? Math.exp(law.logDensity(at)) / 2 : 0);
  if (law.logDensity(law.mode) <= limit) {
    const equal = [k - 1, k, k + 1].filter((at) => law.logDensity(at) >= limit - 2 * EQUALLY_LIKELY);
    return equal.reduce((p, at) => p - half(at), 1);
  }
  const below = k < law.mode;
  const other = below
    ? firstWhere((at) => law.logDensity(at) <= limit, law.mode, law.highest)
    : lastWhere((at) => law.logDensity(at) <= limit, law.lowest, law.mode);
  const near = below ? law.lower(k) : law.upper(k - 1);
  if (other === undefined) return near - half(k);
  const far = below ? law.upper(other - 1) : law.lower(other);
  const tied = law.logDensity(other) >= limit - 2 * EQUALLY_LIKELY;
  return near + far - half(k) - (tied ? half(other) : 0);
}

/** The first whole number in (from, to] for which the condition holds, given that it holds ever after. */
function firstWhere(holds: (k: number) => boolean, from: number, to: number): number | undefined {
  let [without, step] = [from, 1];
  let found = Math.min(to, from + step);
  while (found > without && !holds(found)) {
    without = found;
    step *= 2;
    found = Math.min(to, from + step);
  }
  if (found === without) return undefined;
  while (found - without > 1) {
    const middle = Math.floor(without + (found - without) / 2);
    if (middle <= without || middle >= found) break; // beyond 2⁵³ not every whole number is a double
    if (holds(middle)) found = middle;
    else without = middle;
  }
  return found;
}

/** The last whole number in [from, to) for which the condition holds, given that it holds before it. */
function lastWhere(holds: (k: number) => boolean, from: number, to: number): number | undefined {
  const mirrored = firstWhere((k) => holds(-k), -to, -from);
  return mirrored === undefined ? undefined : -mirrored + 0;
}
