/**
 * What a company does every day: the run, dispatch, contacts, outcomes. It reads the store, asks the other rooms and
 * writes back. No formula lives here.
 *
 * Definitions:
 * - A **run** belongs to a *day* (`asOf`) and a *moment* (the local `time` of that day). Orders are seen up to the
 *   start of the day, contacts up to the moment.
 * - **Repeating** a run of the same moment writes nothing and sends nothing. A run of the same day with new facts
 *   replaces what the day's run had found. A *send* is final unless it failed or its fact is gone: then it is *taken
 *   back*, and a later run may decide it anew.
 * - A **unit** is those who compete for contacts: a household and its members, an organisation and its people.
 * - **Dispatch** is to carry out what was decided, after asking again; an **outcome** is what happened to it since, an
 *   event that every later run knows.
 * - A **stage** is one part of a run, in the order orders, rfm, value, affinity, migration, trend, facts, reminders, write. Before
 *   the last nothing is written, and the last is one transaction.
 * - The **report** is plain data and says what it does not know: lines set aside, customers not scored, history that
 *   is too short (`insufficient`), rules that had nothing to read.
 * - **Migration** is that of the last year: five consecutive periods of three months that end at the day of the run,
 *   without those that begin before the first order.
 * - **Trend** is the last three months against the year before them, as far as it was observed.
 *
 * @packageDocumentation
 */

export type { AffinityReport } from "./affinity-report.ts";
export {
  type ConsentOn,
  type CustomerBrief,
  type CustomerBriefOptions,
  contactBrief,
  type FreshFact,
  type OpenReminder,
} from "./contact-brief.ts";
export type { DailyAnalyses } from "./daily-analyses.ts";
export type { DailyOptions, DailyProgress, DailyStage } from "./daily-options.ts";
export type { DailyPlans, FrequencyPlan } from "./daily-plans.ts";
export type {
  DailyReport,
  DailyWrites,
  InsufficientHistory,
  MigrationReport,
  OrdersReport,
  ReminderProblem,
  RemindersReport,
  RfmReport,
  SetAsideLines,
  ValueReport,
  WriteCounts,
} from "./daily-report.ts";
export {
  createDailyRunner,
  type DailyRunner,
  type DailyRunnerOptions,
  type DailyRunOptions,
} from "./daily-runner.ts";
export { dispatchDue } from "./dispatch-due.ts";
export type { DispatchOptions, DispatchReport, SendContext } from "./dispatch-options.ts";
export type { LedgerReport } from "./ledger-report.ts";
export type { LoyaltyReport } from "./loyalty-report.ts";
export { type OrderBook, type OrderBookOptions, readOrderBook, type SetAsideLine } from "./order-book.ts";
export {
  type LearnedFact,
  type RecordedInteraction,
  type RecordInteractionOptions,
  recordInteraction,
} from "./record-interaction.ts";
export { type RecordedOutcome, type RecordOutcomeOptions, recordOutcome } from "./record-outcome.ts";
export { runDaily } from "./run-daily.ts";
export type { TreatmentsReport } from "./treatments-report.ts";
export type { TrendCount, TrendReport } from "./trend-report.ts";
export type { WorthReport } from "./worth-report.ts";
