import { addDays, dateOfDay, dayNumber, isTimeZone, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { comingDays } from "./_coming-days.ts";
import { restlessRules } from "./_steady.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderRule, RuleWindow } from "./rule.ts";

/** What a scan is over. */
interface ScanSpan {
  readonly from: PlainDate;
  readonly days: number;
  readonly zone: string;
  /** Takes the zones met. */
  readonly zones: Set<string>;
}

/** Takes what a scan finds of a customer. */
export interface ScanSink {
  /** A day of runs on which something is due, may be caught up, or silences others. */
  add(day: number): void;
  /** Rules may begin to speak on any day. */
  restless(): void;
  /** A day on which what rules say may differ from the day before; some are named more than once. */
  turn(day: number): void;
}

/**
 * Names the days of runs on which something of a customer is due and those on which that changes, and gives the ids of
 * the rules that speak of it on any of them; nothing when a rule fails.
 */
export function createScan(
  rules: readonly ReminderRule[],
  { from, days, zone, zones }: ScanSpan,
): (dossier: Dossier, sink: ScanSink, today?: PlainDate) => readonly string[] | undefined {
  const first = dayNumber(from) - 1;
  const last = first + days + 1;
  const asked = rules.map((rule) => {
    const life = Math.max(rule.catchUpDays, Math.ceil(rule.silence?.days ?? 0));
    const turns = new Set([0, rule.catchUp === "none" ? 1 : 0, rule.catchUpDays + 1, life + 1]);
    return { rule, life, turns: [...turns], windows: new Map<string, RuleWindow>() };
  });
  const windowIn = (
    windows: Map<string, RuleWindow>,
    life: number,
    { inZone, today }: { readonly inZone: string; readonly today: PlainDate },
  ): RuleWindow => {
    let window = windows.get(inZone);
    // A rule does not see what lies after its day: what came in later is asked about on a later day.
    if (window?.today !== today) {
      window = Object.freeze({
        from: dateOfDay(first - life),
        to: dateOfDay(last + 1),
        today,
        zone: inZone,
      });
      windows.set(inZone, window);
    }
    return window;
  };
  const beginning = restlessRules(rules);
  // Few combinations of rules speak of many customers.
  const lists = new Map<string, readonly string[]>();
  // Each day once, however many rules speak on it.
  const seen = new Uint8Array(last - first + 1);
  return (dossier, { add, turn, restless }, today = from) => {
    seen.fill(0);
    const own = [dossier.party.timeZone, dossier.accountZone].find(
      (one) => one !== undefined && (zones.has(one) || isTimeZone(one)),
    );
    if (own !== undefined) zones.add(own);
    const speaking = new Set<string>();
    const ask = (on: PlainDate, fields?: ReadonlySet<string>): void => {
      for (const { rule, life, turns, windows } of asked) {
        if (fields !== undefined && !fields.has("party") && !rule.reads.some((input) => fields.has(input)))
          continue;
        const window = windowIn(windows, life, {
          inZone: rule.audience === "owner" ? zone : (own ?? zone),
          today: on,
        });
        for (const { due } of rule.occurrences(dossier, window)) {
          if (due < window.from || due >= window.to) continue;
          speaking.add(rule.id);
          const day = dayNumber(due);
          seen.fill(1, Math.max(0, day - first), Math.min(day + life, last) - first + 1);
          for (const after of turns) turn(day + after);
        }
      }
    };
    try {
      ask(today);
      const isAlone = own === undefined || own === zone;
      // Where it may still be the day before, what ends today has not ended yet.
      const before = isAlone ? today : addDays(today, -1);
      // Where it is not yet the day of the question, that day is still to come.
      turn(dayNumber(today));
      for (const [day, fields] of comingDays(dossier, before, dateOfDay(last))) {
        ask(day === today ? before : day, fields);
        // What ends in the morning somewhere no longer holds on the day before, for rules that look so far.
        turn(dayNumber(day) - 1);
        turn(dayNumber(day));
      }
    } catch {
      return undefined;
    }
    for (const { id, isRestless } of beginning) {
      if (!isRestless(dossier)) continue;
      speaking.add(id);
      restless();
    }
    for (let i = 0; i < seen.length; i++) if (seen[i] === 1) add(first + i);
    const ids = [...speaking].sort(compareCodePoints);
    const key = ids.join("\n");
    const known = lists.get(key) ?? Object.freeze(ids);
    lists.set(key, known);
    return known;
  };
}
