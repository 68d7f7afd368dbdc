/**
 * value · ln(value / mean) + mean − value: half the Poisson deviance, never negative.
 *
 * The plain formula cancels where value and mean are close; there it is taken from their difference, as Loader does
 * in "Fast and accurate computation of binomial probabilities" (2000). Densities of the gamma and beta families
 * are e to the minus of sums of it, so that their tails lose no digits to large cancelling logarithms.
 *
 * @param excess - mean − value, given apart because the caller may know it better than by subtraction
 */
export function deviance(value: number, mean: number, excess = mean - value): number {
  const u = excess / value;
  if (u > -0.6 && u < 1.5) return value * log1pDeficit(u);
  if (value === 0) return mean;
  const ratio = mean / value;
  const logarithm =
    ratio > 0 && ratio < Number.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(mean) - Math.log(value);
  return excess - value * logarithm;
}

/**
 * u − ln(1 + u) for −0.6 < u < 1.5: with v = u / (2 + u), ln(1 + u) = 2 artanh v = 2(v + v³/3 + v⁵/5 + …) and
 * u − 2v = u v.
 */
function log1pDeficit(u: number): number {
  const v = u / (2 + u);
  const square = v * v;
  let sum = 1 / 3;
  let power = square;
  for (let odd = 5; ; odd += 2) {
    const next = sum + power / odd;
    if (next === sum) break;
    sum = next;
    power *= square;
  }
  return v * (u - 2 * square * sum);
}
