import type { Utf8Column } from "./column-batch.ts";

/** Byte strings numbered as they first appear: a hash table, without a text for any of them. */
export interface ByteTable {
  readonly size: number;
  /** The strings one after the other; string c is `bytes[starts[c] … starts[c + 1])`. Good until the next change. */
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  /** The code of `source[from … to)`, or −1. */
  find(source: Uint8Array, from: number, to: number): number;
  /**
   * Writes the codes of the strings `from` to `to` − 1 of a column; a new string is appended if it is plain ASCII of 1 to
   * 200 bytes without zero or is admitted, else it has −1.
   *
   * The offsets rise, lie within the bytes, and no string is longer than `LONGEST_BYTES`.
   */
  encode(
    column: Utf8Column,
    from: number,
    to: number,
    codes: Int32Array,
    admit: (row: number) => boolean,
  ): void;
}

/** More than any id of 200 UTF-16 units takes in UTF-8. */
export const LONGEST_BYTES = 600;
