import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { measureRfm, type RfmTable } from "clientele/rfm";
import fc from "fast-check";
import { anyDay } from "../orders/arbitrary-rows.ts";

export const asOf = "2026-05-01";

/** Many customers with many equal values. */
export const manyRows: fc.Arbitrary<OrderRow[]> = fc.array(
  fc.record({
    customerId: fc.integer({ min: 1, max: 40 }).map((n) => `c${n}`),
    orderId: fc.integer({ min: 1, max: 30 }).map(String),
    orderedOn: anyDay,
    amount: fc.oneof(
      fc.constantFrom("5", "10", "20.5"),
      fc.integer({ min: -500, max: 90_000 }).map((n) => (n / 100).toFixed(2)),
    ),
  }),
  { maxLength: 120 },
);

export const tableOf = (rows: readonly OrderRow[], count?: "purchases" | "net"): RfmTable =>
  measureRfm(orderLogFromRows(rows, { currency: "EUR" }), { asOf, count });
