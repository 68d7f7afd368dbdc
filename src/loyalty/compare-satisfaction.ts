import { compareCodePoints } from "../ids/index.ts";
import type { SurveyAnswer } from "../model/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { satisfactionScores } from "./_satisfaction-scores.ts";

/** Options of {@link compareSatisfaction}. */
export interface SatisfactionOptions {
  /** Who was lost, or bought elsewhere, after the answer. */
  readonly switched: ReadonlySet<string>;
  /**
   * From where on the scale, 0 worst to 1 best, a party is satisfied.
   * @defaultValue `0.75`
   */
  readonly satisfiedFrom?: number | undefined;
}

/** Customers by what they said. */
export interface SatisfactionGroup {
  /** How many. */
  readonly customers: number;
  /** How many of them switched. */
  readonly switched: number;
  /** switched / customers, with a Wilson interval; absent of nobody. */
  readonly rate?: BoundedEstimate | undefined;
}

/** What customers said beside what they did. */
export interface SatisfactionComparison {
  /** Those who said that they are satisfied: who of them switched anyway, is a satisfied switcher. */
  readonly satisfied: SatisfactionGroup;
  /** Those who said that they are not. */
  readonly dissatisfied: SatisfactionGroup;
  /** Satisfied customers who switched, by id. */
  readonly satisfiedSwitchers: readonly string[];
  /** Of all who switched, the share who had been satisfied; absent where nobody switched. */
  readonly shareOfSwitchers?: number | undefined;
}

/**
 * Sets satisfaction against behaviour: satisfied customers who switch all the same show that satisfaction is not loyalty.
 *
 * `score = (perception − worst) / (best − worst)`; satisfied where the mean score of a party's overall answers about the
 * own company is at least `satisfiedFrom`
 *
 * @throws RangeError if `satisfiedFrom` is not from 0 to 1
 *
 * @example
 * ```ts
 * import { compareSatisfaction } from "clientele/loyalty";
 *
 * const answer = (partyId: string, perception: number) => ({
 *   schemaVersion: 1 as const, id: `s-${partyId}`, partyId, survey: "2026", answeredAt: "2026-02-01T09:00:00Z", subject: "own" as const,
 *   dimension: "overall" as const, element: "all in all", scale: { worst: 1, best: 5 }, perception,
 * });
 * const found = compareSatisfaction([answer("ann", 5), answer("bob", 4), answer("cyd", 2)], { switched: new Set(["bob"]) });
 * [found.satisfiedSwitchers, found.satisfied.rate?.estimate, found.dissatisfied.switched]; // => [["bob"], 0.5, 0]
 * ```
 */
export function compareSatisfaction(
  answers: Iterable<SurveyAnswer>,
  options: SatisfactionOptions,
): SatisfactionComparison {
  const { switched, satisfiedFrom = 0.75 } = options;
  if (!(satisfiedFrom >= 0 && satisfiedFrom <= 1)) {
    throw new RangeError(
      `Cannot compare satisfaction: satisfiedFrom must be from 0 to 1, got ${satisfiedFrom}`,
    );
  }
  const [satisfied, others]: [string[], string[]] = [[], []];
  for (const [partyId, score] of satisfactionScores(answers)) {
    (score >= satisfiedFrom ? satisfied : others).push(partyId);
  }
  const groupOf = (ids: readonly string[]): SatisfactionGroup => {
    const gone = ids.filter((id) => switched.has(id)).length;
    return Object.freeze({
      customers: ids.length,
      switched: gone,
      ...(ids.length === 0 ? {} : { rate: estimateProportion({ successes: gone, trials: ids.length }) }),
    });
  };
  const [yes, no] = [groupOf(satisfied), groupOf(others)];
  return Object.freeze({
    satisfied: yes,
    dissatisfied: no,
    satisfiedSwitchers: Object.freeze(satisfied.filter((id) => switched.has(id)).sort(compareCodePoints)),
    ...(yes.switched + no.switched === 0
      ? {}
      : { shareOfSwitchers: yes.switched / (yes.switched + no.switched) }),
  });
}

/** How far what was found lies from what was expected, of one element. */
export interface ElementGap {
  /** How something is done, what comes out, or all in all. */
  readonly dimension: SurveyAnswer["dimension"];
  /** What was asked about. */
  readonly element: string;
  /** Answers with an expectation. */
  readonly answers: number;
  /** Answers without: they tell no gap. */
  readonly withoutExpectation: number;
  /** The mean of (perception − expectation) / (best − worst), from −1 to 1; absent where no answer has an expectation. */
  readonly meanGap?: number | undefined;
}

/**
 * Measures where expectations are missed, by process and outcome element, the worst gap first.
 *
 * `gap = mean of (perception − expectation) / (best − worst)` (Parasuraman, Zeithaml and Berry 1988)
 *
 * @example
 * ```ts
 * import { measureGaps } from "clientele/loyalty";
 *
 * const answer = {
 *   schemaVersion: 1, id: "s1", partyId: "ann", survey: "2026", answeredAt: "2026-02-01T09:00:00Z", subject: "own",
 *   dimension: "process", element: "waiting time", scale: { worst: 1, best: 5 }, expectation: 4, perception: 2,
 * } as const;
 * measureGaps([answer])[0]; // => { dimension: "process", element: "waiting time", answers: 1, withoutExpectation: 0, meanGap: -0.5 }
 * ```
 */
export function measureGaps(answers: Iterable<SurveyAnswer>): readonly ElementGap[] {
  const groups = new Map<
    string,
    { dimension: ElementGap["dimension"]; element: string; gaps: number[]; without: number }
  >();
  for (const { subject, dimension, element, scale, expectation, perception } of answers) {
    if (subject !== "own") continue;
    const key = JSON.stringify([dimension, element]);
    const group = groups.get(key) ?? { dimension, element, gaps: [], without: 0 };
    groups.set(key, group);
    if (expectation === undefined) group.without++;
    else group.gaps.push((perception - expectation) / (scale.best - scale.worst));
  }
  const rows = [...groups].map(([key, { dimension, element, gaps, without }]) => {
    const sum = gaps.sort((a, b) => a - b).reduce((total, gap) => total + gap, 0);
    const row: ElementGap = Object.freeze({
      dimension,
      element,
      answers: gaps.length,
      withoutExpectation: without,
      ...(gaps.length === 0 ? {} : { meanGap: sum / gaps.length }),
    });
    return [key, row] as const;
  });
  rows.sort(([a, x], [b, y]) => (x.meanGap ?? 2) - (y.meanGap ?? 2) || compareCodePoints(a, b));
  return Object.freeze(rows.map(([, row]) => row));
}
