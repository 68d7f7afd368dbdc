/** Refuses an occupancy that does not fit the states, and a number of steps that is none. */
export function checkStart(states: readonly string[], occupancy: readonly number[], steps: number): void {
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`Cannot forecast tiers: steps must be a non-negative integer, got ${steps}`);
  checkRow(states, occupancy, "occupancy");
}

/** The customers that come in each period, one row a period; nothing where none were given. */
export function inflowRows(
  states: readonly string[],
  steps: number,
  given: readonly number[] | readonly (readonly number[])[] | undefined,
): readonly (readonly number[])[] | undefined {
  if (given === undefined) return undefined;
  const rows = isRow(given) ? Array.from({ length: steps }, () => given) : given;
  if (rows.length !== steps)
    throw new RangeError(
      `Cannot forecast tiers: inflow must have one row for each of the ${steps} periods, got ${rows.length}`,
    );
  rows.forEach((row, t) => {
    checkRow(states, row, `inflow in period ${t + 1}`);
  });
  return Object.freeze(rows.map((row) => Object.freeze([...row])));
}

function isRow(given: readonly number[] | readonly (readonly number[])[]): given is readonly number[] {
  return typeof given[0] === "number";
}

function checkRow(states: readonly string[], row: readonly number[], role: string): void {
  if (row.length !== states.length)
    throw new RangeError(
      `Cannot forecast tiers: ${role} must have one number for each of the ${states.length} states, got ${row.length}`,
    );
  const wrong = row.findIndex((n) => !(n >= 0 && Number.isFinite(n)));
  if (wrong >= 0)
    throw new RangeError(
      `Cannot forecast tiers: ${role} of ${states[wrong]} must be a non-negative number, got ${row[wrong]}`,
    );
}
