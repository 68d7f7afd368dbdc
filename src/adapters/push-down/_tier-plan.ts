import type { Period } from "../../calendar/index.ts";
import { type AbcGoals, abcGoals } from "../../value/index.ts";
import { printers, readExact } from "./_plan.ts";
import type { Lines } from "./line-source.ts";
import type { PlanDialect } from "./plan-dialect.ts";
import { Statement } from "./statement.ts";

/** What tiers are made of. */
export interface TierPlan {
  readonly dialect: PlanDialect;
  readonly table: string;
  readonly periods: readonly Period[];
  /** Decimals of a unit. */
  readonly exponent: number;
  /** Whether a customer is worth what is left after the costs, or all of it. */
  readonly profit: boolean;
}

/**
 * Each node is a table of a `with`, which the next one reads:
 * - `sold`: customer, period, amount and cost in units, of the lines of all periods;
 * - `worths`: what each customer who bought in a period is worth in it;
 * - `firsts`: the first day on which each customer bought, and the first period at whose end that has happened;
 * - `ranked`: the same worths beside the sum of all positive ones up to each, equals included;
 * - `active`: the class of each customer who bought, by that sum: 0 for A, 1 for B, 2 for C.
 */
type Node = "sold" | "worths" | "firsts" | "ranked" | "active";

const nodes: Readonly<
  Record<Node, (statement: Statement, plan: TierPlan, limits: readonly Limits[]) => void>
> = {
  sold(statement, plan) {
    const { dialect, table, periods, exponent } = plan;
    const { units } = printers[dialect.name];
    statement.add("select customer_id, case");
    for (const [p, { from, to }] of periods.entries())
      statement.add(" when ordered_on >= ").bind(from).add(" and ordered_on < ").bind(to).add(` then ${p}`);
    statement.add(` end as p, ${units(dialect.quote("amount"), exponent)} as amount`);
    statement.add(`, ${units(dialect.quote("cost"), exponent)} as cost from ${table}`);
    statement
      .add(" where ordered_on >= ")
      .bind(periods[0]?.from)
      .add(" and ordered_on < ")
      .bind(periods.at(-1)?.to);
  },
  worths(statement, { profit }) {
    statement.add(`select customer_id, p, sum(amount)${profit ? " - sum(cost)" : ""} as worth from sold`);
    statement.add(" where p is not null group by customer_id, p having max(amount) > 0");
  },
  firsts(statement, { dialect, table, periods, exponent }) {
    const amount = printers[dialect.name].units(dialect.quote("amount"), exponent);
    statement.add("select customer_id, first_day, case");
    for (const [p, { to }] of periods.entries())
      statement.add(" when first_day < ").bind(to).add(` then ${p}`);
    statement.add(` end as entry from (select customer_id, min(ordered_on) as first_day from ${table}`);
    statement
      .add(" where ordered_on < ")
      .bind(periods.at(-1)?.to)
      .add(` and ${amount} > 0 group by customer_id) bought`);
  },
  ranked(statement) {
    statement.add("select customer_id, p, worth, sum(case when worth > 0 then worth else 0 end)");
    statement.add(" over (partition by p order by worth asc) as up_to from worths");
  },
  active(statement, _plan, limits) {
    const limit = (which: keyof Limits): string =>
      `case p${limits.map((one, p) => ` when ${p} then ${one[which]}`).join("")} end`;
    statement.add(`select customer_id, p, case when worth > 0 and up_to > ${limit("a")} then 0`);
    statement.add(` when worth > 0 and up_to > ${limit("b")} then 1 else 2 end as class from ranked`);
  },
};

/** Above which sum of all up to it a value belongs to A, and to A or B: the total less the goal. */
type Limits = { readonly [K in keyof AbcGoals]: bigint };

/** Begins a statement with the nodes that it reads. */
export function beginWith(
  plan: TierPlan,
  wanted: readonly Node[],
  limits: readonly Limits[] = [],
): Statement {
  const statement = new Statement(plan.dialect);
  return statement.add("with ").join(wanted, ", ", (name) => {
    statement.add(`${name} as (`);
    nodes[name](statement, plan, limits);
    statement.add(")");
  });
}

/** Whether every line of the periods has a cost, so that profit can be spoken of. */
export async function haveCosts({ ask }: Lines, plan: Omit<TierPlan, "profit">): Promise<boolean> {
  const statement = beginWith({ ...plan, profit: false }, ["sold"]);
  statement.add(" select count(*) as lacking from sold where p is not null and cost is null");
  return Number((await ask(statement))[0]?.["lacking"]) === 0;
}

/** The sums that divide the classes of each period. */
export async function findLimits(
  { ask }: Lines,
  plan: TierPlan,
  shares: readonly [number, number],
): Promise<readonly Limits[]> {
  const statement = beginWith(plan, ["sold", "worths"]);
  statement.add(
    ` select p, ${printers[plan.dialect.name].sum("worth")} as total from worths where worth > 0 group by p`,
  );
  const totals = new Map<number, bigint>();
  for (const row of await ask(statement)) totals.set(Number(row["p"]), readExact(row["total"]) ?? 0n);
  return plan.periods.map((_, p) => {
    const total = totals.get(p) ?? 0n;
    const { a, b } = abcGoals(total, shares);
    return { a: total - a, b: total - b };
  });
}
