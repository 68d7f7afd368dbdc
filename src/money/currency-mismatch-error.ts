import { ClienteleError, describeValue } from "../issues/index.ts";

/**
 * Amounts of two currencies met where one currency is needed. Nothing is converted unasked.
 *
 * @example
 * ```ts
 * import { addMoney, createMoney, CurrencyMismatchError } from "clientele/money";
 *
 * let caught: unknown;
 * try {
 *   addMoney(createMoney("1", "EUR"), createMoney("1", "USD"));
 * } catch (error) {
 *   caught = error;
 * }
 * CurrencyMismatchError.is(caught); // => true
 * (caught as Error).message; // => 'Cannot add money: currency must be "EUR", got "USD"; convert first'
 * ```
 */
export class CurrencyMismatchError extends ClienteleError {
  /** Always `currency-mismatch`. */
  declare readonly code: "currency-mismatch";
  /** The currency that was needed. */
  readonly expected: string;
  /** The currency that was found. */
  readonly found: string;

  /**
   * @param task - what could not be done, as a verb phrase: `"add money"`
   * @param expected - the currency that was needed
   * @param found - the currency that was found
   */
  constructor(task: string, expected: string, found: string) {
    super(
      "currency-mismatch",
      `Cannot ${task}: currency must be ${describeValue(expected)}, got ${describeValue(found)}; convert first`,
    );
    this.name = "CurrencyMismatchError";
    this.expected = expected;
    this.found = found;
  }

  /** Tells whether a caught value is this error, whichever copy of the package threw it. */
  static override is(error: unknown): error is CurrencyMismatchError {
    return ClienteleError.is(error, "currency-mismatch");
  }
}
