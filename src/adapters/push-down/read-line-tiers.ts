import type { Period } from "../../calendar/index.ts";
import type { TransitionCounts } from "../../migration/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "../../orders/index.ts";
import { type AbcShares, abcGoals } from "../../value/index.ts";
import { checkScale, surveyLines } from "./_survey-lines.ts";
import { beginWith, findLimits, haveCosts, type TierPlan } from "./_tier-plan.ts";
import type { LineSource, Lines } from "./line-source.ts";

/** What is asked of order lines of which tiers are made. */
export interface LineTiersOptions {
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

/** Makes the panel of tiers of order lines inside their database. */
export async function readLineTiers(source: LineSource, options: LineTiersOptions): Promise<StatePanel> {
  const { periods } = options;
  return readTiers("read the tier panel", source, options, async ({ plan, limits, ask }) => {
    const first = await ask(
      beginWith(plan, ["firsts"]).add(" select customer_id, entry from firsts order by customer_id"),
    );
    const active = await ask(
      beginWith(plan, ["sold", "worths", "ranked", "active"], limits).add(
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

/** Counts the moves between tiers of order lines inside their database. */
export async function countLineTransitions(
  source: LineSource,
  options: LineTiersOptions,
): Promise<TransitionCounts> {
  const doing = "count transitions";
  const { periods } = options;
  if (periods.length < 2)
    throw new RangeError(`Cannot ${doing}: there must be at least 2 periods, got ${periods.length}`);
  return readTiers(doing, source, options, async ({ plan, limits, ask }) => {
    const all = ["sold", "worths", "ranked", "active", "firsts"] as const;
    const begin = () => beginWith(plan, all, limits);
    const last = periods.length - 1;
    // From a purchase on, a customer is in some state in every period: what is not active is inactive.
    const leaving = await ask(
      begin()
        .add(" select a.class as i, b.class as j, count(*) as n from active a")
        .add(" left join active b on b.customer_id = a.customer_id and b.p = a.p + 1")
        .add(` where a.p < ${last} group by a.class, b.class`),
    );
    const coming = await ask(
      begin()
        .add(" select b.class as j, count(*) as n from active b")
        .add(" join firsts f on f.customer_id = b.customer_id and f.entry < b.p")
        .add(" left join active a on a.customer_id = b.customer_id and a.p = b.p - 1")
        .add(" where a.customer_id is null group by b.class"),
    );
    const entering = await ask(
      begin()
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
  readonly ask: Lines["ask"];
}

/** Checks the options, looks at the lines, and hands over what divides the classes. */
async function readTiers<R>(
  doing: string,
  { dialect, read }: LineSource,
  options: LineTiersOptions,
  work: (tiers: Tiers) => Promise<R>,
): Promise<R> {
  const { currency, exponent: wanted, periods, shares = [0.8, 0.95] } = options;
  checkScale(doing, currency, wanted);
  abcGoals(0n, shares);
  if (periods.length === 0) throw new RangeError(`Cannot ${doing}: there must be a period, got none`);
  // Refuses periods that overlap, or are none.
  createStatePanel({ customerIds: [], periods, states: STATES, cells: new Uint8Array() });
  return read(async (lines) => {
    const question = { doing, currency, exponent: wanted, to: periods.at(-1)?.to };
    const exponent = await surveyLines(lines, dialect, question);
    const base = { dialect, table: lines.table, periods, exponent };
    const plan = { ...base, profit: await haveCosts(lines, base) };
    const limits = await findLimits(lines, plan, shares);
    return work({ plan, limits, ask: lines.ask });
  });
}
