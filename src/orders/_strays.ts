/** The units but for those at the given positions, which rise. */
export function without(positions: readonly number[], units: Float64Array): Float64Array {
  const kept = new Float64Array(units.length - positions.length);
  let skipped = 0;
  for (let i = 0; i < units.length; i++) {
    if (positions[skipped] === i) skipped += 1;
    else kept[i - skipped] = units[i]!;
  }
  return kept;
}

/** Takes back, in place, a scale that only a stray had asked for. */
export function coarsen(columns: readonly Float64Array[], exponent: number, coarsest: number): number {
  let scale = exponent;
  for (; scale > coarsest && columns.every((units) => units.every((unit) => unit % 10 === 0)); scale--) {
    for (const units of columns) for (let i = 0; i < units.length; i++) units[i]! /= 10;
  }
  return scale;
}
