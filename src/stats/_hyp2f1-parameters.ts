/**
 * The parameters of ₂F₁(a, b; c; ·) with their differences, which transformations only exchange: taken anew from
 * rounded numbers, c − a − b could lose the digits that a power of 1 − z needs.
 */
export interface GaussParameters {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** c − a */
  readonly ca: number;
  /** c − b */
  readonly cb: number;
  /** c − a − b */
  readonly s: number;
}

/** The larger parameter is subtracted from c first: of close numbers the difference is exact. */
export function gaussParameters(a: number, b: number, c: number): GaussParameters {
  const s = Math.abs(a) > Math.abs(b) ? c - a - b : c - b - a;
  return { a, b, c, ca: c - a, cb: c - b, s };
}

/** F(a, b; c; z) = (1 − z)^(c − a − b) F(c − a, c − b; c; z) (DLMF 15.8.1). */
export function euler({ a, b, c, ca, cb, s }: GaussParameters): GaussParameters {
  return { a: ca, b: cb, c, ca: a, cb: b, s: -s };
}

/** F(a, b; c; z) = (1 − z)^(−a) F(a, c − b; c; z/(z − 1)) (DLMF 15.8.1). */
export function pfaff({ a, b, c, ca, cb }: GaussParameters): GaussParameters {
  return { a, b: cb, c, ca, cb: b, s: b - a };
}

/** F(a, b; c; z) = F(b, a; c; z) */
export function swap({ a, b, c, ca, cb, s }: GaussParameters): GaussParameters {
  return { a: b, b: a, c, ca: cb, cb: ca, s };
}
