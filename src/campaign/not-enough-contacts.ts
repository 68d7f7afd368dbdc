/** Too few contacts or answers for an estimate; nothing is made up. */
export interface NotEnoughContacts {
  /** Tells this answer from the others. */
  readonly kind: "insufficient";
  /** What there is too little of. */
  readonly of: "customers contacted" | "answers" | "contacts without an answer";
  /** How many there are. */
  readonly have: number;
  /** How many are needed. */
  readonly need: number;
}
