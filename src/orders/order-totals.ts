import { dateOfDay, type Period } from "../calendar/index.ts";
import { minorDigits } from "../money/index.ts";
import { refuseRows } from "./_bad-rows.ts";
import { daysOf, rowsOf, unitsOf } from "./_batch-columns.ts";
import { numberOf } from "./_coded-customers.ts";
import { mergeIntoState } from "./_merge-totals.ts";
import { mergePacked, packState } from "./_pack-totals.ts";
import { DAY_RANGE } from "./_plain-kernel.ts";
import { buyersOf } from "./_read-buyers.ts";
import { customerTotalsOf } from "./_read-totals.ts";
import type { RowColumns } from "./_row-columns.ts";
import { createTotalsState, MOST_CODES } from "./_totals-state.ts";
import type { ColumnBatch } from "./column-batch.ts";
import type { Buyers, CustomerTotals, CustomerTotalsColumns } from "./customer-totals.ts";
import { createIdDictionary, type IdDictionary } from "./id-dictionary.ts";
import type { UnitScale } from "./money-of-units.ts";
import type { PackedTotals } from "./packed-totals.ts";

/** Options of {@link createOrderTotals}. */
export interface OrderTotalsOptions {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /**
   * Decimals of a unit of the sums; batches may be coarser, never finer.
   * @defaultValue the minor digits of the currency
   */
  readonly exponent?: number | undefined;
  /**
   * What the customer codes of the batches stand for.
   * @defaultValue codes stand for themselves: the customer of code 17 is called `"17"`. Where batches carry ids, a
   *   dictionary of the totals' own.
   */
  readonly customers?: IdDictionary | undefined;
}

/** Totals of every customer that grow with each batch. */
export interface OrderTotals extends UnitScale {
  /** How many orders were added. */
  readonly orders: number;
  /** From the first day of an order to the day after the last; nothing while there is no order. */
  readonly window: Period | undefined;
  /**
   * Adds a batch, every row an order; all of it, or nothing when it throws.
   * @throws InvalidDataError with every bad value by row and field
   * @throws RangeError if columns differ in length, currency or scale
   * @throws TypeError if a column is not of a kind that it may be
   */
  add(batch: ColumnBatch): void;
  /**
   * Adds what other totals hold: those of another day, of another shard, or read from a store. Packed totals are taken
   * code by code, so their codes must mean here what they meant there, and in a small part of the time.
   * @throws RangeError if the currency differs or the scale is finer; of packed totals, if the scale differs, or codes
   *   are not what customers are here or lie beyond the dictionary
   */
  merge(totals: CustomerTotalsColumns | PackedTotals): void;
  /**
   * A copy of the totals by code, to be merged with those of another thread.
   * @param allocate - gives the array for the records, of zeros or not; without it they get a new one
   */
  pack(allocate?: (length: number) => Float64Array): PackedTotals;
  /** The totals by customer, as columns of their own. */
  customers(): CustomerTotals;
  /** The customers with a purchase alone; what recency, frequency and monetary are made of. */
  buyers(options?: BuyersOptions): Buyers;
}

/** Options of `buyers` of {@link OrderTotals}. */
export interface BuyersOptions {
  /**
   * What the units add up: purchases alone, or purchases less returns.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
}

/**
 * Makes empty totals by customer: of purchases their number, exact sum, first and last day; of returns number and
 * sum; free orders; costs.
 *
 * Adding is commutative and associative: orders may come in any order, in batches of any size, in several totals that
 * are merged at last, and the answer is the same to the last bit. So a stream of any length takes the memory of its
 * customers alone (16 bytes each, and 8 for orders that wait to be added; with returns 4 more, and 16 of each customer
 * who has one), and yesterday's totals with the orders of today are today's. Codes without gaps are best: memory and
 * reading are those of the largest.
 *
 * Every row is an order of its own. Lines of orders are for an `OrderLog`, which tells orders apart.
 *
 * The loops run in WebAssembly where the host has it, and in JavaScript with the same results where it has not.
 *
 * @throws RangeError if the currency is unknown, or the exponent is not an integer from its minor digits to 15
 *
 * @example
 * ```ts
 * import { createIdDictionary, createOrderTotals } from "clientele/orders";
 *
 * const totals = createOrderTotals({ currency: "EUR", customers: createIdDictionary(["ann", "bob"]) });
 * const amounts = { currency: "EUR", exponent: 2, units: Int32Array.of(1990, 500, -1990) };
 * totals.add({ customers: Int32Array.of(0, 1, 0), days: Int32Array.of(20575, 20576, 20577), amounts });
 * totals.customers().get("ann"); // => { customerId: "ann", purchases: 1, returns: 1, freeOrders: 0, purchased: { amount: "19.90", currency: "EUR" }, returned: { amount: "-19.90", currency: "EUR" }, firstPurchase: "2026-05-02", lastPurchase: "2026-05-02" }
 * totals.window; // => { from: "2026-05-02", to: "2026-05-05" }
 * ```
 */
export function createOrderTotals(options: OrderTotalsOptions): OrderTotals {
  return makeOrderTotals(options);
}

/** @param only - which kernel to use, for the test that both agree */
export function makeOrderTotals(options: OrderTotalsOptions, only?: "plain" | "compiled"): OrderTotals {
  const { currency, exponent = minorDigits(currency) } = options;
  const digits = minorDigits(currency);
  if (!Number.isInteger(exponent) || exponent < digits || exponent > 15) {
    throw new RangeError(
      `Cannot make order totals: exponent must be an integer from the ${digits} minor digits of ${currency} to 15, got ${exponent}`,
    );
  }
  const scale: UnitScale = { currency, exponent };
  const state = createTotalsState(only);
  let dictionary = options.customers;
  let coded = false;
  let batches = 0;
  let orders = 0;

  /** The codes of a batch. Integers that stand for themselves and ids cannot be told apart later. */
  function codesOf({ customers }: ColumnBatch): Int32Array {
    if (customers instanceof Int32Array) {
      if (dictionary !== undefined && options.customers === undefined) {
        throw new RangeError("Cannot add batch: customers must be ids, as in the batches before, got codes");
      }
      coded ||= dictionary === undefined;
      return customers;
    }
    if (coded) {
      throw new RangeError("Cannot add batch: customers must be codes, as in the batches before, got ids");
    }
    dictionary ??= createIdDictionary();
    return dictionary.encode(customers);
  }

  return Object.freeze({
    ...scale,
    get orders() {
      return orders;
    },
    get window() {
      const { first, last } = state.days;
      if (first > last) return undefined;
      return Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) });
    },
    add(batch: ColumnBatch) {
      const rows = rowsOf(batch);
      const columns: RowColumns = {
        units: unitsOf("amounts", batch.amounts, scale),
        costs: batch.costs === undefined ? undefined : unitsOf("costs", batch.costs, scale),
        days: daysOf(batch),
        codes: codesOf(batch),
      };
      const codes = dictionary?.size ?? MOST_CODES;
      if (!state.add(columns, codes, DAY_RANGE.first, DAY_RANGE.last)) {
        refuseRows(batches, batch, columns, { codes, firstDay: DAY_RANGE.first, lastDay: DAY_RANGE.last });
      }
      orders += rows;
      batches += 1;
    },
    merge(totals: CustomerTotalsColumns | PackedTotals) {
      if (totals.currency !== currency || totals.exponent > exponent) {
        throw new RangeError(
          `Cannot merge totals: they must be in ${currency} with at most ${exponent} decimals, got ${totals.currency} with ${totals.exponent}`,
        );
      }
      if ("records" in totals) {
        checkPacked(totals);
        mergePacked(state, totals);
      } else mergeIntoState(state, totals, codesOfTotals(totals), 10 ** (exponent - totals.exponent));
      orders += totals.orders;
    },
    pack: (allocate = (length: number) => new Float64Array(length)) =>
      packState(state, scale, orders, allocate),
    customers: () => customerTotalsOf(state, dictionary, scale, orders),
    buyers: ({ count = "purchases" }: BuyersOptions = {}) => {
      if (count !== "purchases" && count !== "net") {
        throw new RangeError(
          `Cannot read buyers: count must be "purchases" or "net", got ${JSON.stringify(count)}`,
        );
      }
      return buyersOf(state, dictionary, scale, count);
    },
  });

  /** Packed totals carry nothing that could tell what their codes stand for. */
  function checkPacked(totals: PackedTotals): void {
    if (totals.exponent !== exponent) {
      throw new RangeError(
        `Cannot merge totals: packed ones must have ${exponent} decimals, got ${totals.exponent}`,
      );
    }
    const codes = totals.records.length / 2;
    if (codes === 0) return;
    if (dictionary !== undefined && options.customers === undefined) {
      throw new RangeError("Cannot merge totals: customers must be ids, as in the batches before, got codes");
    }
    if (dictionary !== undefined && codes > dictionary.size) {
      throw new RangeError(
        `Cannot merge totals: codes must lie below the ${dictionary.size} ids of the dictionary, got ${codes - 1}`,
      );
    }
    coded ||= dictionary === undefined;
  }

  /** Codes that stand for themselves stay so in totals that are empty or have such codes already. */
  function codesOfTotals({ codes, customerIds }: CustomerTotalsColumns): Int32Array {
    if (codes !== undefined && dictionary === undefined) {
      coded = true;
      return codes;
    }
    if (!coded) {
      dictionary ??= createIdDictionary();
      return dictionary.encode(customerIds);
    }
    return Int32Array.from(customerIds, (id) => {
      const code = numberOf(id);
      if (code !== undefined && code < MOST_CODES) return code;
      throw new RangeError(`Cannot merge totals: customers must be codes, got ${JSON.stringify(id)}`);
    });
  }
}
