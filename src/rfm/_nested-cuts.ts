import { cutsOf } from "./_cuts.ts";
import { rankCuts } from "./_rank-cuts.ts";
import { scoreColumn } from "./_score-column.ts";
import type { NestedCuts, RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";

/** Quantile cuts of recency over all, of frequency within each recency score, of monetary within each pair. */
export function nestedCutsOf(table: RfmTable, groups: number): RfmCuts {
  const whole = cutsOf(table, groups);
  const recency = recencyScores(table, whole);
  const frequency = cutGroups(table.frequency, recency, groups, groups);
  const frequencyScores = scoreGroups(table.frequency, recency, frequency, whole.frequency);
  const pairs = pairsOf(recency, frequencyScores, groups);
  const monetary = cutGroups(table.monetary, pairs, groups * groups, groups);
  const nested: NestedCuts = Object.freeze({
    frequency,
    monetary: Object.freeze(
      Array.from({ length: groups }, (_, r) => Object.freeze(monetary.slice(r * groups, (r + 1) * groups))),
    ),
  });
  return Object.freeze({ ...whole, nested });
}

/** The three scores of every customer by nested cuts; monetary cuts are at the scale of the table. */
export function scoreNested(
  table: RfmTable,
  cuts: RfmCuts,
  nested: NestedCuts,
): { readonly recency: Uint8Array; readonly frequency: Uint8Array; readonly monetary: Uint8Array } {
  const groups = cuts.recency.length + 1;
  const recency = recencyScores(table, cuts);
  const frequency = scoreGroups(table.frequency, recency, nested.frequency, cuts.frequency);
  const pairs = pairsOf(recency, frequency, groups);
  const monetary = scoreGroups(table.monetary, pairs, nested.monetary.flat(), cuts.monetary);
  return { recency, frequency, monetary };
}

const recencyScores = (table: RfmTable, cuts: RfmCuts): Uint8Array =>
  scoreColumn(table.recencyDays, cuts.recency, "beyond", -1);

/** The number of a pair of scores, counted from 1 like a score. */
const pairsOf = (recency: Uint8Array, frequency: Uint8Array, groups: number): Uint8Array =>
  recency.map((r, i) => (r - 1) * groups + frequency[i]!);

/** The cuts of each group of customers; none for a group without. */
function cutGroups(
  values: Int32Array | Float64Array,
  group: Uint8Array,
  count: number,
  groups: number,
): readonly (readonly number[])[] {
  const members = new Int32Array(count);
  for (let i = 0; i < group.length; i++) members[group[i]! - 1]!++;
  const columns = Array.from(members, (size) => new Float64Array(size));
  const filled = new Int32Array(count);
  for (let i = 0; i < group.length; i++) {
    const g = group[i]! - 1;
    columns[g]![filled[g]!++] = values[i]!;
  }
  return Object.freeze(columns.map((column) => rankCuts(column, groups)));
}

function scoreGroups(
  values: Int32Array | Float64Array,
  group: Uint8Array,
  cutsOfGroup: readonly (readonly number[])[],
  whole: readonly number[],
): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const own = cutsOfGroup[group[i]! - 1]!;
    const cuts = own.length === 0 ? whole : own;
    let score = 1;
    while (score <= cuts.length && cuts[score - 1]! < values[i]!) score++;
    scores[i] = score;
  }
  return scores;
}
