import type { Filter } from "../../repositories/index.ts";
import type { Statement } from "../push-down/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layout } from "./_layout.ts";

/**
 * Adds a filter that was checked before. SQL's logic has three values and ours has two, so every part is made
 * true or false, never null: then `not` is the exact complement.
 */
export function addFilter(statement: Statement, filter: Filter<never>, context: FilterContext): void {
  const { layout, dialect } = context;
  switch (filter.op) {
    case "isNull":
      statement.add(`${column(filter.field, context)} is null`);
      return;
    case "in": {
      if (filter.values.length === 0) return void statement.add("1 = 0");
      const name = column(filter.field, context);
      statement.add(`(${name} is not null and ${name} in (`);
      statement.bindList(filter.values.map((value) => encodeScalar(value, dialect))).add("))");
      return;
    }
    case "and":
    case "or":
      addBalanced(statement, filter.of as readonly Filter<never>[], filter.op, context);
      return;
    case "not":
      statement.add("not (");
      addFilter(statement, filter.of, context);
      statement.add(")");
      return;
    default: {
      const name = column(filter.field, context);
      const value = encodeScalar(filter.value, dialect);
      if (layout.required.has(filter.field)) statement.add(`${name} ${OPERATORS[filter.op]} `).bind(value);
      else if (filter.op === "ne") statement.add(`(${name} is null or ${name} <> `).bind(value).add(")");
      else statement.add(`(${name} is not null and ${name} ${OPERATORS[filter.op]} `).bind(value).add(")");
    }
  }
}

/** What a filter is about. */
export interface FilterContext {
  readonly layout: Layout;
  readonly dialect: DialectFacts;
}

/** A truth value as the database keeps it. */
export const encodeScalar = (value: unknown, dialect: DialectFacts): unknown =>
  typeof value === "boolean" && !dialect.booleans ? Number(value) : value;

const OPERATORS = { eq: "=", ne: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

const column = (field: string, { layout, dialect }: FilterContext): string =>
  dialect.quote(layout.columnOf.get(field) ?? field);

/** A chain of a thousand parts is as deep as it is long for some databases, so it is halved and halved again. */
function addBalanced(
  statement: Statement,
  parts: readonly Filter<never>[],
  op: "and" | "or",
  context: FilterContext,
): void {
  const [first] = parts;
  if (first === undefined) {
    statement.add(op === "and" ? "1 = 1" : "1 = 0");
    return;
  }
  if (parts.length === 1) {
    addFilter(statement, first, context);
    return;
  }
  const half = parts.length >> 1;
  statement.add("(");
  addBalanced(statement, parts.slice(0, half), op, context);
  statement.add(` ${op} `);
  addBalanced(statement, parts.slice(half), op, context);
  statement.add(")");
}
