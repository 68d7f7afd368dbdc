/**
 * What is wrong with data from outside, as records; and the few errors meant to be caught.
 *
 * Definitions:
 * - *Issue*: one finding. Its `code` is a literal that a program may rely on; `path`, `row`, `value`, `expected`
 *   and `params` hold what any message needs; the message itself comes last and is replaceable.
 * - *Row*: which record of the input, counted from 0 as its index (not a line of a file: a heading or a quoted
 *   line break moves those apart).
 * - *Wrong call* or *bad data*? A wrong call (an option out of range) is the programmer's and throws a `RangeError`
 *   or `TypeError` at once. Bad data is the world's: all of it is collected, then one `InvalidDataError` is
 *   thrown, or the bad rows are set aside and their issues handed back.
 * - *Recognised by brand*: two copies of a package have two classes of the same name, and `instanceof` fails
 *   between them. `ClienteleError.is` and `InvalidDataError.is` ask for a mark that all copies share.
 *
 * @packageDocumentation
 */
export { ClienteleError } from "./clientele-error.ts";
export { describeValue } from "./describe-value.ts";
export { formatIssue, type IssueFormatter } from "./format-issue.ts";
export { InvalidDataError } from "./invalid-data-error.ts";
export type { Issue, IssueInput } from "./issue.ts";
export { createIssueCollector, type IssueCollector, type IssueCollectorOptions } from "./issue-collector.ts";
