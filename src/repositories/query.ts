/** What a field that can be filtered and ordered by holds. */
export type Scalar = string | number | boolean;

/** The fields of a record that can be filtered and ordered by: text, numbers and truth values at its top. */
export type FieldOf<T> = T extends unknown
  ? { [K in keyof T & string]-?: NonNullable<T[K]> extends Scalar ? K : never }[keyof T & string]
  : never;

/**
 * Which records are meant. Logic has two values on every store: `not` is the exact complement, `ne` is the
 * exact complement of `eq`, and a record that lacks the field satisfies `isNull`, `ne` and nothing else.
 *
 * Text is compared by code point, never by locale and never as a pattern. A filter has at most 10,000 values and
 * at most 100 levels.
 */
export type Filter<T> =
  | {
      /** Equal, not equal, less, at most, greater, at least. */
      readonly op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte";
      /** The field compared. */
      readonly field: FieldOf<T>;
      /** What it is compared with: of the field's own kind. */
      readonly value: Scalar;
    }
  | {
      /** Equal to one of the values; no values, no records. */
      readonly op: "in";
      /** The field compared. */
      readonly field: FieldOf<T>;
      /** What it is compared with: of the field's own kind. */
      readonly values: readonly Scalar[];
    }
  | {
      /** The record lacks the field. */
      readonly op: "isNull";
      /** The field looked for. */
      readonly field: FieldOf<T>;
    }
  | {
      /** All, or at least one: `and` of nothing is true, `or` of nothing is false. */
      readonly op: "and" | "or";
      /** The parts. */
      readonly of: readonly Filter<T>[];
    }
  | {
      /** Everything that the part does not mean. */
      readonly op: "not";
      /** The part. */
      readonly of: Filter<T>;
    };

/** One step of an order. */
export interface OrderBy<T> {
  /** The field. */
  readonly field: FieldOf<T>;
  /**
   * Upwards or downwards.
   * @defaultValue `"asc"`
   */
  readonly direction?: "asc" | "desc" | undefined;
  /**
   * Where records without the field stand, whatever the direction.
   * @defaultValue `"last"`
   */
  readonly nulls?: "first" | "last" | undefined;
}

/** Which records, in which order. */
export interface Query<T> {
  /**
   * Which records.
   * @defaultValue all of them
   */
  readonly where?: Filter<T> | undefined;
  /**
   * In which order. The id, in code-point order, is always the last step, so that the order is total.
   * @defaultValue by id
   */
  readonly orderBy?: readonly OrderBy<T>[] | undefined;
}

/** One page of a query. */
export interface PageQuery<T> extends Query<T> {
  /** At most so many records, from 1 to 10,000. */
  readonly limit: number;
  /**
   * Where the page before ended, as its `nextCursor` says.
   * @defaultValue the beginning
   */
  readonly cursor?: string | null | undefined;
}

/** One page of records. */
export interface Page<T> {
  /** The records, in the order asked for. */
  readonly items: readonly T[];
  /** Continues after this page; `null` when this page is the last. Its text means nothing to the caller. */
  readonly nextCursor: string | null;
}
