import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import { LONGEST_BYTES } from "./_byte-table.ts";
import { createCompiledTable } from "./_compiled-table.ts";
import { isId, LONGEST_ID } from "./_dictionary.ts";
import { createPlainTable } from "./_plain-table.ts";
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
  return makeIdDictionary(ids);
}

/** From here on a memory of its own pays; hosts do not give out any number of them. */
const WORTH_COMPILING = 16_384;

/** @param only - which table to use, for the test that both agree */
export function makeIdDictionary(
  ids: Utf8Column | readonly string[],
  only?: "plain" | "compiled",
): IdDictionary {
  let table =
    only === "compiled"
      ? (createCompiledTable(createPlainTable()) ?? createPlainTable())
      : createPlainTable();
  let mayCompile = only === undefined;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const encoder = new TextEncoder();
  const one = new Uint8Array(LONGEST_BYTES);
  let sorted: Int32Array | undefined;

  /** Moves on to the compiled table where there is one: a memory of its own pays from some thousand ids on. */
  function expect(rows: number): void {
    if (!mayCompile || table.size + rows < WORTH_COMPILING) return;
    mayCompile = false;
    table = createCompiledTable(table) ?? table;
  }

  /** Writes the UTF-8 of an id; ASCII by hand, which is several times faster. Nothing of what is no id. */
  function write(id: string, into: Uint8Array, at: number): number {
    if (typeof id !== "string" || id.length > LONGEST_ID) return at;
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i);
      // An encoder would write a lone surrogate as another character.
      if (unit > 0x7f) return isId(id) ? at + encoder.encodeInto(id, into.subarray(at)).written : at;
      into[at + i] = unit;
    }
    return at + id.length;
  }

  function encodeTexts(texts: readonly string[], issues: IssueCollector): Int32Array {
    const codes = new Int32Array(texts.length);
    const rows = Math.min(texts.length, 1024);
    const [offsets, bytes] = [new Int32Array(rows + 1), new Uint8Array(LONGEST_BYTES * rows)];
    for (let from = 0; from < texts.length; from += rows) {
      const to = Math.min(texts.length, from + rows);
      for (let row = from; row < to; row++) {
        offsets[row - from + 1] = write(texts[row]!, bytes, offsets[row - from]!);
      }
      table.encode({ offsets, bytes }, 0, to - from, codes.subarray(from, to), (row) => {
        const id = texts[from + row]!;
        return isId(id) || refuse(issues, from + row, id);
      });
    }
    return codes;
  }

  function encodeBytes(column: Utf8Column, issues: IssueCollector): Int32Array {
    const { offsets, bytes } = column;
    const rows = Math.max(0, offsets.length - 1);
    const codes = new Int32Array(rows);
    const isBad = (row: number): boolean => {
      const [from, to] = [offsets[row]!, offsets[row + 1]!];
      return from < 0 || to < from || to - from > LONGEST_BYTES || to > bytes.length;
    };
    const admit = (row: number): boolean => {
      const text = isBad(row) ? undefined : textAt(bytes, offsets[row]!, offsets[row + 1]!);
      return (text !== undefined && isId(text)) || refuse(issues, row, text);
    };
    let bad = offsets.length > 0 && (offsets[0]! < 0 || offsets[rows]! > bytes.length);
    // A negative length is a very large one without its sign.
    for (let row = 0; row < rows; row++) bad ||= (offsets[row + 1]! - offsets[row]!) >>> 0 > LONGEST_BYTES;
    if (bad) for (let row = 0; row < rows; row++) admit(row);
    else table.encode(column, 0, rows, codes, admit);
    return codes;
  }

  function textAt(bytes: Uint8Array, from: number, to: number): string | undefined {
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
      expect("offsets" in more ? more.offsets.length : more.length);
      const codes = "offsets" in more ? encodeBytes(more, issues) : encodeTexts(more, issues);
      issues.throwIfAny("encode ids");
      return codes;
    },
    codeOf(id) {
      if (!isId(id)) return undefined;
      const code = table.find(one, 0, write(id, one, 0));
      return code < 0 ? undefined : code;
    },
    idOf(code) {
      if (Number.isInteger(code) && code >= 0 && code < table.size) {
        return decoder.decode(table.bytes.subarray(table.starts[code]!, table.starts[code + 1]!));
      }
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

function refuse(issues: IssueCollector, row: number, value: string | undefined): false {
  const expected = `UTF-8 text of 1 to ${LONGEST_ID} characters, well-formed and without U+0000`;
  issues.add({ code: "bad-id", path: [], row, expected, ...(value === undefined ? {} : { value }) });
  return false;
}
