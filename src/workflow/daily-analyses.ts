import type { PlainDate } from "../calendar/index.ts";
import type { CampaignSurvey } from "../campaign/index.ts";
import type { Insight } from "../model/index.ts";
import type { InsufficientEvidence } from "../trend/index.ts";
import type { CustomerTreatment } from "../value/index.ts";
import type { AffinityReport } from "./affinity-report.ts";
import type { InsufficientHistory, MigrationReport } from "./daily-report.ts";
import type { LedgerReport } from "./ledger-report.ts";
import type { LoyaltyReport } from "./loyalty-report.ts";
import type { TrendReport } from "./trend-report.ts";
import type { WorthReport } from "./worth-report.ts";

/**
 * What the analyses of a day found: everything that compares a customer with all others and with its own past, and is
 * too much work for every run. Later runs may carry it on.
 */
export interface DailyAnalyses {
  /** The day. */
  readonly asOf: PlainDate;
  /** ISO 4217 code of the orders. */
  readonly currency: string;
  /** What to offer next. */
  readonly affinity: AffinityReport | InsufficientHistory;
  /** Moves between classes. */
  readonly migration: MigrationReport | InsufficientHistory;
  /** What has significantly changed. */
  readonly trend: TrendReport | InsufficientEvidence;
  /** How customers answer what reaches them. */
  readonly campaign: CampaignSurvey;
  /** What customers cost, could be worth and call for. */
  readonly worth: WorthReport;
  /** Whether they stay. */
  readonly loyalty: LoyaltyReport;
  /** Their points and terms. */
  readonly ledger: LedgerReport;
  /** Their conclusions. */
  readonly insights: readonly Insight[];
  /** How many order lines each customer had, so that later ones are noticed. */
  readonly lines: ReadonlyMap<string, number>;
  /** The treatment of each customer by the plan; absent without one. */
  readonly treated?: ReadonlyMap<string, CustomerTreatment> | undefined;
}
