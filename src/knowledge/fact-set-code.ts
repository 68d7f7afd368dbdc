/** What can be wrong between the facts of a set, beyond what each fact says for itself. */
export type FactSetCode =
  | "unknown-attribute"
  | "duplicate-id"
  | "supersedes-itself"
  | "supersedes-other"
  | "supersedes-later"
  | "overlapping-validity";
