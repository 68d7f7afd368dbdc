import { rankCuts } from "./_rank-cuts.ts";
import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

const MOST_GROUPS = 10;

/** The thresholds of a table; none without customers. */
export function cutsOf(table: RfmTable, groups: number): RfmCuts {
  checkGroups(groups);
  return Object.freeze({
    recency: rankCuts(table.recencyDays, groups, -1),
    frequency: rankCuts(table.frequency, groups),
    monetary: rankCuts(table.monetary, groups),
    currency: table.currency,
    exponent: table.exponent,
    ...(table.measure === "sum" ? {} : { measure: table.measure }),
  });
}

/** Refuses a number of scores that is not from 2 to 10, and gives it back. */
export function checkGroups(groups: number): number {
  if (!Number.isInteger(groups) || groups < 2 || groups > MOST_GROUPS) {
    throw new RangeError(
      `Cannot score rfm: groups must be an integer from 2 to ${MOST_GROUPS}, got ${groups}`,
    );
  }
  return groups;
}

/**
 * Monetary cuts at the scale of a table. For an integer v, `v·10ᵈ > cut` exactly if `v > ⌊cut / 10ᵈ⌋` (`≥` if
 * `v ≥ ⌈cut / 10ᵈ⌉`); in the other direction the product of an integer cut is exact, or beyond every value that a
 * table can hold. Means are doubles in the currency, to which a cut is divided with one rounding as they were.
 */
export function rescaleCuts(cuts: RfmCuts, table: RfmTable): RfmCuts {
  const finer = table.exponent >= cuts.exponent;
  const factor = 10 ** Math.abs(table.exponent - cuts.exponent);
  const round = (cut: number): number => {
    if (table.measure === "mean") return cut;
    return cuts.rules?.monetary === "reach" ? Math.ceil(cut) : Math.floor(cut);
  };
  const rescale = (all: readonly number[]): readonly number[] =>
    all.map((cut) => (finer ? cut * factor : round(cut / factor)));
  return {
    ...cuts,
    monetary: rescale(cuts.monetary),
    ...(cuts.nested === undefined
      ? {}
      : {
          nested: {
            frequency: cuts.nested.frequency,
            monetary: cuts.nested.monetary.map((row) => row.map(rescale)),
          },
        }),
  };
}
