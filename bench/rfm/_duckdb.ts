import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import type { Check, Engine } from "./_engine.ts";
import type { Orders } from "./_orders.ts";
import { cells, segmentCount } from "./_scheme.ts";

/** What makes the table of a key column; purchases only, as nothing else of the orders is asked for. */
const job = (key: string, table: string): string => `
create or replace table result as
with m as (
  select ${key} as customer, max(day) as day, count(*) as orders, sum(cents) as cents
  from ${table} where cents > 0 group by 1),
cuts as (
  select quantile_disc(day, [0.2, 0.4, 0.6, 0.8]) as r, quantile_disc(orders, [0.2, 0.4, 0.6, 0.8]) as f,
    quantile_disc(cents, [0.2, 0.4, 0.6, 0.8]) as m
  from m),
scored as (
  select customer, day, orders, cents, ${["r", "f", "m"]
    .map((cut, i) => {
      const value = ["day", "orders", "cents"][i]!;
      const passed = [1, 2, 3, 4].map((k) => `(${value} > cuts.${cut}[${k}])::utinyint`).join(" + ");
      return `(1 + ${passed})::utinyint as s${cut}`;
    })
    .join(", ")}
  from m, cuts)
select *, [${cells.join(", ")}][(sr::integer - 1) * 25 + (sf::integer - 1) * 5 + sm::integer]::utinyint as segment
from scored`;

/** DuckDB in memory on coded columns and on text ids, with so many threads. */
export async function duckdb(orders: Orders, threads: number): Promise<{ coded: Engine; texts: Engine }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run("create table orders (customer integer, day integer, cents integer)");
  const appender = await connection.createAppender("orders");
  const size = 2048;
  for (let at = 0; at < orders.rows; at += size) {
    const end = Math.min(orders.rows, at + size);
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, INTEGER], end - at);
    [orders.codes, orders.days, orders.cents].forEach((column, i) => {
      chunk.setColumnValues(i, Array.from(column.subarray(at, end)));
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(
    "create table named as select 'C' || lpad(customer::varchar, 7, '0') as id, day, cents from orders",
  );
  const check = async (): Promise<Check> => {
    const first = async (query: string): Promise<unknown[][]> =>
      (await connection.runAndReadAll(query)).getRows() as unknown[][];
    const [sums] = await first(
      "select count(*), sum(sr)::bigint, sum(sf)::bigint, sum(sm)::bigint, sum(cents)::bigint from result",
    );
    const [customers, r, f, m, cents] = sums as bigint[];
    const segments = Array.from({ length: segmentCount }, () => 0);
    for (const [segment, count] of await first("select segment, count(*) from result group by 1"))
      segments[Number(segment)] = Number(count);
    return {
      customers: Number(customers),
      scores: [Number(r), Number(f), Number(m)],
      cents: BigInt(cents!),
      segments,
    };
  };
  const engine = (what: string, key: string, table: string): Engine => ({
    name: `DuckDB, ${what}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    async run() {
      await connection.run(job(key, table));
    },
    check,
  });
  return {
    coded: engine("coded columns", "customer", "orders"),
    texts: engine("text ids", "id", "named"),
  };
}
