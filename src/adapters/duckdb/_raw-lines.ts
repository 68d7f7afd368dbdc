import type { ColumnKind, Role } from "./_column-kinds.ts";
import { MOMENT } from "./_faults.ts";
import { quoteName } from "./_quote.ts";
import type { DuckdbColumns } from "./duckdb-lines.ts";

const ISO =
  "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

/**
 * The lines with a column for each role: texts in the order of code points, whatever collation the table or the database
 * has; and moments in microseconds, null for what is none.
 */
export function rawLines(from: string, kinds: ReadonlyMap<Role, ColumnKind>, columns: DuckdbColumns): string {
  const parts = [...kinds].map(([role, kind]) => {
    const name = quoteName(columns[role] as string);
    const isId = role === "customerId" || role === "orderId";
    return `${kind === "text" || isId ? `cast(${name} as varchar) collate C` : name} as "${role}"`;
  });
  const moment = kinds.get("orderedAt");
  const lines = `select ${parts.join(", ")} from ${from}`;
  return moment === undefined
    ? lines
    : `select *, ${microseconds(moment)} as ${MOMENT} from (${lines}) timed`;
}

function microseconds(kind: ColumnKind): string {
  const value = `"orderedAt"`;
  if (kind === "moment") return `case when isfinite(${value}) then epoch_us(${value}) end`;
  // What an engine of JavaScript takes for a time; more would not fit into microseconds either.
  if (kind === "integer")
    return `case when ${value} between -8640000000000000 and 8640000000000000 then cast(${value} as bigint) * 1000 end`;
  // The text is taken apart by hand, since what a database makes of it depends on its zone and its extensions.
  const minute = `epoch_us(try_cast(substr(${value}, 1, 10) || ' ' || substr(${value}, 12, 5) || ':00' as timestamp))`;
  const seconds = `coalesce(try_cast(regexp_extract(${value}, 'T..:..:(..)', 1) as bigint), 0) * 1000000`;
  const thousandths = `try_cast(rpad(left(regexp_extract(${value}, '[.]([0-9]+)', 1), 3), 3, '0') as bigint) * 1000`;
  const sign = `case substr(${value}, length(${value}) - 5, 1) when '-' then -1 else 1 end`;
  const minutes = `coalesce(try_cast(substr(${value}, length(${value}) - 4, 2) as bigint) * 60 + try_cast(right(${value}, 2) as bigint), 0)`;
  const offset = `case right(${value}, 1) when 'Z' then 0 else ${sign} * ${minutes} end * 60000000`;
  return `case when regexp_full_match(${value}, '${ISO}') and substr(${value}, 1, 4) > '0000' then ${minute} + ${seconds} + ${thousandths} - ${offset} end`;
}
