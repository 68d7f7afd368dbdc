import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Period } from "clientele/calendar";
import { formatCsvRow } from "clientele/csv";
import {
  countDuckdbTransitions,
  type DuckdbLinesOptions,
  readDuckdbOrderTotals,
  readDuckdbTierPanel,
} from "clientele/duckdb";
import { countTransitions, type TransitionCounts } from "clientele/migration";
import type { OrderLine } from "clientele/model";
import { type OrderLog, type OrderTotals, orderLogFromRows, type StatePanel } from "clientele/orders";
import { measureRfm, scoreRfm } from "clientele/rfm";
import { countSqlTransitions, readSqlOrderTotals, readSqlTierPanel } from "clientele/sql";
import { tierPanel } from "clientele/value";
import type { GeneratedLog } from "./_generated-lines.ts";
import { openMariadb, openNodeSqlite, openPglite, openPostgres, type Reached } from "./sql/_databases.ts";

/** What computes inside itself. */
export interface Engine {
  readonly name: string;
  /** Replaces the lines. */
  load(log: GeneratedLog): Promise<void>;
  totals(): Promise<OrderTotals>;
  panel(periods: readonly Period[]): Promise<StatePanel>;
  moves(periods: readonly Period[]): Promise<TransitionCounts>;
  close(): Promise<void>;
}

const months = ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"] as const;
/** Months with the changes of clocks of both hemispheres in and between them. */
const periods: Period[] = months.slice(0, -1).map((from, i) => ({ from, to: months[i + 1] as Period["to"] }));

/** The log in memory, by which all are judged. */
export const inMemory = ({ lines, zone }: GeneratedLog): OrderLog =>
  orderLogFromRows(
    lines.map(({ orderedOn: _, ...line }) => line),
    { currency: "EUR", timeZone: zone },
  );

/** Everything that an engine answers, as text; the same of memory. */
export async function answersOf(source: Engine | OrderLog): Promise<Readonly<Record<string, string>>> {
  const isEngine = "load" in source;
  const log = isEngine ? await source.totals() : source;
  const panel = isEngine ? await source.panel(periods) : tierPanel(source, { periods });
  const measured = (["purchases", "net"] as const).map((count) =>
    measureRfm(log, { asOf: "2026-05-04", count }),
  );
  return {
    "recency, frequency, monetary": JSON.stringify([
      measured,
      measured.map((one) => [[...one], one.notScored]),
    ]),
    scores: JSON.stringify([...scoreRfm(measured[0]!)]),
    tiers: JSON.stringify({ ...panel, cells: [...panel.cells] }),
    moves: JSON.stringify(isEngine ? await source.moves(periods) : countTransitions(panel)),
  };
}

/** Opens every engine; one that is not there is the reason why. */
export async function openEngines(): Promise<
  readonly { readonly name: string; readonly engine: Engine | string }[]
> {
  const schema = `clientele_engines_${process.pid}`;
  const found: { name: string; engine: Engine | string }[] = [];
  for (const [name, open] of [
    ["PostgreSQL", () => openPostgres(schema)],
    ["PGlite", openPglite],
    ["SQLite", openNodeSqlite],
    ["MariaDB", () => openMariadb(schema)],
  ] as const) {
    const reached = await open();
    // Its tables are made here: that takes seconds, as does the start of PGlite.
    if (typeof reached !== "string") await reached.createStore();
    found.push({ name, engine: ofDatabase(name, reached, schema) });
  }
  for (const form of ["table", "CSV", "Parquet"] as const)
    found.push({ name: `DuckDB, ${form}`, engine: await openDuckdb(form) });
  return found;
}

function ofDatabase(name: string, reached: Reached, schema: string): Engine | string {
  if (typeof reached === "string") return reached;
  const { kysely, dialect } = reached;
  const where = { dialect, currency: "EUR", ...(dialect === "postgres" ? { schema } : {}) };
  return {
    name,
    async load({ lines }) {
      const store = await reached.createStore();
      await store.orderLines.append(
        lines.map(
          ({ orderedAt: _, cost, ...line }, i): OrderLine => ({
            schemaVersion: 1,
            id: `l${String(i).padStart(5, "0")}`,
            currency: "EUR",
            ...line,
            ...(cost === undefined ? {} : { cost }),
          }),
        ),
      );
    },
    totals: () => readSqlOrderTotals(kysely, where),
    panel: (asked) => readSqlTierPanel(kysely, { ...where, periods: asked }),
    moves: (asked) => countSqlTransitions(kysely, { ...where, periods: asked }),
    close: () => reached.drop(),
  };
}

/** DuckDB over a table of its own types and local clocks, over text, or over moments in a file of Parquet. */
async function openDuckdb(form: "table" | "CSV" | "Parquet"): Promise<Engine> {
  const duckdb = await DuckDBInstance.create(":memory:");
  const connection = await duckdb.connect();
  const folder = mkdtempSync(join(tmpdir(), "clientele-duckdb-"));
  const [csv, parquet] = [join(folder, "lines.csv"), join(folder, "lines.parquet")];
  const columns = { customerId: "customer", orderId: "Order", amount: "amount", cost: "cost" };
  let options: DuckdbLinesOptions & { readonly currency: string };
  return {
    name: `DuckDB, ${form}`,
    async load({ lines, zone }) {
      writeFileSync(csv, csvOf(lines));
      const moments = { currency: "EUR", columns: { ...columns, orderedAt: "at" }, timeZone: zone };
      if (form === "CSV") {
        options = { ...moments, lines: { csv } };
        return;
      }
      const typed = `select customer, "Order", cast("at" as timestamptz) as "at", cast(clock as timestamp) as clock,
        cast(amount as decimal(18, 3)) as amount, cast(cost as decimal(9, 2)) as cost
        from read_csv('${csv}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;
      if (form === "Parquet") {
        await connection.run(`copy (${typed}) to '${parquet}' (format parquet)`);
        options = { ...moments, lines: { parquet } };
      } else {
        await connection.run(`create or replace table lines as ${typed}`);
        options = { currency: "EUR", columns: { ...columns, orderedOn: "clock" }, lines: { table: "lines" } };
      }
    },
    totals: () => readDuckdbOrderTotals(duckdb, options),
    panel: (asked) => readDuckdbTierPanel(duckdb, { ...options, periods: asked }),
    moves: (asked) => countDuckdbTransitions(duckdb, { ...options, periods: asked }),
    async close() {
      connection.closeSync();
      duckdb.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

const csvOf = (lines: GeneratedLog["lines"]): string =>
  [
    ["customer", "Order", "at", "clock", "amount", "cost"],
    ...lines.map((line) => [
      line.customerId,
      line.orderId,
      line.orderedAt,
      `${line.orderedOn} 00:00:00`,
      line.amount,
      line.cost ?? "",
    ]),
  ]
    .map((row) => `${formatCsvRow(row)}\n`)
    .join("");
