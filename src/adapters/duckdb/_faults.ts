import { instantOf } from "../../calendar/index.ts";
import type { IssueInput } from "../../issues/index.ts";
import type { OrderIssueCode } from "../../orders/index.ts";
import type { ColumnKind, Role } from "./_column-kinds.ts";
import { quoteText } from "./_quote.ts";

/** Something that can be wrong with a row. */
export interface Fault {
  readonly role: Role;
  /** When it is, over the columns of the raw lines. */
  readonly when: string;
  /** How an order log says the same; the value is added. */
  readonly issue: IssueInput<OrderIssueCode>;
}

/** What the columns of the raw lines are called: the roles, and the microseconds of a moment. */
export const MOMENT = "moment_us";

const AN_ID = "text of 1 to 200 characters, well-formed and without U+0000";
const A_DAY = "an existing day written YYYY-MM-DD";
const PLAIN = "[+-]?[0-9]+([.][0-9]+)?";

/** All that is wrong with the rows that an order log would refuse, and with rows without the id of their order. */
export function faultsOf(kinds: ReadonlyMap<Role, ColumnKind>, rules: RowRules): readonly Fault[] {
  const found: Fault[] = [];
  for (const [role, kind] of kinds)
    for (const [when, code, expected, path = role] of checks(role, kind, rules))
      found.push({ role, when, issue: { code, path: [path], expected } });
  return found;
}

/** What a row is judged by. */
export interface RowRules {
  readonly currency: string;
  /** There if moments are read. */
  readonly timeZone?: string | undefined;
}

type Check = readonly [when: string, code: OrderIssueCode, expected: string, path?: Role];

function checks(role: Role, kind: ColumnKind, { currency, timeZone = "UTC" }: RowRules): readonly Check[] {
  const value = `"${role}"`;
  switch (role) {
    case "customerId":
      return [[isNoId(value, kind), "bad-customer", AN_ID]];
    case "orderId":
      return [[isNoId(value, kind), "bad-order", AN_ID]];
    case "orderedOn":
      return [[isNoDay(value, kind), "bad-day", A_DAY]];
    case "orderedAt":
      return [
        [`${value} is null`, "bad-day", A_DAY, "orderedOn"],
        [
          `${value} is not null and ${MOMENT} is null`,
          "bad-moment",
          "ISO 8601 with Z or an offset, or whole epoch milliseconds",
        ],
        [
          `not (${MOMENT} between ${instantOf("0001-01-01", "00:00", timeZone)}000 and ${instantOf("9999-12-31", "23:59:59", timeZone) + 999}999)`,
          "bad-moment",
          "a moment within the years 0001 to 9999",
        ],
      ];
    case "currency":
      return [
        [`${value} <> ${quoteText(currency)}`, "other-currency", `the currency of the log, ${currency}`],
      ];
    case "amount":
      return [
        [`${value} is null`, "missing-amount", "an amount, or a quantity and a price"],
        ...isNoDecimal(value, kind, "bad-amount"),
      ];
    case "cost":
      return isNoDecimal(value, kind, "bad-cost");
  }
}

function isNoId(value: string, kind: ColumnKind): string {
  if (kind !== "text") return `${value} is null`;
  // Length is counted in UTF-16 units: those beyond the first plane, of 4 bytes, are two.
  const units = `length(${value}) + length(regexp_replace(${value}, '[^\\x{10000}-\\x{10FFFF}]', '', 'g'))`;
  return `${value} is null or ${value} = '' or contains(${value}, chr(0)) or (strlen(${value}) > 200 and ${units} > 200)`;
}

function isNoDay(value: string, kind: ColumnKind): string {
  if (kind === "text")
    return `${value} is null or not regexp_full_match(${value}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') or try_cast(${value} as date) is null or ${value} < '0001-01-01'`;
  // Infinities are outside, too.
  return `${value} is null or not (cast(${value} as date) between date '0001-01-01' and date '9999-12-31')`;
}

const isNoDecimal = (value: string, kind: ColumnKind, code: OrderIssueCode): readonly Check[] =>
  kind === "text"
    ? [[`not regexp_full_match(${value}, '${PLAIN}')`, code, "a plain decimal such as 12.50"]]
    : [];
