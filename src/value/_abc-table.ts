import { moneyOfUnits } from "../orders/index.ts";
import { type AbcCuts, abcOf } from "./_abc-cuts.ts";
import type { AbcShares } from "./abc-shares.ts";
import type { AbcRow } from "./abc-table.ts";
import type { ValueTable } from "./value-table.ts";
import { configurationOf } from "./view-configuration.ts";

const TIERS = /* @__PURE__ */ Object.freeze(["A", "B", "C"] as const);

/** The rows and columns of a table of classes; a code other than that of the boundaries is told to be held. */
export function abcParts(
  values: ValueTable,
  parts: {
    readonly codes: Uint8Array;
    readonly cuts: AbcCuts;
    readonly shares: AbcShares;
    readonly margin?: number;
  },
) {
  const { codes, cuts, shares, margin } = parts;
  const { a, b } = cuts;
  const amount = (units: number): string => moneyOfUnits(units, values).amount;
  const reasonOf = (i: number): string => {
    const units = values.value[i]!;
    const plain = abcOf(units, cuts);
    const worth = `the value of ${amount(units)}`;
    if (codes[i] !== plain)
      return `${worth} would be ${TIERS[plain]}, but is within ${(margin ?? 0) * 100} % of the boundary: ${TIERS[codes[i]!]!} is kept`;
    if (plain === 0) return `${worth} is among the best who bring ${shares[0]} of all, from ${amount(a!)} up`;
    if (plain === 1) return `${worth} is among the best who bring ${shares[1]} of all, from ${amount(b!)} up`;
    if (units <= 0) return `${worth} is not above zero`;
    return b === undefined
      ? `${worth} is beyond the shares`
      : `${worth} is below the ${amount(b)} of those who bring ${shares[1]} of all`;
  };
  const both = Object.freeze([shares[0], shares[1]] as const);
  return {
    rowAt: (i: number): AbcRow =>
      Object.freeze({ customerId: values.idAt(i), tier: TIERS[codes[i]!]!, reason: reasonOf(i) }),
    columns: {
      codes,
      tiers: TIERS,
      shares: both,
      ...(a === undefined ? {} : { lowestA: moneyOfUnits(a, values) }),
      ...(b === undefined ? {} : { lowestB: moneyOfUnits(b, values) }),
      configuration: configurationOf(values, {
        shares: both,
        ...(margin === undefined ? {} : { margin }),
      }),
      values,
    },
  };
}
