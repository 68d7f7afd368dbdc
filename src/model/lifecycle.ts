import * as z from "zod";
import type { PlainDate } from "../calendar/index.ts";
import { partyId, record } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** The stages of a customer's life, from a name on a list to a customer for life, and what may come between. */
export const lifecycleStages = [
  "suspect",
  "prospect",
  "first-time",
  "repeat",
  "core",
  "lifetime",
  "dormant",
  "lost",
  "won-back",
] as const;

/** A stage of a customer's life. */
export type LifecycleStage = (typeof lifecycleStages)[number];

/** Schema of {@link LifecycleChange}. */
export const lifecycleChangeSchema = record(
  {
    partyId,
    on: plainDate,
    stage: z.enum(lifecycleStages),
    /** Why: what drove a customer away, what brought him back. */
    reason: markPersonal(storableText(2000), "user.content.private").optional(),
    /** To whom a customer was lost. */
    competitorId: id.optional(),
    /** Whether the party said so, or we conclude it. */
    detected: z.enum(["declared", "inferred"]),
    source: sourceSchema.optional(),
  },
  [
    {
      path: ["reason"],
      expected: "must be given for a customer who was lost or won back, if the party said so",
      holds: ({ stage, detected, reason }) =>
        !(stage === "lost" || stage === "won-back") || detected === "inferred" || reason !== undefined,
    },
    {
      path: ["competitorId"],
      expected: "must stand with stage lost alone",
      holds: ({ stage, competitorId }) => competitorId === undefined || stage === "lost",
    },
  ],
);

/** The day on which a party entered a stage of its life as a customer, and why. */
export type LifecycleChange = z.infer<typeof lifecycleChangeSchema>;

/**
 * Finds the change that put a party in its stage of a day: the last one on or before the day. Of several on one
 * day the one whose stage comes later in `lifecycleStages` counts. Undefined when there is none yet.
 *
 * @example
 * ```ts
 * import { lifecycleOn } from "clientele/model";
 *
 * const life = [
 *   { schemaVersion: 1, id: "l1", partyId: "ada", on: "2025-03-01", stage: "first-time", detected: "inferred" },
 *   { schemaVersion: 1, id: "l2", partyId: "ada", on: "2026-02-01", stage: "lost", detected: "declared", reason: "slow repairs" },
 * ] as const;
 * lifecycleOn(life, "2026-01-31")?.stage; // => "first-time"
 * lifecycleOn(life, "2026-11-22")?.reason; // => "slow repairs"
 * ```
 */
export function lifecycleOn(changes: Iterable<LifecycleChange>, day: PlainDate): LifecycleChange | undefined {
  let last: LifecycleChange | undefined;
  for (const change of changes) {
    if (change.on > day) continue;
    if (
      last === undefined ||
      change.on > last.on ||
      (change.on === last.on && lifecycleStages.indexOf(change.stage) > lifecycleStages.indexOf(last.stage))
    )
      last = change;
  }
  return last;
}
