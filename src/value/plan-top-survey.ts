import { dateOfDay, dayNumber, localDayNumber, type PlainDate } from "../calendar/index.ts";
import type { SurveyAnswer } from "../model/index.ts";
import { type RankedCustomer, type TopCustomersOptions, topCustomers } from "./top-customers.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link planTopSurvey}. */
export interface TopSurveyOptions extends TopCustomersOptions {
  /** The zone in which an answer's moment is made a day. */
  readonly zone: string;
  /**
   * How many days an answer is good for, before `asOf` of the values.
   * @defaultValue `365`
   */
  readonly validDays?: number | undefined;
}

/** One of the best customers, and whether to ask for an opinion. */
export interface SurveyCandidate extends RankedCustomer {
  /** Whether there is no answer that is still good. */
  readonly due: boolean;
  /** The day of the last answer about the own company; absent where there is none. */
  readonly lastAnswer?: PlainDate | undefined;
}

/**
 * Plans whom of the best customers to ask for their opinion: the top ten by value, and of each the last answer.
 *
 * `due = no answer about the own company in [asOf − validDays, asOf)`
 *
 * @throws RangeError if `count` or `validDays` is not a positive integer, or the zone is none
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { planTopSurvey, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [["ann", "90"], ["bob", "50"], ["cyd", "5"]].map(([customerId = "", amount = ""]) => ({ customerId, orderedOn: "2026-05-02" as const, amount })),
 *   { currency: "EUR" },
 * );
 * const answer = {
 *   schemaVersion: 1, id: "s1", partyId: "ann", survey: "2026", answeredAt: "2026-02-01T09:00:00Z", subject: "own",
 *   dimension: "overall", element: "all in all", scale: { worst: 1, best: 5 }, perception: 4,
 * } as const;
 * const plan = planTopSurvey(valueCustomers(log, { asOf: "2026-06-01" }), [answer], { count: 2, zone: "Europe/Berlin" });
 * plan.map((one) => [one.rank, one.customerId, one.due]); // => [[1, "ann", false], [2, "bob", true]]
 * ```
 */
export function planTopSurvey(
  values: ValueTable,
  answers: Iterable<SurveyAnswer>,
  options: TopSurveyOptions,
): readonly SurveyCandidate[] {
  const { zone, validDays = 365 } = options;
  if (!Number.isSafeInteger(validDays) || validDays < 1) {
    throw new RangeError(`Cannot plan a survey: validDays must be a positive integer, got ${validDays}`);
  }
  const end = dayNumber(values.asOf);
  const last = new Map<string, number>();
  for (const { partyId, subject, answeredAt } of answers) {
    const day = localDayNumber(Date.parse(answeredAt), zone);
    if (subject === "own" && day < end) last.set(partyId, Math.max(last.get(partyId) ?? day, day));
  }
  return Object.freeze(
    topCustomers(values, options).map((customer) => {
      const day = last.get(customer.customerId);
      return Object.freeze({
        ...customer,
        due: day === undefined || day < end - validDays,
        ...(day === undefined ? {} : { lastAnswer: dateOfDay(day) }),
      });
    }),
  );
}
