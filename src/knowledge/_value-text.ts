import type { JsonValue } from "../model/index.ts";

/** A value as it stands on a page: text as it is, an object by its values, with the names of those that need one. */
export function valueInWords(value: JsonValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(valueInWords).join(", ");
  const [first, ...rest] = Object.entries(value).filter(([, item]) => item !== undefined);
  if (first === undefined) return "";
  const tail = rest.map(([key, item]) => `${key} ${valueInWords(item)}`).join(", ");
  return tail === "" ? valueInWords(first[1]) : `${valueInWords(first[1])} (${tail})`;
}
