import { insightPayloadSchemas } from "clientele/model";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/cli/render/text-width.ts";
import { run } from "./_run.ts";

const cells = [
  "Product care",
  "Product recommendation",
  "Product trend",
  "Customer care",
  "Customer recommendation",
  "Customer trend",
];

/** How the line of each measure of value, loyalty and ledger begins where there is something to tell. */
const measures = [
  "  value is profit: purchases less returns less the cost of the goods and less the cost to serve",
  "  gold, the best twentieth of the customers: ",
  "  the best 1",
  "  cost to serve: £",
  "  against the classes of a year ago: ",
  "  most valuable ",
  "  drag: ",
  "  the 10 largest of the year before: ",
  "  product mix of the last year: ",
  "  breadth: ",
  "  growth over four quarters: new ",
  "  next year's profit of today's customers: ",
  "  next year's gold by ",
  "  potential above today's value: ",
  "  potential by share of wallet: ",
  "  budget, as a proposal: move ",
  "  large customers with repeated complaints: ",
  "  losses: ",
  "  spend moved to competitors from one estimate to the next, by cause: ",
  "  treatments by plan of the year, ",
  "    - BZC (",
  "  last quarter: ",
  "  cohorts by first purchase: ",
  "  survival: ",
  "  repurchase cycle: ",
  "  profit by retention: retention of ",
  "  satisfied ",
  "  found beside expected, in shares of the scale: ",
  "  value by satisfaction: ",
  "  share of wallet: ",
  "  bonds and benefits in force: ",
  "  winning against keeping: winning a customer cost ",
  "  goal, satisfaction: ",
  "  goal, loyalty: ",
  "  goal, one-to-one: ",
  "  points: ",
  "  thresholds reached: ",
  "  frequency programme programme-coffee, running: ",
  "  near a reward, ",
  "  within 30 days come to a term, by customers: ",
];

describe("clientele demo", () => {
  it("prints the whole job, with a reminder in each of the six cells", async () => {
    const { code, out, err } = await run(["demo", "--customers", "500"]);
    expect([code, err]).toEqual([0, ""]);
    for (const heading of [
      "A generated retailer (seed 1, 500 customers)",
      "Orders",
      "RFM segments as of 2026-06-15",
      "Value tiers",
      "Tier migration",
      "Next quarter",
      "Reminders of 2026-06-15",
      "A promotion on trial, and a plan under a budget",
    ])
      expect(out.split("\n")).toContain(heading);
    for (const [at, cell] of cells.entries()) {
      const from = out.indexOf(`\n  ${cell}: `);
      const to = at + 1 < cells.length ? out.indexOf(`\n  ${cells[at + 1]}: `) : out.indexOf("\nA promotion");
      const section = out.slice(from, to);
      expect(from).toBeGreaterThan(0);
      // Whom, what, why today, how, and what it rests on.
      expect(section).toMatch(/\n {4}- .+?;\s+due\s+on .+?;\s+evidence:\s.+?\)/s);
    }
    for (const kind of Object.keys(insightPayloadSchemas).filter((one) =>
      /^(trend|value|loyalty|ledger)\./.test(one),
    ))
      expect(out).toMatch(new RegExp(`\\n {2}\\S.* [1-9]\\d* {2}${kind.replace(".", "\\.")}\\n`));
    expect(out).toMatch(/\n {2}something goes with what they have: [1-9]/);
    expect(out).toMatch(/\n {2}soon out of one of [1-9]/);
    expect(out).toMatch(/\n {2}a bundle saves on the rest: [1-9]/);
    expect(out).toMatch(/\n {2}a new product may suit: [1-9]/);
    for (const words of measures) expect(out).toContain(`\n${words}`);
    expect(out).toMatch(/\n {2}inactive +nothing .+ does not pay\n/);
    for (const line of out.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(100);
  });

  it("prints the same again for the same options, and another page for another seed or day", async () => {
    const demo = async (...options: readonly string[]): Promise<string> =>
      (await run(["demo", "--customers", "100", ...options])).out;
    const first = await demo();
    expect(await demo("--seed", "1", "--as-of", "2026-06-15")).toBe(first);
    expect(await demo("--seed", "2")).not.toBe(first);
    expect(await demo("--as-of", "2026-06-16")).toContain("Reminders of 2026-06-16");
  });

  it("prints the same as data", async () => {
    const { code, out } = await run(["demo", "--customers", "500", "--json"]);
    expect(code).toBe(0);
    const { retailer, report } = JSON.parse(out) as {
      retailer: { seed: number; customers: number; records: Record<string, number> };
      report: {
        insights: Record<string, number>;
        reminders: { coverage: { cell: string; sent: number }[] };
        value: { basis: string };
      };
    };
    expect([retailer.seed, retailer.customers]).toEqual([1, 500]);
    expect(retailer.records["orderLines"]).toBeGreaterThan(1000);
    expect(report.value.basis).toBe("profit");
    const shown = Object.keys(insightPayloadSchemas).filter((kind) => /^(affinity|trend)\./.test(kind));
    expect(shown.length).toBeGreaterThanOrEqual(14);
    expect(shown.filter((kind) => !((report.insights[kind] ?? 0) > 0))).toEqual([]);
    for (const { cell, sent } of report.reminders.coverage) expect([cell, sent > 0]).toEqual([cell, true]);
  });
});
