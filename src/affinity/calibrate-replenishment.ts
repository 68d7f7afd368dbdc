import { addDays, dayNumber, type PlainDate } from "../calendar/index.ts";
import { checkWhole } from "./_check.ts";
import { type Episode, episodesOf } from "./_replenishment-episodes.ts";
import { fitReplenishment, type ReplenishmentFitOptions } from "./fit-replenishment.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** How often purchases were made again in fact by the time that the laws expected; plain, frozen, and the same after JSON. */
export interface ReplenishmentCalibration {
  /** Tells a calibration from an answer of {@link InsufficientCalibration}. */
  readonly kind: "calibration";
  /** The first day of the time that the laws had not seen. */
  readonly from: PlainDate;
  /** The day after its last. */
  readonly to: PlainDate;
  /** Purchases in that time of products and customers with a law. */
  readonly purchases: number;
  /** How many of them were followed by another before its end. */
  readonly again: number;
  /**
   * The share bought again by the time by which the law expects it with the probability i/200, for i from 0 to 200. Of a law that is right
   * it would be i/200; the last of them is the share that is bought again at all, as far as the time lets see.
   */
  readonly shares: readonly number[];
}

/** Too few purchases to calibrate by. */
export interface InsufficientCalibration {
  /** Tells it from a calibration. */
  readonly kind: "insufficient";
  /** What there is too little of. */
  readonly of: "purchases bought again";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}

/** Options of {@link calibrateReplenishment}. */
export interface ReplenishmentCalibrationOptions extends Omit<ReplenishmentFitOptions, "need"> {
  /**
   * How many days before `asOf` the laws do not see, and are judged by.
   * @defaultValue `90`
   */
  readonly days?: number | undefined;
  /**
   * The fewest gaps of a product; see `fitReplenishment`.
   * @defaultValue `10`
   */
  readonly needGaps?: number | undefined;
  /**
   * The fewest gaps of the customer itself, as predicted with.
   * @defaultValue `2`
   */
  readonly minimumGaps?: number | undefined;
  /**
   * The fewest purchases bought again.
   * @defaultValue `100`
   */
  readonly need?: number | undefined;
}

const STEPS = 200;

/**
 * Measures on the last days of the log, which the laws have not seen, how often products are bought again by the time that
 * the laws expect, those who never come back included. `predictReplenishment` takes it to state intervals and chances that hold.
 *
 * uᵢ = F(gap), F the law of the customer's next gap from before `asOf − days`; G(u) = P(uᵢ ≤ u) by Kaplan and Meier (1958)
 *
 * A law fitted to gaps that have ended knows nothing of customers who stop, and takes slow ones for faster than they are; G does not,
 * since a gap that has not ended at `asOf` counts as one that is longer. It is the split conformal method (Vovk et al. 2005), with the split in
 * time and for gaps that may go on (Candès, Lei and Ren 2023). What it cannot know is a change after `asOf`: a season, for one.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromRows, calibrateReplenishment, sequencesFromBaskets } from "clientele/affinity";
 * import { addDays } from "clientele/calendar";
 *
 * // Every month, and every second customer stops after half a year.
 * const rows = Array.from({ length: 40 }, (_, c) =>
 *   Array.from({ length: c % 2 === 0 ? 12 : 6 }, (_, i) => {
 *     const boughtOn = addDays("2026-01-01", 30 * i + ((c * 7 + i * 5) % 9));
 *     return { basketId: `${c} ${i}`, customerId: `c${c}`, boughtOn, itemId: "coffee" };
 *   }),
 * ).flat();
 * const sequences = sequencesFromBaskets(basketsFromRows(rows));
 * const found = calibrateReplenishment(sequences, { asOf: "2026-08-01", days: 75, need: 20 });
 * found.kind === "calibration" && [found.purchases, found.again, found.shares[200]?.toFixed(2)]; // => [62, 24, "0.51"]
 * ```
 */
export function calibrateReplenishment(
  sequences: PurchaseSequences,
  options: ReplenishmentCalibrationOptions,
): ReplenishmentCalibration | InsufficientCalibration {
  const doing = "calibrate replenishment";
  const { asOf, days = 90, needGaps, minimumGaps = 2, need = 100 } = options;
  checkWhole(doing, "days", days, 1);
  checkWhole(doing, "need", need, 1);
  if (minimumGaps !== 0) checkWhole(doing, "minimumGaps", minimumGaps, 1);
  const from = addDays(asOf, -days);
  const model = fitReplenishment(sequences, { ...options, asOf: from, need: needGaps });
  const episodes = episodesOf(model, sequences, {
    from: dayNumber(from),
    to: dayNumber(asOf),
    minimumGaps,
  });
  const again = episodes.reduce((sum, { ended }) => sum + Number(ended), 0);
  if (again < need)
    return Object.freeze({ kind: "insufficient", of: "purchases bought again", have: again, need });
  return Object.freeze({
    kind: "calibration",
    from,
    to: asOf,
    purchases: episodes.length,
    again,
    shares: Object.freeze(sharesOf(episodes)),
  });
}

/** 1 − Π (1 − ended / at risk), read off at even steps. */
function sharesOf(episodes: readonly Episode[]): number[] {
  // At the same place who bought again did so, and who was lost from sight was so after it.
  const sorted = [...episodes].sort((a, b) => b.beyond - a.beyond || Number(b.ended) - Number(a.ended));
  const shares: number[] = [];
  let [going, i] = [1, 0];
  for (let step = 0; step <= STEPS; step++) {
    for (; i < sorted.length && 1 - sorted[i]!.beyond <= step / STEPS; i++)
      if (sorted[i]!.ended) going *= 1 - 1 / (sorted.length - i);
    shares.push(1 - going);
  }
  return shares;
}

/** The share bought again by the time by which the law expects it with a probability. */
export function shareBy({ shares }: ReplenishmentCalibration, probability: number): number {
  const at = Math.min(1, Math.max(0, probability)) * STEPS;
  const low = Math.min(STEPS - 1, Math.floor(at));
  return shares[low]! + (at - low) * (shares[low + 1]! - shares[low]!);
}

/** By which probability of the law a share of those who buy again has done so. */
export function positionOf({ shares }: ReplenishmentCalibration, share: number): number {
  const wanted = share * shares[STEPS]!;
  const high = Math.max(
    1,
    shares.findIndex((value) => value >= wanted),
  );
  const [a, b] = [shares[high - 1]!, shares[high]!];
  return (high - 1 + (b > a ? (wanted - a) / (b - a) : 1)) / STEPS;
}
