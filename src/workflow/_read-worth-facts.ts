import { addDays, addMonths, type PlainDate } from "../calendar/index.ts";
import type {
  Benefit,
  Complaint,
  Contract,
  CostEntry,
  Interaction,
  LifecycleChange,
  Membership,
  Opportunity,
  PointsEntry,
  SpendEstimate,
  SurveyAnswer,
  SwitchingBond,
} from "../model/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import type { Progress } from "./_progress.ts";

/** What value, loyalty and ledger look at beside the orders. */
export interface WorthFacts {
  readonly costEntries: readonly CostEntry[];
  readonly surveyAnswers: readonly SurveyAnswer[];
  readonly pointsEntries: readonly PointsEntry[];
  readonly lifecycleChanges: readonly LifecycleChange[];
  readonly opportunities: readonly Opportunity[];
  readonly complaints: readonly Complaint[];
  readonly spendEstimates: readonly SpendEstimate[];
  readonly contracts: readonly Contract[];
  readonly memberships: readonly Membership[];
  readonly bonds: readonly SwitchingBond[];
  readonly benefits: readonly Benefit[];
  /** Contacts of the last year and a quarter, where a goal asks for them. */
  readonly interactions: readonly Interaction[];
}

/** Reads it all; of what has a day, what was so before the day of the run, and points up to it. */
export async function readWorthFacts(
  store: ClienteleStore,
  {
    asOf,
    instant,
    isTalkMeasured,
    costEntries,
  }: {
    readonly asOf: PlainDate;
    readonly instant: string;
    readonly isTalkMeasured: boolean;
    /** Those before the day, which have been read. */
    readonly costEntries: readonly CostEntry[];
  },
  { signal }: Progress,
): Promise<WorthFacts> {
  const all = async <T>(source: AsyncIterable<T>): Promise<readonly T[]> => {
    const found: T[] = [];
    for await (const one of source) found.push(one);
    return found;
  };
  const options = { signal };
  return {
    costEntries,
    surveyAnswers: await all(store.surveyAnswers.read({ to: instant }, options)),
    pointsEntries: await all(store.pointsEntries.read({ to: addDays(asOf, 1) }, options)),
    lifecycleChanges: await all(store.lifecycleChanges.read({ to: asOf }, options)),
    opportunities: await all(store.opportunities.stream({}, options)),
    complaints: await all(store.complaints.stream({}, options)),
    spendEstimates: await all(store.spendEstimates.stream({}, options)),
    contracts: await all(store.contracts.stream({}, options)),
    memberships: await all(store.memberships.stream({}, options)),
    bonds: await all(store.switchingBonds.stream({}, options)),
    benefits: await all(store.benefits.stream({}, options)),
    interactions: isTalkMeasured
      ? await all(
          store.interactions.read({ from: `${addMonths(asOf, -16)}T00:00:00Z`, to: instant }, options),
        )
      : [],
  };
}
