import { checkShare, wrongCall } from "./_check-series.ts";
import type { ControlChart, ControlChartOptions, ControlPoint } from "./control-chart.ts";

/** The usual risk: that a normal value is further than three standard deviations off. */
const THREE_SIGMA_RISK = 0.0027;

/** The options of a chart, checked, with their defaults. */
export interface ChartRule {
  readonly limits: "probability" | "three-sigma";
  readonly risk: number;
  /** Whether a point is of the baseline. */
  readonly inBaseline: (at: number) => boolean;
}

export function readChartRule(doing: string, size: number, options: ControlChartOptions): ChartRule {
  const { limits = "probability", risk = THREE_SIGMA_RISK, baseline = { from: 0, to: size } } = options;
  if (limits !== "probability" && limits !== "three-sigma")
    throw wrongCall(doing, "limits", "probability or three-sigma", limits);
  checkShare(doing, "risk", risk);
  const { from, to } = baseline;
  if (
    !(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= size && (from < to || size === 0))
  )
    throw wrongCall(doing, "baseline", `within the ${size} points and not empty`, [from, to]);
  return { limits, risk, inBaseline: (at) => at >= from && at < to };
}

/** What the limits of a point are made from, in the unit in which it is drawn. */
export interface DrawnPoint {
  readonly value: number;
  readonly centre: number;
  readonly sigma: number;
  /** Absent or −∞: no value can be below. */
  readonly lower?: number | undefined;
  /** Absent or ∞: no value can be above. */
  readonly upper?: number | undefined;
  /** P(value < lower) + P(value > upper) without a change. */
  readonly falseAlarm: number;
}

/** Rounding alone puts no point beyond a limit. */
const ROUNDING = 1e-9;

/** Puts a chart together. */
export function drawChart(
  parts: Pick<ControlChart, "chart" | "method" | "centre" | "baseline">,
  drawn: readonly DrawnPoint[],
): ControlChart {
  const points = drawn.map(({ value, centre, sigma, lower, upper, falseAlarm }, at): ControlPoint => {
    const slack = ROUNDING * Math.max(1, Math.abs(value));
    const above = upper !== undefined && value > upper + slack;
    const below = lower !== undefined && value < lower - slack;
    return Object.freeze({
      at,
      value,
      centre,
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
      sigma,
      ...(above ? { signal: "above" as const } : below ? { signal: "below" as const } : {}),
      falseAlarm,
    });
  });
  const signals = points.filter(({ signal }) => signal !== undefined);
  return Object.freeze({
    kind: "chart",
    ...parts,
    points: Object.freeze(points),
    signals: Object.freeze(signals),
  });
}
