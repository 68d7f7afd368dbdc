import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Interaction } from "../model/index.ts";
import { dayOfMoment, momentOf } from "./_moment.ts";
import { type ContactsAsOfOptions, contactsUntil } from "./find-break-points.ts";

/** Something promised and not yet done. */
export interface PendingLoop {
  /** Its id. */
  readonly id: string;
  /** What was promised. */
  readonly text: string;
  /** By when. */
  readonly dueOn?: PlainDate | undefined;
  /** Whether that day is past. */
  readonly overdue: boolean;
  /** Who owes it: `company` is a promise of ours. */
  readonly owedBy: "company" | "party";
  /** The contact in which it was promised. */
  readonly interactionId: string;
  /** On which day. */
  readonly promisedOn: PlainDate;
}

/**
 * Lists what was promised in contacts and closed by none since: what is due first comes first, what has no day last.
 *
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { findOpenLoops } from "clientele/knowledge";
 *
 * const call = { schemaVersion: 1, partyId: "ada", channel: "phone", direction: "inbound", twoWay: true } as const;
 * const contacts = [
 *   {
 *     ...call,
 *     id: "i1",
 *     occurredAt: "2026-05-01T09:00:00Z",
 *     openLoops: [
 *       { id: "l1", text: "send the noise figures", dueOn: "2026-05-12" as const, owedBy: "company" as const },
 *       { id: "l2", text: "tell the number of desks", owedBy: "party" as const },
 *     ],
 *   },
 *   { ...call, id: "i2", occurredAt: "2026-05-20T09:00:00Z", closedLoopIds: ["l2"] },
 * ];
 * findOpenLoops(contacts, { asOf: "2026-05-10T00:00:00Z" }).map(({ id, overdue }) => [id, overdue]); // => [["l1", false], ["l2", false]]
 * findOpenLoops(contacts, { asOf: "2026-06-01T00:00:00Z" }).map(({ id, overdue }) => [id, overdue]); // => [["l1", true]]
 * ```
 */
export function findOpenLoops(
  interactions: readonly Interaction[],
  options: ContactsAsOfOptions,
): readonly PendingLoop[] {
  const asOf = momentOf("find open loops", "asOf", options.asOf);
  const today = dayOfMoment(asOf);
  const past = contactsUntil(interactions, asOf);
  const closed = new Set(past.flatMap(({ closedLoopIds = [] }) => closedLoopIds));
  const loops = past.flatMap(({ id: interactionId, occurredAt, openLoops = [] }) =>
    openLoops
      .filter(({ id }) => !closed.has(id))
      .map(
        (loop): PendingLoop =>
          Object.freeze({
            ...loop,
            overdue: loop.dueOn !== undefined && loop.dueOn < today,
            interactionId,
            promisedOn: dayOfMoment(Date.parse(occurredAt)),
          }),
      ),
  );
  const last = "9999-12-32";
  return Object.freeze(
    loops.sort(
      (a, b) => compareCodePoints(a.dueOn ?? last, b.dueOn ?? last) || compareCodePoints(a.id, b.id),
    ),
  );
}
