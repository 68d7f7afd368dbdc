import { type PlainDate, trailingPeriods } from "../calendar/index.ts";
import {
  type Backtest,
  backtestForecasts,
  countOccupancy,
  countTransitions,
  estimatePosterior,
  estimateTransitionMatrix,
  findMigrationInsights,
  findPredictedMoves,
  forecastBands,
  forecastTiers,
} from "../migration/index.ts";
import type { Insight } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { type ServiceCosts, tierPanel } from "../value/index.ts";
import { insufficient } from "./_insufficient.ts";
import type { InsufficientHistory, MigrationReport } from "./daily-report.ts";

/** The moves of the last year: four, between five quarters. */
const MONTHS = 3;
const PERIODS = 5;
/** Ways to forecast are tried on up to so many quarters. */
const TRIED = 13;
/** A forecast can be held against what came of it from two quarters before the last on. */
const LEAST_TRIED = 3;

/** Periods that begin before the orders do are not observed and say nothing. */
export function analyseMigration(
  log: OrderLog,
  asOf: PlainDate,
  serviceCosts: ServiceCosts | undefined,
): { readonly report: MigrationReport | InsufficientHistory; readonly insights: readonly Insight[] } {
  const observed = (count: number) =>
    log.size === 0
      ? []
      : trailingPeriods(asOf, { months: MONTHS, count }).filter(({ from }) => from >= log.window.from);
  const periods = observed(PERIODS);
  if (periods.length < 2) return { report: insufficient("periods", periods.length, 2), insights: [] };
  const panel = tierPanel(log, { periods, serviceCosts });
  const counts = countTransitions(panel);
  if (counts.total === 0) return { report: insufficient("moves between periods", 0, 1), insights: [] };
  const matrix = estimateTransitionMatrix(counts, { emptyRow: "stay" });
  const occupancy = countOccupancy(panel);
  // Every tier can be reached from every other, so that a move not yet seen is not impossible.
  const posterior = estimatePosterior(counts, { prior: "pooled", support: "all" });
  return {
    report: Object.freeze({
      kind: "migration",
      counts,
      matrix,
      forecast: forecastTiers(matrix, occupancy),
      bands: forecastBands(posterior, occupancy, { seed: `migration ${asOf}` }),
      backtest: tried(log, observed(TRIED), serviceCosts),
    }),
    insights: [
      ...findMigrationInsights(panel, { asOf, matrix }),
      ...findPredictedMoves(panel, { asOf, chain: posterior }),
    ],
  };
}

function tried(
  log: OrderLog,
  periods: ReturnType<typeof trailingPeriods>,
  serviceCosts: ServiceCosts | undefined,
): Backtest | InsufficientHistory {
  if (periods.length < LEAST_TRIED) return insufficient("periods", periods.length, LEAST_TRIED);
  return backtestForecasts(tierPanel(log, { periods, serviceCosts }));
}
