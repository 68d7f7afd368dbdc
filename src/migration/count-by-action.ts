import { dayNumber, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { createIssueCollector } from "../issues/index.ts";
import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { clusterScatter } from "./_cluster-scatter.ts";
import type { ActionArm, ActionCounts } from "./action-counts.ts";

/** One customer got one action on one day. */
export interface Exposure {
  /** The customer. */
  readonly customerId: string;
  /** The day of the contact. */
  readonly exposedOn: PlainDate;
  /** What was done: a letter, a voucher. */
  readonly action: string;
}

/** One move of one customer, of which a propensity is asked. */
export interface MoveAsked {
  /** The customer. */
  readonly customerId: string;
  /** The state before the move. */
  readonly from: string;
  /** The position of the period that the move leads into. */
  readonly period: number;
  /** The action of which the probability is asked, that of nothing included. */
  readonly action: string;
}

/** Options of {@link countByAction}. */
export interface CountByActionOptions {
  /**
   * What no exposure is called.
   * @defaultValue `"nothing"`
   */
  readonly control?: string | undefined;
  /**
   * For how many periods after that of an exposure it may still have an effect: moves into those are counted nowhere.
   * @defaultValue `0`
   */
  readonly carryOver?: number | undefined;
  /**
   * How probable it was, before the lot was drawn, that this customer would get this action for this move; of every customer, those
   * who got nothing included. Leave it out where customers in one state had one chance (a randomised test).
   */
  readonly propensity?: ((move: MoveAsked) => number) | undefined;
  /**
   * The least propensity that every customer must have had for every action, that of nothing included. Whoever could not get an
   * action cannot be compared.
   * @defaultValue `0.05`
   */
  readonly overlap?: number | undefined;
  /**
   * What becomes of moves below it: `"refuse"` answers with how many there are, `"leave-out"` counts the others, so that the result
   * speaks of those alone.
   * @defaultValue `"refuse"`
   */
  readonly outside?: "refuse" | "leave-out" | undefined;
  /**
   * What is independent of the others: each move, or only each customer, whose moves hang together. With `"customer"` the counts of a
   * state are divided by its design effect, so that they weigh as much as so many independent moves would.
   * @defaultValue `"move"`
   */
  readonly independent?: "move" | "customer" | undefined;
}

/**
 * Counts the moves of customers by what was done with them: what an effect is estimated from.
 *
 * An exposure is the action of the move *into* the period of its day: the state before that period was known then, the one after it
 * is what came of it. n_aij = #{moves i → j with action a}; with propensities e the shares are weighted by 1/e (Hájek),
 * n_aij = m_ai·Σ_{i→j} e⁻¹/Σ_{i→·} e⁻¹, m_ai = (Σ e⁻¹)²/Σ e⁻² the effective number of moves (Kish); by customer m_ai is divided by
 * d_ai = max(1, Σ_j V_aij·m_ai/Σ_j p_aij·(1 − p_aij)), V_aij = Σ_c (n_acij − p_aij·n_aci)²/n_ai² over customers c (Rao and Scott)
 *
 * Without randomisation or true propensities the arms differ by whom somebody chose, and so will any effect. That one customer's
 * treatment does not touch another is taken for granted.
 *
 * @throws InvalidDataError naming each exposure without a customer, a day or an action, or whose action is the control's name
 * @throws RangeError if the panel has fewer than two periods, an option is out of range, or a propensity is not above 0 and up to 1
 *
 * @see Hájek (1971); Kish (1965) for the effective number; Rao and Scott (1981), The analysis of categorical data from complex sample
 * surveys, for the design effect; Rosenbaum and Rubin (1983) for overlap
 *
 * @example
 * ```ts
 * import { countByAction } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 * ] as const;
 * const customerIds = ["ann", "bob", "cem", "dee"];
 * const panel = createStatePanel({ customerIds, periods, states: ["A", "B"], cells: Uint8Array.of(1, 1, 1, 0, 0, 1, 0, 0) });
 * const exposures = [
 *   { customerId: "ann", exposedOn: "2026-04-05", action: "letter" },
 *   { customerId: "cem", exposedOn: "2026-04-05", action: "letter" },
 * ] as const;
 * const found = countByAction(panel, { exposures });
 * found.kind === "counted" && found.actions[0]?.counts.counts; // => [[0, 0], [2, 0]]
 * found.kind === "counted" && found.control.counts.counts; // => [[1, 0], [0, 1]]
 * ```
 */
export function countByAction(
  panel: StatePanel,
  options: CountByActionOptions & {
    /** Who got what when, in any order. */
    readonly exposures: Iterable<Exposure>;
  },
): ActionCounts {
  const doing = "count by action";
  const { control = "nothing", carryOver = 0, propensity, overlap = 0.05, outside = "refuse" } = options;
  if (panel.periods.length < 2)
    throw new RangeError(
      `Cannot ${doing}: the panel must have at least 2 periods, got ${panel.periods.length}`,
    );
  if (!Number.isInteger(carryOver) || carryOver < 0)
    throw new RangeError(`Cannot ${doing}: carryOver must be an integer from 0 up, got ${carryOver}`);
  if (!(overlap > 0 && overlap < 0.5))
    throw new RangeError(`Cannot ${doing}: overlap must be above 0 and below 0.5, got ${overlap}`);
  const { independent = "move" } = options;
  if (independent !== "move" && independent !== "customer")
    throw new RangeError(`Cannot ${doing}: independent must be move or customer, got ${String(independent)}`);
  const { given, names, unknownCustomers, outsidePeriods } = placeExposures(
    panel,
    options.exposures,
    control,
  );
  const { customerIds, periods, states, cells } = panel;
  const customers = customerIds.length;
  const size = states.length;
  const weights = names.map(() => new Float64Array(size * size));
  const squares = names.map(() => new Float64Array(size));
  const moves = names.map(() => 0);
  const movers = names.map(() => new Uint8Array(customers));
  const scatters = independent === "customer" ? names.map(() => clusterScatter(size)) : [];
  let [severalActions, carriedOver, below, all] = [0, 0, 0, 0];
  let lowest = { have: Number.POSITIVE_INFINITY, action: control };
  for (let c = 0; c < customers; c++) {
    let exposedAt = given[c] === 0 ? Number.NEGATIVE_INFINITY : 0;
    for (let p = 1; p < periods.length; p++) {
      const at = p * customers + c;
      const action = given[at]!;
      const recent = p - exposedAt <= carryOver;
      if (action !== 0) exposedAt = p;
      const [from, to] = [cells[at - customers]!, cells[at]!];
      if (from === NO_STATE || to === NO_STATE) continue;
      all++;
      if (action === SEVERAL) severalActions++;
      else if (recent) carriedOver++;
      else {
        const weight = weigh(c, p, from, action);
        if (weight === 0) below++;
        else {
          weights[action]![from * size + to]! += weight;
          squares[action]![from]! += weight * weight;
          moves[action]!++;
          movers[action]![c] = 1;
          scatters[action]?.add(from, to, weight);
        }
      }
    }
    for (const scatter of scatters) scatter.endCustomer();
  }
  if (below > 0 && outside === "refuse")
    return Object.freeze({ kind: "no-overlap", outside: below, moves: all, ...lowest, need: overlap });
  const armOf = (a: number): ActionArm => {
    const designEffects = states.map(() => 1);
    const counts = states.map((_, i) => {
      const row = [...weights[a]!.subarray(i * size, (i + 1) * size)];
      const total = row.reduce((sum, w) => sum + w, 0);
      if (total === 0) return Object.freeze(row);
      const effective = propensity === undefined ? total : total ** 2 / squares[a]![i]!;
      designEffects[i] = scatters[a]?.designEffect(i, row, effective) ?? 1;
      return Object.freeze(
        propensity === undefined && designEffects[i] === 1
          ? row
          : row.map((w) => (w * effective) / (total * designEffects[i]!)),
      );
    });
    return Object.freeze({
      action: names[a]!,
      counts: Object.freeze({
        states,
        counts: Object.freeze(counts),
        total: counts.flat().reduce((sum, n) => sum + n, 0),
        entries: Object.freeze(states.map(() => 0)),
        gaps: 0,
        periods,
      }),
      designEffects: Object.freeze(designEffects),
      moves: moves[a]!,
      customers: movers[a]!.reduce((sum, one) => sum + one, 0),
    });
  };
  return Object.freeze({
    kind: "counted",
    states,
    control: armOf(0),
    actions: Object.freeze(names.slice(1).map((_, k) => armOf(k + 1))),
    leftOut: Object.freeze({
      severalActions,
      carriedOver,
      noOverlap: below,
      unknownCustomers,
      outsidePeriods,
    }),
  });

  /** 1/e of the action that was taken; 0 where some action was too improbable. */
  function weigh(c: number, period: number, from: number, action: number): number {
    if (propensity === undefined) return 1;
    let own = 1;
    let enough = true;
    names.forEach((name, a) => {
      const asked = { customerId: customerIds[c]!, from: states[from]!, period, action: name };
      const e = propensity(asked);
      if (!(e >= 0 && e <= 1))
        throw new RangeError(
          `Cannot ${doing}: the propensity of ${asked.customerId} for ${name} must be from 0 to 1, got ${e}`,
        );
      if (e < lowest.have) lowest = { have: e, action: name };
      if (e < overlap) enough = false;
      if (a === action) own = e;
    });
    return enough ? 1 / own : 0;
  }
}

const SEVERAL = 255;

/** Which action each customer got in each period, by its position among the names; 0 for none. */
function placeExposures(panel: StatePanel, exposures: Iterable<Exposure>, control: string) {
  const { customerIds, periods } = panel;
  const issues = createIssueCollector();
  const taken: Exposure[] = [];
  let row = 0;
  for (const exposure of exposures) {
    const { customerId, exposedOn, action } = exposure;
    const add = (path: string, value: unknown, expected: string): void =>
      issues.add({ code: `bad-${path}`, row, path: [path], value, expected });
    if (typeof customerId !== "string" || customerId === "") add("customerId", customerId, "a customer's id");
    if (typeof exposedOn !== "string" || !isPlainDate(exposedOn))
      add("exposedOn", exposedOn, "a day such as 2026-04-05");
    if (typeof action !== "string" || action === "" || action === control)
      add("action", action, `the name of an action other than ${control}`);
    taken.push(exposure);
    row++;
  }
  issues.throwIfAny("count by action");
  // By name, so that the order of the log decides nothing.
  const names = [control, ...[...new Set(taken.map(({ action }) => action))].sort()];
  if (names.length >= SEVERAL)
    throw new RangeError(
      `Cannot count by action: there must be fewer than ${SEVERAL} actions, got ${names.length}`,
    );
  const codes = new Map(names.map((name, a) => [name, a]));
  const positions = new Map(customerIds.map((id, c) => [id, c]));
  const starts = periods.map(({ from }) => dayNumber(from));
  const ends = periods.map(({ to }) => dayNumber(to));
  const given = new Uint8Array(customerIds.length * periods.length);
  let [unknownCustomers, outsidePeriods] = [0, 0];
  for (const { customerId, exposedOn, action } of taken) {
    const c = positions.get(customerId);
    const day = dayNumber(exposedOn);
    const p = starts.findLastIndex((start) => start <= day);
    if (c === undefined) unknownCustomers++;
    else if (p < 0 || day >= ends[p]!) outsidePeriods++;
    else {
      // The first period has no move into it, but its exposures carry over.
      if (p === 0) outsidePeriods++;
      const at = p * customerIds.length + c;
      const code = codes.get(action)!;
      given[at] = given[at] === 0 || given[at] === code ? code : SEVERAL;
    }
  }
  return { given, names, unknownCustomers, outsidePeriods };
}
