import type { KnownValues } from "./order-log.ts";

/** A column of numbers that many inputs lack; it takes no room until a line has a value. */
export interface OptionalColumn {
  /** Sets the value of a line; lines come in rising order. */
  set(line: number, value: number): void;
  /** The values of the first `size` lines, or nothing when no line has one. */
  finish(size: number): KnownValues | undefined;
  /** The values as codes, −1 for a line without one, or nothing when no line has one. */
  finishCodes(size: number): Int32Array | undefined;
}

export function createOptionalColumn(): OptionalColumn {
  let values = new Float64Array(0);
  let known = new Uint8Array(0);
  return {
    set(line, value) {
      if (line >= values.length) {
        const size = Math.max(64, 2 * (line + 1));
        const [moreValues, moreKnown] = [new Float64Array(size), new Uint8Array(size)];
        moreValues.set(values);
        moreKnown.set(known);
        [values, known] = [moreValues, moreKnown];
      }
      values[line] = value;
      known[line] = 1;
    },
    finish(size) {
      if (known.length === 0) return undefined;
      const [all, marks] = [new Float64Array(size), new Uint8Array(size)];
      all.set(values.subarray(0, size));
      marks.set(known.subarray(0, size));
      return marks.includes(1) ? Object.freeze({ values: all, known: marks }) : undefined;
    },
    finishCodes(size) {
      if (known.length === 0) return undefined;
      const codes = new Int32Array(size).fill(-1);
      for (let i = 0; i < size && i < known.length; i++) if (known[i] === 1) codes[i] = values[i]!;
      return codes;
    },
  };
}
