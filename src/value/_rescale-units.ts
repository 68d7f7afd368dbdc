/** Integer units of one scale as those of a finer one, exactly or not at all. */
export function rescaleUnits(units: Float64Array, from: number, to: number): Float64Array {
  if (from === to) return units;
  const factor = 10 ** (to - from);
  return units.map((unit) => {
    const finer = unit * factor;
    if (Number.isSafeInteger(finer)) return finer;
    throw new RangeError(
      `Cannot value customers: amounts must stay below 2^53 units of ${to} decimals, got ${finer}`,
    );
  });
}
