import { addDays, daysBetween, type PlainDate } from "../../calendar/index.ts";
import type { SurveyAnswer } from "../../model/index.ts";
import { evidence, once, pastDayOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";

/** From 9 of 10 on a customer recommends, up to 6 it warns: the usual bounds of the question. */
const [PROMOTER, DETRACTOR] = [9, 6];

/** One answer to the question whether the customer would recommend us, from 0 to 10. */
interface Likelihood {
  readonly id: string;
  readonly on: PlainDate;
  readonly grade: number;
}

/** The answers to the question up to the day, in the order of time; another scale is stretched to 0 to 10. */
function likelihoods(
  answers: readonly SurveyAnswer[],
  element: string,
  window: RuleWindow,
): readonly Likelihood[] {
  return answers
    .flatMap(({ id, subject, element: about, answeredAt, scale, perception }) => {
      const on = subject === "own" && about === element ? pastDayOf(answeredAt, window) : undefined;
      if (on === undefined) return [];
      const share = (perception - scale.worst) / (scale.best - scale.worst);
      return [{ id, on, grade: Math.round(share * 100) / 10 }];
    })
    .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
}

const shared = {
  catalogue: "P",
  cell: "customer.care",
  trigger: "record",
  reads: ["surveyAnswers"],
} as const;

/** Once a year, asks how likely the customer is to recommend us. */
export const recommendationQuestion = /* @__PURE__ */ builtIn({
  ...shared,
  id: "recommendation-question",
  goal: "retain",
  lever: "service",
  trigger: "interval",
  purpose: "care",
  audience: "customer",
  priority: 21,
  catchUpDays: 14,
  options: { element: "recommendation", afterDays: 90, everyDays: 365 },
  timing: (o) =>
    `${o.afterDays} days after the relationship began, then every ${o.everyDays} days; ${o.everyDays} days after an answer on ${o.element} (answers may be none, but must be loaded)`,
  occurrences: ({ party, surveyAnswers }, window, { o, say }) => {
    if (party.since === undefined && surveyAnswers.length === 0) return [];
    const last = likelihoods(surveyAnswers, o.element, window).at(-1);
    const start =
      last === undefined
        ? party.since && addDays(party.since, o.afterDays)
        : addDays(last.on, Math.max(1, o.everyDays));
    if (start === undefined) return [];
    const every = Math.max(1, o.everyDays);
    const found: Occurrence[] = [];
    const first = Math.max(0, Math.floor(daysBetween(start, window.from) / every));
    for (let k = first; addDays(start, k * every) < window.to; k++)
      found.push(
        ...once(`recommendation:${start}:${k}`, addDays(start, k * every), window, () => ({
          ...say(party, { last: last?.grade ?? "", on: last?.on ?? "" }),
          evidence: [
            last === undefined
              ? evidence("customer since", party.since ?? start, party.since ?? start, `party:${party.id}`)
              : evidence("last answer, of 10", last.grade, last.on, `survey-answer:${last.id}`),
          ],
        })),
      );
    return found;
  },
});

/** On the day on which a customer says that it would not recommend us, has the owner find out why. */
export const detractorFollowUp = /* @__PURE__ */ builtIn({
  ...shared,
  id: "detractor-follow-up",
  goal: "retain",
  lever: "service",
  purpose: "internal",
  audience: "owner",
  priority: 91,
  catchUpDays: 10,
  options: { element: "recommendation", aboveShare: 0.25 },
  timing: (o) =>
    `the day of an answer of ${DETRACTOR} of 10 or less on ${o.element}; the lowest ${Math.round(o.aboveShare * 100)} % of the scale is left to low-grade-follow-up`,
  occurrences: ({ party, surveyAnswers }, window, { o, say }) =>
    likelihoods(surveyAnswers, o.element, window).flatMap(({ id, on, grade }) =>
      grade > DETRACTOR || grade <= o.aboveShare * 10
        ? []
        : once(`answer:${id}`, on, window, () => ({
            ...say(party, { on, grade }),
            evidence: [evidence("likely to recommend, of 10", grade, on, `survey-answer:${id}`)],
          })),
    ),
});

/** A week after a customer says that it would recommend us, asks whom we may speak to. */
export const referralRequest = /* @__PURE__ */ builtIn({
  ...shared,
  id: "referral-request",
  goal: "acquire",
  lever: "marketing",
  purpose: "promotional",
  audience: "customer",
  priority: 39,
  catchUpDays: 14,
  cooldown: { days: 180, per: "rule" },
  options: { element: "recommendation", delayDays: 7, quietDays: 180 },
  timing: (o) =>
    `${o.delayDays} days after an answer of ${PROMOTER} of 10 or more on ${o.element}; not while a complaint is open, nor within ${o.quietDays} days after the customer brought somebody`,
  occurrences: ({ party, surveyAnswers, complaints = [], referrals = [] }, window, { o, say }) => {
    if (complaints.some(({ history }) => !["resolved", "closed"].includes(history.at(-1)?.state ?? "open")))
      return [];
    const last = likelihoods(surveyAnswers, o.element, window).at(-1);
    if (last === undefined || last.grade < PROMOTER) return [];
    const due = addDays(last.on, o.delayDays);
    const has = referrals.some(
      ({ referrerId, on }) => referrerId === party.id && on <= due && on > addDays(due, -o.quietDays),
    );
    return has
      ? []
      : once(`promoter:${last.id}`, due, window, () => ({
          ...say(party, { on: last.on, grade: last.grade }),
          evidence: [evidence("likely to recommend, of 10", last.grade, last.on, `survey-answer:${last.id}`)],
        }));
  },
});

/** Thanks a customer for having brought another. */
export const referralThanks = /* @__PURE__ */ builtIn({
  id: "referral-thanks",
  catalogue: "P",
  cell: "customer.care",
  goal: "retain",
  lever: "marketing",
  trigger: "record",
  purpose: "care",
  audience: "customer",
  priority: 61,
  catchUpDays: 7,
  reads: ["referrals"],
  options: { delayDays: 1 },
  timing: (o) => `${o.delayDays} day${o.delayDays === 1 ? "" : "s"} after the customer brought another one`,
  occurrences: ({ party, referrals }, window, { o, say }) =>
    referrals.flatMap(({ id, referrerId, on }) =>
      referrerId !== party.id || on > window.today
        ? []
        : once(`referral:${id}`, addDays(on, o.delayDays), window, () => ({
            ...say(party, { on }),
            evidence: [evidence("brought a customer on", on, on, `referral:${id}`)],
          })),
    ),
});
