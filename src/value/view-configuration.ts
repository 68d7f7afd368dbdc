import type { PlainDate } from "../calendar/index.ts";
import type { ValueTable } from "./value-table.ts";

/** What a view of the customers was made of, to be stored beside it and compared. */
export interface ViewConfiguration {
  /** Of the rules themselves; a change of the rules changes it. */
  readonly version: 1;
  /** What the value was. */
  readonly basis: "profit" | "revenue";
  /** Whether cost to serve was taken off. */
  readonly costToServe: boolean;
  /** The first day of the values. */
  readonly from: PlainDate;
  /** The day of the values; not seen itself. */
  readonly asOf: PlainDate;
}

/** The configuration of a view of these values, with the rules of its own. */
export function configurationOf<Rules extends object>(
  { basis, costToServe, from, asOf }: ValueTable,
  rules: Rules,
): ViewConfiguration & Rules {
  const view = { version: 1 as const, basis, costToServe: basis === "profit" && costToServe !== undefined };
  return Object.freeze({ ...view, from, asOf, ...rules });
}
