import { binomialLogDensity } from "./_binomial-log-density.ts";

/** P(√n D > λ) for n without bound: 2 Σ (−1)ᵏ⁻¹ e^(−2k²λ²), or its theta transformation where λ is small. */
export function kolmogorovUpper(lambda: number): number {
  if (lambda <= 0) return 1;
  if (lambda < 1) {
    const t = (-Math.PI * Math.PI) / (8 * lambda * lambda);
    let lower = 0;
    for (let k = 1; k <= 19; k += 2) lower += Math.exp(k * k * t);
    return 1 - (Math.sqrt(2 * Math.PI) / lambda) * lower;
  }
  let sum = 0;
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return sum;
}

/**
 * The chance that a random path from (0, 0) to (m, n) is as far from the diagonal as D somewhere, exactly: every point's
 * chance from those of its two neighbours, all terms positive.
 *
 * @param reached - whether the point (i, j) counts as that far
 */
export function pathsReaching(m: number, n: number, reached: (i: number, j: number) => boolean): number {
  const row = new Float64Array(n + 1);
  for (let i = 0; i <= m; i++)
    for (let j = 0; j <= n; j++) {
      if (reached(i, j)) row[j] = 1;
      else if (i + j > 0) row[j] = (i * row[j]! + (j > 0 ? j * row[j - 1]! : 0)) / (i + j);
    }
  return Math.min(1, row[n]!);
}

/** P(D⁺ ≥ d) of n values, exactly (Birnbaum and Tingey 1951): d Σ C(n, j) (d + j/n)ʲ⁻¹ (1 − d − j/n)ⁿ⁻ʲ. */
export function oneSidedUpper(n: number, d: number): number {
  if (d <= 0) return 1;
  let sum = 0;
  for (let j = 0; j <= n * (1 - d); j++) {
    const p = d + j / n;
    if (p >= 1) break;
    sum += (d / p) * Math.exp(binomialLogDensity(j, n, p, 1 - p));
  }
  return Math.min(1, sum);
}

/**
 * P(D ≥ d) of n values: Marsaglia, Tsang and Wang's matrix (2003), and where n d² is 5.5 or more twice the one-sided
 * probability, from which it then differs by less than 1e-13 (relative).
 */
export function twoSidedUpper(n: number, d: number): number {
  if (d <= 0.5 / n) return 1;
  if (d >= 1) return 0;
  if (n * d * d >= 5.5 || d >= 0.5) return Math.min(1, 2 * oneSidedUpper(n, d));
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) matrix[i * size + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < size; i++) {
    matrix[i * size] = matrix[i * size]! - h ** (i + 1);
    matrix[(size - 1) * size + i] = matrix[(size - 1) * size + i]! - h ** (size - i);
  }
  const corner = (size - 1) * size;
  matrix[corner] = matrix[corner]! + (2 * h - 1 > 0 ? (2 * h - 1) ** size : 0);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i - j + 1 > 0)
        for (let g = 1; g <= i - j + 1; g++) matrix[i * size + j] = matrix[i * size + j]! / g;
  const { value, exponent } = powerEntry(matrix, size, n, k - 1);
  let result = value;
  let scale = exponent;
  for (let i = 1; i <= n; i++) {
    result = (result * i) / n;
    if (result < 1e-140) {
      result *= 1e140;
      scale -= 140;
    }
  }
  return Math.min(1, Math.max(0, 1 - result * 10 ** scale));
}

/** The entry (at, at) of a power of a matrix, by squaring, times 10^−exponent. */
function powerEntry(
  matrix: Float64Array,
  size: number,
  power: number,
  at: number,
): { readonly value: number; readonly exponent: number } {
  let vector = new Float64Array(size); // the row of the result that is wanted
  vector[at] = 1;
  let [exponent, baseExponent] = [0, 0];
  let base = matrix;
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      const next = new Float64Array(size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) next[j] = next[j]! + vector[i]! * base[i * size + j]!;
      vector = next;
      exponent += baseExponent;
      if (Math.max(...vector) > 1e140) {
        vector = vector.map((x) => x * 1e-140);
        exponent += 140;
      }
    }
    if (rest === 1) break;
    base = square(base, size);
    baseExponent *= 2;
    if (base[at * size + at]! > 1e140) {
      base = base.map((x) => x * 1e-140);
      baseExponent += 140;
    }
  }
  return { value: vector[at]!, exponent };
}

function square(a: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) result[i * size + j] = result[i * size + j]! + factor * a[k * size + j]!;
    }
  return result;
}
