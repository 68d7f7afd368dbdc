/** value · e^log, for what may exceed a double, with an estimate of its relative error. */
export interface ScaledValue {
  readonly value: number;
  readonly log: number;
  readonly error: number;
  /** value − 1 in full precision, where that is known and log is 0. */
  readonly beyondOne?: number | undefined;
}

/** What a method returns that does not apply. */
export const NOT_APPLICABLE: ScaledValue = { value: 0, log: 0, error: Number.POSITIVE_INFINITY };

/** The scaled value times e^log. */
export function scaleBy(scaled: ScaledValue, log: number): ScaledValue {
  return { value: scaled.value, log: scaled.log + log, error: scaled.error + Math.abs(log) * 1.2e-16 };
}

/** The sum of two scaled values, its error raised by what cancels. */
export function addScaled(a: ScaledValue, b: ScaledValue): ScaledValue {
  if (!(Number.isFinite(a.error) && Number.isFinite(b.error))) return NOT_APPLICABLE;
  if (a.value === 0) return b;
  if (b.value === 0) return a;
  const log = Math.max(a.log, b.log);
  const [x, y] = [a.value * Math.exp(a.log - log), b.value * Math.exp(b.log - log)];
  const value = x + y;
  return { value, log, error: (Math.abs(x) * a.error + Math.abs(y) * b.error) / Math.abs(value) };
}
