import { checkAggregate } from "./_check-aggregate.ts";
import { compileFilter } from "./_compile-filter.ts";
import { compileOrder } from "./_compile-order.ts";
import { checkDeletable } from "./_expected.ts";
import { fieldsOf } from "./_fields.ts";
import type { Guard } from "./_guard.ts";
import { checkIdempotencyKey, checkIds, checkLimit } from "./_limits.ts";
import { readBound } from "./_moment.ts";
import {
  collections,
  type EventCollectionName,
  type RecordOf,
  type StateCollectionName,
} from "./collections.ts";
import type { EventQuery, EventRepository, EventsWithoutAggregates } from "./event-repository.ts";
import { prepareRecord } from "./prepare-record.ts";
import type { Filter, Query } from "./query.ts";
import type { Repository, Versioned } from "./repository.ts";
import { StoreError } from "./store-error.ts";
import { takeSaves } from "./take-saves.ts";

/** The same repository behind everything that a store checks before, and between two records. */
export function checkedRepository<N extends StateCollectionName>(
  name: N,
  guard: Guard,
  inner: Repository<RecordOf<N>>,
): Repository<RecordOf<N>> {
  type Stored = Versioned<RecordOf<N>>;
  const fields = fieldsOf(name);
  const checkQuery = ({ where, orderBy }: Query<Stored>): void => {
    compileFilter(where as Filter<never>, fields);
    compileOrder(orderBy, fields);
  };
  return {
    async get(id, options = {}) {
      guard(options.signal);
      checkIds(name, [id]);
      return inner.get(id, options);
    },
    async getMany(ids, options = {}) {
      guard(options.signal);
      checkIds(name, ids);
      return inner.getMany(ids, options);
    },
    async page(query, options = {}) {
      guard(options.signal);
      checkLimit(name, query.limit);
      checkQuery(query);
      return inner.page(query, options);
    },
    async *stream(query = {}, options = {}) {
      guard(options.signal);
      checkQuery(query);
      for await (const record of inner.stream(query, options)) {
        guard(options.signal);
        yield record;
      }
    },
    async count(where, options = {}) {
      guard(options.signal);
      compileFilter(where as Filter<never>, fields);
      return inner.count(where, options);
    },
    async save(record, options) {
      guard(options.signal);
      checkIdempotencyKey(name, options.idempotencyKey);
      return inner.save(prepareRecord(name, record), options);
    },
    async saveMany(saves, options = {}) {
      guard(options.signal);
      return inner.saveMany(takeSaves(name, saves), options);
    },
    async delete(id, options) {
      guard(options.signal);
      checkIds(name, [id]);
      checkDeletable(name, id, options.expected);
      return inner.delete(id, options);
    },
  };
}

/** The same for events; those that are appended pass unseen, for they may be too many to be held. */
export function checkedEvents<N extends EventCollectionName>(
  name: N,
  guard: Guard,
  inner: EventsWithoutAggregates<RecordOf<N>>,
): EventRepository<RecordOf<N>> {
  const { time } = collections[name];
  const checkQuery = ({ subjectIds, from, to }: EventQuery): void => {
    readBound(from, time);
    readBound(to, time);
    if (subjectIds !== undefined) checkIds(name, subjectIds);
  };
  return {
    async append(events, options = {}) {
      guard(options.signal);
      return inner.append(events, options);
    },
    async *read(query = {}, options = {}) {
      guard(options.signal);
      checkQuery(query);
      for await (const event of inner.read(query, options)) {
        guard(options.signal);
        yield event;
      }
    },
    async *aggregate(query = {}, options = {}) {
      guard(options.signal);
      if (inner.aggregate === undefined) {
        throw new StoreError("UNSUPPORTED", `Cannot aggregate ${name}: this store does not aggregate`, {
          details: { collection: name },
        });
      }
      checkAggregate(name, query);
      checkQuery(query);
      for await (const row of inner.aggregate(query, options)) {
        guard(options.signal);
        yield row;
      }
    },
  };
}
