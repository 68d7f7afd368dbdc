import type { PlainDate } from "../calendar/index.ts";
import type { Channel } from "../model/index.ts";

/** What a contact was: a message of an engine, by its purpose; a campaign; a talk that own staff sought. */
export type ContactKind = "mandatory" | "service" | "care" | "promotional" | "campaign" | "talk";

/** One contact that reached a customer: all that went out to it by one channel on one day. */
export interface Contact {
  /** The customer. */
  readonly customerId: string;
  /** By which way. */
  readonly channel: Channel;
  /** What it was; of several of one day, the first in the order of {@link ContactKind}. */
  readonly kind: ContactKind;
  /** The local day. */
  readonly on: PlainDate;
  /** The day of the first answer; absent without one. */
  readonly answeredOn?: PlainDate | undefined;
}
