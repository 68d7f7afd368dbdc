import { LAST_DAY } from "./_civil.ts";
import { type Steps, stepsOf } from "./_recurrence-steps.ts";
import type { Period } from "./period.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";
import type { Recurrence } from "./recurrence.ts";

/** One return of a recurrence. */
export interface Occurrence {
  /** The day. */
  readonly date: PlainDate;
  /**
   * Which step of the rule it belongs to, counted from the anchor's own day, week, month or year, which is 0.
   * Together with the date it names the occurrence.
   */
  readonly step: number;
  /** True when the day asked for does not exist in its month and the missing-day policy moved it. */
  readonly moved: boolean;
}

/** Options of {@link nextOccurrence} and {@link previousOccurrence}. */
export interface OccurrenceSearchOptions {
  /**
   * Whether an occurrence on the given day itself counts.
   *
   * @defaultValue false
   */
  readonly inclusive?: boolean | undefined;
}

/**
 * Lists the occurrences of a recurrence within a period, oldest first, each day once.
 *
 * Occurrences of `[a, c)` are those of `[a, b)` followed by those of `[b, c)`, for every `b` between. The cost
 * grows with the period, not with its distance from the anchor, unless a `count` must be counted through `by…`
 * parts.
 *
 * @throws RangeError when the recurrence or the period cannot be read.
 * @example
 * ```ts
 * import { occurrencesOf } from "clientele/calendar";
 * const in2026 = { from: "2026-01-01", to: "2027-01-01" } as const;
 * occurrencesOf({ frequency: "yearly", anchor: "2024-02-29" }, in2026); // => [{ date: "2026-02-28", step: 2, moved: true }]
 * ```
 */
export function occurrencesOf(recurrence: Recurrence, period: Period): readonly Occurrence[] {
  const steps = stepsOf(recurrence);
  const span = { from: dayNumber(period.from), to: dayNumber(period.to) };
  return Object.freeze(Array.from(walk(recurrence, steps, span), occurrence));
}

/**
 * Finds the first occurrence after a day.
 *
 * @returns undefined when there is none up to 9999-12-31.
 * @throws RangeError when the recurrence or the date cannot be read.
 * @example
 * ```ts
 * import { nextOccurrence } from "clientele/calendar";
 * nextOccurrence({ frequency: "weekly", anchor: "1980-01-01" }, "2017-01-01")?.date; // => "2017-01-03"
 * ```
 */
export function nextOccurrence(
  recurrence: Recurrence,
  after: PlainDate,
  options?: OccurrenceSearchOptions,
): Occurrence | undefined {
  const from = dayNumber(after) + (options?.inclusive === true ? 0 : 1);
  const [found] = walk(recurrence, stepsOf(recurrence), { from, to: LAST_DAY + 1 });
  return found && occurrence(found);
}

/**
 * Finds the last occurrence before a day.
 *
 * @returns undefined when there is none since the anchor.
 * @throws RangeError when the recurrence or the date cannot be read.
 * @example
 * ```ts
 * import { previousOccurrence } from "clientele/calendar";
 * previousOccurrence({ frequency: "monthly", anchor: "2024-01-31" }, "2024-03-31")?.date; // => "2024-02-29"
 * ```
 */
export function previousOccurrence(
  recurrence: Recurrence,
  before: PlainDate,
  options?: OccurrenceSearchOptions,
): Occurrence | undefined {
  const steps = stepsOf(recurrence);
  const to = dayNumber(before) + (options?.inclusive === true ? 1 : 0);
  const span = { from: steps.anchor, to };
  // Look back over ever longer stretches: 1 step, 2, 4 … until one holds an occurrence.
  let last: Placed | undefined;
  for (let back = 1, step = steps.stepOf(to); last === undefined && step >= 0; back *= 2) {
    step -= back;
    for (const placed of walk(recurrence, steps, span, Math.max(0, step))) last = placed;
  }
  // Two steps may meet on a day moved forward; searching forward names it by the earlier one.
  return last && nextOccurrence(recurrence, dateOfDay(last.day), { inclusive: true });
}

interface Placed {
  readonly day: number;
  readonly step: number;
  readonly moved: boolean;
}

function occurrence({ day, step, moved }: Placed): Occurrence {
  return Object.freeze({ date: dateOfDay(day), step, moved });
}

/** The occurrences of a span of days within anchor, count and end, lazily; from the step given, if any. */
function* walk(
  rule: Recurrence,
  steps: Steps,
  span: { readonly from: number; readonly to: number },
  firstStep?: number,
): Generator<Placed> {
  const end = Math.min(span.to - 1, LAST_DAY, rule.until === undefined ? LAST_DAY : dayNumber(rule.until));
  const lastStep = steps.stepOf(end);
  const mustCount = rule.count !== undefined && !steps.onePerStep;
  // A day moved forward lies after its step's own span: begin one step early.
  const near = firstStep ?? Math.max(0, steps.stepOf(Math.max(span.from, steps.anchor)) - 1);
  let counted = 0;
  let barren = 0;
  let lastDay = steps.anchor - 1;
  for (let step = mustCount ? 0 : near; step <= lastStep && !steps.isBeyond(step); step++) {
    if (!mustCount && rule.count !== undefined && step >= rule.count) return;
    const candidates = steps.candidatesOf(step);
    barren = candidates.length === 0 ? barren + 1 : 0;
    if (barren > steps.cycle) return;
    for (const { day, moved } of candidates) {
      if (day > end) return;
      if (day <= lastDay) continue;
      lastDay = day;
      if (mustCount && ++counted > rule.count!) return;
      if (day >= span.from) yield { day, step, moved };
    }
  }
}
