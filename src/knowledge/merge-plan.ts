import type { JsonValue, RecordName } from "../model/index.ts";
import type { AnyRecord } from "./_party-references.ts";

/** One record that changes by a merge. */
export interface MergeChange {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The record as it is. */
  readonly before: AnyRecord;
  /** The record as it becomes; absent when it goes. */
  readonly after?: AnyRecord | undefined;
  /**
   * Why: it named a merged party; the survivor takes over what it lacked; the merged party points to the survivor; the
   * survivor has the same already; it would tie the survivor to itself; its period contradicts the survivor's.
   */
  readonly reason: "repointed" | "completed" | "merged-away" | "duplicate" | "self-reference" | "retracted";
}

/** Where the parties disagree, and what is kept. */
export interface MergeConflict {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The field, or the attribute of a fact. */
  readonly field: string;
  /** What the survivor has, and keeps. */
  readonly kept: JsonValue;
  /** What the merged party had. */
  readonly given: JsonValue;
  /** The merged party. */
  readonly from: string;
  /** What becomes of the other: it is given up, kept beside it for the views to resolve, or retracted. */
  readonly outcome: "given-up" | "beside" | "retracted";
}

/** What a merge would do: nothing has happened yet. */
export interface MergePlan {
  /** The party that stays. */
  readonly survivorId: string;
  /** The parties that turn out to be the same one. */
  readonly mergedIds: readonly string[];
  /** When. */
  readonly mergedAt: string;
  /** Every record that would change, in the order of kinds and ids. */
  readonly changes: readonly MergeChange[];
  /** Where the parties disagree. */
  readonly conflicts: readonly MergeConflict[];
  /** How many records of each kind would move to the survivor, disappear, or change otherwise. */
  readonly counts: Readonly<
    Record<string, { readonly moved: number; readonly dropped: number; readonly changed: number }>
  >;
}
