import { NO_STATE, type StatePanel } from "../orders/index.ts";
import {
  fitMultinomial,
  gammaQ,
  type InsufficientRows,
  type MultinomialFit,
  predictMultinomial,
  type SeparatedData,
} from "../stats/index.ts";
import { type Chain, createChain } from "./chain.ts";

/** A number for each customer and period; of the period in which a move begins, so that it is known before the move. */
export type Covariate = (customerIndex: number, periodIndex: number) => number;

/** Options of {@link fitTransitionLogit}. */
export interface TransitionLogitOptions {
  /** What moves may depend on, by name: an industry as 0 and 1, an external series, what peers did. */
  readonly covariates: Readonly<Record<string, Covariate>>;
}

/** Whether a covariate matters, by likelihood ratio. */
export interface RelevanceTest {
  /** 2·(ln L with it − ln L without it). */
  readonly statistic: number;
  /** Coefficients that it takes. */
  readonly df: number;
  /** P(χ² ≥ statistic) if it does not matter. */
  readonly p: number;
}

/** The moves from one state. */
export interface TransitionLogitRow {
  /** The state. */
  readonly from: string;
  /** How many moves begin in it. */
  readonly moves: number;
  /** The fit, with errors clustered by customer; or why there is none. `"one-way"`: all moves lead to one state. */
  readonly fit:
    | MultinomialFit
    | SeparatedData
    | InsufficientRows
    | { readonly kind: "one-way"; readonly to: string }
    | { readonly kind: "no-moves" };
}

/** A chain whose probabilities depend on covariates. */
export interface TransitionLogit {
  /** The states. */
  readonly states: readonly string[];
  /** One for each state, in their order. */
  readonly rows: readonly TransitionLogitRow[];
  /** Each covariate: over all states that could be fitted with it and without it. */
  readonly relevance: Readonly<Record<string, RelevanceTest | "not-tested">>;
}

/**
 * Fits how moves depend on what is known of customers and periods: a multinomial logit for each state that they leave.
 *
 * P(j | i, x) = e^(xᵀβ_ij)/Σ_k e^(xᵀβ_ik), β of the state itself 0 (of the first that was moved to where nobody stays); relevance
 * of a covariate: G² = 2·Σ_i (ln L_i − ln L_i without it), df as many coefficients
 *
 * A state with too few moves, or whose moves a covariate tells without fail, has no fit and says why; it is then part of no test.
 * The test takes moves for independent; see the clustered errors of the fits where the same customers move often.
 *
 * @throws RangeError if there is no covariate, or one is not a finite number for a move
 *
 * @see McFadden (1974), Conditional logit analysis; Muenz and Rubinstein (1985), Markov models for covariate dependence of binary
 * sequences, Biometrics 41
 *
 * @example
 * ```ts
 * import { fitTransitionLogit, predictTransitions } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }] as const;
 * const customerIds = Array.from({ length: 41 }, (_, c) => `c${c}`);
 * // Of retailers, the first 20, five leave; of the next 20, fifteen; the last one left before.
 * const before = customerIds.map((_, c) => (c === 40 ? 1 : 0));
 * const after = customerIds.map((_, c) => (c < 5 || c >= 25 ? 1 : 0));
 * const cells = Uint8Array.from([...before, ...after]);
 * const panel = createStatePanel({ customerIds, periods, states: ["active", "lost"], cells });
 * const fit = fitTransitionLogit(panel, { covariates: { retail: (c) => (c < 20 ? 1 : 0) } });
 * const { retail } = fit.relevance;
 * retail !== undefined && retail !== "not-tested" && retail.p.toFixed(4); // => "0.0012"
 * predictTransitions(fit, { retail: 1 }).probabilities[0]?.map((p) => p.toFixed(3)); // => ["0.750", "0.250"]
 * ```
 */
export function fitTransitionLogit(panel: StatePanel, options: TransitionLogitOptions): TransitionLogit {
  const names = Object.keys(options.covariates);
  if (names.length === 0)
    throw new RangeError("Cannot fit transitions: covariates must name at least one, got none");
  const { states } = panel;
  const gathered = gather(panel, options.covariates);
  const tests = new Map(names.map((name) => [name, { statistic: 0, df: 0 }]));
  const rows = gathered.map((moves, i): TransitionLogitRow => {
    const [from, count] = [states[i]!, moves.response.length];
    const reached = [...new Set(moves.response)];
    if (count === 0) return Object.freeze({ from, moves: 0, fit: Object.freeze({ kind: "no-moves" }) });
    if (reached.length === 1)
      return Object.freeze({ from, moves: count, fit: Object.freeze({ kind: "one-way", to: reached[0]! }) });
    const reference = reached.includes(from) ? from : states.find((state) => reached.includes(state))!;
    const fitWith = (kept: readonly string[]) =>
      fitMultinomial(
        {
          response: moves.response,
          predictors: Object.fromEntries(kept.map((name) => [name, moves.predictors.get(name)!])),
          clusters: moves.customers,
        },
        { reference, standardErrors: "cluster", dependentColumns: "drop" },
      );
    const fit = fitWith(names);
    if (fit.kind === "multinomial")
      for (const name of names) {
        const without = fitWith(names.filter((other) => other !== name));
        const df = fit.covariance.length - (without.kind === "multinomial" ? without.covariance.length : 0);
        if (without.kind !== "multinomial" || df === 0) continue;
        const test = tests.get(name)!;
        test.statistic += Math.max(0, without.deviance - fit.deviance);
        test.df += df;
      }
    return Object.freeze({ from, moves: count, fit });
  });
  return Object.freeze({
    states,
    rows: Object.freeze(rows),
    relevance: Object.freeze(
      Object.fromEntries(
        names.map((name) => {
          const { statistic, df } = tests.get(name)!;
          return [
            name,
            df === 0
              ? ("not-tested" as const)
              : Object.freeze({ statistic, df, p: gammaQ(statistic / 2, df / 2) }),
          ];
        }),
      ),
    ),
  });
}

/**
 * Predicts the chain of customers with certain covariates.
 *
 * P(j | i, x) as fitted; a state that all left for one leads there
 *
 * @param fit - see {@link fitTransitionLogit}
 * @param covariates - a number for each covariate by name
 * @throws RangeError if a covariate is missing or not a finite number, or a state has no fit: name one that does
 *
 * @example
 * ```ts
 * import { fitTransitionLogit, predictTransitions } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }] as const;
 * const customerIds = ["a", "b", "c", "d", "e", "f"];
 * const panel = createStatePanel({ customerIds, periods, states: ["A", "B"], cells: Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0) });
 * const fit = fitTransitionLogit(panel, { covariates: { even: (c) => c % 2 } });
 * predictTransitions(fit, { even: 0 }).probabilities.map((row) => row.map((p) => p.toFixed(2))); // => [["0.50", "0.50"], ["1.00", "0.00"]]
 * ```
 */
export function predictTransitions(
  fit: TransitionLogit,
  covariates: Readonly<Record<string, number>>,
): Chain {
  const { states } = fit;
  const probabilities = fit.rows.map((row) => {
    const found = row.fit;
    if (found.kind === "one-way") return states.map((state) => (state === found.to ? 1 : 0));
    if (found.kind !== "multinomial")
      throw new RangeError(`Cannot predict transitions: ${row.from} must have a fit, got ${found.kind}`);
    const columns = Object.fromEntries(Object.keys(fit.relevance).map((name) => [name, [covariates[name]!]]));
    for (const [name, [value]] of Object.entries(columns))
      if (!Number.isFinite(value))
        throw new RangeError(`Cannot predict transitions: ${name} must be a finite number, got ${value}`);
    const shares = new Map(
      predictMultinomial(found, columns).map(({ category, table }) => [category, table.mean[0]!]),
    );
    return states.map((state) => shares.get(state) ?? 0);
  });
  return createChain({ states, probabilities });
}

interface Moves {
  readonly response: string[];
  readonly customers: number[];
  readonly predictors: ReadonlyMap<string, number[]>;
}

/** The moves from each state, one a row, with what was known before them. */
function gather(
  { customerIds, periods, states, cells }: StatePanel,
  covariates: Readonly<Record<string, Covariate>>,
): readonly Moves[] {
  const customers = customerIds.length;
  const given = Object.entries(covariates);
  const all = states.map(
    (): Moves => ({ response: [], customers: [], predictors: new Map(given.map(([name]) => [name, []])) }),
  );
  for (let p = 0; p + 1 < periods.length; p++)
    for (let c = 0; c < customers; c++) {
      const [from, to] = [cells[p * customers + c]!, cells[(p + 1) * customers + c]!];
      if (from === NO_STATE || to === NO_STATE) continue;
      const moves = all[from]!;
      moves.response.push(states[to]!);
      moves.customers.push(c);
      for (const [name, of] of given) {
        const value = of(c, p);
        if (!Number.isFinite(value))
          throw new RangeError(
            `Cannot fit transitions: ${name} of ${customerIds[c]} in period ${p} must be a finite number, got ${value}`,
          );
        moves.predictors.get(name)!.push(value);
      }
    }
  return all;
}
