/**
 * `⌈share · total⌉` with the share taken as the decimal it is written as, not as the double next to it:
 * 0.07 of 100 is 7, where doubles make it 7.000000000000001 and its ceiling 8.
 */
export function ceilShare(share: number, total: bigint): bigint {
  const { digits, scale } = decimalOf(share);
  return (digits * total + scale - 1n) / scale;
}

/** `⌊share · total⌋`, the share again as the decimal that is written; the total not below zero. */
export function floorShare(share: number, total: bigint): bigint {
  const { digits, scale } = decimalOf(share);
  return (digits * total) / scale;
}

function decimalOf(share: number): { readonly digits: bigint; readonly scale: bigint } {
  const [mantissa = "0", power = "0"] = String(share).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length - Number(power)) };
}

/** Refuses a number that is no share. */
export function checkShare(task: string, name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Cannot ${task}: ${name} must be from 0 to 1, got ${share}`);
  }
}
