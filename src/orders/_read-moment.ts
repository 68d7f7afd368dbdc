import { isPlainDate } from "../calendar/index.ts";

/** The largest distance of an instant from 1970 in milliseconds, as of ECMAScript's time values. */
export const FARTHEST_INSTANT = 8.64e15;

const ISO =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Epoch milliseconds of a moment, or nothing if it is none. Text without an offset would depend on the host. */
export function readMoment(moment: unknown): number | undefined {
  if (typeof moment === "number") {
    return Number.isInteger(moment) && Math.abs(moment) <= FARTHEST_INSTANT ? moment : undefined;
  }
  if (typeof moment !== "string") return undefined;
  const day = ISO.exec(moment)?.[1];
  // The engine would take 30 February for 2 March.
  return day !== undefined && isPlainDate(day) ? Date.parse(moment) : undefined;
}
