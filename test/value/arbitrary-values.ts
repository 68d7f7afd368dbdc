import { orderLogFromRows } from "clientele/orders";
import { type ValueTable, valueCustomers } from "clientele/value";
import fc from "fast-check";

/** Values in cents, many of them equal, some not positive. */
export const manyValues = fc.array(
  fc.oneof(
    fc.constantFrom(0, 100, 500, -100),
    fc.integer({ min: -2_000, max: 50_000 }),
    fc.integer({ min: 1, max: 9 }),
  ),
  { maxLength: 60 },
);

const name = (i: number): string => `c${String(i).padStart(3, "0")}`;

/** A table of these values in cents, times a factor, in this order of customers. */
export function tableOf(cents: readonly number[], factor = 1): ValueTable {
  const rows = cents.map((units, i) => ({
    customerId: name(i),
    orderedOn: "2026-05-02" as const,
    amount: (units < 0 ? "-" : "") + cent(Math.abs(units) * factor),
  }));
  return valueCustomers(orderLogFromRows(rows, { currency: "EUR" }), { asOf: "2026-06-01" });
}

const cent = (units: number): string => `${Math.floor(units / 100)}.${String(units % 100).padStart(2, "0")}`;
