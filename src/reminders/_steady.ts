import type { ReminderRule } from "./rule.ts";

type Moments = ReminderRule["occurrences"];

const steady = new WeakSet<Moments>();

/** Notes that a rule, of a dossier that is the same, says something else only on a day that the dossier or a due moment bears. */
export function markSteady(moments: Moments): void {
  steady.add(moments);
}

/** Whether a rule is known to be steady: its function counts, so a copy with another priority is, and one that was wrapped is not. */
export const isSteady = ({ occurrences }: ReminderRule): boolean => steady.has(occurrences);
