import * as z from "zod";
import { isStorable, STORABLE } from "./_scalars.ts";

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** An object that JSON can hold. */
export type JsonObject = { [key: string]: JsonValue };

/** Deeper than any record, shallow enough for every store and every stack. */
const DEEPEST = 32;

type Report = (path: (string | number)[], input: unknown, message: string) => void;

/**
 * Any JSON value that every store keeps unchanged. zod's own `z.json()` and `z.record()` copy, and a key
 * `__proto__` gets lost in the copy; this one looks at the value as it came and refuses that key.
 */
export const jsonValue = unknownThat((value, report) => examine(value, [], report)) as unknown as z.ZodType<
  JsonValue,
  JsonValue
>;

/** Any JSON object that every store keeps unchanged. */
export const jsonObject = unknownThat(
  (value, report) => {
    if (isPlainObject(value)) examine(value, [], report);
    else report([], value, "must be an object");
  },
  { type: "object", additionalProperties: true },
) as unknown as z.ZodType<JsonObject, JsonObject>;

function unknownThat(look: (value: unknown, report: Report) => void, meta: Record<string, unknown> = {}) {
  return z
    .unknown()
    .meta({
      ...meta,
      "x-rules": [`JSON at most ${DEEPEST} deep, its text and keys storable, no key __proto__`],
    })
    .check(({ value, issues }) =>
      look(value, (path, input, message) => void issues.push({ code: "custom", path, input, message })),
    );
}

function examine(value: unknown, path: (string | number)[], report: Report): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (!isStorable(value)) report(path, value, STORABLE);
      return;
    case "number":
      if (!Number.isFinite(value)) report(path, value, "must be a finite number");
      return;
    case "object":
      if (value === null) return;
      if (path.length >= DEEPEST) report(path, value, `must not be nested deeper than ${DEEPEST} levels`);
      else if (Array.isArray(value)) value.forEach((item, at) => void examine(item, [...path, at], report));
      else if (isPlainObject(value)) examineObject(value, path, report);
      else report(path, value, "must be a plain JSON value");
      return;
    default:
      report(path, value, "must be a JSON value");
  }
}

function examineObject(value: object, path: (string | number)[], report: Report): void {
  for (const [key, item] of Object.entries(value)) {
    // A key without a value is no key; stores drop it.
    if (item === undefined) continue;
    if (key === "__proto__") report([...path, key], item, "must have another key than __proto__");
    if (!isStorable(key)) report([...path, key], key, `must have another key: text ${STORABLE}`);
    examine(item, [...path, key], report);
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
