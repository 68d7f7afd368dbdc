import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type ObservationOptions,
  type OrderLog,
  observedAsOf,
  withColumns,
} from "../orders/index.ts";
import { checkOneOf, checkRatio, checkShare, checkWhole } from "./_check.ts";
import { insufficient } from "./_decide.ts";
import { eachCustomer } from "./_purchase-events.ts";
import { qValues } from "./_q-values.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import { fitGapLaws, type GapLawOptions, type GapLaws, gapLawOf, HALF, sumGaps } from "./fit-gap-laws.ts";
import { silenceProbability } from "./silence-probability.ts";

/** Options of {@link findOverdue}. */
export interface OverdueOptions extends GapLawOptions, ObservationOptions {
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * How many times the mean gap a silence must last to matter.
   * @defaultValue `1.5`
   */
  readonly minimumRatio?: number | undefined;
  /**
   * The fewest own gaps from which a silence is judged.
   * @defaultValue `5`
   */
  readonly minimumGaps?: number | undefined;
  /**
   * Whether the share of false discoveries over all customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** Whether a customer has been silent for longer than its rhythm explains. */
export interface SilenceResult {
  /** `"overdue"`: chance does not explain the silence, and it is long. `"on-time"`: else. */
  readonly kind: "overdue" | "on-time";
  /** The probability of so long a silence on a day for a customer that goes on as before. */
  readonly p: number;
  /** The same with all customers taken together. */
  readonly qValue: number;
  /** The silence by the own mean gap. */
  readonly ratio: number;
}

/** The silence of one customer. */
export interface OverdueRow {
  /** The customer. */
  readonly customerId: string;
  /** Overdue, on time, or too few gaps to say. */
  readonly result: SilenceResult | InsufficientEvidence;
  /** Days since the last purchase. */
  readonly daysSilent: number;
  /** Gaps between buying days so far. */
  readonly gaps: number;
  /** Their mean in days; absent without a gap. */
  readonly meanGapDays?: number;
  /** What the customer used to bring in a year, taken away; absent without a gap. */
  readonly atStake?: Money;
}

/** The silence of every customer with a purchase, by column. */
export interface OverdueTable extends CustomerTable<OverdueRow> {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** What all customers say of gaps. */
  readonly laws: GapLaws | InsufficientEvidence;
  /** 0 insufficient, 1 on time, 2 overdue. */
  readonly kinds: Uint8Array;
  /** Days since the last purchase. */
  readonly daysSilent: Int32Array;
  /** Gaps between buying days. */
  readonly gaps: Int32Array;
  /** p of each customer; 1 where it is insufficient. */
  readonly p: Float64Array;
  /** How many customers could be judged. */
  readonly tested: number;
  /** How many are overdue. */
  readonly overdue: number;
}

const DOING = "find who is overdue";

/**
 * Finds the customers who have been silent for longer than their own rhythm explains.
 *
 * p = P(silence ≥ t on a day | own gaps, shrunk to all); see `silenceProbability` and `fitGapLaws`; q by Benjamini and Hochberg
 *
 * Silence and gaps are counted in whole days and taken as half a day less. The lognormal law knows no inspection on a day and is judged as from the last purchase. Overdue is who has q ≤ α and a silence of
 * `minimumRatio` mean gaps or more; the present silence is no gap and does not widen the rhythm that it is judged by.
 *
 * @throws UnobservedDaysError if the log was not observed until `asOf`: silence since then is not known
 * @throws RangeError if the day is none or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findOverdue } from "clientele/trend";
 *
 * // Twenty customers who buy about every ten days; one of them stopped in the middle.
 * const rows = Array.from({ length: 20 }, (_, c) =>
 *   Array.from({ length: c === 7 ? 10 : 20 }, (_, i) => ({
 *     customerId: `c${c}`,
 *     orderedOn: addDays("2026-01-01", 10 * i + ((c * i * i) % 9)),
 *     amount: "10",
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-01", to: "2026-07-20" } });
 * const table = findOverdue(log, { asOf: "2026-07-20" });
 * table.customerIds.filter((_, i) => table.kinds[i] === 2); // => ["c7"]
 * table.get("c7")?.daysSilent; // => 110
 * ```
 */
export function findOverdue(log: OrderLog, options: OverdueOptions): OverdueTable {
  const { alpha = 0.05, minimumRatio = 1.5, minimumGaps = 5 } = options;
  const asOf = observedAsOf(DOING, log, options);
  const { many = "false-discovery-rate" } = options;
  checkShare(DOING, "alpha", alpha);
  checkRatio(DOING, "minimumRatio", minimumRatio);
  checkWhole(DOING, "minimumGaps", minimumGaps, 1);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  const laws = fitGapLaws(log, { ...options, asOf });
  const today = dayNumber(asOf);
  const room = log.customerIds.length;
  const codes = new Int32Array(room);
  const [silent, gaps, spans] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)];
  const [p, units] = [new Float64Array(room).fill(-1), new Float64Array(room)];
  let size = 0;
  eachCustomer(log, { countBy: "customer-day", before: today }, (customer, events) => {
    const at = size++;
    codes[at] = customer;
    const { count, days } = events;
    silent[at] = today - days[count - 1]!;
    gaps[at] = count - 1;
    spans[at] = days[count - 1]! - days[0]!;
    for (let i = 0; i < count; i++) units[at]! += events.units[i]!;
    if (laws.kind === "insufficient" || count - 1 < minimumGaps) return;
    const law = gapLawOf(laws, sumGaps(events));
    const seen = law.kind === "log-t" ? "after-a-purchase" : "on-a-day";
    p[at] = silenceProbability(silent[at]! - HALF, law, { seen });
  });
  const judged = p.subarray(0, size);
  const family = qValues(judged, (i) => judged[i]! >= 0, alpha, many);
  const kinds = new Uint8Array(size);
  let overdue = 0;
  const ratioOf = (i: number): number => (silent[i]! * gaps[i]!) / spans[i]!;
  for (let i = 0; i < size; i++) {
    if (judged[i]! < 0) continue;
    const late = judged[i]! <= family.threshold && ratioOf(i) >= minimumRatio;
    kinds[i] = late ? 2 : 1;
    if (late) overdue++;
  }
  const resultOf = (i: number): SilenceResult | InsufficientEvidence => {
    if (gaps[i]! < minimumGaps) return insufficient("gaps between buying days", gaps[i]!, minimumGaps);
    if (laws.kind === "insufficient") return laws;
    return Object.freeze({
      kind: kinds[i] === 2 ? "overdue" : "on-time",
      p: judged[i]!,
      qValue: family.q(judged[i]!),
      ratio: ratioOf(i),
    });
  };
  const rowAt = (i: number): OverdueRow =>
    Object.freeze({
      customerId: log.customerIds[codes[i]!]!,
      result: resultOf(i),
      daysSilent: silent[i]!,
      gaps: gaps[i]!,
      ...(gaps[i] === 0
        ? {}
        : {
            meanGapDays: spans[i]! / gaps[i]!,
            atStake: moneyOfUnits(
              -Math.round((units[i]! / (gaps[i]! + 1)) * (gaps[i]! / spans[i]!) * 365.25),
              log,
            ),
          }),
    });
  const ids =
    size === room
      ? log.customerIds
      : Object.freeze(Array.from(codes.subarray(0, size), (code) => log.customerIds[code]!));
  return withColumns(createCustomerTable(ids, rowAt), {
    asOf,
    laws,
    kinds,
    daysSilent: silent.subarray(0, size),
    gaps: gaps.subarray(0, size),
    p: judged.map((value) => (value < 0 ? 1 : value)),
    tested: family.tests,
    overdue,
  });
}
