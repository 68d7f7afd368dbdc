import { lnGamma } from "./_log-gamma.ts";

/** ln |Γ(x)| and the sign of Γ(x). */
export interface SignedLog {
  readonly log: number;
  readonly sign: number;
}

/** For any real x; at the poles 0, −1, −2, … the logarithm is Infinity. */
export function signedLogGamma(x: number): SignedLog {
  if (x > 0) return { log: lnGamma(x), sign: 1 };
  // Γ(x) Γ(1 − x) = π / sin πx (DLMF 5.5.3)
  const sine = sinPi(x);
  return { log: Math.log(Math.PI / Math.abs(sine)) - lnGamma(1 - x), sign: sine < 0 ? -1 : 1 };
}

/** sin πx, reduced exactly beforehand. */
export function sinPi(x: number): number {
  const nearest = Math.round(x);
  const sine = Math.sin(Math.PI * (x - nearest));
  return nearest % 2 === 0 ? sine : -sine;
}
