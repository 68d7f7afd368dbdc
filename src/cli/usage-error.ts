/** The command was called wrongly, or a file is not what it should be: one sentence, and exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
