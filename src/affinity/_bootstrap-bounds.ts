import { normalDistribution } from "../stats/index.ts";

/**
 * Both bounds from the values of the resamples, which may be unbounded or (NaN) have none: then the bound is not finite where it falls
 * among these. What has no value could be anything, so it counts as low for the lower bound and as high for the upper one.
 */
export function bootstrapBounds(
  values: Float64Array,
  options: {
    readonly estimate: number;
    readonly corrected: boolean;
    readonly acceleration: number;
    readonly deviate: number;
  },
): readonly [lower: number, upper: number] {
  const { estimate, corrected, acceleration, deviate } = options;
  const normal = normalDistribution();
  const sorted = values.toSorted(); // NaN last
  const size = sorted.length;
  let known = size;
  while (known > 0 && Number.isNaN(sorted[known - 1]!)) known--;
  let shift = 0;
  if (corrected) {
    // Equal up to rounding: one table may give its measure by another order of operations than the next.
    const near = 1e-12 * Math.max(1, Math.abs(estimate));
    let below = 0;
    for (let i = 0; i < known; i++) {
      const off = sorted[i]! - estimate;
      below += Math.abs(off) <= near ? 0.5 : off < 0 ? 1 : 0;
    }
    shift = normal.quantile(Math.min(Math.max(below, 0.5), known - 0.5) / known);
  }
  const levelOf = (z: number): number => {
    const rest = 1 - acceleration * (shift + z);
    // Beyond the pole of the correction there is no more of the law to go to.
    if (rest <= 0) return z < 0 ? 0 : 1;
    return normal.lower(shift + (shift + z) / rest);
  };
  const at = (level: number, missing: number): number => {
    const position = Math.min(Math.max((size + 1) * level, 1), size);
    const rank = Math.floor(position);
    const value = (k: number): number => {
      const i = k - 1 - missing;
      return i < 0 ? Number.NEGATIVE_INFINITY : i >= known ? Number.POSITIVE_INFINITY : sorted[i]!;
    };
    const [low, part] = [value(rank), position - rank];
    return part === 0 ? low : low + part * (value(rank + 1) - low);
  };
  return [at(levelOf(-deviate), size - known), at(levelOf(deviate), 0)];
}
