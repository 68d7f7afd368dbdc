import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { ProblemError } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Answered without a key. */
    readonly open?: boolean;
  }
}

/** Asks every request for the key, before anything of its body is read. */
export function requireKey(app: FastifyInstance, key: string): void {
  const expected = digest(key);
  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.config.open === true) return;
    const given = keyOf(request.headers);
    // Of digests, which are of one length: the time says nothing about how much of the key was right.
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      throw new ProblemError("no-key", "Send the key as `authorization: Bearer …` or as `x-api-key`");
    }
  });
}

function keyOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const bearer = /^bearer +(.+)$/i.exec(String(headers["authorization"] ?? ""))?.[1];
  const plain = headers["x-api-key"];
  return bearer ?? (typeof plain === "string" ? plain : undefined);
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
