import { describeValue } from "./describe-value.ts";
import { formatIssue, type IssueFormatter } from "./format-issue.ts";
import { InvalidDataError } from "./invalid-data-error.ts";
import type { Issue, IssueInput } from "./issue.ts";

/** Options of {@link createIssueCollector}. */
export interface IssueCollectorOptions {
  /**
   * How many issues are kept; those beyond it are counted and not kept.
   * @defaultValue `1000`
   */
  readonly cap?: number | undefined;
  /**
   * Writes the message of an issue that comes without one.
   * @defaultValue {@link formatIssue}, English
   */
  readonly format?: IssueFormatter | undefined;
}

/** Gathers everything that is wrong, so that a reader of bad data is told all of it at once. */
export interface IssueCollector<Code extends string = string> {
  /** How many issues were added, those beyond the cap included. */
  readonly total: number;
  /** The issues kept, in the order added; a live view that grows. */
  readonly issues: readonly Issue<Code>[];
  /** Adds an issue; its message is written by the formatter unless it brings one. */
  add(issue: IssueInput<Code>): void;
  /** Throws an {@link InvalidDataError} if anything was added; `what` is a verb phrase: `"read orders"`. */
  throwIfAny(what: string): void;
}

/**
 * Makes an empty collector of issues.
 *
 * The first `cap` issues are kept in the order added, the rest only counted: `total ≥ issues.length`.
 *
 * @param options - cap and wording
 * @throws RangeError if `cap` is not a non-negative integer
 *
 * @example
 * ```ts
 * import { createIssueCollector } from "clientele/issues";
 *
 * const issues = createIssueCollector({ cap: 1, format: (issue) => `Zeile ${issue.row}: ${issue.code}` });
 * issues.add({ code: "bad-day", row: 1, path: ["day"], value: "2026-02-30", expected: "a date" });
 * issues.add({ code: "bad-day", row: 2, path: ["day"], value: "2026-13-01", expected: "a date" });
 * issues.issues.map((issue) => issue.message); // => ["Zeile 1: bad-day"]
 * issues.total; // => 2
 * ```
 */
export function createIssueCollector<Code extends string = string>(
  options: IssueCollectorOptions = {},
): IssueCollector<Code> {
  const { cap = 1000, format = formatIssue } = options;
  if (!Number.isSafeInteger(cap) || cap < 0) {
    throw new RangeError(
      `Cannot collect issues: cap must be a non-negative integer, got ${describeValue(cap)}`,
    );
  }
  const kept: Issue<Code>[] = [];
  let total = 0;
  return {
    get total() {
      return total;
    },
    get issues() {
      return kept;
    },
    add(input) {
      total += 1;
      if (kept.length < cap) kept.push(completeIssue(input, format));
    },
    throwIfAny(what) {
      if (total > 0) throw new InvalidDataError(what, kept, total);
    },
  };
}

/** Freezes a copy, so that neither the caller's record nor its path can change under the collector. */
function completeIssue<Code extends string>(input: IssueInput<Code>, format: IssueFormatter): Issue<Code> {
  const { message, path = [], params, ...rest } = input;
  const issue = {
    ...rest,
    path: Object.freeze([...path]),
    ...(params === undefined ? {} : { params: Object.freeze({ ...params }) }),
  };
  return Object.freeze({ ...issue, message: message ?? format(issue) });
}
