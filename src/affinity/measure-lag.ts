import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { quantiles } from "../stats/index.ts";
import { wrongOption } from "./_check.ts";
import { firstDays, pairLags } from "./_first-days.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** Options of {@link measureLag}. */
export interface LagOptions {
  /** The product, or group, that is bought first. */
  readonly from: string;
  /** The one that is bought later. */
  readonly to: string;
  /** The day after the last one observed: who has not bought by then is still waiting. */
  readonly asOf: PlainDate;
  /**
   * The fewest customers who bought one after the other.
   * @defaultValue `5`
   */
  readonly need?: number | undefined;
  /**
   * After how many days the share of buyers is told.
   * @defaultValue `[30, 90, 180, 365]`
   */
  readonly horizons?: readonly number[] | undefined;
}

/** How long it takes from one purchase to the other. */
export interface Lag {
  /** Marks the record. */
  readonly kind: "lag";
  /** Customers who bought the one, and the other for the first time on a later day. */
  readonly count: number;
  /** Customers who have the one and not yet the other. */
  readonly waiting: number;
  /** Customers who bought both for the first time on one day. */
  readonly sameDay: number;
  /** Customers who had the other before the one. */
  readonly before: number;
  /** Quantiles of the days between, of those who bought both: at 5, 25, 50, 75 and 95 %. */
  readonly days: {
    /** A twentieth took no longer. */
    readonly p5: number;
    /** A quarter took no longer. */
    readonly p25: number;
    /** The median. */
    readonly p50: number;
    /** Three quarters took no longer. */
    readonly p75: number;
    /** Nineteen of twenty took no longer. */
    readonly p95: number;
  };
  /** The share of those who had the one and not the other who bought it within so many days (Kaplan–Meier, who waits counted as long as seen). */
  readonly boughtWithin: readonly {
    /** The days. */
    readonly days: number;
    /** The share; absent where nobody was observed so long. */
    readonly share?: number | undefined;
  }[];
}

/** Too few customers bought one after the other. */
export interface TooFewLags {
  /** Marks the record. */
  readonly kind: "insufficient";
  /** What is counted. */
  readonly of: "customers who bought one after the other";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}

/**
 * Measures the days from the first purchase of one product to the first purchase of another: when to offer it.
 *
 * The quantiles are of those who have bought both, and so are short where many still wait; `boughtWithin` counts those too:
 * S(t) = Π_{u≤t} (1 − d_u / r_u), share = 1 − S(t), with d_u buyers after u days of r_u who had waited so long (Kaplan and Meier 1958).
 *
 * @throws RangeError if an option is out of range, or the products are the same one
 *
 * @example
 * ```ts
 * import { basketsFromRows, measureLag, sequencesFromBaskets } from "clientele/affinity";
 *
 * const rows = ["a", "b", "c"].flatMap((customerId, i) => [
 *   { basketId: `1${customerId}`, customerId, boughtOn: "2026-01-01" as const, itemId: "printer" },
 *   { basketId: `2${customerId}`, customerId, boughtOn: `2026-02-0${1 + i}` as "2026-02-01", itemId: "ink" },
 * ]);
 * const lag = measureLag(sequencesFromBaskets(basketsFromRows(rows)), { from: "printer", to: "ink", asOf: "2026-06-01", need: 3 });
 * lag.kind === "lag" && [lag.count, lag.days.p50]; // => [3, 32]
 * ```
 */
export function measureLag(sequences: PurchaseSequences, options: LagOptions): Lag | TooFewLags {
  const doing = "measure a lag";
  const { from, to, asOf, need = 5, horizons = [30, 90, 180, 365] } = options;
  if (from === to) throw wrongOption(doing, "to", "another product than from", to);
  if (!(Number.isSafeInteger(need) && need >= 1))
    throw wrongOption(doing, "need", "a positive integer", need);
  const end = dayNumber(asOf);
  const places = [from, to].map((id) => sequences.itemIds.indexOf(id));
  const first = firstDays(sequences, end, new Set(places));
  const { lags, waits, sameDay, before } = pairLags(first.get(places[0]!), first.get(places[1]!), end);
  if (lags.length < need) {
    return Object.freeze({
      kind: "insufficient",
      of: "customers who bought one after the other",
      have: lags.length,
      need,
    });
  }
  const [bought, waiting] = [sorted(lags), sorted(waits)];
  const [p5, p25, p50, p75, p95] = quantiles(lags, [0.05, 0.25, 0.5, 0.75, 0.95]) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Object.freeze({
    kind: "lag",
    count: lags.length,
    waiting: waits.length,
    sameDay,
    before,
    days: Object.freeze({ p5, p25, p50, p75, p95 }),
    boughtWithin: Object.freeze(
      horizons.map((horizon) => Object.freeze({ days: horizon, ...shareWithin(bought, waiting, horizon) })),
    ),
  });
}

/** The days, in ascending order. */
const sorted = (days: readonly number[]): Float64Array => Float64Array.from(days).sort();

/** The estimate of Kaplan and Meier at a day; lags and waits rise. */
function shareWithin(lags: Float64Array, waits: Float64Array, horizon: number): { readonly share?: number } {
  const seen = Math.max(lags.at(-1) ?? 0, waits.at(-1) ?? 0);
  let survival = 1;
  let gone = 0;
  for (let at = 0; at < lags.length && lags[at]! <= horizon; ) {
    const [time, first] = [lags[at]!, at];
    while (lags[at] === time) at++;
    while (gone < waits.length && waits[gone]! < time) gone++;
    survival *= 1 - (at - first) / (lags.length - first + waits.length - gone);
  }
  return survival > 0 && horizon > seen ? {} : { share: 1 - survival };
}
