import { addDays, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Evidence, Insight, InsightPayload } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { ChangedResult } from "./change-result.ts";
import type { MixDetails } from "./compare-mixes.ts";
import { surveyTrend, type TrendSurvey, type TrendSurveyOptions } from "./survey-trend.ts";

/**
 * Finds the customers of whom something has significantly changed; see {@link surveyTrend} and {@link trendInsights}.
 *
 * @returns insights by kind, then by customer; none where there is too little to compare
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
 * const log = orderLogFromRows(rows, { currency: "EUR" });
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

interface Finding<K extends `trend.${string}`> {
  readonly kind: K;
  readonly subjectId: string;
  readonly strength: number;
  readonly evidence: readonly (readonly [label: string, value: string | number, asOf?: PlainDate])[];
  readonly payload: object;
}

function insightOf<K extends `trend.${string}`>(asOf: PlainDate, finding: Finding<K>): Insight {
  const { kind, subjectId, strength, payload } = finding;
  const evidence: Evidence[] = finding.evidence.map(([label, value, day = asOf]) => ({
    label,
    value,
    asOf: day,
    source: "trend",
  }));
  return Object.freeze({
    schemaVersion: 1,
    id: `${kind}:${subjectId}:${asOf}`,
    kind,
    subjectId,
    asOf,
    strength: Math.min(1, Math.max(0, strength)),
    evidence,
    payload: Object.freeze(payload) as Insight["payload"],
  });
}

/** The last day of a period, as its evidence is of. */
const lastDay = ({ to }: { readonly to: PlainDate }): PlainDate => addDays(to, -1);

/** What every significant change says of itself. */
function significance(result: ChangedResult, qValue: number | undefined, atStake?: Money) {
  return {
    direction: result.direction,
    p: result.p,
    ...(qValue === undefined ? {} : { qValue }),
    since: result.since!,
    ...(atStake === undefined ? {} : { atStake: atStake.amount, currencyAtStake: atStake.currency }),
  };
}

/** The rows of the customers who have changed. */
function* changedRows<Row extends { readonly result: { readonly kind: string } }>(table: {
  readonly kinds: Uint8Array;
  row(index: number): Row;
}): Generator<Row & { readonly result: Extract<Row["result"], { kind: "changed" }> }> {
  for (let i = 0; i < table.kinds.length; i++) {
    if (table.kinds[i] !== 2) continue;
    yield table.row(i) as Row & { readonly result: Extract<Row["result"], { kind: "changed" }> };
  }
}

const p3 = (value: number): number => Number(value.toPrecision(3));

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

function* mixesOf({ asOf, mixes }: TrendSurvey): Generator<Insight> {
  const best = new Map<string, { q: number; insight: Insight }>();
  for (const table of mixes)
    for (const { customerId, result, qValue, referenceEvents, currentEvents } of changedRows(table)) {
      const q = qValue ?? result.p;
      if ((best.get(customerId)?.q ?? Number.POSITIVE_INFINITY) <= q) continue;
      const top = result.moved.filter(({ residual }) => Math.abs(residual) >= 2);
      const told = top.length > 0 ? top : result.moved;
      const payload: InsightPayload<"trend.mix-changed"> = {
        ...significance(result, q),
        of: table.of,
        moved: told.slice(0, 5).map(({ value, before, after }) => ({ value, before, after })),
      };
      const insight = insightOf(asOf, {
        kind: "trend.mix-changed",
        subjectId: customerId,
        strength: 1 - q,
        evidence: [
          [`purchases compared by ${table.of}, before and now`, `${referenceEvents} and ${currentEvents}`],
          ...told
            .slice(0, 2)
            .map((one) => [`share of ${one.value} before and now`, sharesText(one)] as const),
          ["q value of the change", p3(q)],
        ],
        payload,
      });
      best.set(customerId, { q, insight });
    }
  for (const [, { insight }] of [...best].sort(([a], [b]) => compareCodePoints(a, b))) yield insight;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const sharesText = ({ before, after }: { readonly before: number; readonly after: number }): string =>
  `${percent(before)} and ${percent(after)}`;

/** The value that most has come to, and the one that most has gone from. */
function fromAndTo({ moved }: MixDetails) {
  const by = (sign: number) =>
    moved.reduce((best, one) =>
      sign * (one.after - one.before) > sign * (best.after - best.before) ? one : best,
    );
  return { from: by(-1), to: by(1) };
}

function* interestOf({ asOf, interest }: TrendSurvey): Generator<Insight> {
  for (const { partyId, result, qValue, sessions } of interest) {
    if (result.kind !== "changed") continue;
    const q = qValue ?? result.p;
    const { from, to } = fromAndTo(result);
    const payload: InsightPayload<"trend.interest-shifted"> = {
      ...significance(result, q),
      from: from.value,
      to: to.value,
      shareBefore: to.before,
      shareAfter: to.after,
    };
    yield insightOf(asOf, {
      kind: "trend.interest-shifted",
      subjectId: partyId,
      strength: 1 - q,
      evidence: [
        ["sessions", sessions],
        [`share of ${to.value} before and now`, sharesText(to)],
        [`share of ${from.value} before and now`, sharesText(from)],
        ["q value of the shift", p3(q)],
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
