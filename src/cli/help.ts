import { demoOptions, reportOptions } from "./commands.ts";
import type { OptionTable } from "./read-arguments.ts";

/** Help of the command as a whole. */
export const overview = `clientele: know your customers and act on it

  clientele report ORDERS.csv --currency GBP   the whole job on a file of orders of your own
  clientele demo                               the whole job on a generated retailer

  clientele report --help, clientele demo --help
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
