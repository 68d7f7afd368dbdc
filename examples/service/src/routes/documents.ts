import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ProblemError, type ProblemKind, problemKinds } from "../problem.ts";

/** What can be read without a key: that the service is there, what it offers, and what its problems mean. */
export function documentRoutes(plain: FastifyInstance): void {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const open = { config: { open: true } };
  app.get("/health", { ...open, schema: { hide: true } }, async () => ({ status: "up" }));
  app.get("/openapi.json", { ...open, schema: { hide: true } }, async () => app.swagger());
  app.get(
    "/problems/:kind",
    { ...open, schema: { hide: true, params: z.object({ kind: z.string() }) } },
    async ({ params: { kind } }) => {
      if (Object.hasOwn(problemKinds, kind)) return problemKinds[kind as ProblemKind];
      throw new ProblemError("not-found", "There is no such kind of problem");
    },
  );
}
