import type { Money } from "../money/index.ts";

/** What the customers are worth after all that serving them costs, what they could be worth, and what to do about it. */
export interface WorthReport {
  /** Marks the record. */
  readonly kind: "worth";
  /** What serving the customers cost; absent where no cost entry is on file. */
  readonly costToServe?:
    | {
        /** The sum. */
        readonly total: Money;
        /** Customers among the best fifth by revenue and by cost to serve alike. */
        readonly costly: readonly {
          readonly customerId: string;
          readonly burden: number;
          readonly value: Money;
        }[];
      }
    | undefined;
  /** Cost entries that could not be used: the first hundred, in words; while there are any no cost to serve is taken off. */
  readonly costIssues: readonly string[];
  /** How many customers are most valuable, most growable, other, below zero. */
  readonly partition: Readonly<Record<"MVC" | "MGC" | "OTHER" | "BZC", number>>;
  /** The least valuable fifth, and how many of them something further speaks against. */
  readonly drag: { readonly customers: number; readonly withEvidence: number };
  /** How the ten largest of the year before did in the last; absent without two years. */
  readonly largest?:
    | { readonly customers: number; readonly boughtEnough: number; readonly lost: Money }
    | undefined;
  /** Customers who buy one or two products; absent where no product is known. */
  readonly fewProducts?: number | undefined;
  /** How many customers have each pattern of growth over the last four quarters; absent without them. */
  readonly growth?: Readonly<Record<string, number>> | undefined;
  /** The prediction of the next year; absent without two years or with few customers. */
  readonly prediction?:
    | {
        /** Expected net revenue of all together. */
        readonly expected: number;
        /** Mean absolute error of a customer that the model had not seen, and that of "as much as last year". */
        readonly error: number;
        readonly naiveError: number;
        /** How often the 95 % interval held. */
        readonly coverage: number;
      }
    | undefined;
  /** Gold foretold: the rule, and how many of those it named in the year before were gold; absent without two years. */
  readonly goldTest?:
    | {
        readonly by: "last-value" | "regression";
        readonly hits: number;
        readonly predicted: number;
        readonly lower: number;
        readonly upper: number;
      }
    | undefined;
  /** Customers with a potential above their value, and the sum of the gaps; absent where nothing tells one. */
  readonly potential?: { readonly customers: number; readonly gap: Money } | undefined;
  /** Marketing spend that a proposal would move from C to A; absent where none is on file. */
  readonly budget?: { readonly text: string } | undefined;
  /** Large customers with two complaints or more in the last year. */
  readonly repeatedComplaints: number;
  /** Of the ten best customers, how many have given no opinion for a year. */
  readonly opinionsDue: number;
  /** The share of prospects that came to nothing in the last year; absent where none was decided. */
  readonly prospectWaste?: { readonly wasted: number; readonly decided: number } | undefined;
  /** Customers lost in the last year by cause, the costliest first; none where no loss is on file. */
  readonly losses: readonly {
    readonly cause?: string | undefined;
    readonly customers: number;
    readonly value: Money;
  }[];
}

/** Whether customers stay, and what they say. */
export interface LoyaltyReport {
  /** Marks the record. */
  readonly kind: "loyalty";
  /** The last quarter against the one before; absent without two. */
  readonly flow?:
    | {
        readonly active: number;
        readonly kept: number;
        readonly lost: number;
        readonly gained: number;
        readonly returned: number;
        readonly retention?:
          | { readonly estimate: number; readonly lower: number; readonly upper: number }
          | undefined;
      }
    | undefined;
  /** Of the oldest cohort of the last year: its customers, and the share active in the last quarter. */
  readonly cohort?:
    | { readonly customers: number; readonly active: number; readonly quarters: number }
    | undefined;
  /** Days after which half of the customers are lost, where lost is who has been silent for a year; absent where it never is. */
  readonly survival?:
    | { readonly customers: number; readonly lost: number; readonly medianDays?: number | undefined }
    | undefined;
  /** The usual days between purchases, and who is later than twice the own. */
  readonly cycle?:
    | { readonly medianGapDays: number; readonly late: number; readonly repeaters: number }
    | undefined;
  /** What 5 points more retention a quarter would do to the profit of a customer, in words; absent without a flow, and of revenue alone. */
  readonly retentionSensitivity?: string | undefined;
  /** What was said beside what was done; absent without an answer. */
  readonly satisfaction?:
    | { readonly satisfied: number; readonly switchers: number; readonly dissatisfied: number }
    | undefined;
  /** The element with the largest gap between what was expected and what was found; absent without one. */
  readonly worstGap?:
    | { readonly element: string; readonly gap: number; readonly answers: number }
    | undefined;
  /** What 5 points more satisfaction go with, in words; absent with few answers. */
  readonly satisfactionSensitivity?: string | undefined;
  /** Customers of whom a share of wallet is known, and the mean of it; absent where none is. */
  readonly wallet?: { readonly customers: number; readonly meanShare: number } | undefined;
  /** Customers with a bond or a benefit in force. */
  readonly bound: number;
  /** What winning a customer cost in the last quarter beside keeping one; absent without both. */
  readonly acquisitionRatio?: number | undefined;
}

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
  /** Contracts, memberships, bonds and benefits that end or begin within thirty days. */
  readonly terms: number;
}
