/** How likely an agreement is: among two records of one party, and among two records of different parties. */
export interface AgreementOdds {
  /** How often two records of the same party agree so: Fellegi and Sunter's m. */
  readonly same: number;
  /** How often two records of different parties agree so by chance: Fellegi and Sunter's u. */
  readonly different: number;
}

/** What is compared. */
export type DuplicateFeature =
  | "name"
  | "email"
  | "phone"
  | "address"
  | "birthDate"
  | "externalId"
  | "organisation";

/** How far a feature agrees: `feature.level`. */
export type DuplicateLevel = keyof typeof defaultDuplicateWeights;

/**
 * The odds from which the weight of each agreement is computed, `log₂(same / different)` bits. They are the usual
 * magnitudes of customer files, not estimates from yours: give your own where you have counted.
 *
 * A level is compared only where both records know the feature, so the levels of `birthDate` do not sum to one: how
 * much of the date is known decides which of them are possible.
 *
 * @example
 * ```ts
 * import { defaultDuplicateWeights } from "clientele/knowledge";
 *
 * const { same, different } = defaultDuplicateWeights["email.equal"];
 * Math.log2(same / different).toFixed(1); // => "15.9"
 * ```
 */
export const defaultDuplicateWeights = {
  /** The normal forms are equal; `different` rises to the share of records that bear the name. */
  "name.equal": { same: 0.8, different: 1e-4 },
  /** Similarity of at least 0.92: a slip of the pen. */
  "name.close": { same: 0.1, different: 5e-4 },
  /** Similarity of at least 0.85, or initials that fit. */
  "name.similar": { same: 0.05, different: 5e-3 },
  /** None of these. */
  "name.different": { same: 0.05, different: 0.99 },
  "email.equal": { same: 0.6, different: 1e-5 },
  /** The part before the @ is equal. */
  "email.same-name": { same: 0.1, different: 1e-3 },
  "email.different": { same: 0.3, different: 0.99 },
  "phone.equal": { same: 0.6, different: 1e-4 },
  "phone.different": { same: 0.4, different: 0.99 },
  "address.equal": { same: 0.6, different: 1e-4 },
  /** Similarity of at least 0.9. */
  "address.similar": { same: 0.2, different: 1e-3 },
  "address.different": { same: 0.2, different: 0.99 },
  /** Year, month and day. */
  "birthDate.equal": { same: 0.95, different: 5e-5 },
  /** Month and day; a year is not known. */
  "birthDate.month-day": { same: 0.95, different: 1 / 365 },
  /** The year or year and month, as far as both know. */
  "birthDate.year": { same: 0.95, different: 1 / 60 },
  /** Day and month changed places. */
  "birthDate.swapped": { same: 0.01, different: 5e-5 },
  "birthDate.different": { same: 0.04, different: 0.98 },
  "externalId.equal": { same: 0.98, different: 1e-7 },
  "organisation.shared": { same: 0.6, different: 1e-3 },
  "organisation.different": { same: 0.4, different: 0.99 },
} as const satisfies Record<`${DuplicateFeature}.${string}`, AgreementOdds>;
