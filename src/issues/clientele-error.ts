/** Registered for the whole process, so a second copy of the package recognises the errors of the first. */
const BRAND = Symbol.for("clientele.error");

/**
 * The root of the errors that a caller is meant to catch: an error with a code that never changes with
 * the wording.
 *
 * A wrong call throws a plain `RangeError`, `TypeError` or `SyntaxError` instead.
 *
 * @example
 * ```ts
 * import { ClienteleError } from "clientele/issues";
 *
 * const error = new ClienteleError("store-busy", "Cannot save: the store is busy");
 * ClienteleError.is(error); // => true
 * ClienteleError.is(error, "store-busy"); // => true
 * ClienteleError.is(new Error("Cannot save")); // => false
 * ```
 */
export class ClienteleError extends Error {
  /** What happened: a literal for programs. */
  readonly code: string;

  /**
   * @param code - what happened, for programs
   * @param message - the same in words, for people
   * @param options - the standard options of `Error`, such as `cause`
   */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ClienteleError";
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /**
   * Tells whether a caught value is an error of this library, whichever copy of the package threw it
   * (`instanceof` fails across copies).
   *
   * @param error - anything caught
   * @param code - only this code
   */
  static is(error: unknown, code?: string): error is ClienteleError {
    // Not `instanceof Error`: an error of another realm (a worker's, a test runner's sandbox) is one too.
    if (typeof error !== "object" || error === null || !(BRAND in error)) return false;
    return code === undefined || (error as { code?: unknown }).code === code;
  }
}
