import { type CustomerSnapshot, type Insight, insightPayloadSchemas } from "../model/index.ts";

/** The id of a customer's snapshot as of a day. */
export const snapshotId = ({ customerId, asOf }: Pick<CustomerSnapshot, "customerId" | "asOf">): string =>
  `${customerId}:${asOf}`;

/** Whether a snapshot was written by a run, and not by somebody else under an id of their own. */
export const isOwnSnapshot = (snapshot: CustomerSnapshot): boolean => snapshot.id === snapshotId(snapshot);

/**
 * Whether an insight comes from an analysis that every run repeats: its id is of kind, subject and day, and of what tells
 * several of one kind apart: the pattern, or what the complaints of the day (`on`) are about.
 */
export const isOwnInsight = ({ id, kind, subjectId, asOf, payload }: Insight): boolean => {
  const of = `${kind}:${subjectId}`;
  if (!id.startsWith(`${of}:`) || !Object.hasOwn(insightPayloadSchemas, kind)) return false;
  const rest = id.slice(of.length);
  return rest.endsWith(`:${asOf}`) || rest.endsWith(`:${payload["on"]}`);
};
