import { addDays, type PlainDate } from "../calendar/index.ts";
import type { Evidence, Insight } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import type { ChangedResult } from "./change-result.ts";

/** What an insight of trend is made of. */
interface Finding<K extends `trend.${string}`> {
  readonly kind: K;
  readonly subjectId: string;
  readonly strength: number;
  readonly evidence: readonly (readonly [label: string, value: string | number, asOf?: PlainDate])[];
  readonly payload: object;
}

export function insightOf<K extends `trend.${string}`>(asOf: PlainDate, finding: Finding<K>): Insight {
  const { kind, subjectId, strength, payload } = finding;
  const evidence: Evidence[] = finding.evidence.map(([label, value, day = asOf]) => ({
    label,
    value,
    asOf: day,
    source: "trend",
  }));
  return Object.freeze({
    schemaVersion: 1,
    id: `${kind}:${subjectId}:${asOf}`,
    kind,
    subjectId,
    asOf,
    strength: Math.min(1, Math.max(0, strength)),
    evidence,
    payload: Object.freeze(payload) as Insight["payload"],
  });
}

/** The last day of a period, as its evidence is of. */
export const lastDay = ({ to }: { readonly to: PlainDate }): PlainDate => addDays(to, -1);

/** What every significant change says of itself. */
export function significance(result: ChangedResult, qValue: number | undefined, atStake?: Money) {
  return {
    direction: result.direction,
    p: result.p,
    ...(qValue === undefined ? {} : { qValue }),
    since: result.since!,
    ...(atStake === undefined ? {} : { atStake: atStake.amount, currencyAtStake: atStake.currency }),
  };
}

/** The rows of the customers who have changed. */
export function* changedRows<Row extends { readonly result: { readonly kind: string } }>(table: {
  readonly kinds: Uint8Array;
  row(index: number): Row;
}): Generator<Row & { readonly result: Extract<Row["result"], { kind: "changed" }> }> {
  for (let i = 0; i < table.kinds.length; i++) {
    if (table.kinds[i] !== 2) continue;
    yield table.row(i) as Row & { readonly result: Extract<Row["result"], { kind: "changed" }> };
  }
}

export const p3 = (value: number): number => Number(value.toPrecision(3));
