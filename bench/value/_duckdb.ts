import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import type { Orders } from "../rfm/_orders.ts";
import type { Found } from "./abc.ts";

/**
 * The class of every customer by cumulative share, exact and with equals together: the boundary is the value of the row at
 * which the running sum first reaches the share.
 */
const job = `
create or replace table result as
with v as (select customer, sum(cents)::bigint as value from orders group by 1),
c as (select value, sum(value) over (order by value desc rows unbounded preceding) as reached from v where value > 0),
t as (select sum(value) as total from v where value > 0),
cuts as (
  select max(value) filter (where reached * 100 >= total * 80) as a,
    max(value) filter (where reached * 100 >= total * 95) as b
  from c, t)
select customer, value, (case when value >= a then 0 when value >= b then 1 else 2 end)::utinyint as tier
from v, cuts`;

/** DuckDB in memory on coded columns, with so many threads. */
export async function duckdb(orders: Orders, threads: number) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run("create table orders (customer integer, cents integer)");
  const appender = await connection.createAppender("orders");
  const size = 2048;
  for (let at = 0; at < orders.rows; at += size) {
    const end = Math.min(orders.rows, at + size);
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER], end - at);
    [orders.codes, orders.cents].forEach((column, i) => {
      chunk.setColumnValues(i, Array.from(column.subarray(at, end)));
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return {
    name: `DuckDB, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    async run(): Promise<void> {
      await connection.run(job);
    },
    async found(): Promise<Found> {
      const reader = await connection.runAndReadAll(
        "select tier, count(*)::bigint, sum(value)::bigint from result group by 1 order by 1",
      );
      const rows = reader.getRows() as [number, bigint, bigint][];
      return rows.map(([tier, customers, units]) => `${tier}: ${customers} customers, ${units} cents`);
    },
  };
}
