import type { TermEnd } from "../ledger/index.ts";

/** Points and terms. */
export interface LedgerReport {
  /** Marks the record. */
  readonly kind: "ledger";
  /** Customers with points. */
  readonly members: number;
  /** Points that can be redeemed, in all. */
  readonly points: string;
  /** Of them, those that expire within thirty days. */
  readonly expiring: string;
  /** Entries that could not be used: the first hundred, in words; while there are any no balance is told. */
  readonly pointIssues: readonly string[];
  /** What comes to a term within thirty days: what happens, of which kind (of contract, bond, benefit; the programme), of how many customers. */
  readonly terms: readonly {
    readonly what: TermEnd["what"];
    readonly kind: string;
    readonly customers: number;
  }[];
  /** What points bring: how many customers have reached each threshold and none above; none without a plan. */
  readonly thresholds: readonly {
    readonly name: string;
    readonly points: string;
    readonly customers: number;
  }[];
  /** Programmes of purchases: their members, and the rewards that they have earned. */
  readonly frequency: readonly {
    readonly programmeId: string;
    readonly members: number;
    readonly purchases: number;
    readonly rewards: number;
    /** Whether a purchase still counts on the day. */
    readonly running: boolean;
  }[];
  /** Customers to whom little is missing to a reward: a fifth of the way or less. */
  readonly near: number;
}
