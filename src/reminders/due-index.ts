import type { PlainDate } from "../calendar/index.ts";
import type { Issue } from "../issues/index.ts";
import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderRule } from "./rule.ts";

/** What `createDueIndex` needs. */
export interface DueIndexOptions {
  /** The first day on which a run is to be made. */
  readonly from: PlainDate;
  /**
   * For how many days of runs the index is made.
   *
   * @defaultValue `31`
   */
  readonly days?: number | undefined;
  /**
   * The rules of the runs.
   *
   * @defaultValue {@link builtInRules}
   */
  readonly rules?: readonly ReminderRule[] | undefined;
  /**
   * The company's time zone.
   *
   * @defaultValue `"UTC"`
   */
  readonly zone?: string | undefined;
}

/** Options of a question to a {@link DueIndex}. */
export interface DueAtOptions {
  /**
   * The moment of the next run, as the run is given it.
   *
   * @defaultValue the end of the local day
   */
  readonly until?: string | undefined;
}

/** Options of {@link DueIndex.note}. */
export interface DueNoteOptions {
  /**
   * Whether all of it is what the last run over the index has decided itself: what that run found is then still so, and need
   * not be asked again on a day on which nothing turns.
   *
   * @defaultValue `false`
   */
  readonly own?: boolean | undefined;
}

/**
 * Which customers a run has to look at. It grows with what falls due, not with the customers; a run over what it
 * names decides what a run over all would. For runs with `alreadySent: "count"` it also remembers of whom there was nothing
 * new, until something is `put`, `remove`d or `note`d of them or a day comes on which that may change.
 */
export interface DueIndex {
  /** The first day of runs. */
  readonly from: PlainDate;
  /** The first day after the last. */
  readonly to: PlainDate;
  /** How many customers it knows. */
  readonly customers: number;
  /** How many due moments it holds. */
  readonly entries: number;
  /** The bytes of its arrays: what the index costs beside the dossiers. */
  readonly bytes: number;
  /** The dossiers without a customer, which no run can be given by id; each by its row. */
  readonly problems: readonly Issue[];
  /**
   * The customers of whom something may be due or still caught up in a run, with everybody of their units, each once,
   * in the order of their dossiers. For a run with `until` give it too; a run with `horizonDays` or `lastRun` has to look
   * at all customers.
   *
   * @throws RangeError for a moment outside the days of the index
   */
  dueAt(asOf: string, options?: DueAtOptions): readonly string[];
  /**
   * The ids of the rules that may speak of a customer in a run of the days of the index: all others need not be asked.
   * `undefined` where every rule is to be asked: of whoever is not known, or whose rules cannot be read.
   */
  rulesOf(customerId: string): readonly string[] | undefined;
  /**
   * Takes in a customer of whom something changed: the dirty set. It is looked at on the day of the change too, for what
   * is no longer due may have to be taken back.
   */
  put(dossier: Dossier, asOf: string): void;
  /** Forgets a customer. */
  remove(customerId: string): void;
  /**
   * Takes in what was decided and, of it, what happened since: wakes the customers of sends that are not out and of tasks
   * that are open, for as long as they may have to be taken back, and of tasks that may be escalated, also when they were
   * put off. Give all that was decided before the index was made, and then what each run decides. Where a send is deleted,
   * `put` its customer.
   *
   * @param events - what happened to reminders, as runs are given it; all of it
   */
  note(
    decisions: Iterable<ReminderDecision>,
    events?: Iterable<ReminderEvent>,
    options?: DueNoteOptions,
  ): void;
}
