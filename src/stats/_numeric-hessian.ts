import type { GuardedObjective } from "./_guarded-objective.ts";

/**
 * The matrix of second derivatives at u: differences of the gradient, or of the value where the gradient is itself a
 * difference; steps h and 2h are combined so that the error is of fourth order (Richardson).
 *
 * @returns undefined where a neighbour has no value, or the bend depends on the step, as it does at a kink
 */
export function numericHessian(objective: GuardedObjective, u: readonly number[]): number[][] | undefined {
  for (const h of objective.analytic ? [1e-3, 1e-5] : [2e-3, 2e-4]) {
    const rough = objective.analytic ? fromGradients : fromValues;
    const [near, far] = [rough(objective, u, h), rough(objective, u, 2 * h)];
    if (near === undefined || far === undefined) continue;
    const most = Math.max(...near.map((row, i) => Math.abs(row[i]!)));
    const kinked = near.some((row, i) => {
      const [one, two] = [row[i]!, far[i]![i]!];
      return Math.abs(one) > 1e-6 * most && Math.abs(one - two) > 0.3 * Math.abs(one);
    });
    if (kinked) return undefined;
    return near.map((row, i) =>
      row.map((_, j) => (4 * (near[i]![j]! + near[j]![i]!) - (far[i]![j]! + far[j]![i]!)) / 6),
    );
  }
  return undefined;
}

function fromGradients(objective: GuardedObjective, u: readonly number[], h: number): number[][] | undefined {
  const rows: number[][] = [];
  for (let i = 0; i < u.length; i++) {
    const step = h * Math.max(1, 1e-2 * Math.abs(u[i]!));
    const ahead = objective.gradient(moved(u, i, step));
    const behind = objective.gradient(moved(u, i, -step));
    if (ahead === undefined || behind === undefined) return undefined;
    rows.push(ahead.map((one, j) => (one - behind[j]!) / (2 * step)));
  }
  return rows;
}

function fromValues(objective: GuardedObjective, u: readonly number[], h: number): number[][] | undefined {
  const n = u.length;
  const middle = objective.value(u);
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    const hi = h * Math.max(1, 1e-2 * Math.abs(u[i]!));
    const at = (s: number) => objective.value(moved(u, i, s * hi));
    rows[i]![i] = (at(1) - 2 * middle + at(-1)) / (hi * hi);
    for (let j = 0; j < i; j++) {
      const hj = h * Math.max(1, 1e-2 * Math.abs(u[j]!));
      const corner = (s: number, t: number) => objective.value(moved(moved(u, i, s * hi), j, t * hj));
      const bend = (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * hi * hj);
      rows[i]![j] = bend;
      rows[j]![i] = bend;
    }
  }
  return rows.flat().every(Number.isFinite) ? rows : undefined;
}

function moved(u: readonly number[], i: number, step: number): number[] {
  const point = [...u];
  point[i]! += step;
  return point;
}
