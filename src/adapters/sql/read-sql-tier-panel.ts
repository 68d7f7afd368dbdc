import type { Kysely } from "kysely";
import type { Period } from "../../calendar/index.ts";
import type { TransitionCounts } from "../../migration/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "../../orders/index.ts";
import { type AbcShares, abcGoals } from "../../value/index.ts";
import { openOrderLines } from "./_order-line-table.ts";
import type { Operation, Statements } from "./_session.ts";
import { checkScale, surveyLines } from "./_survey-lines.ts";
import { beginWith, findLimits, haveCosts, type TierPlan } from "./_tier-plan.ts";
import type { SqlStoreOptions } from "./sql-store.ts";

/** Options of {@link readSqlTierPanel} and {@link countSqlTransitions}. */
export interface SqlTierOptions extends Pick<SqlStoreOptions, "dialect" | "schema" | "prefix"> {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** The periods, oldest first and not overlapping; see `trailingPeriods` of `clientele/calendar`. */
  readonly periods: readonly Period[];
  /**
   * The shares that divide A, B and C in each period; see `classifyAbc`.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
  /**
   * Decimals of a unit within; lines must not be finer.
   * @defaultValue the minor digits of the currency, or more where an amount or a cost is finer
   */
  readonly exponent?: number | undefined;
  /** Stops before the next statement. */
  readonly signal?: AbortSignal | undefined;
}

/** The states, as `tierPanel` has them. */
const STATES = ["A", "B", "C", "inactive"] as const;
const INACTIVE = 3;

/**
 * Makes the panel of tiers of a store inside its database: what `tierPanel` of `clientele/value` makes of the log of the
 * same lines, cell by cell. Sums and their order are computed where the lines are; one row comes back for each customer
 * and period with a purchase.
 *
 * By profit if every line of the periods has a cost, by revenue otherwise. The classes follow from exact integers: a
 * worth above zero is in A while the sum of all greater ones is below the share of A.
 *
 * @param kysely - the instance behind the store
 * @param options - where the tables are, the currency, the periods
 * @throws RangeError if there is no period, or one that does not fit, a share is none, or a line is of another currency or too fine
 * @throws StoreError as the store; SQLite also refuses a total of 2⁶³ units
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { stateAt } from "clientele/orders";
 * import { countSqlTransitions, pgliteDialect, readSqlTierPanel, sqlStore } from "clientele/sql";
 * import { Kysely } from "kysely";
 *
 * const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
 * const store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
 * await store.upgradeSchema();
 * const line = { schemaVersion: 1, currency: "EUR" } as const;
 * await store.orderLines.append([
 *   { ...line, id: "1", orderId: "o1", customerId: "ann", orderedOn: "2026-01-02", amount: "90" },
 *   { ...line, id: "2", orderId: "o2", customerId: "bob", orderedOn: "2026-01-30", amount: "10" },
 *   { ...line, id: "3", orderId: "o3", customerId: "bob", orderedOn: "2026-02-01", amount: "10" },
 * ]);
 * const periods = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }] as const;
 * const panel = await readSqlTierPanel(kysely, { dialect: "pglite", currency: "EUR", periods });
 * const { counts } = await countSqlTransitions(kysely, { dialect: "pglite", currency: "EUR", periods });
 * await store.close();
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1)]; // => ["A", "inactive"]
 * [stateAt(panel, 1, 0), stateAt(panel, 1, 1)]; // => ["B", "A"]
 * counts; // => [[0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
 * ```
 */
export async function readSqlTierPanel(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlTierOptions,
): Promise<StatePanel> {
  const { periods } = options;
  return readTiers("read the tier panel", kysely, options, async ({ plan, limits, select }) => {
    const first = await select((within) =>
      beginWith(within.statement(), plan, ["firsts"]).add(
        " select customer_id, entry from firsts order by customer_id",
      ),
    );
    const active = await select((within) =>
      beginWith(within.statement(), plan, ["sold", "worths", "ranked", "active"], limits).add(
        " select customer_id, p, class from active",
      ),
    );
    const customerIds = first.map((row) => row["customer_id"] as string);
    const size = customerIds.length;
    const cells = new Uint8Array(size * periods.length).fill(NO_STATE);
    for (const [c, row] of first.entries())
      for (let p = Number(row["entry"]); p < periods.length; p++) cells[p * size + c] = INACTIVE;
    const places = new Map(customerIds.map((id, c) => [id, c]));
    for (const row of active)
      cells[Number(row["p"]) * size + (places.get(row["customer_id"] as string) as number)] = Number(
        row["class"],
      );
    return createStatePanel({ customerIds, periods, states: STATES, cells });
  });
}

/**
 * Counts the moves between tiers inside the database of a store: what `countTransitions` of `clientele/migration` counts of
 * {@link readSqlTierPanel}, without the panel leaving the database. At most 16 numbers for each period come back.
 *
 * @param kysely - the instance behind the store
 * @param options - as of `readSqlTierPanel`
 * @throws RangeError as `readSqlTierPanel`, and if there are fewer than two periods
 * @throws StoreError as `readSqlTierPanel`
 */
export async function countSqlTransitions(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlTierOptions,
): Promise<TransitionCounts> {
  const doing = "count transitions";
  const { periods } = options;
  if (periods.length < 2)
    throw new RangeError(`Cannot ${doing}: there must be at least 2 periods, got ${periods.length}`);
  return readTiers(doing, kysely, options, async ({ plan, limits, select }) => {
    const all = ["sold", "worths", "ranked", "active", "firsts"] as const;
    const begin = (within: Statements) => beginWith(within.statement(), plan, all, limits);
    const last = periods.length - 1;
    // From a purchase on, a customer is in some state in every period: what is not active is inactive.
    const leaving = await select((within) =>
      begin(within)
        .add(" select a.class as i, b.class as j, count(*) as n from active a")
        .add(" left join active b on b.customer_id = a.customer_id and b.p = a.p + 1")
        .add(` where a.p < ${last} group by a.class, b.class`),
    );
    const coming = await select((within) =>
      begin(within)
        .add(" select b.class as j, count(*) as n from active b")
        .add(" join firsts f on f.customer_id = b.customer_id and f.entry < b.p")
        .add(" left join active a on a.customer_id = b.customer_id and a.p = b.p - 1")
        .add(" where a.customer_id is null group by b.class"),
    );
    const entering = await select((within) =>
      begin(within)
        .add(" select f.entry as p, a.class as j, count(*) as n from firsts f")
        .add(" left join active a on a.customer_id = f.customer_id and a.p = f.entry")
        .add(" group by f.entry, a.class"),
    );
    const counts = STATES.map(() => STATES.map(() => 0));
    const entries = STATES.map(() => 0);
    const add = (row: number[], j: unknown, n: unknown): void => {
      row[j == null ? INACTIVE : Number(j)]! += Number(n);
    };
    // Every customer makes a move from each period but the last in which there is a state.
    let total = 0;
    for (const { p, j, n } of entering) {
      add(entries, j, n);
      total += (last - Number(p)) * Number(n);
    }
    for (const { i, j, n } of leaving) add(counts[Number(i)]!, j, n);
    for (const { j, n } of coming) add(counts[INACTIVE]!, j, n);
    counts[INACTIVE]![INACTIVE] = total - counts.flat().reduce((sum, n) => sum + n, 0);
    return Object.freeze({
      states: STATES,
      counts: Object.freeze(counts.map((row) => Object.freeze(row))),
      total,
      entries: Object.freeze(entries),
      gaps: 0,
      periods,
    });
  });
}

interface Tiers {
  readonly plan: TierPlan;
  readonly limits: Awaited<ReturnType<typeof findLimits>>;
  select(
    make: (within: Statements) => Parameters<Statements["run"]>[0],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Checks the options, looks at the lines, and hands over what divides the classes. */
async function readTiers<R>(
  doing: string,
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlTierOptions,
  work: (tiers: Tiers) => Promise<R>,
): Promise<R> {
  const { currency, exponent: wanted, periods, shares = [0.8, 0.95], signal } = options;
  const { dialect, table, read } = openOrderLines(kysely, options);
  checkScale(doing, currency, wanted);
  abcGoals(0n, shares);
  if (periods.length === 0) throw new RangeError(`Cannot ${doing}: there must be a period, got none`);
  // Refuses periods that overlap, or are none.
  createStatePanel({ customerIds: [], periods, states: STATES, cells: new Uint8Array() });
  const operation: Operation = { what: doing, details: { collection: "orderLines" }, signal };
  return read(operation, async (within) => {
    const lines = { doing, table, currency, exponent: wanted, to: periods.at(-1)?.to };
    const exponent = await surveyLines(within, dialect, lines, operation);
    const base = { dialect, table, periods, exponent };
    const plan = { ...base, profit: await haveCosts(within, base, operation) };
    const limits = await findLimits(within, plan, shares, operation);
    const select: Tiers["select"] = async (make) => (await within.run(make(within), operation)).rows;
    return work({ plan, limits, select });
  });
}
