import type { Random } from "./random.ts";

/**
 * Puts items in random order, every order equally likely; the input is left as it is.
 *
 * Fisher and Yates.
 *
 * @returns a new array
 *
 * @example
 * ```ts
 * import { createRandom, shuffle } from "clientele/stats";
 *
 * shuffle(createRandom("deck"), ["a", "b", "c", "d"]); // => ["d", "c", "a", "b"]
 * ```
 */
export function shuffle<T>(random: Random, items: Iterable<T>): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(random.next() * (last + 1));
    const item = shuffled[chosen] as T;
    shuffled[chosen] = shuffled[last] as T;
    shuffled[last] = item;
  }
  return shuffled;
}
