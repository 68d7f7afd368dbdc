import { createDateReader, ISO, readIso } from "./_date-reader.ts";
import { csvError } from "./csv-error.ts";

const NUMERIC = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:(,? )(\d{1,2}):\d{2}(:\d{2})?( ?[AaPp][Mm])?)?$/;
const NAMED =
  /^(?:\d{1,2}[ -](\p{L}{3,9})\.?[ -]\d{4}|(\p{L}{3,9}) \d{1,2}, \d{4})(?: \d{1,2}:\d{2}(:\d{2})?)?$/u;
const EIGHT_DIGITS = /^\d{8}$/;

/** Whether a text could be a date in one of the usual ways of writing. */
export function looksLikeDate(text: string): boolean {
  return readIso(text, "UTC") !== undefined || usualFormats(text).length > 0;
}

/** The formats of which a text has the shape: for numbers only, one for each order of day, month and year. */
function usualFormats(text: string): readonly string[] {
  if (EIGHT_DIGITS.test(text)) return ["yyyyMMdd", "ddMMyyyy", "MMddyyyy"];
  const named = NAMED.exec(text);
  if (named !== null) {
    const month = (named[1] ?? named[2] ?? "").length > 3 ? "MMMM" : "MMM";
    const hyphen = text.includes("-") ? "-" : " ";
    const date = named[1] === undefined ? `${month} d, yyyy` : `d${hyphen}${month}${hyphen}yyyy`;
    return [date + (named[3] === undefined ? (text.includes(":") ? " HH:mm" : "") : " HH:mm:ss")];
  }
  const match = NUMERIC.exec(text);
  if (match === null) return [];
  const [, first = "", mark = "", , last = "", gap, , seconds, half] = match;
  const hours = half === undefined ? "HH" : "h";
  const clock = gap === undefined ? "" : `${gap}${hours}:mm${seconds === undefined ? "" : ":ss"}`;
  const time = half === undefined ? clock : `${clock}${half.startsWith(" ") ? " a" : "a"}`;
  if (first.length === 4) return last.length <= 2 ? [`yyyy${mark}MM${mark}dd${time}`] : [];
  if (first.length > 2 || (last.length !== 4 && last.length !== 2)) return [];
  // The century of a two-digit year, and its place, are the owner's to tell.
  const year = last.length === 4 ? "yyyy" : "yy";
  const orders = [`dd${mark}MM${mark}${year}${time}`, `MM${mark}dd${mark}${year}${time}`];
  return year === "yyyy" ? orders : [...orders, `yy${mark}MM${mark}dd${time}`];
}

/** More dates than this say nothing new. */
const MOST_TRIED = 2000;

/**
 * The format of a sample of dates, or an error that says why it cannot be told. A format is taken when it
 * reads the sample (a tenth may be slips) and every other order of day and month fails on it at least ten
 * times as often as this one.
 */
export function chooseDateFormat(texts: Iterable<string>, column: string, name: string): string {
  const distinct = [...new Set(texts)].filter((text) => text !== "");
  const step = Math.max(1, Math.floor(distinct.length / MOST_TRIED));
  const tried = distinct.filter((_, at) => at % step === 0);
  const refuse = (finding: string): never => {
    throw csvError(name, "csv-date-format", finding);
  };
  if (tried.length === 0) refuse(`column "${column}" holds no dates`);
  const isIso = tried.filter((text) => readIso(text, "UTC") !== undefined).length;
  if (2 * isIso >= tried.length) return ISO;

  const shapes = new Map<string, number>();
  for (const text of tried) {
    const shape = usualFormats(text).join("\n");
    if (shape !== "") shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const [shape] = [...shapes].sort((a, b) => b[1] - a[1])[0] ?? [];
  const example = tried[0]!;
  if (shape === undefined)
    return refuse(`the dates in column "${column}", such as "${example}", are of no usual format`);
  const scores = shape
    .split("\n")
    .map((format) => ({ format, failures: failuresOf(format, tried) }))
    .sort((a, b) => a.failures - b.failures);
  const best = scores[0]!;
  const rival = scores[1];
  if (best.failures * 10 > tried.length)
    refuse(`the dates in column "${column}", such as "${example}", are not of one usual format`);
  if (
    /(?<!y)yy(?!y)/.test(best.format) ||
    (rival !== undefined && rival.failures < Math.max(1, 10 * best.failures))
  )
    refuse(
      `the dates in column "${column}", such as "${example}", could be ${scores
        .filter((score) => score.failures * 10 <= tried.length)
        .map((score) => score.format)
        .join(" or ")}`,
    );
  return best.format;
}

/** Years outside the last and this century speak against a format: "20101225" is not a day of 1225. */
function failuresOf(format: string, texts: readonly string[]): number {
  const reader = createDateReader(format, "UTC");
  return texts.filter((text) => !/^(?:19|20)/.test(reader.read(text) ?? "")).length;
}
