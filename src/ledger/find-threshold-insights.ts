import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { type FrequencyProgramme, frequencyProgress } from "./frequency-progress.ts";
import { nextThreshold, type PointsThreshold } from "./next-threshold.ts";

/** A programme in which points bring something. */
export interface PointsProgramme {
  /** The id of the programme. */
  readonly programmeId: string;
  /** What how many points bring, in any order. */
  readonly thresholds: readonly PointsThreshold[];
  /** The balances of the members, as `pointsBalances` gives them. */
  readonly balances: Iterable<{ readonly customerId: string; readonly balance: string }>;
}

/** A programme in which every so-manieth purchase brings something. */
export interface PurchaseProgramme {
  /** The id of the programme. */
  readonly programmeId: string;
  /** Its rule. */
  readonly programme: FrequencyProgramme;
  /** The days on which each member bought, by customer id. */
  readonly purchasedOn: ReadonlyMap<string, Iterable<PlainDate>>;
  /** What it brings, in words. */
  readonly reward?: string | undefined;
}

/** Options of {@link findThresholdInsights}. */
export interface ThresholdInsightOptions {
  /** The day. */
  readonly asOf: PlainDate;
  /**
   * From which share of the way on a threshold is near, from 0 to 1.
   * @defaultValue `0.8`
   */
  readonly near?: number | undefined;
}

/**
 * Tells of customers to whom little is missing to a reward.
 *
 * `ledger.threshold-near`: progress = have / threshold, from `near` on and below 1; of a programme of purchases that is
 * running, have counts those since the last reward. Of several programmes the one with the most progress (of equals the
 * first id). The strength is the progress.
 *
 * @returns insights by customer
 * @throws RangeError if `near` is not from 0 to 1, or as `nextThreshold` and `frequencyProgress` do
 *
 * @example
 * ```ts
 * import { findThresholdInsights } from "clientele/ledger";
 *
 * const club = {
 *   programmeId: "club",
 *   thresholds: [{ name: "a free night", points: "500" }],
 *   balances: [{ customerId: "ann", balance: "450" }, { customerId: "bob", balance: "90" }],
 * };
 * const near = findThresholdInsights({ points: [club] }, { asOf: "2026-06-01" });
 * near.map((one) => [one.subjectId, one.payload]); // => [["ann", { programmeId: "club", have: 450, threshold: 500, reward: "a free night" }]]
 * ```
 */
export function findThresholdInsights(
  programmes: {
    readonly points?: Iterable<PointsProgramme> | undefined;
    readonly purchases?: Iterable<PurchaseProgramme> | undefined;
  },
  options: ThresholdInsightOptions,
): readonly Insight[] {
  const { asOf, near = 0.8 } = options;
  if (!(near >= 0 && near <= 1)) {
    throw new RangeError(`Cannot find threshold insights: near must be from 0 to 1, got ${near}`);
  }
  const best = new Map<string, Standing>();
  const consider = (customerId: string, standing: Standing): void => {
    if (standing.progress < near || standing.progress >= 1) return;
    const known = best.get(customerId);
    const better =
      known === undefined ||
      standing.progress > known.progress ||
      (standing.progress === known.progress &&
        compareCodePoints(standing.programmeId, known.programmeId) < 0);
    if (better) best.set(customerId, standing);
  };
  for (const { programmeId, thresholds, balances } of programmes.points ?? []) {
    for (const { customerId, balance } of balances) {
      const { next, missing, progress } = nextThreshold(balance, thresholds);
      if (next === undefined) continue;
      const have = Number(balance);
      const [threshold, reward] = [Number(next.points), next.name];
      consider(customerId, { programmeId, have, threshold, reward, missing: missing!, progress: progress! });
    }
  }
  for (const { programmeId, programme, purchasedOn, reward } of programmes.purchases ?? []) {
    for (const [customerId, days] of purchasedOn) {
      const { towards, missing, running } = frequencyProgress(days, { programme, asOf });
      if (!running) continue;
      const progress = towards / programme.every;
      const threshold = programme.every;
      consider(customerId, {
        programmeId,
        have: towards,
        threshold,
        reward,
        missing: String(missing),
        progress,
      });
    }
  }
  const kind = "ledger.threshold-near";
  const rows = [...best].sort(([a], [b]) => compareCodePoints(a, b));
  return Object.freeze(
    rows.map(([subjectId, { programmeId, have, threshold, reward, missing, progress }]): Insight => {
      const payload = {
        programmeId,
        have,
        threshold,
        ...(reward === undefined ? {} : { reward }),
      } satisfies InsightPayload<typeof kind>;
      return Object.freeze({
        schemaVersion: 1 as const,
        id: `${kind}:${subjectId}:${asOf}`,
        kind,
        subjectId,
        asOf,
        strength: progress,
        evidence: [
          { label: "counted so far", value: have, asOf, source: `programme:${programmeId}` },
          { label: "missing to the reward", value: missing, asOf, source: `programme:${programmeId}` },
        ],
        payload: Object.freeze(payload),
      });
    }),
  );
}

interface Standing {
  readonly programmeId: string;
  readonly have: number;
  readonly threshold: number;
  readonly reward: string | undefined;
  readonly missing: string;
  readonly progress: number;
}
