/**
 * Migration: how customers move between value tiers. Count → estimate → model → analyse.
 *
 * Definitions:
 * - A **state** is what a customer is in during one period: a value tier, a segment. A **panel** holds the state of
 *   every customer in every period; a customer without a state in a period leaves a **gap**, which is no stay.
 * - A **transition** is the pair of states of two consecutive periods. The last observation has no successor.
 * - The **transition matrix** is row-stochastic: `P[i][j]` is the probability to be in j one period after i, and each
 *   row sums to 1. Distributions are row vectors, `n·P`. (Others write columns; we do not.)
 * - A **chain** ({@link Chain}) is states and such a matrix: what every analysis reads, estimated or made by hand.
 * - A **first passage** begins one period from now: to the own state it is a return. A mean that does not exist says why,
 *   `"never"` or `"not-certain"`; no infinite number is returned.
 * - **Support**: the moves that are possible. Counts of 0 outside of it are structural and get no prior.
 * - The **value of a state** is the expected discounted reward of a customer in it, the present period included unless said.
 * - The chain is of first order and the same in every period: an assumption that real tiers violate. Forecasts of
 *   totals survive that fairly well; statements about one customer do not, and none is made here.
 * - The customers are those of today. Inflow of new ones is part of a forecast only where it is given; the forecast says so.
 *
 * @module
 */

export type { CalibrationBin } from "./_calibration.ts";
export type { Support } from "./_support.ts";
export type { Visit } from "./_visit-intervals.ts";
export type { ActionArm, ActionCounts, LeftOutOfArms } from "./action-counts.ts";
export type { ActionEffect, ActionGain, EffectRow } from "./action-effect.ts";
export { type AdvanceOptions, advanceGenerator } from "./advance-generator.ts";
export {
  type Backtest,
  type BacktestOptions,
  type BacktestScore,
  backtestForecasts,
} from "./backtest-forecasts.ts";
export { type BlendedSeasons, type BlendOptions, blendSeasons } from "./blend-seasons.ts";
export { type Chain, createChain } from "./chain.ts";
export { type CellSensitivity, chainSensitivity } from "./chain-sensitivity.ts";
export {
  type ContactOffers,
  type ContactOptions,
  type ContactPlan,
  chooseContacts,
} from "./choose-contacts.ts";
export { classifyStates, type StateClass, type StateClasses } from "./classify-states.ts";
export { type ClusteredErrors, clusteredErrors } from "./clustered-errors.ts";
export {
  type CompareMemoryOptions,
  compareMemory,
  type MemoryComparison,
  type MemoryFit,
} from "./compare-memory.ts";
export {
  type CompareStepsOptions,
  compareSteps,
  type Stayers,
  type StepComparison,
} from "./compare-steps.ts";
export {
  type CountByActionOptions,
  countByAction,
  type Exposure,
  type MoveAsked,
} from "./count-by-action.ts";
export { countOccupancy } from "./count-occupancy.ts";
export {
  type CountTransitionsOptions,
  countTransitions,
  countTransitionsByPeriod,
  type TransitionCounts,
} from "./count-transitions.ts";
export { countTransitionsAtLag, type LagOptions } from "./count-transitions-at-lag.ts";
export {
  countTransitionsBySeason,
  type SeasonCounts,
  type SeasonOptions,
} from "./count-transitions-by-season.ts";
export type { DecisionAction, DecisionProcess } from "./decision-process.ts";
export { type DeclareOutsideOptions, declareOutside } from "./declare-outside.ts";
export { type DecodedStates, decodeHiddenStates } from "./decode-hidden-states.ts";
export { drawChain } from "./draw-chain.ts";
export { type DrawnStateValues, type DrawStateValuesOptions, drawStateValues } from "./draw-state-values.ts";
export { type ActionEffectOptions, type ActionPair, estimateActionEffect } from "./estimate-action-effect.ts";
export {
  type EstimatedGenerator,
  estimateGenerator,
  type Generator,
  type GeneratorOptions,
} from "./estimate-generator.ts";
export { estimatePosterior, type PosteriorOptions, type TransitionPosterior } from "./estimate-posterior.ts";
export {
  type EstimatedStateValues,
  estimateStateValues,
  type StateValueOptions,
} from "./estimate-state-values.ts";
export {
  estimateTransitionMatrix,
  type TransitionMatrix,
  type TransitionMatrixOptions,
} from "./estimate-transition-matrix.ts";
export { type Absorption, findAbsorption } from "./find-absorption.ts";
export { findMeanTime, type MeanTimeOptions } from "./find-mean-time.ts";
export { findMigrationInsights, type MigrationInsightOptions } from "./find-migration-insights.ts";
export {
  findInfluenceable,
  findPredictedMoves,
  type InfluenceableOptions,
  type PredictedMoveOptions,
} from "./find-outlook-insights.ts";
export { findReactiveFlow, type ReactiveFlow, type ReactiveFlowOptions } from "./find-reactive-flow.ts";
export { findRootChain, type RootOptions } from "./find-root-chain.ts";
export { findLongRun, findStationary, type StationaryDistributions } from "./find-stationary.ts";
export {
  type FirstPassage,
  type FirstPassageOptions,
  firstPassage,
  type MeanPeriods,
} from "./first-passage.ts";
export {
  type FirstPassageDistributionOptions,
  firstPassageDistribution,
} from "./first-passage-distribution.ts";
export {
  type FitGeneratorOptions,
  type FittedGenerator,
  fitGenerator,
  type MovesAfter,
} from "./fit-generator.ts";
export {
  type FittedRate,
  fitGeneratorToVisits,
  type VisitFit,
  type VisitFitOptions,
} from "./fit-generator-to-visits.ts";
export { fitHiddenChain, type HiddenFit, type HiddenFitOptions } from "./fit-hidden-chain.ts";
export { fitMoverStayer, type MoverStayer } from "./fit-mover-stayer.ts";
export { fitPurchaseRates, type PurchaseRateOptions, type PurchaseRates } from "./fit-purchase-rates.ts";
export {
  type Covariate,
  fitTransitionLogit,
  predictTransitions,
  type RelevanceTest,
  type TransitionLogit,
  type TransitionLogitOptions,
  type TransitionLogitRow,
} from "./fit-transition-logit.ts";
export {
  type BandedForecast,
  type ForecastBand,
  type ForecastBandOptions,
  forecastBands,
} from "./forecast-bands.ts";
export {
  type ForecastTiersOptions,
  forecastTiers,
  type RevenueForecast,
  type TierForecast,
} from "./forecast-tiers.ts";
export { createHiddenChain, type HiddenChain } from "./hidden-chain.ts";
export { type InferredStates, inferHiddenStates } from "./infer-hidden-states.ts";
export { logPredictive } from "./log-predictive.ts";
export { type LumpedChain, type LumpOptions, lumpChain } from "./lump-chain.ts";
export { meanFirstPassage } from "./mean-first-passage.ts";
export { type PanelMemory, panelWithMemory } from "./panel-with-memory.ts";
export { type HorizonPlan, type PlanHorizonOptions, planHorizon } from "./plan-horizon.ts";
export { planPolicy } from "./plan-policy.ts";
export { planTiers, type TierPlan, type TierPlanOptions, type TierPlanRow } from "./plan-tiers.ts";
export {
  type BudgetOptions,
  type BudgetPlan,
  type PlannedState,
  planUnderBudget,
} from "./plan-under-budget.ts";
export { type PosteriorIntervalOptions, posteriorIntervals } from "./posterior-intervals.ts";
export {
  type InfluenceClass,
  type InfluenceOptions,
  type InfluenceRow,
  type InfluenceTable,
  rankInfluence,
  type StateInfluence,
} from "./rank-influence.ts";
export { type SimulateStatesOptions, simulateStates } from "./simulate-states.ts";
export {
  type ComparedStrategy,
  type SimulatedStrategies,
  type SimulateStrategiesOptions,
  type Strategy,
  simulateStrategies,
} from "./simulate-strategies.ts";
export {
  type ChainSummary,
  type IrreducibleSummary,
  type SummariseChainOptions,
  summariseChain,
} from "./summarise-chain.ts";
export { testChain } from "./test-chain.ts";
export {
  type ChainTest,
  type ChainTestRow,
  type HomogeneityOptions,
  type StatisticWithP,
  testHomogeneity,
} from "./test-homogeneity.ts";
export { type OrderTestOptions, testOrder } from "./test-order.ts";
export { type TransitionIntervalOptions, transitionIntervals } from "./transition-intervals.ts";
export {
  type CustomerStateValue,
  type CustomerStateValues,
  valuePanelCustomers,
} from "./value-panel-customers.ts";
export { type PolicyValues, valuePolicy } from "./value-policy.ts";
export { type StateValues, type ValueStatesOptions, valueStates } from "./value-states.ts";
