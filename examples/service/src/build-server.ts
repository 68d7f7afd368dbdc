import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Day } from "./day/day-messages.ts";
import { createDayRunner } from "./day/day-runner.ts";
import { answerProblems } from "./problem.ts";
import { requireKey } from "./require-key.ts";
import { customerRoutes } from "./routes/customers.ts";
import { dayRoutes } from "./routes/days.ts";
import { documentRoutes } from "./routes/documents.ts";
import { recordRoutes } from "./routes/records.ts";
import { reminderRoutes } from "./routes/reminders.ts";
import type { Database } from "./store/open-database.ts";

/** Options of {@link buildServer}. */
export interface ServerOptions {
  /** Closed with the server. */
  readonly database: Database;
  /** The key that every request has to show. */
  readonly apiKey: string;
  /** The company whose days are run. */
  readonly company: Omit<Day, "asOf" | "time">;
  /** The most bytes of a body; 1 MiB unless stated. */
  readonly bodyLimit?: number | undefined;
  /** The most records of one request; 1000 unless stated. */
  readonly mostRecords?: number | undefined;
  /** The log; none unless stated. */
  readonly logger?: FastifyServerOptions["logger"];
}

/** Puts the service together; `listen` on what comes back. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { database, apiKey, company, bodyLimit = 1024 * 1024, mostRecords = 1000, logger = false } = options;
  const app = Fastify({
    bodyLimit,
    logger,
    requestTimeout: 60_000,
    // A decision is named by rule, customer and occurrence, which is longer than the usual name of a thing.
    routerOptions: { maxParamLength: 2000 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  requireKey(app, apiKey);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "clientele",
        version: "0.1.0",
        description: "Records, the daily run, reminders, and what to know before a contact.",
      },
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          key: { type: "apiKey", in: "header", name: "x-api-key" },
        },
      },
      security: [{ bearer: [] }, { key: [] }],
    },
    transform: jsonSchemaTransform,
  });

  const { store } = database;
  const days = createDayRunner(database);
  app.addHook("onClose", async () => {
    await days.close();
    await database.close();
  });
  documentRoutes(app);
  recordRoutes(app, store, mostRecords);
  dayRoutes(app, days, store, company);
  reminderRoutes(app, store);
  customerRoutes(app, store, company);
  await app.ready();
  return app;
}
