import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { share, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/**
 * What one party is to another, read from `fromId` to `toId`: "from *is a child of* to", "from *decides for* to",
 * "from *supplies* to", "from *is a representative of the competitor* to".
 */
export const relationshipKinds = [
  "spouse",
  "child",
  "parent",
  "sibling",
  "relative",
  "friend",
  "member",
  "colleague",
  "assistant",
  "decides-for",
  "pays-for",
  "end-user-for",
  "supplier",
  "distributor",
  "customer",
  "subsidiary",
  "partner",
  "adviser",
  "competitor-representative",
] as const;

/** Schema of {@link Relationship}. */
export const relationshipSchema = record(
  {
    fromId: partyId,
    toId: partyId,
    kind: z.enum(relationshipKinds),
    /** How close the tie is, from 0 to 1. */
    strength: share.optional(),
    /** From hostile, −1, to warm, 1. */
    sentiment: z.number().min(-1).max(1).optional(),
    note: markPersonal(storableText(2000), "user.social_activity").optional(),
    ...validity,
    source: sourceSchema,
  },
  [
    validityRule,
    {
      path: ["toId"],
      expected: "must be another party than fromId",
      holds: ({ fromId, toId }) => fromId !== toId,
    },
  ],
);

/** What one party is to another, for a time: family, colleagues, deciders, supply chain, competitors' people. */
export type Relationship = z.infer<typeof relationshipSchema>;
