import type { ReminderDecision } from "../model/index.ts";
import type { ReminderInput } from "../reminders/index.ts";
import type { DailyPlans } from "./daily-plans.ts";

/** What a sender is told besides the reminder. */
export interface SendContext {
  /** Further reminders that go out with it as one contact: the rest of a digest, questions that ride along. */
  readonly together: readonly ReminderDecision[];
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** Options of `dispatchDue`. */
export interface DispatchOptions {
  /** The moment: a UTC instant. What is due by then goes out. */
  readonly asOf: string;
  /**
   * Carries one reminder out: sends the message, or gives the owner the task. When it resolves the reminder is out; when
   * it rejects it is not. What the sender does not know (a lost answer) it had better report as sent.
   */
  readonly send: (decision: ReminderDecision, context: SendContext) => Promise<void>;
  /** The name of the worker, one for each that runs at the same time. */
  readonly holder: string;
  /** The company's time zone. */
  readonly zone: string;
  /** ISO 4217 code of the orders. */
  readonly currency: string;
  /**
   * What happens when the process dies between sending and recording. `at-most-once`: recorded as taken before it is
   * sent, so it is never sent twice, and may be lost. `at-least-once`: recorded after it was sent, so it is never lost,
   * and sent again when the lease is over.
   * @defaultValue `"at-most-once"`
   */
  readonly guarantee?: "at-most-once" | "at-least-once" | undefined;
  /**
   * For how many seconds nobody else may have what this worker took. Longer than sending `limit` reminders takes; a send
   * that fails is tried again after that.
   * @defaultValue `600`
   */
  readonly leaseSeconds?: number | undefined;
  /**
   * How many reminders at most, up to 1000.
   * @defaultValue `100`
   */
  readonly limit?: number | undefined;
  /**
   * How many are sent at the same time.
   * @defaultValue `4`
   */
  readonly concurrency?: number | undefined;
  /**
   * How often one decision is tried before it is given up; a later daily run may decide it anew.
   * @defaultValue `3`
   */
  readonly attempts?: number | undefined;
  /**
   * The rules and the policy, as the daily run was given them.
   * @defaultValue the built-in ones
   */
  readonly reminders?: Pick<ReminderInput, "rules" | "policy"> | undefined;
  /**
   * What points bring, as the daily run was given it: reminders of points say what they can be exchanged for.
   * @defaultValue nothing
   */
  readonly plans?: Pick<DailyPlans, "points"> | undefined;
  /**
   * The party that is the own company, as the daily run was given it.
   * @defaultValue none
   */
  readonly companyId?: string | undefined;
  /** Hands out nothing more, gives back what was not handed out, and rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/** What `dispatchDue` did. Plain data. */
export interface DispatchReport {
  /** How many reminders this worker took. */
  readonly claimed: number;
  /** Ids of what went out. */
  readonly sent: readonly string[];
  /** What could not be sent, and why; it is tried again when the lease is over, unless it is given up. */
  readonly failed: readonly { readonly id: string; readonly error: string; readonly givenUp: boolean }[];
  /** What may no longer be said, and why. */
  readonly withdrawn: readonly { readonly id: string; readonly code: string; readonly text: string }[];
  /** What has to wait, and until when. */
  readonly waiting: readonly { readonly id: string; readonly until: string }[];
  /** What somebody else took, changed or carried out meanwhile. */
  readonly lost: readonly string[];
}
