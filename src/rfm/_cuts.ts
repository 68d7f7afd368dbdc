import type { CutRule, RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

const MOST_GROUPS = 10;

/** The thresholds of a table; none without customers. */
export function cutsOf(table: RfmTable, groups: number): RfmCuts {
  checkGroups(groups);
  return Object.freeze({
    recency: cutColumn(table.recencyDays.map((days) => -days).sort(), groups, -1),
    frequency: cutColumn(table.frequency.slice().sort(), groups),
    monetary: cutColumn(table.monetary.slice().sort(), groups),
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

/** The values at the ranks ⌈k·n/groups⌉. The division is never off: k·n is exact and far from the next integer. */
export function cutColumn(sorted: Int32Array | Float64Array, groups: number, sign = 1): readonly number[] {
  const cuts: number[] = [];
  for (let k = 1; k < groups && sorted.length > 0; k++) {
    cuts.push(sign * sorted[Math.ceil((k * sorted.length) / groups) - 1]!);
  }
  return Object.freeze(cuts);
}

/** `1 + #{k : cutₖ < v}` of rising cuts; with the rule `reach`, `1 + #{k : cutₖ ≤ v}`. */
export function scoreColumn(
  values: Int32Array | Float64Array,
  cuts: readonly number[],
  rule: CutRule = "beyond",
): Uint8Array {
  const scores = new Uint8Array(values.length);
  const reach = rule === "reach";
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let score = 1;
    while (score <= cuts.length && (cuts[score - 1]! < value || (reach && cuts[score - 1] === value)))
      score++;
    scores[i] = score;
  }
  return scores;
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
