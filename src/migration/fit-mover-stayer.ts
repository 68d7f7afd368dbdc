import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { type Chain, createChain } from "./chain.ts";

/** One chain for those who move, and a share who never do. */
export interface MoverStayer {
  /** The states. */
  readonly states: readonly string[];
  /**
   * The share of the customers of each state that never leave it; `"no-customers"` where none began, `"nobody-left"` where nobody ever
   * did, so that stayers cannot be told from movers who stay.
   */
  readonly stayers: readonly (number | "no-customers" | "nobody-left")[];
  /** How the others move; rows without moves stay. */
  readonly movers: Chain;
  /** ln L of the moves, given where each customer began. */
  readonly logLikelihood: number;
  /** The same of a single chain for all. */
  readonly chainLogLikelihood: number;
  /** −2 ln L + parameters·ln(customers); lower is better. */
  readonly bic: number;
  /** The same of a single chain for all. */
  readonly chainBic: number;
  /** Of the customers that began in each state and never left it: how many were seen, and how many both models imply. */
  readonly neverLeft: readonly {
    readonly state: string;
    readonly observed: number;
    readonly moverStayer: number;
    readonly chain: number;
  }[];
  /** Stayers and movers as states of one chain, for every analysis: "A, stays", "A, moves", …. */
  readonly chain: Chain;
  /** The customers of the last period by the states of `chain`, each shared out by how likely he or she is to be a stayer. */
  readonly occupancy: readonly number[];
  /** Customers with a move. */
  readonly customers: number;
  /** Moves after a customer's first gap, which are left out. */
  readonly movesLeftOut: number;
  /** How many steps the fit took. */
  readonly iterations: number;
}

/** The fit ends when a step gains less than this, in parts of ln L. */
const GAIN = 1e-13;

/**
 * Fits a chain in which some customers never move: the mover–stayer model, by maximum likelihood.
 *
 * L = Π_c [s_i·1(never left i) + (1 − s_i)·Π_t m_{x_t x_{t+1}}], i where c began; E: w_c = s_i/(s_i + (1 − s_i)·m_ii^T); M: s_i =
 * Σ w/N_i, m_ij = moves from i to j of movers over all of theirs from i
 *
 * One chain lets too few customers stay where they are, since it takes the restless and the faithful for the same. Of each customer the
 * first run without a gap counts, from his or her first state on. Where the chain explains the stayers, s is 0. The likelihood
 * rises in every step, but slowly where few moves tell stayers from movers.
 *
 * @throws RangeError if no customer has a move
 *
 * @see Blumen, Kogan and McCarthy (1955); Frydman (1984), Maximum likelihood estimation in the mover–stayer model, Journal of the
 * American Statistical Association 79; Fuchs and Greenhouse (1988) for EM
 *
 * @example
 * ```ts
 * import { fitMoverStayer } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-02-01" },
 *   { from: "2026-02-01", to: "2026-03-01" },
 *   { from: "2026-03-01", to: "2026-04-01" },
 * ] as const;
 * // Two never move, two move every time.
 * const cells = Uint8Array.of(0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1);
 * const panel = createStatePanel({ customerIds: ["ann", "bob", "cy", "dee"], periods, states: ["A", "B"], cells });
 * const found = fitMoverStayer(panel);
 * found.stayers.map((s) => (typeof s === "number" ? s.toFixed(3) : s)); // => ["0.667", "0.000"]
 * found.movers.probabilities[1]; // => [1, 0]
 * ```
 */
export function fitMoverStayer(panel: StatePanel): MoverStayer {
  const runs = gatherRuns(panel);
  const { states } = panel;
  const size = states.length;
  if (runs.customers === 0)
    throw new RangeError("Cannot fit movers and stayers: some customer must have a move, got none");
  const single = rowShares(runs.moves);
  const chainLogLikelihood = likelihood(runs, single, new Float64Array(size));
  // Begin between nobody and all who never left: the ends are fixed points of the steps.
  const left = runs.moves.map((row, i) => row.some((n, j) => j !== i && n > 0));
  const stayers = Float64Array.from(runs.began, (n, i) =>
    n === 0 || !left[i] ? 0 : (0.5 * sum(runs.still[i]!)) / n,
  );
  let movers = single;
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let iterations = 0;
  for (; iterations < 100_000; iterations++) {
    const moves = runs.moves.map((row) => [...row]);
    for (let i = 0; i < size; i++) {
      let weight = 0;
      runs.still[i]!.forEach((n, length) => {
        if (n === 0) return;
        const w = n * stayerShare(stayers[i]!, movers[i]![i]!, length);
        weight += w;
        moves[i]![i]! -= w * length;
      });
      if (runs.began[i]! > 0) stayers[i] = weight / runs.began[i]!;
      moves[i]![i] = Math.max(0, moves[i]![i]!);
    }
    movers = rowShares(moves);
    const next = likelihood(runs, movers, stayers);
    const gain = next - logLikelihood;
    logLikelihood = next;
    if (gain <= GAIN * Math.max(1, Math.abs(next))) break;
  }
  const free = runs.moves.reduce((n, row) => n + Math.max(0, row.filter((k) => k > 0).length - 1), 0);
  const bic = (log: number, parameters: number): number => -2 * log + parameters * Math.log(runs.customers);
  const chain = createChain({
    states: states.flatMap((state) => [`${state}, stays`, `${state}, moves`]),
    probabilities: states.flatMap((_, i) => [
      states.flatMap((__, j) => [i === j ? 1 : 0, 0]),
      states.flatMap((__, j) => [0, movers[i]![j]!]),
    ]),
  });
  return Object.freeze({
    states,
    stayers: Object.freeze(
      [...stayers].map((s, i) => (runs.began[i] === 0 ? "no-customers" : left[i] ? s : "nobody-left")),
    ),
    movers: createChain({ states, probabilities: movers }),
    logLikelihood,
    chainLogLikelihood,
    bic: bic(logLikelihood, free + runs.began.filter((n, i) => n > 0 && left[i]).length),
    chainBic: bic(chainLogLikelihood, free),
    neverLeft: Object.freeze(
      states.map((state, i) =>
        Object.freeze({
          state,
          observed: sum(runs.still[i]!),
          moverStayer: runs.lengths[i]!.reduce(
            (total, n, length) => total + n * (stayers[i]! + (1 - stayers[i]!) * movers[i]![i]! ** length),
            0,
          ),
          chain: runs.lengths[i]!.reduce((total, n, length) => total + n * single[i]![i]! ** length, 0),
        }),
      ),
    ),
    chain,
    occupancy: Object.freeze(lastOccupancy(panel, stayers, movers)),
    customers: runs.customers,
    movesLeftOut: runs.leftOut,
    iterations,
  });
}

type Table = readonly (readonly number[])[];

interface Runs {
  /** Moves of all customers. */
  readonly moves: Table;
  /** Customers by the state in which they began. */
  readonly began: readonly number[];
  /** `still[i][length]`: those who never left i, by their moves. */
  readonly still: Table;
  /** `lengths[i][length]`: all who began in i, by their moves. */
  readonly lengths: Table;
  readonly customers: number;
  readonly leftOut: number;
}

function gatherRuns({ customerIds, periods, states, cells }: StatePanel): Runs {
  const customers = customerIds.length;
  const moves = states.map(() => states.map(() => 0));
  const began = states.map(() => 0);
  const byLength = (): number[][] => states.map(() => periods.map(() => 0));
  const [still, lengths] = [byLength(), byLength()];
  let [counted, leftOut] = [0, 0];
  for (let c = 0; c < customers; c++) {
    let p = 0;
    while (p < periods.length && cells[p * customers + c] === NO_STATE) p++;
    const first = cells[p * customers + c]!;
    let [length, same, open] = [0, true, true];
    for (let q = p + 1; q < periods.length; q++) {
      const [from, to] = [cells[(q - 1) * customers + c]!, cells[q * customers + c]!];
      if (to === NO_STATE) open = false;
      if (from === NO_STATE || to === NO_STATE) continue;
      if (!open) leftOut++;
      else {
        moves[from]![to]!++;
        length++;
        same &&= to === first;
      }
    }
    if (length === 0) continue;
    counted++;
    began[first]!++;
    lengths[first]![length]!++;
    if (same) still[first]![length]!++;
  }
  return { moves, began, still, lengths, customers: counted, leftOut };
}

function rowShares(counts: Table): number[][] {
  return counts.map((row, i) => {
    const total = sum(row);
    return row.map((n, j) => (total > 0 ? n / total : i === j ? 1 : 0));
  });
}

/** How likely a customer who has not moved in so many periods is to be a stayer. */
function stayerShare(stayers: number, stay: number, length: number): number {
  const other = (1 - stayers) * stay ** length;
  return stayers === 0 ? 0 : stayers / (stayers + other);
}

/** Σ over who moved of ln((1 − s)·Π m), and over who never did of ln(s + (1 − s)·mᵀ). */
function likelihood(runs: Runs, movers: Table, stayers: Float64Array): number {
  let log = 0;
  runs.moves.forEach((row, i) => {
    const s = stayers[i]!;
    const moved = runs.began[i]! - sum(runs.still[i]!);
    if (moved > 0) log += moved * Math.log1p(-s);
    let stays = row[i]!;
    runs.still[i]!.forEach((n, length) => {
      if (n === 0) return;
      stays -= n * length;
      log += n * Math.log(s + (1 - s) * movers[i]![i]! ** length);
    });
    row.forEach((n, j) => {
      const moves = i === j ? stays : n;
      if (moves > 0) log += moves * Math.log(movers[i]![j]!);
    });
  });
  return log;
}

function lastOccupancy(
  { customerIds, periods, states, cells }: StatePanel,
  stayers: Float64Array,
  movers: Table,
): number[] {
  const customers = customerIds.length;
  const occupancy = new Array<number>(2 * states.length).fill(0);
  for (let c = 0; c < customers; c++) {
    const now = cells[(periods.length - 1) * customers + c]!;
    if (now === NO_STATE) continue;
    let [length, same] = [0, true];
    for (let q = periods.length - 2; q >= 0 && cells[q * customers + c] !== NO_STATE; q--, length++)
      same &&= cells[q * customers + c] === now;
    const share = same ? stayerShare(stayers[now]!, movers[now]![now]!, length) : 0;
    occupancy[2 * now]! += share;
    occupancy[2 * now + 1]! += 1 - share;
  }
  return occupancy;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
