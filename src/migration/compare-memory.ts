import { NO_STATE, type StatePanel } from "../orders/index.ts";

/** Options of {@link compareMemory}. */
export interface CompareMemoryOptions {
  /**
   * From which number on periods spent in a state are not told apart any more.
   * @defaultValue `3`
   */
  readonly most?: number | undefined;
}

/** How well the next state is told by what is remembered. */
export interface MemoryFit {
  /** What the next state depends on: nothing, the present state, the one before too, or for how long the present one has been held. */
  readonly remembers: "nothing" | "present" | "previous" | "duration";
  /** ln L of the moves that all can be judged by. */
  readonly logLikelihood: number;
  /** Free probabilities: of each remembered past, the states that it led to less one. */
  readonly parameters: number;
  /** −2 ln L + parameters·ln(moves); lower is better. */
  readonly bic: number;
  /** −2 ln L + 2·parameters. */
  readonly aic: number;
}

/** Kinds of memory beside one another. */
export interface MemoryComparison {
  /** One for each kind of memory. */
  readonly fits: readonly MemoryFit[];
  /** Which has the lowest BIC. */
  readonly best: MemoryFit["remembers"];
  /** How many moves all were judged by: those with a state before them. */
  readonly moves: number;
}

/**
 * Compares how much has to be remembered of a customer to tell the next state: all on the same moves, those of customers with
 * a state in the period before too.
 *
 * ln L = Σ n(past → j)·ln[n(past → j)/n(past)]; BIC = −2 ln L + k·ln n
 *
 * A memory that pays shows that the chain of first order is not true of single customers; {@link panelWithMemory} makes states of
 * it. With many moves even small memories pay.
 *
 * @throws RangeError if `most` is not a positive integer, or no customer has states in three periods in a row
 *
 * @see Schwarz (1978), Estimating the dimension of a model; Katz (1981), On some criteria for estimating the order of a Markov chain
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { compareMemory } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = trailingPeriods("2026-07-01", { months: 1, count: 6 });
 * // Two periods of A, two of B, and so on: the present does not tell, the period before does.
 * const cells = Uint8Array.of(0, 0, 1, 1, 0, 0);
 * const found = compareMemory(createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B"], cells }));
 * found.fits.map(({ remembers, logLikelihood }) => `${remembers} ${logLikelihood.toFixed(2)}`); // => ["nothing -2.77", "present -2.77", "previous 0.00", "duration 0.00"]
 * ```
 */
export function compareMemory(panel: StatePanel, options: CompareMemoryOptions = {}): MemoryComparison {
  const { most = 3 } = options;
  if (!(Number.isInteger(most) && most >= 1))
    throw new RangeError(`Cannot compare memory: most must be a positive integer, got ${most}`);
  const { customerIds, periods, states, cells } = panel;
  const size = states.length;
  const customers = customerIds.length;
  const kinds = [
    { remembers: "nothing", pasts: 1 },
    { remembers: "present", pasts: size },
    { remembers: "previous", pasts: size * size },
    { remembers: "duration", pasts: size * most },
  ] as const;
  const tables = kinds.map(({ pasts }) => new Float64Array(pasts * size));
  const held = new Uint32Array(customers);
  let moves = 0;
  for (let p = 1; p < periods.length - 1; p++)
    for (let c = 0; c < customers; c++) {
      const at = p * customers + c;
      const [before, now, next] = [cells[at - customers]!, cells[at]!, cells[at + customers]!];
      held[c] = before === now ? Math.max(1, held[c]!) + 1 : 1;
      if (before === NO_STATE || now === NO_STATE || next === NO_STATE) continue;
      moves++;
      const duration = Math.min(held[c]!, most) - 1;
      const pasts = [0, now, before * size + now, now * most + duration];
      for (let k = 0; k < 4; k++) tables[k]![pasts[k]! * size + next]!++;
    }
  if (moves === 0)
    throw new RangeError(
      "Cannot compare memory: some customer must have states in 3 periods in a row, got none",
    );
  const fits = kinds.map(({ remembers, pasts }, k): MemoryFit => {
    let [log, parameters] = [0, 0];
    for (let past = 0; past < pasts; past++) {
      const row = tables[k]!.subarray(past * size, (past + 1) * size);
      const total = row.reduce((sum, n) => sum + n, 0);
      let led = 0;
      for (const n of row)
        if (n > 0) {
          log += n * Math.log(n / total);
          led++;
        }
      parameters += Math.max(0, led - 1);
    }
    return Object.freeze({
      remembers,
      logLikelihood: log,
      parameters,
      bic: -2 * log + parameters * Math.log(moves),
      aic: -2 * log + 2 * parameters,
    });
  });
  const best = fits.reduce((least, fit) => (fit.bic < least.bic ? fit : least));
  return Object.freeze({ fits: Object.freeze(fits), best: best.remembers, moves });
}
