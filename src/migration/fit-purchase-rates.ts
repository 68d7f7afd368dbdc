import { dayNumber, type Period } from "../calendar/index.ts";
import { type OrderLog, restrictOrderLog } from "../orders/index.ts";
import {
  fitPoisson,
  gammaQ,
  type InsufficientRows,
  type PoissonFit,
  type SeparatedData,
} from "../stats/index.ts";
import type { Covariate, RelevanceTest } from "./fit-transition-logit.ts";

/** Options of {@link fitPurchaseRates}. */
export interface PurchaseRateOptions {
  /** The periods in which purchases are counted, oldest first. */
  readonly periods: readonly Period[];
  /** What the rate may depend on, by name; of a customer, by its position in the log, and of a period. */
  readonly covariates: Readonly<Record<string, Covariate>>;
  /**
   * The level of the intervals.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** How often customers buy, by what is known of them. */
export interface PurchaseRates {
  /**
   * The Poisson regression, of purchases a day, with errors clustered by customer; or why there is none. e^estimate is the factor by which
   * the rate grows with one more of a covariate.
   */
  readonly fit: PoissonFit | SeparatedData | InsufficientRows;
  /** Each covariate: whether the rate depends on it, the scatter of the counts allowed for. */
  readonly relevance: Readonly<Record<string, RelevanceTest | "not-tested">>;
  /** Rows: customers and periods in which the customer was one. */
  readonly rows: number;
  /** Purchases counted. */
  readonly purchases: number;
}

/**
 * Fits how the number of purchases depends on what is known of customers and periods: a Poisson regression.
 *
 * E N_cp = days_cp·e^(β₀ + xᵀβ), N the orders above zero of customer c in period p, days those of the period from the day after the first
 * order of the customer on; relevance: G² = (D without it − D with it)/max(1, φ), D the deviance, φ Pearson's dispersion
 *
 * A customer counts from the day after the first order in the whole log, for that order is why there is a customer. Purchases scatter more
 * than Poisson's law has it; without φ chance would look relevant.
 *
 * @throws RangeError if there is no covariate or no period, a covariate is not a finite number, a period is not in the time observed, or
 * no customer is one before the last period ends
 *
 * @see McCullagh and Nelder (1989), Generalized Linear Models, chapters 6 and 9
 *
 * @example
 * ```ts
 * import { fitPurchaseRates } from "clientele/migration";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const buys = (customerId: string, every: number) =>
 *   Array.from({ length: Math.ceil(300 / every) }, (_, k) => new Date(Date.UTC(2026, 0, 1 + k * every)).toISOString().slice(0, 10))
 *     .map((day) => ({ customerId, orderedOn: day as `${number}-${number}-${number}`, amount: "10" }));
 * const rows = [buys("a", 10), buys("b", 12), buys("c", 9), buys("d", 30), buys("e", 33), buys("f", 27)].flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-10-28" } });
 * const shops = new Set(["a", "b", "c"]);
 * const { fit } = fitPurchaseRates(log, {
 *   periods: [{ from: "2026-01-01", to: "2026-10-28" }],
 *   covariates: { shop: (c) => (shops.has(log.customerIds[c] ?? "") ? 1 : 0) },
 * });
 * fit.kind === "poisson" && Math.exp(fit.coefficients[1]?.estimate ?? 0).toFixed(2); // => "2.97"
 * ```
 */
export function fitPurchaseRates(log: OrderLog, options: PurchaseRateOptions): PurchaseRates {
  const { periods, covariates, confidence = 0.95 } = options;
  const names = Object.keys(covariates);
  if (names.length === 0) throw refuse("covariates must name at least one", "none");
  if (periods.length === 0) throw refuse("there must be a period", "none");
  const observed = [dayNumber(log.window.from), dayNumber(log.window.to)] as const;
  const known = new Map(log.customerIds.map((id, c) => [id, c]));
  const began = firstDays(log);
  const response: number[] = [];
  const exposure: number[] = [];
  const clusters: number[] = [];
  const columns = new Map(names.map((name): [string, number[]] => [name, []]));
  periods.forEach((period, p) => {
    const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
    if (!(observed[0] <= from && from < to && to <= observed[1]))
      throw refuse(
        `period ${p} must hold a day and lie within ${log.window.from} to ${log.window.to}`,
        `${period.from} to ${period.to}`,
      );
    const counts = purchasesIn(log, period, known, began);
    for (let c = 0; c < began.length; c++) {
      const days = to - Math.max(from, began[c]! + 1);
      if (days <= 0) continue;
      response.push(counts[c]!);
      exposure.push(days);
      clusters.push(c);
      for (const [name, column] of columns) {
        const value = covariates[name]!(c, p);
        if (!Number.isFinite(value))
          throw refuse(`${name} of ${log.customerIds[c]} in period ${p} must be a finite number`, value);
        column.push(value);
      }
    }
  });
  if (response.length === 0) throw refuse("some customer must be one before the last period ends", "none");
  const fitWith = (kept: readonly string[]) =>
    fitPoisson(
      {
        response,
        exposure,
        clusters,
        predictors: Object.fromEntries(kept.map((name) => [name, columns.get(name)!])),
      },
      { standardErrors: "cluster", confidence, dependentColumns: "drop" },
    );
  const fit = fitWith(names);
  return Object.freeze({
    fit,
    relevance: Object.freeze(
      Object.fromEntries(
        names.map((name) => {
          if (fit.kind !== "poisson") return [name, "not-tested" as const];
          const without = fitWith(names.filter((other) => other !== name));
          const df = without.kind === "poisson" ? fit.covariance.length - without.covariance.length : 0;
          if (without.kind !== "poisson" || df === 0) return [name, "not-tested" as const];
          const statistic = Math.max(0, without.deviance - fit.deviance) / Math.max(1, fit.dispersion);
          return [name, Object.freeze({ statistic, df, p: gammaQ(statistic / 2, df / 2) })];
        }),
      ),
    ),
    rows: response.length,
    purchases: response.reduce((sum, n) => sum + n, 0),
  });
}

/** Day of the first line of each customer. */
function firstDays({ customerIds, customers, days }: OrderLog): Int32Array {
  const first = new Int32Array(customerIds.length).fill(0x7fffffff);
  for (let line = 0; line < days.length; line++) {
    const c = customers[line]!;
    if (days[line]! < first[c]!) first[c] = days[line]!;
  }
  return first;
}

/** Orders above zero of each customer in a period, without those of the first day of all. */
function purchasesIn(
  log: OrderLog,
  period: Period,
  known: ReadonlyMap<string, number>,
  began: Int32Array,
): Float64Array {
  const part = restrictOrderLog(log, period);
  const counts = new Float64Array(began.length);
  let [order, amount, open] = [-1, 0, 0];
  const close = (): void => {
    if (order >= 0 && amount > 0) counts[open]!++;
  };
  for (let line = 0; line < part.size; line++) {
    const c = known.get(part.customerIds[part.customers[line]!]!)!;
    if (part.days[line]! <= began[c]!) continue;
    if (part.orderCodes[line] !== order) {
      close();
      [order, amount, open] = [part.orderCodes[line]!, 0, c];
    }
    amount += part.amounts[line]!;
  }
  close();
  return counts;
}

function refuse(rule: string, got: unknown): RangeError {
  return new RangeError(`Cannot fit purchase rates: ${rule}, got ${String(got)}`);
}
