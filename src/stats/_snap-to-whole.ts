/**
 * A position q·n among n sorted values, taken as whole where it is so within rounding: 0.07 · 100 is 7, though doubles
 * make it 7.000000000000001.
 */
export function snapToWhole(position: number): number {
  const nearest = Math.round(position);
  return Math.abs(position - nearest) <= 4 * Number.EPSILON * Math.abs(position) ? nearest : position;
}
