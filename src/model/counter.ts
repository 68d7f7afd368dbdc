import * as z from "zod";
import { schemaVersion, storableText } from "./_scalars.ts";

/** Schema of {@link Counter}. */
export const counterSchema = z.strictObject({
  schemaVersion,
  /** What is counted: "sent:2026-11-22:c1". */
  id: storableText(600),
  value: z.int(),
});

/** A whole number that many writers add to. */
export type Counter = z.infer<typeof counterSchema>;
