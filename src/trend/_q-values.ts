/** The share of false discoveries, over tests of which some could not have been significant. */
export interface QValues {
  /** Whether a probability is significant with all tests taken together. */
  readonly threshold: number;
  /** How many tests count. */
  readonly tests: number;
  /** The q value of a probability among them (Benjamini and Hochberg 1995). */
  q(p: number): number;
}

/**
 * Benjamini and Hochberg over the p values of the tests that count.
 *
 * Only what is at most α can be significant, so only that is sorted until somebody asks for a q value above.
 */
export function qValues(
  ps: Float64Array,
  counts: (index: number) => boolean,
  alpha: number,
  many: "false-discovery-rate" | "none",
): QValues {
  const low: number[] = [];
  let tests = 0;
  for (let i = 0; i < ps.length; i++) {
    if (!counts(i)) continue;
    tests++;
    if (ps[i]! <= alpha) low.push(ps[i]!);
  }
  if (many === "none") return { threshold: alpha, tests, q: (p) => p };
  const sorted = Float64Array.from(low).sort();
  let threshold = -1;
  for (let i = sorted.length - 1; i >= 0 && threshold < 0; i--)
    if ((tests / (i + 1)) * sorted[i]! <= alpha) threshold = sorted[i]!;
  let all: { readonly sorted: Float64Array; readonly qs: Float64Array } | undefined;
  return {
    threshold,
    tests,
    q(p) {
      all ??= stepUp(ps.filter((_, i) => counts(i)).sort());
      return all.qs[firstAtLeast(all.sorted, p)]!;
    },
  };
}

function stepUp(sorted: Float64Array): { readonly sorted: Float64Array; readonly qs: Float64Array } {
  const qs = new Float64Array(sorted.length);
  let smallest = 1;
  for (let i = sorted.length - 1; i >= 0; i--) {
    smallest = Math.min(smallest, (sorted.length / (i + 1)) * sorted[i]!);
    qs[i] = smallest;
  }
  return { sorted, qs };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
