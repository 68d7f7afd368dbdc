import { dateOfDay, dayNumber, periodsBetween } from "../calendar/index.ts";

/**
 * Seasonal time: it runs through each month of a window at that month's factor, so that a Poisson process of
 * constant rate in it is a seasonal one in calendar time. All times are days since 1970-01-01, with a fraction.
 */
export interface SeasonClock {
  /** First moment of each month, cut to the window, and the end of the window. */
  readonly starts: Float64Array;
  /** Seasonal time passed at each of those, 0 at the start of the window. */
  readonly passed: Float64Array;
  /** How fast seasonal time runs in each month; 1 on average over a year of equal months. */
  readonly speeds: Float64Array;
}

/** Builds the clock of a window of days `[from, to)`. */
export function createSeasonClock(seasonality: readonly number[], from: number, to: number): SeasonClock {
  const mean = seasonality.reduce((sum, factor) => sum + factor, 0) / 12;
  const months = periodsBetween(dateOfDay(from), dateOfDay(to), "month");
  const starts = Float64Array.from([...months.map((month) => dayNumber(month.from)), to]);
  const speeds = Float64Array.from(
    months,
    (month) => seasonality[Number(month.from.slice(5, 7)) - 1]! / mean,
  );
  const passed = new Float64Array(starts.length);
  for (let m = 0; m < speeds.length; m++)
    passed[m + 1] = passed[m]! + speeds[m]! * (starts[m + 1]! - starts[m]!);
  return { starts, passed, speeds };
}

/** The position of the month in which a moment of the window lies. */
export function monthAt({ starts, speeds }: SeasonClock, moment: number): number {
  let month = Math.min(speeds.length - 1, Math.floor((moment - starts[0]!) / 31));
  while (month + 1 < speeds.length && starts[month + 1]! <= moment) month++;
  return month;
}
