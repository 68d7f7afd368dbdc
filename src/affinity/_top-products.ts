/** The best few of many products: the highest value first, of equals the lower code. */
interface TopList {
  readonly codes: Int32Array;
  readonly values: Float64Array;
  readonly size: number;
  /** No value below it gets into the list; −∞ while the list is not full. */
  readonly floor: number;
}

interface GrowingList extends TopList {
  size: number;
  floor: number;
}

/** An empty list for so many products. */
export function createTopList(limit: number): GrowingList {
  return {
    codes: new Int32Array(limit),
    values: new Float64Array(limit),
    size: 0,
    floor: Number.NEGATIVE_INFINITY,
  };
}

/** Takes a product in, if it is good enough. Callers in hot loops look at `floor` first. */
export function offerProduct(list: GrowingList, code: number, value: number): void {
  const { codes, values } = list;
  const last = codes.length - 1;
  let at = list.size;
  if (at > last) {
    if (value < values[last]! || (value === values[last] && code > codes[last]!)) return;
    at = last;
  } else list.size++;
  while (at > 0 && (values[at - 1]! < value || (values[at - 1] === value && codes[at - 1]! > code))) {
    codes[at] = codes[at - 1]!;
    values[at] = values[at - 1]!;
    at--;
  }
  codes[at] = code;
  values[at] = value;
  if (list.size > last) list.floor = values[last]!;
}

/** All products, the most frequent first, of equals the lower code. */
export function popularOrder(counts: Int32Array): Int32Array {
  return Int32Array.from(Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b));
}
