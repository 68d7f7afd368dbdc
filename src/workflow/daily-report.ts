import type { Period, PlainDate } from "../calendar/index.ts";
import type { CampaignSurvey } from "../campaign/index.ts";
import type {
  Backtest,
  BandedForecast,
  TierForecast,
  TransitionCounts,
  TransitionMatrix,
} from "../migration/index.ts";
import type { ReminderDecision } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import type { OrderSummary } from "../orders/index.ts";
import type { CellCoverage } from "../reminders/index.ts";
import type { NotScored, RfmCuts, SegmentSummary } from "../rfm/index.ts";
import type { InsufficientEvidence } from "../trend/index.ts";
import type { Concentration, NoConcentration, RankedCustomer, TierSummary } from "../value/index.ts";
import type { AffinityReport } from "./affinity-report.ts";
import type { LedgerReport } from "./ledger-report.ts";
import type { LoyaltyReport } from "./loyalty-report.ts";
import type { TrendReport } from "./trend-report.ts";
import type { WorthReport } from "./worth-report.ts";

/** There is not enough to compute this part of the report from; nothing is made up. */
export interface InsufficientHistory {
  /** Marks the record. */
  readonly kind: "insufficient";
  /** What is counted. */
  readonly of:
    | "customers with a purchase"
    | "customers with an order line"
    | "customers with a named product"
    | "periods"
    | "moves between periods";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}

/** Order lines of the store that could not be part of the analysis. */
export interface SetAsideLines {
  /** How many. */
  readonly lines: number;
  /** The first hundred, each with the first thing wrong with it. */
  readonly named: readonly {
    /** The order line. */
    readonly lineId: string;
    /** What is wrong, for programs. */
    readonly code: string;
    /** What is wrong, in words. */
    readonly message: string;
  }[];
}

/** The orders that the report rests on. */
export interface OrdersReport {
  /** How many lines were seen: those before the day of the report. */
  readonly lines: number;
  /** The time observed; absent when no line was seen. */
  readonly window?: Period | undefined;
  /** What an order is; see `OrderLog` of `clientele/orders`. */
  readonly orderUnit: "order" | "customer-day";
  /** Purchases, returns, free lines, and all together. */
  readonly summary: OrderSummary;
  /** What could not be read. */
  readonly setAside: SetAsideLines;
}

/** Recency, frequency, monetary. */
export interface RfmReport {
  /** Marks the record. */
  readonly kind: "rfm";
  /** What monetary adds up. */
  readonly count: "purchases" | "net";
  /** How many customers were scored. */
  readonly customers: number;
  /** What was seen and not scored. */
  readonly notScored: NotScored;
  /** The thresholds between the scores. */
  readonly cuts: RfmCuts;
  /** Every segment, those without customers included. */
  readonly segments: readonly SegmentSummary[];
}

/** What the customers are worth. */
export interface ValueReport {
  /** Marks the record. */
  readonly kind: "value";
  /** What the value is: profit where every line has a cost, else revenue. */
  readonly basis: "profit" | "revenue";
  /** How many lines have no cost. */
  readonly linesWithoutCost: number;
  /** The classes A, B and C. */
  readonly tiers: readonly TierSummary[];
  /** The best few. */
  readonly gold: {
    /** How many. */
    readonly customers: number;
    /** The lowest value among them; absent when there is none. */
    readonly lowest?: Money | undefined;
  };
  /** The ten best customers. */
  readonly top: readonly RankedCustomer[];
  /** How far the value is concentrated in few customers. */
  readonly concentration: Concentration | NoConcentration;
}

/** How customers moved between tiers. */
export interface MigrationReport {
  /** Marks the record. */
  readonly kind: "migration";
  /** The moves, and the periods between which they were made. */
  readonly counts: TransitionCounts;
  /** The probabilities estimated from them; a tier that nobody left stays, and is named in `emptyRows`. */
  readonly matrix: TransitionMatrix;
  /** Today's customers one period later. */
  readonly forecast: TierForecast;
  /** The same with bands for chance and for what is not known of the moves. */
  readonly bands: BandedForecast;
  /** Ways to forecast tried on the quarters known, up to thirteen: which would have been least wrong, and how wrong. */
  readonly backtest: Backtest | InsufficientHistory;
}

/** Something that a reminder rule could not read. */
export interface ReminderProblem {
  /** What is wrong, for programs. */
  readonly code: string;
  /** Customer, rule and field, as far as they are known. */
  readonly path: readonly (string | number)[];
  /** What is wrong, in words. */
  readonly message: string;
}

/** What to say to whom. */
export interface RemindersReport {
  /** One decision for each due moment that no earlier run has sent. */
  readonly decisions: readonly ReminderDecision[];
  /** How many due moments are left out because an earlier run has sent them. */
  readonly alreadySent: number;
  /** Ids of what earlier runs decided to send and what is taken back, for its fact is gone. */
  readonly withdrawn: readonly string[];
  /** The six cells of the matrix. */
  readonly coverage: readonly CellCoverage[];
  /** When something deferred wants to be looked at again; absent when nothing is. */
  readonly nextWake?: string | undefined;
  /** What could not be read; the rest is not affected. */
  readonly problems: readonly ReminderProblem[];
  /** How many parties were looked at. */
  readonly parties: number;
  /** How many customers have orders but are no party of the store, so that nobody can be reminded of them. */
  readonly customersWithoutParty: number;
  /** How many parties were decided by the company's zone because their own is unknown, or is none. */
  readonly zoneFallbacks: {
    /** Parties without a zone. */
    readonly missing: number;
    /** Parties whose zone is no time zone. */
    readonly invalid: number;
  };
}

/** What became of the records of one kind. */
export interface WriteCounts {
  /** New, or changed and written. */
  readonly saved: number;
  /** As they were. */
  readonly unchanged: number;
  /** Found by an earlier run of the same day and no longer. */
  readonly removed: number;
}

/** What a run wrote; a second run of the same moment saves and removes nothing. */
export interface DailyWrites {
  /** Scores, segment, value and class of each customer. */
  readonly snapshots: WriteCounts;
  /** Conclusions of the analyses. */
  readonly insights: WriteCounts;
  /** What to say to whom. */
  readonly decisions: WriteCounts;
  /** What was taken back. */
  readonly reminderEvents: WriteCounts;
}

/** Everything that one day's run found and decided. Plain data: it goes through JSON unchanged. */
export interface DailyReport {
  /** The day of the report. Orders of this day and later are not seen. */
  readonly asOf: PlainDate;
  /** The moment of the run, a UTC instant. */
  readonly at: string;
  /** The day of the analyses: of what to offer, of moves, changes, worth, loyalty, points, and of all insights. */
  readonly analysedOn: PlainDate;
  /** The company's time zone. */
  readonly zone: string;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** The orders that the rest rests on. */
  readonly orders: OrdersReport;
  /** Segments. */
  readonly rfm: RfmReport | InsufficientHistory;
  /** Classes by value. */
  readonly value: ValueReport | InsufficientHistory;
  /** What to offer next. */
  readonly affinity: AffinityReport | InsufficientHistory;
  /** Moves between the classes of consecutive quarters of a year, counted back from the day of the report. */
  readonly migration: MigrationReport | InsufficientHistory;
  /** What has significantly changed, the last quarter against the year before it. */
  readonly trend: TrendReport | InsufficientEvidence;
  /** What customers cost, could be worth and call for. */
  readonly worth: WorthReport;
  /** Whether they stay. */
  readonly loyalty: LoyaltyReport;
  /** Their points and terms. */
  readonly ledger: LedgerReport;
  /** How they answer what reaches them. */
  readonly campaign: CampaignSurvey;
  /** How many insights of each kind the analyses found. */
  readonly insights: Readonly<Record<string, number>>;
  /** What to say to whom. */
  readonly reminders: RemindersReport;
  /** What was written to the store. */
  readonly written: DailyWrites;
}
