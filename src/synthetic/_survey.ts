import { dateOfDay } from "../calendar/index.ts";
import type { SurveyAnswer } from "../model/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import { type KnownSpan, workingHour } from "./_person-facts.ts";

const ELEMENTS = [
  ["process", "delivery"],
  ["outcome", "product"],
  ["process", "advice"],
  ["outcome", "value for money"],
] as const;

/**
 * A survey after a purchase: elements of process and outcome, expected and found, and all in all. What is said all in all
 * is the mean of what was found, half a grade better of who stays and half a grade worse of who has left by now, give or
 * take a grade: so satisfaction goes with staying, and satisfied customers leave all the same.
 */
export function drawSurveyAnswers(
  random: Random,
  partyId: string,
  span: KnownSpan,
  stays: boolean,
): SurveyAnswer[] {
  const answers = bernoulli(random, 0.06);
  const day = span.from + Math.floor(random.next() * (span.to - span.from));
  const at = workingHour(random, day);
  const grades = ELEMENTS.map(
    () => [3 + Math.floor(3 * random.next()), 1 + Math.floor(5 * Math.sqrt(random.next()))] as const,
  );
  const mean = grades.reduce((sum, [, found]) => sum + found, 0) / grades.length;
  const overall = Math.round(mean + (stays ? 0.5 : -0.5) + 2 * random.next() - 1);
  if (!answers) return [];
  const answer = (
    dimension: SurveyAnswer["dimension"],
    element: string,
    given: Pick<SurveyAnswer, "expectation" | "perception">,
  ): SurveyAnswer =>
    Object.freeze<SurveyAnswer>({
      schemaVersion: 1,
      id: `${partyId}-survey-${element.replaceAll(" ", "-")}`,
      partyId,
      survey: `after purchase ${dateOfDay(day).slice(0, 4)}`,
      answeredAt: at,
      channel: "web",
      subject: "own",
      dimension,
      element,
      scale: Object.freeze({ worst: 1, best: 5 }),
      ...given,
    });
  return [
    ...ELEMENTS.map(([dimension, element], i) =>
      answer(dimension, element, { expectation: grades[i]![0], perception: grades[i]![1] }),
    ),
    answer("overall", "all in all", { perception: Math.min(5, Math.max(1, overall)) }),
  ];
}
