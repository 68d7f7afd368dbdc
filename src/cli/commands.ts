import type { OptionTable } from "./read-arguments.ts";

const common: OptionTable = {
  "as-of": { value: "DATE", text: "" },
  time: { value: "HH:MM", text: "time of day of the run (09:00)" },
  "time-zone": { value: "ZONE", text: "time zone of the company (UTC)" },
  locale: { value: "LOCALE", text: "how numbers are written (en-GB)" },
  json: { text: "print the result as JSON" },
  help: { text: "print this help" },
};

/** How a file of orders is to be read. */
const csv: OptionTable = {
  "customer-column": { value: "NAME", text: "who bought" },
  "date-column": { value: "NAME", text: "when" },
  "order-column": { value: "NAME", text: "order, invoice or credit note" },
  "amount-column": { value: "NAME", text: "what the line costs the customer; or instead" },
  "quantity-column": { value: "NAME", text: "how many, negative for returns, with" },
  "price-column": { value: "NAME", text: "the price of one" },
  "product-column": { value: "NAME", text: "what was bought" },
  "channel-column": { value: "NAME", text: "by which channel the order came" },
  "place-column": { value: "NAME", text: "the shop, branch or site of the sale" },
  "cost-column": {
    value: "NAME",
    text: "cost of the goods of the line, signed as the amount (not guessed)",
  },
  "date-format": {
    value: "FORMAT",
    text: "tokens of date-fns, such as dd/MM/yyyy HH:mm (ISO 8601, or guessed)",
  },
  "decimal-mark": { value: "MARK", text: "point or comma before decimals (told from the numbers)" },
  separator: { value: "CHAR", text: 'between fields: "," ";" "|" or tab (told from the header)' },
  encoding: { value: "NAME", text: "character encoding, such as windows-1252 or gb18030 (utf-8)" },
};

const inFolder: OptionTable = {
  in: { value: "FOLDER", text: "folder of the store (this one)" },
};

/** The day of the demo, so that it prints the same today and next year. */
export const DEMO_AS_OF = "2026-06-15";

/** Options of `clientele report`. */
export const reportOptions: OptionTable = {
  currency: { value: "CODE", text: "ISO 4217 code of the amounts, such as GBP (required)" },
  ...common,
  "as-of": {
    value: "DATE",
    text: "day of the report; it sees what lies before (the day after the last order)",
  },
  net: { text: "monetary is purchases less returns, not purchases alone" },
  ...csv,
  rejects: { value: "FILE", text: "write the rows set aside to FILE, with row number and reason" },
};

/** Options of `clientele init`. */
export const initOptions: OptionTable = {
  ...inFolder,
  currency: { value: "CODE", text: "ISO 4217 code of all orders, such as GBP (required)" },
  "time-zone": { value: "ZONE", text: "time zone of the company (UTC)" },
  company: { value: "ID", text: "the party that is the own company, whose people are own staff (none)" },
  help: { text: "print this help" },
};

/** Options of `clientele import`. */
export const importOptions: OptionTable = {
  ...inFolder,
  as: { value: "KIND", text: "orders (CSV) or records (JSON Lines); told from the name of the file" },
  ...csv,
  rejects: { value: "FILE", text: "write the rows set aside to FILE, with row number and reason" },
  locale: { value: "LOCALE", text: "how numbers are written (en-GB)" },
  json: { text: "print the result as JSON" },
  help: { text: "print this help" },
};

/** Options of `clientele run`. */
export const runOptions: OptionTable = {
  ...inFolder,
  ...common,
  "as-of": {
    value: "DATE",
    text: "day of the run; it sees the orders before (today in the zone of the company)",
  },
  "time-zone": { value: "ZONE", text: "time zone of the run (that of the store)" },
  net: { text: "monetary is purchases less returns, not purchases alone" },
};

/** Options of `clientele brief`. */
export const briefOptions: OptionTable = {
  ...inFolder,
  "as-of": { value: "DATE", text: "day of the contact (now)" },
  time: { value: "HH:MM", text: "time of that day, in the zone of the store (09:00)" },
  channel: { value: "NAME", text: "channel of the contact, such as phone (the one that is preferred)" },
  json: { text: "print the result as JSON" },
  help: { text: "print this help" },
};

/** Options of `clientele why`. */
export const whyOptions: OptionTable = {
  ...inFolder,
  all: { text: "every decision, not those of the last run alone" },
  json: { text: "print the result as JSON" },
  help: { text: "print this help" },
};

/** Options of `clientele demo`. */
export const demoOptions: OptionTable = {
  ...common,
  "as-of": { value: "DATE", text: `day of the run (${DEMO_AS_OF})` },
  seed: { value: "N", text: "another retailer (1)" },
  customers: { value: "N", text: "how many customers it has (5000)" },
};
