/** A tail at a position, its slope per unit of the logarithm of the position, and the logarithmic slope of that. */
export interface TailSlope {
  readonly tail: number;
  /** |d tail / d ln position| */
  readonly kernel: number;
  /** d ln kernel / d ln position */
  readonly bend: number;
}

/** Where to begin: the position and a step of about a standard deviation, both on the logarithmic scale. */
export interface Start {
  readonly logPosition: number;
  readonly logStep: number;
}

/** Positions beyond leave the normal doubles. */
const LOWEST = 2.3e-308;
const HIGHEST = 1.7e308;

/**
 * The position at which a tail has a given size.
 *
 * Halley's method for ln tail against ln position. The tails of the gamma and beta families are log-concave on that
 * scale (their kernels are; Prékopa's theorem), so that Newton's step from the side of the deeper tail never
 * overshoots, and from the other side only once. The position itself is changed by a factor and never rebuilt from
 * its logarithm, so that the last step leaves only the error of the tail.
 *
 * @param rising - whether the tail grows with the position (a lower tail)
 * @returns 0 or Infinity where the position leaves the normal doubles
 */
export function invertTail(
  target: number,
  rising: boolean,
  start: Start,
  evaluate: (position: number) => TailSlope,
): number {
  const sign = rising ? 1 : -1;
  const bracket = { below: 0, above: Number.POSITIVE_INFINITY };
  let position = clamp(Math.exp(start.logPosition));
  for (let i = 0; i < 300; i++) {
    const { tail, kernel, bend } = evaluate(position);
    const before = tail < target === rising; // whether the position lies below the one sought
    if (before) bracket.below = position;
    else bracket.above = position;
    if (position === LOWEST && !before) return 0;
    if (position === HIGHEST && before) return Number.POSITIVE_INFINITY;
    if (tail > 0 && kernel > 0) {
      const ratio = tail / target;
      const excess = ratio < Number.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(tail) - Math.log(target);
      const slope = (sign * kernel) / tail;
      const newton = -excess / slope;
      const correction = 1 + 0.5 * newton * (bend - slope);
      const step = correction > 0.3 && correction < 3 ? newton / correction : newton;
      if (Math.abs(excess) < 1e-5) return position + position * Math.expm1(step);
      const next = clamp(position * Math.exp(step));
      if (next > bracket.below && next < bracket.above) {
        position = next;
        continue;
      }
    }
    position = between(bracket.below, bracket.above, start.logStep);
  }
  return position;
}

/** The geometric middle of a bracket, or a step beyond its known end. */
function between(below: number, above: number, step: number): number {
  if (above === Number.POSITIVE_INFINITY) return clamp(below * Math.exp(step));
  if (below === 0) return clamp(above * Math.exp(-step));
  return Math.sqrt(below) * Math.sqrt(above);
}

function clamp(position: number): number {
  return Math.min(Math.max(position, LOWEST), HIGHEST);
}
