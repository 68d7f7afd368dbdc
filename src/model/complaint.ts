import * as z from "zod";
import { nonNegativeMoneySchema } from "./_money.ts";
import { partyId, record } from "./_record.ts";
import { grade, id, instant, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { channelSchema } from "./channel.ts";
import { markPersonal } from "./personal-data.ts";

/** The states of a complaint. */
export const complaintStates = ["open", "in-progress", "resolved", "reopened", "closed"] as const;

/** A state of a complaint. */
export type ComplaintState = (typeof complaintStates)[number];

/** Which state may follow which: a closed complaint stays closed, a new one begins open. */
export const complaintTransitions: Readonly<Record<ComplaintState, readonly ComplaintState[]>> =
  /* @__PURE__ */ Object.freeze({
    open: Object.freeze(["in-progress", "resolved", "closed"] as const),
    "in-progress": Object.freeze(["resolved", "closed"] as const),
    resolved: Object.freeze(["reopened", "closed"] as const),
    reopened: Object.freeze(["in-progress", "resolved", "closed"] as const),
    closed: Object.freeze([] as const),
  });

/** Schema of {@link Complaint}. */
export const complaintSchema = record(
  {
    customerId: partyId,
    /** The person who complained, when the customer is an organisation. */
    personId: partyId.optional(),
    subject: z.enum(["product", "service", "process", "staff", "billing", "delivery"]),
    category: storableText(200),
    text: markPersonal(storableText(10_000), "user.content.private").optional(),
    productId: id.optional(),
    orderId: id.optional(),
    /** How grave, 1 to 5. */
    severity: grade,
    receivedAt: instant,
    channel: channelSchema,
    /** The states it went through, the first `open`. */
    history: z
      .array(
        z.strictObject({
          state: z.enum(complaintStates),
          at: instant,
          byId: partyId.optional(),
          note: markPersonal(storableText(2000), "user.content.private").optional(),
        }),
      )
      .min(1)
      .max(200),
    /** Own staff member who sees to it. */
    ownerId: partyId.optional(),
    resolution: markPersonal(storableText(5000), "user.content.private").optional(),
    compensation: nonNegativeMoneySchema.optional(),
    /** The earlier complaint of which this is the return. */
    recurrenceOfId: id.optional(),
  },
  [
    {
      path: ["history"],
      expected: "must begin with open, in the order of time, each state one that may follow the one before",
      holds: ({ history, receivedAt }) =>
        history[0]?.state === "open" &&
        isNotBefore(history[0].at, receivedAt) &&
        history.every((step, at) => {
          const before = history[at - 1];
          return (
            before === undefined ||
            (isNotBefore(step.at, before.at) && complaintTransitions[before.state].includes(step.state))
          );
        }),
    },
  ],
);

/** What a customer complained of, and the states that it went through. */
export type Complaint = z.infer<typeof complaintSchema>;

/**
 * Finds the state of a complaint at a moment; undefined before it came in.
 *
 * @example
 * ```ts
 * import { complaintStateAt } from "clientele/model";
 *
 * const history = [
 *   { state: "open", at: "2026-03-01T09:00:00Z" },
 *   { state: "resolved", at: "2026-03-03T09:00:00Z" },
 * ] as const;
 * complaintStateAt({ history: [...history] }, "2026-03-02T00:00:00Z"); // => "open"
 * ```
 */
export function complaintStateAt(
  complaint: Pick<Complaint, "history">,
  moment: string,
): ComplaintState | undefined {
  let state: ComplaintState | undefined;
  for (const step of complaint.history) if (isNotBefore(moment, step.at)) state = step.state;
  return state;
}
