import {
  briefOptions,
  demoOptions,
  importOptions,
  initOptions,
  reportOptions,
  runOptions,
  whyOptions,
} from "./commands.ts";
import type { OptionTable } from "./read-arguments.ts";

/** Help of the command as a whole. */
export const overview = `clientele: know your customers and act on it

  clientele report ORDERS.csv --currency GBP   the whole job on a file of orders of your own
  clientele demo                               the whole job on a generated retailer

  clientele init --currency GBP                a store in this folder, to work with day by day
  clientele import ORDERS.csv                  orders, or an export of records, into the store
  clientele run                                the day: who is worth what, whom to contact, why
  clientele brief CUSTOMER                     what to know before a contact, and what to ask
  clientele why CUSTOMER                       why a customer is contacted, or is not

  clientele COMMAND --help
  clientele --version

Exit code: 0 done; 2 wrong call or unreadable file, and one sentence says what; 1 a fault within.
`;

/** Help of one command. */
export const helpOf = {
  report: `clientele report ORDERS.csv --currency CODE [options]

Reads order lines from CSV, plain or gzip, and prints RFM segments, value tiers, their migration
and what to do today. Columns, date format and separator are guessed and shown; rows that are no
order line are set aside, counted and shown. Columns are given by name or by position (#3).

${listOptions(reportOptions)}
The file of --rejects is safe to open in a spreadsheet: a cell that begins with = + - @, a tab or a
carriage return has an apostrophe in front, also a negative number.
`,
  init: `clientele init --currency CODE [options]

Makes an empty store in a folder: PostgreSQL in the process, no server. It needs two packages:
npm install @electric-sql/pglite kysely

${listOptions(initOptions)}`,
  import: `clientele import FILE [options]

Adds a file to the store of a folder, all of it or nothing. ORDERS.csv is read as by clientele
report, and its customers are put on file. RECORDS.jsonl, plain or gzip, is what exportStore writes.
A file that was imported before changes nothing, and a longer one adds what is new.

${listOptions(importOptions)}
Lines that say the same of the same order are told apart by their number only: give orders an id.
`,
  run: `clientele run [options]

Runs the day on the store of a folder and keeps its snapshots, insights and decisions there. A run
that is repeated changes nothing.

${listOptions(runOptions)}`,
  brief: `clientele brief CUSTOMER [options]

Prints what to know of a customer before a contact: warnings, worth, how to reach it and what may be
used for that, the last contact, open matters and reminders, what is known, and what to ask.

${listOptions(briefOptions)}`,
  why: `clientele why CUSTOMER [options], or clientele why DECISION [options]

Prints what the last run decided of a customer: every reason, what would have to change, and the
facts that it rests on.

${listOptions(whyOptions)}`,
  demo: `clientele demo [options]

Generates a retailer of two years and runs the day on it. The same options print the same page.

${listOptions(demoOptions)}`,
} as const;

function listOptions(table: OptionTable): string {
  const names = Object.entries(table).map(([name, spec]) =>
    spec.value === undefined ? `--${name}` : `--${name} ${spec.value}`,
  );
  const width = Math.max(...names.map((name) => name.length));
  return Object.values(table)
    .map((spec, at) => `  ${names[at]!.padEnd(width)}  ${spec.text}\n`)
    .join("");
}
