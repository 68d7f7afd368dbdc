import golden from "../golden/migration_checks.json" with { type: "json" };

/** One published or recomputed check by its id, typed as the test knows it. */
export function check<T>(id: string): T {
  const found = golden.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no golden check ${id}`);
  return found as T;
}

/** Names for the states of a matrix that has none: a, b, c, … */
export const lettersFor = (rows: readonly unknown[]): string[] =>
  rows.map((_, i) => (i < 26 ? String.fromCharCode(97 + i) : `s${i}`));
