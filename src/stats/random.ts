import { describeValue } from "../issues/index.ts";
import { murmur3 } from "./_murmur3.ts";
import { Sfc32 } from "./_sfc32.ts";

/**
 * A reproducible stream of random numbers, made by {@link createRandom}.
 *
 * @example
 * ```ts
 * import { createRandom, type Random } from "clientele/stats";
 *
 * const rollDie = (random: Random): number => 1 + Math.floor(6 * random.next());
 * const random = createRandom("dice");
 * [rollDie(random), rollDie(random), rollDie(random)]; // => [6, 2, 6]
 * ```
 */
export interface Random {
  /** Draws the next number, uniform on [0, 1): a multiple of 2⁻⁵³, each of the 2⁵³ equally likely. */
  next(): number;

  /**
   * Makes another stream from the seed of this one and a label. It does not depend on how much has been drawn
   * from this stream, and does not advance it; the same label gives the same stream again. A number is read as
   * its text.
   */
  split(label: string | number): Random;
}

/**
 * Creates the stream of random numbers that follows from a seed.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, a mean period of about 2¹²⁷ and
 * never less than 2³². The state is the 128-bit MurmurHash3 of the seed; {@link Random.split} hashes the label
 * with the parent's 128-bit key. Not fit for secrets.
 *
 * @param seed - a text, or a finite number, which is read as its text
 * @throws RangeError when the seed is a number that is not finite.
 * @throws TypeError when the seed is neither a number nor a text.
 *
 * @example
 * ```ts
 * import { createRandom } from "clientele/stats";
 *
 * const random = createRandom(42);
 * [random.next(), random.next()]; // => [0.7027225434125991, 0.6356606824389281]
 * createRandom("42").next() === createRandom(42).next(); // => true
 *
 * const before = createRandom(42).split("customer 7").next();
 * random.split("customer 7").next() === before; // => true
 * ```
 */
export function createRandom(seed: string | number): Random {
  return streamOf(labelText(seed, "create random numbers", "seed"), 0, 0, 0, 0);
}

class Stream extends Sfc32 implements Random {
  private readonly key1: number;
  private readonly key2: number;
  private readonly key3: number;
  private readonly key4: number;

  constructor(key: Int32Array) {
    super(key[0]!, key[1]!, key[2]!, key[3]!);
    this.key1 = key[0]!;
    this.key2 = key[1]!;
    this.key3 = key[2]!;
    this.key4 = key[3]!;
  }

  split(label: string | number): Random {
    const text = labelText(label, "split a random stream", "label");
    return streamOf(text, this.key1, this.key2, this.key3, this.key4);
  }
}

/** Handed from hash to stream within one call: an array per split would cost more than the hash. */
const key = /* @__PURE__ */ new Int32Array(4);

function streamOf(text: string, key1: number, key2: number, key3: number, key4: number): Stream {
  key[0] = key1;
  key[1] = key2;
  key[2] = key3;
  key[3] = key4;
  murmur3(text, key);
  return new Stream(key);
}

function labelText(label: unknown, doing: string, role: string): string {
  if (typeof label === "string") return label;
  if (typeof label === "number" && Number.isFinite(label)) return String(label);
  const message = `Cannot ${doing}: ${role} must be a finite number or a text, got ${describeValue(label)}`;
  throw typeof label === "number" ? new RangeError(message) : new TypeError(message);
}
