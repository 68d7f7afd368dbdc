/** c₀ + c₁x + c₂x² + … by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** c₀ + c₁T₁(t) + c₂T₂(t) + … for t in [−1, 1], by Clenshaw's recurrence (DLMF 3.11(ii)). */
export function chebyshev(coefficients: readonly number[], t: number): number {
  let next = 0;
  let afterNext = 0;
  for (let i = coefficients.length - 1; i > 0; i--) {
    const here = 2 * t * next - afterNext + coefficients[i]!;
    afterNext = next;
    next = here;
  }
  return t * next - afterNext + coefficients[0]!;
}
