import { type CollectionName, collectionNames, collections } from "../../repositories/index.ts";
import { type Column, columnName, columnsOf } from "./_columns.ts";
import type { DialectFacts } from "./_dialect.ts";

/** The table of one collection. */
export interface Layout {
  readonly collection: CollectionName;
  readonly kind: "state" | "events";
  /** The name alone, and as it stands in a statement, with its schema. */
  readonly name: string;
  readonly table: string;
  readonly columns: readonly Column[];
  /** For instants: the column that holds them in milliseconds, since their text does not order as they do. */
  readonly milliseconds: string | undefined;
  /** The field that `milliseconds` is made of. */
  readonly instant: string | undefined;
  /** For events: who they are about, and the column that they are ordered by. */
  readonly subject: string;
  readonly moment: string;
  /** Column by field, `version` included. */
  readonly columnOf: ReadonlyMap<string, string>;
  /** The fields that no record lacks. */
  readonly required: ReadonlySet<string>;
  /** The columns that a reading statement names. */
  readonly selected: string;
}

/** Everything that the database holds. */
export interface Layouts {
  readonly byCollection: ReadonlyMap<CollectionName, Layout>;
  /** The name of the table that says which layout this is, and of that of the idempotency keys. */
  readonly schemaTable: string;
  readonly receiptsTable: string;
  /** The name of the log of changes, where there is one. */
  readonly changesTable: string;
  readonly qualify: (name: string) => string;
}

/** Where the tables are, and how they are called. */
export interface LayoutOptions {
  readonly schema?: string | undefined;
  readonly prefix: string;
}

/** Makes the layout of every collection there is. */
export function layOut(dialect: DialectFacts, { schema, prefix }: LayoutOptions): Layouts {
  const qualify = (name: string): string =>
    schema === undefined ? dialect.quote(name) : `${dialect.quote(schema)}.${dialect.quote(name)}`;
  const layouts = collectionNames.map((collection): [CollectionName, Layout] => {
    const name = `${prefix}${columnName(collection)}`;
    const table = qualify(name);
    const columns = columnsOf(collection);
    const definition = collections[collection];
    const columnOf = new Map(columns.map((column) => [column.field, column.name]));
    if (definition.kind === "state") columnOf.set("version", "version");
    const events = definition.kind === "events" ? definition : undefined;
    const instant = events?.time === "instant" ? events.at : undefined;
    const milliseconds = instant === undefined ? undefined : `${columnName(instant)}_ms`;
    const names = [...columns.map((column) => column.name), ...(events === undefined ? ["version"] : [])];
    return [
      collection,
      {
        collection,
        kind: definition.kind,
        name,
        table,
        columns,
        instant,
        milliseconds,
        subject: events === undefined ? "" : columnName(events.subject),
        moment: milliseconds ?? (events === undefined ? "" : columnName(events.at)),
        columnOf,
        required: new Set(["version", ...columns.filter((one) => one.required).map((one) => one.field)]),
        selected: [...names, REST].map(dialect.quote).join(", "),
      },
    ];
  });
  return {
    byCollection: new Map(layouts),
    schemaTable: `${prefix}schema`,
    receiptsTable: `${prefix}receipts`,
    changesTable: `${prefix}change_log`,
    qualify,
  };
}

/** The column of everything that has none of its own, as JSON. */
export const REST = "rest";
