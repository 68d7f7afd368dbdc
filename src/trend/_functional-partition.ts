import type { SegmentCosts } from "./_segment-cost.ts";

/** Levels closer than this, relatively, are not told apart when candidates are dropped: rounding must not drop the best. */
const SLACK = 1e-9;

/** A last change that may still be the best, and the levels of the segment after it for which it is. */
interface Candidate {
  readonly from: number;
  /** Ends of intervals, two by two, rising. */
  levels: number[];
}

/**
 * The first positions of the segments after the first, of the cheapest partition, where the segments have one parameter each and no
 * least size: functional pruning (Maidstone, Hocking, Rigaill and Fearnhead 2017).
 *
 * A last change s is kept as long as there is a level at which the segment after it costs less than with any other last change. As
 * far as costs without the best level are convex, each new last change t takes from s all levels outside of an interval. Few are
 * left after each step even where nothing changes, so that the time is about n log n in every case.
 */
export function functionalPartition(costs: SegmentCosts, size: number, penalty: number): number[] {
  const { between, within } = costs;
  if (within === undefined) throw new TypeError("Cannot prune by levels: the costs have none");
  const best = new Float64Array(size + 1);
  best[0] = -penalty;
  const last = new Int32Array(size + 1);
  let open: Candidate[] = [{ from: 0, levels: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] }];
  for (let to = 1; to <= size; to++) {
    let lowest = Number.POSITIVE_INFINITY;
    for (const { from } of open) {
      const cost = best[from]! + between(from, to);
      if (cost < lowest) {
        lowest = cost;
        last[to] = from;
      }
    }
    best[to] = lowest + penalty;
    const kept: Candidate[] = [];
    const taken: (readonly [number, number])[] = [];
    for (const candidate of open) {
      const interval = within(candidate.from, to, best[to]! - best[candidate.from]!);
      if (interval === undefined) continue;
      const [left, right] = interval;
      const [a, b] = [slackOf(left), slackOf(right)];
      candidate.levels = intersect(candidate.levels, left - a, right + b);
      if (candidate.levels.length === 0) continue;
      kept.push(candidate);
      if (left + a < right - b) taken.push([left + a, right - b]);
    }
    const levels = outside(taken);
    if (levels.length > 0) kept.push({ from: to, levels });
    open = kept;
  }
  const changes: number[] = [];
  for (let at = last[size]!; at > 0; at = last[at]!) changes.push(at);
  return changes.reverse();
}

const slackOf = (level: number): number => (Number.isFinite(level) ? SLACK * (1 + Math.abs(level)) : 0);

function intersect(levels: readonly number[], left: number, right: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < levels.length; i += 2) {
    const [from, to] = [Math.max(levels[i]!, left), Math.min(levels[i + 1]!, right)];
    if (from <= to) found.push(from, to);
  }
  return found;
}

/** All levels that no interval takes. */
function outside(taken: (readonly [number, number])[]): number[] {
  taken.sort(([a], [b]) => a - b);
  const free: number[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const [left, right] of taken) {
    if (left > from) free.push(from, left);
    from = Math.max(from, right);
  }
  if (from < Number.POSITIVE_INFINITY) free.push(from, Number.POSITIVE_INFINITY);
  return free;
}
