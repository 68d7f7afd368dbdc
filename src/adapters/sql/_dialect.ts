import type { StoreCapabilities } from "../../repositories/index.ts";
import type { PlanDialect } from "../push-down/index.ts";

/** The databases that are known. */
export type SqlDialect = "postgres" | "pglite" | "sqlite" | "mysql";

/** What one database does in its own way. */
export interface DialectFacts extends PlanDialect {
  readonly name: SqlDialect;
  readonly types: {
    /** Text that compares by code point; the maximum counts UTF-16 units, if there is one. */
    readonly text: (maximum: number | undefined) => string;
    readonly number: string;
    readonly boolean: string;
    readonly version: string;
    readonly milliseconds: string;
    readonly json: string;
  };
  /** Whether a truth value is one, or 0 and 1. */
  readonly booleans: boolean;
  /** Whether one value holds a whole batch of rows, as JSON. */
  readonly jsonRows: boolean;
  /** Whether a writing statement can return columns. */
  readonly returning: boolean;
  /** Whether `nulls first` and comparisons of rows are understood. */
  readonly rowOrder: boolean;
  /** Whether each connection is the only one. */
  readonly single: boolean;
  readonly isolation: { readonly transaction: "repeatable read" | "read committed" } | undefined;
  readonly capabilities: Omit<StoreCapabilities, "durable">;
}

const doubleQuote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const postgres: DialectFacts = {
  name: "postgres",
  quote: doubleQuote,
  placeholder: (n) => `$${n}`,
  numberPlaceholder: (n) => `cast($${n} as double precision)`,
  types: {
    text: () => 'text collate "C"',
    number: "double precision",
    boolean: "boolean",
    version: "integer",
    milliseconds: "double precision",
    json: "jsonb",
  },
  booleans: true,
  jsonRows: true,
  returning: true,
  rowOrder: true,
  single: false,
  isolation: { transaction: "repeatable read" },
  capabilities: {
    transactions: "interactive",
    isolation: "snapshot",
    concurrentTransactions: true,
    streaming: "paged",
    aggregates: true,
    changes: true,
  },
};

const oneAtATime = {
  transactions: "interactive",
  isolation: "serializable",
  concurrentTransactions: false,
  streaming: "paged",
} as const;

/** Every dialect by its name. */
export const dialects: Readonly<Record<SqlDialect, DialectFacts>> = {
  postgres,
  pglite: {
    ...postgres,
    name: "pglite",
    single: true,
    isolation: undefined,
    capabilities: { ...oneAtATime, aggregates: true, changes: true },
  },
  sqlite: {
    name: "sqlite",
    quote: doubleQuote,
    placeholder: () => "?",
    numberPlaceholder: () => "?",
    types: {
      text: () => "text collate binary",
      number: "real",
      boolean: "integer",
      version: "integer",
      milliseconds: "real",
      json: "text",
    },
    booleans: false,
    jsonRows: false,
    returning: true,
    rowOrder: true,
    single: true,
    isolation: undefined,
    capabilities: { ...oneAtATime, aggregates: false, changes: true },
  },
  mysql: {
    name: "mysql",
    quote: (name) => `\`${name.replaceAll("`", "``")}\``,
    placeholder: () => "?",
    numberPlaceholder: () => "?",
    types: {
      // A long text would not fit into a row beside others; it is kept outside of it.
      text: (maximum) => (maximum !== undefined && maximum <= 600 ? `varchar(${maximum})` : "mediumtext"),
      number: "double",
      boolean: "tinyint(1)",
      version: "int",
      milliseconds: "double",
      json: "longtext",
    },
    booleans: false,
    jsonRows: false,
    returning: false,
    rowOrder: false,
    single: false,
    isolation: { transaction: "read committed" },
    capabilities: {
      transactions: "interactive",
      isolation: "read-committed",
      concurrentTransactions: true,
      streaming: "paged",
      aggregates: false,
      changes: false,
    },
  },
};
