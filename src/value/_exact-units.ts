/** An integer of any size: a number while it is a safe one, for a big integer costs memory with every step. */
export type ExactUnits = number | bigint;

/** The most decimals of a charge. */
export const FINEST = 15;
/** Powers of ten, all of them safe integers. */
export const POWERS = /* @__PURE__ */ Array.from({ length: FINEST + 1 }, (_, digits) => 10 ** digits);

/** `a + b` */
export function addExactly(a: ExactUnits, b: ExactUnits): ExactUnits {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}

/** `a · b` */
export function timesExactly(a: ExactUnits, b: number): ExactUnits {
  if (typeof a === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}
