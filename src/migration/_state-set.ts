import type { Chain } from "./chain.ts";

/** The positions of named states, in rising order; refuses a name that is no state, and an empty list. */
export function positionsOf(
  doing: string,
  role: string,
  { states }: Chain,
  names: readonly string[] | string,
): readonly number[] {
  const asked = typeof names === "string" ? [names] : names;
  if (asked.length === 0) throw new RangeError(`Cannot ${doing}: ${role} must name a state, got none`);
  const positions = asked.map((name) => {
    const at = states.indexOf(name);
    if (at < 0)
      throw new RangeError(`Cannot ${doing}: ${role} must be among ${states.join(", ")}, got ${name}`);
    return at;
  });
  return [...new Set(positions)].sort((a, b) => a - b);
}

/** Which states lead to one of the targets in some steps, the targets included. */
export function leadsTo({ probabilities }: Chain, targets: readonly number[]): Uint8Array {
  const reached = new Uint8Array(probabilities.length);
  const open = [...targets];
  for (const target of targets) reached[target] = 1;
  for (let to = open.pop(); to !== undefined; to = open.pop())
    for (let from = 0; from < probabilities.length; from++) {
      if (reached[from] === 1 || probabilities[from]![to]! === 0) continue;
      reached[from] = 1;
      open.push(from);
    }
  return reached;
}
