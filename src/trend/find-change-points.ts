import { checkNotNegative, checkWhole, wrongCall } from "./_check-series.ts";
import { chooseCosts, type SegmentCostOptions } from "./_choose-costs.ts";
import { functionalPartition } from "./_functional-partition.ts";
import { cheapestPartition, partitionWithChanges } from "./_partition.ts";
import type { SegmentCosts } from "./_segment-cost.ts";
import type { InsufficientEvidence } from "./change-result.ts";

/** Options of {@link findChangePoints}. */
export interface ChangePointOptions extends SegmentCostOptions {
  /**
   * What a change must save. `"bic"`: (p + 1) ln n of a cost with p parameters a segment (Schwarz 1978, Yao 1988). `"mbic"`: 2 ln n
   * for each change and p ln m for each segment of m values (Zhang and Siegmund 2007), which distrusts short segments. A
   * number: that much, in the unit of the costs, twice the log likelihood.
   * @defaultValue `"bic"`
   */
  readonly penalty?: "bic" | "mbic" | number | undefined;
  /** Exactly so many changes instead of a penalty; takes changes · n² steps. */
  readonly changes?: number | undefined;
  /**
   * The fewest values of a segment.
   * @defaultValue `1`, and `5` for `"normal"`: three values that happen to be alike are no change of variance
   */
  readonly minimumSize?: number | undefined;
}

/** A stretch of a series without a change. */
export interface SeriesSegment {
  /** The position of its first value. */
  readonly from: number;
  /** The position after its last value. */
  readonly to: number;
  /** Its rate, mean or median. */
  readonly level: number;
  /** Its variance, where every segment has its own. */
  readonly variance?: number;
  /** Twice its lack of log likelihood, up to a constant of the series. */
  readonly cost: number;
}

/** The segments of a series. */
export interface ChangePoints {
  /** Tells segments from an answer of {@link InsufficientEvidence}. */
  readonly kind: "segmented";
  /** The position of the first value of every segment but the first: from there on it is different. */
  readonly changes: readonly number[];
  /** The segments, in order. */
  readonly segments: readonly SeriesSegment[];
  /** Σ of the costs of the segments. */
  readonly cost: number;
  /** The cost with all penalties: what no other partition is below. Absent with a number of changes given. */
  readonly criterion?: number;
  /** What a change was charged; absent with a number of changes given. */
  readonly penalty?: number;
  /** σ², dispersion, scale, or lowest variance, as given or estimated. */
  readonly shared?: number;
}

/**
 * Finds where a series changes: the partition into segments whose cost with penalties is the lowest of all partitions.
 *
 * min over k and τ of Σⱼ C(τⱼ, τⱼ₊₁) + k · penalty; every position is looked at, none skipped
 *
 * Costs are −2 ln L with the best parameters of each segment, up to a constant: Poisson 2(S − S ln(S/E)); normal-mean
 * Σ w (x − x̄)²/σ²; normal n (ln 2πv + s/v); l1 2 Σ w |x − m|/b; negative binomial 2((n/α) ln(1 + αμ) − S ln(μ/(1 + αμ))).
 * The search is PELT, exact also with a least size and with sizes penalised. Where changes come at a steady rate it takes time
 * in proportion to n; without any change n²/2 steps. Of equally cheap partitions the one whose last segments begin first.
 *
 * Counts want a cost for counts: the normal costs see the larger scatter of larger counts as changes, or miss the place. Values
 * that depend on those before them (a season, a promotion's tail) give too many changes: take these out first.
 *
 * @param values - the series in the order of time; whole numbers from 0 up for the costs of counts
 * @returns segments; insufficient with fewer values than two segments need
 * @throws RangeError when a value is not finite, or no count where the cost is for counts; an option is out of its range; both
 *   `changes` and `penalty` are given, or more changes than fit
 *
 * @see Jackson et al. (2005), An algorithm for optimal partitioning of data on an interval; Killick, Fearnhead and Eckley (2012),
 *   Optimal detection of changepoints with a linear computational cost
 *
 * @example
 * ```ts
 * import { findChangePoints } from "clientele/trend";
 *
 * const ordersByMonth = [4, 6, 5, 3, 6, 5, 4, 1, 0, 1, 2, 0, 1];
 * const found = findChangePoints(ordersByMonth, { cost: "poisson" });
 * found.kind === "segmented" && found.changes; // => [7]
 * found.kind === "segmented" && found.segments.map(({ level }) => level.toFixed(2)); // => ["4.71", "0.83"]
 * findChangePoints([5], { cost: "poisson" }); // => { kind: "insufficient", of: "values", have: 1, need: 2 }
 * ```
 */
export function findChangePoints(
  values: ArrayLike<number>,
  options: ChangePointOptions,
): ChangePoints | InsufficientEvidence {
  const doing = "find change points";
  const costs = chooseCosts(doing, values, options);
  const { changes, minimumSize = costs.minimumSize } = options;
  const size = values.length;
  checkWhole(doing, "minimumSize", minimumSize, 1);
  if (size < 2 * minimumSize)
    return Object.freeze({ kind: "insufficient", of: "values", have: size, need: 2 * minimumSize });
  if (changes !== undefined) {
    if (options.penalty !== undefined)
      throw wrongCall(doing, "penalty", "left out where changes is given", "a value");
    checkWhole(doing, "changes", changes, 0);
    if ((changes + 1) * minimumSize > size)
      throw wrongCall(
        doing,
        "changes",
        `at most ${Math.floor(size / minimumSize) - 1}, so that they fit`,
        changes,
      );
    return describe(costs, size, partitionWithChanges(costs, size, minimumSize, changes));
  }
  const { penalty: how = "bic" } = options;
  if (typeof how === "number") checkNotNegative(doing, "penalty", how);
  else if (how !== "bic" && how !== "mbic") throw wrongCall(doing, "penalty", "bic, mbic or a number", how);
  const log = Math.log(size);
  const penalty = typeof how === "number" ? how : how === "bic" ? (costs.parameters + 1) * log : 2 * log;
  const sizePenalty = how === "mbic" ? costs.parameters : 0;
  const found =
    costs.within !== undefined && minimumSize === 1 && sizePenalty === 0
      ? functionalPartition(costs, size, penalty)
      : cheapestPartition(costs, size, { minimumSize, penalty, sizePenalty });
  const plain = describe(costs, size, found);
  const sizes = plain.segments.reduce((sum, { from, to }) => sum + Math.log(to - from), 0);
  const criterion = plain.cost + found.length * penalty + sizePenalty * sizes;
  return Object.freeze({ ...plain, criterion, penalty });
}

function describe(costs: SegmentCosts, size: number, changes: readonly number[]): ChangePoints {
  const { between, level, variance, shared } = costs;
  const segments = [0, ...changes].map((from, k): SeriesSegment => {
    const to = changes[k] ?? size;
    return Object.freeze({
      from,
      to,
      level: level(from, to),
      ...(variance === undefined ? {} : { variance: variance(from, to) }),
      cost: between(from, to),
    });
  });
  return Object.freeze({
    kind: "segmented",
    changes: Object.freeze(changes),
    segments: Object.freeze(segments),
    cost: segments.reduce((sum, { cost }) => sum + cost, 0),
    ...(shared === undefined ? {} : { shared }),
  });
}
