import type { SegmentCosts } from "./_segment-cost.ts";

/** What a partition is judged by besides its cost. */
interface PartitionRule {
  readonly minimumSize: number;
  /** Added for each change. */
  readonly penalty: number;
  /** Added for each segment, this times the logarithm of its size. */
  readonly sizePenalty: number;
}

/**
 * The first positions of the segments after the first, of the cheapest partition.
 *
 * F(t) = min over s of F(s) + C(s, t) + penalty (Jackson et al. 2005), where s is no longer looked at once it has fallen behind
 * for good (PELT, Killick et al. 2012): F(s) + C(s, t) + κ > F(t) makes t a better last change than s for every end from t +
 * minimumSize on, and only from there on, since the segment after t needs its size as well. With a penalty of sizes
 * κ = sizePenalty · ln(1/(t − s) + 1/(n − t)), the least that cutting at t can save.
 */
export function cheapestPartition(costs: SegmentCosts, size: number, rule: PartitionRule): number[] {
  const { minimumSize, penalty, sizePenalty } = rule;
  const { between } = costs;
  const best = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  best[0] = -penalty;
  const last = new Int32Array(size + 1);
  const candidates = new Int32Array(size + 1);
  const reached = new Float64Array(size + 1);
  /** The first end for which a candidate is not needed any more. */
  const goneFrom = new Int32Array(size + 1).fill(size + 1);
  let open = 0;
  for (let to = minimumSize; to <= size; to++) {
    const entering = to - minimumSize;
    if (best[entering]! < Number.POSITIVE_INFINITY) candidates[open++] = entering;
    let lowest = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let c = 0; c < open; c++) {
      const from = candidates[c]!;
      if (goneFrom[from]! <= to) continue;
      candidates[kept] = from;
      const own = sizePenalty === 0 ? 0 : sizePenalty * Math.log(to - from);
      const cost = best[from]! + between(from, to) + own;
      reached[kept++] = cost;
      if (cost < lowest) {
        lowest = cost;
        last[to] = from;
      }
    }
    open = kept;
    best[to] = lowest + penalty;
    for (let c = 0; c < open; c++) {
      const from = candidates[c]!;
      const saving =
        sizePenalty === 0 || to === size ? 0 : sizePenalty * Math.log(1 / (to - from) + 1 / (size - to));
      if (reached[c]! + Math.min(0, saving) > best[to]! && goneFrom[from]! > size)
        goneFrom[from] = to + minimumSize;
    }
  }
  const changes: number[] = [];
  for (let at = last[size]!; at > 0; at = last[at]!) changes.push(at);
  return changes.reverse();
}

/** The cheapest partition with exactly so many changes, in time changes · n². */
export function partitionWithChanges(
  costs: SegmentCosts,
  size: number,
  minimumSize: number,
  changes: number,
): number[] {
  const { between } = costs;
  let before = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  for (let to = minimumSize; to <= size; to++) before[to] = between(0, to);
  const lasts: Int32Array[] = [];
  for (let k = 1; k <= changes; k++) {
    const now = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const last = new Int32Array(size + 1);
    for (let to = (k + 1) * minimumSize; to <= size; to++) {
      for (let from = k * minimumSize; from <= to - minimumSize; from++) {
        const cost = before[from]! + between(from, to);
        if (cost < now[to]!) {
          now[to] = cost;
          last[to] = from;
        }
      }
    }
    lasts.push(last);
    before = now;
  }
  const found: number[] = [];
  for (let k = changes - 1, at = size; k >= 0; k--) {
    at = lasts[k]![at]!;
    found.push(at);
  }
  return found.reverse();
}
