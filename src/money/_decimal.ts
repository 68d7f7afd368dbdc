import { Decimal } from "decimal.js";
import { describeValue } from "../issues/index.ts";

/** The most significant digits, and the most decimals, of an amount at the edges: those of IEEE 754 decimal128. */
export const MOST_DIGITS = 34;

/**
 * Our own constructor: `Decimal.set` of the host cannot reach it, and `defaults` keeps what the host set before
 * we were loaded out of it too. Twice the digits of an amount and some, so that no sum or product of two amounts
 * is ever rounded by it; rounding happens once, where we say so.
 */
export const Exact = /* @__PURE__ */ Decimal.clone({
  defaults: true,
  precision: 2 * MOST_DIGITS + 12,
  rounding: Decimal.ROUND_HALF_EVEN,
});

/** An exact decimal made by {@link Exact}. */
export type Exact = InstanceType<typeof Exact>;

const PLAIN = /^[+-]?[0-9]+(?:\.[0-9]+)?$/;

/** Reads plain decimal text, naming the task and the role of the text when it is refused. */
export function readExact(task: string, role: string, text: string): Exact {
  if (typeof text !== "string") {
    throw new TypeError(`Cannot ${task}: ${role} must be given as text, got ${describeValue(text)}`);
  }
  if (!PLAIN.test(text)) {
    throw new SyntaxError(
      `Cannot ${task}: ${role} must be plain decimal text such as "1234.50", got ${describeValue(text)}`,
    );
  }
  return checkDigits(task, role, new Exact(text));
}

/** Refuses what 34 digits cannot hold, rather than rounding it. */
export function checkDigits(task: string, role: string, value: Exact): Exact {
  if (value.precision(true) <= MOST_DIGITS && value.decimalPlaces() <= MOST_DIGITS) return value;
  throw new RangeError(
    `Cannot ${task}: ${role} must have at most ${MOST_DIGITS} digits, got ${describeValue(value.toFixed())}`,
  );
}
