import type { PlainDate } from "../calendar/index.ts";
import type { CostEntry } from "../model/index.ts";
import type { Money } from "../money/index.ts";

/** What was done for a customer on a day, in the unit of its driver: 3 visits, 40 minutes, 2 pallets. */
export interface CustomerActivity {
  /** For whom. */
  readonly customerId: string;
  /** On which day. */
  readonly on: PlainDate;
  /** What drives the cost; there must be a rate of this name. */
  readonly driver: string;
  /** How much of it: a decimal not below zero. */
  readonly quantity: string;
}

/** What serving customers costs, as it was recorded. */
export interface ServiceCosts {
  /** Amounts booked to customers. */
  readonly entries?: Iterable<CostEntry> | undefined;
  /** What was done for them, to be priced by `rates`. */
  readonly activities?: Iterable<CustomerActivity> | undefined;
  /** What one unit of each driver costs. */
  readonly rates?: Readonly<Record<string, Money>> | undefined;
}
