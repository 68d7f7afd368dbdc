import { dateOfDay } from "../calendar/index.ts";
import type { BuyingProcess } from "./buying-process.ts";

const YEAR = 365.25;

/** Mean numbers of orders of one customer in a window, by what brings them about. */
export interface ExpectedOrders {
  /** The order with which a customer is acquired within the window. */
  readonly first: number;
  /** Orders of the seasonal Poisson process. */
  readonly repeat: number;
  /** Re-orders by habit. */
  readonly habitual: number;
}

/**
 * The means that follow from the parameters, by a sum over the days of the window `[from, to)`.
 *
 * A customer of age g is still there with S(g) = (β / (β + g))ˢ, so that on day t of a window of W days the
 * share of customers there is A(t) / W for those acquired evenly within it, with A(t) = ∫₀ᵗ S, and
 * (A(t + G) − A(t)) / G for those acquired evenly within the G years before.
 */
export function expectedOrders(process: BuyingProcess, from: number, to: number): ExpectedOrders {
  const { establishedShare, establishedYears, habitDays, seasonality } = process;
  const meanFactor = seasonality.reduce((sum, factor) => sum + factor, 0) / 12;
  const window = (to - from) / YEAR;
  let present = 0;
  let seasonal = 0;
  for (let day = from; day < to; day++) {
    const t = (day + 0.5 - from) / YEAR;
    const acquired = ((1 - establishedShare) * yearsThere(process, t)) / window;
    const established =
      (establishedShare * (yearsThere(process, t + establishedYears) - yearsThere(process, t))) /
      establishedYears;
    present += acquired + established;
    seasonal +=
      (acquired + established) * (seasonality[Number(dateOfDay(day).slice(5, 7)) - 1]! / meanFactor);
  }
  const habitRate = habitDays.reduce((sum, days) => sum + 1 / days, 0) / habitDays.length;
  return {
    first: 1 - establishedShare,
    repeat: (process.rateShape / process.rateYears / YEAR) * seasonal,
    habitual: process.habitShare * habitRate * present,
  };
}

/** A(t) = ∫₀ᵗ (β / (β + g))ˢ dg, the mean years of a customer's first t in which the customer is there. */
function yearsThere({ dropoutShape: s, dropoutYears: beta }: BuyingProcess, t: number): number {
  const power = 1 - s;
  const log = Math.log1p(t / beta);
  return power === 0 ? beta * log : (beta * Math.expm1(power * log)) / power;
}

/** A process whose customers make a given mean number of orders in the window. */
export function scaledProcess(
  doing: string,
  process: BuyingProcess,
  target: number,
  from: number,
  to: number,
): BuyingProcess {
  const { first, repeat, habitual } = expectedOrders(process, from, to);
  if (!(target > first && target < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `Cannot ${doing}: ordersPerCustomer must be above ${first}, the mean number of first orders, got ${target}`,
    );
  }
  // Fewer orders thin out both kinds alike; more come from the rates alone, as nobody has two habits.
  const thinned = Math.min(1, (target - first) / (repeat + habitual));
  const factor = thinned < 1 ? thinned : (target - first - habitual) / repeat;
  return Object.freeze({
    ...process,
    rateYears: process.rateYears / factor,
    habitShare: process.habitShare * thinned,
  });
}
