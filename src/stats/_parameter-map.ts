import type { ParameterRange } from "./minimum.ts";

/**
 * Between a parameter x as its user knows it and a coordinate u without bounds, in which the search runs.
 *
 * free x = scale·u; above a bound x = lower + eᵘ; below one x = upper − eᵘ; between two x = lower + (upper −
 * lower) / (1 + e⁻ᵘ). A step of 1 in u is a natural step everywhere: a scale, a factor e, or a unit of log-odds.
 */
export interface ParameterMap {
  readonly toX: (u: number) => number;
  readonly toU: (x: number) => number;
  /** dx/du at u */
  readonly slope: (u: number) => number;
  /** Which way u runs when x approaches its upper end. */
  readonly rising: boolean;
  /** Whether x lies strictly inside its range. */
  readonly inside: (x: number) => boolean;
}

export function parameterMap({ lower, upper, start, scale }: ParameterRange): ParameterMap {
  if (lower !== undefined && upper !== undefined) {
    const width = upper - lower;
    return {
      // From the nearer end, so that a distance to it has all its digits.
      toX: (u) => (u < 0 ? lower + width * logistic(u) : upper - width * logistic(-u)),
      toU: (x) => Math.log((x - lower) / (upper - x)),
      slope: (u) => width * logistic(u) * logistic(-u),
      rising: true,
      inside: (x) => x > lower && x < upper,
    };
  }
  if (lower !== undefined)
    return {
      toX: (u) => lower + Math.exp(u),
      toU: (x) => Math.log(x - lower),
      slope: Math.exp,
      rising: true,
      inside: (x) => x > lower && x < Number.POSITIVE_INFINITY,
    };
  if (upper !== undefined)
    return {
      toX: (u) => upper - Math.exp(u),
      toU: (x) => Math.log(upper - x),
      slope: (u) => -Math.exp(u),
      rising: false,
      inside: (x) => x < upper && x > Number.NEGATIVE_INFINITY,
    };
  const unit = scale ?? Math.max(1, Math.abs(start));
  return {
    toX: (u) => unit * u,
    toU: (x) => x / unit,
    slope: () => unit,
    rising: true,
    inside: Number.isFinite,
  };
}

function logistic(u: number): number {
  if (u >= 0) return 1 / (1 + Math.exp(-u));
  const e = Math.exp(u);
  return e / (1 + e);
}
