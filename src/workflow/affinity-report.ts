/** What goes with what, and what is offered to whom. */
export interface AffinityReport {
  /** Marks the record. */
  readonly kind: "affinity";
  /** Customers with a purchase of a named product. */
  readonly customers: number;
  /** Products that were bought. */
  readonly products: number;
  /** Customers to whom something is recommended that goes with what they have or look at. */
  readonly personal: number;
  /** The share of the products that are recommended to anybody. */
  readonly catalogueCoverage: number;
  /** The evidence that most recommendations rest on: how many customers hear it, and the sentence. */
  readonly evidence: readonly {
    /** Customers to whom it is the first recommendation. */
    readonly customers: number;
    /** "12 of 40 customers with X also have Y." */
    readonly sentence: string;
  }[];
  /** Products bought again often enough for a law of their gaps. */
  readonly replenished: number;
  /** Customers who will be out of one of them within two weeks. */
  readonly replenishmentDue: number;
  /** Customers who have part of a bundle that saves on the rest. */
  readonly bundles: number;
  /** Customers whom a product of the last half year may suit. */
  readonly suited: number;
}
