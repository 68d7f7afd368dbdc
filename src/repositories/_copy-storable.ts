import type { IssueInput } from "../issues/index.ts";

/**
 * Copies a JSON value as every database would give it back: undefined fields dropped, −0 written 0. Reports
 * text that some databases refuse or change (U+0000, a lone surrogate), in keys as well as in values, and the
 * key `__proto__`, which JavaScript would not keep.
 */
export function copyStorable(value: unknown, report: (issue: IssueInput) => void): unknown {
  const path: (string | number)[] = [];
  const problem = (code: string, found: string, expected: string): void =>
    report({ code, path: [...path], value: found, expected });
  const checkText = (text: string): string => {
    if (text.includes("\u0000") || LONE_SURROGATE.test(text)) {
      problem("unstorable-text", text, "well-formed text without U+0000");
    }
    return text;
  };
  const within = (key: string | number, part: unknown): unknown => {
    path.push(key);
    const copied = copy(part);
    path.pop();
    return copied;
  };
  const copy = (part: unknown): unknown => {
    if (typeof part === "string") return checkText(part);
    if (typeof part === "number") return part === 0 ? 0 : part;
    if (Array.isArray(part)) return part.map((item, index) => within(index, item));
    if (typeof part !== "object" || part === null) return part;
    const copied: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(part)) {
      if (item === undefined) continue;
      checkText(key);
      if (key === "__proto__") problem("unstorable-key", key, "another key");
      else copied[key] = within(key, item);
    }
    return copied;
  };
  return copy(value);
}

/** Copies a stored value for a reader: plain records, lists and scalars only. */
export function copyStored<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyStored) as T;
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) copy[key] = copyStored(item);
  return copy as T;
}

/** Whether two stored values hold the same, whatever the order of their keys. */
export function equalStored(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      equalStored((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

const LONE_SURROGATE = /\p{Surrogate}/u;
