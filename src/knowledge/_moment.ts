import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z$/;

/** Epoch milliseconds of a UTC instant. */
export function momentOf(doing: string, name: string, text: unknown): number {
  const moment = typeof text === "string" && INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment))
    throw new RangeError(
      `Cannot ${doing}: ${name} must be a UTC instant such as 2026-11-22T09:00:00Z, got ${describeValue(text)}`,
    );
  return moment;
}

/** The UTC day of a moment. */
export function dayOfMoment(moment: number): PlainDate {
  return dateOfDay(Math.floor(moment / 86_400_000));
}

/** The two times of a view: when in the world, and what was known when. */
export interface Moment {
  readonly asOf: string;
  readonly at: number;
  readonly validOn: PlainDate;
  readonly day: number;
}

/** Reads `asOf` and the day it is about, which is the UTC day of `asOf` unless another is asked for. */
export function readMoment(
  doing: string,
  options: { readonly asOf: string; readonly validOn?: PlainDate | undefined },
): Moment {
  const at = momentOf(doing, "asOf", options.asOf);
  const validOn = options.validOn ?? dayOfMoment(at);
  return { asOf: options.asOf, at, validOn, day: dayNumber(validOn) };
}
