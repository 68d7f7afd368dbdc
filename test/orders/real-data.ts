import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { PlainDate } from "clientele/calendar";
import { type OrderRow, type ReadOrderLogResult, readOrderLog } from "clientele/orders";
import { inferSchema, initParser } from "udsv";

/** The folder of the data sets that are never committed; tests that need it are skipped without it. */
const folder = process.env["CLIENTELE_DATA"];

/** Whether the real data are there. */
export const haveData = folder !== undefined && existsSync(folder);

/** The text of a data file, unpacked. */
function dataText(path: string): string {
  if (folder === undefined) throw new Error("CLIENTELE_DATA is not set");
  const bytes = readFileSync(join(folder, path));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

const parsed = new Map<string, string[][]>();

/** The rows of a CSV file as texts; the header is left out. A file is read once. */
export function dataRows(path: string): readonly string[][] {
  const rows = parsed.get(path) ?? parseRows(path);
  parsed.set(path, rows);
  return rows;
}

function parseRows(path: string): string[][] {
  const text = dataText(path);
  const schema = inferSchema(text.slice(0, text.indexOf("\n", 10_000)) || text);
  return initParser(schema).stringArrs<string[]>(text);
}

/** UCI Online Retail, all 541,909 lines; those without a customer are set aside. */
export function readUci(): Promise<ReadOrderLogResult> {
  const rows = dataRows("data/clv_rfm/uci_online_retail_full.csv.gz");
  const lines = rows.map(
    ([orderId, productId, , quantity, at, price, customerId]): OrderRow => ({
      customerId: customerId ?? "",
      orderId: orderId ?? "",
      productId: productId ?? "",
      orderedOn: (at ?? "").slice(0, 10) as PlainDate,
      quantity: quantity ?? "",
      price: price ?? "",
    }),
  );
  return readOrderLog([lines], { currency: "GBP", onInvalid: "set-aside" });
}

/** CDNOW, one line a row; the file names no orders. */
export function readCdnow(file: "master" | "sample"): Promise<ReadOrderLogResult> {
  const rows = dataRows(`data/clv_rfm/cdnow_${file}.csv`);
  const at = file === "sample" ? 1 : 0;
  const lines = rows.map(
    (row): OrderRow => ({
      customerId: row[at] ?? "",
      orderedOn: (row[at + 1] ?? "") as PlainDate,
      amount: row[at + 3] ?? "",
    }),
  );
  return readOrderLog([lines], { currency: "USD" });
}
