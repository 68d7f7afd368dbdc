import { dateOfDay } from "clientele/calendar";
import type { OrderRow } from "clientele/orders";
import fc from "fast-check";

/** Few ids, so that customers, orders and products meet again; some beyond the basic plane. */
const customerId = fc.constantFrom("ann", "bob", "Çelik", "～", "😀", "客戶一");
const orderId = fc.constantFrom("o1", "o2", "o3");
const productId = fc.constantFrom("kettle", "cup", "茶");

/** A day of about three months from 2026-01-01. */
export const anyDay = fc.integer({ min: 20454, max: 20544 }).map(dateOfDay);

/** A decimal of at most `decimals` decimals. */
const anyDecimal = (decimals: number, most = 100_000): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: -most, max: most }), fc.nat({ max: decimals }))
    .map(([units, places]) => (units / 10 ** places).toFixed(places).replace(/^-(0(\.0*)?)$/, "$1"));

/** What the arbitrary rows may carry. */
interface RowConstraints {
  /** Whether rows carry an order id: all, some, or none. */
  readonly orderIds?: "all" | "some" | "none";
  /** Whether rows carry a cost. */
  readonly costs?: "all" | "some" | "none";
  /** Whether rows carry a quantity, a channel, a place and a moment, each by itself. */
  readonly details?: "all" | "some" | "none";
}

/** A row by its amount, in euros. */
function anyRow(constraints: RowConstraints = {}): fc.Arbitrary<OrderRow> {
  const { orderIds = "some", costs = "some", details = "some" } = constraints;
  const maybe = <T>(
    arbitrary: fc.Arbitrary<T>,
    share: "all" | "some" | "none",
  ): fc.Arbitrary<T | undefined> =>
    share === "all"
      ? arbitrary
      : share === "none"
        ? fc.constant(undefined)
        : fc.option(arbitrary, { nil: undefined });
  return fc.record({
    customerId,
    orderedOn: anyDay,
    amount: anyDecimal(3),
    orderId: maybe(orderId, orderIds),
    productId: maybe(productId, "some"),
    cost: maybe(anyDecimal(4), costs),
    quantity: maybe(anyDecimal(2, 900), details),
    channel: maybe(fc.constantFrom("web", "shop", "電話"), details),
    placeId: maybe(fc.constantFrom("north", "south"), details),
    orderedAt: maybe(fc.integer({ min: 1_767_225_600_000, max: 1_775_000_000_000 }), details),
  });
}

/** Rows of one kind: with order ids throughout or not, with costs or not. */
export const anyRows = fc
  .record({
    orderIds: fc.constantFrom("all" as const, "some" as const, "none" as const),
    costs: fc.constantFrom("all" as const, "some" as const, "none" as const),
    details: fc.constantFrom("all" as const, "some" as const, "none" as const),
  })
  .chain((constraints) => fc.array(anyRow(constraints), { maxLength: 40 }));

/** Rows and another order of the same rows. */
export const anyShuffledRows = anyRows.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
);
