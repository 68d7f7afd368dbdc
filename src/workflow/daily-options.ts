import type { PlainDate, WallTime } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { ReminderInput } from "../reminders/index.ts";
import type { DailyAnalyses } from "./daily-analyses.ts";
import type { DailyPlans } from "./daily-plans.ts";
import type { OrderBook } from "./order-book.ts";

/** The parts of a run, in their order. */
export type DailyStage =
  | "orders"
  | "rfm"
  | "value"
  | "affinity"
  | "migration"
  | "trend"
  | "facts"
  | "reminders"
  | "write";

/** How far a run is. */
export interface DailyProgress {
  /** The part. */
  readonly stage: DailyStage;
  /** How much of it is done: lines, records, or whole parts. */
  readonly done: number;
  /** Out of how many; absent while that is not known. */
  readonly total?: number | undefined;
}

/** Options of `runDaily`. */
export interface DailyOptions {
  /** The day of the report. Orders of this day and later are not seen: the day is not over. */
  readonly asOf: PlainDate;
  /**
   * The local time of the run in `zone`. Nothing is sent before it, and later contacts have not happened yet.
   * @defaultValue `"09:00"`
   */
  readonly time?: WallTime | undefined;
  /** The company's time zone. */
  readonly zone: string;
  /** ISO 4217 code of the orders; lines in another currency are set aside and reported. */
  readonly currency: string;
  /**
   * What monetary adds up: purchases alone, or purchases less returns.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
  /**
   * Orders that have been read already, in the same currency: a log of all those before `asOf`, or the book of the day that
   * `readOrderBook` gives. They are taken as observed until that day, as those of a store are.
   * @defaultValue the order lines of the store
   */
  readonly orders?: OrderLog | OrderBook | undefined;
  /**
   * The analyses of an earlier day in the same currency, or of the same day, to be carried on instead of made anew: a
   * runner keeps them. Of customers who have ordered since nothing is said. `count` and `plans` are those of then.
   * @defaultValue the run analyses
   */
  readonly analyses?: DailyAnalyses | undefined;
  /**
   * What the reminder engine is told besides. With `lastRun` it says what was missed since.
   * @defaultValue its built-in rules and usual policy, without a look ahead or back
   */
  readonly reminders?:
    | Pick<ReminderInput, "rules" | "policy" | "horizonDays" | "until" | "lastRun" | "enginePauses">
    | undefined;
  /**
   * What the company has decided of its customers: treatments, goals, what points and purchases bring.
   * @defaultValue nothing
   */
  readonly plans?: DailyPlans | undefined;
  /**
   * The party that is the own company: the people affiliated with it are own staff, and the internal tasks are about it.
   * @defaultValue none: own staff is not known and there are no internal tasks
   */
  readonly companyId?: string | undefined;
  /** Told how far the run is, often. */
  readonly onProgress?: ((progress: DailyProgress) => void) | undefined;
  /** Stops the run, which then rejects with `ABORTED` and has written nothing. */
  readonly signal?: AbortSignal | undefined;
}
