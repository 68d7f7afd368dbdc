import type * as z from "zod";
import type { RecordName, recordKinds } from "../model/index.ts";

/** A record of one kind. */
export type RecordOf<K extends RecordName> = z.infer<(typeof recordKinds)[K]["schema"]>;

/**
 * Records of any kinds, by the name of their kind: what is read from a store before parties are merged, erased or
 * exported. Kinds left out are not touched.
 */
export type PartyRecords = { readonly [K in RecordName]?: readonly RecordOf<K>[] | undefined };
