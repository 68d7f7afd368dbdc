/** What is wrong with the quotes of a record. */
export type QuoteFault = "quote-not-closed" | "text-after-quote";

/** Where a record lies in a text; reused by the scanner, since this is the hot path of reading a file. */
export interface RecordSpan {
  /** Position of the line break that ends the record. */
  end: number;
  fields: number;
  fault: QuoteFault | undefined;
}

/** No cell of an order has so many lines: beyond it a quote was opened by mistake. */
const MOST_LINES = 100;
/** No row of a table is so long. */
export const LONGEST_RECORD = 1 << 20;

const LINE_BREAK = 10;
const QUOTE = 34;

/**
 * Finds the end of the record that starts at `from` and counts its fields. Returns false when the text
 * ends within the record and more may come.
 *
 * The field reader takes rows for well formed: a short row would swallow its neighbour and an open quote the
 * rest of the file. So records are framed here first, and only those with sound quotes and the right number
 * of fields reach it. A record with broken quotes ends at its own first line break, so that one stray quote
 * costs one line.
 */
export function scanRecord(
  text: string,
  from: number,
  separator: number,
  isLast: boolean,
  into: RecordSpan,
): boolean {
  const length = text.length;
  let at = from;
  into.fields = 1;
  into.fault = undefined;
  for (;;) {
    let code: number;
    if (text.charCodeAt(at) === QUOTE) {
      const after = skipQuoted(text, at, from, isLast);
      if (after === MORE) return false;
      if (after === OPEN) return breakOff(text, from, "quote-not-closed", into);
      at = after;
      code = text.charCodeAt(at);
      if (at < length && code !== separator && code !== LINE_BREAK)
        return breakOff(text, from, "text-after-quote", into);
    } else {
      for (;;) {
        code = text.charCodeAt(at);
        if (code === separator || code === LINE_BREAK || at >= length) break;
        at += 1;
      }
    }
    if (at >= length) return false;
    if (code === LINE_BREAK) {
      into.end = at;
      return true;
    }
    into.fields += 1;
    at += 1;
  }
}

const MORE = -1;
const OPEN = -2;

/** The position after the closing quote of the field whose quote opens at `at`. */
function skipQuoted(text: string, at: number, recordStart: number, isLast: boolean): number {
  let from = at + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close < 0) {
      if (isLast) return OPEN;
      return tooMuch(text, recordStart, text.length) ? OPEN : MORE;
    }
    if (close + 1 >= text.length && !isLast) return MORE;
    if (text.charCodeAt(close + 1) !== QUOTE) {
      return close - at > MOST_LINES && tooMuch(text, at, close) ? OPEN : close + 1;
    }
    from = close + 2;
  }
}

function tooMuch(text: string, from: number, to: number): boolean {
  if (to - from > LONGEST_RECORD) return true;
  let lines = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    lines += 1;
    if (lines > MOST_LINES) return true;
  }
  return false;
}

function breakOff(text: string, from: number, fault: QuoteFault, into: RecordSpan): boolean {
  const end = text.indexOf("\n", from);
  if (end < 0) return false;
  into.end = end;
  into.fault = fault;
  return true;
}
