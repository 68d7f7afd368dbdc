import { addDays, type PlainDate } from "../calendar/index.ts";
import { createDueIndex, type Dossier, type DueIndex, type ReminderRule } from "../reminders/index.ts";
import type { ReminderHistory } from "./_read-history.ts";
import { isSameDossier, isSameValue, SHARED } from "./_same-dossier.ts";

/** For how many days of runs it is made. */
const DAYS = 35;

/** What a run is about to decide. */
interface WatchedDay {
  readonly day: PlainDate;
  readonly instant: string;
  readonly zone: string;
  readonly dossiers: readonly Dossier[];
  readonly history: ReminderHistory;
  /** Rules of the caller's own; absent: those built in. */
  readonly rules?: readonly ReminderRule[] | undefined;
  readonly until?: string | undefined;
  /** The customers whose dossiers may differ from those of the run before; absent: that is found out. */
  readonly changed?: ReadonlySet<string> | undefined;
  /** The customers of whom sends or events may be new since the run before; absent: that is found out. */
  readonly heard?: ReadonlySet<string> | undefined;
}

/** Keeps who is due when from run to run, and finds of itself what has changed since. */
export interface DueWatch {
  /** The index that names whom the run has to look at; nothing when it has to look at everybody. */
  due(run: WatchedDay): DueIndex | undefined;
  /**
   * Takes in what the run has written: that much is no change.
   *
   * @param heard - of whom it has written something, where that is known
   */
  settle(history: ReminderHistory, heard?: ReadonlySet<string>): void;
}

/** Makes a watch that knows nothing yet: its first run asks everybody for all its days. */
export function createDueWatch(): DueWatch {
  let index: DueIndex | undefined;
  let zone = "";
  let last = "";
  let rules: readonly ReminderRule[] | undefined;
  let dossiers = new Map<string, Dossier>();
  let histories = new Map<string, string>();

  const begin = (run: WatchedDay): DueIndex => {
    ({ zone, rules } = run);
    const own = rules === undefined ? {} : { rules };
    const made = createDueIndex(run.dossiers, { from: run.day, days: DAYS, zone, ...own });
    made.note(run.history.sends, run.history.events);
    dossiers = new Map(run.dossiers.map((one) => [one.party.id, one]));
    histories = historiesOf(run.history);
    return made;
  };

  /** Takes in what was sent and has happened since, and gives the customers of whom that is new. */
  const hear = (
    known: DueIndex,
    history: ReminderHistory,
    { among, own }: { readonly among: ReadonlySet<string> | undefined; readonly own: boolean },
  ): ReadonlySet<string> => {
    const now = historiesOf(history, among);
    const heard = new Set<string>();
    for (const [id, told] of now) if (histories.get(id) !== told) heard.add(id);
    for (const id of among ?? histories.keys()) if (histories.has(id) && !now.has(id)) heard.add(id);
    for (const id of heard) {
      const told = now.get(id);
      if (told === undefined) histories.delete(id);
      else histories.set(id, told);
    }
    if (heard.size > 0) {
      const about = <T extends { readonly subjectId: string }>(list: readonly T[]): readonly T[] =>
        list.filter(({ subjectId }) => heard.has(subjectId));
      known.note(about(history.sends), about(history.events), { own });
    }
    return heard;
  };

  const takeIn = (known: DueIndex, run: WatchedDay): void => {
    const { dossiers: present, history, instant, changed } = run;
    const heard = hear(known, history, { among: run.heard, own: false });
    const gone = new Set(dossiers.keys());
    const isOther = (before: Dossier, dossier: Dossier): boolean =>
      (changed === undefined || changed.has(dossier.party.id)) &&
      !isSameDossier(before, dossier, rules !== undefined);
    for (const dossier of present) {
      const { id } = dossier.party;
      gone.delete(id);
      const before = dossiers.get(id);
      // What was sent and has happened the index is told of; of whom nothing is left, it has to be told so.
      const isForgotten = heard.has(id) && !histories.has(id);
      if (before === undefined || isForgotten || isOther(before, dossier)) known.put(dossier, instant);
      dossiers.set(id, dossier);
    }
    for (const id of gone) {
      dossiers.delete(id);
      known.remove(id);
    }
  };

  return {
    due(run) {
      const isFit =
        index !== undefined &&
        run.zone === zone &&
        run.rules === rules &&
        run.day >= index.from &&
        // What came in later was asked about with the day on which it came.
        run.instant >= last &&
        // One day more, for the end of a run may lie in the next.
        addDays(run.day, 1) < index.to &&
        isSameShared(dossiers, run.dossiers);
      if (isFit) takeIn(index!, run);
      else index = begin(run);
      const { instant, until } = run;
      last = instant;
      // So far ahead nobody is looked up: everybody is asked.
      if (until !== undefined && until.slice(0, 10) >= addDays(index!.to, -1)) return undefined;
      return index;
    },
    settle(history, heard) {
      if (index !== undefined) hear(index, history, { among: heard, own: true });
    },
  };
}

/** What all dossiers share is the same object in all of one run, so one of each run is enough. */
function isSameShared(before: ReadonlyMap<string, Dossier>, now: readonly Dossier[]): boolean {
  const [one] = before.values();
  const [other] = now;
  if (one === undefined || other === undefined) return one === other;
  return SHARED.every((name) => isSameValue(one[name], other[name]));
}

/** What was sent to each customer, or each of some, and how much has happened since, as a text that differs when it does. */
function historiesOf({ sends, events }: ReminderHistory, among?: ReadonlySet<string>): Map<string, string> {
  const parts = new Map<string, string[]>();
  const add = (subjectId: string, part: string): void => {
    const own = parts.get(subjectId);
    if (own === undefined) parts.set(subjectId, [part]);
    else own.push(part);
  };
  const isAsked = (subjectId: string): boolean => among === undefined || among.has(subjectId);
  for (const { subjectId, id, version } of sends) if (isAsked(subjectId)) add(subjectId, `${id} ${version}`);
  for (const { subjectId, id } of events) if (isAsked(subjectId)) add(subjectId, id);
  return new Map([...parts].map(([subjectId, own]) => [subjectId, own.sort().join("\n")]));
}
