import { isPlainDate, type PlainDate } from "../calendar/index.ts";

/** A programme that rewards every so-manieth purchase. */
export interface FrequencyProgramme {
  /** The first day on which a purchase counts. */
  readonly from: PlainDate;
  /** The first day on which none counts any more; absent when it does not end. */
  readonly to?: PlainDate | undefined;
  /** How many purchases earn one reward. */
  readonly every: number;
}

/** Where a customer stands in a frequency programme. */
export interface FrequencyProgress {
  /** Purchases that count. */
  readonly purchases: number;
  /** Rewards earned. */
  readonly rewards: number;
  /** Purchases towards the next reward. */
  readonly towards: number;
  /** Purchases missing to the next reward. */
  readonly missing: number;
  /** Whether a purchase still counts on the day. */
  readonly running: boolean;
}

/**
 * Counts a customer's purchases in a frequency programme at the end of a day.
 *
 * rewards = ⌊purchases / every⌋; missing = every − purchases mod every
 *
 * @param purchasedOn - the day of every purchase, in any order; a day may occur several times
 * @throws RangeError if the programme ends before it starts, `every` is not a positive integer, or a day is none
 *
 * @example
 * ```ts
 * import { frequencyProgress } from "clientele/ledger";
 *
 * const programme = { from: "2026-01-01", every: 3 } as const;
 * const days = ["2025-12-31", "2026-01-05", "2026-02-05", "2026-02-05", "2026-03-05"] as const;
 * frequencyProgress(days, { programme, asOf: "2026-06-01" }); // => { purchases: 4, rewards: 1, towards: 1, missing: 2, running: true }
 * ```
 */
export function frequencyProgress(
  purchasedOn: Iterable<PlainDate>,
  options: { readonly programme: FrequencyProgramme; readonly asOf: PlainDate },
): FrequencyProgress {
  const doing = "count a frequency programme";
  const { programme, asOf } = options;
  const { from, to, every } = programme;
  if (!Number.isSafeInteger(every) || every < 1) {
    throw new RangeError(`Cannot ${doing}: every must be a positive integer, got ${every}`);
  }
  for (const day of [from, asOf, to ?? asOf]) checkDay(doing, day);
  if (to !== undefined && to <= from) {
    throw new RangeError(`Cannot ${doing}: the programme must end after it starts on ${from}, got ${to}`);
  }
  let purchases = 0;
  for (const day of purchasedOn) {
    checkDay(doing, day);
    if (day >= from && day <= asOf && (to === undefined || day < to)) purchases++;
  }
  const towards = purchases % every;
  return Object.freeze({
    purchases,
    rewards: Math.floor(purchases / every),
    towards,
    missing: every - towards,
    running: asOf >= from && (to === undefined || asOf < to),
  });
}

function checkDay(doing: string, day: PlainDate): void {
  if (!isPlainDate(day))
    throw new RangeError(`Cannot ${doing}: a day must be written YYYY-MM-DD, got ${day}`);
}
