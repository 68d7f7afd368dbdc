import fc from "fast-check";

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });

/** Plain decimal text in every form that is read: signs, leading zeros, trailing zeros, no fraction. */
export const decimalTexts = (limits: { whole: number; fraction: number }): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom("", "", "-", "+"), digits(1, limits.whole), digits(0, limits.fraction))
    .map(([sign, whole, fraction]) => sign + whole + (fraction === "" ? "" : `.${fraction}`));

/** Safe integers, with many near the limit where carrying begins. */
export const safeUnits: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc.nat(1000).map((n) => Number.MAX_SAFE_INTEGER - n),
  fc.nat(1000).map((n) => n - Number.MAX_SAFE_INTEGER),
);

export const currencies: fc.Arbitrary<string> = fc.constantFrom("JPY", "EUR", "KWD", "UYW");
