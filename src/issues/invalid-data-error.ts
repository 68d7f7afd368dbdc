import { ClienteleError } from "./clientele-error.ts";
import type { Issue } from "./issue.ts";

const LISTED = 5;

/**
 * Data from outside was refused: carries all issues found (up to the collector's cap) and how many there
 * were in total. Its own message lists the first five.
 *
 * @example
 * ```ts
 * import { createIssueCollector, InvalidDataError } from "clientele/issues";
 *
 * const issues = createIssueCollector();
 * issues.add({ code: "bad-amount", row: 4, path: ["price"], value: "12,50", expected: "a plain decimal" });
 * let caught: unknown;
 * try {
 *   issues.throwIfAny("read orders");
 * } catch (error) {
 *   caught = error;
 * }
 * InvalidDataError.is(caught); // => true
 * (caught as InvalidDataError).total; // => 1
 * (caught as InvalidDataError).message; // => 'Cannot read orders: 1 issue\n  row 4, price: expected a plain decimal, got "12,50"'
 * ```
 */
export class InvalidDataError extends ClienteleError {
  /** Always `invalid-data`. */
  declare readonly code: "invalid-data";
  /** The issues kept, in the order found. */
  readonly issues: readonly Issue[];
  /** How many issues there were, those beyond the cap included. */
  readonly total: number;

  /**
   * @param what - what could not be done, as a verb phrase: `"read orders"`
   * @param issues - the issues kept, in the order found
   * @param total - how many there were in all
   */
  constructor(what: string, issues: readonly Issue[], total: number = issues.length) {
    super("invalid-data", summarise(what, issues, total));
    this.name = "InvalidDataError";
    this.issues = Object.freeze([...issues]);
    this.total = total;
  }

  /** Tells whether a caught value is this error, whichever copy of the package threw it. */
  static override is(error: unknown): error is InvalidDataError {
    return ClienteleError.is(error, "invalid-data");
  }
}

function summarise(what: string, issues: readonly Issue[], total: number): string {
  const lines = [`Cannot ${what}: ${total} ${total === 1 ? "issue" : "issues"}`];
  for (const issue of issues.slice(0, LISTED)) lines.push(`  ${issue.message}`);
  const rest = total - Math.min(issues.length, LISTED);
  if (rest > 0) lines.push(`  and ${rest} more`);
  return lines.join("\n");
}
