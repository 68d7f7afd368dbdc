import type * as z from "zod";
import {
  affiliationSchema,
  claimSchema,
  consentSchema,
  counterSchema,
  customerSnapshotSchema,
  importantDateSchema,
  insightSchema,
  installedProductSchema,
  interactionSchema,
  orderLineSchema,
  partySchema,
  pointsEntrySchema,
  productSchema,
  reminderDecisionSchema,
} from "../model/index.ts";
import type { EventRepository } from "./event-repository.ts";
import type { Repository } from "./repository.ts";

/**
 * What a store holds, collection by collection. An adapter makes its tables from it: the schema every record
 * must fit, and for events who they are about and when they happened.
 *
 * @example
 * ```ts
 * import { collections } from "clientele/repositories";
 *
 * collections.orderLines.subject; // => "customerId"
 * collections.interactions.time; // => "instant"
 * collections.parties.kind; // => "state"
 * ```
 */
export const collections = {
  parties: { kind: "state", schema: partySchema },
  affiliations: { kind: "state", schema: affiliationSchema },
  importantDates: { kind: "state", schema: importantDateSchema },
  consents: { kind: "state", schema: consentSchema },
  products: { kind: "state", schema: productSchema },
  installedProducts: { kind: "state", schema: installedProductSchema },
  insights: { kind: "state", schema: insightSchema },
  snapshots: { kind: "state", schema: customerSnapshotSchema },
  decisions: { kind: "state", schema: reminderDecisionSchema },
  claims: { kind: "state", schema: claimSchema },
  counters: { kind: "state", schema: counterSchema },
  orderLines: {
    kind: "events",
    schema: orderLineSchema,
    subject: "customerId",
    at: "orderedOn",
    time: "day",
  },
  interactions: {
    kind: "events",
    schema: interactionSchema,
    subject: "partyId",
    at: "occurredAt",
    time: "instant",
  },
  pointsEntries: { kind: "events", schema: pointsEntrySchema, subject: "customerId", at: "on", time: "day" },
} as const;

/** The name of a collection. */
export type CollectionName = keyof typeof collections;

/** The names of all collections. */
export const collectionNames = Object.freeze(Object.keys(collections)) as readonly CollectionName[];

/** The records of a collection. */
export type RecordOf<N extends CollectionName> = z.infer<(typeof collections)[N]["schema"]>;

/** The collections that hold events. */
export type EventCollectionName = {
  [N in CollectionName]: (typeof collections)[N]["kind"] extends "events" ? N : never;
}[CollectionName];

/** The collections that hold state. */
export type StateCollectionName = Exclude<CollectionName, EventCollectionName>;

/** One repository per collection. */
export type StoreCollections = {
  readonly [N in StateCollectionName]: Repository<RecordOf<N>>;
} & {
  readonly [N in EventCollectionName]: EventRepository<RecordOf<N>>;
};
