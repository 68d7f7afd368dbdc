import { daysBetween, type PlainDate } from "../calendar/index.ts";

/** A goal with a date: satisfaction, loyalty, one-to-one. */
export interface DatedGoal {
  /** What is measured. */
  readonly name: string;
  /** Which of the three it stands for. */
  readonly kind: "satisfaction" | "loyalty" | "one-to-one";
  /** Where it began: the day and the value. */
  readonly from: { readonly on: PlainDate; readonly value: number };
  /** Where it is to be: the day and the value. */
  readonly to: { readonly on: PlainDate; readonly value: number };
}

/** How a goal stands on a day. */
export interface GoalStanding {
  /** The goal's name. */
  readonly name: string;
  /** Its kind. */
  readonly kind: DatedGoal["kind"];
  /** The latest value on or before the day, and when it was measured; absent before the first. */
  readonly latest?: { readonly on: PlainDate; readonly value: number } | undefined;
  /** The value that a straight line from beginning to end has on the day of the latest value, or on the day asked. */
  readonly planned: number;
  /** (latest − start) / (goal − start); absent without a value. */
  readonly progress?: number | undefined;
  /** Reached, on track, behind the line, missed once the date has passed, or unmeasured. */
  readonly state: "reached" | "on-track" | "behind" | "missed" | "unmeasured";
}

/**
 * Judges a measure against its goal and date: by a straight line from where it began to where it is to be.
 *
 * `planned(t) = v₀ + (v₁ − v₀) · (t − t₀) / (t₁ − t₀)`, held at its ends
 *
 * @param values - measurements in any order; of one day the last given counts
 * @throws RangeError if the goal ends before it starts, goal and start are equal, or a value is not finite
 *
 * @example
 * ```ts
 * import { assessGoal } from "clientele/loyalty";
 *
 * const goal = {
 *   name: "retention", kind: "loyalty", from: { on: "2026-01-01", value: 0.6 }, to: { on: "2026-12-31", value: 0.8 },
 * } as const;
 * const standing = assessGoal([{ on: "2026-07-02", value: 0.72 }], { goal, asOf: "2026-07-15" });
 * [standing.state, standing.planned, standing.progress?.toFixed(2)]; // => ["on-track", 0.7, "0.60"]
 * ```
 */
export function assessGoal(
  values: Iterable<{ readonly on: PlainDate; readonly value: number }>,
  options: { readonly goal: DatedGoal; readonly asOf: PlainDate },
): GoalStanding {
  const { goal, asOf } = options;
  const { name, kind, from, to } = goal;
  const doing = "assess goal";
  const length = daysBetween(from.on, to.on);
  if (length <= 0)
    throw new RangeError(`Cannot ${doing}: ${name} must end after it starts on ${from.on}, got ${to.on}`);
  if (!Number.isFinite(to.value - from.value) || to.value === from.value) {
    throw new RangeError(
      `Cannot ${doing}: the goal of ${name} must be a number other than its start, got ${to.value}`,
    );
  }
  let latest: { on: PlainDate; value: number } | undefined;
  for (const { on, value } of values) {
    if (!Number.isFinite(value))
      throw new RangeError(`Cannot ${doing}: a value must be a finite number, got ${value}`);
    if (on <= asOf && (latest === undefined || on >= latest.on)) latest = { on, value };
  }
  const passed = Math.min(Math.max(daysBetween(from.on, latest?.on ?? asOf) / length, 0), 1);
  const planned = from.value + (to.value - from.value) * passed;
  if (latest === undefined) return Object.freeze({ name, kind, planned, state: "unmeasured" });
  const progress = (latest.value - from.value) / (to.value - from.value);
  const state =
    progress >= 1 - SLACK
      ? "reached"
      : asOf >= to.on
        ? "missed"
        : progress >= passed - SLACK
          ? "on-track"
          : "behind";
  return Object.freeze({ name, kind, latest: Object.freeze(latest), planned, progress, state });
}

/** What rounding may take from a share that is exactly reached. */
const SLACK = 1e-12;
