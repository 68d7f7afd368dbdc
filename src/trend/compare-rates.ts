import type { PlainDate } from "../calendar/index.ts";
import { normalDistribution, type RateCount, testRateRatio } from "../stats/index.ts";
import { checkOneOf, checkPositive, checkRatio, checkShare, checkWhole } from "./_check.ts";
import { decide, insufficient, isLargeRatio } from "./_decide.ts";
import { centralP, leastP, neededEvents, type ShareLaw, shareTails } from "./_share-tails.ts";
import type { ChangeResult } from "./change-result.ts";

/** Counts of events before and now, each with the time they were counted in. */
export interface ComparedRates {
  /** What is taken as usual. */
  readonly reference: RateCount;
  /** What is compared with it. */
  readonly current: RateCount;
}

/** Options of {@link compareRates}. */
export interface RateComparisonOptions {
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * The smallest ratio of the rates that matters, the larger by the smaller.
   * @defaultValue `1.2`
   */
  readonly minimumRatio?: number | undefined;
  /**
   * The ratio of the rates where nothing of one's own has changed: that of the peers, say.
   * @defaultValue `1`
   */
  readonly expectedRatio?: number | undefined;
  /**
   * Whether the outcome itself counts half. Nearer to α than the exact test, which is on the safe side of it.
   * @defaultValue `true`
   */
  readonly midP?: boolean | undefined;
  /**
   * How the other side is counted: `"central"` is twice the smaller tail, `"minimum-likelihood"` the rule of R. The second is of
   * Poisson events only.
   * @defaultValue `"central"`
   */
  readonly twoSided?: "central" | "minimum-likelihood" | undefined;
  /**
   * How events clump: the size of the negative binomial law of a unit of exposure, as `estimateClumping` finds it. Small is
   * clumped.
   * @defaultValue none: events are Poisson
   */
  readonly sizePerUnit?: number | undefined;
  /**
   * The confidence of the interval.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/**
 * Tells whether a rate of events has changed, exactly, from two counts.
 *
 * Given n = k₁ + k₂, k₂ ~ Binomial(n, s), s = r T₂ / (r T₂ + T₁); of clumped events k₂ ~ BetaBinomial(n, κ r T₂, κ T₁)
 *
 * Effect: the ratio (k₂ / T₂) / (k₁ / T₁), absent where k₁ is 0. Interval: Clopper and Pearson's turned into a ratio (with mid-p
 * where p has it); of clumped events that of the logarithm, √(1/(k₁ + ½) + 1/(k₂ + ½) + 1/(κT₁) + 1/(κT₂)) wide in either
 * direction times the normal quantile. Insufficient where no split of n events would be significant.
 * Przyborowski and Wilenski (1940); Fay (2010) on two-sided p values and intervals that agree.
 *
 * @throws RangeError when events are not whole numbers from 0 up, an exposure is not positive, or an option is out of its range
 *
 * @example
 * ```ts
 * import { compareRates } from "clientele/trend";
 *
 * // 24 orders in 12 months, then 1 in 3 months
 * const result = compareRates({ reference: { events: 24, exposure: 12 }, current: { events: 1, exposure: 3 } });
 * result.kind !== "insufficient" && [result.kind, result.direction, result.effect?.toFixed(3), result.p.toFixed(4)]; // => ["changed", "down", "0.167", "0.0312"]
 *
 * compareRates({ reference: { events: 2, exposure: 12 }, current: { events: 0, exposure: 3 } }, { alpha: 0.01 });
 * // => { kind: "insufficient", of: "events", have: 2, need: 3 }
 * ```
 */
export function compareRates(data: ComparedRates, options: RateComparisonOptions = {}): ChangeResult {
  const doing = "compare rates";
  const { reference, current } = data;
  for (const [name, count] of [
    ["reference", reference],
    ["current", current],
  ] as const) {
    checkWhole(doing, `${name}.events`, count.events);
    checkPositive(doing, `${name}.exposure`, count.exposure);
  }
  const settings = checkRateOptions(doing, options);
  return rateVerdict(data, settings);
}

/** Checked options. */
export interface RateSettings {
  readonly alpha: number;
  readonly minimumRatio: number;
  readonly expectedRatio: number;
  readonly midP: boolean;
  readonly twoSided: "central" | "minimum-likelihood";
  readonly sizePerUnit: number | undefined;
  readonly confidence: number;
}

export function checkRateOptions(doing: string, options: RateComparisonOptions): RateSettings {
  const { sizePerUnit } = options;
  if (sizePerUnit !== undefined) checkPositive(doing, "sizePerUnit", sizePerUnit);
  const twoSided = checkOneOf(doing, "twoSided", options.twoSided ?? "central", [
    "central",
    "minimum-likelihood",
  ]);
  if (twoSided !== "central" && sizePerUnit !== undefined)
    throw new RangeError(`Cannot ${doing}: twoSided must be central where events clump, got ${twoSided}`);
  return {
    alpha: checkShare(doing, "alpha", options.alpha ?? 0.05),
    minimumRatio: checkRatio(doing, "minimumRatio", options.minimumRatio ?? 1.2),
    expectedRatio: checkPositive(doing, "expectedRatio", options.expectedRatio ?? 1),
    midP: options.midP ?? true,
    twoSided,
    sizePerUnit,
    confidence: checkShare(doing, "confidence", options.confidence ?? 0.95),
  };
}

/** The law of the current events given all, as exposures and expected ratio make it. */
export function shareLawOf(
  referenceExposure: number,
  currentExposure: number,
  { expectedRatio, sizePerUnit }: Pick<RateSettings, "expectedRatio" | "sizePerUnit">,
): ShareLaw {
  const weighted = currentExposure * expectedRatio;
  return {
    share: weighted / (weighted + referenceExposure),
    sizes:
      sizePerUnit === undefined
        ? undefined
        : { current: sizePerUnit * weighted, reference: sizePerUnit * referenceExposure },
  };
}

/** The answer for two counts; q, where known, stands for p in the decision. */
export function rateVerdict(
  { reference, current }: ComparedRates,
  settings: RateSettings,
  known: { readonly p?: number; readonly q?: number; readonly since?: PlainDate } = {},
): ChangeResult {
  const { alpha, minimumRatio, expectedRatio, midP, twoSided, sizePerUnit, confidence } = settings;
  const n = reference.events + current.events;
  const law = shareLawOf(reference.exposure, current.exposure, settings);
  if (leastP(n, law, settings) > alpha) return insufficient("events", n, neededEvents(law, alpha, settings));
  const ratio = current.events / current.exposure / (reference.events / reference.exposure);
  const relative = ratio / expectedRatio;
  const tested = testRateRatio(
    { first: current, second: reference },
    { ratio: expectedRatio, midP, twoSided, confidence },
  );
  const p =
    known.p ?? (sizePerUnit === undefined ? tested.p : centralP(shareTails(n, current.events, law), midP));
  return decide(
    {
      method: methodOf(settings),
      direction: relative > 1 ? "up" : relative < 1 ? "down" : "sideways",
      effect: ratio,
      interval: sizePerUnit === undefined ? tested.interval : clumpedInterval(reference, current, settings),
      p,
      logBayesFactor: undefined,
    },
    {
      significant: (known.q ?? p) <= alpha,
      large: isLargeRatio(relative, minimumRatio),
      since: known.since,
    },
  );
}

function clumpedInterval(
  reference: RateCount,
  current: RateCount,
  { sizePerUnit = Number.POSITIVE_INFINITY, confidence }: RateSettings,
): { readonly lower: number; readonly upper: number; readonly confidence: number } {
  const [k1, k2] = [reference.events + 0.5, current.events + 0.5];
  const middle = Math.log(k2 / current.exposure / (k1 / reference.exposure));
  const variance =
    1 / k1 + 1 / k2 + 1 / (sizePerUnit * reference.exposure) + 1 / (sizePerUnit * current.exposure);
  const wide = normalDistribution().upperQuantile((1 - confidence) / 2) * Math.sqrt(variance);
  return Object.freeze({ lower: Math.exp(middle - wide), upper: Math.exp(middle + wide), confidence });
}

function methodOf({ midP, twoSided, sizePerUnit }: RateSettings): string {
  return [
    sizePerUnit === undefined
      ? "conditional test of two Poisson rates"
      : "conditional test of two negative binomial rates",
    twoSided === "central" ? "central" : "minimum likelihood",
    ...(midP ? ["mid-p"] : []),
  ].join(", ");
}
