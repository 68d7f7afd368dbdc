import { dateOfDay, type PlainDate } from "../calendar/index.ts";
import { checkCountingUnit, createCustomerTable, type OrderLog, withColumns } from "../orders/index.ts";
import { createRandom, type Random } from "../stats/index.ts";
import { checkOneOf } from "./_check.ts";
import { type Compositions, compositionsOf, permutationP } from "./_contrast-permutation.ts";
import { decide, insufficient } from "./_decide.ts";
import { type EventValues, eachValued } from "./_event-values.ts";
import { subjectOf } from "./_mix-subject.ts";
import { qValues } from "./_q-values.ts";
import { watsonP } from "./_watson-permutation.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import {
  checkMixOptions,
  exactWithin,
  type MixResult,
  type MixSettings,
  neededNow,
  withMoved,
} from "./compare-mixes.ts";
import { checkReplicates, coefficientsOf, sharesOf, twoGroups } from "./compare-session-mixes.ts";
import { type ComparedDays, comparedDays } from "./compared-periods.ts";
import { measureMixDistance } from "./measure-mix-distance.ts";
import type { MixChangeOptions, MixChangeRow, MixChangeTable, MixSubject } from "./mix-change-table.ts";
import { weighMixChange } from "./weigh-mix-change.ts";

const DOING = "find changes of mix";
/** Minutes of the part of a day that the shares of hours are shown by. */
const PART = 360;

/**
 * Tests every customer for a change of mix between two periods: of categories, channels, places, weekdays, or hours of the day.
 *
 * Whole purchases are dealt to the two periods anew (`compareSessionMixes`; of hours Watson's U², `compareTimes`), ending early where
 * p is large. Where each purchase has one value and drawing says p ≤ 0.02, p is that of Freeman and Halton's exact test if it takes
 * few enough steps. Changed is who has q ≤ α, a distance of `minimumDistance` or more and, where an expected count is below 5, the
 * Bayes factor of `compareMixes` as well. The days of time zones and clock changes are those of `zone`.
 *
 * @throws RangeError if the periods overlap or were not observed, the log has not what the mix is of, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findMixChanges } from "clientele/trend";
 *
 * const rows = Array.from({ length: 40 }, (_, week) => ({
 *   customerId: "ann",
 *   orderedOn: addDays("2026-01-01", 7 * week),
 *   amount: "20",
 *   channel: week < 28 ? (week % 7 === 0 ? "web" : "shop") : "web",
 * }));
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-10-08" } });
 * const periods = {
 *   reference: { from: "2026-01-01", to: "2026-07-10" },
 *   current: { from: "2026-07-10", to: "2026-10-08" },
 * } as const;
 * const ann = findMixChanges(log, { periods, of: "channel", seed: 1 }).get("ann")!;
 * ann.result.kind === "changed" && [ann.result.since, ann.result.moved.find(({ value }) => value === "web")?.after]; // => ["2026-07-16", 1]
 * ```
 */
export function findMixChanges(log: OrderLog, options: MixChangeOptions): MixChangeTable {
  const { periods, of, countBy = "customer-day", many = "false-discovery-rate" } = options;
  checkOneOf(DOING, "of", of, ["category", "channel", "place", "weekday", "time-of-day"]);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  checkOneOf(DOING, "countBy", countBy, ["order", "customer-day"]);
  checkCountingUnit(DOING, countBy, log);
  const settings = checkMixOptions(DOING, options);
  const replicates = checkReplicates(DOING, options.replicates ?? 19_999);
  const days = comparedDays(DOING, periods, log);
  const { codeOf, names } = subjectOf(log, options);
  const root = createRandom(options.seed).split(of);
  const found: Tested[] = [];
  const { from, currentTo: before } = days;
  eachValued(log, { countBy, from, before, codeOf }, (events) => {
    const random = root.split(log.customerIds[events.customer]!);
    found.push(testOne(events, { days, of, settings, random, replicates }));
  });
  const p = Float64Array.from(found, ({ p: own }) => own);
  const family = qValues(p, (i) => p[i]! >= 0, settings.alpha, many);
  const resultOf = (i: number): MixResult =>
    verdictOf(found[i]!, { settings, names, of, significant: p[i]! <= family.threshold });
  const kinds = new Uint8Array(p.length);
  let changed = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i]! < 0) continue;
    kinds[i] = p[i]! <= family.threshold && resultOf(i).kind === "changed" ? 2 : 1;
    if (kinds[i] === 2) changed++;
  }
  const idOf = (i: number): string => log.customerIds[found[i]!.customer]!;
  const rowAt = (i: number): MixChangeRow =>
    Object.freeze({
      customerId: idOf(i),
      result: resultOf(i),
      ...(p[i]! < 0 ? {} : { qValue: family.q(p[i]!) }),
      referenceEvents: found[i]!.m,
      currentEvents: found[i]!.n,
    });
  const ids = Object.freeze(found.map((_, i) => idOf(i)));
  return withColumns(createCustomerTable(ids, rowAt), {
    periods,
    of,
    kinds,
    p: p.map((value) => (value < 0 ? 1 : value)),
    tested: family.tests,
    changed,
  });
}

interface Tested {
  readonly customer: number;
  /** p, or −1 where it is insufficient. */
  readonly p: number;
  readonly m: number;
  readonly n: number;
  readonly short?: InsufficientEvidence | undefined;
  readonly events: EventValues;
  readonly days: ComparedDays;
}

interface Question {
  readonly days: ComparedDays;
  readonly of: MixSubject;
  readonly settings: MixSettings;
  readonly random: Random;
  readonly replicates: number;
}

/** After so many draws as extreme as the data, p is known well enough. */
const ENOUGH = 40;

function testOne(events: EventValues, question: Question): Tested {
  const { days, of, settings, random, replicates } = question;
  const [reference, current] = splitEvents(events, days);
  const [m, n] = [reference.length, current.length];
  const tested = { customer: events.customer, m, n, events, days };
  const short = tooLittle(reference, current, settings.alpha);
  if (short !== undefined) return { ...tested, p: -1, short };
  const draws = { random, replicates, enough: ENOUGH };
  if (of === "time-of-day") {
    const first = (values: readonly (readonly number[])[]): number[] => values.map((own) => own[0]!);
    return { ...tested, p: watsonP(first(reference), first(current), draws) };
  }
  const data = dense([...reference, ...current]).data;
  const a = coefficientsOf(twoGroups(m, n));
  const quick = permutationP(data, a, { ...draws, replicates: Math.min(999, replicates) });
  if (quick > 0.02) return { ...tested, p: quick };
  const table = tableOf(data, m);
  const exact = table === undefined ? undefined : exactWithin(table, 50_000)?.p;
  return { ...tested, p: exact ?? permutationP(data, a, draws) };
}

function splitEvents(
  { days, values }: EventValues,
  { to, currentFrom }: ComparedDays,
): readonly [readonly (readonly number[])[], readonly (readonly number[])[]] {
  return [values.filter((_, i) => days[i]! < to), values.filter((_, i) => days[i]! >= currentFrom)];
}

function tooLittle(
  reference: readonly (readonly number[])[],
  current: readonly (readonly number[])[],
  alpha: number,
): InsufficientEvidence | undefined {
  const [m, n] = [reference.length, current.length];
  if (m === 0) return insufficient("purchases in the reference", 0, 1);
  if (n === 0) return insufficient("purchases now", 0, 1);
  const kinds = new Set([...reference, ...current].map((own) => own.join()));
  if (kinds.size < 2) return insufficient("different purchases", kinds.size, 2);
  return neededNow(m, n, alpha);
}

/** Values renumbered to those that occur. */
function dense(all: readonly (readonly number[])[]): {
  readonly data: Compositions;
  readonly codes: readonly number[];
} {
  const codes = [...new Set(all.flat())].sort((x, y) => x - y);
  const place = new Map(codes.map((code, i) => [code, i]));
  const data = compositionsOf(
    all.map((own) => own.map((code) => place.get(code)!)),
    codes.length,
  );
  return { data, codes };
}

/** The counts of both periods, where every purchase has one value. */
function tableOf({ size, codes, starts, values }: Compositions, m: number): number[][] | undefined {
  if (starts[size] !== size) return undefined;
  const table = [new Array<number>(values).fill(0), new Array<number>(values).fill(0)];
  for (let u = 0; u < size; u++) table[u < m ? 0 : 1]![codes[u]!]!++;
  return table;
}

function verdictOf(
  tested: Tested,
  view: {
    readonly settings: MixSettings;
    readonly names: readonly string[];
    readonly of: MixSubject;
    readonly significant: boolean;
  },
): MixResult {
  if (tested.short !== undefined) return tested.short;
  const { settings, names, of, significant } = view;
  const [reference, current] = splitEvents(tested.events, tested.days);
  const hours = of === "time-of-day";
  const parts = (all: readonly (readonly number[])[]): readonly (readonly number[])[] =>
    hours ? all.map(([minute]) => [Math.floor(minute! / PART)]) : all;
  const { data, codes } = dense([...parts(reference), ...parts(current)]);
  const { before, after, moved } = sharesOf(
    data,
    twoGroups(tested.m, tested.n),
    (code) => names[codes[code]!]!,
  );
  const { jensenShannon } = measureMixDistance({ reference: before, current: after });
  const table = hours ? undefined : tableOf(data, tested.m);
  const logBayesFactor = table && weighMixChange({ reference: table[0]!, current: table[1]! });
  const small = table?.some((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.some((_, k) => (sum * (table[0]![k]! + table[1]![k]!)) / data.size < 5);
  });
  const convincing =
    !small || logBayesFactor === undefined || logBayesFactor >= Math.log(settings.minimumBayesFactor);
  return withMoved(
    decide(
      {
        method: hours ? "Watson's U², purchases permuted" : "homogeneity, purchases permuted or exact",
        direction: "sideways",
        effect: jensenShannon,
        interval: undefined,
        p: tested.p,
        logBayesFactor,
      },
      {
        significant: significant && convincing,
        large: hours || jensenShannon >= settings.minimumDistance,
        since: significant ? sinceWhen(tested, parts) : undefined,
      },
    ),
    moved,
  );
}

/** The split of all purchases under which the two mixes are likeliest. */
function sinceWhen(
  { events, days }: Tested,
  parts: (all: readonly (readonly number[])[]) => readonly (readonly number[])[],
): PlainDate {
  const { data } = dense(parts(events.values));
  const [before, after] = [new Float64Array(data.values), new Float64Array(data.values)];
  for (let i = 0; i < data.codes.length; i++) after[data.codes[i]!]! += data.weights[i]!;
  const likelihood = (counts: Float64Array, n: number): number =>
    counts.reduce((sum, count) => sum + (count > 1e-12 ? count * Math.log(count / n) : 0), 0);
  let [best, since] = [Number.NEGATIVE_INFINITY, days.currentFrom];
  for (let u = 1; u < data.size; u++) {
    for (let i = data.starts[u - 1]!; i < data.starts[u]!; i++) {
      before[data.codes[i]!]! += data.weights[i]!;
      after[data.codes[i]!]! -= data.weights[i]!;
    }
    if (events.days[u] === events.days[u - 1]) continue;
    const value = likelihood(before, u) + likelihood(after, data.size - u);
    if (value > best) [best, since] = [value, events.days[u]!];
  }
  return dateOfDay(since);
}
