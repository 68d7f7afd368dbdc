import type { Order, OrderStep, Position } from "../../repositories/index.ts";
import type { Statement } from "../push-down/index.ts";
import { encodeScalar, type FilterContext } from "./_filter-sql.ts";
import { LONGEST } from "./_row-codec.ts";

/** Adds `order by`, the id last. */
export function addOrder(statement: Statement, order: Order, context: FilterContext): void {
  const { dialect } = context;
  statement.add(" order by ");
  for (const step of order.steps) {
    const name = nameOf(step, context);
    const direction = step.sign === 1 ? "" : " desc";
    const nulls = step.nullSign === 1 ? "last" : "first";
    if (isRequired(step, context)) statement.add(`${name}${direction}, `);
    else if (dialect.rowOrder) statement.add(`${name}${direction} nulls ${nulls}, `);
    else statement.add(`${name} is null${nulls === "last" ? "" : " desc"}, ${name}${direction}, `);
  }
  statement.add(dialect.quote("id"));
}

/**
 * What stands before and after the word `select` so that texts are sorted by all of their characters: MySQL and
 * MariaDB sort by the first 1024 bytes unless told otherwise, and each is told in a comment that only it reads.
 */
export function sortHint(order: Order, { layout, dialect }: FilterContext): readonly [string, string] {
  if (dialect.name !== "mysql") return ["", ""];
  const bytes = ["id", ...order.steps.map((step) => step.field)].map((field) => {
    const column = layout.columns.find((one) => one.field === field);
    return column?.kind === "string" ? 4 * (column.maximum ?? LONGEST) : 0;
  });
  const most = Math.max(...bytes);
  if (most <= 1024) return ["", ""];
  return [
    `/*M! set statement max_sort_length = ${most} for */ `,
    `/*+ set_var(max_sort_length = ${most}) */ `,
  ];
}

/**
 * Adds the condition that a record stands after a position: equal in the first steps, beyond it in the next one,
 * for every number of first steps.
 */
export function addAfter(
  statement: Statement,
  order: Order,
  position: Position,
  context: FilterContext,
): void {
  const { steps } = order;
  const parts: (() => void)[] = [];
  for (const [at, step] of [...steps, undefined].entries()) {
    const value = position.values[at] ?? null;
    // Nothing stands beyond the records without the field where they are the last.
    if (step !== undefined && value === null && step.nullSign === 1) continue;
    parts.push(() => {
      for (const [i, before] of steps.slice(0, at).entries()) {
        addEqual(statement, before, position.values[i] ?? null, context);
        statement.add(" and ");
      }
      if (step === undefined) statement.add(`${context.dialect.quote("id")} > `).bind(position.id);
      else addBeyond(statement, step, value, context);
    });
  }
  statement
    .add("((")
    .join(parts, ") or (", (part) => part())
    .add("))");
}

function addEqual(statement: Statement, step: OrderStep, value: unknown, context: FilterContext): void {
  const name = nameOf(step, context);
  if (value === null) statement.add(`${name} is null`);
  else statement.add(`${name} = `).bind(encodeScalar(value, context.dialect));
}

function addBeyond(statement: Statement, step: OrderStep, value: unknown, context: FilterContext): void {
  const name = nameOf(step, context);
  if (value === null) return void statement.add(`${name} is not null`);
  statement.add(`(${name} ${step.sign === 1 ? ">" : "<"} `).bind(encodeScalar(value, context.dialect));
  statement.add(step.nullSign === 1 && !isRequired(step, context) ? ` or ${name} is null)` : ")");
}

const isRequired = (step: OrderStep, { layout }: FilterContext): boolean => layout.required.has(step.field);

const nameOf = (step: OrderStep, { layout, dialect }: FilterContext): string =>
  dialect.quote(layout.columnOf.get(step.field) ?? step.field);
