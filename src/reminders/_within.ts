import type { Period, PlainDate } from "../calendar/index.ts";

/** Whether a day lies in `[from, to)`. Plain dates are in order as text, so nothing is parsed. */
export function isWithin(day: PlainDate, { from, to }: Period): boolean {
  return day >= from && day < to;
}
