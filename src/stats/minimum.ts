import type { Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

/** A parameter of `minimize`: its name, where to begin, and where it may lie. */
export interface ParameterRange {
  /** A name, for the report; unique. */
  readonly name: string;
  /** Where the first search begins; strictly inside the range. */
  readonly start: number;
  /** The parameter stays above this; without it, and without `upper`, it is free. 0 makes it positive. */
  readonly lower?: number | undefined;
  /** The parameter stays below this. */
  readonly upper?: number | undefined;
  /** The size of a natural step of a free parameter; by default max(1, |start|). */
  readonly scale?: number | undefined;
}

/** Further starts of `minimize`, drawn around the first. */
export interface RandomStarts {
  /** How many. */
  readonly count: number;
  /** The stream that they are drawn from; it is advanced. */
  readonly random: Random;
  /** Their standard deviation in natural steps (a scale, a factor e, a unit of log-odds); by default 1. */
  readonly spread?: number | undefined;
}

/** Options of `minimize`. */
export interface MinimizeOptions {
  /** The parameters, in the order in which the function takes them; at least one. */
  readonly parameters: readonly ParameterRange[];
  /** The partial derivatives by the parameters; by default they are taken by central differences. */
  readonly gradient?: ((parameters: readonly number[]) => readonly number[]) | undefined;
  /** Further starts, one number a parameter. */
  readonly starts?: readonly (readonly number[])[] | undefined;
  /** Further starts drawn at random. */
  readonly randomStarts?: RandomStarts | undefined;
  /**
   * The largest gradient that counts as none: max |gᵢ| / max(1, |f|) for natural steps; by default 1e-8 with a gradient,
   * 1e-7 without.
   */
  readonly gradientTolerance?: number | undefined;
  /** Descents of one start end after so many steps; by default 500. */
  readonly maxIterations?: number | undefined;
  /** The search ends after so many values of the function; by default 100,000. */
  readonly maxEvaluations?: number | undefined;
}

/** A parameter as found by `minimize`. */
export interface MinimizedParameter {
  /** Its name. */
  readonly name: string;
  /** Its value; where the position is not inside, one of many that are as good. */
  readonly value: number;
  /**
   * `lower`, `upper`: at or running towards that bound, or to infinity where there is none; `ridge`: the function does not
   * change when it changes together with the others of the ridge; `inside`: none of these.
   */
  readonly position: "inside" | "lower" | "upper" | "ridge";
  /** √ of its variance, where there is a covariance. */
  readonly standardError?: number;
}

/** What one start led to. */
export interface StartReport {
  /** The parameters where it began. */
  readonly parameters: readonly number[];
  /** `flat`: to a point without slope; `stalled`, `spent`, `runaway`: to none; `refused`: the function has no value there. */
  readonly ended: "flat" | "stalled" | "spent" | "runaway" | "refused";
  /** The lowest value, where there is one. */
  readonly value?: number;
}

/** What `minimize` did. */
export interface SearchReport {
  /** In words: why this status, what is open, what was worked around. */
  readonly reasons: readonly string[];
  /** One for each parameter, in the order of the options. */
  readonly parameters: readonly MinimizedParameter[];
  /** The method that found the point: descent by gradients, or the simplex where they are of no use. */
  readonly method: "bfgs" | "nelder-mead";
  /** Whether derivatives were given or taken by differences. */
  readonly gradient: "given" | "differences";
  /** How often the function was asked for a value. */
  readonly evaluations: number;
  /** How often the given gradient was asked for. */
  readonly gradientEvaluations: number;
  /** How often the function had no finite value or threw; such places count as infinitely high. */
  readonly barriers: number;
  /** Steps of the winning start. */
  readonly iterations: number;
  /** Which of `starts` won. */
  readonly bestStart: number;
  /** What each start led to. */
  readonly starts: readonly StartReport[];
}

/** A minimum, or the lowest value of a function that has no single one. */
export interface FoundMinimum extends SearchReport {
  /** What kind of point was found: one that bends in every direction, one at a bound, or one of many that are as good. */
  readonly status: "converged" | "boundary" | "not-identified";
  /** The lowest value. */
  readonly value: number;
  /** max |gᵢ| / max(1, |f|) for natural steps. */
  readonly gradientNorm: number;
  /** The second derivatives by the parameters; only of a converged minimum that bends in every direction. */
  readonly hessian?: Matrix;
  /** The inverse of the Hessian: the covariance of the estimates where the function is a negative log-likelihood. */
  readonly covariance?: Matrix;
}

/** The end of a search that found no minimum. */
export interface FailedSearch extends SearchReport {
  /** That none was found; `reasons` say why. */
  readonly status: "failed";
  /** The lowest value seen, where there is one. */
  readonly value?: number;
  /** The scaled gradient there. */
  readonly gradientNorm?: number;
}

/** The answer of `minimize`; JSON-safe and frozen. */
export type Minimum = FoundMinimum | FailedSearch;
