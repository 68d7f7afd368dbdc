import { isPlainDate } from "../calendar/index.ts";
import { StoreError } from "./store-error.ts";

/** A place on a time line: days as their text, which orders as they do, instants in milliseconds. */
export type Moment = string | number;

/**
 * The moment of an event. Instants are not compared as text, for "09:00:00.5Z" sorts before "09:00:00Z".
 */
export function momentOf(text: string, time: "day" | "instant"): Moment {
  return time === "day" ? text : Date.parse(text);
}

/** A moment as text: a day as it is, an instant with milliseconds. */
export function momentText(moment: Moment): string {
  return typeof moment === "string" ? moment : new Date(moment).toISOString();
}

/** The moment of a bound, which comes from a caller and may be anything. */
export function readBound(text: string | undefined, time: "day" | "instant"): Moment | undefined {
  if (text === undefined) return undefined;
  if (time === "day" ? isPlainDate(text) : INSTANT.test(text) && !Number.isNaN(Date.parse(text))) {
    return momentOf(text, time);
  }
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot read events: a bound must be ${
      time === "day" ? "a plain date such as 2026-11-22" : "a UTC instant such as 2026-11-22T09:00:00Z"
    }, got ${JSON.stringify(text)}`,
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;
