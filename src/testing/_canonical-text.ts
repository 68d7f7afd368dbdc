/**
 * A value in full: maps, sets and typed arrays included, places in lists kept, keys in order, numbers as they are
 * (NaN and −0, which JSON would lose, are not taken for others), what is undefined left out.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null)
    return typeof value === "bigint" ? `${value}n` : String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name}[${[...(value as Uint8Array)].map(canonicalText)}]`;
  if (value instanceof Map) return `map[${[...value].map(canonicalText).sort().join()}]`;
  if (value instanceof Set) return `set[${[...value].map(canonicalText).sort().join()}]`;
  return `{${Object.entries(value)
    .filter(([, item]) => item !== undefined && typeof item !== "function")
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`)
    .sort()
    .join()}}`;
}
