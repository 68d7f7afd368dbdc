import { adjustPValues, chiSquareDistribution, createRandom } from "../stats/index.ts";
import { probabilityGreater } from "./_compare-betas.ts";
import { fitPriorMoves } from "./_pooled-prior.ts";
import { solveDiscounted } from "./_solve-discounted.ts";
import { intervalOf, summariseGain } from "./_summarise-gain.ts";
import type { Support } from "./_support.ts";
import type { ActionEffect, EffectRow } from "./action-effect.ts";
import type { TransitionCounts } from "./count-transitions.ts";
import { drawChain } from "./draw-chain.ts";
import { estimatePosterior } from "./estimate-posterior.ts";

/** The moves of those who got an action and of those who got nothing. */
export interface ActionPair {
  /** Those who got nothing. */
  readonly control: TransitionCounts;
  /** Those who got the action. */
  readonly treated: TransitionCounts;
}

/** Options of {@link estimateActionEffect}. */
export interface ActionEffectOptions {
  /** What the action is called. */
  readonly action: string;
  /** What a period in each state brings. */
  readonly rewards: readonly number[];
  /** How much less a period's money is worth one period later. */
  readonly discountRate: number;
  /**
   * What the action costs for a customer and period, due at its start.
   * @defaultValue `0`
   */
  readonly cost?: number | undefined;
  /** Decides the draws. */
  readonly seed: string | number;
  /**
   * How many pairs of chains are drawn.
   * @defaultValue `2000`
   */
  readonly draws?: number | undefined;
  /**
   * What is believed of the action before its moves are seen: `"control"`, that it changes little, κ_i moves in the row of state i,
   * shared out as the control's are, with the κ_i that makes the row's moves likeliest, though no more than it has moves; or so many
   * moves for every possible cell.
   * @defaultValue `"control"`
   */
  readonly prior?: "control" | number | undefined;
  /**
   * The prior moves for every possible cell of the control.
   * @defaultValue `1`
   */
  readonly controlPrior?: number | undefined;
  /**
   * Which moves are possible.
   * @defaultValue those seen with or without the action
   */
  readonly support?: Support | undefined;
  /**
   * How many moves from a state there must be, with and without the action, for a word on it.
   * @defaultValue `30`
   */
  readonly need?: number | undefined;
  /**
   * How probable it is that a number lies within its interval, and above its lower bound.
   * @defaultValue `0.95`
   */
  readonly probability?: number | undefined;
  /**
   * The share of false discoveries among the states whose moves are called changed.
   * @defaultValue `0.05`
   */
  readonly falseDiscoveries?: number | undefined;
}

/**
 * Estimates what an action changes: in the probabilities of moving, and in what customers are worth.
 *
 * p_i ~ Dirichlet(α_i + n_i) with and without the action; Δ_ij = p_ij(a) − p_ij(0);
 * once_i = γ·Σ_j Δ_ij·V_j − c, V = (I − γP_0)⁻¹·r; always = (I − γP_a)⁻¹·(r − c) − V; G²_i = 2·Σ n·ln(n/E) over the two rows,
 * adjusted over states (Benjamini and Hochberg)
 *
 * A few moves make wild estimates, of which the largest are looked at first. So the action is believed to change little until its moves
 * say otherwise, and a state with fewer moves than `need` gets no estimate. Moves are taken for independent: give one period, or as many
 * as customers were drawn for anew.
 *
 * @throws RangeError if the two have other states, rewards do not fit, an option is out of range, or a state was never left and no
 * support is given
 *
 * @see Simester, Sun and Tsitsiklis (2006), Dynamic catalog mailing policies; Kullback, Kupperman and Ku (1962); Benjamini and Hochberg
 * (1995)
 *
 * @example
 * ```ts
 * import { estimateActionEffect, type TransitionCounts } from "clientele/migration";
 *
 * const counts = (rows: number[][]): TransitionCounts =>
 *   ({ states: ["active", "lost"], counts: rows, total: 0, entries: [], gaps: 0, periods: [] });
 * const found = estimateActionEffect(
 *   { control: counts([[700, 300], [0, 50]]), treated: counts([[800, 200], [0, 9]]) },
 *   { action: "letter", rewards: [100, 0], discountRate: 0.25, cost: 5, seed: "letter" },
 * );
 * const [active, lost] = found.rows;
 * active?.kind === "estimated" && active.difference.map((d) => d.toFixed(2)); // => ["0.10", "-0.10"]
 * active?.kind === "estimated" && active.once.estimate.toFixed(0); // => "13"
 * lost; // => { kind: "insufficient", from: "lost", of: "moves with the action", have: 9, need: 30 }
 * ```
 */
export function estimateActionEffect(pair: ActionPair, options: ActionEffectOptions): ActionEffect {
  const doing = "estimate the effect of an action";
  checkOptions(doing, pair, options);
  const { control, treated } = pair;
  const { states } = control;
  const { action, rewards, discountRate, cost = 0, draws = 2000, need = 30 } = options;
  const { probability = 0.95, falseDiscoveries = 0.05, prior = "control" } = options;
  const support =
    options.support ?? control.counts.map((row, i) => row.map((n, j) => n > 0 || treated.counts[i]![j]! > 0));
  const totals = (counts: TransitionCounts): readonly number[] =>
    counts.counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const moves = { control: totals(control), treated: totals(treated) };
  const short = states.map((from, i): EffectRow | undefined => {
    const row = (of: "moves with the action" | "moves without it", have: number): EffectRow =>
      Object.freeze({ kind: "insufficient", from, of, have, need });
    if (moves.treated[i]! < need) return row("moves with the action", moves.treated[i]!);
    if (moves.control[i]! < need) return row("moves without it", moves.control[i]!);
    return undefined;
  });
  if (short.every((row) => row !== undefined))
    return Object.freeze({
      kind: "insufficient",
      action,
      of: "states with enough moves",
      have: 0,
      need: 1,
      rows: Object.freeze(short),
    });

  const without = estimatePosterior(control, { prior: options.controlPrior ?? 1, support });
  // Row by row: what an action does not change in one state says little of what it changes in another.
  const leaning =
    prior === "control"
      ? without.probabilities.map((row, i) =>
          fitPriorMoves([row], [treated.counts[i]!], Math.max(1, moves.treated[i]!)),
        )
      : undefined;
  const withIt = estimatePosterior(treated, {
    prior: leaning?.map((row) => row.prior[0]!) ?? (prior as number),
    support,
  });
  const factor = 1 / (1 + discountRate);
  const tested = states.map((_, i) => ratioOf(control.counts[i]!, treated.counts[i]!));
  const judged = states.map((_, i) => i).filter((i) => short[i] === undefined);
  const adjusted = adjustPValues(judged.map((i) => tested[i]!.p));

  const gainsOf = (p0: readonly (readonly number[])[], pa: readonly (readonly number[])[]) => {
    const values = solveDiscounted(p0, rewards, factor);
    const always = solveDiscounted(
      pa,
      rewards.map((r) => r - cost),
      factor,
    );
    return {
      values,
      once: p0.map(
        (row, i) => factor * row.reduce((sum, p, j) => sum + (pa[i]![j]! - p) * values[j]!, 0) - cost,
      ),
      always: always.map((v, i) => v - values[i]!),
      // A cost taken in every period and state is worth this much, whatever the chain.
      alwaysCost: cost / (1 - factor),
    };
  };
  const random = createRandom(options.seed);
  const drawn = states.map(() => ({
    once: new Float64Array(draws),
    always: new Float64Array(draws),
    cells: states.map(() => new Float64Array(draws)),
  }));
  for (let d = 0; d < draws; d++) {
    const [p0, pa] = [drawChain(without, random).probabilities, drawChain(withIt, random).probabilities];
    const { once, always } = gainsOf(p0, pa);
    for (const i of judged) {
      drawn[i]!.once[d] = once[i]!;
      drawn[i]!.always[d] = always[i]!;
      for (let j = 0; j < states.length; j++) drawn[i]!.cells[j]![d] = pa[i]![j]! - p0[i]![j]!;
    }
  }
  const means = gainsOf(without.probabilities, withIt.probabilities);
  const estimated = (i: number): EffectRow => {
    const adjustedP = adjusted[judged.indexOf(i)]!;
    const { once, always, cells } = drawn[i]!;
    return Object.freeze({
      kind: "estimated",
      from: states[i]!,
      moves: Object.freeze({ control: moves.control[i]!, treated: moves.treated[i]! }),
      difference: Object.freeze(
        states.map((_, j) => withIt.probabilities[i]![j]! - without.probabilities[i]![j]!),
      ),
      standardDeviation: Object.freeze(
        states.map((_, j) => Math.hypot(without.standardDeviation[i]![j]!, withIt.standardDeviation[i]![j]!)),
      ),
      interval: Object.freeze(cells.map((column) => intervalOf(column, probability))),
      probabilityHigher: Object.freeze(
        states.map((_, j) => probabilityHigher(without.shapes[i]!, withIt.shapes[i]!, j)),
      ),
      once: summariseGain(means.once[i]!, once, probability, cost),
      always: summariseGain(means.always[i]!, always, probability, means.alwaysCost),
      likelihoodRatio: tested[i]!,
      adjustedP,
      changed: adjustedP <= falseDiscoveries,
    });
  };
  return Object.freeze({
    kind: "estimated",
    action,
    states,
    rows: Object.freeze(states.map((_, i) => short[i] ?? estimated(i))),
    posterior: Object.freeze({ control: without, treated: withIt }),
    values: Object.freeze(means.values),
    cost,
    rewards: Object.freeze([...rewards]),
    discountRate,
    probability,
    ...(leaning === undefined ? {} : { priorMoves: Object.freeze(leaning.map((row) => row.moves)) }),
  });
}

/** P(p_j with the action > p_j without it). */
function probabilityHigher(without: readonly number[], withIt: readonly number[], j: number): number {
  const shapes = (row: readonly number[]) => ({
    a: row[j]!,
    b: row.reduce((sum, a, k) => (k === j ? sum : sum + a), 0),
  });
  const [y, x] = [shapes(without), shapes(withIt)];
  return x.a === 0 || x.b === 0 ? 0.5 : probabilityGreater(x, y);
}

/** The likelihood ratio of two rows of counts, which need not be whole. */
function ratioOf(a: readonly number[], b: readonly number[]) {
  const columns = a.map((n, j) => n + b[j]!);
  const total = columns.reduce((sum, n) => sum + n, 0);
  const part = (row: readonly number[]): number => {
    const share = row.reduce((sum, n) => sum + n, 0) / total;
    return row.reduce((sum, n, j) => (n === 0 ? sum : sum + 2 * n * Math.log(n / (share * columns[j]!))), 0);
  };
  const df = columns.filter((n) => n > 0).length - 1;
  // A row with one column only leaves nothing to differ.
  const statistic = df < 1 ? 0 : Math.max(0, part(a) + part(b));
  return Object.freeze({
    statistic,
    df: Math.max(0, df),
    p: df < 1 ? 1 : chiSquareDistribution({ df }).upper(statistic),
  });
}

function checkOptions(doing: string, { control, treated }: ActionPair, options: ActionEffectOptions): void {
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot ${doing}: ${rule}, got ${String(got)}`);
  };
  const { states } = control;
  const { rewards, discountRate, cost = 0, draws = 2000, need = 30, prior = "control" } = options;
  const { probability = 0.95, falseDiscoveries = 0.05 } = options;
  if (treated.states.join("\u0000") !== states.join("\u0000"))
    refuse(`both must have the states ${states.join(", ")}`, treated.states.join(", "));
  if (rewards.length !== states.length) refuse(`rewards must be ${states.length} numbers`, rewards.length);
  rewards.forEach((r, i) => {
    if (!Number.isFinite(r)) refuse(`the reward of ${states[i]} must be a finite number`, r);
  });
  if (!(discountRate > 0 && Number.isFinite(discountRate)))
    refuse("discountRate must be a number above 0", discountRate);
  if (!(cost >= 0 && Number.isFinite(cost))) refuse("cost must be a number from 0 up", cost);
  if (!Number.isInteger(draws) || draws < 2) refuse("draws must be an integer from 2 up", draws);
  if (!(need >= 1)) refuse("need must be a number from 1 up", need);
  if (prior !== "control" && !(prior > 0)) refuse('prior must be "control" or a positive number', prior);
  if (!(probability > 0.5 && probability < 1))
    refuse("probability must be above 0.5 and below 1", probability);
  if (!(falseDiscoveries > 0 && falseDiscoveries < 1))
    refuse("falseDiscoveries must be between 0 and 1", falseDiscoveries);
}
