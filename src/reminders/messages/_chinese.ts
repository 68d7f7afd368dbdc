import type { MessageValue } from "./wording.ts";

/** A day as it is written in Chinese; anything else as it is. */
export function day(value: MessageValue): string {
  const text = String(value);
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts === null ? text : `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日`;
}

/** A period of the calendar as it is written in Chinese: `2026-Q4`, `2026-H2`, `2026-11`, `2026`. */
export function period(value: MessageValue): string {
  const parts = /^(\d{4})(?:-(Q|H)?(\d\d?))?$/.exec(String(value));
  if (parts === null) return String(value);
  const [, year, unit, number] = parts;
  if (number === undefined) return `${year}年`;
  if (unit === "Q") return `${year}年第${Number(number)}季`;
  if (unit === "H") return `${year}年${number === "1" ? "上" : "下"}半年`;
  return `${year}年${Number(number)}月`;
}

/** A word by its code; a code that is not known is said as it is. */
export const word = (words: Readonly<Record<string, string>>, code: MessageValue): string =>
  Object.hasOwn(words, code) ? words[code]! : String(code);

/** A part of a sentence that is left out where its value is not known. */
export const if_ = (value: MessageValue, text: string): string => (value === "" ? "" : text);

/** Several codes joined by commas, each by its word. */
export const list = (words: Readonly<Record<string, string>>, codes: MessageValue): string =>
  String(codes)
    .split(", ")
    .map((code) => word(words, code))
    .join("、");
