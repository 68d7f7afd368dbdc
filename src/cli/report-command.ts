import type { OrdersCsv } from "../adapters/csv/index.ts";
import type { PlainDate } from "../calendar/index.ts";
import { createMemoryStore } from "../repositories/index.ts";
import { type DailyReport, runDaily } from "../workflow/index.ts";
import { addCustomers } from "./add-customers.ts";
import type { CommandIo } from "./command-io.ts";
import { reportOptions } from "./commands.ts";
import { helpOf } from "./help.ts";
import { currencyOption, dayOption } from "./option-values.ts";
import { readArguments } from "./read-arguments.ts";
import { readCsvOptions } from "./read-csv-options.ts";
import { readOrdersFile } from "./read-orders-file.ts";
import { writeDailySections } from "./render/daily-sections.ts";
import { writeFileSection, writeSetAside } from "./render/file-section.ts";
import { createNumberStyle, type NumberStyle } from "./render/numbers.ts";
import type { Page } from "./render/page.ts";
import { readRunOptions } from "./run-options.ts";
import { UsageError } from "./usage-error.ts";
import { writeJson, writePage } from "./write-result.ts";

/** `clientele report`: the whole job on a file of orders. */
export async function reportCommand(args: readonly string[], io: CommandIo): Promise<void> {
  const read = readArguments("report", args, reportOptions);
  if (read.switches.has("help")) return void io.stdout.write(helpOf.report);
  const [path, second] = read.positionals;
  if (path === undefined)
    throw new UsageError("name a file of orders: clientele report ORDERS.csv --currency GBP");
  if (second !== undefined)
    throw new UsageError(`report takes one file, got a second: ${JSON.stringify(second)}`);
  const { given, switches } = read;
  const currencyText = given.get("currency");
  if (currencyText === undefined)
    throw new UsageError("say in which currency the amounts are, for example --currency GBP");
  const currency = currencyOption("currency", currencyText);
  const options = readRunOptions(read);
  const asOfText = given.get("as-of");
  const asOfGiven = asOfText === undefined ? undefined : dayOption("as-of", asOfText);

  const csv = await readOrdersFile(
    path,
    { ...readCsvOptions(read), currency, timeZone: options.zone },
    io,
    given.get("rejects"),
  );
  // The day after the last order sees all orders, and is the same on every day that the file is read.
  const asOf: PlainDate = asOfGiven ?? csv.log.window.to;
  const store = createMemoryStore();
  await addCustomers(store, csv.log.customerIds);
  const report = await runDaily(store, {
    asOf,
    time: options.time,
    zone: options.zone,
    currency,
    count: switches.has("net") ? "net" : "purchases",
    orders: csv.log,
  });

  if (options.json) {
    const { log, ...rest } = csv;
    return writeJson(io, { read: { file: path, ...rest }, report });
  }
  const style = createNumberStyle(options.locale);
  writePage(io, (page) => {
    writeFileSection(page, path, csv, style);
    writeRows(page, csv, report, style);
    if (asOfGiven === undefined)
      page.line(`as of ${asOf}, the day after the last order; another day by --as-of`);
    writeDailySections(page, report, style);
  });
}

function writeRows(page: Page, csv: OrdersCsv, report: DailyReport, style: NumberStyle): void {
  page.line(
    `${style.counted(csv.rows, "row")}: ${style.counted(csv.accepted, "order line")}, ${style.counted(csv.setAside.rows, "row")} set aside`,
  );
  const unseen = csv.accepted - report.orders.lines;
  if (unseen > 0)
    page.line(`not seen, since of ${report.asOf} or later: ${style.counted(unseen, "order line")}`);
  if (csv.setAside.rows > 0) writeSetAside(page, csv.setAside.reasons, style);
}
