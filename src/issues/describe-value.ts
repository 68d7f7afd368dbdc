const LONGEST = 60;

/**
 * A short, safe text of any value for use in a message: strings quoted and cut at 60 characters,
 * invisible characters escaped, objects named by kind and size and never dumped.
 *
 * No method or getter of the value is called, so a hostile or broken object cannot take part.
 *
 * @param value - anything at all
 * @returns one line, with at most 60 characters of the value
 *
 * @example
 * ```ts
 * import { describeValue } from "clientele/issues";
 *
 * describeValue("12,50"); // => '"12,50"'
 * describeValue(-0); // => "-0"
 * describeValue(["a", "b"]); // => "an array of 2"
 * describeValue({ id: 1 }); // => "an object"
 * describeValue(undefined); // => "nothing"
 * ```
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${shorten(String(value))}n`;
    case "boolean":
      return String(value);
    case "undefined":
      return "nothing";
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    default:
      return value === null ? "null" : describeObject(value as object);
  }
}

function describeObject(value: object): string {
  try {
    if (Array.isArray(value)) return `an array of ${value.length}`;
    if (value instanceof Date) {
      const time = Date.prototype.getTime.call(value);
      return Number.isNaN(time) ? "an invalid date" : `the date ${Date.prototype.toISOString.call(value)}`;
    }
    return "an object";
  } catch {
    return "an object"; // a revoked proxy, or an object that merely claims to be a date
  }
}

/** Cuts by code points, so that no half of a surrogate pair is left over. */
function shorten(text: string): string {
  // One point takes at most two units: beyond that a long text is never spread out whole.
  const points = [...text.slice(0, 2 * LONGEST + 2)];
  return points.length > LONGEST ? `${points.slice(0, LONGEST).join("")}…` : text;
}

/** JSON quoting escapes the C0 controls and lone surrogates; the rest here reorders or hides text on a terminal. */
const HIDDEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function quoteText(text: string): string {
  return JSON.stringify(shorten(text)).replace(
    HIDDEN,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
