import { logEvidence } from "./_log-evidence.ts";

/** κ moves in each row, shared out as all rows together among the possible ones; κ by golden section on ln κ. */
export function pooledPrior(
  counts: readonly (readonly number[])[],
  allowed: readonly (readonly boolean[])[],
): { readonly moves: number; readonly prior: readonly (readonly number[])[] } {
  // Half a move for each column keeps the share of a possible move that was never seen above 0.
  const columns = counts.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0) + 0.5);
  const shares = allowed.map((row) => {
    const total = row.reduce((sum, possible, j) => sum + (possible ? columns[j]! : 0), 0);
    return row.map((possible, j) => (possible ? columns[j]! / total : 0));
  });
  return fitPriorMoves(shares, counts, 1e6);
}

/** The prior of κ moves in each row, shared out as given, with the κ up to `most` that makes the counts likeliest. */
export function fitPriorMoves(
  shares: readonly (readonly number[])[],
  counts: readonly (readonly number[])[],
  most: number,
): { readonly moves: number; readonly prior: readonly (readonly number[])[] } {
  const priorOf = (logMoves: number): readonly (readonly number[])[] =>
    shares.map((row) => row.map((share) => share * Math.exp(logMoves)));
  const likely = (logMoves: number): number => logEvidence(priorOf(logMoves), counts);
  let [low, high] = [Math.log(1e-3), Math.log(most)];
  const golden = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [likely(left), likely(right)];
  while (high - low > 1e-8) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = likely(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = likely(right);
    }
  }
  const best = (low + high) / 2;
  return { moves: Math.exp(best), prior: priorOf(best) };
}
