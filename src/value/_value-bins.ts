/** Finds order statistics of positive integers without a sort, by their sums or counts in narrow bins. */
export interface ValueBins {
  /** Fills the bins with the values above zero and returns their sum; absent where no double holds it exactly. */
  sumPositives(values: Float64Array): number | undefined;
  /**
   * For each goal, not falling and at most the sum, the value with which the sum from the largest down first reaches
   * it; after {@link sumPositives} of the same values. Absent for a goal of zero.
   */
  lowestReaching(values: Float64Array, goals: readonly number[]): (number | undefined)[];
  /** For each rank, not falling, the so-manieth largest of the values above zero, or the smallest of fewer; absent for none. */
  lowestOfBest(values: Float64Array, ranks: readonly number[]): (number | undefined)[];
}

/** The upper word of 1, the smallest positive integer, without its last eleven bits: nine bits of the fraction are left. */
const SHIFT = 11;
/** One before the first bin, so that bin 0 is that of zero and everything below. */
const OFFSET = (0x3ff00000 >> SHIFT) - 1;
/** 512 bins to each of the 54 doublings from 1 to 2⁵³, after that of what is not positive. */
const BINS = 1 + 54 * 512;
const UPPER = /* @__PURE__ */ new Uint8Array(new Float64Array([1]).buffer)[7] === 0x3f ? 1 : 0;

/**
 * The bin of a positive double is the top of its bit pattern, which rises with the value. Sums of integers in doubles
 * never fall, so that a safe integer at the end proves every sum on the way exact.
 */
export function createValueBins(): ValueBins {
  const bins = new Float64Array(BINS);
  return {
    sumPositives(values) {
      const words = wordsOf(values);
      bins.fill(0);
      for (let i = 0, j = UPPER; i < values.length; i++, j += 2) bins[binOf(words[j]!)]! += values[i]!;
      bins[0] = 0;
      const total = bins.reduce((sum, part) => sum + part, 0);
      return Number.isSafeInteger(total) ? total : undefined;
    },
    lowestReaching: (values, goals) => walkDown(bins, values, goals, (value) => value),
    lowestOfBest(values, ranks) {
      const words = wordsOf(values);
      bins.fill(0);
      for (let j = UPPER; j < words.length; j += 2) bins[binOf(words[j]!)]!++;
      bins[0] = 0;
      const size = bins.reduce((sum, part) => sum + part, 0);
      const goals = ranks.map((rank) => Math.min(rank, size));
      return walkDown(bins, values, goals, () => 1);
    },
  };
}

/** Walks down the bins, then the values of the bins in which the goals are reached. */
function walkDown(
  bins: Float64Array,
  values: Float64Array,
  goals: readonly number[],
  weightOf: (value: number) => number,
): (number | undefined)[] {
  let [bin, above] = [BINS - 1, 0];
  const places = goals.map((goal) => {
    if (goal <= 0) return undefined;
    while (above + bins[bin]! < goal) above += bins[bin--]!;
    return { bin, above, goal };
  });
  const inBin = valuesOf(
    values,
    places.flatMap((place) => place?.bin ?? []),
  );
  return places.map((place) => {
    if (place === undefined) return undefined;
    let sum = place.above;
    return inBin.get(place.bin)!.find((value) => {
      sum += weightOf(value);
      return sum >= place.goal;
    });
  });
}

/** The values in each of some bins, from the largest down, in one pass. */
function valuesOf(values: Float64Array, bins: readonly number[]): ReadonlyMap<number, Float64Array> {
  const words = wordsOf(values);
  const found = new Map(bins.map((bin) => [bin, [] as number[]]));
  const [one = -1, other = one, ...more] = found.keys();
  if (more.length > 0) throw new RangeError("Cannot find values: at most two bins can be sought at once");
  for (let i = 0, j = UPPER; i < values.length; i++, j += 2) {
    const bin = binOf(words[j]!);
    if (bin === one || bin === other) found.get(bin)!.push(values[i]!);
  }
  return new Map([...found].map(([bin, list]) => [bin, Float64Array.from(list).sort().reverse()]));
}

/** Without a branch, which values of either sign and none would make unforeseeable. */
function binOf(word: number): number {
  const bin = (word >> SHIFT) - OFFSET;
  return bin & ~(bin >> 31);
}

function wordsOf(values: Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
}
