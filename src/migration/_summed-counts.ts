import type { TransitionCounts } from "./count-transitions.ts";

/** Counts of several periods or groups together; all of the same states. */
export function summed(steps: readonly TransitionCounts[]): TransitionCounts {
  const { states } = steps[0]!;
  const add = (of: (step: TransitionCounts) => number): number =>
    steps.reduce((sum, step) => sum + of(step), 0);
  return {
    states,
    counts: Object.freeze(
      states.map((_, i) => Object.freeze(states.map((__, j) => add(({ counts }) => counts[i]![j]!)))),
    ),
    total: add(({ total }) => total),
    entries: Object.freeze(states.map((_, i) => add(({ entries }) => entries[i] ?? 0))),
    gaps: add(({ gaps }) => gaps),
    periods: Object.freeze(steps.flatMap(({ periods }) => periods)),
  };
}
