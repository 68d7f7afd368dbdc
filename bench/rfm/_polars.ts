import type pl from "nodejs-polars";
import type { Check, Engine } from "./_engine.ts";
import type { Orders } from "./_orders.ts";
import { cells, segmentCount } from "./_scheme.ts";

type Polars = typeof pl;
type Frame = ReturnType<Polars["DataFrame"]>;

/** Polars on coded columns, with as many threads as it likes. */
export function polars(pl: Polars, orders: Orders): Engine {
  const frame = pl.DataFrame({
    customer: pl.Series("customer", orders.codes as unknown as number[], pl.Int32),
    day: pl.Series("day", orders.days as unknown as number[], pl.Int32),
    // 64 bits, or the sums of good customers would run over.
    cents: pl.Series("cents", Float64Array.from(orders.cents) as unknown as number[]).cast(pl.Int64),
  });
  const segmentOf = pl.DataFrame({
    cell: pl
      .Series(
        "cell",
        cells.map((_, cell) => cell),
      )
      .cast(pl.Int32),
    segment: pl.Series("segment", [...cells]).cast(pl.UInt8),
  });
  let result: Frame;
  return {
    name: "polars, coded columns, all threads",
    run() {
      const measured = frame
        .lazy()
        .filter(pl.col("cents").gt(0))
        .groupBy("customer")
        .agg(pl.col("day").max(), pl.col("cents").count().alias("orders"), pl.col("cents").sum().alias("sum"))
        .collectSync();
      const score = (column: string, name: string) => {
        const sorted = measured.getColumn(column).sort();
        const passed = [1, 2, 3, 4].map((k) => {
          const cut = sorted.get(Math.ceil((k * sorted.length) / 5) - 1) as number;
          return pl
            .col(column)
            .gt(pl.lit(Number(cut)))
            .cast(pl.Int32);
        });
        return passed.reduce((sum, one) => sum.add(one), pl.lit(1).cast(pl.Int32)).alias(name);
      };
      result = measured
        .lazy()
        .withColumns(score("day", "r"), score("orders", "f"), score("sum", "m"))
        .withColumns(
          pl
            .col("r")
            .sub(1)
            .mul(25)
            .add(pl.col("f").sub(1).mul(5))
            .add(pl.col("m").sub(1))
            .cast(pl.Int32)
            .alias("cell"),
        )
        .join(segmentOf.lazy(), { on: "cell", how: "left" })
        .collectSync();
    },
    check(): Check {
      const sum = (column: string): number => Number(result.getColumn(column).cast(pl.Int64).sum());
      const counts = result.groupBy("segment").agg(pl.col("cell").count().alias("count"));
      const segments = Array.from({ length: segmentCount }, () => 0);
      for (const row of counts.toRecords()) segments[Number(row["segment"])] = Number(row["count"]);
      return {
        customers: result.height,
        scores: [sum("r"), sum("f"), sum("m")],
        cents: BigInt(sum("sum")),
        segments,
      };
    },
  };
}
