import fc from "fast-check";
import { addDays, type PlainDate } from "../calendar/index.ts";
import type { OrderRow } from "../orders/index.ts";
import { arbitraryOrderRows } from "./arbitrary-order-rows.ts";
import type { Law } from "./scoring-laws.ts";

/** A scoring rule over orders: a score, or whatever JSON keeps, for each customer, as of a day. */
export type OrderScoringRule = (
  rows: readonly OrderRow[],
  asOf: PlainDate,
) => Readonly<Record<string, unknown>>;

/** The laws of scoring orders. */
export type OrderScoringLawId =
  | "repeatable"
  | "unchanged"
  | "order"
  | "twins"
  | "names"
  | "time"
  | "money"
  | "future"
  | "json";

/** Options of {@link orderScoringLaws}. */
export interface OrderScoringLawsOptions {
  /**
   * The orders that the rule must be able to score.
   * @defaultValue `arbitraryOrderRows()`
   */
  readonly rows?: fc.Arbitrary<OrderRow[]> | undefined;
  /**
   * The day that they are scored as of.
   * @defaultValue 2026-06-01
   */
  readonly asOf?: PlainDate | undefined;
}

/**
 * What every fair way from orders to scores keeps, as properties to be asserted on a rule of your own: the same each
 * time, nothing written to the input, independent of the order of rows, the same for customers with the same orders,
 * independent of what customers are called, of the calendar (all days and `asOf` shifted together) and of the unit of
 * money, blind to orders after the day of the analysis, and unchanged by JSON.
 *
 * A rule with thresholds in money keeps all laws but `money`; leave it out by its id.
 *
 * @param rule - the rule under test; customers may be left out of the result
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureRfm, scoreRfm } from "clientele/rfm";
 * import { type OrderScoringRule, orderScoringLaws } from "clientele/testing";
 *
 * const rule: OrderScoringRule = (rows, asOf) => {
 *   const scores = scoreRfm(measureRfm(orderLogFromRows(rows, { currency: "EUR" }), { asOf }));
 *   return Object.fromEntries([...scores].map(({ customerId, ...score }) => [customerId, score]));
 * };
 * orderScoringLaws(rule).filter((law) => fc.check(law.property, { numRuns: 20 }).failed); // => []
 * ```
 */
export function orderScoringLaws(
  rule: OrderScoringRule,
  options: OrderScoringLawsOptions = {},
): readonly Law<OrderScoringLawId>[] {
  const { asOf = "2026-06-01" } = options;
  const anyRows = options.rows ?? arbitraryOrderRows();
  const score = (rows: readonly OrderRow[], day: PlainDate = asOf): string =>
    textOf(rule(Object.freeze(rows.map((row) => Object.freeze({ ...row }))), day));
  const law = (
    id: OrderScoringLawId,
    name: string,
    holds: (rows: OrderRow[]) => boolean,
  ): Law<OrderScoringLawId> => Object.freeze({ id, name, property: fc.property(anyRows, holds) });
  return Object.freeze([
    law("repeatable", "the same orders get the same scores", (rows) => {
      const first = score(rows);
      return score(rows) === first;
    }),
    law("unchanged", "the orders given are not changed", (rows) => {
      const copy = structuredClone(rows);
      rule(rows, asOf);
      return JSON.stringify(rows) === JSON.stringify(copy);
    }),
    Object.freeze({
      id: "order" as const,
      name: "reordering the rows changes no score",
      property: fc.property(shuffled(anyRows), ([rows, other]) => score(other) === score(rows)),
    }),
    law("twins", "customers with the same orders get the same score", (rows) => {
      const [first] = rows;
      if (first === undefined) return true;
      const own = rows.filter((row) => row.customerId === first.customerId);
      const twin = own.map((row): OrderRow => ({ ...row, customerId: TWIN }));
      const scores = rule([...rows, ...twin], asOf);
      return textOf({ one: scores[first.customerId] }) === textOf({ one: scores[TWIN] });
    }),
    law("names", "what customers are called changes no score", (rows) => {
      const ids = [...new Set(rows.map((row) => row.customerId))];
      // Names in the opposite order, so that a rule that breaks ties by name is found out.
      const renamed = new Map(ids.sort().map((id, i) => [id, `n${String(ids.length - i).padStart(4, "0")}`]));
      const scores = rule(rows, asOf);
      const others = rule(
        rows.map((row): OrderRow => ({ ...row, customerId: renamed.get(row.customerId) ?? "" })),
        asOf,
      );
      return ids.every(
        (id) => textOf({ one: scores[id] }) === textOf({ one: others[renamed.get(id) ?? ""] }),
      );
    }),
    Object.freeze({
      id: "time" as const,
      name: "shifting all days together changes no score",
      property: fc.property(anyRows, fc.integer({ min: -500, max: 500 }), (rows, days) => {
        const later = rows.map((row): OrderRow => ({ ...row, orderedOn: addDays(row.orderedOn, days) }));
        return score(later, addDays(asOf, days)) === score(rows);
      }),
    }),
    law("money", "another unit of money changes no score", (rows) => {
      const minor = rows.map(
        (row): OrderRow =>
          row.amount === undefined
            ? { ...row, price: tenfold(row.price) }
            : { ...row, amount: tenfold(row.amount) },
      );
      return score(minor) === score(rows);
    }),
    law("future", "orders of the day of the analysis and later change no score", (rows) => {
      const known = rows.filter((row) => row.orderedOn < asOf);
      const [first] = known;
      if (first === undefined) return true;
      const later = [0, 1, 40].map((days): OrderRow => ({ ...first, orderedOn: addDays(asOf, days) }));
      return score([...known, ...later]) === score(known);
    }),
    law("json", "the scores are the same after JSON", (rows) => {
      const scores = rule(rows, asOf);
      return textOf(JSON.parse(JSON.stringify(scores))) === textOf(scores);
    }),
  ]);
}

const TWIN = "twin of the first";

/** Keys in order and numbers in full, so that NaN and −0, which JSON would lose, are not taken for others. */
function textOf(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`)
    .sort()
    .join()}}`;
}

/** A decimal times ten, by moving the point. */
function tenfold(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  return `${whole}${fraction.slice(0, 1) || "0"}${fraction.length > 1 ? `.${fraction.slice(1)}` : ""}`;
}

function shuffled(anyRows: fc.Arbitrary<OrderRow[]>): fc.Arbitrary<[OrderRow[], OrderRow[]]> {
  return anyRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
}
