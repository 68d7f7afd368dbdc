import { compareCodePoints } from "../ids/index.ts";
import { createExactSum, type ExactSum } from "./_exact-sum.ts";
import { type Moment, momentOf, momentText } from "./_moment.ts";
import type { EventCollectionName, RecordOf } from "./collections.ts";
import { collections } from "./collections.ts";
import type { Aggregate, AggregateQuery } from "./event-repository.ts";

interface Group {
  readonly subjectId: string;
  readonly by: string | undefined;
  events: number;
  first: Moment;
  last: Moment;
  readonly sum: ExactSum;
  readonly distinct: Set<string>;
}

/** Counts and sums events that were selected before. */
export function aggregateEvents<N extends EventCollectionName>(
  collection: N,
  events: Iterable<RecordOf<N>>,
  query: AggregateQuery,
): readonly Aggregate[] {
  const { subject, at, time } = collections[collection];
  const groups = new Map<string, Group>();
  for (const event of events) {
    const fields = event as unknown as Readonly<Record<string, string | undefined>>;
    const subjectId = fields[subject] ?? "";
    const by = query.by === undefined ? undefined : fields[query.by];
    const moment = momentOf(fields[at] ?? "", time);
    const key = JSON.stringify([subjectId, by]);
    let group = groups.get(key);
    if (group === undefined) {
      group = {
        subjectId,
        by,
        events: 0,
        first: moment,
        last: moment,
        sum: createExactSum(),
        distinct: new Set(),
      };
      groups.set(key, group);
    }
    group.events++;
    if (moment < group.first) group.first = moment;
    if (moment > group.last) group.last = moment;
    const amount = query.sum === undefined ? undefined : fields[query.sum];
    if (amount !== undefined) group.sum.add(amount);
    const value = query.distinct === undefined ? undefined : fields[query.distinct];
    if (value !== undefined) group.distinct.add(value);
  }
  return [...groups.values()].sort(compareGroups).map((group) => ({
    subjectId: group.subjectId,
    ...(group.by === undefined ? {} : { by: group.by }),
    events: group.events,
    first: momentText(group.first),
    last: momentText(group.last),
    ...(query.sum === undefined ? {} : { sum: group.sum.text() }),
    ...(query.distinct === undefined ? {} : { distinct: group.distinct.size }),
  }));
}

function compareGroups(a: Group, b: Group): number {
  const order = compareCodePoints(a.subjectId, b.subjectId);
  if (order !== 0 || a.by === b.by) return order;
  if (a.by === undefined || b.by === undefined) return a.by === undefined ? 1 : -1;
  return compareCodePoints(a.by, b.by);
}
