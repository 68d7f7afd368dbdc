/** A table or a view of the database. */
export interface DuckdbTable {
  /** Its name. */
  readonly table: string;
  /**
   * The schema that it is in.
   * @defaultValue the one that DuckDB looks in
   */
  readonly schema?: string | undefined;
  /**
   * The attached database that it is in.
   * @defaultValue the one that DuckDB looks in
   */
  readonly database?: string | undefined;
}

/** A file of comma-separated values with a header, in UTF-8; all of its columns are read as text. */
export interface DuckdbCsv {
  /** A path or a pattern such as `orders/*.csv`, or several, as DuckDB's `read_csv` takes them. */
  readonly csv: string | readonly string[];
  /**
   * The character between fields.
   * @defaultValue `","`
   */
  readonly separator?: string | undefined;
}

/** A Parquet file; its columns have the types that the file gives them. */
export interface DuckdbParquet {
  /** A path or a pattern such as `orders/*.parquet`, or several, as DuckDB's `read_parquet` takes them. */
  readonly parquet: string | readonly string[];
}

/** Where order lines are. */
export type DuckdbLines = DuckdbTable | DuckdbCsv | DuckdbParquet;

/** Which column holds what, by its exact name. Every row is one order line. */
export interface DuckdbColumns {
  /** Who bought: text, an integer or a UUID. */
  readonly customerId: string;
  /**
   * The order, invoice or credit note of the line: text, an integer or a UUID. No row may lack it.
   * @defaultValue none: all lines of one customer on one day are one order
   */
  readonly orderId?: string | undefined;
  /**
   * The day of the order: a date, a timestamp without zone, whose clock is the shop's, or text `YYYY-MM-DD`. Given unless
   * `orderedAt` is.
   */
  readonly orderedOn?: string | undefined;
  /**
   * The moment of the order: a timestamp with time zone, epoch milliseconds as an integer, or ISO 8601 text with `Z` or an
   * offset. The option `timeZone` makes its day.
   */
  readonly orderedAt?: string | undefined;
  /** What the customer pays for the line: a decimal, an integer, or a plain decimal as text. */
  readonly amount: string;
  /**
   * Cost of the goods of the line, in the same ways; null where it is not known.
   * @defaultValue none is known
   */
  readonly cost?: string | undefined;
  /**
   * ISO 4217 code as text; null stands for the currency of the call, and no other may occur.
   * @defaultValue all are in the currency of the call
   */
  readonly currency?: string | undefined;
}

/** Where order lines are, and how they are read. */
export interface DuckdbLinesOptions {
  /** The table or the file. */
  readonly lines: DuckdbLines;
  /** Which column holds what. */
  readonly columns: DuckdbColumns;
  /**
   * The zone whose calendar gives a moment its day: an IANA name or `±HH:MM`.
   * @defaultValue none: moments are refused
   */
  readonly timeZone?: string | undefined;
}
