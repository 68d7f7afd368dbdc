import { createRandom, gammaQ, multinomial } from "../stats/index.ts";
import { checkNotNegative, checkShare, checkWhole, readCounts, wrongCall } from "./_check-series.ts";
import { driftNull } from "./_drift-null.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import type { DriftLabel, DriftLabelOptions } from "./drift-label.ts";
import { type ComparedMixes, measureMixDistance } from "./measure-mix-distance.ts";

/** A measure of how far two mixes lie apart. */
export type MixDriftMeasure = "psi" | "jensen-shannon" | "hellinger" | "total-variation";

/** Options of {@link labelMixDrift}. */
export interface MixDriftOptions extends DriftLabelOptions {
  /**
   * The measure: the population stability index, or a distance of `measureMixDistance`.
   * @defaultValue `"psi"`
   */
  readonly measure?: MixDriftMeasure | undefined;
  /**
   * What is added to every count for the index, which is infinite where a value is missing from one of the mixes.
   * @defaultValue `0.5`
   */
  readonly smoothing?: number | undefined;
}

/** The label of two mixes. */
export interface MixDriftLabel extends DriftLabel {
  /** Of the index: PSI/(1/n + 1/m), its degrees of freedom, and p by χ², good for large samples only. */
  readonly chiSquare?: { readonly statistic: number; readonly df: number; readonly p: number };
}

const thumbs: Readonly<Record<MixDriftMeasure, readonly number[]>> = {
  psi: [0.1, 0.25],
  "jensen-shannon": [0.1],
  hellinger: [0.1],
  "total-variation": [],
};

/**
 * Labels the difference of two mixes by a common measure of drift, with how often it is as large where nothing has drifted.
 *
 * PSI = Σ (qᵢ − pᵢ) ln(qᵢ/pᵢ) of shares with `smoothing` added to each count; JS distance, Hellinger's, total variation as
 * {@link measureMixDistance}; p and critical value from B pairs of samples of these sizes drawn from the pooled shares
 *
 * The measures grow where samples shrink: with 24 purchases before and 8 now in five categories PSI exceeds 0.25 for nine of ten
 * customers who have not changed. To decide whether a mix has changed use {@link compareMixes}.
 *
 * @returns insufficient with an empty mix or fewer than two values
 * @throws RangeError when a count is no whole number from 0 up, the mixes differ in length, the smoothing is 0 and PSI infinite, or
 *   an option is out of its range
 *
 * @see Yurdakul and Naranjo (2020), Statistical properties of the population stability index
 *
 * @example
 * ```ts
 * import { labelMixDrift } from "clientele/trend";
 *
 * const label = labelMixDrift({ reference: [10, 6, 5, 2, 1], current: [4, 1, 1, 1, 1] }, { seed: 1, replicates: 999 });
 * if (label.kind !== "labelled") throw new Error(label.kind);
 * label.value.toFixed(3); // => "0.182"
 * label.thumbRules.map(({ threshold, exceeded, falseAlarm }) => [threshold, exceeded, falseAlarm > 0.4]); // => [[0.1, true, true], [0.25, false, true]]
 * label.p > 0.5; // => true
 * ```
 */
export function labelMixDrift(
  mixes: ComparedMixes,
  options: MixDriftOptions,
): MixDriftLabel | InsufficientEvidence {
  const doing = "label a drift";
  const reference = readCounts(doing, mixes.reference, "reference count");
  const current = readCounts(doing, mixes.current, "current count");
  if (reference.length !== current.length)
    throw wrongCall(
      doing,
      "the number of current counts",
      `that of the reference, ${reference.length}`,
      current.length,
    );
  const { measure = "psi", smoothing = 0.5, alpha = 0.05, replicates = 9999, seed } = options;
  if (!Object.hasOwn(thumbs, measure))
    throw wrongCall(doing, "measure", "psi, jensen-shannon, hellinger or total-variation", measure);
  checkNotNegative(doing, "smoothing", smoothing);
  checkShare(doing, "alpha", alpha);
  checkWhole(doing, "replicates", replicates, 1);
  const [n, m] = [total(reference), total(current)];
  if (n === 0 || m === 0)
    return Object.freeze({
      kind: "insufficient",
      of: n === 0 ? "reference counts" : "current counts",
      have: 0,
      need: 1,
    });
  const pooled = Array.from(reference, (count, i) => count + current[i]!);
  const used = pooled.filter((count) => count > 0).length;
  if (used < 2) return Object.freeze({ kind: "insufficient", of: "values", have: used, need: 2 });
  const compute = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    measure === "psi" ? stabilityIndex(a, b, smoothing) : distance(measure, a, b);
  const value = compute(reference, current);
  if (!Number.isFinite(value))
    throw wrongCall(doing, "smoothing", "above 0 where a value is missing from a mix", smoothing);
  const random = createRandom(seed);
  const draw = (): number => compute(multinomial(random, n, pooled), multinomial(random, m, pooled));
  const { p, critical, above } = driftNull(value, draw, { replicates, alpha });
  const thumbRules = thumbs[measure].map((threshold) =>
    Object.freeze({ threshold, exceeded: value > threshold, falseAlarm: above(threshold) }),
  );
  return Object.freeze({
    kind: "labelled",
    measure,
    value,
    critical,
    p,
    referenceSize: n,
    currentSize: m,
    thumbRules: Object.freeze(thumbRules),
    ...(measure === "psi" ? { chiSquare: chiSquareOf(value, n, m, used) } : {}),
  });
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

/** Σ (q − p) ln(q/p) over the values that one of the mixes has. */
export function stabilityIndex(a: ArrayLike<number>, b: ArrayLike<number>, smoothing: number): number {
  let [n, m] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i]! + b[i]! === 0) continue;
    n += a[i]! + smoothing;
    m += b[i]! + smoothing;
  }
  let index = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! + b[i]! === 0) continue;
    const [p, q] = [(a[i]! + smoothing) / n, (b[i]! + smoothing) / m];
    index += (q - p) * Math.log(q / p);
  }
  return index;
}

function distance(
  measure: Exclude<MixDriftMeasure, "psi">,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const { jensenShannon, hellinger, totalVariation } = measureMixDistance({ reference: a, current: b });
  return measure === "jensen-shannon" ? jensenShannon : measure === "hellinger" ? hellinger : totalVariation;
}

function chiSquareOf(value: number, n: number, m: number, used: number) {
  const statistic = value / (1 / n + 1 / m);
  return Object.freeze({ statistic, df: used - 1, p: gammaQ(statistic / 2, (used - 1) / 2) });
}
