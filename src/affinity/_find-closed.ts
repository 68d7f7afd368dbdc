import { addItemset, createFoundItemsets, type FoundItemsets } from "./_found-itemsets.ts";
import { sortPart } from "./_search-level.ts";
import type { Baskets } from "./baskets.ts";

/** Which sets are wanted. */
export interface ClosedSearch {
  readonly minCount: number;
  readonly maxLength: number;
  /** Only those without a larger frequent set. */
  readonly maximal: boolean;
  /** The search ends when it has found more. */
  readonly most: number;
}

/**
 * Finds closed sets without going through the frequent ones, of which a few large baskets have more than memory holds: every closed set
 * has one parent from which it is reached by adding an item and closing, and no set is visited twice (prefix-preserving closure
 * extension; Uno, Asai, Uchida and Arimura, "An efficient algorithm for enumerating closed patterns in transaction databases", 2004).
 */
export function findClosed(baskets: Baskets, search: ClosedSearch): FoundItemsets {
  const { minCount, maxLength, maximal, most } = search;
  const into = createFoundItemsets();
  const { lines, starts, weights, codes } = reduce(baskets, minCount);
  const width = codes.length;
  const set = new Int32Array(width);
  const shared = new Int32Array(width);
  // Baskets of all levels, one on top of the other.
  let stack = new Int32Array(Math.max(1024, 2 * weights.length));
  for (let b = 0; b < weights.length; b++) stack[b] = b;

  visit(0, weights.length, weights.length, baskets.totalWeight, -1, undefined);
  return into;

  /**
   * Looks at the baskets `stack[from … to − 1]`, those that hold a set; `parent` is the set it grew from by the item `core`, and `top` the
   * first free place of the stack.
   */
  function visit(
    from: number,
    to: number,
    top: number,
    total: number,
    core: number,
    parent: Uint8Array | undefined,
  ): void {
    if (parent !== undefined && !isFirst(from, to, core, parent)) return;
    const counts = new Float64Array(width);
    for (let s = from; s < to; s++) {
      const weight = weights[stack[s]!]!;
      for (let at = starts[stack[s]!]!; at < starts[stack[s]! + 1]!; at++) counts[lines[at]!]! += weight;
    }
    const own = new Uint8Array(width);
    let [length, largest] = [0, 0];
    for (let item = 0; item < width; item++) {
      const inSet = counts[item] === total && total > 0;
      if (inSet) own[item] = 1;
      if (!inSet) {
        largest = Math.max(largest, counts[item]!);
        continue;
      }
      set[length++] = codes[item]!;
    }
    if (length > maxLength) return;
    if (length > 0 && !(maximal && largest >= minCount)) {
      addItemset(into, set, length, total);
      if (into.size > most) return;
    }
    const extensions: number[] = [];
    for (let item = core + 1; item < width; item++)
      if (own[item] === 0 && counts[item]! >= minCount) extensions.push(item);
    if (extensions.length === 0) return;
    const { begins, end } = deliver(from, to, top, extensions);
    extensions.forEach((item, i) => {
      if (into.size <= most) visit(begins[i]!, begins[i + 1] ?? end, end, counts[item]!, item, own);
    });
  }

  /** Whether no item before `core` is in all the baskets without being in the parent: otherwise another parent leads here. */
  function isFirst(from: number, to: number, core: number, parent: Uint8Array): boolean {
    let open = 0;
    for (let at = starts[stack[from]!]!; at < starts[stack[from]! + 1]! && lines[at]! < core; at++)
      if (parent[lines[at]!] === 0) shared[open++] = lines[at]!;
    for (let s = from + 1; s < to && open > 0; s++) {
      let at = starts[stack[s]!]!;
      const end = starts[stack[s]! + 1]!;
      let kept = 0;
      for (let i = 0; i < open; i++) {
        while (at < end && lines[at]! < shared[i]!) at++;
        if (at < end && lines[at] === shared[i]) shared[kept++] = shared[i]!;
      }
      open = kept;
    }
    return open === 0;
  }

  /** Puts the baskets of each extension on top of the stack. */
  function deliver(
    from: number,
    to: number,
    top: number,
    extensions: readonly number[],
  ): { begins: number[]; end: number } {
    const place = new Int32Array(width).fill(-1);
    extensions.forEach((item, i) => {
      place[item] = i;
    });
    const next = new Int32Array(extensions.length + 1);
    const each = (take: (extension: number, basket: number) => void): void => {
      for (let s = from; s < to; s++) {
        const basket = stack[s]!;
        for (let at = starts[basket]!; at < starts[basket + 1]!; at++)
          if (place[lines[at]!]! >= 0) take(place[lines[at]!]!, basket);
      }
    };
    each((extension) => {
      next[extension + 1]!++;
    });
    next[0] = top;
    for (let i = 0; i < extensions.length; i++) next[i + 1]! += next[i]!;
    const begins = Array.from(next.subarray(0, extensions.length));
    const end = next[extensions.length]!;
    if (end > stack.length) {
      const grown = new Int32Array(2 * end);
      grown.set(stack);
      stack = grown;
    }
    each((extension, basket) => {
      stack[next[extension]!++] = basket;
    });
    return { begins, end };
  }
}

/** The baskets without what is not frequent, as local codes: those of the most frequent items are the smallest. */
function reduce(baskets: Baskets, minCount: number) {
  const { size, itemIds, offsets, items } = baskets;
  const counts = new Float64Array(itemIds.length);
  for (let b = 0; b < size; b++)
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) counts[items[i]!]! += baskets.weights?.[b] ?? 1;
  const codes = Int32Array.from(itemIds.keys())
    .filter((code) => counts[code]! >= minCount)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const place = new Int32Array(itemIds.length).fill(-1);
  codes.forEach((code, i) => {
    place[code] = i;
  });
  const lines = new Int32Array(items.length);
  const starts: number[] = [0];
  const weights: number[] = [];
  let at = 0;
  for (let b = 0; b < size; b++) {
    const weight = baskets.weights?.[b] ?? 1;
    const begin = at;
    if (weight > 0)
      for (let i = offsets[b]!; i < offsets[b + 1]!; i++)
        if (place[items[i]!]! >= 0) lines[at++] = place[items[i]!]!;
    if (at === begin) continue;
    sortPart(lines, begin, at);
    starts.push(at);
    weights.push(weight);
  }
  return { lines, starts: Int32Array.from(starts), weights: Float64Array.from(weights), codes };
}
