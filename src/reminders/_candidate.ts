import type { Channel } from "../model/index.ts";
import type { CustomerHistory } from "./_history.ts";
import type { LocalClock } from "./_local-clock.ts";
import type { Dossier } from "./dossier.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

/** One occurrence of one rule that has to be decided. */
export interface Candidate {
  /** Rule, customer and occurrence. */
  readonly id: string;
  readonly rule: ReminderRule;
  readonly occurrence: Occurrence;
  /** priority × strength */
  readonly score: number;
  /** The clock of whoever gets it. */
  readonly clock: LocalClock;
  /** The first instant at which it would be too late. */
  readonly expiresAt: number;
}

/** One customer of the run. */
export interface Customer {
  readonly dossier: Dossier;
  readonly clock: LocalClock;
  readonly history: CustomerHistory;
  /** The channels of the policy, the customer's preferred one first. */
  readonly channels: readonly Channel[];
}
