import { addDays, isPlainDate, type PlainDate } from "../calendar/index.ts";
import type { Dossier } from "./dossier.ts";
import { REFUSED_DAYS } from "./rules/_products.ts";

/** What every dossier of a run shares, what analyses found, and what was bought: none of it begins or ends on a day. */
const SKIPPED: ReadonlySet<string> = new Set(["insights", "purchases", "known"] satisfies (keyof Dossier)[]);
const DAY = /^\d{4}-\d\d-\d\d/;
const DEEPEST = 4;

/**
 * The days after `today` and up to `last` that records of a dossier bear, and the fields that bear them: on each of the days
 * something may begin or cease to hold, and a rule that reads such a field may say something else.
 */
export function comingDays(
  dossier: Dossier,
  today: PlainDate,
  last: PlainDate,
): ReadonlyMap<PlainDate, ReadonlySet<string>> {
  const found = new Map<PlainDate, Set<string>>();
  let field = "";
  const note = (day: PlainDate): void => {
    if (day <= today || day > last) return;
    const fields = found.get(day);
    if (fields === undefined) found.set(day, new Set([field]));
    else fields.add(field);
  };
  const look = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      if (value <= today || !DAY.test(value)) return;
      const day = value.slice(0, 10);
      if (!isPlainDate(day) || day > last) return;
      note(day);
      // An instant may lie on the next day somewhere, and what ends is over on the day after.
      note(addDays(day, 1));
    } else if (typeof value === "object" && value !== null && depth < DEEPEST && !(value instanceof Map))
      for (const key in value) look((value as Record<string, unknown>)[key], depth + 1);
  };
  // When a refusal no longer counts, whatever offers the product may do so again.
  field = "party";
  for (const { decision, decidedAt } of dossier.offerDecisions ?? []) {
    if (decision !== "refused" || !DAY.test(decidedAt)) continue;
    const day = decidedAt.slice(0, 10);
    if (isPlainDate(day)) for (const after of [-1, 0, 1, 2]) note(addDays(day, REFUSED_DAYS + after));
  }
  for (field in dossier) if (!SKIPPED.has(field)) look(dossier[field as keyof Dossier], 0);
  return found;
}
