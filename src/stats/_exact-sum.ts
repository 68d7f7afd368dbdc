/** Numbers beyond this are summed at a smaller scale, so that no partial sum overflows. */
const LARGE = 2 ** 960;
const SCALE = 2 ** -64;

/**
 * The sum of numbers, or of a function of them, rounded once: the double nearest to the exact sum, so that their order does not
 * matter (Shewchuk 1997, with the last rounding as in Hettinger's `fsum`).
 *
 * @returns the nearest double; infinite where the sum exceeds the doubles
 */
export function exactSum(values: ArrayLike<number>, of: (value: number) => number = (x) => x): number {
  const sum = sumOf(values, of, 1);
  if (Number.isFinite(sum) && Math.abs(sum) < LARGE) return sum;
  return sumOf(values, of, SCALE) / SCALE;
}

function sumOf(values: ArrayLike<number>, of: (value: number) => number, scale: number): number {
  // Doubles that do not overlap, the smallest first; together they are the exact sum so far.
  const partials: number[] = [];
  let size = 0;
  for (let at = 0; at < values.length; at++) {
    let x = of(values[at]!) * scale;
    let kept = 0;
    for (let i = 0; i < size; i++) {
      let y = partials[i]!;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials[kept] = x;
    size = kept + 1;
  }
  let at = size - 1;
  let high = at < 0 ? 0 : partials[at]!;
  let low = 0;
  while (at > 0 && low === 0) {
    const x = high;
    const y = partials[--at]!;
    high = x + y;
    low = y - (high - x);
  }
  // Halfway between two doubles: what is left below decides.
  if (at > 0 && low !== 0 && Math.sign(low) === Math.sign(partials[at - 1]!)) {
    const doubled = 2 * low;
    const moved = high + doubled;
    if (doubled === moved - high) high = moved;
  }
  return high;
}
