import type { Complaint, CostEntry, Opportunity, PaperTrace, SurveyAnswer } from "clientele/model";
import {
  findRepeatedComplaints,
  measurePaperwork,
  measureProspectWaste,
  planTopSurvey,
} from "clientele/value";
import { describe, expect, it } from "vitest";
import { tableOf } from "./arbitrary-values.ts";

describe("large customers", () => {
  // Values of 2026-05-02 to 2026-06-01; the best two of five are large.
  const values = tableOf([50_00, 40_00, 5_00, 3_00, 2_00]);
  const complaint = (
    id: string,
    customerId: string,
    receivedAt: string,
    more: Partial<Complaint> = {},
  ): Complaint => ({
    schemaVersion: 1,
    id,
    customerId,
    subject: "product",
    category: "broken",
    severity: 3,
    receivedAt,
    channel: "phone",
    history: [{ state: "open", at: receivedAt }],
    ...more,
  });

  it("who complained several times last year are found, the most valuable first [S4-45]", () => {
    const settled = [
      { state: "open" as const, at: "2026-05-10T09:00:00Z" },
      { state: "resolved" as const, at: "2026-05-11T09:00:00Z" },
    ];
    const found = findRepeatedComplaints(
      values,
      [
        complaint("1", "c001", "2026-05-10T09:00:00Z", { history: settled }),
        complaint("2", "c001", "2026-05-12T09:00:00Z", { subject: "delivery" }),
        complaint("3", "c001", "2026-05-20T09:00:00Z", { subject: "delivery" }),
        complaint("4", "c000", "2026-05-20T09:00:00Z"),
        complaint("5", "c000", "2026-05-31T23:30:00Z"), // the first of June in Berlin: not seen
        complaint("6", "c002", "2026-05-20T09:00:00Z"),
        complaint("7", "c002", "2026-05-21T09:00:00Z"),
      ],
      { zone: "Europe/Berlin", share: 0.4 },
    );
    expect(found).toEqual([
      {
        rank: 2,
        customerId: "c001",
        value: { amount: "40.00", currency: "EUR" },
        share: 0.4,
        complaints: 3,
        open: 2,
        subjects: [
          { subject: "delivery", complaints: 2 },
          { subject: "product", complaints: 1 },
        ],
        last: "2026-05-20",
      },
    ]);
    expect(() => findRepeatedComplaints(values, [], { zone: "Europe/Berlin", atLeast: 0 })).toThrow(
      "atLeast must be a positive integer, got 0",
    );
  });

  it("the top ten are asked for their opinion, unless a fresh answer is there [S4-94]", () => {
    const answer = (partyId: string, answeredAt: string, subject: "own" | "competitor" = "own") =>
      ({
        schemaVersion: 1,
        id: `${partyId}${answeredAt}`,
        partyId,
        survey: "s",
        answeredAt,
        subject,
        dimension: "overall",
        element: "all in all",
        scale: { worst: 1, best: 5 },
        perception: 4,
      }) as SurveyAnswer;
    const twelve = tableOf(Array.from({ length: 12 }, (_, i) => 12_00 - i * 100));
    const plan = planTopSurvey(
      twelve,
      [
        answer("c000", "2026-03-01T09:00:00Z"),
        answer("c001", "2025-05-31T12:00:00Z"),
        answer("c002", "2026-05-01T09:00:00Z", "competitor"),
        answer("c003", "2026-07-01T09:00:00Z"),
      ],
      { zone: "UTC" },
    );
    expect(plan.map((one) => one.customerId)).toEqual(
      Array.from({ length: 10 }, (_, i) => `c${String(i).padStart(3, "0")}`),
    );
    expect(plan.slice(0, 4).map((one) => [one.due, one.lastAnswer])).toEqual([
      [false, "2026-03-01"],
      [true, "2025-05-31"],
      [true, undefined],
      [true, undefined],
    ]);
    expect(() => planTopSurvey(twelve, [], { zone: "UTC", validDays: 0 })).toThrow(
      "validDays must be a positive integer, got 0",
    );
  });
});

describe("prospects", () => {
  const sale = (
    customerId: string,
    stage: Opportunity["stage"],
    closedOn?: Opportunity["closedOn"],
  ): Opportunity => ({
    schemaVersion: 1,
    id: `${customerId}-${stage}`,
    customerId,
    name: "n",
    stage,
    openedOn: "2026-01-10",
    ...(closedOn === undefined ? {} : { closedOn }),
  });
  const spent = (customerId: string, kind: CostEntry["kind"], amount: string): CostEntry => ({
    schemaVersion: 1,
    id: `${customerId}-${kind}`,
    customerId,
    on: "2026-02-01",
    kind,
    amount,
    currency: "EUR",
  });
  const period = { from: "2026-01-01", to: "2026-07-01" } as const;
  const sales = [
    sale("won", "won", "2026-03-01"),
    sale("won", "lost", "2026-03-01"),
    sale("lost", "lost", "2026-03-01"),
    sale("given-up", "abandoned", "2026-03-01"),
    sale("open", "negotiating"),
    sale("open", "lost", "2026-03-01"),
    sale("later", "lost", "2026-07-01"),
    sale("before", "lost", "2025-12-31"),
  ];

  it("that came to nothing are a share of all decided, by number and by money [S3-5]", () => {
    const entries = [
      spent("won", "selling", "50"),
      spent("lost", "acquisition", "20"),
      spent("given-up", "marketing", "10"),
      spent("given-up", "delivery", "99"),
      spent("open", "selling", "99"),
    ];
    const found = measureProspectWaste(sales, { ...period, costs: { entries, currency: "EUR" } });
    if (found.kind === "insufficient") throw new Error("insufficient");
    expect([found.decided, found.wasted, found.open]).toEqual([3, 2, 2]);
    expect(found.rate.estimate).toBeCloseTo(2 / 3, 12);
    // Wilson of 2 in 3 at 95 %.
    expect(found.rate.lower).toBeCloseTo(0.2077, 3);
    expect(found.spend).toEqual({
      decided: { amount: "80.00", currency: "EUR" },
      wasted: { amount: "30.00", currency: "EUR" },
      share: 3 / 8,
    });
    expect(measureProspectWaste(sales, period)).not.toHaveProperty("spend");
  });

  it("are no number without one, and a negative cost or another currency is refused", () => {
    expect(measureProspectWaste([], period)).toMatchObject({ kind: "insufficient", have: 0 });
    const costs = (entry: CostEntry) => ({ ...period, costs: { entries: [entry], currency: "EUR" } });
    expect(() => measureProspectWaste(sales, costs(spent("won", "selling", "-1")))).toThrow(
      "no more can be taken back than was charged",
    );
    expect(() =>
      measureProspectWaste(sales, costs({ ...spent("won", "selling", "1"), currency: "USD" })),
    ).toThrow("EUR");
    expect(() => measureProspectWaste(sales, { from: "2026-01-01", to: "2026-01-01" })).toThrow(
      "to must be after from 2026-01-01",
    );
  });
});

describe("paperwork", () => {
  const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, "0")}:00:00Z`;
  const trace = (
    id: string,
    form: PaperTrace["form"],
    customerId: string | undefined,
    steps: PaperTrace["steps"],
  ): PaperTrace => ({
    schemaVersion: 1,
    id,
    documentId: id,
    form,
    ...(customerId === undefined ? {} : { customerId }),
    steps,
  });

  it("shows which steps cost the customer time and the company money for nothing [S4-84]", () => {
    const found = measurePaperwork(
      [
        trace("1", "paper", "ann", [
          { name: "received", at: at(8) },
          { name: "copied", at: at(9), necessary: false },
          { name: "signed", at: at(13), necessary: true },
          { name: "copied", at: at(14), necessary: false },
          { name: "sent", at: at(16) },
        ]),
        trace("2", "digital", "bob", [
          { name: "received", at: at(8) },
          { name: "sent", at: at(10) },
        ]),
        trace("3", "paper", undefined, [
          { name: "received", at: at(8) },
          { name: "filed", at: at(12), necessary: false },
        ]),
      ],
      { costPerStep: { amount: "2.50", currency: "EUR" } },
    );
    // 4 hours after the first copy and 2 after the second; the file is the last step, and takes no time that is known.
    expect(found).toEqual({
      documents: 3,
      medianHours: 4,
      steps: 9,
      avoidableSteps: 3,
      avoidableHours: 6,
      forms: {
        paper: { documents: 2, medianHours: 6, steps: 7, avoidableSteps: 3, avoidableHours: 6 },
        digital: { documents: 1, medianHours: 2, steps: 2, avoidableSteps: 0, avoidableHours: 0 },
      },
      customerIds: ["ann"],
      avoidable: [
        { name: "copied", times: 2, hours: 6 },
        { name: "filed", times: 1, hours: 0 },
      ],
      avoidableCost: { amount: "7.50", currency: "EUR" },
    });
    expect(measurePaperwork([])).toMatchObject({ documents: 0, steps: 0, avoidable: [] });
    expect(measurePaperwork([])).not.toHaveProperty("medianHours");
  });
});
