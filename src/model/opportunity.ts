import * as z from "zod";
import { nonNegativeMoneySchema, oneCurrency } from "./_money.ts";
import { partyId, record } from "./_record.ts";
import { id, plainDate, share, storableText } from "./_scalars.ts";
import { buyingFunctionSchema, buyingLevelSchema } from "./affiliation.ts";
import { sourceSchema } from "./provenance.ts";

/** The stages of a sale, from the search for a customer to the end. */
export const opportunityStages = [
  "prospecting",
  "presenting",
  "intent",
  "negotiating",
  "won",
  "lost",
  "abandoned",
] as const;

/** Schema of {@link Opportunity}. */
export const opportunitySchema = record(
  {
    customerId: partyId,
    name: storableText(500),
    stage: z.enum(opportunityStages),
    /** The first day of the stage. */
    stageSince: plainDate.optional(),
    openedOn: plainDate,
    closedOn: plainDate.optional(),
    /** Why it was won, lost or given up. */
    reason: storableText(2000).optional(),
    /** What the customer plans to buy. */
    purchasePlan: storableText(5000).optional(),
    /** What is to be solved. */
    problem: storableText(5000).optional(),
    /** What the customer gains by it. */
    benefit: storableText(5000).optional(),
    productIds: z.array(id).max(200).optional(),
    participants: z
      .array(
        z.strictObject({
          personId: partyId,
          role: z.enum([
            "decision-maker",
            "influencer",
            "approver",
            "evaluator",
            "user",
            "gatekeeper",
            "sponsor",
          ]),
          level: buyingLevelSchema.optional(),
          function: buyingFunctionSchema.optional(),
          /** From against us, −1, to for us, 1. */
          stance: z.number().min(-1).max(1).optional(),
          influence: share.optional(),
        }),
      )
      .max(200)
      .optional(),
    /** The timetable. */
    milestones: z
      .array(z.strictObject({ what: storableText(500), dueOn: plainDate, doneOn: plainDate.optional() }))
      .max(200)
      .optional(),
    budget: z
      .strictObject({
        ...nonNegativeMoneySchema.shape,
        status: z.enum(["estimated", "requested", "approved", "spent"]),
        approverId: partyId.optional(),
      })
      .optional(),
    /** How the customer comes to the purchase, step by step. */
    process: z
      .array(
        z.strictObject({
          step: storableText(500),
          unitId: id.optional(),
          personId: partyId.optional(),
          state: z.enum(["open", "active", "done"]),
        }),
      )
      .max(100)
      .optional(),
    competitorIds: z.array(id).max(100).optional(),
    /** Our own bids and what came of them. */
    bids: z
      .array(
        z.strictObject({
          submittedOn: plainDate,
          price: nonNegativeMoneySchema.optional(),
          outcome: z.enum(["open", "won", "lost"]),
          reason: storableText(2000).optional(),
          winnerId: id.optional(),
        }),
      )
      .max(100)
      .optional(),
    expectedValue: nonNegativeMoneySchema.optional(),
    source: sourceSchema.optional(),
  },
  [
    oneCurrency(["budget", "currency"], ({ budget, bids = [], expectedValue }) => [
      budget,
      expectedValue,
      ...bids.map((bid) => bid.price),
    ]),
    {
      path: ["closedOn"],
      expected: "must not be before openedOn, and is there when the sale is won, lost or abandoned",
      holds: ({ openedOn, closedOn, stage }) =>
        (closedOn !== undefined) === (stage === "won" || stage === "lost" || stage === "abandoned") &&
        (closedOn === undefined || closedOn >= openedOn),
    },
  ],
);

/** A possible sale: problem, benefit, participants, timetable, budget, process, bids and their outcome. */
export type Opportunity = z.infer<typeof opportunitySchema>;
