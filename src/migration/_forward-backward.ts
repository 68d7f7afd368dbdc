/** The numbers of a hidden chain while it is being fitted. */
export interface HiddenNumbers {
  readonly initial: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly emissions: readonly (readonly number[])[];
}

/** What one sequence says of its hidden states. */
export interface ForwardBackward {
  /** ln of the probability of what was seen; nothing where the chain cannot have given it. */
  readonly logLikelihood: number | undefined;
  /** `states[t][i]`: the probability of state i in period t, given all that was seen. */
  readonly states: readonly Float64Array[];
  /** `moves[i][j]`: the expected number of moves from i to j. */
  readonly moves: readonly Float64Array[];
}

/**
 * Forward and backward through one sequence, each step scaled to sum to 1 so that no length underflows (Rabiner 1989, section V.A). A
 * period without a sign says nothing of its state.
 */
export function forwardBackward(
  { initial, probabilities, emissions }: HiddenNumbers,
  seen: readonly (number | undefined)[],
): ForwardBackward {
  const size = initial.length;
  const shows = (i: number, t: number): number => (seen[t] === undefined ? 1 : emissions[i]![seen[t]]!);
  const forward: Float64Array[] = [];
  const scales = new Float64Array(seen.length);
  let logLikelihood = 0;
  for (let t = 0; t < seen.length; t++) {
    const row = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      let p = 0;
      if (t === 0) p = initial[j]!;
      else for (let i = 0; i < size; i++) p += forward[t - 1]![i]! * probabilities[i]![j]!;
      row[j] = p * shows(j, t);
    }
    const scale = row.reduce((sum, p) => sum + p, 0);
    if (!(scale > 0)) return { logLikelihood: undefined, states: [], moves: [] };
    for (let j = 0; j < size; j++) row[j]! /= scale;
    scales[t] = scale;
    logLikelihood += Math.log(scale);
    forward.push(row);
  }
  const states = forward.map((row) => row.slice());
  const moves = initial.map(() => new Float64Array(size));
  let back = new Float64Array(size).fill(1);
  for (let t = seen.length - 2; t >= 0; t--) {
    const next = new Float64Array(size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const way = (probabilities[i]![j]! * shows(j, t + 1) * back[j]!) / scales[t + 1]!;
        next[i]! += way;
        moves[i]![j]! += forward[t]![i]! * way;
      }
    back = next;
    let total = 0;
    for (let i = 0; i < size; i++) {
      states[t]![i]! *= back[i]!;
      total += states[t]![i]!;
    }
    for (let i = 0; i < size; i++) states[t]![i]! /= total; // 1 but for rounding
  }
  return { logLikelihood, states, moves };
}
