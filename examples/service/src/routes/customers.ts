import type { ClienteleStore } from "clientele/repositories";
import type { FastifyInstance } from "fastify";
import type { Day } from "../day/day-messages.ts";

/** What to know before a contact. */
export function customerRoutes(
  _plain: FastifyInstance,
  _store: ClienteleStore,
  _company: Omit<Day, "asOf" | "time">,
): void {}
