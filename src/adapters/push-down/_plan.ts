import type { PlanDialect } from "./plan-dialect.ts";
import type { Statement } from "./statement.ts";

/**
 * What is computed inside a database, as data: a closed set of nodes whose meaning is the same everywhere. Nothing
 * is in it that databases understand differently (quantiles, `ntile`, `avg`, differences of dates, division).
 */
export type Expression =
  | {
      /** A column. */
      readonly kind: "column";
      readonly name: string;
    }
  | {
      /** A decimal kept as text, as an exact integer: `value · 10^exponent`. It must have no finer digits. */
      readonly kind: "units";
      readonly column: string;
      readonly exponent: number;
    }
  | {
      /** How many decimals a decimal kept as text has, zeros at its end not counted. */
      readonly kind: "decimals";
      readonly column: string;
    }
  | {
      /** How many digits a decimal kept as text has before the point. */
      readonly kind: "digits";
      readonly column: string;
    }
  | {
      /** An exact number without its sign. */
      readonly kind: "size";
      readonly of: Expression;
    };

/** Which rows an aggregate looks at. */
export type Condition =
  | { readonly kind: "sign"; readonly of: Expression; readonly is: "above" | "below" | "zero" | "not above" }
  | { readonly kind: "missing" | "known"; readonly column: string }
  | { readonly kind: "other than"; readonly column: string; readonly value: string };

/** One number or text of a group. */
export interface Aggregation {
  /** Its name in the result. */
  readonly as: string;
  /** Exact integers come as text, or as big integers; sums of no rows are 0, and the least and greatest are null. */
  readonly kind: "count" | "distinct" | "sum" | "least" | "greatest";
  /** What of each row; for `count` the row itself. */
  readonly of?: Expression;
  /** Which rows of the group; all by default. */
  readonly when?: Condition;
}

/** Groups of the rows of one table, in the order of the keys. */
export interface Grouping {
  /** The table, as it stands in a statement. */
  readonly table: string;
  /** Texts that a column must lie between, `[from, to)`. */
  readonly between?: {
    readonly column: string;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  };
  /** The columns that make a group; without any, all rows are one. */
  readonly by: readonly string[];
  /** What is computed of each group. */
  readonly aggregations: readonly Aggregation[];
}

/** How one database writes what databases write differently. */
export interface Printer {
  readonly units: (column: string, exponent: number) => string;
  readonly decimals: (column: string) => string;
  readonly digits: (column: string) => string;
  /** The exact sum of integers, as text or a big integer: one, or two with a colon between, the first in billions. */
  readonly sum: (expression: string) => string;
  /** An exact integer as text, or as a big integer. */
  readonly text: (expression: string) => string;
}

const BILLION = "1000000000";

const postgres: Printer = {
  units: (column, exponent) => `(cast(${column} as numeric) * 1${"0".repeat(exponent)})`,
  decimals: (column) => `scale(trim_scale(cast(${column} as numeric)))`,
  digits: (column) => `length(cast(trunc(abs(cast(${column} as numeric))) as text))`,
  sum: (expression) => `cast(trim_scale(coalesce(sum(${expression}), 0)) as text)`,
  text: (expression) => `cast(trim_scale(cast(${expression} as numeric)) as text)`,
};

/** How each database writes them. */
export const printers: Readonly<Record<PlanDialect["name"], Printer>> = {
  postgres,
  pglite: postgres,
  sqlite: {
    // There are no decimals: the digits are put together as text, which is an integer then.
    units: (column, exponent) => {
      const zeros = "0".repeat(exponent);
      const whole = `substr(${column}, 1, instr(${column}, '.') - 1)`;
      const fraction = `substr(substr(${column}, instr(${column}, '.') + 1) || '${zeros}', 1, ${exponent})`;
      return `cast(case when instr(${column}, '.') = 0 then ${column} || '${zeros}' else ${whole} || ${fraction} end as integer)`;
    },
    decimals: (column) =>
      `case when instr(${column}, '.') = 0 then 0 else length(rtrim(substr(${column}, instr(${column}, '.') + 1), '0')) end`,
    digits: (column) => `case when instr(${column}, '.') = 0 then length(replace(${column}, '-', ''))
      else length(replace(substr(${column}, 1, instr(${column}, '.') - 1), '-', '')) end`,
    // A sum ends at 2⁶³ with an error; two of them do not. Division of integers drops the rest in all signs.
    sum: (expression) =>
      `cast(coalesce(sum(${expression} / ${BILLION}), 0) as text) || ':' || cast(coalesce(sum(${expression} % ${BILLION}), 0) as text)`,
    text: (expression) => `cast(${expression} as text)`,
  },
  mysql: {
    units: (column, exponent) =>
      `cast(cast(${column} as decimal(65, 15)) * 1${"0".repeat(exponent)} as decimal(40, 0))`,
    decimals: (column) =>
      `case when locate('.', ${column}) = 0 then 0 else char_length(trim(trailing '0' from substring(${column}, locate('.', ${column}) + 1))) end`,
    digits: (column) => `char_length(replace(substring_index(${column}, '.', 1), '-', ''))`,
    sum: (expression) => `cast(coalesce(sum(${expression}), 0) as char)`,
    text: (expression) => `cast(${expression} as char)`,
  },
  duckdb: {
    // A column may be text, an integer or a decimal of its own. All digits fit in 18, as was found out before. A wider
    // decimal would be read from text, and made an integer, a hundred times slower.
    units: (column, exponent) =>
      `cast(replace(cast(cast(${column} as decimal(18, ${exponent})) as varchar), '.', '') as bigint)`,
    decimals: (column) => `length(rtrim(split_part(cast(${column} as varchar), '.', 2), '0'))`,
    digits: (column) => `length(ltrim(split_part(cast(${column} as varchar), '.', 1), '+-0'))`,
    // Integers of 128 bits leave the database as such.
    sum: (expression) => `coalesce(sum(${expression}), 0)`,
    text: (expression) => expression,
  },
};

/** Writes a grouping as a statement of the dialect. */
export function printGrouping(statement: Statement, dialect: PlanDialect, plan: Grouping): Statement {
  const { quote } = dialect;
  const printer = printers[dialect.name];
  const expression = (part: Expression): string => {
    if (part.kind === "column") return quote(part.name);
    if (part.kind === "units") return printer.units(quote(part.column), part.exponent);
    if (part.kind === "size") return `abs(${expression(part.of)})`;
    return printer[part.kind](quote(part.column));
  };
  const addCondition = (condition: Condition): void => {
    if (condition.kind === "sign") {
      const sign = { above: "> 0", below: "< 0", zero: "= 0", "not above": "<= 0" }[condition.is];
      statement.add(`${expression(condition.of)} ${sign}`);
    } else if (condition.kind === "other than") {
      statement.add(`${quote(condition.column)} <> `).bind(condition.value);
    } else {
      statement.add(`${quote(condition.column)} is ${condition.kind === "known" ? "not " : ""}null`);
    }
  };
  const addAggregation = ({ as, kind, of, when }: Aggregation): void => {
    const inner = of === undefined ? "1" : expression(of);
    const exact = of !== undefined && of.kind !== "column" && kind !== "count" && kind !== "distinct";
    const [open, close] = wrapping(printer, kind, exact);
    const addCase = (): void => {
      if (when === undefined) statement.add(inner);
      else {
        statement.add("case when ");
        addCondition(when);
        statement.add(` then ${inner} end`);
      }
    };
    // A sum may write its expression twice, so it is made apart and put in.
    if (kind === "sum") {
      const at = statement.text.length;
      addCase();
      const made = statement.text.slice(at);
      statement.text = statement.text.slice(0, at) + printer.sum(`(${made})`);
    } else {
      statement.add(open);
      addCase();
      statement.add(close);
    }
    statement.add(` as ${quote(as)}`);
  };
  statement.add("select ");
  statement.join([...plan.by.map(quote), ...plan.aggregations], ", ", (part) => {
    if (typeof part === "string") statement.add(part);
    else addAggregation(part);
  });
  statement.add(` from ${plan.table}`);
  let word = " where ";
  for (const [bound, sign] of [
    [plan.between?.from, ">="],
    [plan.between?.to, "<"],
  ] as const) {
    if (bound === undefined || plan.between === undefined) continue;
    statement.add(`${word}${quote(plan.between.column)} ${sign} `).bind(bound);
    word = " and ";
  }
  if (plan.by.length === 0) return statement;
  const keys = plan.by.map(quote).join(", ");
  // The direction is written, since a database can be told another default.
  return statement.add(` group by ${keys} order by ${plan.by.map((key) => `${quote(key)} asc`).join(", ")}`);
}

/** What stands around the rows of an aggregate; exact numbers leave the database as text. */
function wrapping(printer: Printer, kind: Aggregation["kind"], exact: boolean): readonly [string, string] {
  if (kind === "count") return ["count(", ")"];
  if (kind === "distinct") return ["count(distinct ", ")"];
  const name = kind === "least" ? "min(" : "max(";
  if (!exact) return [name, ")"];
  const [before = "", after = ""] = printer.text("\u0000").split("\u0000");
  return [`${before}${name}`, `)${after}`];
}

/** The exact integer that a database wrote: null for none. */
export function readExact(value: unknown): bigint | undefined {
  if (value === null || value === undefined) return undefined;
  const [high, low] = String(value).split(":");
  return low === undefined ? BigInt(high as string) : BigInt(high as string) * 1_000_000_000n + BigInt(low);
}
