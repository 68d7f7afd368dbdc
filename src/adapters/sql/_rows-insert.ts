import type { Statement } from "../push-down/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layout } from "./_layout.ts";
import type { RowCodec } from "./_row-codec.ts";

/** The statement that inserts many rows, without what is to be done about those that are there. */
export interface RowsInsert extends Pick<Statement, "text" | "values"> {
  /** The columns that it names; every other one is null in all of these rows. */
  readonly names: readonly string[];
}

/**
 * Makes the insert of one table: rows as one value of JSON where the database takes them so, as lists of values
 * elsewhere. A row of state begins at version 1, and is called `kept` where it is there already.
 */
export function createRowsInsert(
  dialect: DialectFacts,
  layout: Layout,
  codec: RowCodec,
): (records: readonly object[]) => RowsInsert {
  const { written } = codec;
  const state = layout.kind === "state";
  const into = `insert into ${layout.table}${state && dialect.returning ? " as kept" : ""}`;
  const [version, one] = state ? [", version", ", 1"] : ["", ""];
  /** The statement before: most have the same columns and the same number of rows. */
  let last: { readonly key: string; readonly text: string; readonly names: readonly string[] } | undefined;

  const ofJson = (): string => {
    const names = written.map(dialect.quote).join(", ");
    const types = written.map((name) => `${dialect.quote(name)} ${typeOf(dialect, layout, name)}`);
    return `${into} (${names}${version}) select ${names}${one} from json_to_recordset(cast($1 as json)) as r (${types.join(", ")})`;
  };
  return (records) => {
    if (dialect.jsonRows) {
      last ??= { key: "json", text: ofJson(), names: written };
      return { text: last.text, names: written, values: [`[${records.map(codec.encodeJson).join(",")}]`] };
    }
    const rows = records.map(codec.encode);
    // What no row has need not be sent: most fields are rare.
    const used = written.map((_, at) => at).filter((at) => rows.some((row) => row[at] !== null));
    const key = `${rows.length}:${used.join()}`;
    if (last?.key !== key) {
      const names = used.map((at) => written[at] as string);
      const row = `(${used.map(() => "?").join(", ")}${one})`;
      const values = Array<string>(rows.length).fill(row).join(", ");
      last = {
        key,
        names,
        text: `${into} (${names.map(dialect.quote).join(", ")}${version}) values ${values}`,
      };
    }
    const values: unknown[] = [];
    for (const row of rows) for (const at of used) values.push(row[at]);
    return { text: last.text, names: last.names, values };
  };
}

function typeOf(dialect: DialectFacts, layout: Layout, name: string): string {
  const { types } = dialect;
  const column = layout.columns.find((one) => one.name === name);
  if (column !== undefined) return column.kind === "string" ? "text" : types[column.kind];
  return name === layout.milliseconds ? types.milliseconds : types.json;
}
