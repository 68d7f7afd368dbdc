/**
 * clientele: know your customers and act on it.
 *
 * Definitions: each room has its own, at the head of its entry point (`clientele/rfm`, `clientele/migration`, …). What
 * most programs need is here by name; the rest, and every option's type, is in the rooms.
 *
 * @packageDocumentation
 */

export { addDays, type Period, type PlainDate, parsePlainDate, trailingPeriods } from "./calendar/index.ts";
export { compareCodePoints } from "./ids/index.ts";
export { InvalidDataError, type Issue } from "./issues/index.ts";
export {
  composeContactBrief,
  type FactView,
  factsAsOf,
  indexFacts,
  nextQuestions,
} from "./knowledge/index.ts";
export { pointsBalance } from "./ledger/index.ts";
export {
  countOccupancy,
  countTransitions,
  estimateTransitionMatrix,
  findMigrationInsights,
  forecastTiers,
  type TierForecast,
  type TransitionCounts,
  type TransitionMatrix,
} from "./migration/index.ts";
export {
  builtInAttributes,
  type Cell,
  type CustomerSnapshot,
  checkRecords,
  type Evidence,
  type Fact,
  type Insight,
  type OrderLine,
  type Party,
  parseRecord,
  type ReminderDecision,
} from "./model/index.ts";
export { formatMoney, type Money } from "./money/index.ts";
export {
  createOrderLogBuilder,
  describeOrders,
  mergeOrderLogs,
  type OrderLog,
  type OrderRow,
  orderLogFromRows,
  readOrderLog,
  type StatePanel,
} from "./orders/index.ts";
export {
  builtInRules,
  type Dossier,
  decideReminders,
  defineRule,
  type ReminderRule,
} from "./reminders/index.ts";
export { type ClienteleStore, createMemoryStore, StoreError } from "./repositories/index.ts";
export {
  elevenSegments,
  explainScore,
  findRfmInsights,
  measureRfm,
  type RfmScores,
  type RfmTable,
  scoreRfm,
  segmentRfm,
} from "./rfm/index.ts";
export {
  classifyAbc,
  findValueInsights,
  flagGold,
  summariseTiers,
  tierPanel,
  type ValueTable,
  valueCustomers,
} from "./value/index.ts";
export {
  contactBrief,
  type DailyReport,
  dispatchDue,
  recordInteraction,
  recordOutcome,
  runDaily,
} from "./workflow/index.ts";
