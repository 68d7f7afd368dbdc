/** What a segment of a series costs: twice the lack of likelihood with the best parameters, up to terms that no cut changes. */
export interface SegmentCosts {
  /** The cost of the values from one position up to, not including, another. Cutting a segment never raises the sum. */
  readonly between: (from: number, to: number) => number;
  /**
   * The levels, in a parameter in which the cost is convex, at which the segment costs at most so much; nothing where it costs more
   * at every level. Absent where it is not computed.
   */
  readonly within?: (from: number, to: number, budget: number) => readonly [number, number] | undefined;
  /** The level of a segment: its rate, mean or median. */
  readonly level: (from: number, to: number) => number;
  /** The variance of a segment, where it is a parameter of its own. */
  readonly variance?: (from: number, to: number) => number;
  /** The parameters of one segment. */
  readonly parameters: number;
  /** The fewest values of a segment where nothing else is said. */
  readonly minimumSize: number;
  /** What all segments share: the variance, dispersion or scale. */
  readonly shared?: number;
}

/** Running sums, the first of them 0, so that a segment's sum is one difference. */
export function prefixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}
