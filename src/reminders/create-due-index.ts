import { addDays, dateOfDay, dayNumber, isTimeZone, localDayNumber } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, describeValue } from "../issues/index.ts";
import type { ReminderDecision, ReminderEvent } from "../model/index.ts";
import { customerIdOf } from "./_customer-id.ts";
import { type DayBuckets, fillBuckets } from "./_day-buckets.ts";
import { createScan, type ScanSink } from "./_due-scan.ts";
import { parseInstant } from "./_local-clock.ts";
import { createSettledMemory, rememberFor } from "./_settled.ts";
import { createTurnDays } from "./_turn-days.ts";
import { builtInRules } from "./built-in-rules.ts";
import type { Dossier } from "./dossier.ts";
import type { DueIndex, DueIndexOptions } from "./due-index.ts";

/**
 * Asks every rule once for all days of an index what may fall due, and keeps which customer on which day. Between two
 * indexes a daily run looks at those days alone; what changes of a customer is taken in with `put`. Rules must say the
 * same of a day on whatever day they are asked, which is one of the laws in `clientele/testing`.
 *
 * @param dossiers - the customers; a customer whose rules cannot be read is looked at in every run, so that it is listed
 * @throws RangeError for a day, number of days or zone that is none
 *
 * @example
 * ```ts
 * import { createDueIndex, decideReminders, type Dossier } from "clientele/reminders";
 *
 * const born = (id: string, month: number): Dossier => ({
 *   party: { schemaVersion: 1, kind: "person", id, name: id },
 *   importantDates: [
 *     {
 *       schemaVersion: 1,
 *       id,
 *       partyId: id,
 *       kind: "birthday",
 *       date: { calendar: "gregorian", month, day: 25 },
 *       source: { method: "stated", observedOn: "2026-01-05" },
 *     },
 *   ],
 * });
 * const dossiers = new Map([born("ann", 11), born("bob", 12)].map((one) => [one.party.id, one]));
 * const index = createDueIndex(dossiers.values(), { from: "2026-11-01" });
 * const asOf = "2026-11-25T09:00:00Z";
 * const due = [...index.dueAt(asOf)];
 * due; // => ["ann"]
 * decideReminders({ asOf, dossiers: due.flatMap((id) => dossiers.get(id) ?? []) }).decisions.length; // => 1
 * ```
 */
export function createDueIndex(dossiers: Iterable<Dossier>, options: DueIndexOptions): DueIndex {
  const { from, days = 31, rules = builtInRules, zone = "UTC" } = options;
  const first = dayNumber(from);
  if (!Number.isSafeInteger(days) || days < 1 || days > 3660) {
    refuse("days must be an integer from 1 to 3660", days);
  }
  if (!isTimeZone(zone)) refuse("zone must be a time zone such as Asia/Taipei", zone);
  const zones = new Set<string>();
  const scan = createScan(rules, { from, days, zone, zones });
  const escalating = new Map(
    rules.flatMap((rule) => (rule.escalation === undefined ? [] : [[rule.id, rule.escalation.afterDays]])),
  );

  const ids: string[] = [];
  const positions = new Map<string, number>();
  const units = new Map<string, number[]>();
  const unitOf = new Map<number, string>();
  const always = new Set<number>();
  /** Of whom rules may begin to speak on any day: they are looked at on all of them, too. */
  const restless = new Set<number>();
  const speaking: (readonly string[] | undefined)[] = [];
  const gone = new Set<number>();
  /** What changed since the index was made, or was noted: the days on which a customer is woken. */
  const overlay = new Map<number, Set<number>>();

  const place = (dossier: Dossier): number => {
    const { id } = dossier.party;
    let position = positions.get(id);
    if (position === undefined) {
      position = ids.push(id) - 1;
      positions.set(id, position);
    }
    const { unitId } = dossier;
    const before = unitOf.get(position);
    if (before !== unitId) {
      if (before !== undefined)
        units.set(
          before,
          (units.get(before) ?? []).filter((one) => one !== position),
        );
      if (unitId === undefined) unitOf.delete(position);
      else {
        unitOf.set(position, unitId);
        const members = units.get(unitId);
        if (members === undefined) units.set(unitId, [position]);
        else members.push(position);
      }
    }
    return position;
  };
  /** Spans of days on which something that was decided is looked after. */
  const awaited = new Map<number, (readonly [from: number, to: number])[]>();
  const look = (position: number, from: number, to: number): void => {
    if (!(from <= to)) return;
    // One day more at either end, for the zone of the customer.
    const span = [localDayNumber(from, "UTC") - 1, localDayNumber(to, "UTC") + 1] as const;
    const known = awaited.get(position);
    if (known === undefined) awaited.set(position, [span]);
    else if (!known.some(([first, last]) => first <= span[0] && span[1] <= last)) known.push(span);
  };
  /** Rules of tasks that were given: they may go to somebody higher when nothing new of the rule is due any more. */
  const escalable = new Map<number, Set<string>>();
  const speaksOf = (position: number, ruleId: string): void => {
    const known = escalable.get(position);
    if (known === undefined) escalable.set(position, new Set([ruleId]));
    else known.add(ruleId);
  };
  const wake = (position: number, day: number): void => {
    const known = overlay.get(day);
    if (known === undefined) overlay.set(day, new Set([position]));
    else known.add(position);
  };

  let [dueDays, items, count] = [new Int32Array(1024), new Int32Array(1024), 0];
  const add = (day: number, position: number): void => {
    if (count === items.length) [dueDays, items] = [grown(dueDays), grown(items)];
    dueDays[count] = day;
    items[count++] = position;
  };
  const turns = createTurnDays(first - 1, days + 2);
  const daysOf = (now: number, end = now): readonly [near: number, far: number] => {
    // Somewhere it may already be tomorrow, or still yesterday.
    let [near, far] = [localDayNumber(now, zone), localDayNumber(end, zone)];
    for (const other of zones) {
      near = Math.min(near, localDayNumber(now, other));
      far = Math.max(far, localDayNumber(end, other));
    }
    return [near, far];
  };
  const memory = createSettledMemory({
    zone,
    rules,
    daysOf,
    turnAfter(id, day) {
      const position = positions.get(id);
      return position === undefined || always.has(position) || gone.has(position)
        ? undefined
        : turns.next(position, day);
    },
  });
  const scanAt = (position: number, dossier: Dossier, add: (day: number) => void, today = from): void => {
    turns.clear(position);
    restless.delete(position);
    const sink: ScanSink = {
      add,
      turn: (day) => turns.mark(position, day),
      restless: () => restless.add(position),
    };
    const found = scan(dossier, sink, today);
    speaking[position] = found;
    if (found === undefined) always.add(position);
  };
  const noteAll = (decisions: Iterable<ReminderDecision>, events: Iterable<ReminderEvent>): void => {
    for (const { subjectId, ruleId, audience, verdict, at, decidedAt, expiresAt } of decisions) {
      memory.stir(subjectId);
      const position = positions.get(subjectId);
      if (position === undefined || verdict !== "send" || at === undefined) continue;
      const open = Date.parse(audience === "owner" ? expiresAt : at);
      look(position, Date.parse(decidedAt), open);
      const days = escalating.get(ruleId);
      if (days === undefined) continue;
      const due = Date.parse(at) + days * DAY;
      look(position, due, due + ESCALATION_DAYS * DAY);
      if (localDayNumber(due + ESCALATION_DAYS * DAY, "UTC") >= first - 1) speaksOf(position, ruleId);
    }
    for (const { subjectId, decisionId, kind, at, until } of events) {
      memory.expect(subjectId, Date.parse(at));
      const position = positions.get(subjectId);
      if (position === undefined || kind !== "snoozed" || until === undefined) continue;
      const ruleId = decisionId.slice(0, Math.max(0, decisionId.indexOf("|")));
      if (!escalating.has(ruleId)) continue;
      speaksOf(position, ruleId);
      look(position, Date.parse(until), Date.parse(until) + ESCALATION_DAYS * DAY);
    }
  };
  const collector = createIssueCollector();
  let row = 0;
  for (const dossier of dossiers) {
    if (customerIdOf(dossier, row++, (issue) => collector.add(issue)) === undefined) continue;
    const position = place(dossier);
    scanAt(position, dossier, (day) => add(day, position));
  }
  // One day more at either end, for zones in which it is another day.
  const buckets: DayBuckets = fillBuckets(dueDays, items, count, first - 1, days + 2);
  const to = addDays(from, days);

  const index: DueIndex = {
    from,
    to,
    get customers() {
      return positions.size - gone.size;
    },
    entries: buckets.items.length,
    problems: Object.freeze([...collector.issues]),
    get bytes() {
      return buckets.items.byteLength + buckets.starts.byteLength + turns.bytes;
    },
    dueAt(asOf, { until } = {}) {
      const now = parseInstant(asOf, "asOf");
      const end = until === undefined ? now : Math.max(now, parseInstant(until, "until") - 1);
      const company = localDayNumber(now, zone);
      if (company < first || company >= first + days) {
        refuse(`asOf must lie on a day of the index, ${from} up to and without ${to}`, asOf);
      }
      if (localDayNumber(end, zone) >= first + days) {
        refuse(`until must not lie after the days of the index, ${from} up to and without ${to}`, until);
      }
      const [near, far] = daysOf(now, end);
      const found = new Set<number>([...always, ...restless]);
      for (let day = near; day <= far; day++) {
        const bucket = day - first + 1;
        if (bucket >= 0 && bucket < days + 2) {
          for (let i = buckets.starts[bucket]!; i < buckets.starts[bucket + 1]!; i++) {
            found.add(buckets.items[i]!);
          }
        }
        for (const position of overlay.get(day) ?? []) found.add(position);
      }
      for (const [position, spans] of awaited) {
        if (spans.some(([first, last]) => first <= far && near <= last)) found.add(position);
      }
      if (units.size > 0) {
        for (const position of [...found]) {
          const unit = unitOf.get(position);
          for (const member of unit === undefined ? [] : (units.get(unit) ?? [])) found.add(member);
        }
      }
      for (const position of gone) found.delete(position);
      return Array.from(Int32Array.from(found).sort(), (position) => ids[position]!);
    },
    rulesOf(customerId) {
      const position = positions.get(customerId);
      if (position === undefined) return undefined;
      const [ids, given] = [speaking[position], escalable.get(position)];
      return ids === undefined || given === undefined
        ? ids
        : [...new Set([...ids, ...given])].sort(compareCodePoints);
    },
    put(dossier, asOf) {
      const now = parseInstant(asOf, "asOf");
      if (customerIdOf(dossier, 0, () => {}) === undefined) refuse("a dossier must have a customer", dossier);
      const position = place(dossier);
      gone.delete(position);
      for (const one of [zone, dossier.party.timeZone ?? zone]) {
        if (isTimeZone(one)) wake(position, localDayNumber(now, one));
      }
      scanAt(position, dossier, (day) => wake(position, day), dateOfDay(localDayNumber(now, zone)));
      memory.stir(dossier.party.id);
    },
    remove(customerId) {
      const position = positions.get(customerId);
      if (position !== undefined) gone.add(position);
      memory.stir(customerId);
    },
    note(decisions, events = [], { own = false } = {}) {
      const take = (): void => noteAll(decisions, events);
      if (own) memory.own(take);
      else take();
    },
  };
  rememberFor(index, memory);
  return index;
}

const DAY = 86_400_000;
/** As long as a task may be escalated, and a day. */
const ESCALATION_DAYS = 31;

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function refuse(what: string, value: unknown): never {
  throw new RangeError(`Cannot make a due index: ${what}, got ${describeValue(value)}`);
}
