import { isPlainDate, isTimeZone, type PlainDate, type WallTime } from "../calendar/index.ts";
import { minorDigits } from "../money/index.ts";
import { UsageError } from "./usage-error.ts";

/** A day, as given to an option. */
export function dayOption(name: string, text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw wrong(name, "a day such as 2011-12-10", text);
}

/** A time of day, `HH:MM`. */
export function timeOption(name: string, text: string): WallTime {
  if (/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)) return text as WallTime;
  throw wrong(name, "a time such as 09:00", text);
}

/** An IANA time zone. */
export function zoneOption(name: string, text: string): string {
  if (isTimeZone(text)) return text;
  throw wrong(name, "a time zone such as Europe/London", text);
}

/** An ISO 4217 currency. */
export function currencyOption(name: string, text: string): string {
  try {
    minorDigits(text);
    return text;
  } catch {
    throw wrong(name, "an ISO 4217 code such as GBP", text);
  }
}

/** A locale that this runtime knows; one that it does not know would silently become the host's. */
export function localeOption(name: string, text: string): string {
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf(text);
    if (known !== undefined) return known;
  } catch {
    // not even the form of a locale
  }
  throw wrong(name, "a locale such as en-GB", text);
}

/** A whole number within bounds. */
export function integerOption(name: string, text: string, from: number, to: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw wrong(name, `a whole number from ${from} to ${to}`, text);
}

function wrong(name: string, expected: string, got: string): UsageError {
  return new UsageError(`--${name} must be ${expected}, got ${JSON.stringify(got)}`);
}

/** One of a few values, by what may be written for it. */
export function choiceOption<T extends string>(
  name: string,
  text: string | undefined,
  choices: Readonly<Record<string, T>>,
): T | undefined {
  if (text === undefined) return undefined;
  if (Object.hasOwn(choices, text)) return choices[text];
  throw wrong(
    name,
    `one of ${Object.keys(choices)
      .map((choice) => JSON.stringify(choice))
      .join(", ")}`,
    text,
  );
}
