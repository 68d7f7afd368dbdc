import type { PlainDate } from "../calendar/index.ts";
import type {
  AccountAssignment,
  Affiliation,
  Channel,
  Complaint,
  ContactPoint,
  ContactPurpose,
} from "../model/index.ts";

/** What the engine, and not a single rule, has to know of a customer beside party and consents. All may be left out. */
export interface Circumstances {
  /**
   * The unit within which contacts compete: a household, an account. Customers of one unit are decided together and
   * caps `per: "unit"` count for all of them.
   *
   * @defaultValue the customer alone
   */
  readonly unitId?: string | undefined;
  /** The zone of the household or account, for a customer whose own is not known. */
  readonly accountZone?: string | undefined;
  /** Where the customer is, ISO 3166-1 with two letters, for hours that the law of a country sets. */
  readonly country?: string | undefined;
  /** Addresses and numbers. When given, a channel without one that works is not used. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /** Complaints; an open one pauses what the policy says. */
  readonly complaints?: readonly Complaint[] | undefined;
  /** Times in which something is not said: mourning, a disaster, a wish of the customer. */
  readonly pauses?: readonly ContactPause[] | undefined;
  /** What happened that may cancel an occurrence; rules name them as `exits`. */
  readonly events?: readonly ExitEvent[] | undefined;
  /** How the customer answered on each channel. */
  readonly responses?: readonly ChannelResponse[] | undefined;
  /** Who of the own staff looks after the customer. */
  readonly assignments?: readonly AccountAssignment[] | undefined;
  /** The places of own staff in the own company, to find one of the same level. */
  readonly staff?: readonly Affiliation[] | undefined;
  /** How the customer is to be treated, by its value. */
  readonly treatment?: CustomerTreatment | undefined;
  /** How important the customer is; classes of the policy's human share. `snapshot.abc` when absent. */
  readonly importance?: string | undefined;
}

/** A time in which some purposes are silent towards one customer. */
export interface ContactPause {
  /** Names it in reasons. */
  readonly id: string;
  /** Why, in a few words: "flood in the customer's region". */
  readonly why: string;
  /** What is not said. */
  readonly purposes: readonly Exclude<ContactPurpose, "mandatory">[];
  /** The first day. */
  readonly from: PlainDate;
  /** The first day after it; absent: until it is taken away. */
  readonly until?: PlainDate | undefined;
}

/** Something that happened and that rules may name as their exit. */
export interface ExitEvent {
  /** What happened: `order-placed`, `appointment-cancelled`. */
  readonly name: string;
  /** When: a UTC instant, or a day. */
  readonly at: string;
}

/** How a customer answered on one channel. */
export interface ChannelResponse {
  /** The channel. */
  readonly channel: Channel;
  /** Contacts made. */
  readonly contacts: number;
  /** Contacts answered. */
  readonly responses: number;
}

/** How a customer is to be treated, by its value. */
export interface CustomerTreatment {
  /** The most that contacts may cost in a window of `days`, in the unit of the policy's channel costs. */
  readonly spendCap?: { readonly amount: number; readonly days: number } | undefined;
  /** True: no promotion and no care any more; what the customer is owed goes on. */
  readonly letGo?: boolean | undefined;
}
