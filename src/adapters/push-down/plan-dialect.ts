/** How a database writes names and places of values; what else it writes in its own way, the plan knows by its name. */
export interface PlanDialect {
  /** Which database it is. */
  readonly name: "postgres" | "pglite" | "sqlite" | "mysql" | "duckdb";
  /** Quotes a name. */
  readonly quote: (name: string) => string;
  /** The n-th value of a statement, from 1. */
  readonly placeholder: (n: number) => string;
  /** A placeholder of a number, where the database would otherwise take the type of the column. */
  readonly numberPlaceholder: (n: number) => string;
}
