import { looksLikeDate } from "./_choose-date-format.ts";
import { looksLikeNumber } from "./_decimal-reader.ts";
import { nearestName, simpleName } from "./_nearest-name.ts";
import { knownExports, usualNames } from "./_usual-columns.ts";
import type { ChosenColumn, ColumnChoice, ColumnNames, ColumnRole } from "./column-choice.ts";
import { csvError } from "./csv-error.ts";

export interface ChooseColumnsOptions {
  readonly asked: ColumnNames;
  /** Tells whether a cell could be a date. */
  readonly isDate: (cell: string) => boolean;
  readonly name: string;
}

/** Decides which column holds what: as asked, else by name, else (the date alone) by contents. */
export function chooseColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  options: ChooseColumnsOptions,
): ColumnChoice {
  const { asked, isDate, name } = options;
  const found = new Map<ColumnRole, ChosenColumn>();
  for (const [role, wanted] of Object.entries(asked) as [ColumnRole, string | undefined][])
    if (wanted !== undefined) found.set(role, { ...findColumn(header, wanted, name), by: "given" });
  const recognised = recogniseExport(header, asked);
  const guess = (role: ColumnRole): ChosenColumn | undefined =>
    found.get(role) ?? guessColumn(header, sample, role, isDate, recognised?.columns[role]);

  const takesProduct = asked.quantity !== undefined || asked.price !== undefined;
  let amount = takesProduct ? undefined : guess("amount");
  let quantity = asked.amount === undefined ? guess("quantity") : undefined;
  let price = asked.amount === undefined ? guess("price") : undefined;
  if (recognised !== undefined && recognised.columns.amount === undefined && asked.amount === undefined) {
    if (quantity !== undefined && price !== undefined) amount = undefined;
  }
  if (amount !== undefined) {
    // What was charged wins over what was multiplied: it knows of discounts.
    quantity = undefined;
    price = undefined;
  }

  // Else the first order would be lost without a word.
  if (header.some(looksLikeDate))
    throw csvError(
      name,
      "csv-no-header",
      `its first line looks like a row, not a header: ${listNames(header)}; put a line of column names above it`,
    );
  const customer = guess("customer") ?? missing(header, name, "the customer");
  const date = guess("date") ?? dateByContent(header, sample, isDate) ?? missing(header, name, "the date");
  if (amount === undefined && quantity === undefined && price === undefined)
    missing(header, name, "the amount, or the quantity and the unit price");
  if (amount === undefined && quantity === undefined) missing(header, name, "the quantity");
  if (amount === undefined && price === undefined) missing(header, name, "the unit price");
  return Object.freeze({
    customer,
    date,
    order: guess("order"),
    amount,
    quantity,
    price,
    product: guess("product"),
    channel: guess("channel"),
    place: guess("place"),
    cost: found.get("cost"),
    recognisedAs: recognised?.name,
  });
}

/** The column of a name, or of a position written `#3`. */
function findColumn(header: readonly string[], wanted: string, name: string): Omit<ChosenColumn, "by"> {
  const position = /^#(\d{1,6})$/.exec(wanted);
  if (position !== null) {
    const index = Number(position[1]) - 1;
    if (header[index] === undefined)
      throw csvError(
        name,
        "csv-unknown-column",
        `there is no column ${wanted}, only ${header.length} columns`,
      );
    return { name: header[index], index };
  }
  for (const same of [(a: string) => a === wanted, (a: string) => simpleName(a) === simpleName(wanted)]) {
    const places = header.flatMap((title, index) => (same(title) ? [index] : []));
    if (places.length > 1)
      throw csvError(
        name,
        "csv-ambiguous-column",
        `${places.length} columns are called "${wanted}"; say which by its position: ${places.map((at) => `#${at + 1}`).join(" or ")}`,
      );
    const index = places[0];
    if (index !== undefined) return { name: header[index]!, index };
  }
  const nearest = nearestName(wanted, header);
  throw csvError(
    name,
    "csv-unknown-column",
    nearest === undefined
      ? `there is no column "${wanted}"; its columns are ${listNames(header)}`
      : `there is no column "${wanted}"; did you mean "${nearest}"?`,
  );
}

/** A known export, if all of its columns are there once and none of them is asked for elsewhere. */
function recogniseExport(header: readonly string[], asked: ColumnNames) {
  const titles = header.map(simpleName);
  const once = (title: string): boolean =>
    titles.indexOf(title) >= 0 && titles.indexOf(title) === titles.lastIndexOf(title);
  return knownExports.find((known) =>
    (Object.entries(known.columns) as [ColumnRole, string][]).every(
      ([role, title]) =>
        once(simpleName(title)) &&
        (asked[role] === undefined || simpleName(asked[role]) === simpleName(title)),
    ),
  );
}

function guessColumn(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  role: ColumnRole,
  isDate: (cell: string) => boolean,
  known: string | undefined,
): ChosenColumn | undefined {
  const titles = header.map(simpleName);
  for (const usual of known === undefined ? usualNames[role] : [known]) {
    const index = titles.indexOf(simpleName(usual));
    // A name that occurs twice is no guide.
    if (index < 0 || titles.includes(simpleName(usual), index + 1)) continue;
    if (holds(role, sample, index, isDate)) return { name: header[index]!, index, by: "name" };
  }
  return undefined;
}

/** Whether what a column holds agrees with its name. */
function holds(
  role: ColumnRole,
  sample: readonly (readonly string[])[],
  index: number,
  isDate: (cell: string) => boolean,
): boolean {
  const cells = sample.map((row) => row[index]!.trim());
  const filled = cells.filter((cell) => cell !== "");
  const most = (fits: (cell: string) => boolean): boolean => 2 * filled.filter(fits).length >= filled.length;
  switch (role) {
    case "date":
      return filled.length > 0 && most(isDate);
    case "amount":
    case "quantity":
    case "price":
      return filled.length > 0 && most(looksLikeNumber);
    case "order":
      // An order column with gaps would make buying days of all orders.
      return 10 * filled.length >= 9 * cells.length;
    default:
      return true;
  }
}

function dateByContent(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  isDate: (cell: string) => boolean,
): ChosenColumn | undefined {
  const places = header.flatMap((_, index) => (holds("date", sample, index, isDate) ? [index] : []));
  const index = places[0];
  return index !== undefined && places.length === 1
    ? { name: header[index]!, index, by: "content" }
    : undefined;
}

function missing(header: readonly string[], name: string, what: string): never {
  throw csvError(
    name,
    "csv-missing-column",
    `no column could be recognised as ${what}; its columns are ${listNames(header)}`,
  );
}

function listNames(header: readonly string[]): string {
  const shown = header.slice(0, 30).map((title) => (title === "" ? "(no name)" : title));
  return shown.join(", ") + (header.length > shown.length ? ` and ${header.length - shown.length} more` : "");
}
