import { checkNotNegative, checkWhole, wrongCall } from "./_check-series.ts";

/** Options of {@link compareChangePoints}. */
export interface ChangePointComparisonOptions {
  /** How many values the series has. */
  readonly size: number;
  /**
   * How many positions a change may lie off and still count as found.
   * @defaultValue `0`
   */
  readonly margin?: number | undefined;
}

/** How well changes that were found agree with those that happened. */
export interface ChangePointAgreement {
  /** Of the changes found, the share that happened; absent where none was found. */
  readonly precision?: number;
  /** Of the changes that happened, the share found; absent where none happened. */
  readonly recall?: number;
  /** The furthest that a change of one list lies from the nearest of the other; absent where a list is empty. */
  readonly hausdorff?: number;
  /** The share of pairs of positions that both lists keep together or both keep apart. */
  readonly rand: number;
}

/**
 * Compares changes found with changes that happened, for judging a method on series whose changes are known.
 *
 * precision = hits / found; recall = hits / happened, each change that happened hit once at most; Rand = (pairs together in
 * both + pairs apart in both) / pairs
 *
 * @param found - positions of the first value after each change, rising
 * @param happened - the same of the true changes
 * @throws RangeError when positions do not rise within the series, or it has fewer than two values
 *
 * @example
 * ```ts
 * import { compareChangePoints } from "clientele/trend";
 *
 * compareChangePoints([105, 115, 350, 400], [100, 200], { size: 500, margin: 10 }); // => { precision: 0.25, recall: 0.5, hausdorff: 200, rand: 0.6627254509018036 }
 * ```
 */
export function compareChangePoints(
  found: readonly number[],
  happened: readonly number[],
  options: ChangePointComparisonOptions,
): ChangePointAgreement {
  const doing = "compare change points";
  const { size, margin = 0 } = options;
  checkWhole(doing, "size", size, 2);
  checkNotNegative(doing, "margin", margin);
  for (const list of [found, happened]) {
    list.forEach((at, i) => {
      if (!(Number.isInteger(at) && at > (list[i - 1] ?? 0) && at < size))
        throw wrongCall(
          doing,
          `position ${i}`,
          `a whole number above ${list[i - 1] ?? 0} and below ${size}`,
          at,
        );
    });
  }
  const hits = countHits(found, happened, margin);
  const furthest = (from: readonly number[], to: readonly number[]): number =>
    Math.max(...from.map((a) => Math.min(...to.map((b) => Math.abs(a - b)))));
  const bothThere = found.length > 0 && happened.length > 0;
  return Object.freeze({
    ...(found.length === 0 ? {} : { precision: hits / found.length }),
    ...(happened.length === 0 ? {} : { recall: hits / happened.length }),
    ...(bothThere ? { hausdorff: Math.max(furthest(found, happened), furthest(happened, found)) } : {}),
    rand: randIndex(found, happened, size),
  });
}

/** The largest number of pairs within the margin; both lists rise, so that taking the earliest that fits is best. */
function countHits(found: readonly number[], happened: readonly number[], margin: number): number {
  let hits = 0;
  for (let f = 0, h = 0; f < found.length && h < happened.length; ) {
    const distance = found[f]! - happened[h]!;
    if (Math.abs(distance) <= margin) {
      hits++;
      f++;
      h++;
    } else if (distance < 0) f++;
    else h++;
  }
  return hits;
}

function randIndex(a: readonly number[], b: readonly number[], size: number): number {
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const within = (changes: readonly number[]): number =>
    [...changes, size].reduce((sum, to, k) => sum + pairs(to - (changes[k - 1] ?? 0)), 0);
  const both = within([...new Set([...a, ...b])].sort((x, y) => x - y));
  return (pairs(size) + 2 * both - within(a) - within(b)) / pairs(size);
}
