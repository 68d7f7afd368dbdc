/** A convex function by its excess over a level. */
interface ConvexExcess {
  /** Where it is lowest. */
  readonly best: number;
  readonly excess: (theta: number) => number;
  readonly slope: (theta: number) => number;
  /** Its argument is below this, towards which it rises without bound, or with slope for ever. */
  readonly highest: number;
}

/** Where a convex function is at most the level: between its two roots; nothing where it is above it everywhere. */
export function levelSet(of: ConvexExcess): readonly [number, number] | undefined {
  const { best, excess, highest } = of;
  if (excess(best) > 0) return undefined;
  let [left, right] = [best - 1, Math.min(best + 1, (best + highest) / 2)];
  for (let step = 2; excess(left) <= 0; step *= 2) left = best - step;
  for (let step = 2; excess(right) <= 0; step *= 2)
    right = highest === Number.POSITIVE_INFINITY ? best + step : highest - (highest - right) / 4;
  return [rootFrom(of, left), rootFrom(of, right)];
}

/** Newton's steps from a place above the level fall short of the root on its side, never beyond. */
function rootFrom({ excess, slope }: ConvexExcess, start: number): number {
  let theta = start;
  for (let step = 0; step < 60; step++) {
    const move = excess(theta) / slope(theta);
    if (!(Math.abs(move) > 1e-12 * (1 + Math.abs(theta)))) break;
    theta -= move;
  }
  return theta;
}
