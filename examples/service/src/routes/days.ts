import type { ClienteleStore } from "clientele/repositories";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import type { Day } from "../day/day-messages.ts";
import type { DayRunner } from "../day/day-runner.ts";
import { ProblemError, problemResponses } from "../problem.ts";

const day = z.iso.date().describe("a day, YYYY-MM-DD");

const statusSchema = z
  .object({
    asOf: z.string(),
    startedAt: z.string().optional().describe("when it was started; absent of a run before the service was"),
    state: z.enum(["running", "done", "failed"]),
    at: z.string().optional().describe("the moment that it was run for, as the store says"),
    analysedOn: z.string().optional().describe("of which day its analyses are, as the store says"),
    progress: z.object({ stage: z.string(), done: z.int(), total: z.int().optional() }).optional(),
    finishedAt: z.string().optional(),
    summary: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("the report of the day, without decisions"),
    failure: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .describe("how the run of a day stands");

/** Runs the day and says how far it is. */
export function dayRoutes(
  plain: FastifyInstance,
  days: DayRunner,
  store: Pick<ClienteleStore, "dailyRuns">,
  company: Omit<Day, "asOf" | "time">,
): void {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  app.post(
    "/days",
    {
      schema: {
        tags: ["days"],
        summary: "Run a day. Running it again writes and sends nothing twice",
        body: z.strictObject({
          asOf: day,
          time: z
            .string()
            .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of the day, HH:MM")
            .optional(),
        }),
        response: { 202: statusSchema, ...problemResponses },
      },
    },
    async ({ body }, reply) => {
      const { running } = days;
      if (running !== undefined)
        throw new ProblemError("day-running", `${running.asOf} is running: see /days/${running.asOf}`);
      const status = days.start({ ...company, ...(body as Pick<Day, "asOf" | "time">) });
      return reply.code(202).header("location", `/days/${status.asOf}`).send(status);
    },
  );
  app.get(
    "/days/:asOf",
    {
      schema: {
        tags: ["days"],
        summary:
          "How the last run of a day stands; of one before the service was started what the store says",
        params: z.object({ asOf: day }),
        response: { 200: statusSchema, ...problemResponses },
      },
    },
    async ({ params: { asOf } }) => {
      const status = days.statusOf(asOf);
      if (status !== undefined) return status as z.infer<typeof statusSchema>;
      const run = await store.dailyRuns.get(asOf);
      if (run !== undefined) return { asOf, state: "done", at: run.at, analysedOn: run.analysedOn } as const;
      throw new ProblemError("not-found", `${asOf} has not been run`);
    },
  );
}
