import { betaDeviance } from "./_beta-kernel.ts";
import { logModalKernel } from "./_modal-kernel.ts";

/**
 * ln C(n, k) pᵏ qⁿ⁻ᵏ for whole 0 ≤ k ≤ n, without cancelling logarithms: the kernel of a beta distribution of shapes k and
 * n − k (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function binomialLogDensity(k: number, n: number, p: number, q: number): number {
  if (n === 0) return 0;
  if (k === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (k === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  const rest = n - k;
  const kernels = logModalKernel(k) + logModalKernel(rest) - logModalKernel(n);
  return kernels - betaDeviance(p, q, k, rest) - Math.log(k) - Math.log(rest / n);
}

/** ln Γ(r + k)/(Γ(r) k!) pʳ qᵏ for whole k ≥ 0 and any r > 0: the negative binomial density, likewise. */
export function negativeBinomialLogDensity(k: number, r: number, p: number, q: number): number {
  if (k === 0) return r * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  const kernels = logModalKernel(r) + logModalKernel(k) - logModalKernel(r + k);
  return kernels - betaDeviance(p, q, r, k) - Math.log(k);
}
