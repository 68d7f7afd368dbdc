import type { Rounding } from "clientele/money";

/** A decimal text as a fraction of big integers, by nothing but text handling: shares no code with the library. */
export function fractionOf(text: string): { numerator: bigint; denominator: bigint } {
  const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  const numerator = BigInt(whole + fraction);
  return {
    numerator: text.startsWith("-") ? -numerator : numerator,
    denominator: 10n ** BigInt(fraction.length),
  };
}

/** The integer that `numerator / denominator` (denominator positive) rounds to. */
export function roundFraction(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const remainder = ((numerator % denominator) + denominator) % denominator;
  const below = (numerator - remainder) / denominator;
  if (remainder === 0n) return below;
  const above = below + 1n;
  const [inner, outer] = numerator < 0n ? [above, below] : [below, above];
  const half = 2n * remainder - denominator; // < 0: nearer to below, > 0: nearer to above
  const nearer = half < 0n ? below : above;
  switch (rounding) {
    case "floor":
      return below;
    case "ceiling":
      return above;
    case "down":
      return inner;
    case "up":
      return outer;
    case "half-down":
      return half === 0n ? inner : nearer;
    case "half-up":
      return half === 0n ? outer : nearer;
    case "half-even":
      return half === 0n ? (below % 2n === 0n ? below : above) : nearer;
  }
}

/** `value · 10^digits` of a text that has no more decimals than that. */
export function unitsOf(text: string, digits: number): bigint {
  const { numerator, denominator } = fractionOf(text);
  const scaled = numerator * 10n ** BigInt(digits);
  if (scaled % denominator !== 0n) throw new Error(`${text} has more than ${digits} decimals`);
  return scaled / denominator;
}
