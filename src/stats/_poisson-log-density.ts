/**
 * The logarithm of the Poisson density, ln(e^(−mean) meanᵏ / k!), for a positive mean.
 *
 * Loader, "Fast and accurate computation of binomial probabilities" (2000): the large terms of the plain formula
 * cancel before they are computed, so that the relative precision does not fall with the mean.
 */
export function poissonLogDensity(k: number, mean: number): number {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - 0.5 * Math.log(2 * Math.PI * k);
}

/** ln k! − ln(√(2πk) (k/e)ᵏ), for k from 1. */
function stirlingError(k: number): number {
  if (k <= 15) {
    let factorial = 1;
    for (let i = 2; i <= k; i++) factorial *= i; // exact up to 18!
    return Math.log(factorial) - 0.5 * Math.log(2 * Math.PI * k) - k * Math.log(k) + k;
  }
  const square = k * k;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / k;
}

/** k ln(k/m) + m − k, by its series where the difference is small. */
function deviance(k: number, m: number): number {
  const difference = k - m;
  if (Math.abs(difference) >= 0.1 * (k + m)) return k * Math.log(k / m) - difference;
  const v = difference / (k + m);
  let sum = difference * v;
  let power = 2 * k * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
