import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import { createByteTable } from "./_byte-table.ts";
import { isId, LONGEST_ID } from "./_dictionary.ts";
import { sortedByBytes } from "./_sort-bytes.ts";
import type { Utf8Column } from "./column-batch.ts";

/** Ids numbered from 0 as they first appear. */
export interface IdDictionary {
  /** How many ids there are. */
  readonly size: number;
  /**
   * The codes of some ids; new ids get the next codes.
   * @throws InvalidDataError with every id that is not text of 1 to 200 characters, well formed and without U+0000
   */
  encode(ids: Utf8Column | readonly string[]): Int32Array;
  /** The code of an id, or nothing where the dictionary does not have it. */
  codeOf(id: string): number | undefined;
  /**
   * The id of a code.
   * @throws RangeError if there is no such code
   */
  idOf(code: number): string;
  /** All codes, ordered by the code points of their ids. */
  sortedCodes(): Int32Array;
}

/**
 * Makes a dictionary of ids: what integer codes in column batches stand for.
 *
 * It works on UTF-8 bytes and makes a text only when it is asked for one, so ids that come as bytes (Arrow, files)
 * never become JavaScript strings: a hash table of strings costs several times as much from some 100 000 ids on.
 *
 * @param ids - the first ids: the i-th different one gets code i
 *
 * @throws InvalidDataError with every id that is not text of 1 to 200 characters, well formed and without U+0000
 *
 * @example
 * ```ts
 * import { createIdDictionary } from "clientele/orders";
 *
 * const customers = createIdDictionary(["ann", "bob"]);
 * customers.encode(["bob", "cyd", "bob"]); // => Int32Array.of(1, 2, 1)
 * customers.codeOf("cyd"); // => 2
 * customers.idOf(0); // => "ann"
 * const bytes = new TextEncoder().encode("bobcyd");
 * customers.encode({ offsets: Int32Array.of(0, 3, 6), bytes }); // => Int32Array.of(1, 2)
 * ```
 */
export function createIdDictionary(ids: Utf8Column | readonly string[] = []): IdDictionary {
  const table = createByteTable();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  const scratch = new Uint8Array(3 * LONGEST_ID);
  let sorted: Int32Array | undefined;

  const textOf = (code: number): string =>
    decoder.decode(table.bytes.subarray(table.starts[code]!, table.starts[code + 1]!));

  /** The length in UTF-8, left in the scratch. ASCII is written by hand, which is several times faster. */
  function write(id: string): number {
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i);
      if (unit > 0x7f) return encoder.encodeInto(id, scratch).written;
      scratch[i] = unit;
    }
    return id.length;
  }

  function encodeTexts(texts: readonly string[], issues: IssueCollector): Int32Array {
    const codes = new Int32Array(texts.length);
    for (let row = 0; row < texts.length; row++) {
      const id = texts[row]!;
      if (!isId(id)) {
        refuse(issues, row, id);
        continue;
      }
      const length = write(id);
      const code = table.find(scratch, 0, length);
      codes[row] = code >= 0 ? code : table.append(scratch, 0, length);
    }
    return codes;
  }

  function encodeBytes({ offsets, bytes }: Utf8Column, issues: IssueCollector): Int32Array {
    const rows = Math.max(0, offsets.length - 1);
    const codes = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const [from, to] = [offsets[row]!, offsets[row + 1]!];
      let code = from <= to && from >= 0 && to <= bytes.length ? table.find(bytes, from, to) : -1;
      if (code < 0) {
        const text = textAt(bytes, from, to);
        if (text === undefined || !isId(text)) {
          refuse(issues, row, text);
          continue;
        }
        code = table.append(bytes, from, to);
      }
      codes[row] = code;
    }
    return codes;
  }

  function textAt(bytes: Uint8Array, from: number, to: number): string | undefined {
    if (from > to || from < 0 || to > bytes.length || to - from > 3 * LONGEST_ID) return undefined;
    try {
      return decoder.decode(bytes.subarray(from, to));
    } catch {
      return undefined;
    }
  }

  const dictionary: IdDictionary = {
    get size() {
      return table.size;
    },
    encode(more) {
      const issues = createIssueCollector();
      const codes = "offsets" in more ? encodeBytes(more, issues) : encodeTexts(more, issues);
      issues.throwIfAny("encode ids");
      return codes;
    },
    codeOf(id) {
      if (!isId(id)) return undefined;
      const code = table.find(scratch, 0, write(id));
      return code < 0 ? undefined : code;
    },
    idOf(code) {
      if (Number.isInteger(code) && code >= 0 && code < table.size) return textOf(code);
      throw new RangeError(
        `Cannot read id: code must be an integer from 0 to ${table.size - 1}, got ${code}`,
      );
    },
    sortedCodes() {
      if (sorted?.length !== table.size) sorted = sortedByBytes(table);
      return sorted;
    },
  };
  dictionary.encode(ids);
  return Object.freeze(dictionary);
}

function refuse(issues: IssueCollector, row: number, value: string | undefined): void {
  const expected = `UTF-8 text of 1 to ${LONGEST_ID} characters, well-formed and without U+0000`;
  issues.add({ code: "bad-id", path: [], row, expected, ...(value === undefined ? {} : { value }) });
}
