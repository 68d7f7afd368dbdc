import { parseDecimal } from "../money/index.ts";
import { naturalBreaks, quantileDiscrete, quantiles } from "../stats/index.ts";
import { checkGroups, cutsOf } from "./_cuts.ts";
import { nestedCutsOf } from "./_nested-cuts.ts";
import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";
import type { DecayHalves, ScoreMethod } from "./score-method.ts";

/** The thresholds of a table by a method. */
export function cutsByMethod(table: RfmTable, method: ScoreMethod, groups: number): RfmCuts {
  if (method === "quantiles") return cutsOf(table, groups);
  if (method === "nested-quantiles") return nestedCutsOf(table, groups);
  if (method === "natural-breaks") {
    return frame(table, checkGroups(groups), (values) => breaksOf(values, groups));
  }
  if (method === "r-rfm") return rCuts(table, checkGroups(groups));
  if (typeof method === "object" && "percentiles" in method) {
    const shares = checkShares(method.percentiles);
    return frame(table, groups, (values) => shares.map((share) => quantileDiscrete(values, share)));
  }
  if (typeof method === "object" && "decay" in method)
    return decayCuts(table, checkGroups(groups), method.decay);
  throw new RangeError(
    `Cannot score rfm: method must be one of quantiles, nested-quantiles, natural-breaks, percentiles, decay and r-rfm, got ${JSON.stringify(method)}`,
  );
}

/** How many scores a method makes. */
export const groupsOf = (method: ScoreMethod, groups: number | undefined): number => {
  if (typeof method !== "object" || !("percentiles" in method)) return groups ?? 5;
  const own = method.percentiles.length + 1;
  if (groups !== undefined && groups !== own) {
    throw new RangeError(
      `Cannot score rfm: groups must be ${own}, one more than the percentiles, got ${groups}`,
    );
  }
  return own;
};

/** Cuts of each measure by one rule, from values of which the higher is the better. */
function frame(table: RfmTable, groups: number, cut: (values: Float64Array) => readonly number[]): RfmCuts {
  const measured = (values: Int32Array | Float64Array, sign: number): readonly number[] => {
    if (values.length === 0) return Object.freeze([]);
    const cuts = cut(Float64Array.from(values, (value) => sign * value)).map((value) => sign * value);
    if (cuts.length !== groups - 1) throw new Error("a method must give one cut less than groups");
    return Object.freeze(cuts);
  };
  return Object.freeze({
    recency: measured(table.recencyDays, -1),
    frequency: measured(table.frequency, 1),
    monetary: measured(table.monetary, 1),
    ...scaleOf(table),
  });
}

/** What monetary cuts carry of the table they come from. */
export const scaleOf = (table: RfmTable): Pick<RfmCuts, "currency" | "exponent" | "measure"> => ({
  currency: table.currency,
  exponent: table.exponent,
  ...(table.measure === "sum" ? {} : { measure: table.measure }),
});

/** With fewer distinct values than groups the upper scores stay empty: no cut is passed by a value at the last. */
function breaksOf(values: Float64Array, groups: number): readonly number[] {
  const { breaks } = naturalBreaks(values, groups);
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return [...breaks, ...Array.from({ length: groups - 1 - breaks.length }, () => highest)];
}

function checkShares(shares: readonly number[]): readonly number[] {
  const rising = shares.every((share, k) => share > (k === 0 ? 0 : shares[k - 1]!) && share < 1);
  if (shares.length < 1 || shares.length > 9 || !rising) {
    throw new RangeError(
      `Cannot score rfm: percentiles must be 1 to 9 rising shares above 0 and below 1, got [${shares.join(", ")}]`,
    );
  }
  return shares;
}

/**
 * The thresholds of the R package rfm 0.3.0: quantiles by interpolation (R's type 7) plus one unit of the measure,
 * one dollar for money; bins are half-open, so a frequency or an amount at a threshold passes it and days do not.
 */
function rCuts(table: RfmTable, groups: number): RfmCuts {
  const shares = Array.from({ length: groups - 1 }, (_, k) => (k + 1) / groups);
  const plusOne = (values: ArrayLike<number>): number[] =>
    values.length === 0 ? [] : quantiles(values, shares).map((value) => value + 1);
  const scale = 10 ** table.exponent;
  return Object.freeze({
    recency: Object.freeze(plusOne(table.recencyDays).reverse()),
    frequency: Object.freeze(plusOne(table.frequency)),
    monetary: Object.freeze(plusOne(table.monetary.map((units) => units / scale))),
    ...scaleOf(table),
    exponent: 0,
    rules: Object.freeze({ recency: "beyond", frequency: "reach", monetary: "reach" }),
  });
}

/** The cut of score k is where 2^(−v/half) falls below, or 1 − 2^(−v/half) rises above, k/groups. */
function decayCuts(table: RfmTable, groups: number, halves: DecayHalves): RfmCuts {
  const shares = Array.from({ length: groups - 1 }, (_, k) => (k + 1) / groups);
  const amount = halves.monetary === undefined ? undefined : parseDecimal(halves.monetary);
  const half = (name: string, stated: number | undefined, values: ArrayLike<number>): number => {
    const value = stated ?? (values.length === 0 ? 1 : quantileDiscrete(values, 0.5));
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Cannot score rfm: the half of ${name} must be a positive number, got ${value}`);
    }
    return value;
  };
  const money = amount && (amount.units / 10 ** amount.exponent) * 10 ** table.exponent;
  const days = half("recency", halves.recencyDays, table.recencyDays);
  const times = half("frequency", halves.frequency, table.frequency);
  const units = half("monetary", money, table.monetary);
  const none = table.size === 0 && halves.recencyDays === undefined;
  return Object.freeze({
    recency: Object.freeze(none ? [] : shares.map((share) => -days * Math.log2(share))),
    frequency: Object.freeze(none ? [] : shares.map((share) => -times * Math.log2(1 - share))),
    monetary: Object.freeze(none ? [] : shares.map((share) => -units * Math.log2(1 - share))),
    ...scaleOf(table),
  });
}
