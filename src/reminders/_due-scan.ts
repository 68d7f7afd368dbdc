import { dateOfDay, dayNumber, isTimeZone, type PlainDate } from "../calendar/index.ts";
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

/** Names the days of runs on which something of a customer is due, may be caught up, or silences others. */
export function createScan(
  rules: readonly ReminderRule[],
  { from, days, zone, zones }: ScanSpan,
): (dossier: Dossier, add: (day: number) => void) => boolean {
  const first = dayNumber(from) - 1;
  const last = first + days + 1;
  const asked = rules.map((rule) => {
    const life = Math.max(rule.catchUpDays, Math.ceil(rule.silence?.days ?? 0));
    return { rule, life, windows: new Map<string, RuleWindow>() };
  });
  const windowIn = (windows: Map<string, RuleWindow>, life: number, inZone: string): RuleWindow => {
    let window = windows.get(inZone);
    if (window === undefined) {
      window = Object.freeze({
        from: dateOfDay(first - life),
        to: dateOfDay(last + 1),
        today: from,
        zone: inZone,
      });
      windows.set(inZone, window);
    }
    return window;
  };
  // Each day once, however many rules speak on it.
  const seen = new Uint8Array(last - first + 1);
  return (dossier, add) => {
    seen.fill(0);
    const own = [dossier.party.timeZone, dossier.accountZone].find(
      (one) => one !== undefined && (zones.has(one) || isTimeZone(one)),
    );
    if (own !== undefined) zones.add(own);
    try {
      for (const { rule, life, windows } of asked) {
        const window = windowIn(windows, life, rule.audience === "owner" ? zone : (own ?? zone));
        for (const { due } of rule.occurrences(dossier, window)) {
          if (due < window.from || due >= window.to) continue;
          const day = dayNumber(due);
          seen.fill(1, Math.max(0, day - first), Math.min(day + life, last) - first + 1);
        }
      }
    } catch {
      return false;
    }
    for (let i = 0; i < seen.length; i++) if (seen[i] === 1) add(first + i);
    return true;
  };
}
