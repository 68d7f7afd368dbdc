import { isTimeZone, type PlainDate } from "../../calendar/index.ts";
import { createGuard } from "../../repositories/index.ts";
import type { LineSource, PlanDialect, Statement } from "../push-down/index.ts";
import type { Ask, Row } from "./_ask.ts";
import { type ColumnKind, kindsOf, type Role } from "./_column-kinds.ts";
import { fromDuckdbError } from "./_duckdb-error.ts";
import { MOMENT } from "./_faults.ts";
import { csvSql, linesSql } from "./_lines-sql.ts";
import { quoteName, quoteText } from "./_quote.ts";
import { rawLines } from "./_raw-lines.ts";
import { refuseBadRows } from "./_refuse-bad-rows.ts";
import { localDaySql } from "./_zone-shift.ts";
import type { DuckdbInstance } from "./duckdb-instance.ts";
import type { DuckdbLinesOptions } from "./duckdb-lines.ts";

const dialect: PlanDialect = {
  name: "duckdb",
  quote: quoteName,
  placeholder: (n) => `$${n}`,
  numberPlaceholder: (n) => `$${n}`,
};

/** Opens order lines in a database of DuckDB, or in files that it reads. */
export function openDuckdb(
  instance: DuckdbInstance,
  options: DuckdbLinesOptions & { readonly currency: string; readonly signal?: AbortSignal | undefined },
  what: string,
): LineSource {
  const { columns, timeZone, signal } = options;
  check(what, options);
  const guard = createGuard("database", () => false);
  return {
    dialect,
    async read(work) {
      guard(signal);
      const connection = await instance.connect().catch((error: unknown) => {
        throw fromDuckdbError(error, what);
      });
      const ask: Ask = async (text, values) => {
        guard(signal);
        try {
          return (await connection.runAndReadAll(text, values)).getRowObjects();
        } catch (error) {
          throw fromDuckdbError(error, what);
        }
      };
      try {
        // Of one moment; the copy of a file goes with the connection.
        await ask("begin transaction");
        const { from, types } = await openLines(ask, options);
        const kinds = kindsOf(what, columns, types);
        const raw = `(${rawLines(from, kinds, columns)}) raw`;
        await refuseBadRows(ask, raw, kinds, options);
        const day = kinds.has("orderedAt") ? await dayOfMoments(ask, raw, timeZone as string) : dayOf(kinds);
        return await work({
          table: normalised(raw, kinds, day, options.currency),
          orderColumn: columns.orderId === undefined ? "ordered_on" : "order_id",
          ask: async (statement: Statement) =>
            (await ask(statement.text, statement.values as string[])).map(withTextDays),
        });
      } finally {
        connection.closeSync();
      }
    },
  };
}

function check(what: string, { columns, timeZone }: DuckdbLinesOptions): void {
  const refuse = (why: string): RangeError => new RangeError(`Cannot ${what}: ${why}`);
  if ((columns.orderedOn === undefined) === (columns.orderedAt === undefined))
    throw refuse("columns must have orderedOn or orderedAt, and not both");
  if (
    columns.orderedAt === undefined ? timeZone !== undefined : timeZone === undefined || !isTimeZone(timeZone)
  )
    throw refuse(
      columns.orderedAt === undefined
        ? `timeZone must be left out where days are read, got ${JSON.stringify(timeZone)}`
        : `timeZone must be an IANA name or an offset such as +08:00, got ${JSON.stringify(timeZone)}`,
    );
}

/**
 * What to read from, and the types of its columns. A CSV file is copied first, since it would be parsed anew by every
 * statement, and might be another by then.
 */
async function openLines(
  ask: Ask,
  { lines, columns }: DuckdbLinesOptions,
): Promise<{ readonly from: string; readonly types: ReadonlyMap<string, string> }> {
  const from = linesSql(lines);
  const described = await ask(`describe select * from ${from}`);
  const types = new Map(described.map((row) => [String(row["column_name"]), String(row["column_type"])]));
  if (!("csv" in lines)) return { from, types };
  const wanted = Object.values(columns).filter((name): name is string => types.has(name));
  const copied = [...new Set(wanted)].map(quoteName).join(", ");
  if (copied !== "")
    await ask(
      `create temp table clientele_lines as select ${copied} from ${csvSql(lines, [...types.keys()])}`,
    );
  return { from: "temp.clientele_lines", types };
}

/** The day of a line that has one. */
const dayOf = (kinds: ReadonlyMap<Role, ColumnKind>): string =>
  kinds.get("orderedOn") === "timestamp" ? `cast("orderedOn" as date)` : `"orderedOn"`;

/** The day of a line that has a moment. */
async function dayOfMoments(ask: Ask, raw: string, zone: string): Promise<string> {
  const day = `cast(cast(make_timestamp(${MOMENT}) as date) as varchar)`;
  const rows = await ask(`select distinct ${day} as day from ${raw} order by day asc`);
  return localDaySql(
    MOMENT,
    rows.map((row) => row["day"] as PlainDate),
    zone,
  );
}

/** The lines with the columns that the plan knows. */
function normalised(
  raw: string,
  kinds: ReadonlyMap<Role, ColumnKind>,
  day: string,
  currency: string,
): string {
  const parts = [
    `"customerId" as customer_id`,
    ...(kinds.has("orderId") ? [`"orderId" as order_id`] : []),
    `${day} as ordered_on`,
    `"amount" as amount`,
    `${kinds.has("cost") ? `"cost"` : "cast(null as varchar)"} as cost`,
    `${quoteText(currency)} as currency`,
  ];
  return `(select ${parts.join(", ")} from ${raw}) lines`;
}

/** Dates come as objects that write themselves. */
function withTextDays(row: Row): Row {
  const texts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row))
    texts[name] = typeof value === "object" && value !== null ? String(value) : value;
  return texts;
}
