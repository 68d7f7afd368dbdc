import type { PlainDate } from "../calendar/index.ts";
import {
  type CustomerIndex,
  createCustomerTable,
  moneyOfUnits,
  type UnitScale,
  withColumns,
} from "../orders/index.ts";
import type { ValueRow, ValueTable } from "./value-table.ts";

/** Columns that fit each other, in units of one scale. */
export interface ValueParts extends UnitScale {
  readonly customers: readonly string[] | CustomerIndex;
  readonly from: PlainDate;
  readonly asOf: PlainDate;
  readonly revenue: Float64Array;
  readonly cost: Float64Array | undefined;
  readonly costToServe: Float64Array | undefined;
  readonly linesWithoutCost: number;
}

/** Takes costs off revenue, where they are known, and gives the columns the look of a table. */
export function makeValueTable(parts: ValueParts): ValueTable {
  const { customers, from, asOf, revenue, cost, costToServe, currency, exponent, linesWithoutCost } = parts;
  const value =
    cost === undefined
      ? revenue
      : revenue.map((units, i) => exactUnits(units - cost[i]! - (costToServe?.[i] ?? 0)));
  const scale = { currency, exponent };
  const table = createCustomerTable(customers, (i): ValueRow => {
    return Object.freeze({
      customerId: table.idAt(i),
      revenue: moneyOfUnits(revenue[i]!, scale),
      ...(cost === undefined ? {} : { cost: moneyOfUnits(cost[i]!, scale) }),
      ...(costToServe === undefined ? {} : { costToServe: moneyOfUnits(costToServe[i]!, scale) }),
      value: moneyOfUnits(value[i]!, scale),
    });
  });
  return withColumns(table, {
    from,
    asOf,
    basis: cost === undefined ? ("revenue" as const) : ("profit" as const),
    revenue,
    ...(cost === undefined ? {} : { cost }),
    ...(costToServe === undefined ? {} : { costToServe }),
    value,
    ...scale,
    linesWithoutCost,
  });
}

function exactUnits(units: number): number {
  if (Number.isSafeInteger(units)) return units;
  throw new RangeError(
    `Cannot value customers: the value of a customer must stay below 2^53 units, got ${units}`,
  );
}
