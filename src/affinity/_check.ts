/** "Cannot mine itemsets: minCount must be a positive integer, got 0" */
export function wrongOption(doing: string, name: string, expected: string, got: unknown): RangeError {
  const shown = typeof got === "string" ? JSON.stringify(got) : String(got);
  return new RangeError(`Cannot ${doing}: ${name} must be ${expected}, got ${shown}`);
}

/** A whole number of at least `least`, or nothing. */
export function checkWhole(doing: string, name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  const expected = least === 1 ? "a positive integer" : `an integer of at least ${least}`;
  throw wrongOption(doing, name, expected, value);
}

/** One of the words. */
export function checkWord<Word extends string>(
  doing: string,
  name: string,
  value: Word,
  words: readonly Word[],
): Word {
  if (words.includes(value)) return value;
  throw wrongOption(doing, name, words.map((word) => JSON.stringify(word)).join(" or "), value);
}
