import { readGolden } from "./_golden.ts";

/** A regression computed with 50 digits. */
export interface Reference {
  readonly estimates: readonly number[];
  readonly standardErrors: Readonly<Record<string, readonly number[]>>;
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly logLikelihood: number;
  readonly sigma: number;
  readonly dispersion: number;
}

/** A set of the Statistical Reference Datasets with its certified values. */
export interface NistSet {
  readonly x?: readonly number[];
  readonly columns?: readonly (readonly number[])[];
  readonly powers?: number;
  readonly y: readonly number[];
  readonly estimates: readonly number[];
  readonly standardErrors: readonly number[];
  readonly sigma: number;
  readonly rSquared?: number;
}

export const golden = readGolden<{
  readonly mtcars: Readonly<Record<"mpg" | "wt" | "hp" | "am" | "cyl" | "gear" | "carb", readonly number[]>>;
  readonly warpbreaks: Readonly<
    Record<"breaks" | "woolB" | "tensionM" | "tensionH" | "exposure", readonly number[]>
  >;
  readonly nist: Readonly<Record<string, NistSet>>;
  readonly linear: Reference;
  readonly linearWeighted: Reference;
  readonly logistic: Reference;
  readonly poisson: Reference;
  readonly poissonExposure: Reference;
  readonly multinomial: {
    readonly estimates: readonly number[];
    readonly standardErrors: readonly number[];
    readonly logLikelihood: number;
    readonly chances: readonly number[];
  };
  readonly ridge: {
    readonly penalty: number;
    readonly slopes: readonly number[];
    readonly intercept: number;
    readonly standardErrors: readonly number[];
    readonly effectiveDf: number;
    readonly gcv: number;
  };
}>("regression.json");

export function predictorsOf({ x, columns, powers }: NistSet): Record<string, readonly number[]> {
  if (columns) return Object.fromEntries(columns.map((column, j) => [`x${j + 1}`, column]));
  return Object.fromEntries(
    Array.from({ length: powers! }, (_, k) => [`x${k + 1}`, x!.map((one) => one ** (k + 1))]),
  );
}

/** The answer of a fit that must have worked. */
export function fitted<T extends { readonly kind: string }>(
  fit: T,
): Exclude<T, { readonly kind: "insufficient" } | { readonly kind: "separated" }> {
  if (fit.kind === "insufficient" || fit.kind === "separated") throw new Error(JSON.stringify(fit));
  return fit as Exclude<T, { readonly kind: "insufficient" } | { readonly kind: "separated" }>;
}

/** The largest |value / expected − 1|; of values near an expected 0, the value itself. */
export function worst(values: readonly number[], expected: readonly number[]): number {
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...values.map((value, i) => Math.abs(expected[i] === 0 ? value : value / expected[i]! - 1)),
  );
}
