/**
 * One thing found wrong in data that came from outside: a record that a program can act on, with its
 * message written last.
 *
 * @example
 * ```ts
 * import { createIssueCollector, type Issue } from "clientele/issues";
 *
 * const issues = createIssueCollector<"bad-amount">();
 * issues.add({ code: "bad-amount", row: 4, path: ["price"], value: "12,50", expected: "a plain decimal" });
 * const [issue] = issues.issues as readonly Issue[];
 * issue?.message; // => 'row 4, price: expected a plain decimal, got "12,50"'
 * ```
 */
export interface Issue<Code extends string = string> {
  /** What kind of thing is wrong: a literal that never changes with the wording. */
  readonly code: Code;
  /** Where in the record: property names and array indices, outermost first; empty for the record itself. */
  readonly path: readonly (string | number)[];
  /** Which record of the input, counted from 0; absent when the input is a single record. */
  readonly row?: number | undefined;
  /** The value found, as it came (absent when a value is missing). */
  readonly value?: unknown;
  /** What was expected there, as a noun phrase: `"a plain decimal such as 12.50"`. */
  readonly expected: string;
  /** The numbers and names a message needs beyond the value: a limit, a count, another row. */
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** The finding in words, for people; programs read the other fields. */
  readonly message: string;
}

/** An issue before its message is written: a message given here is kept as it is. */
export interface IssueInput<Code extends string = string> {
  /** What kind of thing is wrong: see {@link Issue}. */
  readonly code: Code;
  /**
   * Where in the record, outermost first.
   * @defaultValue `[]`, the record itself
   */
  readonly path?: readonly (string | number)[] | undefined;
  /** Which record of the input, counted from 0. */
  readonly row?: number | undefined;
  /** The value found; leave the key out when a value is missing. */
  readonly value?: unknown;
  /** What was expected there, as a noun phrase. */
  readonly expected: string;
  /** The numbers and names a message needs beyond the value. */
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** A ready message; when absent the formatter writes it. */
  readonly message?: string | undefined;
}
