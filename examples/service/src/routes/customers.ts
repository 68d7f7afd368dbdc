import {
  askedQuestionSchema,
  channelSchema,
  complaintSchema,
  factSchema,
  interactionSchema,
} from "clientele/model";
import type { ClienteleStore } from "clientele/repositories";
import { contactBrief, recordInteraction } from "clientele/workflow";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import type { Day } from "../day/day-messages.ts";
import { problemResponses } from "../problem.ts";

const id = interactionSchema.shape.id;
const list = <S extends z.ZodType>(schema: S) => z.array(schema).max(100).optional();

const contactSchema = z.strictObject({
  interaction: interactionSchema,
  facts: list(factSchema).describe("what was learned; what was known already is fresh again"),
  checks: list(
    z.strictObject({
      factId: id,
      outcome: z.enum(["confirmed", "changed", "unreachable", "refused"]),
    }),
  ).describe("known facts that somebody looked at"),
  answers: list(askedQuestionSchema).describe("questions that were put"),
  complaints: list(complaintSchema),
});

const briefQuerySchema = z.strictObject({
  asOf: interactionSchema.shape.occurredAt.optional().describe("the moment, now unless stated"),
  channel: channelSchema.optional().describe("of the contact; what the party prefers unless stated"),
  productId: id.optional().describe("what is to be presented"),
  withinDays: z.coerce.number().int().min(0).max(366).optional().describe("how far ahead, 30 unless stated"),
  recent: z.coerce.number().int().min(0).max(100).optional().describe("contacts shown, 5 unless stated"),
});

/** What to know before a contact, and what was learned in it. */
export function customerRoutes(
  plain: FastifyInstance,
  store: ClienteleStore,
  { zone }: Pick<Day, "zone">,
): void {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  app.get(
    "/customers/:id/brief",
    {
      schema: {
        tags: ["customers"],
        summary: "All that whoever speaks with a customer next has to know, on one page",
        params: z.object({ id: z.string().describe("the customer, or a person at the customer's") }),
        querystring: briefQuerySchema,
        response: {
          200: z
            .looseObject({ partyId: z.string(), name: z.string() })
            .describe("CustomerBrief of the library"),
          ...problemResponses,
        },
      },
    },
    async ({ params, query: { asOf = new Date().toISOString(), ...options } }) => ({
      ...(await contactBrief(store, params.id, { zone, asOf, ...options })),
    }),
  );
  app.post(
    "/contacts",
    {
      schema: {
        tags: ["customers"],
        summary:
          "Record a contact with all that was learned in it: all or nothing, the same again does nothing",
        body: contactSchema,
        response: {
          200: z
            .looseObject({ interactionId: z.string(), recorded: z.boolean() })
            .describe("RecordedInteraction of the library"),
          ...problemResponses,
        },
      },
    },
    async ({ body: { interaction, ...learned } }) => ({
      ...(await recordInteraction(store, interaction, learned)),
    }),
  );
}
