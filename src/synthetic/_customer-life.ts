import { bernoulli, gamma, type Random, uniform } from "../stats/index.ts";
import type { BuyingProcess } from "./buying-process.ts";

const YEAR = 365.25;

/** What is particular to one customer. Moments are days since 1970-01-01, with a fraction. */
export interface CustomerLife {
  /** When the customer was acquired; within the window the moment of the first order. */
  readonly acquiredAt: number;
  /** When the customer leaves for good. */
  readonly leavesAt: number;
  /** λ, orders a day of seasonal time. */
  readonly rate: number;
  /** Factor on the units beyond the first. */
  readonly spend: number;
  /** Interval of the habit in days, 0 without one. */
  readonly habitDays: number;
  /** The customer's own channel, as a code. */
  readonly channel: number;
}

/** Draws a customer's life; `drawChannel` gives the channel that the customer prefers. */
export function drawCustomerLife(
  random: Random,
  process: BuyingProcess,
  from: number,
  to: number,
  drawChannel: (random: Random) => number,
): CustomerLife {
  const { dropoutShape, dropoutYears, habitDays, spendShape } = process;
  const acquiredAt = bernoulli(random, process.establishedShare)
    ? from - YEAR * process.establishedYears * (1 - random.next())
    : uniform(random, from, to);
  const rate = gamma(random, process.rateShape, process.rateYears * YEAR);
  // An exponential lifetime of Gamma(s, β) distributed rate, drawn in one step: P(lifetime > t) = (β / (β + t))ˢ.
  const lifetime = YEAR * dropoutYears * ((1 - random.next()) ** (-1 / dropoutShape) - 1);
  const spend = gamma(random, spendShape, spendShape);
  const habitual = bernoulli(random, process.habitShare);
  const interval = habitDays[Math.floor(random.next() * habitDays.length)]!;
  return {
    acquiredAt,
    leavesAt: acquiredAt + lifetime,
    rate,
    spend,
    habitDays: habitual ? interval : 0,
    channel: drawChannel(random),
  };
}
