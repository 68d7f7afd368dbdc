import type { OrderIssueCode } from "../../orders/index.ts";

/** Why a row was set aside. */
export type RejectCode =
  | "no-customer"
  | "no-order"
  | "bad-date"
  | "bad-quantity"
  | "bad-price"
  | "field-count"
  | "quote-not-closed"
  | "text-after-quote"
  | OrderIssueCode;

/** A row that was set aside. */
export interface RejectedRow {
  /** Row number as a spreadsheet counts: the header is row 1, and a row with line breaks in it is one row. */
  readonly row: number;
  /** Why, for programs. */
  readonly code: RejectCode;
  /** Why, in words. */
  readonly reason: string;
  /** Name of the column at fault; absent when it is the row as a whole. */
  readonly column?: string | undefined;
  /** What stands there. */
  readonly value: string;
  /** The cells of the row, or the line as it is where its quotes are broken. */
  readonly cells: readonly string[];
}

/** Rows set aside for one reason. */
export interface RejectReason {
  /** The reason, for programs. */
  readonly code: RejectCode;
  /** The reason, in words. */
  readonly reason: string;
  /** How many rows. */
  readonly rows: number;
  /** The first of them. */
  readonly samples: readonly RejectSample[];
}

/** One example of a row set aside. */
export interface RejectSample {
  /** Row number, the header being row 1. */
  readonly row: number;
  /** Name of the column at fault. */
  readonly column?: string | undefined;
  /** What stands there, at most 200 characters of it. */
  readonly value: string;
}

/** Everything set aside, by reason. */
export interface SetAside {
  /** How many rows. */
  readonly rows: number;
  /** The reasons, the most frequent first. */
  readonly reasons: readonly RejectReason[];
}
