import { type CustomerSnapshot, type Insight, insightPayloadSchemas } from "../model/index.ts";

/** The id of a customer's snapshot as of a day. */
export const snapshotId = ({ customerId, asOf }: Pick<CustomerSnapshot, "customerId" | "asOf">): string =>
  `${customerId}:${asOf}`;

/** Whether a snapshot was written by a run, and not by somebody else under an id of their own. */
export const isOwnSnapshot = (snapshot: CustomerSnapshot): boolean => snapshot.id === snapshotId(snapshot);

/** Whether an insight comes from an analysis that every run repeats. */
export const isOwnInsight = ({ id, kind, subjectId, asOf }: Insight): boolean =>
  Object.hasOwn(insightPayloadSchemas, kind) && id === `${kind}:${subjectId}:${asOf}`;
