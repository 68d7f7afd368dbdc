import type * as z from "zod";
import { compareCodePoints } from "../ids/index.ts";
import { record, validity, validityRule } from "./_record.ts";
import { id, languageTag, storableText } from "./_scalars.ts";

/** Schema of {@link DocumentVersion}. */
export const documentVersionSchema = record(
  {
    /** The document of which this is a version. */
    documentId: id,
    name: storableText(500),
    /** For customers of one region; of all when left out. */
    region: storableText(200).optional(),
    /** On one topic; on all when left out. */
    topic: storableText(200).optional(),
    language: languageTag,
    address: storableText(2000).optional(),
    ...validity,
  },
  [validityRule],
);

/** A version of a document for a region, a topic and a language. */
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

/** For whom a version of a document is looked for. */
export interface DocumentQuery {
  /** Which document. */
  readonly documentId: string;
  /** In which language. */
  readonly language: string;
  /** For which region. */
  readonly region?: string | undefined;
  /** On which topic. */
  readonly topic?: string | undefined;
}

/**
 * Chooses the version of a document that fits best: of the document and language asked for, of no other region or
 * topic, the one that names most of both; of equals the one with the first id. Undefined when none fits.
 *
 * @example
 * ```ts
 * import { chooseDocumentVersion } from "clientele/model";
 *
 * const guide = { schemaVersion: 1, documentId: "guide", name: "Service guide", language: "en" } as const;
 * const versions = [{ ...guide, id: "g1" }, { ...guide, id: "g2", region: "Wales" }];
 * chooseDocumentVersion(versions, { documentId: "guide", language: "en", region: "Wales" })?.id; // => "g2"
 * chooseDocumentVersion(versions, { documentId: "guide", language: "en", region: "Kent" })?.id; // => "g1"
 * ```
 */
export function chooseDocumentVersion(
  versions: Iterable<DocumentVersion>,
  query: DocumentQuery,
): DocumentVersion | undefined {
  const named = (version: DocumentVersion): number =>
    Number(version.region !== undefined) + Number(version.topic !== undefined);
  return [...versions]
    .filter(
      (version) =>
        version.documentId === query.documentId &&
        version.language === query.language &&
        (version.region === undefined || version.region === query.region) &&
        (version.topic === undefined || version.topic === query.topic),
    )
    .sort((a, b) => named(b) - named(a) || compareCodePoints(a.id, b.id))[0];
}
