import { StoreError } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import { type Layout, REST } from "./_layout.ts";

/** A row as the driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Between a record and the values of its columns. */
export interface RowCodec {
  /** The columns that are written, in the order of the values: those of the layout, milliseconds, the rest. */
  readonly written: readonly string[];
  /** The values of a record, without its version. */
  readonly encode: (record: object) => unknown[];
  /** The same by name, as JSON, for a database that takes rows so. */
  readonly encodeJson: (record: object) => string;
  /**
   * The record of a row.
   *
   * @throws StoreError `DECODE_ERROR` when the row lacks what every record has, or its rest cannot be read
   */
  readonly decode: <T>(row: Row) => T;
}

/** Makes the codec of a table. */
export function createRowCodec(dialect: DialectFacts, layout: Layout): RowCodec {
  const { columns, milliseconds, instant } = layout;
  const written = [...columns.map(({ name }) => name), ...(milliseconds ? [milliseconds] : []), REST];
  const fields = new Map(columns.map((column) => [column.field, column]));
  const versioned = layout.kind === "state";

  const split = (record: object): { values: unknown[]; rest: object | null } => {
    const source = record as Readonly<Record<string, unknown>>;
    const values: unknown[] = [];
    for (const { field, kind, maximum } of columns) {
      const value = source[field];
      const fits = typeof value === kind;
      if (dialect.name === "mysql" && fits && (value as string).length > LONGEST && maximum === undefined)
        throw tooLong(layout, source["id"], field);
      values.push(!fits ? null : kind === "boolean" && !dialect.booleans ? Number(value) : value);
    }
    if (instant !== undefined) values.push(Date.parse(source[instant] as string));
    let rest: Record<string, unknown> | null = null;
    for (const [field, value] of Object.entries(source)) {
      const column = fields.get(field);
      if (column !== undefined && typeof value === column.kind) continue;
      rest ??= {};
      rest[field] = value;
    }
    return { values, rest };
  };

  return {
    written,
    encode(record) {
      const { values, rest } = split(record);
      const text = rest === null ? null : JSON.stringify(rest);
      if (text !== null && text.length > LARGEST) throw tooLarge(layout, record);
      values.push(text);
      return values;
    },
    encodeJson(record) {
      const { values, rest } = split(record);
      values.push(rest);
      const text = JSON.stringify(Object.fromEntries(written.map((name, i) => [name, values[i]])));
      if (text.length > LARGEST && rest !== null && JSON.stringify(rest).length > LARGEST) {
        throw tooLarge(layout, record);
      }
      return text;
    },
    decode<T>(row: Row): T {
      const record: Record<string, unknown> = readRest(layout, row);
      for (const { field, name, kind, required } of columns) {
        const value = row[name];
        if (value === null || value === undefined) {
          if (required && !Object.hasOwn(record, field)) throw undecodable(layout, row, `it has no ${field}`);
        } else if (kind === "string") record[field] = value;
        else record[field] = kind === "number" ? Number(value) : value === true || Number(value) === 1;
      }
      if (versioned) record["version"] = Number(row["version"]);
      return record as T;
    },
  };
}

/** The most characters that MySQL sorts a text by, and so the most of a text that has no limit of its own. */
export const LONGEST = 2000;

function tooLong({ collection }: Layout, id: unknown, field: string): StoreError {
  return new StoreError(
    "INVALID_VALUE",
    `Cannot write ${JSON.stringify(id)} to ${collection}: ${field} has more than ${LONGEST} characters, which MySQL does not sort by`,
    { details: { collection, id: id as string } },
  );
}

/**
 * The most characters of everything that has no column. A server that is sent more than it takes hangs up, which
 * looks like a lost connection and would be tried again for ever.
 */
const LARGEST = 4_000_000;

function tooLarge({ collection }: Layout, record: object): StoreError {
  const { id } = record as { readonly id: string };
  return new StoreError(
    "INVALID_VALUE",
    `Cannot write ${JSON.stringify(id)} to ${collection}: it has more than ${LARGEST} characters`,
    { details: { collection, id } },
  );
}

/** Some drivers parse JSON, others leave it as text. */
function readRest(layout: Layout, row: Row): Record<string, unknown> {
  const rest = row[REST];
  if (rest === null || rest === undefined) return {};
  if (typeof rest === "object" && !Array.isArray(rest)) return rest as Record<string, unknown>;
  try {
    const parsed: unknown = JSON.parse(rest as string);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch (cause) {
    throw undecodable(layout, row, "its rest is no JSON", cause);
  }
  throw undecodable(layout, row, "its rest is no JSON object");
}

function undecodable({ collection }: Layout, row: Row, why: string, cause?: unknown): StoreError {
  const id = typeof row["id"] === "string" ? row["id"] : undefined;
  return new StoreError("DECODE_ERROR", `Cannot read ${JSON.stringify(id)} of ${collection}: ${why}`, {
    details: { collection, id },
    cause,
  });
}
