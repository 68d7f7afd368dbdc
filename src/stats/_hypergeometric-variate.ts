import { binomialLogDensity } from "./_binomial-log-density.ts";
import type { Random } from "./random.ts";

/**
 * How many of `draws` taken without putting back are marked: by inversion outward from the mode, which takes about one
 * standard deviation of steps. Unchecked.
 */
export function hypergeometricVariate(
  random: Random,
  marked: number,
  unmarked: number,
  draws: number,
): number {
  const lowest = Math.max(0, draws - unmarked);
  const highest = Math.min(marked, draws);
  if (lowest === highest) return lowest;
  const size = marked + unmarked;
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((draws + 1) / (size + 2)) * (marked + 1))));
  const [p, q] = [draws / size, (size - draws) / size];
  const peak = Math.exp(
    binomialLogDensity(mode, marked, p, q) +
      binomialLogDensity(draws - mode, unmarked, p, q) -
      binomialLogDensity(draws, size, p, q),
  );
  for (;;) {
    let rest = random.next() - peak;
    if (rest < 0) return mode;
    let [up, down, above, below] = [mode, mode, peak, peak];
    while (above > 0 || below > 0) {
      above *= up < highest ? ((marked - up) / (up + 1)) * ((draws - up) / (unmarked - draws + up + 1)) : 0;
      up++;
      rest -= above;
      if (rest < 0) return up;
      below *=
        down > lowest ? (down / (marked - down + 1)) * ((unmarked - draws + down) / (draws - down + 1)) : 0;
      down--;
      rest -= below;
      if (rest < 0) return down;
    }
    // What rounding left of the uniform number belongs to no outcome: drawn again.
  }
}
