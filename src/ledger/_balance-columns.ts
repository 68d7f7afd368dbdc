import { dateOfDay, dayNumber } from "../calendar/index.ts";
import { describeValue, type IssueCollector } from "../issues/index.ts";
import { decimalText } from "../money/index.ts";
import { type EntryColumns, NEVER, type SettlementProblem, settleColumns } from "./_settle-columns.ts";
import { makePointsTable, type PointsBalancesOptions, type PointsTable } from "./points-table.ts";

export const doing = "balance points";

export interface ReadEntries extends EntryColumns {
  readonly customerIds: readonly string[];
  readonly exponent: number;
}

export interface Naming {
  readonly issues: IssueCollector;
  readonly rank: (row: number) => number;
  readonly pathOf: (row: number) => readonly (string | number)[];
  readonly given: (row: number, field: "points" | "correctsId") => unknown;
}

export function balanceColumns(
  read: ReadEntries,
  { asOf, within = 30 }: PointsBalancesOptions,
  naming: Naming,
): PointsTable {
  if (!Number.isSafeInteger(within) || within < 0) {
    throw new RangeError(
      `Cannot ${doing}: within must be a non-negative integer, got ${describeValue(within)}`,
    );
  }
  const end = dayNumber(asOf);
  const { customerIds, exponent, customers, expires } = read;
  const { left, problems } = settleColumns(read, { end, size: customerIds.length, rank: naming.rank });
  for (const problem of problems) report(problem, read, naming);
  naming.issues.throwIfAny(doing);
  const balance = new Float64Array(customerIds.length);
  const expiring = new Float64Array(customerIds.length);
  const next = new Int32Array(customerIds.length);
  for (let row = 0; row < left.length; row++) {
    const units = left[row]!;
    if (units === 0) continue;
    const [customer, day] = [customers[row]!, expires[row]!];
    balance[customer]! += units;
    if (day === NEVER) continue;
    if (day <= end + within) expiring[customer]! += units;
    if (next[customer] === 0 || day < next[customer]!) next[customer] = day;
  }
  return makePointsTable({ customerIds, asOf, balance, expiring, nextExpiry: next, exponent }, within);
}

function report(
  problem: SettlementProblem,
  { exponent, days, customers, customerIds }: ReadEntries,
  naming: Naming,
) {
  const { row, code, have = 0, asked = 0, rule } = problem;
  const { issues, pathOf, given } = naming;
  const text = (units: number): string => decimalText(BigInt(units), exponent);
  const at = { row, path: pathOf(row) };
  if (code === "overdrawn") {
    issues.add({
      ...at,
      code,
      value: given(row, "points"),
      expected: `at most the ${text(have)} points there were on ${dateOfDay(days[row]!)}`,
      params: { have: text(have), asked: text(asked) },
    });
  } else if (code === "bad-reversal") {
    issues.add({
      ...at,
      code,
      value: given(row, "correctsId"),
      expected:
        rule === "target"
          ? "an entry of the customer, of that day or before, that is no reversal itself"
          : rule === "twice"
            ? "an entry that is not reversed already"
            : `the points of the entry as a whole, ${text(asked)}`,
    });
  } else {
    issues.add({
      ...at,
      code: "too-many-points",
      value: customerIds[customers[row]!],
      expected: "entries of one customer that stay below 2^53 units together",
    });
  }
}
