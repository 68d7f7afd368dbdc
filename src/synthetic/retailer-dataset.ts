import type { Period, PlainDate } from "../calendar/index.ts";
import type {
  Affiliation,
  Consent,
  ImportantDate,
  InstalledProduct,
  Interaction,
  OrderLine,
  Party,
  PointsEntry,
  Product,
} from "../model/index.ts";

/** What an invented retailer knows on one day: records of `clientele/model`, each list in a stated order. */
export interface RetailerDataset {
  /** The day on which this is known. */
  readonly asOf: PlainDate;
  /** The two years of the order lines, up to the day before `asOf`. */
  readonly window: Period;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** The catalogue. */
  readonly products: readonly Product[];
  /** The persons who are customers by number, then each organisation with its contacts. */
  readonly parties: readonly Party[];
  /** Places of the contacts in their organisations. */
  readonly affiliations: readonly Affiliation[];
  /** Birthdays, wedding days and founding days, by party. */
  readonly importantDates: readonly ImportantDate[];
  /** Permissions and withdrawals, by party. */
  readonly consents: readonly Consent[];
  /** Machines that stand at customers', by party. */
  readonly installedProducts: readonly InstalledProduct[];
  /** Contacts that took place, by party. */
  readonly interactions: readonly Interaction[];
  /** Points earned and redeemed, by party and day. */
  readonly pointsEntries: readonly PointsEntry[];
  /** Order lines by day, then by id. */
  readonly orderLines: readonly OrderLine[];
}

/** The lists of a dataset while they grow. */
export type RetailerRecords = {
  -readonly [K in Exclude<
    keyof RetailerDataset,
    "asOf" | "window" | "currency"
  >]: RetailerDataset[K][number][];
};
