import { CurrencyMismatchError, type Money, parseDecimal } from "../money/index.ts";
import { type CustomerTable, createCustomerTable, moneyOfUnits, withColumns } from "../orders/index.ts";
import { cutAbc } from "./_abc-cuts.ts";
import { ceilShare, checkShare } from "./_share.ts";
import { type HoldOptions, marginOf } from "./hold-options.ts";
import type { ValueTable } from "./value-table.ts";
import { configurationOf, type ViewConfiguration } from "./view-configuration.ts";

/** The classes of the partition: most valuable, most growable, other, below zero. */
export type ValueClass = "MVC" | "MGC" | "OTHER" | "BZC";

/** Options of {@link partitionCustomers}. */
export interface PartitionOptions {
  /**
   * What each customer could be worth, in the currency of the values, as an amount or as `estimatePotential` gives it;
   * who is missing has no known potential.
   */
  readonly potentials?: ReadonlyMap<string, Money | { readonly potential: Money }> | undefined;
  /**
   * The share of the positive value that the most valuable customers must reach together, the fewest best who do.
   * @defaultValue `0.5`
   */
  readonly mostValuable?: number | undefined;
  /**
   * The share, by number, of the customers who are neither most valuable nor below zero that is most growable.
   * @defaultValue `0.2`
   */
  readonly mostGrowable?: number | undefined;
  /**
   * Keeps customers MVC or MGC until the value, or the gap, lies below the boundary by more than a margin, and makes who
   * was there and was not MVC or MGC only above it by as much. Below zero is a fact, and never held.
   * @defaultValue none: the boundaries alone decide
   */
  readonly hold?: HoldOptions<Pick<PartitionTable, "get"> | ReadonlyMap<string, ValueClass>> | undefined;
}

/** What a partition was made with, to be stored beside it and compared. */
export interface PartitionConfiguration extends ViewConfiguration {
  /** As in the options. */
  readonly mostValuable: number;
  /** As in the options. */
  readonly mostGrowable: number;
  /** The margin of the hold; absent without one. */
  readonly margin?: number | undefined;
  /** Of how many customers a potential was known. */
  readonly potentials: number;
}

/** The class of one customer and why. */
export interface PartitionRow {
  /** The customer. */
  readonly customerId: string;
  /** The class. */
  readonly valueClass: ValueClass;
  /** What the customer is worth. */
  readonly value: Money;
  /** What the customer could be worth; absent where it is not known. */
  readonly potential?: Money | undefined;
  /** Potential less value; absent where the potential is not known. */
  readonly gap?: Money | undefined;
  /** The rule that decided, in words with its numbers. */
  readonly reason: string;
}

/** The class of every customer of a table, by column. */
export interface PartitionTable extends CustomerTable<PartitionRow> {
  /** The position in `classes`. */
  readonly codes: Uint8Array;
  /** The classes, in the order of the rules' names. */
  readonly classes: readonly ["MVC", "MGC", "OTHER", "BZC"];
  /** How many customers are in each class. */
  readonly counts: Readonly<Record<ValueClass, number>>;
  /** The lowest value that makes a most valuable customer; absent when there is none. */
  readonly lowestMvc?: Money | undefined;
  /** The smallest gap that makes a most growable customer; absent when there is none. */
  readonly smallestGap?: Money | undefined;
  /** What it was made with. */
  readonly configuration: PartitionConfiguration;
  /** What was divided. */
  readonly values: ValueTable;
}

const CLASSES = /* @__PURE__ */ Object.freeze(["MVC", "MGC", "OTHER", "BZC"] as const);

/**
 * Divides customers into most valuable (MVC), most growable (MGC), other, and below zero (BZC): each into exactly one.
 *
 * `BZC: value < 0`; `MVC`: the fewest best whose sum is at least `mostValuable · Σ max(value, 0)`; of the rest
 * `MGC = {i : gapᵢ > 0 and gapᵢ ≥ g₍ₖ₎}`, `gap = potential − value`, `g₍ₖ₎` the k-th largest, `k = ⌈mostGrowable · rest⌉`
 *
 * The rules come in this order. Equals at a boundary share the better class. With `hold` a boundary c is `c − ⌈m · c⌉` for
 * who was in the class above it, and `c + ⌈m · c⌉` for who was there and was not. A customer without a known potential is
 * never MGC. With the basis revenue, BZC are those who gave back more than they bought, and nothing is said of cost.
 *
 * Peppers and Rogers, "The One to One Manager" (1999), for the classes.
 *
 * @throws RangeError if a share is not from 0 to 1, or a potential is no decimal
 * @throws CurrencyMismatchError if a potential is of another currency
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { partitionCustomers, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [["ann", "90", "20"], ["bob", "30", "20"], ["cyd", "20", "10"], ["dan", "10", "15"]].map(
 *     ([customerId = "", amount = "", cost = ""]) => ({ customerId, orderedOn: "2026-05-02", amount, cost }),
 *   ),
 *   { currency: "EUR" },
 * );
 * const potentials = new Map([["cyd", { amount: "200", currency: "EUR" }]]);
 * const parts = partitionCustomers(valueCustomers(log, { asOf: "2026-06-01" }), { potentials });
 * [...parts].map((row) => row.valueClass); // => ["MVC", "OTHER", "MGC", "BZC"]
 * parts.get("cyd")?.reason; // => "the gap of 190.00 to a potential of 200.00 is among the largest, from 190.00 up"
 * parts.configuration.mostValuable; // => 0.5
 * ```
 */
export function partitionCustomers(table: ValueTable, options: PartitionOptions = {}): PartitionTable {
  const doing = "partition customers";
  const { potentials = new Map<string, Money>(), mostValuable = 0.5, mostGrowable = 0.2, hold } = options;
  checkShare(doing, "mostValuable", mostValuable);
  checkShare(doing, "mostGrowable", mostGrowable);
  const margin = marginOf(doing, hold);
  const { value, size, currency } = table;
  const previous = (i: number): ValueClass | undefined => {
    const was = hold?.previous.get(table.idAt(i));
    return typeof was === "object" ? was.valueClass : was;
  };
  /** The boundary of a class for one customer. */
  const boundary = (cut: bigint, i: number, valueClass: ValueClass): bigint => {
    const was = previous(i);
    if (was === undefined) return cut;
    const shift = ceilShare(margin, cut);
    return was === valueClass ? cut - shift : cut + shift;
  };
  const potential = readPotentials(doing, table, potentials);
  const mvc = cutAbc(value, [mostValuable, 1]).a;
  const codes = new Uint8Array(size).fill(2);
  const gaps: bigint[] = [];
  let rest = 0;
  const gapAt = (i: number): bigint | undefined => {
    const could = potential.get(i);
    return could === undefined
      ? undefined
      : could - BigInt(value[i]!) * 10n ** BigInt(FINEST - table.exponent);
  };
  for (let i = 0; i < size; i++) {
    if (value[i]! < 0) codes[i] = 3;
    else if (mvc !== undefined && value[i]! > 0 && value[i]! >= Number(boundary(BigInt(mvc), i, "MVC")))
      codes[i] = 0;
    else {
      rest++;
      const gap = gapAt(i);
      if (gap !== undefined && gap > 0n) gaps.push(gap);
    }
  }
  gaps.sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const wanted = Number(ceilShare(mostGrowable, BigInt(rest)));
  const smallest = wanted === 0 ? undefined : gaps[Math.min(wanted, gaps.length) - 1];
  if (smallest !== undefined) {
    for (const i of potential.keys()) {
      const gap = gapAt(i)!;
      if (codes[i] === 2 && gap > 0n && gap >= boundary(smallest, i, "MGC")) codes[i] = 1;
    }
  }
  const fine = { currency, exponent: FINEST };
  const money = (units: bigint): Money => moneyOfUnits(units, fine);
  const reasonOf = (i: number): string => {
    const worth = moneyOfUnits(value[i]!, table).amount;
    const gap = gapAt(i);
    if (value[i]! >= 0 && hold !== undefined) {
      const isMvc = mvc !== undefined && value[i]! >= mvc;
      const isMgc = !isMvc && smallest !== undefined && gap !== undefined && gap >= smallest;
      const plain = isMvc ? 0 : isMgc ? 1 : 2;
      if (codes[i] !== plain)
        return `the value of ${worth} would be ${CLASSES[plain]}, but is within ${margin * 100} % of a boundary: ${CLASSES[codes[i]!]!} for having been ${previous(i) ?? "new"}`;
    }
    switch (CLASSES[codes[i]!]) {
      case "BZC":
        return `the value of ${worth} is below zero`;
      case "MVC":
        return `the value of ${worth} is among the best who bring ${mostValuable} of all, from ${moneyOfUnits(mvc!, table).amount} up`;
      case "MGC":
        return `the gap of ${money(gap!).amount} to a potential of ${money(potential.get(i)!).amount} is among the largest, from ${money(smallest!).amount} up`;
      default:
        if (gap === undefined)
          return `the value of ${worth} is not among the best, and no potential is known`;
        return `the value of ${worth} is not among the best, nor the gap of ${money(gap).amount} among the largest`;
    }
  };
  const count = (code: number): number => codes.reduce((sum: number, one) => sum + (one === code ? 1 : 0), 0);
  return withColumns(
    createCustomerTable(table, (i): PartitionRow => {
      const gap = gapAt(i);
      return Object.freeze({
        customerId: table.idAt(i),
        valueClass: CLASSES[codes[i]!]!,
        value: moneyOfUnits(value[i]!, table),
        ...(gap === undefined ? {} : { potential: money(potential.get(i)!), gap: money(gap) }),
        reason: reasonOf(i),
      });
    }),
    {
      codes,
      classes: CLASSES,
      counts: Object.freeze({ MVC: count(0), MGC: count(1), OTHER: count(2), BZC: count(3) }),
      ...(mvc === undefined ? {} : { lowestMvc: moneyOfUnits(mvc, table) }),
      ...(smallest === undefined ? {} : { smallestGap: money(smallest) }),
      configuration: configurationOf(table, {
        mostValuable,
        mostGrowable,
        potentials: potential.size,
        ...(hold === undefined ? {} : { margin }),
      }),
      values: table,
    },
  );
}

/** The finest decimals there are, so that no potential loses one. */
const FINEST = 15;

/** Potentials by position, in integers of so many decimals that none is lost. */
function readPotentials(
  doing: string,
  table: ValueTable,
  potentials: ReadonlyMap<string, Money | { readonly potential: Money }>,
): ReadonlyMap<number, bigint> {
  const read = new Map<number, bigint>();
  for (const [customerId, known] of potentials) {
    const { amount, currency } = "potential" in known ? known.potential : known;
    if (currency !== table.currency) throw new CurrencyMismatchError(doing, table.currency, currency);
    const { units, exponent } = readPotential(doing, customerId, amount);
    const at = table.indexOf(customerId);
    if (at !== undefined) read.set(at, BigInt(units) * 10n ** BigInt(FINEST - exponent));
  }
  return read;
}

function readPotential(doing: string, customerId: string, amount: string) {
  try {
    return parseDecimal(amount);
  } catch {
    throw new RangeError(
      `Cannot ${doing}: the potential of ${customerId} must be a plain decimal such as 12.50, got ${amount}`,
    );
  }
}
