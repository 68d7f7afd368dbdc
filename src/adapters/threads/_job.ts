import type { ColumnBatch, PackedTotals } from "../../orders/index.ts";

/** Rows that a thread takes at a time: so few that no thread waits long for the others, so many that taking costs nothing. */
export const PIECE = 65_536;

/** What all threads work on together. Whoever is free takes the next piece, so a slow thread takes fewer. */
export interface Job {
  readonly number: number;
  readonly currency: string;
  readonly exponent: number;
  readonly batches: readonly ColumnBatch[];
  /** Three numbers a piece: its batch, its first row, the row after its last. */
  readonly pieces: Int32Array;
  /** The next piece that nobody has taken, in shared memory; beyond the last once a thread has given up. */
  readonly next: Int32Array;
}

/** What a thread answers: the totals of its pieces, or nothing where it came upon a batch that is refused. */
export interface Answer {
  readonly number: number;
  readonly totals: PackedTotals | undefined;
}

/** Takes pieces until there are none. `add` throws where a batch is refused, and then nobody takes any more. */
export function takePieces(
  { batches, pieces, next }: Pick<Job, "batches" | "pieces" | "next">,
  add: (piece: ColumnBatch) => void,
): void {
  for (;;) {
    const piece = Atomics.add(next, 0, 1);
    if (piece >= pieces.length / 3) return;
    const [batch, from, to] = pieces.subarray(3 * piece, 3 * piece + 3);
    try {
      add(cut(batches[batch!]!, from!, to!));
    } catch (error) {
      Atomics.store(next, 0, pieces.length);
      throw error;
    }
  }
}

/** Rows `from` to `to` − 1 of a batch of codes; no row is copied. */
function cut(batch: ColumnBatch, from: number, to: number): ColumnBatch {
  const { amounts, costs, days, seconds } = batch;
  const columns = {
    customers: (batch.customers as Int32Array).subarray(from, to),
    amounts: { ...amounts, units: amounts.units.subarray(from, to) },
    ...(costs === undefined ? {} : { costs: { ...costs, units: costs.units.subarray(from, to) } }),
  };
  return days === undefined
    ? { ...columns, seconds: seconds.subarray(from, to) }
    : { ...columns, days: days.subarray(from, to) };
}
