import type { UnitScale } from "../orders/index.ts";
import type { ValueTable } from "./value-table.ts";

/** Two tables of one meaning, and their values in units of the finer scale. */
export interface SameScale {
  readonly units: (table: ValueTable, position: number) => bigint;
  readonly scale: UnitScale;
}

/** Refuses to compare profit with revenue, or one currency with another. */
export function requireSameScale(doing: string, before: ValueTable, now: ValueTable): SameScale {
  for (const name of ["basis", "currency"] as const) {
    if (before[name] === now[name]) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must be that of both tables, got ${before[name]} before and ${now[name]} now`,
    );
  }
  if ((before.costToServe === undefined) !== (now.costToServe === undefined)) {
    throw new RangeError(`Cannot ${doing}: cost to serve must be known of both tables or of none`);
  }
  const exponent = Math.max(before.exponent, now.exponent);
  return {
    units: (table, position) => BigInt(table.value[position]!) * 10n ** BigInt(exponent - table.exponent),
    scale: { currency: now.currency, exponent },
  };
}
