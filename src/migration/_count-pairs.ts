import { NO_STATE, type StatePanel } from "../orders/index.ts";

/**
 * Counts the pairs of states of the customers between each two consecutive periods; without a state is a state of its own
 * here, the last.
 *
 * Up to 15 states are counted two customers at a time: the cells of four customers are read as one word, a pair of states
 * takes 6 or 8 bits, and two neighbouring pairs together are one index into a table that is folded at the end. It takes
 * about a third of the time of a count cell by cell.
 *
 * @returns one table for each pair of periods, `table[from · (K + 1) + to]`
 */
export function countPairs({ customerIds, periods, states, cells }: StatePanel): Float64Array[] {
  const customers = customerIds.length;
  // Rows are copied to where a word begins, since a period may begin anywhere.
  const room = Math.ceil(customers / 4) * 4;
  let before = new Uint8Array(room).fill(NO_STATE);
  let after = before.slice();
  after.set(cells.subarray(0, customers));
  const bits = states.length <= 7 ? 3 : 4;
  const wide = states.length > 15;
  const table = new Uint32Array(wide ? 1 << 16 : 1 << (bits + bits + 8));
  return periods.slice(1).map((_, p) => {
    [before, after] = [after, before];
    after.set(cells.subarray((p + 1) * customers, (p + 2) * customers));
    table.fill(0);
    if (wide) countBytes(before, after, table);
    else countWords(new Uint32Array(before.buffer), new Uint32Array(after.buffer), table, bits);
    const pairs = fold(table, states.length, wide ? 8 : bits, !wide);
    pairs[pairs.length - 1]! -= room - customers; // the filling of the last word
    return pairs;
  });
}

function countBytes(before: Uint8Array, after: Uint8Array, table: Uint32Array): void {
  for (let c = 0; c < before.length; c++) table[(before[c]! << 8) | after[c]!]!++;
}

/** Without a state is 255, all ones, and so the highest number whatever the bits. */
function countWords(before: Uint32Array, after: Uint32Array, table: Uint32Array, bits: 3 | 4): void {
  const mask = bits === 3 ? 0x07070707 : 0x0f0f0f0f;
  for (let w = 0; w < before.length; w++) {
    const pairs = ((before[w]! & mask) << bits) | (after[w]! & mask);
    table[pairs & 0xffff]!++;
    table[pairs >>> 16]!++;
  }
}

/** Adds up a table by pairs of states; of an index that stands for two pairs, each byte is one. */
function fold(table: Uint32Array, states: number, bits: number, twoPairs: boolean): Float64Array {
  const none = states;
  const highest = (1 << bits) - 1;
  const side = states + 1;
  const pairs = new Float64Array(side * side);
  const at = (pair: number): number => {
    const [from, to] = [pair >>> bits, pair & highest];
    return (from === highest ? none : from) * side + (to === highest ? none : to);
  };
  for (let index = 0; index < table.length; index++) {
    const count = table[index]!;
    if (count === 0) continue;
    if (twoPairs) {
      pairs[at(index & 0xff)]! += count;
      pairs[at(index >>> 8)]! += count;
    } else pairs[at(index)]! += count;
  }
  return pairs;
}
