import {
  cellSchema,
  channelSchema,
  type ReminderDecision,
  reminderDecisionSchema,
  reminderEventSchema,
} from "clientele/model";
import type { ClienteleStore, Filter, Versioned } from "clientele/repositories";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ProblemError, problemResponses } from "../problem.ts";

const version = z.int().describe("grows with every change");
const decisionSchema = reminderDecisionSchema.extend({ version });
const { id, at, kind, until, outcome, byId, note } = reminderEventSchema.shape;
const params = z.object({ id: z.string().describe("the id of the decision") });

const filterSchema = z.strictObject({
  verdict: reminderDecisionSchema.shape.verdict.optional().describe("send unless stated"),
  subjectId: z.string().optional().describe("the customer"),
  senderId: z.string().optional().describe("who of the own staff has it"),
  ruleId: z.string().optional(),
  cell: cellSchema.optional(),
  channel: channelSchema.optional(),
  audience: reminderDecisionSchema.shape.audience.optional(),
  dueFrom: z.iso.date().optional().describe("the first day"),
  dueTo: z.iso.date().optional().describe("the first day that no longer belongs to it"),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional().describe("nextCursor of the page before"),
});

/** Lists reminders, says why, and takes what became of them. */
export function reminderRoutes(plain: FastifyInstance, store: ClienteleStore): void {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const find = async (decisionId: string): Promise<Versioned<ReminderDecision>> => {
    const decision = await store.decisions.get(decisionId);
    if (decision !== undefined) return decision;
    throw new ProblemError("not-found", `There is no reminder ${JSON.stringify(decisionId)}`);
  };
  const eventsOf = async ({ id: decisionId, subjectId }: ReminderDecision) => {
    const events = [];
    for await (const event of store.reminderEvents.read({ subjectIds: [subjectId] }))
      if (event.decisionId === decisionId) events.push(event);
    return events;
  };

  app.get(
    "/reminders",
    {
      schema: {
        tags: ["reminders"],
        summary: "The reminders by the day on which they are due, page by page",
        querystring: filterSchema,
        response: {
          200: z.object({ items: z.array(decisionSchema), nextCursor: z.string().nullable() }),
          ...problemResponses,
        },
      },
    },
    async ({ query: { limit, cursor, dueFrom, dueTo, verdict = "send", ...equal } }) => {
      type Part = Filter<Versioned<ReminderDecision>>;
      const parts: Part[] = Object.entries({ verdict, ...equal }).flatMap(([field, value]) =>
        value === undefined ? [] : [{ op: "eq", field, value } as Part],
      );
      if (dueFrom !== undefined) parts.push({ op: "gte", field: "dueOn", value: dueFrom });
      if (dueTo !== undefined) parts.push({ op: "lt", field: "dueOn", value: dueTo });
      const { items, nextCursor } = await store.decisions.page({
        where: { op: "and", of: parts },
        orderBy: [{ field: "dueOn" }, { field: "rank" }],
        limit,
        cursor,
      });
      return { items: [...items], nextCursor };
    },
  );

  app.get(
    "/reminders/:id",
    {
      schema: {
        tags: ["reminders"],
        summary: "A reminder: verdict, reasons, evidence, and what has happened to it since",
        params,
        response: {
          200: z.object({ decision: decisionSchema, events: z.array(reminderEventSchema) }),
          ...problemResponses,
        },
      },
    },
    async ({ params }) => {
      const decision = await find(params.id);
      return { decision, events: await eventsOf(decision) };
    },
  );

  app.post(
    "/reminders/:id/events",
    {
      schema: {
        tags: ["reminders"],
        summary: "What became of a reminder: acknowledged, snoozed, done, failed, an outcome",
        params,
        body: z.strictObject({ id, at, kind, until, outcome, byId, note }),
        response: { 200: z.object({ events: z.array(reminderEventSchema) }), ...problemResponses },
      },
    },
    async ({ params, body }) => {
      const decision = await find(params.id);
      const { subjectId, id: decisionId } = decision;
      await store.reminderEvents.append([{ schemaVersion: 1, decisionId, subjectId, ...body }]);
      return { events: await eventsOf(decision) };
    },
  );
}
