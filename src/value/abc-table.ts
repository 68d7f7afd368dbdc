import type { Money } from "../money/index.ts";
import type { CustomerTable } from "../orders/index.ts";
import type { AbcShares } from "./abc-shares.ts";
import type { ValueTable } from "./value-table.ts";
import type { ViewConfiguration } from "./view-configuration.ts";

/** The class of one customer. */
export interface AbcRow {
  /** The customer. */
  readonly customerId: string;
  /** The class. */
  readonly tier: "A" | "B" | "C";
  /** The rule that decided, in words with its numbers. */
  readonly reason: string;
}

/** What classes were made with. */
export interface AbcConfiguration extends ViewConfiguration {
  /** The shares that divide them. */
  readonly shares: AbcShares;
  /** How far beyond a boundary a move must lead, where classes of before were held; see `holdAbc`. */
  readonly margin?: number | undefined;
}

/** The class of every customer of a table, by column. */
export interface AbcTable extends CustomerTable<AbcRow> {
  /** 0 for A, 1 for B, 2 for C. */
  readonly codes: Uint8Array;
  /** The classes, from the best to the worst. */
  readonly tiers: readonly ["A", "B", "C"];
  /** The shares that divide them. */
  readonly shares: AbcShares;
  /** The lowest value in A; absent when nobody has a positive value. */
  readonly lowestA?: Money | undefined;
  /** The lowest value that makes at least B; absent when nobody has a positive value. */
  readonly lowestB?: Money | undefined;
  /** What it was made with. */
  readonly configuration: AbcConfiguration;
  /** What was classified. */
  readonly values: ValueTable;
}
