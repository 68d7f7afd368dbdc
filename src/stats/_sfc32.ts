/**
 * sfc32, "small fast counting" (Chris Doty-Humphrey, PractRand): 128 bits of state, a mean period of about 2¹²⁷
 * and never less than 2³², since the counter alone takes that long to come round.
 */
export class Sfc32 {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 0;

  constructor(a: number, b: number, c: number, counter: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.counter = counter | 0;
    for (let draw = 0; draw < 6; draw++) this.next(); // 12 rounds, the author's number to mix the seed
  }

  /** The next two words as one number on [0, 1): 27 bits of the first and 26 of the second. */
  next(): number {
    const { a, b, c, counter } = this;
    const first = (a + b + counter) | 0;
    const nextB = (c + (c << 3)) | 0;
    const nextC = (((c << 21) | (c >>> 11)) + first) | 0;
    const second = ((b ^ (b >>> 9)) + nextB + counter + 1) | 0;
    this.a = nextB ^ (nextB >>> 9);
    this.b = (nextC + (nextC << 3)) | 0;
    this.c = (((nextC << 21) | (nextC >>> 11)) + second) | 0;
    this.counter = (counter + 2) | 0;
    return ((first >>> 5) * 0x4000000 + (second >>> 6)) * 2 ** -53;
  }
}
