/**
 * `⌈share · total⌉` with the share taken as the decimal it is written as, not as the double next to it:
 * 0.07 of 100 is 7, where doubles make it 7.000000000000001 and its ceiling 8.
 */
export function ceilShare(share: number, total: bigint): bigint {
  const [mantissa = "0", power = "0"] = String(share).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = 10n ** BigInt(fraction.length - Number(power));
  return (BigInt(whole + fraction) * total + scale - 1n) / scale;
}

/** Refuses a number that is no share. */
export function checkShare(task: string, name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Cannot ${task}: ${name} must be from 0 to 1, got ${share}`);
  }
}
