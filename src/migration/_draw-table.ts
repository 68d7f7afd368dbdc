import type { Chain } from "./chain.ts";

/** A chain as the kernel reads it: cumulated probabilities in units of 2⁻³¹, and a table that skips most of them. */
export interface DrawTable {
  readonly size: number;
  /** `bounds[i · size + j]`: numbers below it lead to j or a state before it. */
  readonly bounds: Uint32Array;
  /** `guide[i · 256 + the first 8 bits]`: the first state that such numbers can lead to. */
  readonly guide: Uint8Array;
}

/** Makes the table of a chain. The last possible state of a row takes what rounding leaves. */
export function drawTable({ states, probabilities }: Chain): DrawTable {
  const size = states.length;
  const bounds = new Uint32Array(size * size);
  const guide = new Uint8Array(size * 256);
  probabilities.forEach((row, i) => {
    let last = size - 1;
    while (last > 0 && row[last] === 0) last--;
    let sum = 0;
    row.forEach((p, j) => {
      sum += p;
      bounds[i * size + j] = j >= last ? 2 ** 31 : Math.min(2 ** 31, Math.round(sum * 2 ** 31));
    });
    let state = 0;
    for (let byte = 0; byte < 256; byte++) {
      while (byte * 2 ** 23 >= bounds[i * size + state]!) state++;
      guide[i * 256 + byte] = state;
    }
  });
  return { size, bounds, guide };
}
