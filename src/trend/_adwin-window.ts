/** Buckets of one size, 2 to the power of the row: the oldest first. */
export interface BucketRow {
  /** The sum of each bucket's values. */
  readonly totals: readonly number[];
  /** The sum of squared deviations within each bucket. */
  readonly squares: readonly number[];
}

/** The values of a window, in exponentially larger buckets the older they are. */
export interface BucketWindow {
  /** The rows, those of single values first. */
  readonly rows: readonly BucketRow[];
  /** How many values there are. */
  readonly width: number;
  /** Their sum. */
  readonly total: number;
  /** The sum of their squared deviations from their mean. */
  readonly squares: number;
}

export const emptyWindow: BucketWindow = /* @__PURE__ */ Object.freeze({
  rows: Object.freeze([]),
  width: 0,
  total: 0,
  squares: 0,
});

/** Buckets of one size before two of them become one of twice the size. */
const MOST = 5;

/** Adds a value; two old buckets merge where there would be too many, and so on up. */
export function addValue(window: BucketWindow, value: number): BucketWindow {
  const { width, total, squares } = window;
  const grown = width === 0 ? 0 : (width * (value - total / width) ** 2) / (width + 1);
  const rows = [...window.rows];
  let incoming: readonly [number, number] | undefined = [value, 0];
  for (let row = 0; incoming !== undefined; row++) {
    const { totals, squares: spreads } = rows[row] ?? { totals: [], squares: [] };
    const sums: number[] = [...totals, incoming[0]];
    const within: number[] = [...spreads, incoming[1]];
    incoming = undefined;
    if (sums.length > MOST) {
      const a: number = sums.shift()!;
      const b: number = sums.shift()!;
      const size = 2 ** row;
      const apart = (a - b) ** 2 / (2 * size); // n₁n₂/(n₁ + n₂) (μ₁ − μ₂)² for two of one size
      incoming = [a + b, within.shift()! + within.shift()! + apart];
    }
    rows[row] = { totals: sums, squares: within };
  }
  return { rows, width: width + 1, total: total + value, squares: squares + grown };
}

/** Drops the oldest bucket. */
export function dropOldest(window: BucketWindow): BucketWindow {
  const rows = [...window.rows];
  const oldest = rows.pop()!;
  const size = 2 ** rows.length;
  const [gone, within] = [oldest.totals[0]!, oldest.squares[0]!];
  const width = window.width - size;
  const total = window.total - gone;
  if (oldest.totals.length > 1)
    rows.push({ totals: oldest.totals.slice(1), squares: oldest.squares.slice(1) });
  if (width === 0) return emptyWindow;
  const apart = ((size * width) / (size + width)) * (gone / size - total / width) ** 2;
  return { rows, width, total, squares: Math.max(0, window.squares - within - apart) };
}

/** A place where the older and the newer part differ more than chance allows. */
interface WindowCut {
  /** Mean of the newer part less mean of the older. */
  readonly difference: number;
  /** How far they may differ. */
  readonly limit: number;
}

/**
 * The first cut between buckets, from the oldest on, whose parts differ by more than
 * ε = √(2 σ² ln(2 ln n/δ)/m) + 2 ln(2 ln n/δ)/(3 m), 1/m = 1/(n₀ − l + 1) + 1/(n₁ − l + 1), l the least size of a part.
 */
export function findCut(window: BucketWindow, risk: number, least: number): WindowCut | undefined {
  const { rows, width, total } = window;
  const log = Math.log((2 * Math.log(width)) / risk);
  const variance = window.squares / width;
  let [older, sum] = [0, 0];
  for (let row = rows.length - 1; row >= 0; row--) {
    for (const bucket of rows[row]!.totals) {
      older += 2 ** row;
      sum += bucket;
      const newer = width - older;
      if (older < least || newer < least) continue;
      const inverse = 1 / (older - least + 1) + 1 / (newer - least + 1);
      const limit = Math.sqrt(2 * inverse * variance * log) + (2 / 3) * log * inverse;
      const difference = (total - sum) / newer - sum / older;
      if (Math.abs(difference) > limit) return { difference, limit };
    }
  }
  return undefined;
}
