import { dayNumber, localDayNumber, type Period } from "../calendar/index.ts";
import type { Interaction, SurveyAnswer } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { satisfactionScores } from "./_satisfaction-scores.ts";
import { measureFlow } from "./measure-flow.ts";
import { checkPeriods } from "./tabulate-cohorts.ts";

/** What success with customers is measured by beside money, for one period. */
export interface LoyaltyKpis {
  /** The period. */
  readonly period: Period;
  /** Mean satisfaction of who answered all in all in the period, from 0 to 1; absent where nobody did. */
  readonly satisfaction?: { readonly mean: number; readonly parties: number } | undefined;
  /** Retention: of those active in the period before, the share active in this; absent in the first, and where nobody was. */
  readonly loyalty?: BoundedEstimate | undefined;
  /** Of those active in the period, the share with a contact in it in which both sides spoke; absent where nobody was active. */
  readonly oneToOne?: BoundedEstimate | undefined;
}

/** Options of {@link measureKpis}. */
export interface KpiOptions {
  /** Periods in order, which do not overlap. */
  readonly periods: readonly Period[];
  /** What customers said. */
  readonly answers: Iterable<SurveyAnswer>;
  /** Contacts with them. */
  readonly interactions: Iterable<Interaction>;
  /** The zone in which a moment is made a day. */
  readonly zone: string;
}

/**
 * Measures by period what success with customers is measured by: satisfaction, loyalty, and the one-to-one relation.
 *
 * `satisfaction = mean over parties of the mean score of their overall answers`; `loyalty = kept / active before`;
 * `one-to-one = active with a two-way contact / active`
 *
 * The values of a measure are what `assessGoal` holds against a goal.
 *
 * @throws UnobservedDaysError if the log was not observed until the end of the last of several periods
 * @throws RangeError if there is no period, they overlap or are out of order, or the zone is none
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { measureKpis } from "clientele/loyalty";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   ([["ann", "2026-01-05"], ["bob", "2026-01-06"], ["ann", "2026-02-07"]] as const).map(([customerId, orderedOn]) => ({
 *     customerId, orderedOn, amount: "1",
 *   })),
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
 * );
 * const talk = {
 *   schemaVersion: 1, id: "i1", partyId: "ann", occurredAt: "2026-02-10T09:00:00Z", channel: "phone", direction: "inbound", twoWay: true,
 * } as const;
 * const periods = trailingPeriods("2026-03-01", { months: 1, count: 2 });
 * const [, february] = measureKpis(log, { periods, answers: [], interactions: [talk], zone: "Europe/Berlin" });
 * [february?.satisfaction, february?.loyalty?.estimate, february?.oneToOne?.estimate]; // => [undefined, 0.5, 1]
 * ```
 */
export function measureKpis(log: OrderLog, options: KpiOptions): readonly LoyaltyKpis[] {
  const { periods, zone } = options;
  const spans = checkPeriods("measure KPIs", periods);
  const flows = periods.length < 2 ? [] : measureFlow(log, { periods });
  const placed = <T>(records: Iterable<T>, momentOf: (record: T) => string): T[][] => {
    const groups: T[][] = spans.map(() => []);
    for (const record of records) {
      const day = localDayNumber(Date.parse(momentOf(record)), zone);
      groups[spans.findIndex(([from, to]) => day >= from && day < to)]?.push(record);
    }
    return groups;
  };
  const answers = placed(options.answers, (one) => one.answeredAt);
  const talks = placed(options.interactions, (one) => one.occurredAt);
  return Object.freeze(
    periods.map((period, p): LoyaltyKpis => {
      const scores = [...satisfactionScores(answers[p]!).values()].sort((a, b) => a - b);
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const spoke = new Set(talks[p]!.filter((one) => one.twoWay).map((one) => one.partyId));
      const active = activeIn(log, dayNumber(period.from), dayNumber(period.to));
      const loyalty = flows[p - 1]?.retention;
      const trials = active.length;
      return Object.freeze({
        period: Object.freeze({ from: period.from, to: period.to }),
        ...(scores.length === 0 ? {} : { satisfaction: Object.freeze({ mean, parties: scores.length }) }),
        ...(loyalty === undefined ? {} : { loyalty }),
        ...(trials === 0
          ? {}
          : {
              oneToOne: estimateProportion({
                successes: active.filter((id) => spoke.has(id)).length,
                trials,
              }),
            }),
      });
    }),
  );
}

/** Who has a purchase in the days. */
function activeIn(log: OrderLog, from: number, to: number): readonly string[] {
  const buys = new Uint8Array(log.customerIds.length);
  for (let i = 0; i < log.size; i++)
    if (log.amounts[i]! > 0 && log.days[i]! >= from && log.days[i]! < to) buys[log.customers[i]!] = 1;
  return log.customerIds.filter((_, code) => buys[code] === 1);
}
