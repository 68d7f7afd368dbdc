import fc from "fast-check";
import { parseDecimal } from "../money/index.ts";
import { parted, shuffled } from "./_shuffled.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of sums of money. */
export type SumLawId = "exact" | "order" | "parts" | "opposite";

/** Options of {@link sumLaws}. */
export interface SumLawsOptions {
  /**
   * The amounts that must be summed, as decimal text.
   * @defaultValue amounts of up to three decimals, of both signs, from a tenth of a cent to billions
   */
  readonly amounts?: fc.Arbitrary<string> | undefined;
}

/**
 * What every sum of money keeps, as properties to be asserted on one of your own: it is exact to the last digit, the same
 * in any order, the sum of the sums of its parts, and nothing when every amount meets its opposite. Floats fail.
 *
 * @param sum - the sum under test: of at least one amount, as decimal text; zeros at its end are of no account
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { createMoney, sumMoney } from "clientele/money";
 * import { sumLaws } from "clientele/testing";
 *
 * const exact = (amounts: readonly string[]) => sumMoney(amounts.map((amount) => createMoney(amount, "EUR")), "EUR").amount;
 * sumLaws(exact).filter((law) => fc.check(law.property).failed); // => []
 * const floats = (amounts: readonly string[]) => String(amounts.reduce((sum, amount) => sum + Number(amount), 0));
 * sumLaws(floats).filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["exact", "order", "parts", "opposite"]
 * ```
 */
export function sumLaws(
  sum: (amounts: readonly string[]) => string,
  options: SumLawsOptions = {},
): readonly Law<SumLawId>[] {
  const amounts = fc.array(options.amounts ?? anyAmount, { minLength: 1, maxLength: 30 });
  const unitsOf = (list: readonly string[]): bigint => scaled(sum(Object.freeze([...list])));
  return Object.freeze([
    Object.freeze({
      id: "exact" as const,
      name: "the sum is exact to the last digit",
      property: fc.property(
        amounts,
        (list) => unitsOf(list) === list.reduce((total, amount) => total + scaled(amount), 0n),
      ),
    }),
    Object.freeze({
      id: "order" as const,
      name: "the order of the amounts changes nothing",
      property: fc.property(shuffled(amounts), ([list, other]) => sum(list) === sum(other)),
    }),
    Object.freeze({
      id: "parts" as const,
      name: "the sum of the sums of the parts is the sum of all",
      property: fc.property(parted(amounts), (parts) => {
        const sums = parts.filter((part) => part.length > 0).map((part) => sum(part));
        return unitsOf(sums) === unitsOf(parts.flat());
      }),
    }),
    Object.freeze({
      id: "opposite" as const,
      name: "amounts and their opposites sum to nothing, whatever comes in between",
      property: fc.property(amounts, (list) => unitsOf([...list, ...list.map(opposite)]) === 0n),
    }),
  ]);
}

const anyAmount: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.oneof(fc.nat(99), fc.nat(99_999), fc.nat(999_999_999)),
    fc.constantFrom("", ".1", ".2", ".30", ".05", ".99", ".005", ".125"),
  )
  .map(([negative, whole, fraction]) => `${negative ? "-" : ""}${whole}${fraction}`)
  .filter((text) => !/^-[0.]*$/.test(text));

const opposite = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

/** In units of 10⁻¹². */
function scaled(text: string): bigint {
  const plain = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (plain === null) {
    const { units, exponent } = parseDecimal(text);
    return BigInt(units) * 10n ** BigInt(12 - exponent);
  }
  const [, sign, whole = "", fraction = ""] = plain;
  const units = BigInt(`${whole}${fraction.padEnd(12, "0")}`);
  return sign === "-" ? -units : units;
}
