import fc from "fast-check";

/** A list beside itself in another order. */
export function shuffled<T>(lists: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> {
  return lists.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
}

/** A list cut into parts, some of which may be empty. */
export function parted<T>(lists: fc.Arbitrary<T[]>): fc.Arbitrary<T[][]> {
  return lists.chain((list) =>
    fc.array(fc.nat(list.length), { maxLength: 4 }).map((drawn) => {
      const cuts = [0, ...drawn.sort((a, b) => a - b), list.length];
      return cuts.slice(1).map((end, i) => list.slice(cuts[i], end));
    }),
  );
}
