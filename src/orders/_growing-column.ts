/** A column of integers that grows. */
export interface GrowingColumn<A> {
  push(value: number): void;
  /** The values so far, as a copy of their own. */
  finish(): A;
}

/** 32-bit integers: codes and days. */
export const createIntColumn = (): GrowingColumn<Int32Array> => grow((size) => new Int32Array(size));

/** Marks, 0 or 1. */
export const createMarkColumn = (): GrowingColumn<Uint8Array> => grow((size) => new Uint8Array(size));

function grow<A extends Int32Array | Uint8Array>(make: (size: number) => A): GrowingColumn<A> {
  let values = make(64);
  let size = 0;
  return {
    push(value) {
      if (size === values.length) {
        const grown = make(2 * size);
        grown.set(values);
        values = grown;
      }
      values[size++] = value;
    },
    finish: () => values.slice(0, size) as A,
  };
}
