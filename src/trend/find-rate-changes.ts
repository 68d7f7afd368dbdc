import { dateOfDay, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  checkCountingUnit,
  createCustomerTable,
  daysPerUnit,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { checkOneOf } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import { peerRatios } from "./_peer-ratios.ts";
import { countPurchases, type PurchaseCounts } from "./_purchase-counts.ts";
import { type EventUnit, eventsOf } from "./_purchase-events.ts";
import { qValues } from "./_q-values.ts";
import { centralP, leastP, neededEvents, shareTails } from "./_share-tails.ts";
import { sinceOf } from "./_since.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import { checkRateOptions, type RateSettings, rateVerdict, shareLawOf } from "./compare-rates.ts";
import { type ComparedDays, type ComparedPeriods, comparedDays } from "./compared-periods.ts";
import { type Clumping, estimateClumping } from "./estimate-clumping.ts";
import type { RateChangeOptions, RateChangeRow, RateChangeTable } from "./rate-change-table.ts";

const DOING = "find changes of rate";

/**
 * Tests every customer for a change of the rate of purchases between two periods.
 *
 * k₂ | k₁ + k₂ ~ BetaBinomial(κT₂, κT₁), or binomial where purchases do not clump; q by Benjamini and Hochberg
 *
 * A customer is seen from the day after its first purchase, which would else count for the rate that it opens. Customers of whom no
 * outcome could be significant are insufficient and no part of the family of tests: whether they are follows from k₁ + k₂ alone,
 * which says nothing of a change (Tarone 1990; Gilbert 2005). Changed is who has q ≤ α and a ratio of `minimumRatio` or more.
 * One pass over the columns; intervals, days and money are made when a row is asked for.
 *
 * @throws RangeError if the periods overlap or were not observed, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findRateChanges } from "clientele/trend";
 *
 * const buys = (customerId: string, days: number[]) =>
 *   days.map((day) => ({ customerId, orderedOn: addDays("2026-01-01", day), amount: "20" }));
 * const weekly = Array.from({ length: 40 }, (_, week) => 7 * week);
 * const rows = [...buys("ann", weekly), ...buys("bob", weekly.slice(0, 28))]; // Bob stops in July
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-10-08" } });
 * const periods = {
 *   reference: { from: "2026-01-01", to: "2026-07-10" },
 *   current: { from: "2026-07-10", to: "2026-10-08" },
 * } as const;
 * const changes = findRateChanges(log, { periods, clumping: "none" });
 * const bob = changes.get("bob")!;
 * bob.result.kind === "changed" && [bob.result.direction, bob.result.since, bob.atStake?.amount]; // => ["down", "2026-07-10", "-1043.57"]
 * changes.get("ann")?.result.kind; // => "stable"
 * ```
 */
export function findRateChanges(log: OrderLog, options: RateChangeOptions): RateChangeTable {
  const { periods, countBy = "customer-day", clumping = "estimate", peers = "none" } = options;
  const { many = "false-discovery-rate", unit = "month" } = options;
  checkOneOf(DOING, "countBy", countBy, ["order", "customer-day"]);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  checkCountingUnit(DOING, countBy, log);
  const days = comparedDays(DOING, periods, log);
  const perUnit = daysPerUnit(unit);
  const estimated = clumping === "estimate" ? clumpingOf(log, days, periods, countBy) : undefined;
  const sizePerUnit =
    typeof clumping === "number"
      ? clumping
      : estimated?.kind === "clumped"
        ? estimated.sizePerDay
        : undefined;
  const settings = checkRateOptions(DOING, { ...options, expectedRatio: 1, sizePerUnit });
  const counts = countPurchases(log, { days, countBy });
  const currentDays = days.currentTo - days.currentFrom;
  const ratioOf = peerRatios(DOING, counts, { peers, currentDays, customerIds: log.customerIds });
  const settingsOf = (i: number): RateSettings =>
    ratioOf === undefined ? settings : { ...settings, expectedRatio: ratioOf(i) };

  const p = testAll(counts, currentDays, ratioOf === undefined ? () => settings : settingsOf, {
    alike: ratioOf === undefined,
  });
  const { alpha, minimumRatio } = settings;
  const family = qValues(p, (i) => p[i]! >= 0, alpha, many);
  const kinds = new Uint8Array(counts.size);
  let [up, down] = [0, 0];
  for (let i = 0; i < counts.size; i++) {
    if (p[i]! < 0) continue;
    kinds[i] = 1;
    if (p[i]! > family.threshold) continue;
    const ratio =
      counts.current[i]! / currentDays / (counts.reference[i]! / counts.days[i]!) / (ratioOf?.(i) ?? 1);
    if (ratio > 0 && ratio < minimumRatio && 1 / ratio < minimumRatio) continue;
    kinds[i] = 2;
    if (ratio > 1) up++;
    else down++;
  }

  const rowAt = (i: number): RateChangeRow => {
    const own = settingsOf(i);
    const [k1, k2, t1] = [counts.reference[i]!, counts.current[i]!, counts.days[i]!];
    const money = atStake(log, counts, i, currentDays);
    const common = {
      customerId: log.customerIds[counts.customers[i]!]!,
      referenceEvents: k1,
      referenceDays: t1,
      currentEvents: k2,
      currentDays,
      ...(t1 === 0 ? {} : { before: (k1 / t1) * perUnit }),
      after: (k2 / currentDays) * perUnit,
      ...(ratioOf === undefined ? {} : { peerRatio: own.expectedRatio }),
      ...(money === undefined ? {} : { atStake: money }),
    };
    if (t1 === 0) {
      const result = insufficient("days of the reference", 0, 1);
      return Object.freeze({ ...common, result, stopNeeds: 0 });
    }
    const law = shareLawOf(t1, currentDays, own);
    const stopNeeds = neededEvents(law, alpha, own, true);
    const q = p[i]! < 0 ? undefined : family.q(p[i]!);
    const result = rateVerdict(
      { reference: { events: k1, exposure: t1 }, current: { events: k2, exposure: currentDays } },
      own,
      {
        ...(q === undefined ? {} : { p: p[i]!, q }),
        ...(kinds[i] === 2 ? { since: sinceWhen(log, counts, i, days, countBy) } : {}),
      },
    );
    return Object.freeze({ ...common, result, stopNeeds, ...(q === undefined ? {} : { qValue: q }) });
  };
  const ids = counts.size === log.customerIds.length ? log.customerIds : idsOf(log, counts);
  return withColumns(createCustomerTable(ids, rowAt), {
    periods,
    countBy,
    ...(estimated === undefined ? {} : { clumping: estimated }),
    kinds,
    p: p.map((value) => (value < 0 ? 1 : value)),
    referenceEvents: counts.reference,
    referenceDays: counts.days,
    currentEvents: counts.current,
    tested: family.tests,
    up,
    down,
  });
}

const idsOf = (log: OrderLog, counts: PurchaseCounts): readonly string[] =>
  Object.freeze(Array.from(counts.customers, (code) => log.customerIds[code]!));

/** Blocks as long as the current period, or a quarter of the reference where that is too long for two. */
function clumpingOf(
  log: OrderLog,
  { from, to, currentFrom, currentTo }: ComparedDays,
  { reference }: ComparedPeriods,
  countBy: EventUnit,
): Clumping | InsufficientEvidence {
  const blockDays = Math.max(1, Math.min(currentTo - currentFrom, Math.floor((to - from) / 4)));
  if (to - from < 2) return insufficient("days of the reference", to - from, 2);
  return estimateClumping(log, { period: reference, blockDays, countBy });
}

/** p of each customer; −1 where no outcome could be significant. */
function testAll(
  counts: PurchaseCounts,
  currentDays: number,
  settingsOf: (i: number) => RateSettings,
  { alike }: { readonly alike: boolean },
): Float64Array {
  const p = new Float64Array(counts.size).fill(-1);
  // Where all have one law but for the days seen, how much is needed follows from the days.
  const needed: number[] = [];
  for (let i = 0; i < counts.size; i++) {
    const [k1, k2, t1] = [counts.reference[i]!, counts.current[i]!, counts.days[i]!];
    const n = k1 + k2;
    if (t1 === 0 || n < 2) continue;
    const settings = settingsOf(i);
    const law = shareLawOf(t1, currentDays, settings);
    if (alike) {
      needed[t1] ??= neededEvents(law, settings.alpha, settings);
      if (n < needed[t1]!) continue;
    } else if (leastP(n, law, settings) > settings.alpha) continue;
    p[i] = centralP(shareTails(n, k2, law), settings.midP);
  }
  return p;
}

/** (rate now − rate before) · 365.25 · mean amount of a purchase in the reference, or now where there was none. */
function atStake(log: OrderLog, counts: PurchaseCounts, i: number, currentDays: number): Money | undefined {
  const [k1, k2, t1] = [counts.reference[i]!, counts.current[i]!, counts.days[i]!];
  if (t1 === 0 || k1 + k2 === 0) return undefined;
  const mean = k1 > 0 ? counts.referenceUnits[i]! / k1 : counts.currentUnits[i]! / k2;
  return moneyOfUnits(Math.round((k2 / currentDays - k1 / t1) * 365.25 * mean), log);
}

function sinceWhen(
  log: OrderLog,
  counts: PurchaseCounts,
  i: number,
  days: ComparedDays,
  countBy: EventUnit,
): PlainDate {
  const from = days.to - counts.days[i]!;
  const { days: events } = eventsOf(log, counts.customers[i]!, { countBy, from, before: days.currentTo });
  const currentDays = days.currentTo - days.currentFrom;
  const rising = counts.current[i]! / currentDays > counts.reference[i]! / counts.days[i]!;
  const direction = rising ? "up" : "down";
  return dateOfDay(sinceOf(events, { from, to: days.currentTo, direction }) ?? days.currentFrom);
}
