/** How a measure of drift falls out where nothing has drifted. */
interface DriftNull {
  /** The share of unchanged samples whose measure is at least as large: (1 + #{D* ≥ D}) / (B + 1). */
  readonly p: number;
  /** The smallest value that at most a share α of unchanged samples exceeds. */
  readonly critical: number;
  /** Of unchanged samples, the share above a threshold. */
  readonly above: (threshold: number) => number;
}

/** Draws so many measures of unchanged samples. */
export function driftNull(
  observed: number,
  draw: () => number,
  { replicates, alpha }: { readonly replicates: number; readonly alpha: number },
): DriftNull {
  const drawn = new Float64Array(replicates);
  for (let i = 0; i < replicates; i++) drawn[i] = draw();
  drawn.sort();
  const slack = 1e-10 * Math.max(1e-300, Math.abs(observed));
  const countAbove = (limit: number): number => drawn.length - firstAbove(drawn, limit);
  return {
    p: (1 + countAbove(observed - slack)) / (replicates + 1),
    critical: drawn[Math.min(replicates - 1, Math.ceil((1 - alpha) * (replicates + 1)) - 1)]!,
    above: (threshold) => countAbove(threshold) / replicates,
  };
}

/** The first position whose value is above a limit. */
function firstAbove(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
