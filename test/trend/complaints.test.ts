import { addDays, type PlainDate } from "clientele/calendar";
import { type Complaint, complaintSchema, insightSchema } from "clientele/model";
import { createRandom, poisson, shuffle } from "clientele/stats";
import { chartComplaints, findComplaintInsights } from "clientele/trend";
import { describe, expect, it } from "vitest";

let made = 0;
const complaint = (on: PlainDate, over: Partial<Complaint> = {}): Complaint => {
  const at = over.receivedAt ?? `${on}T10:00:00Z`;
  return complaintSchema.parse({
    schemaVersion: 1,
    id: `k${made++}`,
    customerId: "ann",
    subject: "product",
    category: "leaks",
    productId: "kettle",
    severity: 3,
    receivedAt: at,
    channel: "phone",
    history: [{ state: "open", at }],
    ...over,
  });
};
const frame = { from: "2026-01-01", asOf: "2026-03-02", zone: "Europe/Vienna" } as const;

/** 60 days of complaints about two products, and a bad batch of kettles on 26 February. */
function quarter(): Complaint[] {
  const random = createRandom("complaints");
  const found: Complaint[] = [];
  for (let day = 0; day < 60; day++) {
    const on = addDays(frame.from, day);
    for (let k = poisson(random, 1.5); k > 0; k--) found.push(complaint(on, { customerId: `c${day}-${k}` }));
    for (let k = poisson(random, 0.4); k > 0; k--)
      found.push(complaint(on, { productId: "toaster", customerId: `t${day}-${k}` }));
  }
  for (let k = 0; k < 9; k++)
    found.push(complaint("2026-02-26", { customerId: `batch${k % 4}`, category: "smell" }));
  found.push(complaint("2026-02-26", { productId: undefined, customerId: "nobody" }));
  return found;
}

describe("complaints of every day, as charts [S4-80]", () => {
  it("one chart for each product, every day a point, days without a complaint too", () => {
    const charts = chartComplaints(quarter(), frame);
    expect(charts.map(({ about }) => about)).toEqual(["kettle", "toaster"]);
    for (const { days, counts, chart, total } of charts) {
      expect([days.length, counts.length, days[0], days.at(-1)]).toEqual([
        60,
        60,
        "2026-01-01",
        "2026-03-01",
      ]);
      if (chart.kind !== "chart") throw new Error(chart.kind);
      expect(chart.points.map(({ value }) => value)).toEqual(counts);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
      expect(chart.baseline).toBe(53); // the last seven days are judged by those before
    }
    const [kettle] = charts;
    expect(kettle!.chart.kind === "chart" && kettle!.chart.signals.map(({ at }) => kettle!.days[at])).toEqual(
      ["2026-02-26"],
    );
  });

  it("does not depend on the order in which complaints come", () => {
    const all = quarter();
    const mixed = shuffle(createRandom("order"), all);
    expect(chartComplaints(mixed, frame)).toEqual(chartComplaints(all, frame));
    expect(findComplaintInsights(mixed, frame)).toEqual(findComplaintInsights(all, frame));
  });

  it("a day is a day of the zone", () => {
    const late = complaint("2026-02-01", { receivedAt: "2026-01-31T23:30:00Z" });
    const at = (zone: string) => {
      const [chart] = chartComplaints([late], { ...frame, zone });
      return chart!.days[chart!.counts.indexOf(1)];
    };
    expect([at("Europe/Vienna"), at("UTC")]).toEqual(["2026-02-01", "2026-01-31"]);
  });

  it("tells of the wave every customer who complained in it, once", () => {
    const insights = findComplaintInsights(quarter(), frame);
    const told = insights.map(({ subjectId }) => subjectId);
    expect(new Set(told).size).toBe(told.length);
    expect(told.filter((id) => id.startsWith("batch"))).toEqual(["batch0", "batch1", "batch2", "batch3"]);
    expect(told.some((id) => id.startsWith("t") || id === "nobody")).toBe(false);
    for (const insight of insights) {
      expect(insightSchema.parse(insight)).toEqual(insight);
      expect(insight.payload).toMatchObject({ about: "kettle", on: "2026-02-26" });
      expect(insight.payload["count"]).toBeGreaterThan(insight.payload["upperLimit"] as number);
    }
    const owner = findComplaintInsights(quarter(), { ...frame, subjectId: "quality" });
    expect(owner.map(({ id }) => id)).toEqual(["trend.complaints-out-of-control:quality:kettle:2026-02-26"]);
  });

  it("by customer, subject, category, or all together; rates where products are used more or less", () => {
    const all = quarter();
    expect(chartComplaints(all, { ...frame, by: "category" }).map(({ about }) => about)).toEqual([
      "leaks",
      "smell",
    ]);
    expect(chartComplaints(all, { ...frame, by: "all" }).map(({ total }) => total)).toEqual([all.length]);
    const customers = chartComplaints(all, { ...frame, by: "customer" });
    expect(customers.filter(({ about }) => about.startsWith("batch")).map(({ total }) => total)).toEqual([
      3, 2, 2, 2,
    ]);
    const rates = chartComplaints(all, { ...frame, exposureOf: (about) => (about === "kettle" ? 500 : 100) });
    const [kettle] = rates;
    if (kettle!.chart.kind !== "chart") throw new Error(kettle!.chart.kind);
    expect(kettle!.chart.chart).toBe("u");
    expect(kettle!.chart.points[56]!.value).toBeCloseTo(kettle!.counts[56]! / 500, 12);
    const [insight] = findComplaintInsights(all, { ...frame, exposureOf: () => 500 });
    expect(insight!.payload["upperLimit"]).toBe(findComplaintInsights(all, frame)[0]!.payload["upperLimit"]);
  });

  it("a false alarm is as rare as the risk: 80 products of 60 quiet days", () => {
    const random = createRandom("quiet");
    const quiet: Complaint[] = [];
    const base = complaint(frame.from);
    for (let product = 0; product < 80; product++)
      for (let day = 0; day < 60; day++)
        for (let k = poisson(random, 0.7); k > 0; k--)
          quiet.push({
            ...base,
            productId: `p${product}`,
            receivedAt: `${addDays(frame.from, day)}T10:00:00Z`,
          });
    const alarms = chartComplaints(quiet, frame).flatMap(({ chart, days }) =>
      chart.kind === "chart" ? chart.signals.filter(({ at }) => at >= days.length - 7) : [],
    );
    expect(alarms.length / 560).toBeLessThan(0.0027 + 3 * Math.sqrt(0.0027 / 560));
  });

  it("refuses what it cannot do, in words", () => {
    expect(() => chartComplaints([], { ...frame, judge: 60 })).toThrow(
      'Cannot chart complaints: from must be more than 60 days before 2026-03-02, so that there is a past, got "2026-01-01"',
    );
    expect(() => chartComplaints([], { ...frame, by: "colour" as never })).toThrow(
      "by must be product, subject",
    );
    expect(() => chartComplaints([complaint("2026-02-01")], { ...frame, exposureOf: () => 0 })).toThrow(
      "the exposure of kettle on 2026-01-01 must be a positive number, got 0",
    );
    expect(chartComplaints([], frame)).toEqual([]);
    expect(() => chartComplaints([complaint("2026-02-01")], { ...frame, zone: "Mars/Base" })).toThrow();
  });
});
