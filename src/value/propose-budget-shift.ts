import {
  allocateMoney,
  CurrencyMismatchError,
  type Money,
  multiplyMoney,
  parseDecimal,
  subtractMoney,
  sumMoney,
} from "../money/index.ts";
import { checkShare } from "./_share.ts";
import type { AbcTable } from "./classify-abc.ts";

/** Options of {@link proposeBudgetShift}. */
export interface BudgetShiftOptions {
  /** What is spent on each customer now; who is missing gets nothing. */
  readonly spend: ReadonlyMap<string, Money>;
  /**
   * The share of the spend on class C that is moved.
   * @defaultValue `0.5`
   */
  readonly share?: number | undefined;
}

/** What is spent on one class, now and by the proposal. */
export interface ClassBudget {
  /** The class. */
  readonly tier: "A" | "B" | "C";
  /** How many customers are in it. */
  readonly customers: number;
  /** The spend now. */
  readonly now: Money;
  /** The spend by the proposal. */
  readonly proposed: Money;
}

/** What would change for one customer. */
export interface CustomerShift {
  /** The customer. */
  readonly customerId: string;
  /** The class: C gives, A receives. */
  readonly tier: "A" | "C";
  /** The spend now. */
  readonly now: Money;
  /** The spend by the proposal. */
  readonly proposed: Money;
}

/** A proposal: nothing is moved until somebody does. */
export interface BudgetShift {
  /** How much would be moved. */
  readonly moved: Money;
  /** By class; the total does not change. */
  readonly tiers: readonly ClassBudget[];
  /** By customer, by id; only those for whom something changes. */
  readonly customers: readonly CustomerShift[];
  /** Spend on customers who are not in the table; it is left where it is. */
  readonly unclassified: Money;
  /** The proposal in words. */
  readonly text: string;
}

/**
 * Proposes to move budget from class C to class A: of every C customer's spend a share, to the A customers in
 * proportion to their value.
 *
 * `moved = Σ over C of share · spend`, each rounded down to the currency's minor unit; to A customer i
 * `moved · valueᵢ / Σ value of A`, by largest remainder, so that not a cent is lost
 *
 * @throws CurrencyMismatchError if an amount is of another currency than the values
 * @throws RangeError if a spend is negative or no decimal, or the share is not from 0 to 1
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { classifyAbc, proposeBudgetShift, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   ["60", "30", "6", "4"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const abc = classifyAbc(valueCustomers(log, { asOf: "2026-06-01" }));
 * const spend = new Map([["c1", { amount: "5", currency: "EUR" }], ["c4", { amount: "9", currency: "EUR" }]]);
 * const shift = proposeBudgetShift(abc, { spend });
 * shift.text; // => "move 4.50 EUR from 1 customer of class C to 2 of class A"
 * shift.customers.map((row) => [row.customerId, row.now.amount, row.proposed.amount]); // => [["c1", "5.00", "8.00"], ["c2", "0.00", "1.50"], ["c4", "9.00", "4.50"]]
 * ```
 */
export function proposeBudgetShift(abc: AbcTable, options: BudgetShiftOptions): BudgetShift {
  const doing = "propose a budget shift";
  const { spend, share = 0.5 } = options;
  checkShare(doing, "share", share);
  const { currency, value } = abc.values;
  const zero = sumMoney([], currency);
  const spends = abc.customerIds.map(() => zero);
  const strangers: Money[] = [];
  for (const [customerId, money] of spend) {
    if (money.currency !== currency) throw new CurrencyMismatchError(doing, currency, money.currency);
    if (!isAmount(money.amount)) {
      throw new RangeError(
        `Cannot ${doing}: the spend on ${customerId} must be a decimal not below zero, got ${money.amount}`,
      );
    }
    const at = abc.indexOf(customerId);
    if (at === undefined) strangers.push(money);
    else spends[at] = sumMoney([money], currency);
  }
  const best = [...abc.codes.keys()].filter((i) => abc.codes[i] === 0);
  const given = abc.customerIds.map((_, i) =>
    abc.codes[i] === 2 && best.length > 0
      ? multiplyMoney(spends[i]!, plainText(share), { rounding: "down" })
      : zero,
  );
  const moved = sumMoney(given, currency);
  const received =
    best.length === 0
      ? []
      : allocateMoney(
          moved,
          best.map((i) => String(value[i]!)),
        );
  const proposed = spends.map((now, i) => subtractMoney(now, given[i]!));
  best.forEach((i, place) => {
    proposed[i] = sumMoney([spends[i]!, received[place]!], currency);
  });
  const customers = abc.customerIds.flatMap((customerId, i) =>
    proposed[i]!.amount === spends[i]!.amount
      ? []
      : [
          Object.freeze({
            customerId,
            tier: abc.codes[i] === 0 ? ("A" as const) : ("C" as const),
            now: spends[i]!,
            proposed: proposed[i]!,
          }),
        ],
  );
  const givers = customers.filter((row) => row.tier === "C").length;
  const tiers = abc.tiers.map((tier, code) => {
    const inside = [...abc.codes.keys()].filter((i) => abc.codes[i] === code);
    return Object.freeze({
      tier,
      customers: inside.length,
      now: sumMoney(
        inside.map((i) => spends[i]!),
        currency,
      ),
      proposed: sumMoney(
        inside.map((i) => proposed[i]!),
        currency,
      ),
    });
  });
  return Object.freeze({
    moved,
    tiers: Object.freeze(tiers),
    customers: Object.freeze(customers),
    unclassified: sumMoney(strangers, currency),
    text: `move ${moved.amount} ${currency} from ${givers} ${givers === 1 ? "customer" : "customers"} of class C to ${best.length} of class A`,
  });
}

function isAmount(text: string): boolean {
  try {
    return parseDecimal(text).units >= 0;
  } catch {
    return false;
  }
}

/** A share as plain decimal text: `String` writes small ones with an exponent. */
function plainText(share: number): string {
  const text = String(share);
  return text.includes("e") ? share.toFixed(20) : text;
}
