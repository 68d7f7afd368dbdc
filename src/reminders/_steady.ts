import type { Dossier } from "./dossier.ts";
import type { ReminderRule } from "./rule.ts";

type Moments = ReminderRule["occurrences"];

const steady = new WeakSet<Moments>();

/** Notes that a rule, of a dossier that is the same, says something else only on a day that the dossier or a due moment bears. */
export function markSteady(moments: Moments): void {
  steady.add(moments);
}

/** Whether a rule is known to be steady: its function counts, so a copy with another priority is, and one that was wrapped is not. */
export const isSteady = ({ occurrences }: ReminderRule): boolean => steady.has(occurrences);

const restless = new WeakMap<Moments, (dossier: Dossier) => boolean>();

/** Notes of which dossiers a rule may begin to speak on a day that nothing bears, since facts have aged or readings are too old. */
export function markRestless(moments: Moments, isRestless: (dossier: Dossier) => boolean): void {
  restless.set(moments, isRestless);
}

/** The rules that may begin to speak of a dossier on whatever day. */
export const restlessRules = (
  rules: readonly ReminderRule[],
): readonly { readonly id: string; readonly isRestless: (dossier: Dossier) => boolean }[] =>
  rules.flatMap(({ id, occurrences }) => {
    const isRestless = restless.get(occurrences);
    return isRestless === undefined ? [] : [{ id, isRestless }];
  });
