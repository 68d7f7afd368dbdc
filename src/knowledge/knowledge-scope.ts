import type { AttributeCatalogue, ContactPoint, Preference, SubjectKind } from "../model/index.ts";

/** What there is to know of a party, beside its facts. */
export interface KnowledgeScope {
  /** Of which kind the party is: it decides which attributes apply. */
  readonly kind: SubjectKind;
  /**
   * The catalogue of attributes.
   * @defaultValue `builtInAttributes`
   */
  readonly attributes?: AttributeCatalogue | undefined;
  /** How to reach the party. Without them nothing is said about reaching it; an empty list says that nothing is known. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /** What the party prefers. Without them nothing is said about preferences. */
  readonly preferences?: readonly Preference[] | undefined;
  /**
   * Whether the party shows a wish to buy: only then the area `project` counts and is asked about. See
   * {@link detectWishToBuy}.
   * @defaultValue `false`
   */
  readonly wishToBuy?: boolean | undefined;
}
