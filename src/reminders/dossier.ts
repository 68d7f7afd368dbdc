import type { PlainDate } from "../calendar/index.ts";
import type {
  Affiliation,
  Consent,
  CustomerSnapshot,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  Party,
  PointsEntry,
  Product,
} from "../model/index.ts";
import type { Circumstances } from "./circumstances.ts";

/** One purchase of one product, as far as repeat purchases need it. */
export interface Purchase {
  /** What was bought. */
  readonly productId: string;
  /** When. */
  readonly on: PlainDate;
}

/**
 * All that the rules may read of one customer. The caller gathers it; the engine loads nothing. A list left out
 * was not loaded, an empty one says that there is nothing: `coverage` tells the two apart. The order of the
 * lists is irrelevant, and facts after the day of the run are not read.
 */
export interface Dossier extends Circumstances {
  /** The customer. */
  readonly party: Party;
  /** Birthdays and other days of the year. */
  readonly importantDates?: readonly ImportantDate[] | undefined;
  /** Products that stand at the customer's. */
  readonly installedProducts?: readonly InstalledProduct[] | undefined;
  /** All points entries of the customer. */
  readonly points?: readonly PointsEntry[] | undefined;
  /** Permissions and withdrawals. */
  readonly consents?: readonly Consent[] | undefined;
  /** Contacts that took place. */
  readonly interactions?: readonly Interaction[] | undefined;
  /** Conclusions of analyses about this customer; of each kind the latest up to the day counts. */
  readonly insights?: readonly Insight[] | undefined;
  /** The people of this organisation. */
  readonly affiliations?: readonly Affiliation[] | undefined;
  /** What the customer bought and when. */
  readonly purchases?: readonly Purchase[] | undefined;
  /** The products named by `purchases`; one map may serve all dossiers. */
  readonly products?: ReadonlyMap<string, Product> | undefined;
  /** The customer's latest values; rules read the class A, B or C from it. */
  readonly snapshot?: CustomerSnapshot | undefined;
}

/** What a rule cannot do without: a list of the dossier, or an insight of a kind. */
export type RuleInput =
  | "importantDates"
  | "installedProducts"
  | "points"
  | "interactions"
  | "affiliations"
  | "purchases"
  | `insight:${string}`;
