/** How many rows one statement takes: many enough that the way to the database does not count. */
export const SIZE = 500;

/** How many characters one statement takes: with three bytes each below the 16 MiB that MySQL lets through. */
export const LENGTH = 4_000_000;

/** How many values one statement takes: what SQLite allows, the least of all. */
const VALUES = 32_000;

/** How many characters a record has as it goes to the database. */
export function lengthOf(record: object): number {
  let length = 0;
  for (const value of Object.values(record)) {
    if (typeof value === "string") length += value.length;
    else length += typeof value === "object" ? JSON.stringify(value).length : 8;
  }
  return length;
}

/** Divides records into what one statement takes of a table with so many columns. */
export function* statementsOf<T extends object>(
  records: readonly T[],
  columns: number,
): Generator<readonly T[], void, void> {
  const most = Math.max(1, Math.min(SIZE, Math.floor(VALUES / columns)));
  let chunk: T[] = [];
  let length = 0;
  for (const record of records) {
    const added = lengthOf(record);
    if (chunk.length === most || (chunk.length > 0 && length + added > LENGTH)) {
      yield chunk;
      chunk = [];
      length = 0;
    }
    chunk.push(record);
    length += added;
  }
  if (chunk.length > 0) yield chunk;
}
