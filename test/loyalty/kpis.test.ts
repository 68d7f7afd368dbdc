import { trailingPeriods } from "clientele/calendar";
import { assessGoal, measureKpis } from "clientele/loyalty";
import type { Interaction, SurveyAnswer } from "clientele/model";
import { orderLogFromRows } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const zone = "Asia/Taipei";
const periods = trailingPeriods("2026-03-01", { months: 1, count: 2 });
const log = orderLogFromRows(
  (
    [
      ["ann", "2026-01-05"],
      ["bob", "2026-01-06"],
      ["cyd", "2026-01-07"],
      ["ann", "2026-02-07"],
      ["bob", "2026-02-08"],
      ["dan", "2026-02-09"],
      ["eve", "2026-02-10"],
    ] as const
  ).map(([customerId, orderedOn]) => ({ customerId, orderedOn, amount: "1" })),
  { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
);
const answer = (id: string, partyId: string, answeredAt: string, perception: number): SurveyAnswer => ({
  schemaVersion: 1,
  id,
  partyId,
  survey: "2026",
  answeredAt,
  subject: "own",
  dimension: "overall",
  element: "all in all",
  scale: { worst: 1, best: 5 },
  perception,
});
const talk = (id: string, partyId: string, occurredAt: string, twoWay: boolean): Interaction => ({
  schemaVersion: 1,
  id,
  partyId,
  occurredAt,
  channel: "phone",
  direction: "inbound",
  twoWay,
});
const answers = [
  answer("1", "ann", "2026-02-01T09:00:00Z", 5),
  answer("2", "ann", "2026-02-20T09:00:00Z", 3),
  answer("3", "bob", "2026-02-20T09:00:00Z", 2),
  // The second of February there, and of March.
  answer("4", "cyd", "2026-01-31T20:00:00Z", 1),
  answer("5", "cyd", "2026-02-28T20:00:00Z", 5),
];
const interactions = [
  talk("1", "ann", "2026-02-10T09:00:00Z", true),
  talk("2", "ann", "2026-02-11T09:00:00Z", true),
  talk("3", "bob", "2026-02-11T09:00:00Z", false),
  talk("4", "cyd", "2026-02-11T09:00:00Z", true),
];

describe("KPIs beside money", () => {
  it("are satisfaction, loyalty and one-to-one of a period, worked by hand [S2-13]", () => {
    const [january, february] = measureKpis(log, { periods, answers, interactions, zone });
    expect(january).toEqual({
      period: { from: "2026-01-01", to: "2026-02-01" },
      oneToOne: expect.objectContaining({ estimate: 0 }) as unknown,
    });
    // ann (1 + 1/2) / 2 = 3/4, bob 1/4, cyd 0.
    expect(february?.satisfaction).toEqual({ mean: (0 + 0.25 + 0.75) / 3, parties: 3 });
    // Of ann, bob and cyd two bought again; of ann, bob, dan and eve one spoke with us. cyd did not buy.
    expect(february?.loyalty?.estimate).toBe(2 / 3);
    expect(february?.oneToOne?.estimate).toBe(1 / 4);
  });

  it("stand against goals with a date", () => {
    const measured = measureKpis(log, { periods, answers, interactions, zone });
    const values = measured.flatMap(({ period, oneToOne }) =>
      oneToOne === undefined ? [] : [{ on: period.to, value: oneToOne.estimate }],
    );
    const goal = {
      name: "we talk",
      kind: "one-to-one",
      from: { on: "2026-02-01", value: 0 },
      to: { on: "2026-04-01", value: 0.5 },
    } as const;
    // On 1 March 28 of 59 days are over: the line is at 0.237.
    const standing = assessGoal(values, { goal, asOf: "2026-03-01" });
    expect([standing.state, standing.latest?.value, standing.planned]).toEqual([
      "on-track",
      0.25,
      (0.5 * 28) / 59,
    ]);
  });

  it("are not told where nobody said or did anything", () => {
    const empty = orderLogFromRows([], { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } });
    expect(measureKpis(empty, { periods, answers: [], interactions: [], zone })).toEqual(
      periods.map(({ from, to }) => ({ period: { from, to } })),
    );
    const [one] = measureKpis(log, { periods: periods.slice(1), answers: [], interactions: [], zone });
    expect(one?.loyalty).toBeUndefined();
    expect(() => measureKpis(log, { periods: [], answers: [], interactions: [], zone })).toThrow(
      "Cannot measure KPIs: there must be a period, got none",
    );
    expect(() => measureKpis(log, { periods, answers, interactions: [], zone: "Mars/Base" })).toThrow(
      RangeError,
    );
  });

  it("do not depend on the order of the records", () => {
    const expected = measureKpis(log, { periods, answers, interactions, zone });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(answers, { minLength: answers.length }),
        fc.shuffledSubarray(interactions, { minLength: interactions.length }),
        (said, talked) => {
          expect(measureKpis(log, { periods, answers: said, interactions: talked, zone })).toEqual(expected);
        },
      ),
    );
  });
});
