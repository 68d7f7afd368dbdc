import type { Money } from "../money/index.ts";
import type { Treatment } from "../value/index.ts";

/** How customers are treated by the company's plan. */
export interface TreatmentsReport {
  /** The name and edition of the plan. */
  readonly version: string;
  /** The treatments in the order of the plan. */
  readonly treatments: readonly {
    /** The treatment, with its group. */
    readonly treatment: Treatment;
    /** How many customers it is the first for. */
    readonly customers: number;
    /** On how many of them more was spent in the last year than their cap, and by how much in all. */
    readonly above: { readonly customers: number; readonly excess: Money };
  }[];
  /** Customers in no group of the plan. */
  readonly untreated: number;
}
