import {
  cellSchema,
  channelSchema,
  type ReminderDecision,
  reminderDecisionSchema,
  reminderEventSchema,
  reminderOutcomes,
} from "clientele/model";
import { type ReminderState, reminderStates } from "clientele/reminders";
import type { ClienteleStore, Filter, Versioned } from "clientele/repositories";
import { recordOutcome } from "clientele/workflow";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ProblemError, problemResponses } from "../problem.ts";

const version = z.int().describe("grows with every change");
const decisionSchema = reminderDecisionSchema.extend({ version });
const { at, kind, until, outcome, byId, note } = reminderEventSchema.shape;
const stateSchema = z.object({
  state: z.string(),
  until: z.string().optional(),
  outcomes: z.array(z.enum(reminderOutcomes)),
});
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
        summary: "A reminder: verdict, reasons, evidence, what has happened to it, and where it stands",
        params,
        querystring: z.strictObject({
          asOf: at.optional().describe("the moment of looking, now unless stated"),
        }),
        response: {
          200: z.object({
            decision: decisionSchema,
            events: z.array(reminderEventSchema),
            state: stateSchema.optional().describe("absent when it is not sent"),
          }),
          ...problemResponses,
        },
      },
    },
    async ({ params, query: { asOf = new Date().toISOString() } }) => {
      const decision = await find(params.id);
      const events = await eventsOf(decision);
      const state = reminderStates([decision], { events, asOf }).get(decision.id);
      return { decision, events, ...(state === undefined ? {} : { state: plainState(state) }) };
    },
  );

  app.post(
    "/reminders/:id/events",
    {
      schema: {
        tags: ["reminders"],
        summary:
          "Record what became of a reminder: acknowledged, snoozed, done, failed, an outcome; the same again does nothing",
        params,
        body: z.strictObject({ at, kind, until, outcome, byId, note }),
        response: {
          200: z.object({ event: reminderEventSchema, recorded: z.boolean(), state: stateSchema }),
          ...problemResponses,
        },
      },
    },
    async ({ params, body }) => {
      const { event, recorded, state } = await recordOutcome(store, params.id, body);
      return { event, recorded, state: plainState(state) };
    },
  );
}

const plainState = ({ state, until, outcomes }: ReminderState): z.infer<typeof stateSchema> => ({
  state,
  until,
  outcomes: [...outcomes],
});
