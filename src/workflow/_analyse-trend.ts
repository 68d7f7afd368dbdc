import type { PlainDate } from "../calendar/index.ts";
import type { BehaviourEvent, Insight } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import {
  type ChangeDirection,
  type InsufficientEvidence,
  surveyTrend,
  type TrendSurvey,
  trendInsights,
} from "../trend/index.ts";
import type { TrendCount, TrendReport } from "./trend-report.ts";

/** What the survey for change is asked. */
export interface TrendInput {
  readonly asOf: PlainDate;
  readonly productCategories: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly behaviour: readonly BehaviourEvent[];
}

/** Looks at everything that may have changed. */
export function analyseTrend(
  log: OrderLog,
  input: TrendInput,
): { readonly report: TrendReport | InsufficientEvidence; readonly insights: readonly Insight[] } {
  const survey = surveyTrend(log, input);
  if (survey.kind === "insufficient") return { report: survey, insights: [] };
  const { asOf, periods, rates } = survey;
  const { clumping } = rates;
  return {
    report: Object.freeze({
      kind: "trend",
      asOf,
      periods,
      ...(clumping === undefined || clumping.kind === "insufficient" ? {} : { clumping: clumping.index }),
      counts: countsOf(survey),
    }),
    insights: trendInsights(survey, log),
  };
}

function countsOf(survey: TrendSurvey): readonly TrendCount[] {
  const { rates, amounts, values, overdue, shifts, fading, mixes, interest } = survey;
  const row = (of: string, size: number, tested: number, ways: Partial<Record<ChangeDirection, number>>) =>
    Object.freeze({ of, tested, insufficient: size - tested, up: 0, down: 0, sideways: 0, ...ways });
  return Object.freeze([
    row("rate", rates.size, rates.tested, { up: rates.up, down: rates.down }),
    row("amount", amounts.size, amounts.tested, { up: amounts.up, down: amounts.down }),
    row("value", values.size, values.tested, { up: values.up, down: values.down }),
    row("silence", overdue.size, overdue.tested, { down: overdue.overdue }),
    row("rfm of the best customers", shifts.length, testedOf(shifts), waysOf(shifts)),
    row("fading frequent buyers", fading.tested + fading.insufficient, fading.tested, {
      down: fading.buyers.length,
    }),
    ...mixes.map((mix) => row(`mix of ${mix.of}`, mix.size, mix.tested, { sideways: mix.changed })),
    ...(interest.length === 0
      ? []
      : [row("interest", interest.length, testedOf(interest), waysOf(interest))]),
  ]);
}

interface Answered {
  readonly result: { readonly kind: string; readonly direction?: ChangeDirection };
}

const testedOf = (rows: readonly Answered[]): number =>
  rows.filter(({ result }) => result.kind !== "insufficient").length;

function waysOf(rows: readonly Answered[]): Record<ChangeDirection, number> {
  const ways = { up: 0, down: 0, sideways: 0 };
  for (const { result } of rows)
    if (result.kind === "changed" && result.direction !== undefined) ways[result.direction]++;
  return ways;
}
