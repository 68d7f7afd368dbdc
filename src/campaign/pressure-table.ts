import { testProportionTrend } from "../stats/index.ts";
import type { CustomerContacts } from "./_tally-contacts.ts";

/** Customers with as many contacts as each other. */
export interface PressureRow {
  /** How many contacts each of them had in the window. */
  readonly touches: number;
  /** How many customers. */
  readonly customers: number;
  /** Their contacts. */
  readonly contacts: number;
  /** How many of these they answered. */
  readonly responses: number;
}

/** How answers go with the number of contacts. */
export interface PressureTable {
  /** The days of the window. */
  readonly days: number;
  /** One row for each number of contacts that a customer had, ascending; who had none in the window has no row. */
  readonly rows: readonly PressureRow[];
  /**
   * By how much the share answered changes with one contact more, and how likely chance alone makes as much of it
   * (Cochran and Armitage); absent where all rows are one, or nobody or everybody answered.
   */
  readonly trend?: { readonly slope: number; readonly p: number } | undefined;
}

/** Sorts customers by the number of their contacts in the window, and tests whether answers fall with it. */
export function tabulatePressure(customers: readonly CustomerContacts[], days: number): PressureTable {
  const rows = new Map<number, { touches: number; customers: number; contacts: number; responses: number }>();
  for (const { window } of customers) {
    if (window.contacts === 0) continue;
    const row = rows.get(window.contacts) ?? {
      touches: window.contacts,
      customers: 0,
      contacts: 0,
      responses: 0,
    };
    rows.set(window.contacts, row);
    row.customers++;
    row.contacts += window.contacts;
    row.responses += window.responses;
  }
  const sorted = [...rows.values()].sort((a, b) => a.touches - b.touches);
  const tested =
    sorted.length < 2
      ? undefined
      : testProportionTrend(
          sorted.map(({ contacts, responses }) => ({ successes: responses, trials: contacts })),
          { scores: sorted.map(({ touches }) => touches) },
        );
  return Object.freeze({
    days,
    rows: Object.freeze(sorted.map((row) => Object.freeze(row))),
    ...(tested?.kind === "tested" && tested.estimate !== undefined
      ? { trend: Object.freeze({ slope: tested.estimate, p: tested.p }) }
      : {}),
  });
}
