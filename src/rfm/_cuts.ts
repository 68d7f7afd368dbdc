import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

const MOST_GROUPS = 10;

/** The thresholds of a table; none without customers. */
export function cutsOf(table: RfmTable, groups: number): RfmCuts {
  if (!Number.isInteger(groups) || groups < 2 || groups > MOST_GROUPS) {
    throw new RangeError(
      `Cannot score rfm: groups must be an integer from 2 to ${MOST_GROUPS}, got ${groups}`,
    );
  }
  return Object.freeze({
    recency: cutColumn(table.recencyDays.map((days) => -days).sort(), groups, -1),
    frequency: cutColumn(table.frequency.slice().sort(), groups),
    monetary: cutColumn(table.monetary.slice().sort(), groups),
    currency: table.currency,
    exponent: table.exponent,
  });
}

/** The values at the ranks ⌈k·n/groups⌉. The division is never off: k·n is exact and far from the next integer. */
function cutColumn(sorted: Int32Array | Float64Array, groups: number, sign = 1): readonly number[] {
  const cuts: number[] = [];
  for (let k = 1; k < groups && sorted.length > 0; k++) {
    cuts.push(sign * sorted[Math.ceil((k * sorted.length) / groups) - 1]!);
  }
  return Object.freeze(cuts);
}

/** `1 + #{k : cutₖ < v}` of rising cuts. */
export function scoreColumn(values: Int32Array | Float64Array, cuts: readonly number[]): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let score = 1;
    while (score <= cuts.length && cuts[score - 1]! < values[i]!) score++;
    scores[i] = score;
  }
  return scores;
}

/**
 * Monetary cuts at the scale of a table. For an integer v, `v·10ᵈ > cut` exactly if `v > ⌊cut / 10ᵈ⌋`; in the
 * other direction the product is exact, or beyond every value that a table can hold.
 */
export function rescaleCuts(cuts: RfmCuts, exponent: number): readonly number[] {
  const factor = 10 ** Math.abs(exponent - cuts.exponent);
  return cuts.monetary.map((cut) => (exponent >= cuts.exponent ? cut * factor : Math.floor(cut / factor)));
}

/** Cuts of another table, after a look at whether they can be cuts of this one. */
export function checkCuts(cuts: RfmCuts, table: RfmTable, groups: number | undefined): RfmCuts {
  const refuse = (rule: string, got: string | number): never => {
    throw new RangeError(`Cannot score rfm: ${rule}, got ${got}`);
  };
  if (cuts.currency !== table.currency) refuse(`cuts must be in ${table.currency}`, cuts.currency);
  const count = cuts.recency.length;
  if (count < 1 || count >= MOST_GROUPS) refuse(`cuts must be 1 to ${MOST_GROUPS - 1}`, count);
  if (groups !== undefined && groups !== count + 1) {
    refuse(`groups must be ${count + 1}, one more than the cuts`, groups);
  }
  for (const measure of ["recency", "frequency", "monetary"] as const) {
    const values = cuts[measure];
    if (values.length !== count)
      refuse(`${measure} cuts must be ${count}, as those of recency`, values.length);
    const sign = measure === "recency" ? -1 : 1;
    const inOrder = values.every((cut, k) => k === 0 || sign * (cut - values[k - 1]!) >= 0);
    if (!values.every(Number.isSafeInteger) || !inOrder) {
      const direction = sign < 0 ? "fall" : "rise";
      refuse(`${measure} cuts must be integers that ${direction}`, `[${values.join(", ")}]`);
    }
  }
  return Object.freeze({
    recency: Object.freeze([...cuts.recency]),
    frequency: Object.freeze([...cuts.frequency]),
    monetary: Object.freeze([...cuts.monetary]),
    currency: cuts.currency,
    exponent: cuts.exponent,
  });
}
