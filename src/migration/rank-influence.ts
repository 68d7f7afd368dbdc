import { compareCodePoints } from "../ids/index.ts";
import { type CustomerTable, createCustomerTable, NO_STATE, type StatePanel } from "../orders/index.ts";
import { normalDistribution } from "../stats/index.ts";
import type { ActionEffect, EffectRow } from "./action-effect.ts";

/**
 * What an action does to a customer: `"persuadable"`, it gains more than it costs; `"sleeping-dog"`, it does harm; `"sure-thing"` and
 * `"lost-cause"`, it does not gain its cost, the customer being in a good state next period anyway, or not anyway;
 * `"not-enough-evidence"`, none of these can be said with the probability asked for.
 */
export type InfluenceClass =
  | "persuadable"
  | "sure-thing"
  | "lost-cause"
  | "sleeping-dog"
  | "not-enough-evidence";

/** What an action does to customers in one state. */
export interface StateInfluence {
  /** The state. */
  readonly state: string;
  /** How many customers are in it. */
  readonly customers: number;
  /** The class. */
  readonly influence: InfluenceClass;
  /** What the action gains on a customer, its cost taken off; absent without evidence. */
  readonly gain?: number;
  /** The gain is above it with the probability asked for. */
  readonly lowerBound?: number;
  /** How probable it is, without the action, to be in a good state one period later; absent without evidence. */
  readonly goodAnyway?: number;
  /** Of `"not-enough-evidence"`: how many moves with the action there are, and about how many would tell. */
  readonly evidence?: { readonly have: number; readonly need: number };
}

/** Options of {@link rankInfluence}. */
export interface InfluenceOptions {
  /** The effect, from {@link estimateActionEffect}. */
  readonly effect: ActionEffect;
  /**
   * The states in which a customer should be.
   * @defaultValue those worth at least what a customer of the panel is worth on average
   */
  readonly good?: readonly string[] | undefined;
}

/** What an action would change with one customer. */
export interface InfluenceRow {
  /** The customer. */
  readonly customerId: string;
  /** 1 for the customer with the highest lower bound; absent without evidence. */
  readonly rank?: number;
  /** The state. */
  readonly state: string;
  /** The class. */
  readonly influence: InfluenceClass;
  /** The gain, cost taken off; absent without evidence. */
  readonly gain?: number;
  /** The gain is above it with the probability asked for. */
  readonly lowerBound?: number;
}

/** The customers of a panel and what an action would change, by column. */
export interface InfluenceTable extends CustomerTable<InfluenceRow> {
  /** The action. */
  readonly action: string;
  /** State numbers. */
  readonly codes: Uint8Array;
  /** Positions of the customers, from the highest lower bound down; equal ones by customer. Those without evidence are not in it. */
  readonly order: Int32Array;
  /** State by state. */
  readonly byState: readonly StateInfluence[];
  /** Of lower bounds and classes. */
  readonly probability: number;
}

/**
 * Ranks the customers of a panel by what an action would change with them, from below: an estimate that is large because it is
 * uncertain does not come first.
 *
 * score_c = γ·Σ_j (p_ij(a) − p_ij(0))·V_j − cost for a customer in state i; ranked by its lower credible bound. With π the probability
 * asked for: of the states whose moves are called
 * changed, all tests taken together, persuadable where P(score > 0) ≥ π and sleeping dog where P(score + cost < 0) ≥ π; else, where P(score ≤ 0) ≥ π a sure thing if the
 * next state is a good one with probability ½ at least without the action, else a lost cause; otherwise not enough evidence.
 * The need is n·(z·sd/|score|)², n the moves with the action
 *
 * @param panel - the customers are ranked by the state of its last period; those without one are not in the table
 * @param options - the effect, and which states are good
 * @throws RangeError if the states of the effect are not those of the panel, or it has no period
 *
 * @see Radcliffe and Surry (2011), Real-world uplift modelling with significance-based uplift trees, for the four classes
 *
 * @example
 * ```ts
 * import { estimateActionEffect, rankInfluence, type TransitionCounts } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const counts = (rows: number[][]): TransitionCounts =>
 *   ({ states: ["active", "lost"], counts: rows, total: 0, entries: [], gaps: 0, periods: [] });
 * const effect = estimateActionEffect(
 *   { control: counts([[700, 300], [0, 50]]), treated: counts([[800, 200], [0, 9]]) },
 *   { action: "letter", rewards: [100, 0], discountRate: 0.25, cost: 5, seed: "letter" },
 * );
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["active", "lost"], cells: Uint8Array.of(0, 1) });
 * const table = rankInfluence(panel, { effect });
 * [...table].map(({ customerId, influence }) => `${customerId}: ${influence}`); // => ["ann: persuadable", "bob: not-enough-evidence"]
 * table.get("ann")?.rank; // => 1
 * ```
 */
export function rankInfluence(panel: StatePanel, options: InfluenceOptions): InfluenceTable {
  const { effect } = options;
  const { customerIds, periods, states, cells } = panel;
  const doing = "rank influence";
  if (effect.rows.map(({ from }) => from).join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot ${doing}: the effect must have the panel's states ${states.join(", ")}, got ${effect.rows.map(({ from }) => from).join(", ")}`,
    );
  if (periods.length === 0) throw new RangeError(`Cannot ${doing}: the panel must have a period, got none`);
  const last = (periods.length - 1) * customerIds.length;
  const kept = customerIds
    .map((_, c) => c)
    .filter((c) => cells[last + c] !== NO_STATE)
    .sort((a, b) => compareCodePoints(customerIds[a]!, customerIds[b]!));
  const ids = Object.freeze(kept.map((c) => customerIds[c]!));
  const codes = Uint8Array.from(kept, (c) => cells[last + c]!);
  const customers = states.map(() => 0);
  for (const code of codes) customers[code]!++;
  const good = goodStates(effect, customers, options.good);
  const byState = effect.rows.map((row, i) =>
    Object.freeze(judge(effect, row, i, { customers: customers[i]!, good })),
  );
  const scored = states
    .map((_, i) => i)
    .filter((i) => byState[i]!.lowerBound !== undefined)
    .sort((a, b) => byState[b]!.lowerBound! - byState[a]!.lowerBound!);
  const order = new Int32Array(scored.reduce((sum, i) => sum + customers[i]!, 0));
  const ranks = new Int32Array(ids.length);
  // Customers of a state share a score, so that ranking them is counting them; equal scores count as one group.
  const place = groupEqual(scored, (i) => byState[i]!.lowerBound!, states.length);
  const next = startsOf(scored, place, customers);
  codes.forEach((code, c) => {
    const group = place[code]!;
    if (group < 0) return;
    const at = next[group]!++;
    order[at] = c;
    ranks[c] = at + 1;
  });
  return Object.freeze({
    ...createCustomerTable(ids, (c): InfluenceRow => {
      const { state, influence, gain, lowerBound } = byState[codes[c]!]!;
      const found =
        gain === undefined || lowerBound === undefined ? {} : { gain, lowerBound, rank: ranks[c]! };
      return Object.freeze({ customerId: ids[c]!, state, influence, ...found });
    }),
    action: effect.action,
    codes,
    order,
    byState: Object.freeze(byState),
    probability: effect.kind === "estimated" ? effect.probability : 0.95,
  });
}

/** The number of the group of equal scores that each state belongs to; −1 for those without a score. */
function groupEqual(sorted: readonly number[], scoreOf: (i: number) => number, size: number): Int32Array {
  const groups = new Int32Array(size).fill(-1);
  let group = -1;
  sorted.forEach((i, k) => {
    if (k === 0 || scoreOf(i) !== scoreOf(sorted[k - 1]!)) group++;
    groups[i] = group;
  });
  return groups;
}

/** At which rank each group begins. */
function startsOf(sorted: readonly number[], groups: Int32Array, customers: readonly number[]): Int32Array {
  const starts = new Int32Array(groups.length + 1);
  for (const i of sorted) starts[groups[i]! + 1]! += customers[i]!;
  for (let g = 1; g < starts.length; g++) starts[g]! += starts[g - 1]!;
  return starts;
}

/** Which states are good. */
function goodStates(
  effect: ActionEffect,
  customers: readonly number[],
  asked: readonly string[] | undefined,
): readonly boolean[] {
  const states = effect.rows.map(({ from }) => from);
  const unknown = asked?.find((state) => !states.includes(state));
  if (unknown !== undefined)
    throw new RangeError(`Cannot rank influence: good must be among ${states.join(", ")}, got ${unknown}`);
  if (asked !== undefined) return states.map((state) => asked.includes(state));
  if (effect.kind === "insufficient") return states.map(() => false);
  const all = customers.reduce((sum, n) => sum + n, 0);
  const weights = all === 0 ? states.map(() => 1 / states.length) : customers.map((n) => n / all);
  const average = weights.reduce((sum, w, i) => sum + w * effect.values[i]!, 0);
  return effect.values.map((v) => v >= average - 1e-12 * Math.abs(average));
}

function judge(
  effect: ActionEffect,
  row: EffectRow,
  i: number,
  { customers, good }: { readonly customers: number; readonly good: readonly boolean[] },
): StateInfluence {
  const state = row.from;
  if (effect.kind === "insufficient" || row.kind === "insufficient") {
    const evidence =
      row.kind === "insufficient" ? Object.freeze({ have: row.have, need: row.need }) : undefined;
    return {
      state,
      customers,
      influence: "not-enough-evidence",
      ...(evidence === undefined ? {} : { evidence }),
    };
  }
  const { estimate: gain, lowerBound, probabilityPositive, probabilityHarm, standardDeviation } = row.once;
  const { posterior, probability } = effect;
  const goodAnyway = Math.min(
    1,
    posterior.control.probabilities[i]!.reduce((sum, p, j) => (good[j] ? sum + p : sum), 0),
  );
  const found = { state, customers, gain, lowerBound, goodAnyway };
  if (row.changed && probabilityPositive >= probability) return { ...found, influence: "persuadable" };
  if (row.changed && probabilityHarm >= probability) return { ...found, influence: "sleeping-dog" };
  if (1 - probabilityPositive >= probability)
    return { ...found, influence: goodAnyway >= 0.5 ? "sure-thing" : "lost-cause" };
  const z = normalDistribution().upperQuantile(1 - probability);
  const have = row.moves.treated;
  // Where the gain is next to nothing no number of moves will tell; a million stands for it.
  const need = Math.min(1e6, Math.ceil(have * ((z * standardDeviation) / Math.abs(gain)) ** 2));
  return {
    ...found,
    influence: "not-enough-evidence",
    evidence: Object.freeze({ have, need: Math.max(need || 1e6, Math.ceil(have) + 1) }),
  };
}
