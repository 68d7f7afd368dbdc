/** What is known of a customer, as far as needs are judged by it. */
export interface CustomerProfile {
  /** The customer. */
  readonly customerId: string;
  /** Facts by attribute: what is not here is unknown, which is neither yes nor no. */
  readonly attributes?: ReadonlyMap<string, string | number | boolean> | undefined;
  /** Products that the customer has or bought. */
  readonly products?: ReadonlySet<string> | undefined;
  /** Stages of life in which the customer is: "parent", "student", "retired". */
  readonly stages?: readonly string[] | undefined;
}
