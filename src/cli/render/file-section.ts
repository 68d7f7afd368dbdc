import type { ChosenColumn, OrdersCsv, RejectReason } from "../../adapters/csv/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { fitText, printable } from "./text-width.ts";

const separatorNames: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "vertical bars",
};

/** How a file was understood: what was given, what was guessed. */
export function writeFileSection(page: Page, file: string, read: OrdersCsv, style: NumberStyle): void {
  const { columns, dateExample } = read;
  const example =
    dateExample === undefined ? "" : `, "${fitText(printable(dateExample.text), 30)}" is ${dateExample.day}`;
  page.heading("The file");
  page.line(
    `${printable(file)}: ${read.compressed ? "gzip, " : ""}${read.encoding}, fields parted by ${separatorNames[read.separator]}, decimal ${read.decimalMark === "." ? "point" : "comma"}, dates ${read.dateFormat}${example}`,
  );
  if (read.instants > 0) {
    page.line(
      `a time with an offset in ${style.counted(read.instants, "row")}: the day is that of ${read.timeZone} (--time-zone)`,
    );
  }
  page.line(
    columns.recognisedAs === undefined
      ? "columns:"
      : `columns, recognised as an export of ${columns.recognisedAs}:`,
  );
  const roles = [
    "customer",
    "date",
    "order",
    "amount",
    "quantity",
    "price",
    "product",
    "channel",
    "place",
    "cost",
  ] as const;
  page.table(
    [{ title: "" }, { title: "" }, { title: "" }],
    roles.flatMap((role) => {
      const column = columns[role];
      return column === undefined ? [] : [[role, printable(column.name), howChosen(column)]];
    }),
    4,
  );
  if (columns.order === undefined)
    page.line("no column of order numbers: all lines of a customer on one day are one order");
}

function howChosen(column: ChosenColumn): string {
  if (column.by === "given") return "as given";
  return column.by === "name" ? "guessed by its name" : "guessed by what it holds";
}

/** What was set aside, why, and where to look. */
export function writeSetAside(page: Page, reasons: readonly RejectReason[], style: NumberStyle): void {
  page.table(
    [{ title: "set aside" }, { title: "rows", align: "right" }, { title: "for example" }],
    reasons.map((reason) => [
      reason.reason,
      style.count(reason.rows),
      reason.samples
        .map(({ row, column, value }) => {
          const shown = fitText(printable(value), 24);
          return column === undefined
            ? `row ${style.count(row)}`
            : `row ${style.count(row)}: ${printable(column)} "${shown}"`;
        })
        .join(", "),
    ]),
  );
}
