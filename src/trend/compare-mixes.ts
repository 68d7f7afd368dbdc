import { type MonteCarlo, type TestResult, testFreemanHalton, testIndependence } from "../stats/index.ts";
import { checkCounts, checkOneOf, checkShare, wrongParameter } from "./_check.ts";
import { decide, insufficient } from "./_decide.ts";
import type { ChangedResult, InsufficientEvidence, StableResult } from "./change-result.ts";
import { type ComparedMixes, measureMixDistance } from "./measure-mix-distance.ts";
import { weighMixChange } from "./weigh-mix-change.ts";

/** Options of {@link compareMixes}. */
export interface MixComparisonOptions {
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest Jensen–Shannon distance that matters, from 0 to √ln 2.
   * @defaultValue `0.1`
   */
  readonly minimumDistance?: number | undefined;
  /**
   * The Bayes factor that small samples must reach beside α.
   * @defaultValue `10`
   */
  readonly minimumBayesFactor?: number | undefined;
  /**
   * How p is found: by χ², exactly over all tables with the same margins, by drawing such tables; or χ² where all expected counts
   * are 5 or more, else exactly where the tables are few enough, else by drawing.
   * @defaultValue `"auto"`
   */
  readonly method?: "auto" | "chi-square" | "exact" | "monte-carlo" | undefined;
  /**
   * The draws, where p is found by drawing.
   * @defaultValue `{ seed: "compare mixes", replicates: 9999 }`
   */
  readonly monteCarlo?: MonteCarlo | undefined;
  /**
   * Names of the values, for what has moved.
   * @defaultValue the positions, from "0"
   */
  readonly values?: readonly string[] | undefined;
}

/** A value and what has become of its share. */
export interface MovedShare {
  /** The value. */
  readonly value: string;
  /** Its share in the reference. */
  readonly before: number;
  /** Its share now. */
  readonly after: number;
  /** The adjusted residual: how many standard errors more of it there is now than without a change; beyond ±2 stands out. */
  readonly residual: number;
}

/** What a comparison of mixes says beside the verdict. */
export interface MixDetails {
  /** Every value that occurs, the most conspicuous first. */
  readonly moved: readonly MovedShare[];
}

/** Whether a mix has changed: the effect is the Jensen–Shannon distance, the direction sideways. */
export type MixResult = (ChangedResult & MixDetails) | (StableResult & MixDetails) | InsufficientEvidence;

/**
 * Tells whether a mix has changed: categories, channels, places, weekdays, each count an independent choice of one value.
 *
 * X² = Σ (O − E)²/E over both rows, with E from both: the reference has an error of its own
 *
 * p by the homogeneity of the two rows (χ², Freeman and Halton's exact test, or drawn). Where an expected count is below 5 a change
 * must have the Bayes factor as well: at 24 and 8 purchases the exact test alone alarms in some 5 % of stable cases, both together in 3 %.
 * Values of one basket are no independent choices; see `compareSessionMixes`. Insufficient: fewer than two values, or so few that no
 * outcome could be significant.
 *
 * @throws RangeError when an entry is not a count, lengths differ, or an option is out of its range
 *
 * @example
 * ```ts
 * import { compareMixes } from "clientele/trend";
 *
 * const result = compareMixes({ reference: [8, 1, 1], current: [1, 2, 7] }, { values: ["tea", "coffee", "cocoa"] });
 * result.kind; // => "changed"
 * result.kind === "changed" && [result.p.toFixed(5), result.effect?.toFixed(3), result.moved[0]?.value]; // => ["0.00314", "0.539", "tea"]
 * ```
 */
export function compareMixes(mixes: ComparedMixes, options: MixComparisonOptions = {}): MixResult {
  const doing = "compare mixes";
  const reference = checkCounts(doing, "reference", mixes.reference);
  const current = checkCounts(doing, "current", mixes.current);
  if (reference.length !== current.length)
    throw wrongParameter(doing, "current", `of ${reference.length} values`, mixes.current);
  const settings = checkMixOptions(doing, options);
  const { values } = options;
  if (values !== undefined && values.length !== reference.length)
    throw wrongParameter(doing, "values", `of ${reference.length} names`, values);
  const kept = reference.map((_, i) => i).filter((i) => reference[i]! + current[i]! > 0);
  const table = [kept.map((i) => reference[i]!), kept.map((i) => current[i]!)];
  const [m, n] = table.map((row) => row.reduce((sum, count) => sum + count, 0)) as [number, number];
  if (m === 0) return insufficient("observations in the reference", 0, 1);
  if (n === 0) return insufficient("observations now", 0, 1);
  if (kept.length < 2) return insufficient("values", kept.length, 2);
  const short = neededNow(m, n, settings.alpha);
  if (short !== undefined) return short;

  const { p, method, small } = probabilityOf(doing, table, options);
  const moved = movedShares(table, (i) => values?.[kept[i]!] ?? String(kept[i]!));
  const logBayesFactor = weighMixChange({ reference: table[0]!, current: table[1]! });
  const { jensenShannon } = measureMixDistance({ reference: table[0]!, current: table[1]! });
  return withMoved(
    decide(
      { method, direction: "sideways", effect: jensenShannon, interval: undefined, p, logBayesFactor },
      {
        significant:
          p <= settings.alpha && (!small || logBayesFactor >= Math.log(settings.minimumBayesFactor)),
        large: jensenShannon >= settings.minimumDistance,
      },
    ),
    moved,
  );
}

/** Checked options. */
export interface MixSettings {
  readonly alpha: number;
  readonly minimumDistance: number;
  readonly minimumBayesFactor: number;
}

export function checkMixOptions(doing: string, options: MixComparisonOptions): MixSettings {
  const { alpha = 0.05, minimumDistance = 0.1, minimumBayesFactor = 10 } = options;
  if (!(minimumDistance >= 0 && minimumDistance <= Math.sqrt(Math.LN2)))
    throw wrongParameter(doing, "minimumDistance", "a number from 0 to √ln 2", minimumDistance);
  if (!(minimumBayesFactor >= 0 && minimumBayesFactor < Number.POSITIVE_INFINITY))
    throw wrongParameter(doing, "minimumBayesFactor", "a number from 0 up", minimumBayesFactor);
  return { alpha: checkShare(doing, "alpha", alpha), minimumDistance, minimumBayesFactor };
}

export const withMoved = (
  result: ChangedResult | StableResult,
  moved: readonly MovedShare[],
): (ChangedResult & MixDetails) | (StableResult & MixDetails) =>
  Object.freeze({ ...result, moved: Object.freeze(moved) });

/** No split of m + n observations is rarer than one of C(m + n, n): too few where even that exceeds α. */
export function neededNow(m: number, n: number, alpha: number): InsufficientEvidence | undefined {
  const rarest = (now: number): number => {
    let ways = 1;
    for (let i = 1; i <= Math.min(now, m) && ways * alpha < 1; i++)
      ways = (ways * (m + now - Math.min(now, m) + i)) / i;
    return 1 / ways;
  };
  if (rarest(n) <= alpha) return undefined;
  for (let now = n + 1; now <= 1000; now++)
    if (rarest(now) <= alpha) return insufficient("observations now", n, now);
  return insufficient("observations in the reference", m, m + 1);
}

function probabilityOf(
  doing: string,
  table: readonly (readonly number[])[],
  { method = "auto", monteCarlo = { seed: "compare mixes" } }: MixComparisonOptions,
): { readonly p: number; readonly method: string; readonly small: boolean } {
  checkOneOf(doing, "method", method, ["auto", "chi-square", "exact", "monte-carlo"]);
  const chi = testIndependence(table);
  if (chi.kind === "insufficient") throw new Error("two rows and two columns have counts");
  const small = chi.smallExpected.below5 > 0;
  const used = (test: Pick<TestResult, "p" | "method">) => ({ p: test.p, method: test.method, small });
  if (method === "chi-square" || (method === "auto" && !small)) return used(chi);
  if (method === "exact") return used(testFreemanHalton(table));
  const exact = method === "auto" ? exactWithin(table, 50_000) : undefined;
  if (exact !== undefined) return used(exact);
  return used(testIndependence(table, { monteCarlo }) as TestResult);
}

/** Freeman and Halton's test where it takes few enough steps. */
export function exactWithin(table: readonly (readonly number[])[], maxSteps: number): TestResult | undefined {
  try {
    return testFreemanHalton(table, { maxSteps });
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the counts are sound: there are too many tables
    throw error;
  }
}

/** Each value with its shares and its adjusted residual, the most conspicuous first. */
function movedShares(
  table: readonly (readonly number[])[],
  nameOf: (index: number) => string,
): readonly MovedShare[] {
  const [reference, current] = table as [readonly number[], readonly number[]];
  const sum = (row: readonly number[]): number => row.reduce((total, count) => total + count, 0);
  const [m, n] = [sum(reference), sum(current)];
  return sortMoved(
    reference.map((count, i) => {
      const pooled = (count + current[i]!) / (m + n);
      const [before, after] = [count / m, current[i]! / n];
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
      return Object.freeze({
        value: nameOf(i),
        before,
        after,
        residual: error > 0 ? (after - before) / error : 0,
      });
    }),
  );
}

export const sortMoved = (moved: readonly MovedShare[]): readonly MovedShare[] =>
  [...moved].sort((a, b) => Math.abs(b.residual) - Math.abs(a.residual));
