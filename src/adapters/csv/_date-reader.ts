import { format as formatDate } from "date-fns/format";
import { parse } from "date-fns/parse";
import { instantOf, isPlainDate, type PlainDate, type WallTime, wallClockAt } from "../../calendar/index.ts";
import { inUtc } from "./_utc-date.ts";

/** How the dates of a file are written: ISO 8601, or tokens of date-fns. */
export const ISO = "ISO 8601";

export interface DateReader {
  /** The day, or undefined when the text is not a date of this format. */
  read(text: string): PlainDate | undefined;
  /** The day, and the moment in epoch milliseconds where the text tells the time of day. */
  readMoment(text: string): { readonly date: PlainDate; readonly at?: number } | undefined;
  /** How many of the texts read were instants (with a zone offset), turned into days in the time zone. */
  readonly instants: number;
}

/** Dates repeat: what was read is kept, up to this many texts. */
const KEPT = 1 << 17;

export function createDateReader(format: string, timeZone: string): DateReader {
  const readText = format === ISO ? readIso : readerOf(format);
  const known = new Map<string, Reading | undefined>();
  let instants = 0;
  const readMoment = (text: string): Reading | undefined => {
    let reading = known.get(text);
    if (reading === undefined && !known.has(text)) {
      reading = readText(text, timeZone);
      if (known.size >= KEPT) known.clear();
      known.set(text, reading);
    }
    if (reading?.wasInstant === true) instants += 1;
    return reading;
  };
  return {
    get instants() {
      return instants;
    },
    readMoment,
    read: (text) => readMoment(text)?.date,
  };
}

interface Reading {
  readonly date: PlainDate;
  /** The moment, where the time of day is told: on the clock of the time zone unless an offset says otherwise. */
  readonly at?: number;
  readonly wasInstant: boolean;
}

const ISO_TEXT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** A date, a date-time on the wall clock, or a date-time with an offset, which is an instant. */
export function readIso(text: string, timeZone: string): Reading | undefined {
  const match = ISO_TEXT.exec(text);
  if (match === null) return undefined;
  const [, date = "", hours = "00", minutes = "00", seconds = "00", offset] = match;
  if (!isPlainDate(date) || hours > "23" || minutes > "59" || seconds > "60") return undefined;
  if (offset === undefined)
    return match[2] === undefined
      ? { date, wasInstant: false }
      : { date, at: onTheClock(date, `${hours}:${minutes}:${seconds}`, timeZone), wasInstant: false };
  const minutesAhead = offsetMinutes(offset);
  if (minutesAhead === undefined) return undefined;
  const local = Date.parse(`${date}T00:00:00Z`);
  const instant =
    local + ((Number(hours) * 60 + Number(minutes) - minutesAhead) * 60 + Number(seconds)) * 1000;
  return dayOfInstant(instant, timeZone);
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === "Z" || offset === "UTC") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(":", ""));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function dayOfInstant(instant: number, timeZone: string): Reading | undefined {
  try {
    return { date: wallClockAt(instant, timeZone).date, at: instant, wasInstant: true };
  } catch {
    return undefined; // a day outside the years that a plain date can have
  }
}

/** The instant of a time on the wall clock; a leap second is the one before it. */
function onTheClock(date: PlainDate, time: string, timeZone: string): number {
  return instantOf(date, time.replace(/:60$/, ":59") as WallTime, timeZone);
}

/** Fixed, so that no result depends on the day of the run; it decides only the century of two-digit years. */
const REFERENCE = new Date(Date.UTC(2000, 0, 1));

function readerOf(format: string): (text: string, timeZone: string) => Reading | undefined {
  const isInstant = /[xXtT]/.test(withoutQuoted(format));
  const tellsTime = /[HhKkpP]/.test(withoutQuoted(format));
  return (text, timeZone) => {
    const parsed = +parse(text, format, REFERENCE, { in: inUtc });
    // "11" read by `yyyy` is the year 11: a slip of the format, never an order.
    if (Number.isNaN(parsed) || parsed < FIRST_YEAR) return undefined;
    if (isInstant) return dayOfInstant(parsed, timeZone);
    const clock = new Date(parsed).toISOString();
    const date = clock.slice(0, 10);
    if (!isPlainDate(date)) return undefined;
    if (!tellsTime) return { date, wasInstant: false };
    return { date, at: onTheClock(date, clock.slice(11, 19), timeZone), wasInstant: false };
  };
}

const FIRST_YEAR = Date.UTC(1000, 0, 1);

/** A day by which a format is tried: no two of its parts are equal, and none is that of the reference. */
const PROBE = Date.UTC(2013, 10, 22);

/** Refuses a text that is no format of date-fns, or one that does not name a complete day. */
export function checkDateFormat(format: string): void {
  if (format === ISO) return;
  if (/[DY]/.test(withoutQuoted(format)))
    throw new RangeError(
      `Cannot read dates: write days as dd, months as MM and years as yyyy (tokens of date-fns), got "${format}"`,
    );
  let back: Reading | undefined;
  try {
    back = readerOf(format)(formatDate(inUtc(PROBE), format), "UTC");
  } catch (error) {
    throw new RangeError(`Cannot read dates: "${format}" is not a date format of date-fns`, { cause: error });
  }
  if (back?.date !== "2013-11-22")
    throw new RangeError(
      `Cannot read dates: the format must name day, month and year, such as dd/MM/yyyy, got "${format}"`,
    );
}

function withoutQuoted(format: string): string {
  return format.replaceAll(/'[^']*'/g, "");
}
