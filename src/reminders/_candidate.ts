import type { Channel, ScoreParts } from "../model/index.ts";
import type { CustomerHistory } from "./_history.ts";
import type { CustomerLife } from "./_life.ts";
import type { LocalClock } from "./_local-clock.ts";
import type { Dossier } from "./dossier.ts";
import type { Occurrence, ReminderRule } from "./rule.ts";

/** One occurrence of one rule that has to be decided. */
export interface Candidate {
  /** Rule, customer and occurrence. */
  readonly id: string;
  readonly rule: ReminderRule;
  readonly occurrence: Occurrence;
  readonly customer: Customer;
  /** propensity × context × value × lever */
  readonly score: number;
  /** The factors, when there are more than priority and strength. */
  readonly scoreParts: ScoreParts | undefined;
  /** The clock of whoever gets it. */
  readonly clock: LocalClock;
  /** The very moment at which it falls due, if it has one. */
  readonly dueAt: number | undefined;
  /** The first instant at which it would be too late. */
  readonly expiresAt: number;
  /** It fell due since the last run and its day is over: it is recorded and not sent. */
  readonly missed: boolean;
}

/** A time in which some purposes are silent, whatever the reason. */
export interface Quiet {
  /** What stands behind it: a pause, a complaint, an occurrence of a negative rule. */
  readonly by: string;
  readonly text: string;
  readonly purposes: readonly string[];
  /** Ids of products and offers: only what is about one of them is silent. */
  readonly about?: readonly string[] | undefined;
  /** When it ends, if that is known. */
  readonly until: number | undefined;
  /** What would have to come about for it to end. */
  readonly needs: string | undefined;
}

/** The zone that stood in for a customer's own. */
export interface ZoneFallback {
  readonly zone: string;
  readonly from: "account" | "company" | "utc";
  readonly because: "missing" | "invalid";
}

/** One customer of the run. */
export interface Customer {
  readonly dossier: Dossier;
  readonly clock: LocalClock;
  readonly zoneFallback: ZoneFallback | undefined;
  readonly history: CustomerHistory;
  readonly life: CustomerLife;
  /** The channels of the policy, the best for the customer first. */
  readonly channels: readonly Channel[];
  /** How many months a permission is relied on; undefined: until it is withdrawn. */
  readonly permissionMonths?: number | undefined;
  /** Those with whom contacts compete, the customer among them, by id. */
  readonly unit: Customer[];
  /** Filled by generation: what negative rules say. */
  readonly silences: Quiet[];
}
