import { type Design, fromBasis, INTERCEPT } from "./_design.ts";
import { leastSquares } from "./least-squares.ts";
import type { SeparatedData, SeparatingWeight } from "./separated-data.ts";

/**
 * The conditions that make a direction one without end: along it no form may be below 0 (`rising`), forms of rows that
 * hold the likelihood back must be 0 (`still`).
 */
export interface Forms {
  readonly count: number;
  readonly length: number;
  /** The form of number k at a direction. */
  readonly value: (k: number, direction: Float64Array) => number;
  /** Its coefficients. */
  readonly row: (k: number) => Float64Array;
  readonly kind: (k: number) => "rising" | "still";
}

export interface EndlessDirection {
  readonly direction: Float64Array;
  /** Which forms are above 0. */
  readonly above: readonly boolean[];
}

/** Forms below this share of the largest are taken for 0 and then made so. */
const NEARLY_NOTHING = 1e-3;
/** Further shares, tried where a search has broken off: whatever they suggest is proved or dropped. */
const FURTHER = [NEARLY_NOTHING, 1e-2, 0.03, 0.1, 0.3];

/** The same of any of some directions, more patiently: where one outcome is settled long before another, steps may mislead. */
export function anyEndlessDirection(
  forms: Forms,
  candidates: readonly (Float64Array | undefined)[],
): EndlessDirection | undefined {
  for (const candidate of candidates)
    for (const share of FURTHER) {
      const found = candidate && endlessDirection(forms, candidate, share);
      if (found) return found;
    }
  return undefined;
}

/**
 * Whether the likelihood rises without end near a direction, proved by the data: the forms that nearly vanish along it are
 * made to vanish (the direction is projected onto their null space), and then none may be below 0 and one must be above.
 */
export function endlessDirection(
  forms: Forms,
  step: Float64Array,
  share = NEARLY_NOTHING,
): EndlessDirection | undefined {
  const values = Float64Array.from({ length: forms.count }, (_, k) => forms.value(k, step));
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  if (most === 0) return undefined;
  const nothing: number[] = [];
  for (const [k, value] of values.entries()) {
    if (Math.abs(value) <= share * most) nothing.push(k);
    else if (value < 0 || forms.kind(k) === "still") return undefined;
  }
  const direction = step.slice();
  const rows = nothing.map(forms.row).filter((row) => row.some((one) => one !== 0));
  if (rows.length > 0) {
    const { coefficients } = leastSquares(
      rows,
      rows.map((row) => row.reduce((sum, one, j) => sum + one * step[j]!, 0)),
      { pivoting: "largest", tolerance: 1e-9 },
    );
    for (let j = 0; j < direction.length; j++) direction[j]! -= coefficients[j]!;
  }
  const above: boolean[] = [];
  for (let k = 0; k < forms.count; k++) {
    const value = forms.value(k, direction);
    if (value < -1e-9 * most || (forms.kind(k) === "still" && value > 1e-9 * most)) return undefined;
    above.push(value > 1e-9 * most);
  }
  return above.includes(true) ? { direction, above } : undefined;
}

/** The report of a separated regression of one linear predictor. */
export function separatedData(
  model: SeparatedData["model"],
  design: Design,
  found: EndlessDirection,
  alone: readonly string[],
): SeparatedData {
  const beta = fromBasis(design, found.direction);
  const weights = design.names.map((name, j) => ({ name, weight: beta[j]!, size: sizeOf(design, j) }));
  const rows = found.above.filter(Boolean).length;
  return report(model, weights, alone, rows, found.above.every(Boolean));
}

/** How large a column is, so that weights of columns in other units can be compared. */
export const sizeOf = ({ columns }: Design, j: number): number =>
  columns[j]!.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

export function report(
  model: SeparatedData["model"],
  weights: readonly (SeparatingWeight & { readonly size: number; readonly column?: string })[],
  alone: readonly string[],
  rowsSeparated: number,
  complete: boolean,
): SeparatedData {
  const most = Math.max(...weights.map(({ weight, size }) => Math.abs(weight) * size));
  const counted = weights.filter(({ weight, size }) => Math.abs(weight) * size > 1e-7 * most);
  const columns = counted.filter(({ name, column = name }) => column !== INTERCEPT);
  const unit = Math.max(...(columns.length > 0 ? columns : counted).map(({ weight }) => Math.abs(weight)));
  const direction = counted.map(({ name, weight }) => Object.freeze({ name, weight: weight / unit + 0 }));
  const named =
    alone.length > 0
      ? alone
      : [...new Set((columns.length > 0 ? columns : counted).map(({ name, column = name }) => column))];
  const extent = complete ? "complete" : "quasi-complete";
  const what =
    alone.length > 0
      ? `${alone.join(", ")} ${alone.length === 1 ? "alone separates" : "each alone separate"} the outcomes`
      : `a combination of ${named.join(", ")} separates the outcomes${complete ? "" : ", but for rows on the border"}`;
  return Object.freeze({
    kind: "separated",
    model,
    extent,
    columns: Object.freeze(named),
    direction: Object.freeze(direction),
    rowsSeparated,
    reason: `${what}: the likelihood has no maximum`,
  });
}
