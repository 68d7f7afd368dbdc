import { coded, oneDayMore, texts } from "./_clientele.ts";
import { duckdb } from "./_duckdb.ts";
import { compare } from "./_engine.ts";
import { idOf, makeOrders } from "./_orders.ts";

const N = Number(process.argv[2] ?? 10_000_000);
const o = makeOrders(N, N / 10);
const bytes = new Uint8Array(8 * N);
const enc = new TextEncoder();
for (let i = 0; i < N; i++) enc.encodeInto(idOf(o.codes[i]!), bytes.subarray(8 * i, 8 * i + 8));
const e = texts(o, { offsets: Int32Array.from({ length: N + 1 }, (_, i) => 8 * i), bytes });
const two = await duckdb(o, 2),
  one = await duckdb(o, 1);
const list =
  process.env["ONLY"] === "c"
    ? [coded(o), oneDayMore(o), two.coded]
    : [coded(o), oneDayMore(o), e, two.coded, one.coded, one.texts];
for (const [k, v] of await compare(list, Number(process.argv[3] ?? 3)))
  console.log(k.padEnd(45), v.wall.toFixed(0), v.cpu.toFixed(0));
process.exit();
