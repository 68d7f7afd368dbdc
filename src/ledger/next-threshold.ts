import { decimalText, parseDecimal } from "../money/index.ts";

/** A number of points that brings something: a reward, a tier. */
export interface PointsThreshold {
  /** What it brings. */
  readonly name: string;
  /** From how many points on, as decimal text. */
  readonly points: string;
}

/** Where a balance stands among thresholds. */
export interface ThresholdStanding {
  /** The highest threshold reached; absent below all. */
  readonly reached?: PointsThreshold | undefined;
  /** The next one; absent above all. */
  readonly next?: PointsThreshold | undefined;
  /** The points missing to the next, as exact decimal text; absent above all. */
  readonly missing?: string | undefined;
  /** balance / points of the next, from 0 to 1; absent above all. */
  readonly progress?: number | undefined;
}

/**
 * Finds how far a balance is from the next threshold.
 *
 * missing = points of the lowest threshold above the balance − balance
 *
 * @param balance - as `pointsBalance` gives it
 * @param thresholds - in any order
 * @throws RangeError if a number is no decimal or negative, or two thresholds have the same points
 *
 * @example
 * ```ts
 * import { nextThreshold } from "clientele/ledger";
 *
 * const thresholds = [{ name: "silver", points: "100" }, { name: "gold", points: "500" }];
 * nextThreshold("420.5", thresholds); // => { reached: { name: "silver", points: "100" }, next: { name: "gold", points: "500" }, missing: "79.5", progress: 0.841 }
 * ```
 */
export function nextThreshold(balance: string, thresholds: readonly PointsThreshold[]): ThresholdStanding {
  const have = read("the balance", balance);
  const exponent = thresholds.reduce(
    (finest, { name, points }) => Math.max(finest, read(name, points).exponent),
    have.exponent,
  );
  const units = (text: string): bigint => {
    const { units: own, exponent: scale } = read("points", text);
    return BigInt(own) * 10n ** BigInt(exponent - scale);
  };
  const owned = units(balance);
  const rising = thresholds
    .map((threshold) => ({ threshold, units: units(threshold.points) }))
    .sort((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0));
  rising.forEach((one, i) => {
    if (i === 0 || rising[i - 1]!.units < one.units) return;
    throw new RangeError(
      `Cannot find a threshold: points must differ, got ${one.threshold.points} of two of them`,
    );
  });
  const reached = rising.findLast((one) => one.units <= owned)?.threshold;
  const next = rising.find((one) => one.units > owned);
  return Object.freeze({
    ...(reached === undefined ? {} : { reached }),
    ...(next === undefined
      ? {}
      : {
          next: next.threshold,
          missing: decimalText(next.units - owned, exponent),
          progress: Number(owned) / Number(next.units),
        }),
  });
}

function read(name: string, text: string) {
  try {
    const number = parseDecimal(text);
    if (number.units >= 0) return number;
  } catch {
    // Reported like a negative one.
  }
  throw new RangeError(
    `Cannot find a threshold: ${name} must be a decimal not below zero, got ${JSON.stringify(text)}`,
  );
}
