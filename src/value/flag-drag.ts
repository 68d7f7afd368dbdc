import { addYears, dayNumber } from "../calendar/index.ts";
import type { Opportunity } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import {
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { ceilShare, checkShare, floorShare } from "./_share.ts";
import { type HoldOptions, marginOf } from "./hold-options.ts";
import type { ValueTable } from "./value-table.ts";
import { configurationOf, type ViewConfiguration } from "./view-configuration.ts";

/** Options of {@link flagDrag}. */
export interface DragOptions {
  /**
   * The share of all customers of the table that can be drag, from 0 to 1.
   * @defaultValue `0.2`
   */
  readonly share?: number | undefined;
  /** The orders, to see how long each customer has bought nothing. */
  readonly log?: OrderLog | undefined;
  /** The sales with their bids, to see whose bids are always lost. */
  readonly opportunities?: Iterable<Opportunity> | undefined;
  /**
   * The fewest decided bids from which "always lost" is said.
   * @defaultValue `2`
   */
  readonly minimumBids?: number | undefined;
  /**
   * Keeps drag until the value reaches the boundary by more than a margin, and flags who was there without it only below
   * the boundary by as much.
   * @defaultValue none: the boundary alone decides
   */
  readonly hold?: HoldOptions<Pick<DragTable, "get"> | ReadonlyMap<string, boolean>> | undefined;
}

/** What the flag was made with. */
export interface DragConfiguration extends ViewConfiguration {
  /** The share asked for. */
  readonly share: number;
  /** The fewest decided bids from which "always lost" is said. */
  readonly minimumBids: number;
  /** The margin of the hold; absent without one. */
  readonly margin?: number | undefined;
}

/** One reason to doubt that a customer is worth the effort. */
export interface DragEvidence {
  /** Costs more than is brought; nothing bought for over a year; every decided bid lost. */
  readonly reason: "costs-more" | "no-order-for-over-a-year" | "bids-always-lost";
  /** The fact in words with its number. */
  readonly text: string;
}

/** Whether one customer is drag, and what speaks for it. */
export interface DragRow {
  /** The customer. */
  readonly customerId: string;
  /** Among the least valuable. */
  readonly drag: boolean;
  /** What is known against the customer, drag or not; a drag customer without any deserves a second look. */
  readonly evidence: readonly DragEvidence[];
}

/** The drag customers of a table. */
export interface DragTable extends CustomerTable<DragRow> {
  /** 1 for a drag customer, else 0. */
  readonly flags: Uint8Array;
  /** The share asked for. */
  readonly share: number;
  /** How many that is at most: `⌊share · n⌋`. */
  readonly wanted: number;
  /** How many are drag: fewer than wanted by equals at the boundary; with a hold fewer or more. */
  readonly count: number;
  /** The highest value that is drag; absent when nobody is. */
  readonly highest?: Money | undefined;
  /** What it was made with. */
  readonly configuration: DragConfiguration;
  /** What was flagged. */
  readonly values: ValueTable;
}

/**
 * Flags the least valuable customers by number, the bottom 20 % unless told otherwise, and gathers what else speaks
 * against each: no order for over a year, bids always lost, costs above what is brought.
 *
 * `drag = {i : valueᵢ < v₍ₖ₊₁₎}`, `v₍ₖ₊₁₎` the (k + 1)-th smallest value, `k = ⌊share · n⌋`
 *
 * The tie rule spares: nobody is drag who is worth as much as somebody who is not, so that equals at the boundary are
 * all left out (gold takes them all in). A flag is no order to let a customer go: it says whom to look at.
 *
 * With `hold` the boundary c = v₍ₖ₊₁₎ is `c + ⌈m · |c|⌉` for who was drag, and `c − ⌈m · |c|⌉` for who was there and was not.
 *
 * @throws RangeError if the share or the margin is not from 0 to 1, or `minimumBids` is not a positive integer
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { flagDrag, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", amount: "90" },
 *     { customerId: "bob", orderedOn: "2024-05-02", amount: "5" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const drag = flagDrag(valueCustomers(log, { asOf: "2026-06-01" }), { share: 0.5, log });
 * drag.flags; // => Uint8Array.of(0, 1)
 * drag.get("bob")?.evidence.map((one) => one.text); // => ["the last order was 760 days before 2026-06-01"]
 * ```
 */
export function flagDrag(table: ValueTable, options: DragOptions = {}): DragTable {
  const { share = 0.2, minimumBids = 2, hold } = options;
  checkShare("flag drag customers", "share", share);
  const margin = marginOf("flag drag customers", hold);
  if (!Number.isSafeInteger(minimumBids) || minimumBids < 1) {
    throw new RangeError(
      `Cannot flag drag customers: minimumBids must be a positive integer, got ${minimumBids}`,
    );
  }
  const { customerIds, size, value } = table;
  const wanted = Number(floorShare(share, BigInt(size)));
  const rising = value.slice().sort();
  const boundary = wanted === size ? Number.POSITIVE_INFINITY : rising[wanted]!;
  const shift = wanted === size ? 0 : Number(ceilShare(margin, BigInt(Math.abs(boundary))));
  const flags = new Uint8Array(size);
  let [count, highest] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < size && wanted > 0; i++) {
    const was = hold?.previous.get(table.idAt(i));
    const drag = typeof was === "object" ? was.drag : was;
    const limit = drag === undefined ? boundary : drag ? boundary + shift : boundary - shift;
    if (!(value[i]! < limit)) continue;
    flags[i] = 1;
    count++;
    if (value[i]! > highest) highest = value[i]!;
  }
  const last = options.log && lastPurchases(options.log, table.asOf);
  const bids = countBids(options.opportunities ?? [], table.asOf);
  const yearAgo = dayNumber(addYears(table.asOf, -1));
  const evidenceOf = (i: number): readonly DragEvidence[] => {
    const found: DragEvidence[] = [];
    const id = customerIds[i]!;
    if (table.basis === "profit" && value[i]! < 0) {
      found.push({
        reason: "costs-more",
        text: `costs exceed revenue by ${moneyOfUnits(-value[i]!, table).amount} ${table.currency}`,
      });
    }
    const day = last?.get(id);
    if (day !== undefined && day < yearAgo) {
      const days = dayNumber(table.asOf) - day;
      found.push({
        reason: "no-order-for-over-a-year",
        text: `the last order was ${days} days before ${table.asOf}`,
      });
    }
    const bid = bids.get(id);
    if (bid !== undefined && bid.won === 0 && bid.lost >= minimumBids) {
      found.push({ reason: "bids-always-lost", text: `all ${bid.lost} decided bids were lost` });
    }
    return Object.freeze(found.map((one) => Object.freeze(one)));
  };
  return withColumns(
    createCustomerTable(
      table,
      (i): DragRow =>
        Object.freeze({ customerId: customerIds[i]!, drag: flags[i] === 1, evidence: evidenceOf(i) }),
    ),
    {
      flags,
      share,
      wanted,
      count,
      ...(count === 0 ? {} : { highest: moneyOfUnits(highest, table) }),
      configuration: configurationOf(table, {
        share,
        minimumBids,
        ...(hold === undefined ? {} : { margin }),
      }),
      values: table,
    },
  );
}

/** The last buying day before a day of every customer who has one. */
function lastPurchases(log: OrderLog, asOf: ValueTable["asOf"]): ReadonlyMap<string, number> {
  const end = dayNumber(asOf);
  const last = new Map<string, number>();
  for (let i = 0; i < log.size; i++) {
    // Days of one customer never fall.
    if (log.amounts[i]! > 0 && log.days[i]! < end)
      last.set(log.customerIds[log.customers[i]!]!, log.days[i]!);
  }
  return last;
}

function countBids(
  opportunities: Iterable<Opportunity>,
  asOf: ValueTable["asOf"],
): ReadonlyMap<string, { won: number; lost: number }> {
  const counts = new Map<string, { won: number; lost: number }>();
  for (const { customerId, bids = [] } of opportunities) {
    for (const { submittedOn, outcome } of bids) {
      if (outcome === "open" || submittedOn >= asOf) continue;
      const count = counts.get(customerId) ?? { won: 0, lost: 0 };
      count[outcome]++;
      counts.set(customerId, count);
    }
  }
  return counts;
}
