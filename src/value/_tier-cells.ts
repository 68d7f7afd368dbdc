import { NO_STATE } from "../orders/index.ts";
import { type AbcCuts, abcOf, cutAbc, cutRanks } from "./_abc-cuts.ts";
import { ceilShare } from "./_share.ts";
import { createValueBins } from "./_value-bins.ts";
import type { CheckedTierRules, TierHysteresis } from "./tier-rules.ts";

/** The states of a tier panel, from the best to the worst. */
export const TIER_STATES = /* @__PURE__ */ Object.freeze(["A", "B", "C", "inactive"] as const);
const INACTIVE = 3;

/** What customers brought in every period, period by period: `worth[p · customers + c]`. */
export interface TierValues {
  readonly customers: number;
  readonly periods: number;
  /** Integer units; what stands where a customer was not active has no meaning. */
  readonly worth: Float64Array;
  /** 1 where a customer bought in a period; absent where that is told by a value other than zero. */
  readonly active?: Uint8Array | undefined;
  /** The first period at whose end somebody was a customer; absent where that is the first active one. */
  readonly knownFrom?: Int32Array | undefined;
}

/** The cells of a tier panel. The values of who was not active are set to zero in place. */
export function tierCells(values: TierValues, rules: CheckedTierRules): Uint8Array {
  const { customers, periods, worth, active, knownFrom } = values;
  const cells = new Uint8Array(periods * customers);
  const bins = createValueBins();
  const known = new Uint8Array(customers);
  const held = rules.hysteresis && createHold(customers, rules.hysteresis);
  for (let p = 0; p < periods; p++) {
    const row = worth.subarray(p * customers, (p + 1) * customers);
    const codes = cells.subarray(p * customers, (p + 1) * customers);
    const own = active?.subarray(p * customers, (p + 1) * customers);
    // Zero is without weight, and so is everything below it.
    if (own !== undefined) for (let c = 0; c < customers; c++) row[c]! *= own[c]!;
    if (knownFrom !== undefined) for (let c = 0; c < customers; c++) known[c] = Number(knownFrom[c]! <= p);
    const cuts =
      rules.shareOf === "value"
        ? cutAbc(row, rules.shares, bins)
        : cutRanks(row, rules.shares, own === undefined ? countActive(row) : countOnes(own), bins);
    if (own === undefined) codeByValue(row, { cuts, known, codes });
    else codeByFlag(row, own, { cuts, known, codes });
    held?.(row, cuts, codes);
  }
  return cells;
}

interface Coding {
  readonly cuts: AbcCuts;
  /** 1 for who was a customer by then; those who are active now join them. */
  readonly known: Uint8Array;
  readonly codes: Uint8Array;
}

/** The cell by tier (0 to 2), by whether the customer is active (else 3 is added), and by whether known (the last bit). */
const CELLS = /* @__PURE__ */ Uint8Array.of(
  0,
  0,
  1,
  1,
  2,
  2,
  NO_STATE,
  INACTIVE,
  NO_STATE,
  INACTIVE,
  NO_STATE,
  INACTIVE,
);

/** Without branches: of tiers that differ from one customer to the next half would be foretold wrongly. */
function codeByValue(row: Float64Array, { cuts, known, codes }: Coding): void {
  const { a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY } = cuts;
  for (let c = 0; c < row.length; c++) {
    const value = row[c]!;
    const absent = Number(value === 0);
    known[c]! |= 1 - absent;
    codes[c] = CELLS[2 * (Number(value < a) + Number(value < b) + 3 * absent) + known[c]!]!;
  }
}

function codeByFlag(row: Float64Array, own: Uint8Array, { cuts, known, codes }: Coding): void {
  const { a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY } = cuts;
  for (let c = 0; c < row.length; c++) {
    const value = row[c]!;
    known[c]! |= own[c]!;
    codes[c] = CELLS[2 * (Number(value < a) + Number(value < b) + 3 * (1 - own[c]!)) + known[c]!]!;
  }
}

function countActive(row: Float64Array): number {
  let count = 0;
  for (let c = 0; c < row.length; c++) count += Number(row[c] !== 0);
  return count;
}

function countOnes(flags: Uint8Array): number {
  let count = 0;
  for (let c = 0; c < flags.length; c++) count += flags[c]!;
  return count;
}

/** Keeps tiers from one period to the next; remembers for each customer the tier and how long the value lies beyond it. */
function createHold(customers: number, { margin, periods = Number.POSITIVE_INFINITY }: TierHysteresis) {
  const tiers = new Uint8Array(customers).fill(NO_STATE);
  // Periods running on the better side of the tier above zero, on the worse side below; and the tier that all of them reach.
  const streaks = new Int32Array(customers);
  const reached = new Uint8Array(customers);
  return (row: Float64Array, cuts: AbcCuts, codes: Uint8Array): void => {
    const [upper, lower] = margin === undefined ? [NONE, NONE] : shiftCuts(cuts, margin);
    for (let c = 0; c < customers; c++) {
      const plain = codes[c]!;
      const was = tiers[c]!;
      // Whoever was not active in the period before is judged afresh: nothing flips that was not there.
      if (plain >= INACTIVE || was >= INACTIVE || plain === was) {
        tiers[c] = plain;
        streaks[c] = 0;
        continue;
      }
      const tier = margin === undefined ? was : clampTier(row[c]!, was, { upper, lower });
      const side = plain < tier ? 1 : plain > tier ? -1 : 0;
      const goesOn = tier === was && Math.sign(streaks[c]!) === side;
      const nearest = !goesOn
        ? plain
        : side > 0
          ? Math.max(reached[c]!, plain)
          : Math.min(reached[c]!, plain);
      const streak = goesOn ? streaks[c]! + side : side;
      const moves = side !== 0 && Math.abs(streak) >= periods;
      tiers[c] = moves ? nearest : tier;
      // What lies farther than all of them reached lies beyond the new tier for the first time.
      streaks[c] = moves ? (nearest === plain ? 0 : side) : streak;
      reached[c] = moves ? plain : nearest;
      codes[c] = tiers[c]!;
    }
  };
}

const NONE: AbcCuts = { a: undefined, b: undefined };

/** Both boundaries, moved up and down by a share of themselves. */
export function shiftCuts(cuts: AbcCuts, margin: number): readonly [upper: AbcCuts, lower: AbcCuts] {
  const moved = (cut: number | undefined, sign: 1 | -1): number | undefined =>
    cut === undefined ? undefined : cut + sign * Number(ceilShare(margin, BigInt(cut)));
  return [
    { a: moved(cuts.a, 1), b: moved(cuts.b, 1) },
    { a: moved(cuts.a, -1), b: moved(cuts.b, -1) },
  ];
}

/** The tier of before, unless the value is clearly above a better one or clearly below it. */
export function clampTier(
  value: number,
  was: number,
  { upper, lower }: { readonly upper: AbcCuts; readonly lower: AbcCuts },
): number {
  const best = abcOf(value, upper);
  const worst = value > 0 ? abcOf(value, lower) : 2;
  return Math.max(Math.min(was, best), worst);
}
