/**
 * Which moves are possible: `"observed"`, those that were seen at least once; `"all"`; or a table of the possible ones.
 */
export type Support = "observed" | "all" | readonly (readonly boolean[])[];

/** The possible moves as a table; refuses one that does not fit, forbids what was seen, or leaves a state no way out. */
export function supportOf(
  doing: string,
  states: readonly string[],
  counts: readonly (readonly number[])[],
  support: Support,
): readonly (readonly boolean[])[] {
  const allowed =
    typeof support === "string"
      ? counts.map((row) => row.map((n) => support === "all" || n > 0))
      : support.map((row) => [...row]);
  if (allowed.length !== states.length || allowed.some((row) => row.length !== states.length))
    throw new RangeError(
      `Cannot ${doing}: support must be ${states.length} × ${states.length}, got ${allowed.length} rows of ${allowed.map((row) => row.length).join(", ")}`,
    );
  counts.forEach((row, i) => {
    row.forEach((n, j) => {
      if (n > 0 && !allowed[i]![j])
        throw new RangeError(
          `Cannot ${doing}: support must allow every move that was seen, got none for ${states[i]} → ${states[j]}, seen ${n} times`,
        );
    });
    if (!allowed[i]!.includes(true))
      throw new RangeError(
        `Cannot ${doing}: support must allow some move from every state, got none from ${states[i]}`,
      );
  });
  return allowed;
}
