import { sortByCodePoints } from "../ids/index.ts";
import { createExactSum, type ExactSum } from "./_exact-sum.ts";
import type { MatchedEvent } from "./_match-events.ts";
import { type Moment, momentText } from "./_moment.ts";
import type { EventCollectionName, RecordOf } from "./collections.ts";
import { collections } from "./collections.ts";
import type { Aggregate, AggregateQuery } from "./event-repository.ts";

interface Group {
  events: number;
  first: Moment;
  last: Moment;
  readonly sum: ExactSum | undefined;
  readonly distinct: Set<string> | undefined;
}

/** The groups of one subject. */
interface Groups {
  /** Of the events without a value that divides them. */
  missing?: Group;
  /** By value. */
  values?: Map<string, Group>;
}

/** Counts and sums events that were selected before, in whatever order. */
export function aggregateEvents<N extends EventCollectionName>(
  collection: N,
  events: Iterable<MatchedEvent<RecordOf<N>>>,
  query: AggregateQuery,
): readonly Aggregate[] {
  const { subject } = collections[collection];
  const subjects = new Map<string, Groups>();
  for (const { event, moment } of events) {
    const fields = event as unknown as Readonly<Record<string, string | undefined>>;
    const subjectId = fields[subject] ?? "";
    const by = query.by === undefined ? undefined : fields[query.by];
    let groups = subjects.get(subjectId);
    if (groups === undefined) {
      groups = {};
      subjects.set(subjectId, groups);
    }
    const group = groupOf(groups, by) ?? startGroup(groups, by, moment, query);
    group.events++;
    if (moment < group.first) group.first = moment;
    if (moment > group.last) group.last = moment;
    const amount = query.sum === undefined ? undefined : fields[query.sum];
    if (amount !== undefined) group.sum?.add(amount);
    const value = query.distinct === undefined ? undefined : fields[query.distinct];
    if (value !== undefined) group.distinct?.add(value);
  }
  return sortByCodePoints([...subjects.keys()]).flatMap((subjectId) =>
    rowsOf(subjectId, subjects.get(subjectId)!),
  );
}

const groupOf = (groups: Groups, by: string | undefined): Group | undefined =>
  by === undefined ? groups.missing : groups.values?.get(by);

function startGroup(
  groups: Groups,
  by: string | undefined,
  moment: Moment,
  { sum, distinct }: AggregateQuery,
): Group {
  const group: Group = {
    events: 0,
    first: moment,
    last: moment,
    sum: sum === undefined ? undefined : createExactSum(),
    distinct: distinct === undefined ? undefined : new Set(),
  };
  if (by === undefined) groups.missing = group;
  else {
    groups.values ??= new Map();
    groups.values.set(by, group);
  }
  return group;
}

/** The rows of one subject; events without the value come last. */
function rowsOf(
  subjectId: string,
  { missing, values = new Map<string, Group>() }: Groups,
): readonly Aggregate[] {
  const rows = sortByCodePoints([...values.keys()]).map((by) => rowOf({ subjectId, by }, values.get(by)!));
  return missing === undefined ? rows : [...rows, rowOf({ subjectId }, missing)];
}

function rowOf(
  of: Pick<Aggregate, "subjectId" | "by">,
  { events, first, last, sum, distinct }: Group,
): Aggregate {
  return {
    ...of,
    events,
    first: momentText(first),
    last: momentText(last),
    ...(sum === undefined ? {} : { sum: sum.text() }),
    ...(distinct === undefined ? {} : { distinct: distinct.size }),
  };
}
