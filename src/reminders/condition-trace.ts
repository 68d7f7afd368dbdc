/** How a condition came out, part by part. */
export interface ConditionTrace {
  /** What was asked: the name of a predicate, or `all`, `any`, `not`. */
  readonly is: string;
  /** Whether it holds. */
  readonly holds: boolean;
  /** What was looked at, for a predicate; absent where nothing is known. */
  readonly value?: string | number | undefined;
  /** How its parts came out. */
  readonly of?: readonly ConditionTrace[] | undefined;
}
