import type { RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

const MOST_CUTS = 9;

/** Cuts of another table, after a look at whether they can be cuts of this one. */
export function checkCuts(cuts: RfmCuts, table: RfmTable, groups: number | undefined): RfmCuts {
  if (cuts.currency !== table.currency) refuse(`cuts must be in ${table.currency}`, cuts.currency);
  const { measure = "sum" } = cuts;
  if (measure !== table.measure) refuse(`cuts must be of the ${table.measure} of amounts`, measure);
  checkCutValues(cuts);
  const count = cuts.recency.length;
  if (groups !== undefined && groups !== count + 1) {
    refuse(`groups must be ${count + 1}, one more than the cuts`, groups);
  }
  return freezeCuts(cuts);
}

/** Refuses cuts that are no thresholds. */
export function checkCutValues(cuts: RfmCuts): void {
  const count = cuts.recency.length;
  if (count < 1 || count > MOST_CUTS) refuse(`cuts must be 1 to ${MOST_CUTS}`, count);
  for (const measure of ["recency", "frequency", "monetary"] as const) {
    const values = cuts[measure];
    if (values.length !== count) {
      refuse(`${measure} cuts must be ${count}, as those of recency`, values.length);
    }
    checkDirection(measure, values, measure === "recency" ? -1 : 1);
    const rule: unknown = cuts.rules?.[measure];
    if (rule !== undefined && rule !== "beyond" && rule !== "reach") {
      refuse(`the rule of ${measure} must be "beyond" or "reach"`, JSON.stringify(rule));
    }
  }
  if (cuts.nested !== undefined) checkNested(cuts, count + 1);
}

function checkNested(cuts: RfmCuts, groups: number): void {
  const { frequency, monetary } = cuts.nested!;
  if (cuts.rules !== undefined) refuse("nested cuts must have no rules of their own", "rules");
  const fits = (cell: readonly number[]): boolean => cell.length === 0 || cell.length === groups - 1;
  if (frequency.length !== groups || !frequency.every(fits)) {
    refuse(`nested frequency cuts must be ${groups} lists of ${groups - 1}`, frequency.length);
  }
  if (monetary.length !== groups || !monetary.every((row) => row.length === groups && row.every(fits))) {
    refuse(`nested monetary cuts must be ${groups} × ${groups} lists of ${groups - 1}`, monetary.length);
  }
  for (const cell of frequency) checkDirection("nested frequency", cell, 1);
  for (const cell of monetary.flat()) checkDirection("nested monetary", cell, 1);
}

function checkDirection(name: string, values: readonly number[], sign: number): void {
  const inOrder = values.every((cut, k) => k === 0 || sign * (cut - values[k - 1]!) >= 0);
  if (values.every(Number.isFinite) && inOrder) return;
  const direction = sign < 0 ? "fall" : "rise";
  refuse(`${name} cuts must be numbers that ${direction}`, `[${values.join(", ")}]`);
}

function freezeCuts(cuts: RfmCuts): RfmCuts {
  const { recency, frequency, monetary, currency, exponent, measure, rules, nested } = cuts;
  const list = (values: readonly number[]): readonly number[] => Object.freeze([...values]);
  return Object.freeze({
    recency: list(recency),
    frequency: list(frequency),
    monetary: list(monetary),
    currency,
    exponent,
    ...(measure === undefined || measure === "sum" ? {} : { measure }),
    ...(rules === undefined ? {} : { rules: Object.freeze({ ...rules }) }),
    ...(nested === undefined
      ? {}
      : {
          nested: Object.freeze({
            frequency: Object.freeze(nested.frequency.map(list)),
            monetary: Object.freeze(nested.monetary.map((row) => Object.freeze(row.map(list)))),
          }),
        }),
  });
}

function refuse(rule: string, got: string | number): never {
  throw new RangeError(`Cannot score rfm: ${rule}, got ${got}`);
}
