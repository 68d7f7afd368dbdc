const view = new DataView(new ArrayBuffer(8));

/** Doubles as whole numbers in the same order. */
function toKey(x: number): bigint {
  view.setFloat64(0, x + 0);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function fromKey(key: bigint): number {
  view.setBigInt64(0, key < 0n ? -key | -0x8000000000000000n : key);
  return view.getFloat64(0);
}

/**
 * The k-th smallest, from 1, of all differences x − y of two sorted samples, without forming them: halving between the
 * doubles, each step counting the differences up to one in linear time.
 */
export function selectDifference(x: Float64Array, y: Float64Array, k: number): number {
  const upTo = (limit: number): number => {
    let count = 0;
    let j = y.length; // y from j on give differences up to the limit
    for (let i = 0; i < x.length; i++) {
      while (j > 0 && x[i]! - y[j - 1]! <= limit) j--;
      while (j < y.length && x[i]! - y[j]! > limit) j++;
      count += y.length - j;
    }
    return count;
  };
  let from = toKey(x[0]! - y[y.length - 1]!) - 1n;
  let to = toKey(x[x.length - 1]! - y[0]!);
  while (to - from > 1n) {
    const middle = (from + to) / 2n - ((from + to) % 2n < 0n ? 1n : 0n);
    if (upTo(fromKey(middle)) >= k) to = middle;
    else from = middle;
  }
  return fromKey(to) + 0;
}
