import {
  backtestForecasts,
  clusteredErrors,
  compareMemory,
  countOccupancy,
  countTransitions,
  countTransitionsByPeriod,
  estimatePosterior,
  forecastBands,
  testHomogeneity,
  testOrder,
} from "clientele/migration";
import { describe, expect, it } from "vitest";
import { haveData } from "../orders/real-data.ts";
import { purchases } from "./_published-panels.ts";

describe.skipIf(!haveData)("the figures of the guide on reading a panel (CLIENTELE_DATA)", () => {
  const panel = haveData ? purchases() : undefined!;

  it("come out of its calls", () => {
    expect(countTransitions(panel).total).toBe(92_238);
    const same = testHomogeneity(countTransitionsByPeriod(panel));
    if (same.kind !== "tested") throw new Error();
    expect([same.likelihoodRatio.statistic.toFixed(1), same.df]).toEqual(["1732.0", 118]);
    expect(same.effectSize.toFixed(2)).toBe("0.10");
    const order = testOrder(panel);
    if (order.kind !== "tested") throw new Error();
    expect([order.likelihoodRatio.statistic.toFixed(1), order.df]).toEqual(["2731.3", 34]);
    expect(compareMemory(panel).fits.map(({ bic }) => Math.round(bic))).toEqual([
      205_648, 63_017, 60_634, 61_024,
    ]);
    const { scores, recommended } = backtestForecasts(panel, { steps: [1, 2] });
    expect(recommended.map(({ method }) => method)).toEqual(["decay 0.9", "decay 0.6"]);
    const error = (method: string, steps: number): string | undefined =>
      scores.find((s) => s.method === method && s.steps === steps)?.occupancyError.toFixed(1);
    expect([error("decay 0.9", 1), error("no change", 1), error("last matrix", 1)]).toEqual([
      "119.7",
      "542.1",
      "140.4",
    ]);
    expect([error("decay 0.6", 2), error("last matrix", 2)]).toEqual(["157.9", "205.4"]);
    const { clustered, independent } = clusteredErrors(panel);
    const ratios = clustered.flatMap((row, i) =>
      row.map((se, j) => (se === 0 ? 0 : se / independent[i]![j]!)),
    );
    expect(Math.max(...ratios).toFixed(2)).toBe("1.33");
    const posterior = estimatePosterior(countTransitionsByPeriod(panel).at(-1)!, { prior: "pooled" });
    const [inactive] = forecastBands(posterior, countOccupancy(panel), { seed: 1 }).path[0]!;
    expect([Math.round(inactive!.mean), inactive!.low, inactive!.high]).toEqual([10_517, 10_460, 10_569]);
  });
});
