import { createIssueCollector, describeValue } from "../issues/index.ts";
import { MOST_CODES } from "./_totals-state.ts";
import type { Utf8Column } from "./column-batch.ts";
import { createIdDictionary, type IdDictionary } from "./id-dictionary.ts";

/** One column of ids over many batches. */
export interface IdCodes {
  /** Takes the column of a batch; a batch without has no id in any row. */
  take(column: Int32Array | Utf8Column | undefined, rows: number, batch: number): void;
  /** The codes of all rows, −1 where there is no id, and what they stand for. */
  finish(): { readonly ids: readonly string[]; readonly codes: Int32Array };
}

/** @param given - what codes stand for; without it they stand for themselves, as decimal text */
export function createIdCodes(name: string, given: IdDictionary | undefined): IdCodes {
  const parts: Int32Array[] = [];
  let dictionary = given;
  let bare = false;

  function codesOf(column: Int32Array | Utf8Column, batch: number): Int32Array {
    if (column instanceof Int32Array) {
      if (dictionary !== undefined && given === undefined) throw mixed("ids", "codes");
      bare ||= given === undefined;
      checkCodes(name, column, given?.size ?? MOST_CODES, batch);
      return column;
    }
    if (bare) throw mixed("codes", "ids");
    dictionary ??= createIdDictionary();
    return dictionary.encode(column);
  }

  const mixed = (before: string, got: string): RangeError =>
    new RangeError(`Cannot add batch: ${name} must be ${before}, as in the batches before, got ${got}`);

  return {
    take(column, rows, batch) {
      const codes = column === undefined ? new Int32Array(rows).fill(-1) : codesOf(column, batch);
      if (codes.length !== rows) {
        throw new RangeError(
          `Cannot add batch: ${name} must have ${rows} rows, as customers have, got ${codes.length}`,
        );
      }
      parts.push(codes.slice());
    },
    finish() {
      const codes = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        codes.set(part, at);
        at += part.length;
      }
      if (!bare) {
        const { size, idOf } = dictionary ?? createIdDictionary();
        return { ids: Array.from({ length: size }, (_, code) => idOf(code)), codes };
      }
      // Only the numbers in use get a text.
      const used = codes
        .slice()
        .sort()
        .filter((code, i, all) => code >= 0 && code !== all[i - 1]);
      const places = new Map(Array.from(used, (code, place) => [code, place]));
      return { ids: Array.from(used, String), codes: codes.map((code) => places.get(code) ?? -1) };
    },
  };
}

function checkCodes(name: string, codes: Int32Array, end: number, batch: number): void {
  const issues = createIssueCollector();
  for (let row = 0; row < codes.length; row++) {
    const value = codes[row]!;
    if (value >= 0 && value < end) continue;
    const expected = `a code from 0 to ${end - 1}`;
    issues.add({ code: `bad-${name.slice(0, -1)}`, row, path: [name], value, expected, params: { batch } });
  }
  issues.throwIfAny(`add batch ${batch}`);
}

/** Says what a column of ids is that is none. */
export function checkIdColumn(name: string, column: unknown): void {
  const fine =
    column instanceof Int32Array ||
    (typeof column === "object" &&
      column !== null &&
      "offsets" in column &&
      column.offsets instanceof Int32Array);
  if (fine) return;
  throw new TypeError(
    `Cannot add batch: ${name} must be an Int32Array of codes, or offsets and bytes, got ${describeValue(column)}`,
  );
}
