import { type Cell, cells } from "../src/model/index.ts";
import { inputInWords } from "../src/reminders/coverage.ts";
import {
  type BuiltInRule,
  builtInPredicates,
  builtInRules,
  english,
  type MessageKey,
} from "../src/reminders/index.ts";
import { table, withTables } from "./_model-tables.ts";

/** The parts of docs/reminder-rules.md that are written from the code, by the name of their place on the page. */
const ruleTables: Readonly<Record<string, () => string>> = {
  count: () =>
    table(
      ["cell", "rules", "for the customer", "tasks for the owner"],
      cells.map((cell) => {
        const own = builtInRules.filter((rule) => rule.cell === cell);
        const tasks = own.filter(({ audience }) => audience === "owner").length;
        return [cell, String(own.length), String(own.length - tasks), String(tasks)];
      }),
    ).join("\n"),
  ...Object.fromEntries(cells.map((cell) => [cell, () => rulesOf(cell)])),
  predicates: () =>
    table(
      ["predicate", "asks"],
      Object.entries(builtInPredicates).map(([name, { asks }]) => [`\`${name}\``, asks]),
    ).join("\n"),
};

/** The page of the rules with its parts written anew. */
export const withRuleTables = (page: string): string => withTables(page, ruleTables);

const rulesOf = (cell: Cell): string =>
  builtInRules
    .filter((rule) => rule.cell === cell)
    .map(entry)
    .join("\n\n");

function entry(rule: BuiltInRule): string {
  const [message, question] = said(rule);
  const { id, catalogue, timing, reads, audience, purpose, goal, lever, priority, catchUpDays, options } =
    rule;
  const days = catchUpDays + 1;
  const set = Object.entries(options).map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``);
  return [
    `### \`${id}\`${/\d/.test(catalogue) ? `, ${catalogue}` : ""}`,
    "",
    `> ${message}`,
    ...(question === undefined ? [] : [">", `> _${question}_`]),
    "",
    `- **speaks** ${timing}`,
    ...(reads.length === 0 ? [] : [`- **needs** ${reads.map(inputInWords).join(", ")}`]),
    `- **for** the ${audience}, ${purpose}; ${goal} by ${lever}; priority ${priority}; lives ${days} day${days === 1 ? "" : "s"} at most`,
    ...(extras(rule).length === 0 ? [] : [`- **besides** ${extras(rule).join("; ")}`]),
    ...(set.length === 0 ? [] : [`- **options** ${set.join(", ")}`]),
  ].join("\n");
}

function extras({ cooldown, exits, silence, ridesAlong, sender, digest }: BuiltInRule): readonly string[] {
  return [
    ...(cooldown === undefined
      ? []
      : [`silent for ${cooldown.days} days after a send${cooldown.per === "anchor" ? " of the same" : ""}`]),
    ...(exits === undefined ? [] : [`cancelled by ${exits.join(", ")}`]),
    ...(silence === undefined
      ? []
      : [
          `stops ${silence.purposes.join(", ")} contact for ${silence.days} days${silence.ofSame === true ? " about the same" : ""}`,
        ]),
    ...(ridesAlong === true ? ["opens no contact of its own, rides on one"] : []),
    ...(digest === undefined ? [] : [`one contact with others of ${digest}`]),
    ...(sender === "counterpart" ? ["sent by an equal of the person"] : []),
  ];
}

/** The message with the names of its values in place of them. */
function said({ id }: BuiltInRule): readonly [string, string?] {
  const values = new Proxy(
    {},
    {
      get: (_, name) => ({ number: 5, visits: 0, orders: 2, years: 5 })[String(name)] ?? `‹${String(name)}›`,
    },
  );
  const given = (english[id as MessageKey] as (values: object) => string | readonly [string, string])(values);
  return typeof given === "string" ? [given] : given;
}
