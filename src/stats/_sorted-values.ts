import { finiteCopy } from "./_finite-copy.ts";

/** The numbers in rising order, in an array of their own; refuses an empty list and what is not a finite number. */
export function sortedValues(doing: string, values: ArrayLike<number>): Float64Array {
  return finiteCopy(doing, values).sort();
}
