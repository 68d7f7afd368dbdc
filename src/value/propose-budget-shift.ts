import {
  allocateMoney,
  CurrencyMismatchError,
  compareMoney,
  type Money,
  multiplyMoney,
  parseDecimal,
  subtractMoney,
  sumMoney,
} from "../money/index.ts";
import { checkShare } from "./_share.ts";
import type { AbcTable } from "./abc-table.ts";
import { type CustomerTreatment, capOf } from "./assign-treatments.ts";

/** Options of {@link proposeBudgetShift}. */
export interface BudgetShiftOptions {
  /** What is spent on each customer now; who is missing gets nothing. */
  readonly spend: ReadonlyMap<string, Money>;
  /**
   * The share of the spend on class C that is moved.
   * @defaultValue `0.5`
   */
  readonly share?: number | undefined;
  /**
   * The treatment of each customer, from `assignTreatments`: all that is spent on who is to be let go, and above a spend
   * cap, is moved, and no A customer receives more than up to the cap. Who is missing has none.
   */
  readonly treatments?: ReadonlyMap<string, CustomerTreatment> | undefined;
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
  /** The class: C gives, A receives; by a treatment every class may give. */
  readonly tier: "A" | "B" | "C";
  /** The spend now. */
  readonly now: Money;
  /** The spend by the proposal. */
  readonly proposed: Money;
}

/** A proposal: nothing is moved until somebody does. */
export interface BudgetShift {
  /** How much A customers would receive. */
  readonly moved: Money;
  /** By class; the total falls by what is freed alone. */
  readonly tiers: readonly ClassBudget[];
  /** By customer, by id; only those for whom something changes. */
  readonly customers: readonly CustomerShift[];
  /** Spend on customers who are not in the table; it is left where it is. */
  readonly unclassified: Money;
  /** What is taken from customers and no A customer may receive, for the caps of their treatments. */
  readonly freed: Money;
  /** The proposal in words. */
  readonly text: string;
}

/**
 * Proposes to move budget from class C to class A: of every C customer's spend a share, to the A customers in
 * proportion to their value.
 *
 * `moved = Σ over C of share · spend`, and where there are treatments of every customer at least `spend − cap` (all of the
 * spend on who is to be let go), each rounded down to the currency's minor unit; to A customer i
 * `moved · valueᵢ / Σ value of A`, by largest remainder, so that not a cent is lost; who reaches the cap passes the rest on
 *
 * @throws CurrencyMismatchError if an amount or a cap is of another currency than the values
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
  const { spend, share = 0.5, treatments } = options;
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
  const caps = abc.customerIds.map((id): Money | undefined => {
    const cap = capOf(treatments?.get(id), currency)?.cap;
    if (cap === undefined) return undefined;
    if (cap.currency !== currency) throw new CurrencyMismatchError(doing, currency, cap.currency);
    return sumMoney([cap], currency);
  });
  const best = [...abc.codes.keys()].filter((i) => abc.codes[i] === 0);
  const given = spends.map((now, i) => {
    const cap = caps[i];
    const over = cap !== undefined && compareMoney(now, cap) > 0 ? subtractMoney(now, cap) : zero;
    const part =
      abc.codes[i] === 2 && best.length > 0
        ? multiplyMoney(now, plainText(share), { rounding: "down" })
        : zero;
    return compareMoney(over, part) > 0 ? over : part;
  });
  const left = spends.map((now, i) => subtractMoney(now, given[i]!));
  const total = sumMoney(given, currency);
  const { received, freed } = distribute(total, {
    best,
    weights: best.map((i) => String(value[i]!)),
    rooms: best.map((i) => {
      const cap = caps[i];
      return cap && (compareMoney(cap, left[i]!) > 0 ? subtractMoney(cap, left[i]!) : zero);
    }),
  });
  const moved = subtractMoney(total, freed);
  const proposed = left.map((money, i) => sumMoney([money, received.get(i) ?? zero], currency));
  const customers = abc.customerIds.flatMap((customerId, i) =>
    proposed[i]!.amount === spends[i]!.amount
      ? []
      : [
          Object.freeze({
            customerId,
            tier: abc.tiers[abc.codes[i] as 0 | 1 | 2],
            now: spends[i]!,
            proposed: proposed[i]!,
          }),
        ],
  );
  const givers = customers.filter((row) => compareMoney(row.proposed, row.now) < 0);
  const from = givers.every((row) => row.tier === "C") ? "of class C " : "";
  const takers = customers.filter((row) => compareMoney(row.proposed, row.now) > 0).length;
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
    freed,
    text:
      `move ${moved.amount} ${currency} from ${givers.length} ${givers.length === 1 ? "customer" : "customers"} ${from}to ${treatments === undefined ? best.length : takers} of class A` +
      (freed.amount === zero.amount ? "" : `, and spend ${freed.amount} ${currency} no more`),
  });
}

/** Shares an amount out by weight; who has no room for more passes the rest on, and what nobody has room for is freed. */
function distribute(
  total: Money,
  to: {
    readonly best: readonly number[];
    readonly weights: readonly string[];
    /** How much more each may receive; absent where there is no limit. */
    readonly rooms: readonly (Money | undefined)[];
  },
): { readonly received: ReadonlyMap<number, Money>; readonly freed: Money } {
  const received = new Map<number, Money>();
  const rooms = [...to.rooms];
  let rest = total;
  let open = [...to.best.keys()];
  while (open.length > 0 && !isZero(rest)) {
    const parts = allocateMoney(
      rest,
      open.map((place) => to.weights[place]!),
    );
    const full = new Set<number>();
    rest = sumMoney([], total.currency);
    open.forEach((place, k) => {
      const [part, room] = [parts[k]!, rooms[place]];
      const fits = room === undefined || compareMoney(part, room) <= 0;
      const taken = fits ? part : room;
      if (!fits) {
        full.add(place);
        rest = sumMoney([rest, subtractMoney(part, room)], total.currency);
      }
      if (room !== undefined) rooms[place] = subtractMoney(room, taken);
      const i = to.best[place]!;
      received.set(i, sumMoney([received.get(i) ?? sumMoney([], total.currency), taken], total.currency));
    });
    open = open.filter((place) => !full.has(place));
  }
  return { received, freed: rest };
}

const isZero = ({ amount }: Money): boolean => !/[1-9]/.test(amount);

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
