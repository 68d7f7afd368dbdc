import { checkWhole } from "./_check.ts";
import { type LeastCount, leastCountOf } from "./_least-count.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Options of {@link mineSequences}. */
export interface MineSequencesOptions extends LeastCount {
  /**
   * The most items of a pattern, all purchases together.
   * @defaultValue no limit
   */
  readonly maxLength?: number | undefined;
  /**
   * The most days between one purchase of a pattern and the next.
   * @defaultValue no limit
   */
  readonly maxGapDays?: number | undefined;
  /**
   * The most patterns to hold.
   * @defaultValue `1_000_000`
   */
  readonly maxResults?: number | undefined;
}

/** A pattern: these purchases, in this order, with anything before, between and after. */
export interface SequencePattern {
  /** The items of each purchase. */
  readonly purchases: readonly (readonly string[])[];
  /** How many sequences hold the pattern. */
  readonly count: number;
  /** count / n. */
  readonly support: number;
}

/** Each item of a pattern holds a level of the search: deeper it would run out of stack. */
const DEEPEST = 2000;

/** Where a pattern can end in the sequences that hold it: purchases, rising, by sequence. */
interface Projection {
  readonly sequences: readonly number[];
  readonly ends: readonly (readonly number[])[];
}

/**
 * Mines the frequent sequential patterns: which purchases follow one another in many customers.
 *
 * A sequence holds ⟨s₁, …, sₖ⟩ if it has purchases e₁ < … < eₖ with sᵢ ⊆ eᵢ, and at most `maxGapDays` from one to the next. It counts once,
 * however often it does. Patterns are grown from their prefix (PrefixSpan, Pei et al. 2004); with a gap all ends of a prefix are kept and not the
 * first only, so that none is missed.
 *
 * @returns patterns from the most frequent down, then the shorter, then by their items
 * @throws RangeError if an option is out of range, or a frequent pattern is of more than 2,000 items
 * @throws TooManyResultsError if there are more than `maxResults`
 *
 * @example
 * ```ts
 * import { mineSequences, sequencesFromLists } from "clientele/affinity";
 *
 * const sequences = sequencesFromLists([[["printer"], ["ink", "paper"]], [["printer"], ["paper"], ["ink"]], [["ink"], ["printer"]]]);
 * mineSequences(sequences, { minCount: 2 }).filter(({ purchases }) => purchases.length > 1); // => [{ purchases: [["printer"], ["ink"]], count: 2, support: 2 / 3 }, { purchases: [["printer"], ["paper"]], count: 2, support: 2 / 3 }]
 * ```
 */
export function mineSequences(
  sequences: PurchaseSequences,
  options: MineSequencesOptions,
): readonly SequencePattern[] {
  const doing = "mine sequences";
  const { maxLength = Number.POSITIVE_INFINITY, maxResults = 1_000_000 } = options;
  const { maxGapDays = Number.POSITIVE_INFINITY } = options;
  if (maxLength !== Number.POSITIVE_INFINITY) checkWhole(doing, "maxLength", maxLength, 1);
  if (maxGapDays !== Number.POSITIVE_INFINITY) checkWhole(doing, "maxGapDays", maxGapDays, 1);
  checkWhole(doing, "maxResults", maxResults, 1);
  const least = leastCountOf(doing, { totalWeight: sequences.size, weights: undefined }, options);
  const { itemIds, starts, days, offsets, items, size } = sequences;
  const found: { readonly codes: readonly (readonly number[])[]; readonly count: number }[] = [];

  const holds = (purchase: number, item: number): boolean => {
    let [low, high] = [offsets[purchase]!, offsets[purchase + 1]!];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle]! < item) low = middle + 1;
      else high = middle;
    }
    return low < offsets[purchase + 1]! && items[low] === item;
  };
  /** Purchases of a sequence that may follow one of some ends. */
  const followers = (sequence: number, ends: readonly number[]): number[] => {
    const list: number[] = [];
    for (let e = ends[0]! + 1, near = 0; e < starts[sequence + 1]!; e++) {
      while (near + 1 < ends.length && ends[near + 1]! < e) near++;
      if (days[e]! - days[ends[near]!]! <= maxGapDays) list.push(e);
    }
    return list;
  };
  /** The items of some purchases that are frequent, counted once a sequence. */
  const frequent = (purchases: readonly (readonly number[])[], above: number): number[] => {
    const counts = new Map<number, number>();
    for (const list of purchases) {
      const own = new Set<number>();
      for (const e of list)
        for (let at = offsets[e]!; at < offsets[e + 1]!; at++) if (items[at]! > above) own.add(items[at]!);
      for (const item of own) counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    return [...counts].flatMap(([item, count]) => (count >= least ? item : [])).sort((a, b) => a - b);
  };
  const restrict = (
    of: readonly number[],
    purchases: readonly (readonly number[])[],
    item: number,
  ): Projection => {
    const kept: number[] = [];
    const ends: number[][] = [];
    of.forEach((sequence, s) => {
      const own = purchases[s]!.filter((e) => holds(e, item));
      if (own.length === 0) return;
      kept.push(sequence);
      ends.push(own);
    });
    return { sequences: kept, ends };
  };
  const tooMany = (): TooManyResultsError =>
    new TooManyResultsError(
      maxResults,
      `Cannot mine sequences: more than ${maxResults} patterns are in ${least} sequences; raise the least support, limit maxLength or maxGapDays, or allow more by maxResults`,
    );
  const grow = (codes: readonly (readonly number[])[], length: number, at: Projection): void => {
    found.push({ codes, count: at.sequences.length });
    if (found.length > maxResults) throw tooMany();
    if (length >= maxLength) return;
    if (length === DEEPEST)
      throw new RangeError(
        `Cannot ${doing}: patterns of more than ${DEEPEST} items are in ${least} sequences; raise the least support, or give a maxLength of at most ${DEEPEST}`,
      );
    const last = codes[codes.length - 1]!;
    const more = frequent(at.ends, last[last.length - 1]!);
    // What one purchase holds whole has all its parts: a basket of 10,000 items is given up before its first 2¹⁰⁰⁰⁰ patterns.
    if (
      subsetsOf(more.length, maxLength - length) > maxResults - found.length &&
      at.ends.filter((own) => own.some((e) => more.every((item) => holds(e, item)))).length >= least
    )
      throw tooMany();
    for (const item of more)
      grow([...codes.slice(0, -1), [...last, item]], length + 1, restrict(at.sequences, at.ends, item));
    const next = at.sequences.map((sequence, s) => followers(sequence, at.ends[s]!));
    for (const item of frequent(next, -1))
      grow([...codes, [item]], length + 1, restrict(at.sequences, next, item));
  };

  const all = Array.from({ length: size }, (_, s) => s);
  const whole = all.map((s) => Array.from({ length: starts[s + 1]! - starts[s]! }, (_, i) => starts[s]! + i));
  for (const item of frequent(whole, -1)) grow([[item]], 1, restrict(all, whole, item));
  const length = (codes: readonly (readonly number[])[]): number =>
    codes.reduce((sum, one) => sum + one.length, 0);
  found.sort(
    (a, b) => b.count - a.count || length(a.codes) - length(b.codes) || compareCodes(a.codes, b.codes),
  );
  return Object.freeze(
    found.map(({ codes, count }) =>
      Object.freeze({
        purchases: Object.freeze(codes.map((one) => Object.freeze(one.map((code) => itemIds[code]!)))),
        count,
        support: count / size,
      }),
    ),
  );
}

/** How many sets of at least one and at most so many of some items there are. */
function subsetsOf(items: number, most: number): number {
  let [sum, ways] = [0, 1];
  for (let k = 1; k <= Math.min(items, most) && sum < Number.MAX_SAFE_INTEGER; k++) {
    ways *= (items - k + 1) / k;
    sum += ways;
  }
  return sum;
}

function compareCodes(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    for (let j = 0; j < x.length && j < y.length; j++) if (x[j] !== y[j]) return x[j]! - y[j]!;
    if (x.length !== y.length) return x.length - y.length;
  }
  return a.length - b.length;
}
