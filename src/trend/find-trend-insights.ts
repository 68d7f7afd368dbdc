import type { Insight, InsightPayload } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { changedRows, insightOf, lastDay, p3, significance } from "./_insight-of.ts";
import { interestOf, mixesOf } from "./_mix-insights.ts";
import { surveyTrend, type TrendSurvey, type TrendSurveyOptions } from "./survey-trend.ts";

/**
 * Finds the customers of whom something has significantly changed; see {@link surveyTrend} and {@link trendInsights}.
 *
 * @returns insights by kind, then by customer; none where there is too little to compare
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if the day is none or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findTrendInsights } from "clientele/trend";
 *
 * const rows = Array.from({ length: 20 }, (_, c) =>
 *   Array.from({ length: c === 7 ? 38 : 57 }, (_, i) => ({
 *     customerId: `c${c}`,
 *     orderedOn: addDays("2025-01-01", 8 * i + ((c * i * i) % 7)),
 *     amount: "20",
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-04-01" } });
 * const found = findTrendInsights(log, { asOf: "2026-04-01" });
 * found.map(({ id }) => id).slice(0, 2); // => ["trend.rate-changed:c7:2026-04-01", "trend.overdue:c7:2026-04-01"]
 * ```
 */
export function findTrendInsights(log: OrderLog, options: TrendSurveyOptions): readonly Insight[] {
  const survey = surveyTrend(log, options);
  return survey.kind === "insufficient" ? Object.freeze([]) : trendInsights(survey, log);
}

/**
 * Tells what a survey found as insights, one of a kind for each customer: `trend.rate-changed`, `trend.amount-changed`,
 * `trend.overdue`, `trend.rfm-shifted`, `trend.frequent-buyer-fading`, `trend.mix-changed`, `trend.interest-shifted`,
 * `trend.value-changed`.
 *
 * The strength is 1 − q. Of several mixes of one customer the most significant is told.
 *
 * @param log - the log that was surveyed
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { surveyTrend, trendInsights } from "clientele/trend";
 *
 * const rows = [{ customerId: "ann", orderedOn: "2025-01-01" as const, amount: "10" }];
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-04-01" } });
 * const survey = surveyTrend(log, { asOf: "2026-04-01" });
 * survey.kind === "trend" && trendInsights(survey, log); // => []
 * ```
 */
export function trendInsights(survey: TrendSurvey, log: Pick<OrderLog, "currency">): readonly Insight[] {
  return Object.freeze([
    ...ratesOf(survey),
    ...amountsOf(survey, log.currency),
    ...overdueOf(survey),
    ...shiftsOf(survey),
    ...fadingOf(survey),
    ...mixesOf(survey),
    ...interestOf(survey),
    ...valuesOf(survey, log.currency),
  ]);
}

function* ratesOf({ asOf, periods, rates }: TrendSurvey): Generator<Insight> {
  for (const row of changedRows(rates)) {
    const { customerId, result, qValue = result.p, before = 0, after, atStake } = row;
    const payload: InsightPayload<"trend.rate-changed"> = {
      ...significance(result, qValue, atStake),
      before,
      after,
      unit: "month",
      ...(result.effect === undefined ? {} : { ratio: result.effect }),
    };
    yield insightOf(asOf, {
      kind: "trend.rate-changed",
      subjectId: customerId,
      strength: 1 - qValue,
      evidence: [
        [
          `buying days in ${row.referenceDays} days of reference`,
          row.referenceEvents,
          lastDay(periods.reference),
        ],
        [`buying days in ${row.currentDays} days now`, row.currentEvents],
        ["q value of the change", p3(qValue)],
      ],
      payload,
    });
  }
}

function* amountsOf({ asOf, periods, amounts }: TrendSurvey, currency: string): Generator<Insight> {
  for (const { customerId, result, qValue = result.p, before, after, atStake } of changedRows(amounts)) {
    const payload: InsightPayload<"trend.amount-changed"> = {
      ...significance(result, qValue, atStake),
      before: before!.amount,
      after: after!.amount,
      currency,
    };
    yield insightOf(asOf, {
      kind: "trend.amount-changed",
      subjectId: customerId,
      strength: 1 - qValue,
      evidence: [
        [`median amount of a purchase before, in ${currency}`, before!.amount, lastDay(periods.reference)],
        [`median amount of a purchase now, in ${currency}`, after!.amount],
        ["q value of the change", p3(qValue)],
      ],
      payload,
    });
  }
}

function* overdueOf({ asOf, overdue }: TrendSurvey): Generator<Insight> {
  for (const { customerId, result, daysSilent, gaps, meanGapDays = 0 } of overdue) {
    if (result.kind !== "overdue") continue;
    const payload: InsightPayload<"trend.overdue"> = {
      daysSilent,
      usualGapDays: meanGapDays,
      p: result.p,
      qValue: result.qValue,
      orders: gaps + 1,
    };
    yield insightOf(asOf, {
      kind: "trend.overdue",
      subjectId: customerId,
      strength: 1 - result.qValue,
      evidence: [
        ["days since the last purchase", daysSilent],
        ["mean gap between buying days, in days", p3(meanGapDays)],
        ["gaps between buying days", gaps],
        ["q value of the silence", p3(result.qValue)],
      ],
      payload,
    });
  }
}

function* shiftsOf({ asOf, periods, shifts }: TrendSurvey): Generator<Insight> {
  for (const { customerId, result, qValue, components, before, after, atStake } of shifts) {
    if (result.kind !== "changed") continue;
    const q = qValue ?? result.p;
    const payload: InsightPayload<"trend.rfm-shifted"> = {
      ...significance(result, q, atStake),
      components: components.filter(({ moved }) => moved).map(({ of }) => of),
      before,
      after,
    };
    yield insightOf(asOf, {
      kind: "trend.rfm-shifted",
      subjectId: customerId,
      strength: 1 - q,
      evidence: [
        ["scores before", before, lastDay(periods.reference)],
        ["scores now, by the same cuts", after],
        ...components.map(({ of, p }) => [`p value of ${of}`, p3(p)] as const),
      ],
      payload,
    });
  }
}

function* fadingOf({ asOf, fading }: TrendSurvey): Generator<Insight> {
  for (const { customerId, p: _p, qValue, because, ...rest } of fading.buyers) {
    const payload: InsightPayload<"trend.frequent-buyer-fading"> = rest;
    yield insightOf(asOf, {
      kind: "trend.frequent-buyer-fading",
      subjectId: customerId,
      strength: 1 - qValue,
      evidence: [
        ["days since the last purchase", rest.daysSilent],
        ["recency score before and now", `${rest.recencyScoreBefore} and ${rest.recencyScore}`],
        [because === "silent" ? "q value of the silence" : "q value of the fallen rate", p3(qValue)],
      ],
      payload,
    });
  }
}

function* valuesOf({ asOf, periods, values }: TrendSurvey, currency: string): Generator<Insight> {
  const { measure } = values;
  for (const { customerId, result, qValue = result.p, before, after, atStake } of changedRows(values)) {
    const payload: InsightPayload<"trend.value-changed"> = {
      ...significance(result, qValue, atStake),
      measure,
      before: before!.amount,
      after: after.amount,
      currency,
    };
    yield insightOf(asOf, {
      kind: "trend.value-changed",
      subjectId: customerId,
      strength: 1 - qValue,
      evidence: [
        [`${measure} of a year before, in ${currency}`, before!.amount, lastDay(periods.reference)],
        [`${measure} of a year now, in ${currency}`, after.amount],
        ["q value of the change", p3(qValue)],
      ],
      payload,
    });
  }
}
