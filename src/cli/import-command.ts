import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { ClienteleError } from "../issues/index.ts";
import { importStore } from "../repositories/index.ts";
import { addCustomers } from "./add-customers.ts";
import type { CommandIo } from "./command-io.ts";
import { importOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { choiceOption, localeOption } from "./option-values.ts";
import { orderLinesOfLog } from "./order-lines-of-log.ts";
import { type Arguments, readArguments } from "./read-arguments.ts";
import { readCsvOptions } from "./read-csv-options.ts";
import { readOrdersFile } from "./read-orders-file.ts";
import { writeFileSection, writeSetAside } from "./render/file-section.ts";
import { createNumberStyle } from "./render/numbers.ts";
import { printable } from "./render/text-width.ts";
import { type OpenFolder, openFolder } from "./store-folder.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** `clientele import`: a file into the store of a folder, all of it or nothing. */
export async function importCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const read = readArguments("import", args, importOptions);
  if (read.switches.has("help")) return void io.stdout.write(helpOf.import);
  const [path, second] = read.positionals;
  if (path === undefined) throw new UsageError("name a file: clientele import ORDERS.csv");
  if (second !== undefined)
    throw new UsageError(`import takes one file, got a second: ${JSON.stringify(second)}`);
  const kind =
    choiceOption("as", read.given.get("as"), { orders: "orders", records: "records" }) ??
    (/\.(jsonl|ndjson)(\.gz)?$/i.test(path) ? "records" : "orders");
  await using folder = await openFolder(read.given.get("in") ?? ".");
  await (kind === "orders" ? importOrders(path, folder, read, io) : importRecords(path, folder, read, io));
}

async function importOrders(path: string, folder: OpenFolder, read: Arguments, io: CommandIo): Promise<void> {
  const { store, settings } = folder;
  const options = { ...readCsvOptions(read), currency: settings.currency, timeZone: settings.zone };
  const style = createNumberStyle(localeOption("locale", read.given.get("locale") ?? "en-GB"));
  const csv = await readOrdersFile(path, options, io, read.given.get("rejects"));
  const { appended, duplicates, customers } = await store.transaction(async (tx) => ({
    customers: await addCustomers(tx, csv.log.customerIds),
    ...(await tx.orderLines.append(orderLinesOfLog(csv.log))),
  }));
  const { log, ...file } = csv;
  if (read.switches.has("json"))
    return writeJson(io, {
      read: { file: path, ...file },
      written: { lines: appended, duplicates, customers },
    });
  writePage(io, (page) => {
    writeFileSection(page, path, csv, style);
    page.line(
      `${style.counted(csv.rows, "row")}: ${style.counted(appended, "new order line")}, ${style.count(duplicates)} there already, ${style.count(csv.setAside.rows)} set aside; ${style.counted(customers, "new customer")}`,
    );
    if (csv.setAside.rows > 0) writeSetAside(page, csv.setAside.reasons, style);
  });
}

async function importRecords(
  path: string,
  { store }: OpenFolder,
  { given, switches }: Arguments,
  io: CommandIo,
): Promise<void> {
  const source = createReadStream(path);
  // An error of the file would otherwise be told to nobody but the process.
  const bytes = path.toLowerCase().endsWith(".gz") ? source.pipe(createGunzip()) : source;
  if (bytes !== source) source.on("error", (error) => bytes.destroy(error));
  let written: Awaited<ReturnType<typeof importStore>>;
  try {
    written = await importStore(
      store,
      createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY }),
    );
  } catch (error) {
    if (ClienteleError.is(error) || typeof (error as NodeJS.ErrnoException).code === "string")
      throw new UsageError(`cannot import ${printable(path)}: ${(error as Error).message}`, { cause: error });
    throw error;
  }
  if (switches.has("json")) return writeJson(io, { read: { file: path }, written });
  const style = createNumberStyle(localeOption("locale", given.get("locale") ?? "en-GB"));
  io.stdout.write(
    `${style.counted(written.records, "record")}: ${style.count(written.written)} new, ${style.count(written.unchanged)} there already\n`,
  );
}
