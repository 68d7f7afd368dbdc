/** The name most like the one asked for, if any is like it at all: at most a third of its letters differ. */
export function nearestName(asked: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const wanted = simpleName(asked);
  for (const name of names) {
    const candidate = simpleName(name);
    // A name within the other ("customer" in "customer number") is nearer than its length tells.
    const within =
      wanted.length >= 3 &&
      (candidate.includes(wanted) || (candidate.length >= 3 && wanted.includes(candidate)));
    const distance = within ? 0.5 : distanceToName(wanted, candidate);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return least <= Math.max(1, Math.floor(wanted.length / 3)) ? best : undefined;
}

/** A column name without what differs between exports: case, spaces, punctuation, width of characters. */
export function simpleName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

/** How far a name is from the one asked for, or, a little farther, from its beginning ("custmer", "customer_id"). */
function distanceToName(wanted: string, candidate: string): number {
  const distances = editDistances(wanted, candidate);
  const beginnings = wanted.length < 4 ? [] : distances.slice(wanted.length - 1, -1).map((d) => d + 0.5);
  return Math.min(distances.at(-1)!, ...beginnings);
}

/**
 * The least number of insertions, deletions, replacements and swaps of neighbours that turn a text into each
 * beginning of another, by the length of the beginning.
 */
function editDistances(from: string, to: string): readonly number[] {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last;
}
