/** A convex function by its excess over a level. */
interface ConvexExcess {
  /** Where it is lowest. */
  readonly best: number;
  /** Its second derivative there. */
  readonly curvature: number;
  readonly excess: (theta: number) => number;
  readonly slope: (theta: number) => number;
  /** Its argument stays below this. */
  readonly highest: number;
}

/** Where a convex function is at most the level: between its two roots; nothing where it is above it everywhere. */
export function levelSet(of: ConvexExcess): readonly [number, number] | undefined {
  const { best, curvature, excess } = of;
  const depth = -excess(best);
  if (depth < 0) return undefined;
  if (depth === 0) return [best, best];
  const width = Math.sqrt((2 * depth) / curvature); // where a parabola would have its roots
  return [rootFrom(of, best - width), rootFrom(of, best + width)];
}

/**
 * Newton's steps. A tangent lies below a convex function, so that the first step leads beyond the root if it was not beyond it
 * already, and all others come nearer from there.
 */
function rootFrom({ best, excess, slope, highest }: ConvexExcess, start: number): number {
  let theta = start < highest ? start : (best + highest) / 2;
  for (let step = 0; step < 100; step++) {
    const next = theta - excess(theta) / slope(theta);
    const inside = next < highest ? next : (theta + highest) / 2;
    if (!(Math.abs(inside - theta) > 1e-11 * (1 + Math.abs(theta)))) break;
    theta = inside;
  }
  return theta;
}
