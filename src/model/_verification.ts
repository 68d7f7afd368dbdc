import * as z from "zod";
import type { FieldRule } from "./_record.ts";

/** What came of the last check: it holds, it is another, nobody could be asked, the answer was refused. */
export const checkOutcomeSchema = z.enum(["confirmed", "changed", "unreachable", "refused"]);

/**
 * Whether one instant is not before another; what is not there is never before. Instants are not compared as text,
 * for "09:00:00.5Z" sorts before "09:00:00Z", unless both have as many digits.
 */
export const isNotBefore = (later: string | undefined, earlier: string | undefined): boolean =>
  later === undefined ||
  earlier === undefined ||
  (later.length === earlier.length ? later >= earlier : Date.parse(later) >= Date.parse(earlier));

/** What holds between the moments of a check and of a verification. */
export const verificationRules: readonly FieldRule<{
  checkedAt?: string | undefined;
  verifiedAt?: string | undefined;
}>[] = [
  {
    path: ["checkedAt"],
    expected: "must not be before verifiedAt: what was verified was checked",
    holds: ({ checkedAt, verifiedAt }) => isNotBefore(checkedAt, verifiedAt),
  },
];
