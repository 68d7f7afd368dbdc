import type { Design } from "./_design.ts";
import type { Forms } from "./_separation.ts";

/** Along an endless direction every row's own category gains on all others, or stays beside them. */
export function formsOf({ basis, rows }: Design, outcome: Int32Array, equations: number): Forms {
  const p = basis.length;
  const etaAt = (direction: Float64Array, category: number, row: number): number => {
    if (category === 0) return 0;
    let sum = 0;
    for (let j = 0; j < p; j++) sum += basis[j]![row]! * direction[(category - 1) * p + j]!;
    return sum;
  };
  const splitOf = (k: number): [row: number, own: number, other: number] => {
    const row = Math.floor(k / equations);
    const own = outcome[row]!;
    const other = k % equations;
    return [row, own, other < own ? other : other + 1];
  };
  return {
    count: rows * equations,
    length: p * equations,
    value: (k, direction) => {
      const [row, own, other] = splitOf(k);
      return etaAt(direction, own, row) - etaAt(direction, other, row);
    },
    row: (k) => {
      const [row, own, other] = splitOf(k);
      const form = new Float64Array(p * equations);
      for (let j = 0; j < p; j++) {
        if (own > 0) form[(own - 1) * p + j]! += basis[j]![row]!;
        if (other > 0) form[(other - 1) * p + j]! -= basis[j]![row]!;
      }
      return form;
    },
    kind: () => "rising",
  };
}
