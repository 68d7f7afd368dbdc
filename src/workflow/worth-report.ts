import type { Money } from "../money/index.ts";
import type { ClassBudget, CompetitorSpend, LossCause, ProductShare, WalletLaw } from "../value/index.ts";
import type { TreatmentsReport } from "./treatments-report.ts";

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
  /**
   * Whom only hysteresis keeps in the class of a year before: the value lies beyond the boundary by less than the margin; absent
   * without two years.
   */
  readonly held?: { readonly customers: number; readonly margin: number } | undefined;
  /** How customers are treated by the company's plan; absent without one. */
  readonly treatments?: TreatmentsReport | undefined;
  /** What was sold in the last year, by category, the largest first; none where no product is known. */
  readonly mix: readonly ProductShare[];
  /**
   * Customers who buy one or two products; of those of whom the share of wallet is known, how many spend more than half of it
   * elsewhere. Absent where no product is known.
   */
  readonly fewProducts?:
    | { readonly customers: number; readonly walletKnown: number; readonly elsewhere: number }
    | undefined;
  /** How many customers have each pattern of growth over the last four quarters; absent without them. */
  readonly growth?: Readonly<Record<string, number>> | undefined;
  /** The prediction of the next year; absent without two years or with few customers. */
  readonly prediction?:
    | {
        /** What is predicted: profit where every line has a cost, else net revenue. */
        readonly of: "revenue" | "profit";
        /** What is expected of all together. */
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
        /** All who were gold, and of them those who had bought nothing in the year before. */
        readonly actual: number;
        readonly newcomers: number;
      }
    | undefined;
  /** Customers with a potential above their value, and the sum of the gaps; absent where nothing tells one. */
  readonly potential?:
    | {
        readonly customers: number;
        readonly gap: Money;
        /** By the source that tells the most. */
        readonly from: Readonly<Record<"wallet" | "breadth" | "prediction", number>>;
        /** Whose potential has an interval. */
        readonly withInterval: number;
        /** How far the law of wallets errs on unseen customers; absent where too few estimates are on file. */
        readonly wallet?:
          | Pick<WalletLaw, "customers" | "heldOutFactor" | "naiveFactor" | "coverage">
          | undefined;
      }
    | undefined;
  /** Marketing spend that a proposal would move from C to A, and by class before and after; absent where none is on file. */
  readonly budget?: { readonly text: string; readonly tiers: readonly ClassBudget[] } | undefined;
  /** Large customers with two complaints or more in the last year. */
  readonly repeatedComplaints: number;
  /** Of the ten best customers, how many have given no opinion for a year. */
  readonly opinionsDue: number;
  /** The share of prospects that came to nothing in the last year; absent where none was decided. */
  readonly prospectWaste?: { readonly wasted: number; readonly decided: number } | undefined;
  /** Customers lost in the last year by cause, the costliest first; none where no loss is on file. */
  readonly losses: readonly LossCause[];
  /** Spend that moved to each competitor from one estimate to the next, and for which causes; none where nobody was asked twice. */
  readonly competitors: readonly CompetitorSpend[];
}
