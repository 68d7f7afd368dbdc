/**
 * The zero of a function between two points at which it has different signs, by Chandrupatla's method (1997): inverse
 * quadratic steps where they are safe, halving where they are not.
 */
export function solveBetween(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  let [c, fc] = [a, fa];
  let t = 0.5;
  for (let i = 0; i < 200; i++) {
    const x = a + t * (b - a);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fa)) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const tolerance = 2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE;
    const limit = tolerance / Math.abs(b - a);
    if (fa === 0 || limit >= 0.5) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    t = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
      t = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    t = Math.min(1 - limit, Math.max(limit, t));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

/** The zero of a function on the whole line that rises or falls throughout, searched for outward from a point. */
export function solveOutward(f: (x: number) => number, start: number, step = 1): number {
  const here = f(start);
  if (here === 0) return start;
  const up = f(start + step) > here === here < 0 ? step : -step;
  let [from, by] = [start, up];
  for (let i = 0; i < 100; i++) {
    const to = from + by;
    if (Math.sign(f(to)) !== Math.sign(here)) return solveBetween(f, from, to);
    from = to;
    by *= 2;
  }
  return from;
}
