/** What is needed of a `DuckDBInstance` of `@duckdb/node-api`. */
export interface DuckdbInstance {
  /** Opens a connection of its own for one call. */
  connect(): Promise<DuckdbConnection>;
}

/** What is needed of its connections. */
export interface DuckdbConnection {
  /** Runs a statement and reads everything that comes back. */
  runAndReadAll(text: string, values?: string[]): Promise<DuckdbRows>;
  /** Ends the connection. */
  closeSync(): void;
}

/** What is needed of a result. */
export interface DuckdbRows {
  /** The rows, each by the names of its columns. */
  getRowObjects(): readonly Readonly<Record<string, unknown>>[];
}
