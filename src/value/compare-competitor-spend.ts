import { compareCodePoints } from "../ids/index.ts";
import type { SpendEstimate } from "../model/index.ts";
import { CurrencyMismatchError, type Money, subtractMoney, sumMoney } from "../money/index.ts";

/** Spend of customers with one competitor, earlier and later. */
export interface CompetitorSpend {
  /** The competitor. */
  readonly competitorId: string;
  /** Customers with an estimate in both periods. */
  readonly customers: number;
  /** Their spend there by the earlier estimate. */
  readonly before: Money;
  /** Their spend there by the later estimate. */
  readonly now: Money;
  /** Now less before: what moved there, or came back where it is negative. */
  readonly moved: Money;
  /** What moved by the cause of the customer, the most first; of all for whom none is known in one row without one. */
  readonly causes: readonly MovedSpend[];
}

/** Spend that moved for one cause. */
export interface MovedSpend {
  /** The cause; absent where none is known. */
  readonly cause?: string | undefined;
  /** How many customers. */
  readonly customers: number;
  /** Now less before. */
  readonly moved: Money;
}

/** Options of {@link compareCompetitorSpend}. */
export interface CompetitorSpendOptions {
  /** The estimates of the time before. */
  readonly before: Iterable<SpendEstimate>;
  /** The currency of all estimates. */
  readonly currency: string;
  /**
   * Why a customer buys elsewhere, by customer id: the reason of a loss, what a complaint was about.
   * @defaultValue none is known
   */
  readonly causes?: ReadonlyMap<string, string> | undefined;
}

/**
 * Tells how much spend moved to each competitor between two estimates of the same customers and categories, the most
 * first; of equals, the first in code-point order; and for which causes. Only who was estimated both times counts.
 *
 * `moved = Σ now − Σ before`, of all customers and of those of each cause
 *
 * @throws CurrencyMismatchError if an estimate is of another currency
 * @throws RangeError if one customer and category has two estimates of one time
 *
 * @example
 * ```ts
 * import { compareCompetitorSpend } from "clientele/value";
 *
 * const estimate = (id: string, periodFrom: "2025-01-01" | "2026-01-01", periodTo: "2026-01-01" | "2027-01-01", amount: string) => ({
 *   schemaVersion: 1 as const, id, customerId: "ann", periodFrom, periodTo,
 *   total: { amount: "500", currency: "EUR" }, confidence: 0.8, source: { observedOn: periodTo, method: "stated" as const },
 *   byCompetitor: [{ competitorId: "rival", amount, currency: "EUR" }],
 * });
 * const before = [estimate("e1", "2025-01-01", "2026-01-01", "100")];
 * const now = [estimate("e2", "2026-01-01", "2027-01-01", "160")];
 * compareCompetitorSpend(now, { before, currency: "EUR" })[0]?.moved; // => { amount: "60.00", currency: "EUR" }
 * ```
 */
export function compareCompetitorSpend(
  now: Iterable<SpendEstimate>,
  options: CompetitorSpendOptions,
): readonly CompetitorSpend[] {
  const { currency, causes = new Map<string, string>() } = options;
  const [earlier, later] = [byMatter(options.before, currency), byMatter(now, currency)];
  const rows = new Map<string, Spend[]>();
  for (const [matter, after] of later) {
    const prior = earlier.get(matter);
    if (prior === undefined) continue;
    for (const [estimate, side] of [
      [prior, "before"],
      [after, "now"],
    ] as const) {
      for (const { competitorId, amount } of estimate.byCompetitor ?? []) {
        const row = rows.get(competitorId) ?? [];
        rows.set(competitorId, row);
        row.push({ customerId: estimate.customerId, side, money: { amount, currency } });
      }
    }
  }
  const spends = [...rows].map(([competitorId, row]) => {
    const byCause = new Map<string | undefined, Spend[]>();
    for (const spend of row) {
      const cause = causes.get(spend.customerId);
      const own = byCause.get(cause) ?? [];
      byCause.set(cause, own);
      own.push(spend);
    }
    const parts = [...byCause].map(([cause, own]): MovedSpend => {
      const { customers, moved } = sumSpend(own, currency);
      return Object.freeze({ ...(cause === undefined ? {} : { cause }), customers, moved });
    });
    parts.sort(
      (a, b) =>
        Number(b.moved.amount) - Number(a.moved.amount) || compareCodePoints(a.cause ?? "", b.cause ?? ""),
    );
    return Object.freeze({ competitorId, ...sumSpend(row, currency), causes: Object.freeze(parts) });
  });
  spends.sort(
    (a, b) =>
      Number(b.moved.amount) - Number(a.moved.amount) || compareCodePoints(a.competitorId, b.competitorId),
  );
  return Object.freeze(spends);
}

interface Spend {
  readonly customerId: string;
  readonly side: "before" | "now";
  readonly money: Money;
}

function sumSpend(spends: readonly Spend[], currency: string) {
  const sumOf = (side: Spend["side"]): Money =>
    sumMoney(
      spends.filter((one) => one.side === side).map(({ money }) => money),
      currency,
    );
  const [before, now] = [sumOf("before"), sumOf("now")];
  const customers = new Set(spends.map(({ customerId }) => customerId)).size;
  return { customers, before, now, moved: subtractMoney(now, before) };
}

function byMatter(estimates: Iterable<SpendEstimate>, currency: string): ReadonlyMap<string, SpendEstimate> {
  const doing = "compare spend with competitors";
  const found = new Map<string, SpendEstimate>();
  for (const estimate of estimates) {
    if (estimate.total.currency !== currency)
      throw new CurrencyMismatchError(doing, currency, estimate.total.currency);
    const key = JSON.stringify([estimate.customerId, estimate.category]);
    if (found.has(key)) {
      throw new RangeError(
        `Cannot ${doing}: a customer and category must have one estimate of a time, got two of ${estimate.customerId}`,
      );
    }
    found.set(key, estimate);
  }
  return found;
}
