import { addDays, isPlainDate, type PlainDate } from "../calendar/index.ts";
import type { Dossier } from "./dossier.ts";

/** What every dossier of a run shares, what analyses found, and what was bought: none of it begins or ends on a day. */
const SKIPPED: ReadonlySet<string> = new Set(["insights", "purchases", "known"] satisfies (keyof Dossier)[]);
const DAY = /^\d{4}-\d\d-\d\d/;
const DEEPEST = 4;

/**
 * The days after `today` and up to `last` that records of a dossier bear, in order: on each of them something may begin or
 * cease to hold, and a rule that asks what holds today may say something else.
 */
export function comingDays(dossier: Dossier, today: PlainDate, last: PlainDate): readonly PlainDate[] {
  const found = new Set<PlainDate>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      if (value <= today || !DAY.test(value)) return;
      const day = value.slice(0, 10);
      if (!isPlainDate(day)) return;
      // An instant may lie on the next day somewhere, and what ends is over on the day after.
      for (const one of [day, addDays(day, 1)]) if (one > today && one <= last) found.add(one);
    } else if (typeof value === "object" && value !== null && depth < DEEPEST && !(value instanceof Map))
      for (const key in value) look((value as Record<string, unknown>)[key], depth + 1);
  };
  for (const name in dossier) if (!SKIPPED.has(name)) look(dossier[name as keyof Dossier], 0);
  return [...found].sort();
}
