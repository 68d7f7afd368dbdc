/** The record that segments are cut from: an id, and whatever facts the caller has; a missing fact is not known. */
export interface CustomerFacts {
  /** The customer. */
  readonly customerId: string;
}

/** A condition on one fact; typed by the record, so that a rule cannot ask for a fact that there is not. */
export type FieldRule<Facts> = {
  [Key in keyof Facts & string]: { readonly field: Key } & FieldTest<NonNullable<Facts[Key]>>;
}[keyof Facts & string];

/** What is asked of a fact. */
export type FieldTest<Value> =
  | { readonly known: boolean }
  | ([Value] extends [readonly (infer Item)[]]
      ? { readonly includes: Item }
      : { readonly is: Value } | { readonly oneOf: readonly Value[] } | RangeTest<Value>);

/** A range of numbers, or of texts in code-point order (plain dates are in order of time). */
export type RangeTest<Value> = [Value] extends [number | string]
  ? {
      /** The smallest value that passes. */
      readonly atLeast?: Value;
      /** The largest value that passes. */
      readonly atMost?: Value;
      /** Values beyond this pass. */
      readonly above?: Value;
      /** Values short of this pass. */
      readonly below?: Value;
    }
  : never;

/**
 * A rule over the facts of a customer: a condition on one fact, or several joined by `all`, `any` and `not`. It is data
 * that JSON keeps, so that it can be stored, shown and versioned.
 */
export type SegmentRule<Facts> =
  | FieldRule<Facts>
  | { readonly all: readonly SegmentRule<Facts>[] }
  | { readonly any: readonly SegmentRule<Facts>[] }
  | { readonly not: SegmentRule<Facts> };

/** A segment, defined explicitly. */
export interface SegmentDefinition<Facts> {
  /** Stable id, by which memberships refer to it. */
  readonly id: string;
  /** What it is called. */
  readonly name: string;
  /** Rises by one whenever the rule changes. */
  readonly version: number;
  /** The segment that this is a part of: members are members of it, too. */
  readonly parentId?: string | undefined;
  /** Who belongs to it. */
  readonly rule: SegmentRule<Facts>;
}
