// Proleptic Gregorian arithmetic on integers. A civil date travels as one packed integer
// (year · 512 + month · 32 + day) so that the hot paths allocate nothing.

/** Day number of 0001-01-01. */
export const FIRST_DAY = -719162;
/** Day number of 9999-12-31. */
export const LAST_DAY = 2932896;
/** Returned by {@link dayOfText} for text that is not a date of the years 1–9999. */
export const NO_DAY = 0x7fffffff;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1]!;
}

/** Days since 1970-01-01 of a date that exists. Years begin in March so that the leap day comes last. */
export function dayOfCivil(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The packed civil date of a day number. */
export function civilOfDay(dayNumber: number): number {
  const z = dayNumber + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 512 + month * 32 + day;
}

export function yearOf(civil: number): number {
  return civil >> 9;
}

export function monthOf(civil: number): number {
  return (civil >> 5) & 15;
}

export function dayOf(civil: number): number {
  return civil & 31;
}

/** Day number of "YYYY-MM-DD", or {@link NO_DAY}. Reads character codes: no substring, no regular expression. */
export function dayOfText(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return NO_DAY;
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  const month = digit(text, 5) * 10 + digit(text, 6);
  const day = digit(text, 8) * 10 + digit(text, 9);
  // A character that is no digit makes its sum NaN, which fails every comparison.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return NO_DAY;
  return day <= monthLength(year, month) ? dayOfCivil(year, month, day) : NO_DAY;
}

function digit(text: string, index: number): number {
  const code = text.charCodeAt(index) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}

/** "YYYY-MM-DD" of a day number within {@link FIRST_DAY}…{@link LAST_DAY}. */
export function textOfDay(dayNumber: number): `${number}-${number}-${number}` {
  const civil = civilOfDay(dayNumber);
  const month = monthOf(civil);
  const day = dayOf(civil);
  const year = String(yearOf(civil)).padStart(4, "0");
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}` as `${number}-${number}-${number}`;
}
