import { deviance } from "./_deviance.ts";
import { productRest, sumRest } from "./_exact-product.ts";
import { logModalKernel, modalKernel } from "./_modal-kernel.ts";

/**
 * a − (a + b) x = a y − b x, where x + y = 1: how far x lies below the mode of xᵃ yᵇ, times a + b. Exact but for the
 * last rounding, because for large shapes a rounded (a + b) x would move the point by many standard deviations.
 */
export function shortfall(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  if (n > 1e290) return a * y - b * x;
  const nRest = sumRest(a, b, n);
  if (x <= y) {
    const product = n * x;
    return a - product - (productRest(n, x, product) + nRest * x);
  }
  const product = n * y;
  return product - b + (productRest(n, y, product) + nRest * y);
}

/** D(a; (a + b)x) + D(b; (a + b)y): the deviance of x from the mode of xᵃ yᵇ. */
export function betaDeviance(x: number, y: number, a: number, b: number): number {
  const below = shortfall(x, y, a, b);
  const n = a + b;
  return deviance(a, n * x, -below) + deviance(b, n * y, below);
}

/** xᵃ yᵇ / B(a, b) at its mode, x = a / (a + b); elsewhere it is this times e^(−deviance). */
export function betaModalKernel(a: number, b: number): number {
  // The quotient first: of two tiny shapes the product may underflow.
  return a < b
    ? modalKernel(a) * (modalKernel(b) / modalKernel(a + b))
    : modalKernel(b) * (modalKernel(a) / modalKernel(a + b));
}

/** ln xᵃ yᵇ / B(a, b) for 0 < x < 1. */
export function logBetaKernel(x: number, y: number, a: number, b: number): number {
  return logModalKernel(a) + logModalKernel(b) - logModalKernel(a + b) - betaDeviance(x, y, a, b);
}
