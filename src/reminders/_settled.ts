import type { Found } from "./_found.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderPolicy } from "./policy.ts";
import type { ReminderRule } from "./rule.ts";

/** How many candidates of each rule were sent before. */
export type Tally = readonly (readonly [ruleId: string, count: number])[];

/** A run that may recall units, and settles those of which it had nothing new to say. */
export interface SettledRun {
  /**
   * What steady rules found of each customer of a unit, where they find the same again and nothing can be to be taken
   * back: of the unit nothing is new but what the run itself has sent, and nothing turns.
   */
  calmOf(unit: readonly Dossier[]): ReadonlyMap<string, Found> | undefined;
  /** Keeps what was found of each customer of a unit of which nothing was to be taken back. */
  calm(unit: readonly Dossier[], found: ReadonlyMap<string, Found>): void;
  /** What the run would count of a unit, where that is known without asking. */
  recall(unit: readonly Dossier[]): Tally | undefined;
  /** Keeps what the run counted of a unit, for all runs before a moment and the next day on which its members turn. */
  settle(unit: readonly Dossier[], tally: Tally, before: number): void;
}

/** What a run is made with. */
interface Circumstance {
  readonly now: number;
  readonly zone: string;
  readonly rules: readonly ReminderRule[];
  readonly policy: ReminderPolicy;
}

/** Units of whom a run found nothing but what was sent before. */
export interface SettledMemory {
  /** Begins a run; nothing where the run is not one of those the index is made for. */
  open(run: Circumstance): SettledRun | undefined;
  /** Something of a customer is new: its unit is looked at again. */
  stir(id: string): void;
  /** Does work that tells of what a run has sent itself: calm units stay calm, for what rules found was just found. */
  own(work: () => void): void;
  /** Something happens to a customer at a moment; what was found before says nothing of the time after. */
  expect(id: string, at: number): void;
}

interface Entry {
  readonly ids: readonly string[];
  readonly tally: Tally;
  readonly since: number;
  readonly before: number;
  readonly untilDay: number;
}

/** A unit of which nothing was to be taken back. */
interface Calm extends Pick<Entry, "ids" | "since" | "untilDay"> {
  readonly found: ReadonlyMap<string, Found>;
}

/** What the memory asks of the index that it belongs to. */
interface Surroundings {
  readonly zone: string;
  readonly rules: readonly ReminderRule[];
  /** The local days of a moment in all zones, from the first to the last. */
  readonly daysOf: (now: number) => readonly [near: number, far: number];
  /** The next day after one on which what is said of a customer may change; nothing where that is not known. */
  readonly turnAfter: (id: string, day: number) => number | undefined;
}

/**
 * Makes an empty memory.
 *
 * Why a unit that is settled may be skipped. What a run counts of it are candidates whose ids are among its sends; of
 * these it decides nothing, so that consent, pauses, caps, hours, ranks and addresses do not matter. Whether there are
 * others depends on the dossiers, on what was sent and what happened to it, on rules and policy, and on the moment:
 * - dossiers: `put` and `remove` stir; sends and events: `note` stirs; an event that is still to come is expected;
 * - rules, policy and zone are compared when a run begins;
 * - the moment, by the local day: a steady rule finds the same as the day before, unless the day is a turn. Turns are
 *   the due day of every occurrence (it becomes a candidate, and may take the place of an earlier one of its anchor),
 *   the day after its catch-up life and its silence (it leaves the window), with catch-up "none" the day after it is due,
 *   and every day that a record bears, with the days before and after (it begins or ceases to hold, also for sends that
 *   wait and tasks that are open: they are withdrawn on such a day alone; so is what a closed party was to get);
 * - the moment itself: a task becomes one for somebody higher from a local day on, and ceases to after some days: the
 *   run gives that moment as `before`. Sends that wait go out, and open tasks end: then less can be withdrawn, and
 *   nothing was. Occurrences that fall due or end at a moment are never settled, nor what own rules say.
 *
 * For the same reasons steady rules find of a unit that is calm what they found before, so they are not asked again where
 * all of that has been sent; and nothing is taken back of it: of what waits or is open all stood, or was found by the run
 * that sent it, the rules in question are steady, and with the moment alone there is less of it.
 */
export function createSettledMemory({ zone, rules, daysOf, turnAfter }: Surroundings): SettledMemory {
  const entries = new Map<string, Entry>();
  const calms = new Map<string, Calm>();
  const expected = new Map<string, number>();
  const tallies = new Map<string, Tally>();
  let policy: ReminderPolicy | undefined;
  let isOwn = false;

  const stir = (id: string): void => {
    for (const member of entries.get(id)?.ids ?? []) entries.delete(member);
    if (!isOwn) for (const member of calms.get(id)?.ids ?? []) calms.delete(member);
  };
  const isSameSet = (others: readonly ReminderRule[]): boolean =>
    others === rules || (others.length === rules.length && others.every((rule) => rules.includes(rule)));

  return {
    open(run) {
      if (run.zone !== zone || !isSameSet(run.rules)) return undefined;
      if (run.policy !== policy) {
        entries.clear();
        // By the policy dates are set aside, and what rests on them no longer holds.
        calms.clear();
      }
      policy = run.policy;
      const { now } = run;
      const [near, far] = daysOf(now);
      const isOver = ({ untilDay, before }: Entry): boolean => untilDay <= far || before <= now;
      for (const [id, entry] of entries) if (isOver(entry)) entries.delete(id);
      for (const [id, { untilDay }] of calms) if (untilDay <= far) calms.delete(id);
      const isOf = ({ ids, since }: Pick<Entry, "ids" | "since">, unit: readonly Dossier[]): boolean =>
        since <= now && ids.length === unit.length && ids.every((id, i) => id === unit[i]!.party.id);
      /** Up to which day nothing of a unit turns, if that is known and nothing is expected. */
      const stillUntil = (unit: readonly Dossier[]): number | undefined => {
        let untilDay = Number.POSITIVE_INFINITY;
        for (const { party } of unit) {
          const turn = turnAfter(party.id, near);
          if (turn === undefined || (expected.get(party.id) ?? now) > now) return undefined;
          untilDay = Math.min(untilDay, turn);
        }
        return untilDay;
      };
      return {
        calmOf(unit) {
          const calm = calms.get(unit[0]!.party.id);
          return calm !== undefined && isOf(calm, unit) ? calm.found : undefined;
        },
        calm(unit, found) {
          const untilDay = stillUntil(unit);
          if (untilDay === undefined) return;
          const ids = unit.map(({ party }) => party.id);
          const calm: Calm = { ids, since: now, untilDay, found };
          for (const id of ids) calms.set(id, calm);
        },
        recall(unit) {
          const entry = entries.get(unit[0]!.party.id);
          if (entry === undefined || isOver(entry)) return undefined;
          return isOf(entry, unit) ? entry.tally : undefined;
        },
        settle(unit, tally, before) {
          const untilDay = stillUntil(unit);
          if (untilDay === undefined) return;
          const ids = unit.map(({ party }) => party.id);
          const key = tally.map(([ruleId, count]) => `${ruleId} ${count}`).join("\n");
          const known = tallies.get(key) ?? tally;
          tallies.set(key, known);
          for (const id of ids) for (const member of entries.get(id)?.ids ?? []) entries.delete(member);
          const entry: Entry = { ids, tally: known, since: now, before, untilDay };
          for (const id of ids) {
            entries.set(id, entry);
            // As long as it is settled it is not asked.
            calms.delete(id);
          }
        },
      };
    },
    stir,
    own(work) {
      isOwn = true;
      try {
        work();
      } finally {
        isOwn = false;
      }
    },
    expect(id, at) {
      stir(id);
      if (!(at <= (expected.get(id) ?? Number.NEGATIVE_INFINITY))) expected.set(id, at);
    },
  };
}

const memories = new WeakMap<object, SettledMemory>();

/** Gives an index its memory. */
export const rememberFor = (index: object, memory: SettledMemory): void => void memories.set(index, memory);

/** The memory of an index; an object that only answers as an index does has none. */
export const memoryOf = (index: object): SettledMemory | undefined => memories.get(index);
