/**
 * The days on which what rules say of a customer may differ from the day before: one bit a day and customer.
 */
export interface TurnDays {
  /** Forgets the days of a customer. */
  clear(position: number): void;
  /** Adds a day; one that is not among the days held is left out. */
  mark(position: number, day: number): void;
  /** The first such day after a day, or the first day that is not held any more. */
  next(position: number, after: number): number;
  /** Bytes of its array. */
  readonly bytes: number;
}

/** Makes one for the days `[first, first + days)`. */
export function createTurnDays(first: number, days: number): TurnDays {
  const words = Math.ceil(days / 32);
  let bits = new Uint32Array(0);
  const reach = (position: number): void => {
    const needed = (position + 1) * words;
    if (needed <= bits.length) return;
    const larger = new Uint32Array(Math.max(needed, bits.length * 2));
    larger.set(bits);
    bits = larger;
  };
  return {
    clear(position) {
      reach(position);
      bits.fill(0, position * words, (position + 1) * words);
    },
    mark(position, day) {
      const at = day - first;
      if (at < 0 || at >= days) return;
      reach(position);
      bits[position * words + (at >> 5)]! |= 1 << (at & 31);
    },
    next(position, after) {
      for (let at = Math.max(0, after + 1 - first); at < days; at++)
        if (((bits[position * words + (at >> 5)] ?? 0) >>> (at & 31)) & 1) return first + at;
      return first + days;
    },
    get bytes() {
      return bits.byteLength;
    },
  };
}
